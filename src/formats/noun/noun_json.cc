// SPDX-License-Identifier: Apache-2.0
#include "formats/noun/noun_json.h"

#include <array>
#include <variant>

#include "formats/noun/noun_fields.h"

namespace tc::formats {
namespace {

using Json = nlohmann::json;

/// Largest amount that a number in 万元 carries exactly to the fen: 10^15 fen.
constexpr double kLargestFen = 1e15;

std::string shown(const Json& json) {
  if (json.is_array()) return "a list";
  if (json.is_object()) return "an object";
  std::string out = json.dump(-1, ' ', false, Json::error_handler_t::replace);
  if (out.size() > 60) {
    out.resize(60);
    while (text::first_bad_utf8(out) != std::string_view::npos) out.pop_back();
    out += "…";
  }
  return out;
}

tl::unexpected<Error> at(Error error, const std::string& pointer) {
  error.where = pointer;
  return tl::unexpected(std::move(error));
}

template <std::size_t... I>
std::vector<std::string> names_of(std::index_sequence<I...> /*indices*/) {
  return {std::string(std::variant_alternative_t<I, model::Row>::kNoun)...};
}

using RowMaker = model::Row (*)();

template <std::size_t... I>
constexpr std::array<RowMaker, sizeof...(I)> makers_of(std::index_sequence<I...> /*indices*/) {
  return {[] { return model::Row(std::in_place_index<I>); }...};
}

constexpr auto kRowIndices = std::make_index_sequence<std::variant_size_v<model::Row>>{};
constexpr auto kRowMakers = makers_of(kRowIndices);

Result<void> same_keys(const model::Row& before, const model::Row& after, std::string_view where) {
  const bool same = model::id_of(before) == model::id_of(after) &&
                    model::project_of(before) == model::project_of(after) &&
                    model::revision_of(before) == model::revision_of(after);
  if (same) return {};
  return fail(Code::bad_input, "json.fixed", "id, project_id and revision cannot be changed",
              std::string(where), "leave them out");
}

}  // namespace

tl::unexpected<Error> FieldReader::wrong(const Json& json, std::string_view expected) const {
  return fail(Code::bad_input, "json.type",
              fmt::format("{} stands where {} is needed", shown(json), expected), pointer);
}

tl::unexpected<Error> FieldReader::unknown_name(std::string_view name,
                                                const std::string_view* allowed,
                                                std::size_t count) const {
  std::string list;
  for (std::size_t i = 0; i < count; ++i) {
    if (i > 0) list += ", ";
    list += allowed[i];
  }
  return fail(Code::bad_input, "json.enum",
              fmt::format("{} is none of: {}", shown(Json(std::string(name))), list), pointer);
}

Result<void> FieldReader::read(const Json& json, std::string& out) const {
  if (!json.is_string()) return wrong(json, "text");
  out = json.get_ref<const std::string&>();
  return {};
}

Result<void> FieldReader::read(const Json& json, bool& out) const {
  if (!json.is_boolean()) return wrong(json, "true or false");
  out = json.get<bool>();
  return {};
}

Result<void> FieldReader::read(const Json& json, double& out) const {
  if (!json.is_number()) return wrong(json, "a number");
  out = json.get<double>();
  if (!std::isfinite(out)) return wrong(json, "a finite number");
  return {};
}

Result<void> FieldReader::read(const Json& json, std::int64_t& out) const {
  constexpr auto kMost = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  if (!json.is_number_integer()) return wrong(json, "a whole number");
  if (json.is_number_unsigned() && json.get<std::uint64_t>() > kMost) {
    return wrong(json, "a whole number below 2^63");
  }
  out = json.get<std::int64_t>();
  return {};
}

Result<void> FieldReader::read(const Json& json, std::int32_t& out) const {
  std::int64_t wide = 0;
  TC_TRY_VOID(read(json, wide));
  if (wide < std::numeric_limits<std::int32_t>::min() ||
      wide > std::numeric_limits<std::int32_t>::max()) {
    return wrong(json, "a whole number of 32 bits");
  }
  out = static_cast<std::int32_t>(wide);
  return {};
}

Result<void> FieldReader::read(const Json& json, Day& out) const {
  if (!json.is_string()) return wrong(json, "a day such as \"2025-07-15\"");
  auto day = parse_day(json.get_ref<const std::string&>());
  if (!day) return at(std::move(day).error(), pointer);
  out = *day;
  return {};
}

Result<void> FieldReader::read(const Json& json, Minute& out) const {
  if (!json.is_string()) return wrong(json, "a time such as \"2025-07-15T08:30\"");
  auto minute = parse_minute(json.get_ref<const std::string&>());
  if (!minute) return at(std::move(minute).error(), pointer);
  out = *minute;
  return {};
}

Result<void> FieldReader::read(const Json& json, Money& out) const {
  if (!json.is_number()) return wrong(json, "an amount in 万元 (a number)");
  const double fen = json.get<double>() * static_cast<double>(kFenPerWan);
  if (!(std::fabs(fen) <= kLargestFen)) {
    return fail(Code::bad_input, "money.range", fmt::format("{} 万元 is too large", shown(json)),
                pointer);
  }
  const double whole = std::round(fen);
  if (std::fabs(fen - whole) > 1e-9 + 4e-16 * std::fabs(fen)) {  // two roundings of a double
    return fail(Code::bad_input, "money.shape",
                fmt::format("{} 万元 has more than six decimals", shown(json)), pointer);
  }
  out = Money{static_cast<std::int64_t>(whole)};
  return {};
}

Result<void> FieldReader::read(const Json& json, std::vector<std::string>& out) const {
  if (!json.is_array()) return wrong(json, "a list of texts");
  std::vector<std::string> list;
  for (std::size_t i = 0; i < json.size(); ++i) {
    list.emplace_back();
    TC_TRY_VOID(FieldReader{pointer_to(pointer, i)}.read(json[i], list.back()));
  }
  out = std::move(list);
  return {};
}

tl::unexpected<Error> unknown_field(std::string_view noun, const std::string& name,
                                    std::string_view pointer,
                                    const std::vector<std::string>& known) {
  const std::string near = text::nearest(name, known);
  return fail(Code::bad_input, "json.unknown_field",
              fmt::format("{} has no field {}", noun, shown(Json(name))), pointer_to(pointer, name),
              near.empty() ? "" : fmt::format("did you mean '{}'?", near));
}

nlohmann::ordered_json to_json(const model::Row& row, Revisions revisions) {
  nlohmann::ordered_json out = nlohmann::ordered_json::object();
  std::visit(
      [&](const auto& noun) {
        model::visit_fields(noun, FieldWriter{out, revisions});
      },
      row);
  return out;
}

std::string to_json_text(const model::Row& row, Revisions revisions) {
  return to_json(row, revisions)
      .dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

const std::vector<std::string>& noun_names() {
  static const std::vector<std::string> kNames = names_of(kRowIndices);
  return kNames;
}

Result<model::Row> row_from_value(std::string_view noun, const Json& value,
                                  std::string_view pointer) {
  const std::vector<std::string>& names = noun_names();
  const auto found = std::find(names.begin(), names.end(), noun);
  if (found == names.end()) {
    return fail(Code::bad_input, "json.noun", fmt::format("there are no '{}'", noun),
                std::string(pointer));
  }
  model::Row row = kRowMakers[static_cast<std::size_t>(found - names.begin())]();
  TC_TRY_VOID(std::visit([&](auto& out) { return read_fields(value, out, pointer); }, row));
  return row;
}

Result<model::Row> row_from_json(std::string_view noun, std::string_view text) {
  TC_TRY(const Json value, parse_json(text));
  return row_from_value(noun, value);
}

Result<model::Row> patched_value(const model::Row& row, const Json& patch,
                                 std::string_view pointer) {
  model::Row out = row;
  TC_TRY_VOID(std::visit([&](auto& noun) { return read_fields(patch, noun, pointer); }, out));
  TC_TRY_VOID(same_keys(row, out, pointer));
  return out;
}

Result<model::Row> patched(const model::Row& row, std::string_view patch_text) {
  TC_TRY(const Json patch, parse_json(patch_text));
  return patched_value(row, patch);
}

}  // namespace tc::formats

// SPDX-License-Identifier: Apache-2.0
#include "server/json_reader.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "base/text.h"

namespace tc::server {
namespace {

using nlohmann::json;

constexpr int kMaxDepth = 64;

std::size_t characters(std::string_view utf8) {
  return static_cast<std::size_t>(std::ranges::count_if(
      utf8, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::string shown(const json& value) {
  std::string text = value.dump(-1, ' ', true, json::error_handler_t::replace);
  if (text.size() > 60) text = text.substr(0, 57) + "...";
  return text;
}

}  // namespace

Result<void> check_depth(std::string_view text) {
  int depth = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (in_string) {
      if (c == '\\') ++i;
      if (c == '"') in_string = false;
    } else if (c == '"') {
      in_string = true;
    } else if (c == '[' || c == '{') {
      if (++depth > kMaxDepth) {
        return fail(Code::usage, "json.depth", "JSON nested deeper than 64 levels",
                    "byte " + std::to_string(i));
      }
    } else if (c == ']' || c == '}') {
      --depth;
    }
  }
  return {};
}

JsonReader::JsonReader(json object) : object_(std::make_unique<json>(std::move(object))) {}
JsonReader::~JsonReader() = default;
JsonReader::JsonReader(JsonReader&&) noexcept = default;

Result<JsonReader> JsonReader::parse(std::string_view text) {
  TC_TRY_VOID(check_depth(text));
  // The library takes a NUL for the end of the text.
  if (const std::size_t nul = text.find('\0'); nul != std::string_view::npos) {
    return fail(Code::usage, "json.syntax", "the body holds a NUL", "byte " + std::to_string(nul));
  }
  try {
    json value = json::parse(text);
    if (!value.is_object()) {
      return fail(Code::bad_input, "body.object",
                  "the body must be a JSON object, not " + std::string(value.type_name()));
    }
    return JsonReader(std::move(value));
  } catch (const json::parse_error& error) {
    return fail(Code::usage, "json.syntax", "the body is not JSON",
                "byte " + std::to_string(error.byte));
  } catch (const json::exception&) {
    return fail(Code::usage, "json.syntax", "the body holds a number that cannot be kept");
  }
}

void JsonReader::text(std::string_view name, std::string& out, std::size_t most, Need need) {
  const json* value = field(name, need);
  if (value == nullptr) return;
  const std::optional<std::string> text = string_of(name, *value);
  if (!text) return;
  if (characters(*text) > most || (need == Need::required && text->empty())) {
    reject("body.length",
           "must have " + std::string(need == Need::required ? "1" : "0") + " to " +
               std::to_string(most) + " characters, has " + std::to_string(characters(*text)),
           name);
    return;
  }
  out = *text;
}

void JsonReader::integer(std::string_view name, std::int64_t& out, Need need) {
  const json* value = field(name, need);
  if (value == nullptr) return;
  const bool too_big = value->is_number_unsigned() && value->get<std::uint64_t>() > INT64_MAX;
  if (!value->is_number_integer() || too_big) {
    reject("body.type", "must be an integer, not " + shown(*value), name);
    return;
  }
  out = value->get<std::int64_t>();
}

void JsonReader::day(std::string_view name, std::optional<Day>& out) {
  std::optional<std::optional<Day>> value;
  const json* raw = field(name, Need::optional);
  if (raw != nullptr && raw->is_null()) {
    reject("body.type", "must be a day, not null", name);
    return;
  }
  day_or_null(name, value);
  if (value) out = *value;
}

void JsonReader::day_or_null(std::string_view name, std::optional<std::optional<Day>>& out) {
  const json* value = field(name, Need::optional);
  if (value == nullptr) return;
  if (value->is_null()) {
    out.emplace(std::nullopt);
    return;
  }
  const std::optional<std::string> text = string_of(name, *value);
  if (!text) return;
  const Result<Day> day = parse_day(*text);
  if (day) {
    out.emplace(*day);
  } else {
    reject(day.error().rule, day.error().message, name);
  }
}

void JsonReader::minute_or_null(std::string_view name, std::optional<std::optional<Minute>>& out) {
  const json* value = field(name, Need::optional);
  if (value == nullptr) return;
  if (value->is_null()) {
    out.emplace(std::nullopt);
    return;
  }
  const std::optional<std::string> text = string_of(name, *value);
  if (!text) return;
  const Result<Minute> minute = parse_minute(*text);
  if (minute) {
    out.emplace(*minute);
  } else {
    reject(minute.error().rule, minute.error().message, name);
  }
}

void JsonReader::number_or_null(std::string_view name, std::optional<std::optional<double>>& out) {
  const json* value = field(name, Need::optional);
  if (value == nullptr) return;
  if (value->is_null()) {
    out.emplace(std::nullopt);
  } else if (value->is_number() && std::isfinite(value->get<double>())) {
    out.emplace(value->get<double>());
  } else {
    reject("body.type", "must be a number or null, not " + shown(*value), name);
  }
}

void JsonReader::objects(std::string_view name, std::vector<JsonReader>& out, std::size_t most,
                         Need need) {
  const json* value = field(name, need);
  if (value == nullptr) return;
  if (!value->is_array()) {
    reject("body.type", "must be a list, not " + shown(*value), name);
    return;
  }
  if (value->size() > most) {
    reject("body.length",
           "must have at most " + std::to_string(most) + " members, has " +
               std::to_string(value->size()),
           name);
    return;
  }
  for (const json& member : *value) {
    if (!member.is_object()) {
      reject("body.type", "must hold objects, not " + shown(member), name);
      return;
    }
    JsonReader& reader = out.emplace_back(JsonReader(member));
    reader.at_ = at_ + "/" + std::string(name) + "/" + std::to_string(out.size() - 1);
  }
}

Result<void> JsonReader::finish() {
  for (const auto& [name, value] : object_->items()) {
    if (std::ranges::find(read_, name) == read_.end()) {
      const std::string near = text::nearest(name, read_);
      reject("body.unknown",
             "there is no such field" + (near.empty() ? "" : ", did you mean `" + near + "`?"),
             name);
    }
  }
  if (error_) return tl::unexpected(*error_);
  return {};
}

const json* JsonReader::field(std::string_view name, Need need) {
  read_.emplace_back(name);
  if (error_) return nullptr;
  const auto found = object_->find(std::string(name));
  if (found != object_->end()) return &*found;
  if (need == Need::required) reject("body.missing", "this field is required", name);
  return nullptr;
}

std::optional<std::string> JsonReader::string_of(std::string_view name, const json& value) {
  if (value.is_string()) return value.get<std::string>();
  reject("body.type", "must be a text, not " + shown(value), name);
  return std::nullopt;
}

std::optional<std::size_t> JsonReader::one_of(std::string_view name,
                                              const std::vector<std::string_view>& names,
                                              Need need) {
  const json* value = field(name, need);
  if (value == nullptr) return std::nullopt;
  const std::optional<std::string> text = string_of(name, *value);
  if (!text) return std::nullopt;
  const auto found = std::ranges::find(names, *text);
  if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
  std::string list;
  for (const std::string_view known : names) list.append(list.empty() ? "" : ", ").append(known);
  reject("body.value", "must be one of " + list + ", not " + shown(*value), name);
  return std::nullopt;
}

void JsonReader::reject(std::string rule, std::string message, std::string_view name) {
  if (error_) return;
  error_ = Error{.code = Code::bad_input,
                 .rule = std::move(rule),
                 .message = std::string(name) + ": " + message,
                 .where = at_ + "/" + std::string(name),
                 .advice = {}};
}

}  // namespace tc::server

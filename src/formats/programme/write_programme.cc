// SPDX-License-Identifier: Apache-2.0
#include <nlohmann/json.hpp>

#include "formats/noun/noun_json.h"
#include "formats/programme/parts.h"
#include "formats/programme/programme.h"

namespace tc::formats {
namespace {

/// One row on one line; the project of a part is plain from where it stands.
std::string line_of(const model::Row& row, bool with_project) {
  nlohmann::ordered_json json = to_json(row, Revisions::leave_out);
  if (!with_project) json.erase("project_id");
  return json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

template <class T>
void write_list(std::string& out, std::string_view name, const std::vector<T>& rows,
                std::string_view indent) {
  if (rows.empty()) return;
  out.append(",\n").append(indent).append("\"").append(name).append("\":[");
  std::string_view comma = "\n";
  for (const T& row : rows) {
    out.append(comma).append(indent).append(" ").append(line_of(row, false));
    comma = ",\n";
  }
  out.append("]");
}

void write_project(std::string& out, const model::ProjectFile& file) {
  std::string fields = line_of(file.project, true);
  fields.pop_back();  // the closing brace comes after the lists
  out.append(" ").append(fields);
  for_each_part(
      file, [&](std::string_view list, const auto& rows) { write_list(out, list, rows, "  "); });
  out.append("}");
}

template <class Tag>
void shift(Id<Tag>& id, std::int64_t offset) {
  if (id) id = {id.value + offset};
}

template <class T>
void shift_row(T& row, std::int64_t offset) {
  model::visit_fields(row, [&](std::string_view /*name*/, auto& member) {
    if constexpr (requires { shift(member, offset); }) shift(member, offset);
  });
  if constexpr (std::same_as<T, model::FieldSource>) {
    if (row.noun_id != 0) row.noun_id += offset;
  }
}

}  // namespace

std::string write_programme(const model::CityState& state) {
  std::string out = "{\"format\":\"tongchou.programme\",\"version\":1,\n\"city\":";
  out += line_of(state.city, true);
  for_each_city_list(
      state, [&](std::string_view list, const auto& rows) { write_list(out, list, rows, ""); });
  out += ",\n\"projects\":[";
  std::string_view comma = "\n";
  for (const auto& file : state.projects) {
    out += comma;
    write_project(out, *file);
    comma = ",\n";
  }
  out += "]}\n";
  return out;
}

void shift_ids(ProgrammeCity& city, std::int64_t offset) {
  const auto shift_all = [&](std::string_view /*list*/, auto& rows) {
    for (auto& row : rows) shift_row(row, offset);
  };
  for_each_city_list(city.state, shift_all);
  for (auto& file : city.state.projects) {
    model::ProjectFile moved = *file;
    shift_row(moved.project, offset);
    for_each_part(moved, shift_all);
    file = std::make_shared<const model::ProjectFile>(std::move(moved));
  }
  for (TemplateRequest& request : city.requests) shift(request.project_id, offset);
}

}  // namespace tc::formats

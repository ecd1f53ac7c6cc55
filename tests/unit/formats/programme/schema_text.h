// The JSON Schema of the programme file, made from visit_fields: what api/programme.schema.json
// must hold.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <type_traits>

#include "formats/noun/noun_fields.h"
#include "formats/programme/parts.h"

namespace tc::formats {

using SchemaJson = nlohmann::ordered_json;

/// Schema of one field by its C++ type.
template <class T>
SchemaJson field_schema() {
  if constexpr (kIsOptional<T>) {
    SchemaJson out = field_schema<typename T::value_type>();
    if (out.contains("type")) {
      out["type"] = SchemaJson::array({out["type"], "null"});
      return out;
    }
    return {{"anyOf", SchemaJson::array({out, {{"type", "null"}}})}};
  } else if constexpr (kIsId<T>) {
    return {{"type", "integer"}, {"minimum", 0}};
  } else if constexpr (std::is_same_v<T, model::CityCode>) {
    return {{"type", "integer"}, {"minimum", 100000}, {"maximum", 999999}};
  } else if constexpr (std::is_enum_v<T>) {
    SchemaJson names = SchemaJson::array();
    for (const std::string_view name : model::kEnumNames<T>) names.push_back(std::string(name));
    return {{"enum", names}};
  } else if constexpr (std::is_same_v<T, Day>) {
    return {{"type", "string"}, {"format", "date"}};
  } else if constexpr (std::is_same_v<T, Minute>) {
    return {{"type", "string"}, {"pattern", "^\\d{4}-\\d{2}-\\d{2}(T\\d{2}:\\d{2})?$"}};
  } else if constexpr (std::is_same_v<T, Money>) {
    return {{"type", "number"}, {"description", "万元, at most six decimals"}};
  } else if constexpr (std::is_same_v<T, std::vector<std::string>>) {
    return {{"type", "array"}, {"items", {{"type", "string"}}}};
  } else if constexpr (std::is_same_v<T, std::string>) {
    return {{"type", "string"}};
  } else if constexpr (std::is_same_v<T, bool>) {
    return {{"type", "boolean"}};
  } else if constexpr (std::is_same_v<T, double>) {
    return {{"type", "number"}};
  } else {
    return {{"type", "integer"}};
  }
}

template <class T>
SchemaJson noun_schema() {
  SchemaJson fields = SchemaJson::object();
  T noun{};
  model::visit_fields(noun, [&](std::string_view name, auto& member) {
    fields[std::string(name)] = field_schema<std::remove_reference_t<decltype(member)>>();
  });
  if constexpr (requires {
                  noun.project_id;
                  noun.activity_id;
                }) {
    fields["activity_code"] = {{"type", "string"},
                               {"description", "code of an activity, in place of activity_id"}};
  }
  return {{"type", "object"}, {"properties", fields}, {"additionalProperties", false}};
}

inline SchemaJson list_of(std::string_view noun) {
  return {{"type", "array"}, {"items", {{"$ref", "#/$defs/" + std::string(noun)}}}};
}

inline SchemaJson project_schema(SchemaJson& definitions) {
  SchemaJson out = noun_schema<model::Project>();
  SchemaJson& fields = out["properties"];
  fields["template"] = {{"type", "string"},
                        {"description", "template key, in place of activities"}};
  fields["start"] = {
      {"type", "string"}, {"format", "date"}, {"description", "first day of the template's plan"}};
  fields["placed_on"] = {
      {"type", "string"}, {"format", "date"}, {"description", "the day on which stage_words hold"}};
  const model::ProjectFile empty;
  for_each_part(empty, [&](std::string_view list, const auto& rows) {
    using T = typename std::remove_cvref_t<decltype(rows)>::value_type;
    definitions[std::string(T::kNoun)] = noun_schema<T>();
    fields[std::string(list)] = list_of(T::kNoun);
  });
  out["required"] = {"name"};
  return out;
}

inline std::string schema_text() {
  SchemaJson definitions = SchemaJson::object();
  definitions["cities"] = noun_schema<model::City>();
  definitions["cities"]["required"] = {"code"};
  SchemaJson members = SchemaJson::object();
  members["city"] = {{"$ref", "#/$defs/cities"}};
  const model::CityState empty;
  for_each_city_list(empty, [&](std::string_view list, const auto& rows) {
    using T = typename std::remove_cvref_t<decltype(rows)>::value_type;
    definitions[std::string(T::kNoun)] = noun_schema<T>();
    members[std::string(list)] = list_of(T::kNoun);
  });
  SchemaJson project = project_schema(definitions);
  definitions["projects"] = std::move(project);
  members["projects"] = list_of("projects");
  definitions["section"] = {{"type", "object"},
                            {"properties", members},
                            {"required", {"city"}},
                            {"additionalProperties", false}};

  SchemaJson properties = {{"$schema", {{"type", "string"}}},
                           {"format", {{"const", "tongchou.programme"}}},
                           {"version", {{"const", 1}}},
                           {"note", {{"type", "string"}}}};
  for (const auto& [name, member] : members.items()) properties[name] = member;
  properties["cities"] = {{"type", "array"}, {"items", {{"$ref", "#/$defs/section"}}}};
  const SchemaJson schema = {
      {"$schema", "https://json-schema.org/draft/2020-12/schema"},
      {"title", "Tongchou programme"},
      {"description",
       "The programme of one city (city, projects, …) or of several (cities). Ids are whole "
       "numbers local to the file and may be left out where nothing refers to the row."},
      {"type", "object"},
      {"properties", properties},
      {"required", {"format", "version"}},
      {"oneOf", SchemaJson::array({{{"required", {"city"}}}, {{"required", {"cities"}}}})},
      {"additionalProperties", false},
      {"$defs", definitions}};
  return schema.dump(2) + "\n";
}

}  // namespace tc::formats

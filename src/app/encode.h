// Views and nouns to JSON by visit_fields: field names are the JSON names, an unset optional is
// null, money is 万元, dates are text. Include from .cc files only (it brings in nlohmann).
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>

#include "base/id.h"
#include "base/money.h"
#include "base/result.h"
#include "base/time.h"
#include "model/fields.h"
#include "model/ids.h"

namespace tc::app {

using Json = nlohmann::ordered_json;

namespace encoding {

struct AnyVisitor {
  template <class T>
  void operator()(const char*, const T&) const {}
};
template <class T>
concept HasFields = requires(const T& value) {
  visit_fields(value, AnyVisitor{});
};

template <class T>
Json as_json(const T& value);
inline Json as_json(const std::string& value) { return value; }
inline Json as_json(bool value) { return value; }
inline Json as_json(double value) { return value; }
inline Json as_json(int value) { return value; }
inline Json as_json(std::int64_t value) { return value; }
inline Json as_json(Day value) { return to_text(value); }
inline Json as_json(Minute value) { return to_text(value); }
inline Json as_json(Money value) { return to_wan(value); }
inline Json as_json(model::CityCode value) { return value.value; }
inline Json as_json(const Note& note) {
  return {{"rule", note.rule}, {"message", note.message}, {"where", note.where}};
}
template <class Tag>
Json as_json(Id<Tag> value) {
  return value.value;
}
template <class T>
Json as_json(const std::optional<T>& value) {
  return value ? as_json(*value) : Json(nullptr);
}
template <class T>
Json as_json(const std::vector<T>& values) {
  Json array = Json::array();
  for (const T& value : values) array.push_back(as_json(value));
  return array;
}
template <class T>
Json as_json(const T& value) {
  if constexpr (model::NamedEnum<T>) {
    return std::string(model::to_name(value));
  } else {
    static_assert(HasFields<T>, "a view type needs visit_fields");
    Json object = Json::object();
    visit_fields(
        value, [&object](const char* name, const auto& member) { object[name] = as_json(member); });
    return object;
  }
}

}  // namespace encoding

template <class T>
[[nodiscard]] Json encode(const T& value) {
  return encoding::as_json(value);
}

}  // namespace tc::app

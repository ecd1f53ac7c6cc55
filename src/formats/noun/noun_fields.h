// The field visitors behind noun_json.h, for the .cc files that read or write nouns of known type.
// Includes the JSON library: keep out of other headers.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fmt/format.h>

#include <cmath>
#include <cstdint>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "base/money.h"
#include "base/text.h"
#include "base/time.h"
#include "formats/noun/json_text.h"
#include "formats/noun/noun_json.h"

namespace tc::formats {

template <class T>
inline constexpr bool kIsOptional = false;
template <class T>
inline constexpr bool kIsOptional<std::optional<T>> = true;
template <class T>
inline constexpr bool kIsId = false;
template <class Tag>
inline constexpr bool kIsId<Id<Tag>> = true;

/// Writes each field it visits; see noun_json.h for what is left out.
struct FieldWriter {
  nlohmann::ordered_json& out;
  Revisions revisions;

  template <class T>
  void operator()(std::string_view name, const T& value) {
    if (revisions == Revisions::leave_out && name == "revision") return;
    if (is_blank(value)) return;
    out.push_back({std::string(name), encode(value)});
  }

  template <class T>
  static bool is_blank(const T& value) {
    if constexpr (kIsOptional<T>) {
      return !value.has_value();
    } else if constexpr (kIsId<T>) {
      return value.value == 0;
    } else if constexpr (std::is_same_v<T, std::string> ||
                         std::is_same_v<T, std::vector<std::string>>) {
      return value.empty();
    } else {
      return false;
    }
  }

  template <class T>
  static nlohmann::ordered_json encode(const T& value) {
    if constexpr (kIsOptional<T>) {
      return encode(*value);
    } else if constexpr (kIsId<T> || std::is_same_v<T, model::CityCode>) {
      return value.value;
    } else if constexpr (std::is_enum_v<T>) {
      return std::string(model::to_name(value));
    } else if constexpr (std::is_same_v<T, Day> || std::is_same_v<T, Minute>) {
      return to_text(value);
    } else if constexpr (std::is_same_v<T, Money>) {
      if (value.fen % kFenPerWan == 0) return value.fen / kFenPerWan;
      return to_wan(value);
    } else {
      return value;
    }
  }
};

/// One value of JSON into one field. Errors carry `pointer`.
struct FieldReader {
  std::string pointer;

  Result<void> read(const nlohmann::json& json, std::string& out) const;
  Result<void> read(const nlohmann::json& json, bool& out) const;
  Result<void> read(const nlohmann::json& json, double& out) const;
  Result<void> read(const nlohmann::json& json, std::int64_t& out) const;
  Result<void> read(const nlohmann::json& json, std::int32_t& out) const;
  Result<void> read(const nlohmann::json& json, Day& out) const;
  Result<void> read(const nlohmann::json& json, Minute& out) const;
  Result<void> read(const nlohmann::json& json, Money& out) const;
  Result<void> read(const nlohmann::json& json, std::vector<std::string>& out) const;
  Result<void> read(const nlohmann::json& json, model::CityCode& out) const {
    return read(json, out.value);
  }
  template <class Tag>
  Result<void> read(const nlohmann::json& json, Id<Tag>& out) const {
    TC_TRY_VOID(read(json, out.value));
    if (out.value < 0) return wrong(json, "an id (a whole number from 1)");
    return {};
  }
  template <class T>
  Result<void> read(const nlohmann::json& json, std::optional<T>& out) const {
    T value{};
    TC_TRY_VOID(read(json, value));
    out = std::move(value);
    return {};
  }
  template <model::NamedEnum E>
  Result<void> read(const nlohmann::json& json, E& out) const {
    if (!json.is_string()) return wrong(json, "text");
    const auto& name = json.get_ref<const std::string&>();
    const std::optional<E> value = model::from_name<E>(name);
    if (!value) return unknown_name(name, model::kEnumNames<E>.data(), model::kEnumNames<E>.size());
    out = *value;
    return {};
  }

  [[nodiscard]] tl::unexpected<Error> wrong(const nlohmann::json& json,
                                            std::string_view expected) const;
  [[nodiscard]] tl::unexpected<Error> unknown_name(std::string_view name,
                                                   const std::string_view* allowed,
                                                   std::size_t count) const;
};

/// The field names of a noun, in order.
template <class T>
[[nodiscard]] std::vector<std::string> field_names() {
  std::vector<std::string> names;
  T noun{};
  model::visit_fields(noun,
                      [&](std::string_view name, auto& /*member*/) { names.emplace_back(name); });
  return names;
}

/// Error for a member that the noun does not have, with the nearest one that it has.
[[nodiscard]] tl::unexpected<Error> unknown_field(std::string_view noun, const std::string& name,
                                                  std::string_view pointer,
                                                  const std::vector<std::string>& known);

/// Sets the fields of `out` present in `json`; null gives a field its default. Members named in
/// `others` are left to the caller.
template <class T>
[[nodiscard]] Result<void> read_fields(const nlohmann::json& json, T& out, std::string_view pointer,
                                       const std::vector<std::string>& others = {}) {
  if (!json.is_object()) return FieldReader{std::string(pointer)}.wrong(json, "an object");
  Result<void> result;
  std::size_t met = 0;
  model::visit_fields(out, [&](std::string_view name, auto& member) {
    const auto found = json.find(name);
    if (found == json.end() || !result) return;
    ++met;
    if (found->is_null()) {
      member = std::remove_reference_t<decltype(member)>{};
    } else {
      result = FieldReader{pointer_to(pointer, name)}.read(*found, member);
    }
  });
  if (!result || met == json.size()) return result;
  std::vector<std::string> known = field_names<T>();
  known.insert(known.end(), others.begin(), others.end());
  for (const auto& [name, value] : json.items()) {
    if (std::find(known.begin(), known.end(), name) == known.end()) {
      return unknown_field(T::kNoun, name, pointer, known);
    }
  }
  return result;
}

}  // namespace tc::formats

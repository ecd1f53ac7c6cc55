// The one description of each noun: visit_fields(noun, visitor) calls visitor("field_name", member)
// in a fixed order. The store binds and reads rows with it, formats/noun turns nouns into JSON and
// back, the app compares before and after. One spelling in C++, SQL, JSON and TypeScript follows
// from it. A visitor must take: std::string, std::int64_t, std::int32_t, bool, double, Day, Minute,
// Money, Id<…>, enums with kEnumNames, std::optional of these, and std::vector<std::string>.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <optional>
#include <string_view>
#include <type_traits>

namespace tc::model {

template <class T, class Noun>
concept Is = std::same_as<std::remove_const_t<T>, Noun>;

/// Specialised by each enum: the text of every enumerator, in order of value, in snake_case.
template <class E>
inline constexpr std::array<std::string_view, 0> kEnumNames{};

template <class E>
concept NamedEnum = std::is_enum_v<E> &&(kEnumNames<E>.size() > 0);

template <NamedEnum E>
[[nodiscard]] constexpr std::string_view to_name(E value) {
  return kEnumNames<E>[static_cast<std::size_t>(value)];
}

template <NamedEnum E>
[[nodiscard]] constexpr std::optional<E> from_name(std::string_view name) {
  for (std::size_t i = 0; i < kEnumNames<E>.size(); ++i) {
    if (kEnumNames<E>[i] == name) return static_cast<E>(i);
  }
  return std::nullopt;
}

}  // namespace tc::model

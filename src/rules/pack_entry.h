// One table of a TOML pack on its way into a row: keys that are checked by name, texts that must
// not be empty, names of enumerators; errors carry the table's place. Include from .cc files only
// (it brings in toml++).
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fmt/format.h>

#include <toml++/toml.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/fields.h"

namespace tc::rules {

using Names = std::vector<std::string>;

/// A table of the pack with the words that name it in errors.
struct Entry {
  const toml::table& table;
  std::string where;
};

[[nodiscard]] tl::unexpected<Error> bad(std::string rule, std::string message, const Entry& entry,
                                        std::string advice = {});
/// "did you mean 'x'?", or all that is known.
[[nodiscard]] std::string did_you_mean(std::string_view word, const Names& known);
/// Rule: pack.field.
[[nodiscard]] Result<void> check_keys(const Entry& entry, const Names& known);
/// Rule: pack.field (absent, no text, or empty).
[[nodiscard]] Result<std::string> text_of(const Entry& entry, std::string_view key);
/// A number from `least` to `most`; unset when the key is absent. Rule: pack.bounds.
[[nodiscard]] Result<std::optional<double>> number_of(const Entry& entry, std::string_view key,
                                                      double least, double most);
/// Parses a whole pack's text. Rule: pack.syntax.
[[nodiscard]] Result<toml::table> parse_pack(std::string_view toml, std::string_view key);

template <model::NamedEnum E>
[[nodiscard]] Names names_of() {
  return Names(model::kEnumNames<E>.begin(), model::kEnumNames<E>.end());
}

template <model::NamedEnum E>
[[nodiscard]] Result<E> enum_of(const Entry& entry, std::string_view key, std::string rule) {
  TC_TRY(const std::string name, text_of(entry, key));
  if (const auto value = model::from_name<E>(name)) return *value;
  return bad(std::move(rule), fmt::format("'{}' is no {}", name, key), entry,
             did_you_mean(name, names_of<E>()));
}

}  // namespace tc::rules

// Reads the members of one TOML table, strictly: the first fault is kept with its line, and members
// nobody asked for are faults. Includes the TOML library: for the .cc files of this folder only.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <toml++/toml.h>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace tc::formats {

/// A parsed file; rule template.syntax.
[[nodiscard]] Result<toml::table> parse_toml(std::string_view text, std::string_view where);

class TomlFields {
 public:
  /// `file` is the name shown in errors.
  TomlFields(const toml::table& table, std::string_view file) : table_(table), file_(file) {}

  /// Required members: a fault when absent. `_or` forms give the default when absent.
  std::string text(std::string_view key);
  std::string text_or(std::string_view key, std::string fallback);
  std::string code(std::string_view key);  ///< text or whole number
  std::int64_t whole_or(std::string_view key, std::int64_t fallback);
  double number_or(std::string_view key, double fallback);
  bool flag_or(std::string_view key, bool fallback);
  std::vector<std::string> texts_or_none(std::string_view key);
  std::vector<std::string> codes_or_none(std::string_view key);
  std::vector<double> numbers(std::string_view key);
  /// The tables of `[[key]]`, in file order.
  std::vector<const toml::table*> tables(std::string_view key);
  /// The table `[key]`; an empty one (and a fault) when absent.
  const toml::table& table(std::string_view key);

  [[nodiscard]] bool has(std::string_view key) const { return table_.contains(key); }
  /// "file:line" of a member, or of the table when it is absent.
  [[nodiscard]] std::string place(std::string_view key = {}) const;
  /// Records a fault at a member unless one is there already.
  void fault(std::string rule, std::string message, std::string_view key);
  /// The first fault, or an unknown member. Call after every member was asked for.
  [[nodiscard]] Result<void> done();

 private:
  const toml::node* find(std::string_view key);
  void missing(std::string_view key);
  void wrong(std::string_view key, std::string_view expected);

  const toml::table& table_;
  std::string file_;
  std::vector<std::string> asked_;
  std::optional<Error> error_;
};

}  // namespace tc::formats

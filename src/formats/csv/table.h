// Rows of a comma-separated text (RFC 4180) and cells back to text. One row at a time, so memory is
// bounded by the longest row. Positions count from 1. Text is UTF-8.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace tc::formats::csv {

inline constexpr std::size_t kMaxColumns = 1024;

/// The delimiter of a header line: whichever of comma, semicolon and tab stands most often outside
/// quotes; a comma when none does.
[[nodiscard]] char find_delimiter(std::string_view text);

/// Walks the rows of a text that outlives it.
class RowReader {
 public:
  RowReader(std::string_view text, char delimiter) : text_(text), delimiter_(delimiter) {}

  /// The next row that is not blank into `cells`; false at the end. Rules: csv.quote, csv.limit.
  [[nodiscard]] Result<bool> next(std::vector<std::string>& cells);
  /// Line on which the last row began.
  [[nodiscard]] std::size_t line() const { return row_line_; }

 private:
  [[nodiscard]] Result<void> read_cell(std::string& cell, std::size_t number);
  [[nodiscard]] Result<void> read_quoted(std::string& cell, std::size_t number);
  [[nodiscard]] bool at_line_end() const;
  void skip_line_end();

  std::string_view text_;
  char delimiter_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
  std::size_t row_line_ = 0;
};

/// Appends the cell to a row that ends with its delimiter or is empty; quotes when needed.
void append_cell(std::string& out, std::string_view text);
/// A text that a spreadsheet would take for a formula gets a leading apostrophe.
[[nodiscard]] std::string shield(std::string_view text);
/// Takes one such apostrophe off.
[[nodiscard]] std::string unshield(std::string text);

}  // namespace tc::formats::csv

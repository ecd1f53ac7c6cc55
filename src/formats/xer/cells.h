// The rows of one table by the names of their fields: which field of a row stands where is told by
// the table's %F line and by nothing else. A cell that is no value of its kind is remarked with its
// table, line, field and text, and counts as empty.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "formats/xer/document.h"
#include "formats/xer/remarks.h"

namespace tc::formats::xer {

struct Column {
  int index = -1;
  std::string_view name;
  [[nodiscard]] bool exists() const { return index >= 0; }
};

/// What reading shares: the document, its code page and the remarks.
struct Source {
  const Document& document;
  Transcoder transcoder;
  Remarks remarks;
  bool decimal_comma = false;  ///< numbers of the file were written so
};

class Cells {
 public:
  Cells(Source& source, const Table& table);

  /// The field of this name, or of the other when the table lacks it.
  [[nodiscard]] Column column(std::string_view name, std::string_view other = {});
  /// Goes to the next row; false after the last.
  bool next();
  [[nodiscard]] std::size_t row() const { return row_; }  ///< in the table, from 0

  /// Without spaces around; the document's bytes.
  [[nodiscard]] std::string_view raw(Column column) const;
  [[nodiscard]] std::string text(Column column);
  [[nodiscard]] std::optional<Minute> date(Column column);
  [[nodiscard]] std::optional<double> number(Column column);
  /// Hours as minutes; `least` drops what is below it.
  [[nodiscard]] std::optional<std::int64_t> minutes(Column column);
  [[nodiscard]] std::optional<std::int64_t> span(Column column);  ///< minutes, none below 0
  [[nodiscard]] bool yes(Column column, bool otherwise) const;

  void remark(const std::string& rule, Column column, std::string_view what);
  [[nodiscard]] std::string place(Column column);
  /// After the last row: remarks which fields with content nobody asked for.
  void remark_kept();

 private:
  /// The first characters of some bytes, as text.
  [[nodiscard]] std::string shown(std::string_view bytes);

  Source& source_;
  const Table& table_;
  std::vector<std::string_view> cells_;
  std::vector<std::size_t> filled_;  ///< rows with content, by field
  std::vector<bool> used_;
  std::size_t row_ = static_cast<std::size_t>(-1);
};

}  // namespace tc::formats::xer

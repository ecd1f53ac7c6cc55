// An XER as it stands in the file: one buffer of text and the places of its tables and rows in it.
// Nothing is copied and nothing lost, so an unchanged document is written back byte for byte; a row
// costs eight bytes beside its text. Cells are cut out when they are asked for.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "formats/schedule/schedule_file.h"
#include "formats/xer/coding.h"

namespace tc::formats::xer {

/// A record of the text without its line end. A row holds line ends only where a cell does.
struct Span {
  std::uint32_t begin{};
  std::uint32_t size{};
};

struct Table {
  std::string_view name;  ///< as written
  std::vector<std::string_view> fields;
  Span field_line;  ///< the whole %F record; size 0 when the table has none
  std::vector<Span> rows;
  std::uint32_t end{};  ///< where a further row would be written: after the last record's line
};

class Document final : public SourceDocument {
 public:
  /// Rules: xer.empty, xer.not_xer, xer.no_tables, xer.size (4 GiB and more), xer.too_many_rows.
  [[nodiscard]] static Result<std::shared_ptr<const Document>> parse(std::string_view bytes);

  [[nodiscard]] std::string_view text() const { return text_; }
  [[nodiscard]] std::string_view text(Span span) const {
    return std::string_view(text_).substr(span.begin, span.size);
  }
  [[nodiscard]] const Coding& coding() const { return coding_; }
  [[nodiscard]] const std::vector<Table>& tables() const { return tables_; }
  /// The sections of this name, in file order (more than one in joined files). Case does not count.
  [[nodiscard]] std::vector<const Table*> sections(std::string_view name) const;
  /// Cells of the ERMHDR record, without its word.
  [[nodiscard]] const std::vector<std::string_view>& header() const { return header_; }
  [[nodiscard]] std::string_view line_end() const { return line_end_; }
  /// Line of this byte, from 1. Counts from the start, so for messages only.
  [[nodiscard]] std::size_t line_of(std::uint32_t offset) const;
  /// Remarks of the parsing itself: damaged text, rows broken over lines, stray lines.
  [[nodiscard]] const Notes& notes() const { return notes_; }
  /// Bytes that the document holds beside its text.
  [[nodiscard]] std::size_t overhead() const;

  Document(std::string text, Coding coding);

 private:
  friend class Parser;
  std::string text_;
  Coding coding_;
  std::string_view line_end_ = "\r\n";
  std::vector<Table> tables_;
  std::vector<std::string_view> header_;
  Notes notes_;
};

/// The cells after the first tab of a record.
void cut_cells(std::string_view record, std::vector<std::string_view>& cells);
/// Without the spaces and carriage returns around it.
[[nodiscard]] std::string_view trimmed_cell(std::string_view text);
/// Whether the first bytes are those of an XER in any coding.
[[nodiscard]] bool begins_as_xer(std::string_view bytes);
[[nodiscard]] bool same_name(std::string_view a, std::string_view b);

}  // namespace tc::formats::xer

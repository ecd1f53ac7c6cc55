// Changes of a document's tables, gathered by row and field and then written into the text: what is
// not changed is copied byte for byte.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "formats/xer/document.h"
#include "formats/xer/fields.h"

namespace tc::formats::xer {

class TableEdit {
 public:
  /// Cells are written with this transcoder, numbers with a comma if the file does so.
  TableEdit(const Document& document, Transcoder& transcoder, bool decimal_comma);

  /// The fields of `after` that differ from `before` (both in the same order) in this row, counted
  /// through all sections of the table.
  void change(std::string_view table, std::size_t row, const Fields& before, const Fields& after);
  void add(std::string_view table, Fields fields);
  void remove(std::string_view table, std::size_t row);
  /// Removes the rows of every table whose cell in this column is one of these.
  void remove_where(std::string_view column, const std::set<std::string, std::less<>>& values);

  /// The document's text with the changes.
  [[nodiscard]] std::string text();

 private:
  struct Changes {
    std::map<std::size_t, Fields> changed;  ///< by row of the section
    std::set<std::size_t> removed;
    std::vector<Fields> added;
    std::vector<std::string> columns;  ///< that the section lacks
  };
  struct Edit {
    std::size_t begin{};
    std::size_t end{};
    std::string text;
  };
  struct Place {
    std::size_t table{};
    std::size_t row{};
  };

  [[nodiscard]] Place place_of(std::string_view table, std::size_t row) const;
  void want_columns(std::size_t table, const Fields& fields);
  [[nodiscard]] std::string cell_text(const Field& field);
  [[nodiscard]] std::vector<std::string> columns_of(std::size_t table) const;
  [[nodiscard]] std::string changed_row(std::size_t table, std::size_t row, const Fields& fields);
  [[nodiscard]] std::string new_row(std::string_view table, const std::vector<std::string>& columns,
                                    const Fields& fields);
  void edit_table(std::size_t table, std::vector<Edit>& edits);
  [[nodiscard]] std::string new_tables();

  const Document& document_;
  Transcoder& transcoder_;
  bool decimal_comma_;
  std::map<std::size_t, Changes> changes_;                          ///< by table of the document
  std::vector<std::pair<std::string, std::vector<Fields>>> fresh_;  ///< tables it lacks
};

/// A table of its own: %T, %F and the rows, by the columns P6 expects.
[[nodiscard]] std::string table_text(std::string_view table, const std::vector<std::string>& rows,
                                     std::string_view line_end);
/// The cells of a row in the columns' order, defaults where the fields say nothing.
[[nodiscard]] std::vector<Field> full_row(std::string_view table,
                                          const std::vector<std::string>& columns,
                                          const Fields& fields);

}  // namespace tc::formats::xer

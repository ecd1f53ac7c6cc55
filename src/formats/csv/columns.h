// The columns of a schedule table: one row a column, with the name that is written, the Chinese
// name, and the names that Microsoft Project and Primavera P6 print in their tables. A new column
// is a new row here. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace tc::formats::csv {

enum class Column : std::uint8_t {
  project,
  project_name,
  data_date,
  project_start,
  must_finish_by,
  wbs,
  wbs_name,
  id,
  guid,
  code,
  name,
  name_en,
  kind,
  calendar,
  duration,
  remaining,
  percent_complete,
  predecessors,
  constraint,
  constraint_date,
  constraint2,
  constraint2_date,
  deadline,
  expected_finish,
  external_start,
  external_finish,
  suspended,
  resumed,
  leveling_delay,
  interruption,
  inactive,
  manual,
  actual_start,
  actual_finish,
  planned_start,
  planned_finish,
  approved_start,
  approved_finish,
  early_start,
  early_finish,
  late_start,
  late_finish,
  total_float,
  free_float,
  critical,
};
inline constexpr std::size_t kColumnCount = static_cast<std::size_t>(Column::critical) + 1;

struct ColumnWords {
  Column column;
  std::string_view name;     ///< as written
  std::string_view chinese;  ///< 中文
  std::string_view also;     ///< other spellings, joined by '|'
};

/// In order of writing; one row for each Column.
[[nodiscard]] std::span<const ColumnWords> column_words();
/// The column of a header cell; letters' case, width, spaces and punctuation do not matter.
[[nodiscard]] std::optional<Column> column_of(std::string_view header);
/// Lower case, full-width letters made narrow, without spaces and punctuation.
[[nodiscard]] std::string folded(std::string_view text);

}  // namespace tc::formats::csv

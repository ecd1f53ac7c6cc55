// SPDX-License-Identifier: Apache-2.0
#include "formats/xer/cells.h"

#include <algorithm>

#include "formats/xer/values.h"

namespace tc::formats::xer {
namespace {

constexpr std::size_t kShown = 60;  ///< characters of a bad value that a remark repeats

bool has_decimal_comma(std::string_view number) {
  const std::size_t mark = number.find_last_of(".,");
  return mark != std::string_view::npos && number[mark] == ',';
}

}  // namespace

Cells::Cells(Source& source, const Table& table) : source_(source), table_(table) {
  filled_.resize(table.fields.size());
  used_.resize(table.fields.size());
  if (table.fields.empty() && !table.rows.empty()) {
    source_.remarks.add("xer.no_fields", "a table without %F line is kept but not read",
                        shown(table.name));
  }
}

Column Cells::column(std::string_view name, std::string_view other) {
  for (std::size_t i = 0; i < table_.fields.size(); ++i) {
    if (!same_name(table_.fields[i], name)) continue;
    used_[i] = true;
    return {.index = static_cast<int>(i), .name = table_.fields[i]};
  }
  return other.empty() ? Column{.index = -1, .name = name} : column(other);
}

bool Cells::next() {
  if (++row_ >= table_.rows.size() || table_.fields.empty()) return false;
  cut_cells(source_.document.text(table_.rows[row_]), cells_);
  if (cells_.size() > table_.fields.size()) {
    const auto extra = cells_.begin() + static_cast<std::ptrdiff_t>(table_.fields.size());
    if (std::any_of(extra, cells_.end(),
                    [](std::string_view cell) { return !trimmed_cell(cell).empty(); })) {
      remark("xer.long_row", {}, "the row has more cells than the table has fields; they are kept");
    }
  }
  const std::size_t known = std::min(cells_.size(), filled_.size());
  for (std::size_t i = 0; i < known; ++i) filled_[i] += cells_[i].empty() ? 0u : 1u;
  return true;
}

std::string_view Cells::raw(Column column) const {
  const auto index = static_cast<std::size_t>(column.index);
  return column.exists() && index < cells_.size() ? trimmed_cell(cells_[index])
                                                  : std::string_view();
}

std::string Cells::text(Column column) { return source_.transcoder.decode(raw(column)); }

std::optional<Minute> Cells::date(Column column) {
  const std::string_view cell = raw(column);
  if (cell.empty() || is_zero_date(cell)) return std::nullopt;
  const auto date = parse_date(cell);
  if (!date) remark("xer.date", column, "is no date of 1900 to 2199 and is left out");
  return date;
}

std::optional<double> Cells::number(Column column) {
  const std::string_view cell = raw(column);
  if (cell.empty()) return std::nullopt;
  const auto number = parse_number(cell);
  if (!number) remark("xer.number", column, "is no number and is left out");
  if (number && has_decimal_comma(cell)) source_.decimal_comma = true;
  return number;
}

std::optional<std::int64_t> Cells::minutes(Column column) {
  const std::string_view cell = raw(column);
  if (cell.empty()) return std::nullopt;
  const auto hours = parse_hours(cell);
  if (!hours) {
    remark("xer.hours", column, "is no number of hours within ten million and is left out");
    return std::nullopt;
  }
  if (has_decimal_comma(cell)) source_.decimal_comma = true;
  if (!hours->exact) remark("xer.part_minute", column, "hours are no whole minutes; rounded");
  return hours->minutes;
}

std::optional<std::int64_t> Cells::span(Column column) {
  const auto value = minutes(column);
  if (!value || *value >= 0) return value;
  remark("xer.negative", column, "is below zero and is left out");
  return std::nullopt;
}

bool Cells::yes(Column column, bool otherwise) const {
  const std::string_view cell = raw(column);
  if (cell.empty()) return otherwise;
  const char first = cell.front();
  return first == 'Y' || first == 'y' || first == '1' || first == 'T' || first == 't';
}

std::string Cells::shown(std::string_view bytes) {
  return source_.transcoder.decode(bytes.substr(0, kShown));
}

void Cells::remark(const std::string& rule, Column column, std::string_view what) {
  std::string kind = shown(table_.name);
  if (!column.name.empty()) kind += " field " + shown(column.name);
  if (!source_.remarks.wants(rule, kind)) return;
  std::string message;
  if (column.exists()) {
    message = "'" + shown(raw(column)) + "' ";
  }
  source_.remarks.add(rule, message + std::string(what), place(column), kind);
}

std::string Cells::place(Column column) {
  std::string where = shown(table_.name);
  if (row_ < table_.rows.size()) {
    where += " line " + std::to_string(source_.document.line_of(table_.rows[row_].begin));
  }
  if (!column.name.empty()) where += " field " + shown(column.name);
  return where;
}

void Cells::remark_kept() {
  std::string names;
  std::size_t count = 0;
  for (std::size_t i = 0; i < used_.size(); ++i) {
    if (used_[i] || filled_[i] == 0) continue;
    ++count;
    if (names.size() > 2000) continue;
    names += (names.empty() ? "" : ", ") + std::string(table_.fields[i].substr(0, kShown));
  }
  if (count == 0) return;
  source_.remarks.add(
      "xer.kept",
      std::to_string(count) +
          " fields are kept for the way back but not used: " + source_.transcoder.decode(names),
      source_.transcoder.decode(table_.name.substr(0, kShown)), table_.name.substr(0, kShown));
}

}  // namespace tc::formats::xer

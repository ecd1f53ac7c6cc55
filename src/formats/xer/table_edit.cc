// SPDX-License-Identifier: Apache-2.0
#include "formats/xer/table_edit.h"

#include <algorithm>

namespace tc::formats::xer {
namespace {

std::size_t line_after(std::string_view text, std::size_t at, std::string_view line_end) {
  const std::size_t mark = text.find(line_end == "\r" ? '\r' : '\n', at);
  return mark == std::string_view::npos ? text.size() : mark + 1;
}

bool named(const std::vector<std::string>& columns, std::string_view name) {
  return std::ranges::any_of(columns,
                             [name](const std::string& column) { return same_name(column, name); });
}

/// Where the %E record begins, or the end of the text.
std::size_t end_record(std::string_view text) {
  std::size_t at = text.rfind("%E");
  while (at != std::string_view::npos && at > 0 && text[at - 1] != '\n' && text[at - 1] != '\r') {
    at = text.rfind("%E", at - 1);
  }
  return at == std::string_view::npos ? text.size() : at;
}

}  // namespace

TableEdit::TableEdit(const Document& document, Transcoder& transcoder, bool decimal_comma)
    : document_(document), transcoder_(transcoder), decimal_comma_(decimal_comma) {}

TableEdit::Place TableEdit::place_of(std::string_view table, std::size_t row) const {
  for (std::size_t i = 0; i < document_.tables().size(); ++i) {
    const Table& section = document_.tables()[i];
    if (!same_name(section.name, table) || section.fields.empty()) continue;
    if (row < section.rows.size()) return {.table = i, .row = row};
    row -= section.rows.size();
  }
  return {.table = document_.tables().size(), .row = 0};
}

/// A value without its column gives the table the column; an empty one does not.
void TableEdit::want_columns(std::size_t table, const Fields& fields) {
  std::vector<std::string>& columns = changes_[table].columns;
  for (const Field& field : fields) {
    if (field.value.empty() || field.if_present) continue;
    const auto& own = document_.tables()[table].fields;
    const bool known = std::ranges::any_of(
        own, [&](std::string_view name) { return same_name(name, field.name); });
    if (!known && !named(columns, field.name)) columns.emplace_back(field.name);
  }
}

void TableEdit::change(std::string_view table, std::size_t row, const Fields& before,
                       const Fields& after) {
  const Place place = place_of(table, row);
  if (place.table == document_.tables().size()) return;
  Fields changed;
  for (std::size_t i = 0; i < after.size(); ++i) {
    if (i >= before.size() || before[i] != after[i]) changed.push_back(after[i]);
  }
  if (changed.empty()) return;
  want_columns(place.table, changed);
  Fields& fields = changes_[place.table].changed[place.row];
  fields.insert(fields.end(), changed.begin(), changed.end());
}

void TableEdit::add(std::string_view table, Fields fields) {
  for (std::size_t i = document_.tables().size(); i-- > 0;) {
    const Table& section = document_.tables()[i];
    if (!same_name(section.name, table) || section.fields.empty()) continue;
    want_columns(i, fields);
    changes_[i].added.push_back(std::move(fields));
    return;
  }
  for (auto& [name, rows] : fresh_) {
    if (name == table) return rows.push_back(std::move(fields));
  }
  fresh_.emplace_back(table, std::vector<Fields>{std::move(fields)});
}

void TableEdit::remove(std::string_view table, std::size_t row) {
  const Place place = place_of(table, row);
  if (place.table < document_.tables().size()) changes_[place.table].removed.insert(place.row);
}

void TableEdit::remove_where(std::string_view column,
                             const std::set<std::string, std::less<>>& values) {
  std::vector<std::string_view> cells;
  for (std::size_t table = 0; table < document_.tables().size() && !values.empty(); ++table) {
    const Table& section = document_.tables()[table];
    const auto at = std::ranges::find_if(
        section.fields, [column](std::string_view name) { return same_name(name, column); });
    const auto index = static_cast<std::size_t>(at - section.fields.begin());
    if (index == section.fields.size()) continue;
    for (std::size_t row = 0; row < section.rows.size(); ++row) {
      cut_cells(document_.text(section.rows[row]), cells);
      if (index < cells.size() && values.contains(trimmed_cell(cells[index]))) {
        changes_[table].removed.insert(row);
      }
    }
  }
}

std::string TableEdit::cell_text(const Field& field) {
  std::string value = field.value;
  if (field.number && decimal_comma_) std::ranges::replace(value, '.', ',');
  return transcoder_.encode(value);
}

std::vector<std::string> TableEdit::columns_of(std::size_t table) const {
  const auto& own = document_.tables()[table].fields;
  std::vector<std::string> columns(own.begin(), own.end());
  const auto changes = changes_.find(table);
  if (changes != changes_.end()) {
    columns.insert(columns.end(), changes->second.columns.begin(), changes->second.columns.end());
  }
  return columns;
}

std::string TableEdit::changed_row(std::size_t table, std::size_t row, const Fields& fields) {
  const std::string_view record = document_.text(document_.tables()[table].rows[row]);
  std::vector<std::string_view> cells;
  cut_cells(record, cells);
  std::vector<std::string> values(cells.begin(), cells.end());
  const std::vector<std::string> columns = columns_of(table);
  const bool grown = columns.size() > document_.tables()[table].fields.size();
  if (grown) values.resize(std::max(values.size(), columns.size()));
  for (const Field& field : fields) {
    for (std::size_t i = 0; i < columns.size(); ++i) {
      if (!same_name(columns[i], field.name)) continue;
      if (values.size() <= i) values.resize(i + 1);
      values[i] = cell_text(field);
      break;
    }
  }
  std::string out(record.substr(0, record.find('\t')));
  for (const std::string& value : values) (out += '\t') += value;
  return out;
}

std::vector<Field> full_row(std::string_view table, const std::vector<std::string>& columns,
                            const Fields& fields) {
  std::vector<Field> row;
  for (const std::string& column : columns) {
    const auto same = [&column](const auto& entry) { return same_name(entry.name, column); };
    const auto field = std::ranges::find_if(fields, same);
    if (field != fields.end()) {
      row.push_back(*field);
      continue;
    }
    Field plain{.name = column, .value = {}};
    for (const Default& known : defaults_of(table)) {
      if (same_name(known.column, column)) plain.value = known.value;
    }
    row.push_back(std::move(plain));
  }
  return row;
}

std::string TableEdit::new_row(std::string_view table, const std::vector<std::string>& columns,
                               const Fields& fields) {
  std::string out = "%R";
  for (const Field& field : full_row(table, columns, fields)) (out += '\t') += cell_text(field);
  return out;
}

void TableEdit::edit_table(std::size_t index, std::vector<Edit>& edits) {
  const Table& table = document_.tables()[index];
  const Changes& changes = changes_.at(index);
  const auto put = [&edits](Span span, std::string text) {
    edits.push_back(
        {.begin = span.begin, .end = std::size_t{span.begin} + span.size, .text = std::move(text)});
  };
  if (!changes.columns.empty()) {
    std::string line(document_.text(table.field_line));
    for (const std::string& column : changes.columns) (line += '\t') += column;
    put(table.field_line, std::move(line));
  }
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    const Span span = table.rows[row];
    if (changes.removed.contains(row)) {
      const std::size_t end =
          line_after(document_.text(), std::size_t{span.begin} + span.size, document_.line_end());
      edits.push_back({.begin = span.begin, .end = end, .text = {}});
      continue;
    }
    const auto changed = changes.changed.find(row);
    if (changed != changes.changed.end()) {
      put(span, changed_row(index, row, changed->second));
    } else if (!changes.columns.empty()) {
      put(span, changed_row(index, row, {}));
    }
  }
  std::string added;
  const std::vector<std::string> columns = columns_of(index);
  for (const Fields& fields : changes.added) {
    (added += new_row(table.name, columns, fields)) += document_.line_end();
  }
  if (added.empty()) return;
  const bool open = table.end > 0 && document_.text()[table.end - 1] != '\n' &&
                    document_.text()[table.end - 1] != '\r';
  if (open) added.insert(0, document_.line_end());
  edits.push_back({.begin = table.end, .end = table.end, .text = std::move(added)});
}

std::string table_text(std::string_view table, const std::vector<std::string>& rows,
                       std::string_view line_end) {
  std::string out = "%T\t" + std::string(table);
  (out += line_end) += "%F";
  for (const Default& known : defaults_of(table)) (out += '\t') += known.column;
  out += line_end;
  for (const std::string& row : rows) (out += row) += line_end;
  return out;
}

std::string TableEdit::new_tables() {
  std::string out;
  for (const auto& [table, rows] : fresh_) {
    std::vector<std::string> columns;
    for (const Default& known : defaults_of(table)) columns.emplace_back(known.column);
    std::vector<std::string> lines;
    lines.reserve(rows.size());
    for (const Fields& fields : rows) lines.push_back(new_row(table, columns, fields));
    out += table_text(table, lines, document_.line_end());
  }
  return out;
}

std::string TableEdit::text() {
  const std::string_view source = document_.text();
  std::vector<Edit> edits;
  for (const auto& [table, changes] : changes_) edit_table(table, edits);
  if (!fresh_.empty()) {
    const std::size_t at = end_record(source);
    std::string tables = new_tables();
    if (at == source.size() && !source.ends_with('\n') && !source.ends_with('\r')) {
      tables.insert(0, document_.line_end());
    }
    edits.push_back({.begin = at, .end = at, .text = std::move(tables)});
  }
  std::ranges::stable_sort(edits, {}, &Edit::begin);
  std::string out;
  out.reserve(source.size() + 1024);
  std::size_t done = 0;
  for (const Edit& edit : edits) {
    out += source.substr(done, edit.begin - done);
    out += edit.text;
    done = edit.end;
  }
  return out += source.substr(done);
}

}  // namespace tc::formats::xer

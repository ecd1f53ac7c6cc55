// Makes XER texts for tests: tables by name, fields and rows.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/code_page.h"
#include "formats/xer/xer.h"

namespace tc::formats::xer_test {

using Cells = std::vector<std::pair<std::string, std::string>>;

/// A file of one project with a calendar of Monday to Friday, 8 to 12 and 13 to 17.
class XerText {
 public:
  XerText() {
    add("PROJECT", {{"proj_id", "7"},
                    {"proj_short_name", "P"},
                    {"clndr_id", "3"},
                    {"last_recalc_date", "2026-01-05 08:00"},
                    {"plan_start_date", "2026-01-05 08:00"},
                    {"critical_path_type", "CT_TotFloat"},
                    {"critical_drtn_hr_cnt", "0"}});
    add("CALENDAR", {{"clndr_id", "3"},
                     {"clndr_name", "five days"},
                     {"clndr_type", "CA_Base"},
                     {"day_hr_cnt", "8"},
                     {"clndr_data", five_days()}});
    add("PROJWBS", {{"wbs_id", "70"},
                    {"proj_id", "7"},
                    {"proj_node_flag", "Y"},
                    {"wbs_short_name", "P"},
                    {"wbs_name", "Project"}});
  }

  static std::string five_days() {
    std::string out = "(0||CalendarData()((0||DaysOfWeek()((0||1()())";
    for (int day = 2; day <= 6; ++day) {
      out +=
          "(0||" + std::to_string(day) + "()((0||0(s|08:00|f|12:00)())(0||1(s|13:00|f|17:00)())))";
    }
    return out + "(0||7()())))(0||Exceptions()())))";
  }

  /// A row; a cell of a new field gives the table that field.
  XerText& add(const std::string& table, const Cells& cells) {
    Table& own = find(table);
    std::map<std::string, std::string> row;
    for (const auto& [field, value] : cells) {
      if (std::find(own.fields.begin(), own.fields.end(), field) == own.fields.end()) {
        own.fields.push_back(field);
      }
      row[field] = value;
    }
    own.rows.push_back(std::move(row));
    return *this;
  }
  /// Changes a cell of the first row.
  XerText& set(const std::string& table, const std::string& field, const std::string& value) {
    Table& own = find(table);
    if (std::find(own.fields.begin(), own.fields.end(), field) == own.fields.end()) {
      own.fields.push_back(field);
    }
    own.rows.front()[field] = value;
    return *this;
  }
  XerText& task(const std::string& id, Cells more = {}) {
    Cells cells{{"task_id", id},
                {"proj_id", "7"},
                {"wbs_id", "70"},
                {"clndr_id", "3"},
                {"task_code", "A" + id},
                {"task_name", "Task " + id},
                {"task_type", "TT_Task"},
                {"status_code", "TK_NotStart"},
                {"target_drtn_hr_cnt", "16"},
                {"remain_drtn_hr_cnt", "16"}};
    for (auto& cell : more) {
      const auto known = std::find_if(cells.begin(), cells.end(),
                                      [&](const auto& own) { return own.first == cell.first; });
      if (known == cells.end()) {
        cells.push_back(cell);
      } else {
        known->second = cell.second;
      }
    }
    return add("TASK", cells);
  }

  [[nodiscard]] std::string text(std::string_view end = "\r\n") const {
    std::string out = "ERMHDR\t19.12\t2026-01-05\tProject\tadmin\tadmin\tdb\tProject Management\t" +
                      currency_ + std::string(end);
    for (const Table& table : tables_) {
      (out += "%T\t" + table.name) += end;
      out += "%F";
      for (const std::string& field : table.fields) out += "\t" + field;
      out += end;
      for (const auto& row : table.rows) {
        out += "%R";
        for (const std::string& field : table.fields) {
          const auto cell = row.find(field);
          out += "\t" + (cell == row.end() ? std::string() : cell->second);
        }
        out += end;
      }
    }
    return (out += "%E") += end;
  }
  XerText& currency(std::string name) {
    currency_ = std::move(name);
    return *this;
  }

 private:
  struct Table {
    std::string name;
    std::vector<std::string> fields;
    std::vector<std::map<std::string, std::string>> rows;
  };
  Table& find(const std::string& name) {
    for (Table& table : tables_) {
      if (table.name == name) return table;
    }
    tables_.push_back({name, {}, {}});
    return tables_.back();
  }
  std::vector<Table> tables_;
  std::string currency_ = "USD";
};

inline ScheduleFile read(const std::string& text) {
  auto file = read_xer(text);
  EXPECT_TRUE(file) << (file ? "" : to_line(file.error()));
  return file ? std::move(*file) : ScheduleFile{};
}

inline bool noted(const ScheduleFile& file, std::string_view rule, std::string_view where = {}) {
  return std::any_of(file.notes.begin(), file.notes.end(), [&](const Note& note) {
    return note.rule == rule && note.where.find(where) != std::string::npos;
  });
}

inline std::string in_page(const std::string& page, const std::string& utf8) {
  std::string bytes;
  (void)text::CodePage::open(page).value().encode(utf8, bytes);
  return bytes;
}

inline Minute at(const char* text) { return parse_minute(text).value(); }

}  // namespace tc::formats::xer_test

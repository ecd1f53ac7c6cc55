// One reading of a document: what its steps share. Steps run in the order of the functions below;
// each reads its tables into `file`. Rows are counted through all sections of a table, so that a
// row, its id and its place in the model can be found from each other.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "formats/schedule/schedule_file.h"
#include "formats/xer/cells.h"

namespace tc::formats::xer {

/// The ids of a table: the file's own numbers where all are whole and differ, else row numbers.
class Ids {
 public:
  void build(Source& source, std::string_view table, std::string_view field);
  [[nodiscard]] std::int64_t of_row(std::size_t row) const { return of_row_[row]; }
  /// The first row with this id in the file's words.
  [[nodiscard]] std::optional<std::size_t> find(std::string_view text) const;
  [[nodiscard]] std::size_t size() const { return of_row_.size(); }
  /// The cell of this row, as it stands in the file.
  [[nodiscard]] std::string_view text_of_row(std::size_t row) const { return texts_[row]; }

 private:
  std::vector<std::string_view> texts_;
  std::vector<std::int64_t> of_row_;
  std::unordered_map<std::string_view, std::size_t> by_text_;
};

/// Where the activity of a TASK row went.
struct TaskPlace {
  std::int32_t project = -1;  ///< index in file.projects; -1: not in the model
  std::uint32_t index{};      ///< in its project, before the final sorting
};

struct Reading {
  Source source;
  ScheduleFile file{};
  Ids calendars{}, projects{}, elements{}, resources{}, tasks{}, assignments{}, links{};
  std::vector<TaskPlace> task_places{};         ///< by row of TASK
  std::vector<std::string> element_paths{};     ///< by row of PROJWBS; of a project's node: empty
  std::vector<std::int32_t> element_project{};  ///< by row of PROJWBS
  std::vector<std::int32_t> root_rows{};     ///< by project: row of PROJWBS that is its node, or -1
  std::vector<std::int32_t> project_rows{};  ///< by row of PROJECT: index in file.projects
  model::CalendarId default_calendar{};
  [[nodiscard]] model::CalendarId calendar_of(std::string_view id) const {
    const auto row = calendars.find(id);
    return {row ? calendars.of_row(*row) : 0};
  }
  /// Of this calendar; 480 when there is none.
  [[nodiscard]] std::int64_t minutes_per_day(model::CalendarId id) const {
    const auto at = calendar_days.find(id.value);
    return at == calendar_days.end() ? 480 : at->second;
  }
  std::unordered_map<std::int64_t, std::int64_t> calendar_days{};  ///< id → minutes per day
};

void read_calendars(Reading& reading);
void read_projects(Reading& reading);
void read_options(Reading& reading);
void read_elements(Reading& reading);
void read_resources(Reading& reading);
void read_tasks(Reading& reading);
void read_assignments(Reading& reading);
void read_links(Reading& reading);

/// Reads all tables of the document. Rule: xer.nothing (no project and no task).
[[nodiscard]] Result<Reading> read_document(std::shared_ptr<const Document> document);

}  // namespace tc::formats::xer

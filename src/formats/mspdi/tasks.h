// The tasks of an MSPDI document as activities and WBS elements, and their links. Rules of reading
// follow Microsoft Project: who sets the calendar, what a break of work is, what percent lags mean.
// Includes pugixml.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "formats/mspdi/calendars.h"
#include "formats/mspdi/record.h"
#include "formats/mspdi/resources.h"
#include "formats/schedule/schedule_file.h"

namespace tc::formats::mspdi {

inline constexpr std::int64_t kDeepestOutline = 64;
inline constexpr std::size_t kNoRow = static_cast<std::size_t>(-1);

/// What a task says beyond Activity and ActivityFacts; beside ProjectFile::activities.
struct Row {
  std::int64_t uid = -1;
  pugi::xml_node node;
  std::size_t parent = kNoRow;  ///< position among the rows
  std::int64_t level{};
  std::size_t children{};
  std::string path;                           ///< outline number, counted anew
  std::string wbs;                            ///< the WBS text as it stands
  std::int64_t type{};                        ///< 0 fixed units, 1 fixed duration, 2 fixed work
  std::optional<model::CalendarId> calendar;  ///< the task's own
  model::CalendarId lag_calendar;             ///< its own, else the project's
  bool ignores_resources = false;
  bool manual_dates = false;  ///< ManualStart or ManualFinish is said
  bool fixed_dates = false;   ///< external, or a subproject that is not there
  std::int64_t remaining{};
  std::int64_t actual_duration{};
  std::optional<Minute> stop;
  std::optional<Minute> resume;
};

struct TaskContext {
  Calendars& calendars;
  model::CalendarId default_calendar;
  Remarks& remarks;
  Assigned& assigned;
  std::vector<FileAssignment>& assignments;
};

struct Tasks {
  std::vector<Row> rows;
  std::unordered_map<std::int64_t, std::size_t> by_uid;  ///< without blank rows
  bool manual_dates = false;                             ///< some manual task says its ManualStart
};

/// Fills activities, facts and WBS of the project.
[[nodiscard]] Tasks read_tasks(pugi::xml_node project, TaskContext& context, ScheduleProject& out);
/// Chooses calendars, breaks and fixed dates of leaves once the outline and all work are known.
void settle_tasks(const Tasks& tasks, TaskContext& context, ScheduleProject& out);
/// Fills the links of the project; their elements come back beside them.
[[nodiscard]] std::vector<pugi::xml_node> read_links(const Tasks& tasks, Remarks& remarks,
                                                     ScheduleProject& out);

}  // namespace tc::formats::mspdi

// Resources and assignments of an MSPDI document, and what the dates of a task need of them.
// Includes pugixml.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

#include "formats/mspdi/calendars.h"
#include "formats/mspdi/record.h"
#include "formats/schedule/schedule_file.h"

namespace tc::formats::mspdi {

/// A work resource on a task.
struct Work {
  std::size_t assignment{};                   ///< position in ScheduleFile::assignments
  std::optional<model::CalendarId> calendar;  ///< the resource's
  std::int64_t work{};                        ///< minutes, without overtime
  std::int64_t remaining{};
  double units = 1;
  std::int64_t contour{};  ///< 0 flat
  std::optional<Minute> start;
  std::optional<Minute> finish;
};

/// From one moment to another; the second is the later.
struct Stretch {
  Minute from;
  Minute to;
};

struct TaskWork {
  std::vector<Work> works;
  std::vector<Stretch> busy;  ///< where timephased data has work, not sorted
};

/// By task UID.
using WorkByTask = std::unordered_map<std::int64_t, TaskWork>;

struct Assigned {
  WorkByTask work;
  std::vector<std::int64_t> task_uids;         ///< beside ScheduleFile::assignments
  std::vector<pugi::xml_node> nodes;           ///< likewise
  std::vector<pugi::xml_node> resource_nodes;  ///< beside ScheduleFile::resources
};

/// Fills file.resources and file.assignments; their activity ids are set later, when tasks have
/// theirs.
[[nodiscard]] Assigned read_resources(pugi::xml_node project, const Calendars& calendars,
                                      Remarks& remarks, ScheduleFile& file);

}  // namespace tc::formats::mspdi

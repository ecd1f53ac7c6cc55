// The task list's share of a patch: fields, links, and rows that came, went or moved. Includes
// pugixml.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "formats/mspdi/document.h"
#include "formats/mspdi/fields.h"
#include "formats/mspdi/task_fields.h"
#include "formats/schedule/schedule_file.h"

namespace tc::formats::mspdi {

struct TaskPatch {
  const ScheduleFile& before;
  const ScheduleFile& now;
  const Nodes& nodes;
  pugi::xml_node root;
  const Uids& calendars;
  Dropped& dropped;
};

/// UIDs of all tasks as written, by activity id.
[[nodiscard]] Uids patch_tasks(const TaskPatch& given);

}  // namespace tc::formats::mspdi

// What a task's, link's, resource's, assignment's and project's elements say of the model, as
// fields. The same functions serve a new document and the patch of one that was read, which writes
// the fields whose text changed. Includes pugixml.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>

#include "formats/mspdi/fields.h"
#include "formats/schedule/schedule_file.h"

namespace tc::formats::mspdi {

/// UIDs by model id.
using Uids = std::unordered_map<std::int64_t, std::int64_t>;

/// The activity's calendar, constraint, duration, progress and stored dates.
[[nodiscard]] Fields task_fields(const model::Activity& activity, const ActivityFacts& facts,
                                 const Uids& calendars);
/// Where the row stands.
[[nodiscard]] Fields outline_fields(std::int64_t id, std::int64_t level, const std::string& number);
[[nodiscard]] Fields link_fields(const model::Link& link, std::int64_t predecessor_uid);
[[nodiscard]] Fields project_fields(const ScheduleProject& project, const Uids& calendars);
[[nodiscard]] Fields resource_fields(const FileResource& resource);
[[nodiscard]] Fields assignment_fields(const FileAssignment& assignment, ResourceKind kind);
/// The element's children are the whole of a baseline; empty when nothing is approved.
[[nodiscard]] Fields baseline_fields(const model::Activity& activity);
void write_baseline(pugi::xml_node task, const model::Activity& activity);

/// Remarks on what the activity or link says and MSPDI cannot.
void note_losses(const model::Activity& activity, const std::string& where, Dropped& dropped);

/// 0–100: what the file says, else from the remaining duration.
[[nodiscard]] std::int64_t percent_of(const model::Activity& activity);

}  // namespace tc::formats::mspdi

// What a written schedule does not say as the one it was written from: the two compared, value by
// value. Differences of one kind are one note that counts them and names the first.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "formats/schedule/schedule_file.h"

namespace tc::formats {

/// Adds a note schedule.lost for each kind of value that differs: "12 × deadline: A100, A110 …",
/// and schedule.added where only the written file says one; the message begins with the count and
/// the field's name. Activities are matched by id, links by their ends, type and lag, calendars,
/// WBS elements and resources by name or path.
void list_losses(const ScheduleFile& wanted, const ScheduleFile& got, Notes& out);

}  // namespace tc::formats

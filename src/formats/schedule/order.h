// The order that model::ProjectFile promises, for readers whose files have another.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "formats/schedule/schedule_file.h"

namespace tc::formats {

/// Activities (with their facts) and links by id. Equal ids keep their order.
void sort_by_id(ScheduleProject& project);

}  // namespace tc::formats

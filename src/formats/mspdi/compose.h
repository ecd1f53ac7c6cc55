// A new MSPDI document from a schedule of any format. Includes pugixml.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "formats/mspdi/fields.h"
#include "formats/schedule/schedule_file.h"

namespace tc::formats::mspdi {

/// Into an empty tree. Rules: calendar.week, calendar.exception, calendar.too_many_days.
[[nodiscard]] Result<void> compose(const ScheduleFile& file, pugi::xml_document& tree,
                                   Dropped& dropped);

}  // namespace tc::formats::mspdi

// Primavera P6 XML (APIBusinessObjects), any version. Hours become minutes; a shift's finish 15:59
// means through that minute. planned_* are the current dates, approved_* those of the current
// baseline when the file holds it, else the planned (target) dates; stored dates are the remaining
// early and late ones. Source: Oracle's P6 EPPM integration reference (field lists).
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "formats/schedule/schedule_file.h"

namespace tc::formats {

/// Whether the root element is APIBusinessObjects. Looks at the opening part only.
[[nodiscard]] bool looks_like_pmxml(std::string_view bytes);

/// Rules: pmxml.root, pmxml.project (none in the file), xml.*, text.*.
/// Notes: pmxml.value (a value that is not understood or out of bounds), pmxml.id, pmxml.link,
/// pmxml.calendar, pmxml.option, pmxml.external, pmxml.kept (elements kept but not used).
[[nodiscard]] Result<ScheduleFile> read_pmxml(std::string_view bytes);

/// A file read by read_pmxml is written as the same document with the changed values; any other as
/// a new document. Rules: calendar.*. Dropped: pmxml.* (what P6 has no place for).
[[nodiscard]] Result<WrittenSchedule> write_pmxml(const ScheduleFile& file);

}  // namespace tc::formats

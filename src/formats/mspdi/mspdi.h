// Microsoft Project XML (MSPDI), dialects 2003 to 2019, both ways. Elements are matched by local
// name whatever their namespace. A file that was read keeps its document: writing it again changes
// only what the model changed. Source: Microsoft, "Project XML Data Interchange Schema" (mspdi_pj12
// and later). Dates are wall minutes, durations and lags working minutes.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "base/result.h"
#include "formats/schedule/schedule_file.h"

namespace tc::formats {

/// Whether the bytes begin as such a document, in any encoding. Reads the opening only.
[[nodiscard]] bool looks_like_mspdi(std::string_view bytes);

/// One project per file. Rules: xml.* and text.* (the bytes), mspdi.shape (another document).
/// Notes: mspdi.kept (elements that the model has no place for, one note a kind), mspdi.value (a
/// value that is not of its type), mspdi.link, mspdi.task, mspdi.calendar, mspdi.limit,
/// mspdi.encoding.
[[nodiscard]] Result<ScheduleFile> read_mspdi(std::string_view bytes);

/// A document that Microsoft Project opens. When the file was read from MSPDI its own document is
/// patched; else a new one is made and what it cannot carry is listed. Rules: those of the calendar
/// texts.
[[nodiscard]] Result<WrittenSchedule> write_mspdi(const ScheduleFile& file);

}  // namespace tc::formats

// The two ways of writing: changing the document a file came from, and making a new one.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

#include "base/result.h"
#include "formats/schedule/schedule_file.h"
#include "formats/xer/reading.h"
#include "formats/xer/table_edit.h"

namespace tc::formats::xer {

/// The document with the cells changed in which the file differs from what the document says.
[[nodiscard]] Result<WrittenSchedule> patch_document(const ScheduleFile& file,
                                                     std::shared_ptr<const Document> document);

/// A document made from the file alone: the tables P6 needs.
[[nodiscard]] Result<WrittenSchedule> make_document(const ScheduleFile& file);

/// Its text in UTF-8.
[[nodiscard]] Result<std::string> new_text(const ScheduleFile& file);

/// Enters the differences between what was read and the file into the edit.
[[nodiscard]] Result<void> patch_tables(Reading& base, const ScheduleFile& file, TableEdit& edit);

/// What the file says and no XER can.
[[nodiscard]] Notes list_dropped(const ScheduleFile& file);
/// Activities that a new file gives another code, as theirs is empty or taken.
[[nodiscard]] Notes list_made_codes(const ScheduleFile& file);

/// A summary that is a heading of an outline: an element of the WBS in P6, where only a WBS summary
/// of Primavera's own formats is an activity.
[[nodiscard]] bool is_outline(const ScheduleFile& file, const model::Activity& activity);

}  // namespace tc::formats::xer

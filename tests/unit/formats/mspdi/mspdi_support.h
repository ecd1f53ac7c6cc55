// Small MSPDI documents for tests, and looking into what was read.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "formats/schedule/schedule_file.h"

namespace tc::formats::mspdi {

/// A task of one element per "Name=text"; a name that begins with '<' is put in as it stands.
[[nodiscard]] std::string task(const std::vector<std::string>& fields);
/// A whole document: project start 2024-01-01T08:00 (a Monday), a standard calendar of UID 1, the
/// given Calendar elements, tasks, and what follows them.
[[nodiscard]] std::string document(const std::string& tasks, const std::string& calendars = {},
                                   const std::string& rest = {});
/// The file, or a failed assertion and an empty one.
[[nodiscard]] ScheduleFile read(std::string_view bytes);
[[nodiscard]] std::string rule_of(std::string_view bytes);
/// The activity whose UID this is.
[[nodiscard]] const model::Activity& activity(const ScheduleFile& file, std::string_view uid);
[[nodiscard]] const ActivityFacts& facts(const ScheduleFile& file, std::string_view uid);
[[nodiscard]] bool has_note(const Notes& notes, std::string_view rule, std::string_view part = {});
/// The written bytes, or a failed assertion and none.
[[nodiscard]] std::string written(const ScheduleFile& file);
[[nodiscard]] Notes dropped(const ScheduleFile& file);
/// What the model says, without what only the reading knows.
[[nodiscard]] ScheduleFile bare(ScheduleFile file);
[[nodiscard]] Minute at(std::string_view text);
/// "" when both are the same XML but for white space between elements; else the first difference.
[[nodiscard]] std::string difference(std::string_view a, std::string_view b);
/// The samples beside the sources; empty when they are not there.
[[nodiscard]] std::vector<std::string> samples();
[[nodiscard]] std::string bytes_of(const std::string& path);

}  // namespace tc::formats::mspdi

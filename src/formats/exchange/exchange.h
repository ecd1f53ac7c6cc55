// Schedules of planning tools in any format: which one some bytes are, reading, writing, and the
// sum of a reading for people. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "formats/schedule/schedule_file.h"

namespace tc::formats {

/// "xer", "pmxml", "mspdi", "csv".
[[nodiscard]] std::string_view to_name(ScheduleFormat format);
/// "Primavera XER", …
[[nodiscard]] std::string_view title_of(ScheduleFormat format);
/// One of the names above.
[[nodiscard]] std::optional<ScheduleFormat> format_named(std::string_view name);
/// By the ending: .xer, .csv, .tsv, .mspdi.xml, .pmxml.xml; a bare .xml leaves it open.
[[nodiscard]] std::optional<ScheduleFormat> format_from_name(std::string_view file_name);
/// By the content alone.
[[nodiscard]] std::optional<ScheduleFormat> format_of(std::string_view bytes);

/// By content; the name decides only where the content does not. Rules: schedule.format (what was
/// seen and what is accepted; MPP, zip and MPX are named), and those of the format's reader.
[[nodiscard]] Result<ScheduleFile> read_schedule(std::string_view bytes,
                                                 std::string_view file_name);

/// In the format that is asked for. `dropped` has the writer's notes and, as schedule.lost,
/// whatever differs when the written bytes are read again. A file above 32 MiB that stays in its
/// own format is not read again: it is its own document. Rules: those of the format's writer.
[[nodiscard]] Result<WrittenSchedule> write_schedule(const ScheduleFile& file,
                                                     ScheduleFormat format);

/// What a file holds, in numbers.
struct ScheduleSummary {
  ScheduleFormat format{};
  std::string tool;
  std::string version;
  std::string encoding;
  std::size_t projects{};
  std::size_t activities{};
  std::size_t started{};  ///< and not finished
  std::size_t finished{};
  std::size_t links{};
  std::size_t calendars{};
  std::size_t resources{};
  std::size_t assignments{};
  std::size_t notes{};
  std::optional<Minute> first;      ///< earliest start, actual or planned
  std::optional<Minute> last;       ///< latest finish
  std::optional<Minute> data_date;  ///< the latest of the projects'
};
[[nodiscard]] ScheduleSummary summary_of(const ScheduleFile& file);

}  // namespace tc::formats

// A schedule as comma-separated values, one row an activity (RFC 4180; comma, semicolon or tab;
// UTF-8, UTF-16 or GB18030). Columns are found by their names, see columns.h and the README.
// Calendars are names only: "24 hours" works round the clock, every other name stands for the
// ordinary week, Monday to Friday 08:00-12:00 13:00-17:00.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "formats/schedule/schedule_file.h"

namespace tc::formats {

/// Whether the first line names columns of a schedule. Looks at the first 16 KiB.
[[nodiscard]] bool looks_like_csv_schedule(std::string_view bytes);

/// Ids are those of the id column when all are whole numbers, else numbers in file order; a lag
/// without `e` counts in the successor's calendar. Unknown columns are noted and kept.
/// Rules: csv.empty, csv.header, csv.quote, csv.value, csv.duplicate, csv.limit, text.*; `where` is
/// line:column (column: the cell's number from 1).
/// Notes: csv.empty (names of columns alone), csv.column, csv.calendar, csv.data_date,
/// csv.predecessor, csv.lag, csv.cells, csv.project.
[[nodiscard]] Result<ScheduleFile> read_csv_schedule(std::string_view bytes);

/// UTF-8 with a byte-order mark and CRLF, as spreadsheets expect. Cells that a spreadsheet would
/// run as a formula carry a leading apostrophe, which reading takes off again. Rules: csv.limit.
/// Dropped: working time of calendars, resources, rules, lag calendars other than the successor's.
[[nodiscard]] Result<WrittenSchedule> write_csv_schedule(const ScheduleFile& file);

}  // namespace tc::formats

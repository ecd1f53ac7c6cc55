// Primavera P6 XER, both ways: tables of tab-separated text in the code page of the machine that
// exported them. Reading keeps the whole document, so an unchanged file is written back byte for
// byte and a changed one differs in the changed cells only. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "base/result.h"
#include "formats/schedule/schedule_file.h"

namespace tc::formats {

/// Whether the bytes begin as an XER does, in any coding that read_xer knows.
[[nodiscard]] bool looks_like_xer(std::string_view bytes);

/// Any version. Activities and links of a project are sorted by id. What is not understood is in
/// the notes with its place and stays in the source. Rules of errors: xer.empty, xer.not_xer,
/// xer.no_tables, xer.no_project, xer.size, xer.too_many_rows, xer.too_many_tables,
/// xer.too_many_fields.
[[nodiscard]] Result<ScheduleFile> read_xer(std::string_view bytes);

/// A file that came from an XER: its document, with the cells changed in which the file differs
/// from it; unchanged, the same bytes. Any other: a new XER of the tables P6 needs, in the page of
/// `encoding` if the file was an XER, else GB18030. What no XER can say is listed as dropped.
/// Rules: calendar.week, calendar.exception, text.encoding.
[[nodiscard]] Result<WrittenSchedule> write_xer(const ScheduleFile& file);

}  // namespace tc::formats

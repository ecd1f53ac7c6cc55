// Reads a report of a leader's visit, or minutes of a meeting on site, by the grammar of the genre.
// Total on any bytes: a text that is no such report gives a Reading without a visit and a note.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "base/text.h"
#include "formats/report/reading.h"
#include "formats/report/repair.h"
#include "formats/report/rules.h"

namespace tc::formats::report {

inline constexpr std::size_t kMaxReportBytes = 4u << 20;

/// UTF-8 (malformed bytes count as lost characters). Rules: report.size (above 4 MiB),
/// report.convert (the lent converter failed). Notes carry the rules report.not_a_visit,
/// report.no_projects, report.pronunciation, report.stray_mark, damage.found, damage.proposal_used,
/// report.too_many.
[[nodiscard]] Result<Reading> read_report(std::string_view utf8, const ReportRules& rules,
                                          const ToSimplified& to_simplified);

/// Bytes of a report file to UTF-8. Unlike text::decode, a UTF-8 file that lost some bytes stays
/// UTF-8: the broken places become U+FFFD instead of turning the whole text into another encoding.
[[nodiscard]] Result<text::Decoded> decode_report(std::string_view bytes);

/// One JSON object in the shape of `tongchou read --json`, with `sentences` beside it.
[[nodiscard]] std::string reading_to_json(const Reading& reading);

}  // namespace tc::formats::report

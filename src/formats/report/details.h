// What a statement says of a project: the company in its name, its place, how far it is, what the
// leader asked about, and what concretely holds it.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "formats/report/rules.h"
#include "formats/report/words.h"

namespace tc::formats::report {

/// The company or institution at the head of a project's name; empty when there is none. A place
/// (某镇, 城区) or a kind of work (光伏, 老旧小区) is no company.
[[nodiscard]] Text unit_in_name(View name, const ReportRules& rules);
/// 由某某有限公司投资建设 → the company.
[[nodiscard]] Text unit_in_clause(View clause, const ReportRules& rules);
/// The county, town, village or park that a name begins with or has after its company.
[[nodiscard]] Text place_in_name(View name, View unit, const ReportRules& rules);
/// 位于某某 in a clause; empty when not said.
[[nodiscard]] Text place_in_clause(View clause, const ReportRules& rules);

/// The text's own words for the stage; hopes and dates to come are none.
[[nodiscard]] std::vector<Text> stage_words(View clause, const ReportRules& rules);
/// Objects of 了解, 询问, 听取 … in a clause.
[[nodiscard]] std::vector<Text> asked_in(View clause, const ReportRules& rules);
/// The clause as a concrete problem, or empty: 遇到的问题 names none.
[[nodiscard]] Text blocker_in(View clause, const ReportRules& rules);

}  // namespace tc::formats::report

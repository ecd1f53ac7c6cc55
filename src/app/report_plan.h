// From a reading to rows: the visit, its projects with plans inferred from their stage words, its
// orders and its stated blockers. What the text does not say stays empty.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/app.h"
#include "app/intake.h"
#include "formats/report/reading.h"

namespace tc::app {

struct ReportPlan {
  std::vector<model::Row> put;
  Notes notes;
  Day day;  ///< of the visit
};

/// Reads the state, changes nothing. A project of the same name is filled where it was empty and
/// keeps what people reported since. Rules: report.date, report.year.
[[nodiscard]] Result<ReportPlan> plan_report(const Library& library, const model::CityState& state,
                                             const formats::report::Reading& reading,
                                             const ReadOptions& options, IdSource& ids);

}  // namespace tc::app

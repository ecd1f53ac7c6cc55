// A project's returns month by month: the last version of each, and money since the first return.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "base/money.h"
#include "base/time.h"
#include "model/state.h"

namespace tc::rules {

struct MonthReturn {
  int month = 0;                       ///< month number, see month_index
  Day day;                             ///< when it was handed in
  std::optional<double> progress;      ///< physical, 0–1, cumulative; as returned
  std::optional<Money> spend_of_year;  ///< as returned: since January
  std::optional<Money> spend;          ///< since the first return; unset before any money is named
  std::optional<int> people;
  friend bool operator==(const MonthReturn&, const MonthReturn&) = default;
};

/// Months ascending, one row each, of returns handed in by `date` for months that are whole. What a
/// year had spent by its last return is carried into the next. A month that names no money keeps
/// what was spent before.
[[nodiscard]] std::vector<MonthReturn> monthly_returns(const model::ProjectFile& file, Day date);

/// Money put into the project by `date`: what the returns say, else what was paid from its funds.
/// Unset when neither names any.
[[nodiscard]] std::optional<Money> invested_by(const model::ProjectFile& file, Day date);

}  // namespace tc::rules

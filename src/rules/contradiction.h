// What a project's records say against each other: flags for a person to look at, never a verdict.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "model/state.h"

namespace tc::rules {

/// A note in both languages; `where` is the month or the day.
struct Contradiction {
  std::string rule;
  std::string zh, en;
  std::string where;
  friend bool operator==(const Contradiction&, const Contradiction&) = default;
};

/// Points between the share of money spent and the share of work done that are worth a look.
inline constexpr double kSpendGapPoints = 15;
/// Share of a half-year's spend in its last month.
inline constexpr double kLastMonthShare = 0.4;

/// By what is recorded on the data date. Rules:
/// ev.spend_progress (money and work more than 15 points apart), ev.half_year_end (over 40 % of a
/// half-year's spend in its last month; five months of it returned at least),
/// ev.over_investment (spent more than the investment), ev.done_unspent (all done and nothing
/// spent), ev.done_unregistered (all done and not in statistics), ev.started_unpermitted (works
/// begun while a gate of phase S3 before them is open), ev.falling (returned progress falls),
/// ev.nobody_on_site (progress rose in a month with nobody on site), ev.claimed_unpaid (spend
/// claimed exceeds what was paid from the funds by over 15 % of the investment).
[[nodiscard]] std::vector<Contradiction> contradictions(const model::ProjectFile& file,
                                                        Day data_date);

[[nodiscard]] Note to_note(const Contradiction& one);

}  // namespace tc::rules

// 冲刺攻坚: the cheapest way to still make a date, on the calendar network. A programme that no
// true plan breaks gives a bound (relaxation.h); its plans are tried in true forward passes, what
// deceived it is refined, and the best plan that truly meets the date is the answer.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "base/money.h"
#include "base/result.h"
#include "engine/sprint/trial.h"

namespace tc::engine {

/// Counts, so that the same case gives the same answer everywhere.
struct SprintLimits {
  int rounds = 40;       ///< programmes solved
  int nodes = 5000;      ///< of their trees, all together
  std::size_t passes{};  ///< forward passes; 0: by the size of the network
};

struct SprintPlan {
  Minute by;
  bool feasible = false;  ///< whether `picks` truly meet the date
  Minute finish;          ///< with `picks`
  Money price;
  double bound_wan{};   ///< no plan that meets the date costs less; 0 where none can be told
  bool proved = false;  ///< the price is the least there is
  Picks picks;          ///< when not feasible: all at their fastest
  /// When not feasible: what drives the finish although all is at its fastest, in order.
  std::vector<std::size_t> holding;
  int rounds{};  ///< programmes solved

  /// Share of the price that might still be saved; 0 when proved or not feasible.
  [[nodiscard]] double gap() const {
    const double price_wan = to_wan(price);
    return !feasible || proved || price_wan <= 0 ? 0 : (price_wan - bound_wan) / price_wan;
  }
};

/// The finish with everything at its normal way, and with everything at its fastest.
struct SprintReach {
  Minute normal;
  Minute fastest;
};
[[nodiscard]] Result<SprintReach> reach_of(const SprintCase& one);

/// The bound holds where doing something faster never makes anything later (checked: a crashable
/// activity whose finish is tied and on whose start others hang, and wishes to be late, break
/// that). `known`: a plan that may serve as a start. Rules: those of check_case and of engine/lp.
[[nodiscard]] Result<SprintPlan> plan_sprint(const SprintCase& one, Minute by,
                                             const SprintLimits& limits = {},
                                             const Picks* known = nullptr);

/// Plans for several dates, earliest first; none dearer than that of an earlier date.
[[nodiscard]] Result<std::vector<SprintPlan>> plan_sprints(const SprintCase& one,
                                                           std::span<const Minute> dates,
                                                           const SprintLimits& limits = {});

}  // namespace tc::engine

// The cheapest crash plan of a network in whole days, for one finish or for all of them. Linear
// time-cost trade-off: min Σ slope·(normal − duration) under precedence and the deadline. With
// whole days its matrix is totally unimodular, so the linear programme has a whole optimum; every
// plan is checked again in integers. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "base/money.h"
#include "base/result.h"
#include "engine/sprint/curve.h"
#include "model/day_network.h"

namespace tc::engine {

struct DayPlan {
  std::int64_t deadline{};
  bool feasible = false;
  std::int64_t finish{};           ///< with these durations, at most the deadline when feasible
  Money cost;                      ///< of the plan; a proven optimum
  std::vector<std::int32_t> days;  ///< by activity; when not feasible: all crashed
};

class DaySprint {
 public:
  /// Rules: sprint.loop, sprint.range (durations out of order or price so great that sums
  /// overflow).
  [[nodiscard]] static Result<DaySprint> make(const model::DayNetwork& network);

  [[nodiscard]] std::int64_t normal_finish() const { return normal_finish_; }
  [[nodiscard]] std::int64_t crash_finish() const { return crash_finish_; }
  /// Finish with these durations.
  [[nodiscard]] std::int64_t finish_of(const std::vector<std::int32_t>& days) const;
  /// The price of these durations.
  [[nodiscard]] Money cost_of(const std::vector<std::int32_t>& days) const;

  /// Rules: those of `solve`; sprint.solver (its answer does not stand the check in integers).
  [[nodiscard]] Result<DayPlan> cheapest(std::int64_t deadline) const;
  /// Every finish at which the price of a day changes, and both ends, earliest first: between them
  /// the curve is straight. At most `most` linear programmes. Rule: sprint.limit.
  [[nodiscard]] Result<std::vector<CurvePoint>> curve(int most = 4000) const;

  /// Normal finish less a quarter, a half, three quarters and all of what can be gained, halves to
  /// even, latest first, none twice: the deadlines of a time-cost study.
  [[nodiscard]] std::vector<std::int64_t> quarter_deadlines() const;

 private:
  explicit DaySprint(const model::DayNetwork& network) : network_(&network) {}
  [[nodiscard]] Result<std::vector<std::int32_t>> solve_for(std::int64_t deadline,
                                                            bool integer) const;

  const model::DayNetwork* network_;  ///< must outlive this
  std::vector<std::uint32_t> order_;  ///< topological
  std::int64_t normal_finish_{};
  std::int64_t crash_finish_{};
};

}  // namespace tc::engine

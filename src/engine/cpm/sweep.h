// The rules of one activity, forward and backward: the sweeps are loops over these. Semantics after
// Oracle P6 (scheduling options, retained logic and progress override) with exact working time.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>

#include "engine/cpm/cpm.h"

namespace tc::engine {

inline constexpr Minute kNever{std::numeric_limits<std::int64_t>::max()};
inline constexpr Minute kAlways{std::numeric_limits<std::int64_t>::min()};

/// Keeps absurd dates far from overflow: at most two million years either way.
[[nodiscard]] inline Minute within_reason(Minute t) {
  constexpr std::int64_t kFar = std::int64_t{1} << 40;
  return {std::clamp(t.count, -kFar, kFar)};
}

class Sweep {
 public:
  /// `out.held` must be ready; all vectors of `out` that the used functions write must be sized.
  Sweep(const Network& network, const CpmInput& input, Schedule& out);

  /// Early dates, cause and driver of node `i` from those of its predecessors.
  void forward(std::size_t i, const Schedule::HeldNode* hold);
  /// Late dates, floats and path marks of node `i` from its successors. `open_end` is the late
  /// finish of activities that nothing follows.
  void backward(std::size_t i, Minute open_end);
  /// Dates of a level-of-effort activity from what it hangs on, once all others are known.
  void spread(std::size_t span, Minute start, Minute finish);

 private:
  struct Bounds {
    Minute late_start = kNever;   ///< the remaining work must start by then
    Minute late_finish = kNever;  ///< and finish by then
    Minute free_start = kNever;   ///< later than this and a successor's early date moves
    Minute free_finish = kNever;
    bool path = false;  ///< a successor on the longest path hangs on this activity
  };

  [[nodiscard]] std::int64_t work_of(std::size_t i) const { return work_[i]; }
  [[nodiscard]] const WorkingCalendar& calendar_of(std::size_t i) const {
    return network_.calendars[network_.calendar[i]];
  }
  [[nodiscard]] bool binds(const Edge& edge, Progress predecessor, Progress successor) const;
  [[nodiscard]] Minute after_lag(const Edge& edge, Minute t) const;
  [[nodiscard]] Minute before_lag(const Edge& edge, Minute t) const;
  [[nodiscard]] Minute link_bound(std::size_t i, const Edge& edge) const;
  [[nodiscard]] Minute constraint_bound(std::size_t i) const;
  [[nodiscard]] std::int64_t delay_of(std::size_t node) const;
  [[nodiscard]] bool drives(std::size_t i, const Edge& edge) const;
  void bound_by_successor(std::size_t i, const Edge& edge, Bounds& bounds) const;
  void bound_by_constraint(std::size_t i, Bounds& bounds) const;
  [[nodiscard]] WorkSpan latest_within(std::size_t i, Minute start, Minute finish) const;
  [[nodiscard]] std::int64_t slack_to(std::size_t i, const WorkSpan& late) const;
  [[nodiscard]] std::int64_t free_float(std::size_t i, const Bounds& bounds) const;

  const Network& network_;
  const SchedulingRules rules_;
  const std::int64_t* work_;
  Minute floor_;  ///< of unstarted activities
  StartCause floor_cause_;
  Minute data_date_;
  bool any_delay_ = false;
  Schedule& out_;
};

}  // namespace tc::engine

// Working time of one calendar under one weather class, compiled so that every question is O(1).
// Inside, work is counted in half-minutes (a winter minute at half speed is one, any other working
// minute two), so all sums are exact. W(t) is the work done up to t; it never falls, and the whole
// algebra stands on W and its two inverses. Outside 1990–2119 every minute works: still monotone.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "base/time.h"

namespace tc::engine {

inline constexpr Day kHorizonBegin{7305};  ///< 1990-01-01
inline constexpr Day kHorizonEnd{54786};   ///< 2120-01-01, the first day outside

/// A stretch of work at one speed; minutes count from the horizon's first midnight.
struct WorkInterval {
  std::int32_t start{};
  std::int32_t end{};
  std::int32_t units{};  ///< half-minutes of work before `start`
  std::int32_t rate{};   ///< half-minutes per minute: 2, or 1 in winter at half speed
};

/// Where a piece of work lies: it can run from `start`, and `finish` is the first free instant.
struct WorkSpan {
  Minute start;
  Minute finish;
};

/// Immutable. Work arguments are minutes at full speed, at least 0 unless said otherwise.
class WorkingCalendar {
 public:
  /// Elapsed time: 24 hours, 7 days.
  WorkingCalendar() = default;
  /// `intervals` ascending and disjoint with `units` filled in, at least one; see compile.h.
  WorkingCalendar(std::vector<WorkInterval> intervals, bool whole_days);

  /// The first instant by which `work` is done when it begins at `t`; negative work goes back.
  [[nodiscard]] Minute add(Minute t, std::int64_t work) const;
  /// The last instant from which `work` is done by `t`; negative work goes forward.
  [[nodiscard]] Minute sub(Minute t, std::int64_t work) const;
  /// The latest x with add(x, lag) at or before `t` (for a negative lag: in this calendar's work).
  [[nodiscard]] Minute undo_lag(Minute t, std::int64_t lag) const;
  /// Working minutes from a to b, negative when b lies before a, truncated towards zero.
  [[nodiscard]] std::int64_t work_between(Minute a, Minute b) const {
    return half_minutes_between(a, b) / 2;
  }
  /// The same, exact: half-minutes. Additive.
  [[nodiscard]] std::int64_t half_minutes_between(Minute a, Minute b) const {
    return units_at(b) - units_at(a);
  }
  /// The first instant at or after `t` that is followed by work.
  [[nodiscard]] Minute next_work_start(Minute t) const;
  /// The last instant at or before `t` that is preceded by work.
  [[nodiscard]] Minute previous_work_finish(Minute t) const;

  // Placing an activity. With whole days it starts at the midnight of a working day and finishes at
  // the next midnight at or after the end of its work; backward is the mirror image. Without work
  // (a milestone) nothing is snapped but to midnight.
  /// As early as possible, not starting before `bound`.
  [[nodiscard]] WorkSpan place_early(Minute bound, std::int64_t work) const;
  /// As late as possible, not finishing after `bound`.
  [[nodiscard]] WorkSpan place_late(Minute bound, std::int64_t work) const;
  /// The least start bound whose early placing leaves no work between its finish and `finish`.
  [[nodiscard]] Minute start_reaching(Minute finish, std::int64_t work) const;
  /// The latest possible start before which no more work is done than before `bound`: a bound in a
  /// break gives the break's end. With whole days: the latest at or before `bound`.
  [[nodiscard]] Minute latest_start(Minute bound, std::int64_t work) const;

  [[nodiscard]] bool whole_days() const { return whole_days_; }
  /// Whether every minute works (apart from whole-day rounding).
  [[nodiscard]] bool continuous() const { return intervals_.empty(); }
  /// Whether start float and finish float of one activity are always equal.
  [[nodiscard]] bool exact() const { return exact_; }
  /// Ascending; the last is empty, at the horizon's end. None where every minute works.
  [[nodiscard]] std::span<const WorkInterval> intervals() const { return intervals_; }

 private:
  struct Position {
    std::int64_t units;
    Minute next_start;
    Minute previous_finish;
  };
  [[nodiscard]] Position locate(Minute t) const;
  [[nodiscard]] std::int64_t units_at(Minute t) const;
  [[nodiscard]] Minute first_at(std::int64_t units) const;  ///< min { x : W(x) >= units }
  [[nodiscard]] Minute last_at(std::int64_t units) const;   ///< max { x : W(x) <= units }
  [[nodiscard]] std::size_t interval_below(std::int64_t units) const;

  std::vector<WorkInterval> intervals_;  ///< ends with an empty one at the horizon's end
  std::vector<std::int32_t> by_day_;     ///< first interval ending after the day's midnight
  std::vector<std::int32_t> by_units_;   ///< last interval at or below units `index << shift_`
  std::int64_t total_{};
  int shift_{};
  bool whole_days_ = false;
  bool exact_ = true;
};

}  // namespace tc::engine

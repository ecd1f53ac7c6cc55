// Working minutes between two moments of a calendar, in logarithmic time: whole weeks by
// multiplication, what exceptions add or take by prefix sums.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/time.h"
#include "formats/schedule/working_time.h"

namespace tc::formats::mspdi {

class WorkCounter {
 public:
  explicit WorkCounter(WorkingTime time);
  /// Signed: negative when `to` lies before `from`.
  [[nodiscard]] std::int64_t between(Minute from, Minute to) const;
  /// The first moment by which `minutes` of work are done after `from`; `from` itself for 0 or
  /// less. Unset when they are not done within 1,100 years.
  [[nodiscard]] std::optional<Minute> after(Minute from, std::int64_t minutes) const;
  [[nodiscard]] const WorkingTime& time() const { return time_; }

 private:
  [[nodiscard]] std::int64_t before(Minute at) const;
  [[nodiscard]] const model::DayShifts& shifts_of(Day day) const;

  WorkingTime time_;
  std::array<std::int64_t, 8> week_{};  ///< minutes before each weekday, then of the whole week
  std::vector<Day> days_;               ///< of the exceptions, ascending
  std::vector<std::int64_t> added_;     ///< what the exceptions before each of them add
};

/// Working time of both calendars at once.
[[nodiscard]] WorkingTime intersection(const WorkingTime& a, const WorkingTime& b);

}  // namespace tc::formats::mspdi

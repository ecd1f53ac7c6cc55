// Working time between a planning file and model::Calendar: a week and single days, as every
// format's calendar can be said. Minutes count from midnight, 0 to 1440; the week begins on Monday.
// Invariant kept by `tidy`: shifts of a day ascend and do not overlap (they may touch).
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <map>

#include "base/result.h"
#include "base/time.h"
#include "model/calendar.h"
#include "model/calendar_text.h"

namespace tc::formats {

struct WorkingTime {
  std::array<model::DayShifts, 7> week;        ///< Monday 0 … Sunday 6
  std::map<Day, model::DayShifts> exceptions;  ///< replaces the weekday's; empty: a day off
  friend bool operator==(const WorkingTime&, const WorkingTime&) = default;
};

/// First and last day that the text forms can say.
inline constexpr Day kFirstCalendarDay{-25567};  // 1900-01-01
inline constexpr Day kLastCalendarDay{84005};    // 2199-12-31

/// Ascending, cut to one day, empty spans left out, overlapping ones joined.
[[nodiscard]] model::DayShifts tidy(model::DayShifts shifts);

/// A shift that ends at or before its start, or after 1440, runs over midnight: its rest goes to
/// the next day. `to` is at most 2880.
struct NightSplit {
  model::Shift today;
  model::Shift tomorrow;  ///< from 0; empty when to is 0
};
[[nodiscard]] NightSplit split_at_midnight(std::int32_t from, std::int32_t to);

/// Fills week and exceptions of the calendar, equal neighbouring days as one range. Days outside
/// kFirstCalendarDay … kLastCalendarDay are left out.
void to_model(const WorkingTime& time, model::Calendar& calendar);

/// The week and the exceptions of a calendar, ranges as single days. Rules: calendar.week,
/// calendar.exception, calendar.too_many_days (more than the whole span holds).
[[nodiscard]] Result<WorkingTime> from_model(const model::Calendar& calendar);

}  // namespace tc::formats

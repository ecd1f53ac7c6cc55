// Days and minutes as plain counts: no time zone, no locale, no clock. A Day counts civil days from
// 1970-01-01; a Minute counts minutes from 1970-01-01T00:00 of the city's wall clock (China has one
// zone and no summer time, so wall minutes are uniform). Conversions: proleptic Gregorian calendar.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace tc {

inline constexpr std::int64_t kMinutesPerDay = 1440;

struct Day {
  std::int32_t count{};
  friend auto operator<=>(const Day&, const Day&) = default;
  friend Day operator+(Day day, int days) { return {day.count + days}; }
  friend Day operator-(Day day, int days) { return {day.count - days}; }
  friend int operator-(Day a, Day b) { return a.count - b.count; }
};

struct Minute {
  std::int64_t count{};
  friend auto operator<=>(const Minute&, const Minute&) = default;
  friend Minute operator+(Minute minute, std::int64_t minutes) { return {minute.count + minutes}; }
  friend Minute operator-(Minute minute, std::int64_t minutes) { return {minute.count - minutes}; }
  friend std::int64_t operator-(Minute a, Minute b) { return a.count - b.count; }
};

struct CivilDay {
  int year{}, month{}, day{};  ///< month 1-12, day 1-31
  friend auto operator<=>(const CivilDay&, const CivilDay&) = default;
};

[[nodiscard]] CivilDay to_civil(Day day);
[[nodiscard]] Day to_day(CivilDay civil);
/// Monday 0 … Sunday 6.
[[nodiscard]] int weekday(Day day);
[[nodiscard]] inline Minute start_of(Day day) { return {day.count * kMinutesPerDay}; }
/// The day a minute lies in (floor, also before 1970).
[[nodiscard]] Day day_of(Minute minute);

/// `YYYY-MM-DD`, years 1900-2199. Rules: day.shape, day.range.
[[nodiscard]] Result<Day> parse_day(std::string_view text);
/// `YYYY-MM-DDTHH:MM`, or a bare day (its midnight). Rules: minute.shape, day.range.
[[nodiscard]] Result<Minute> parse_minute(std::string_view text);
[[nodiscard]] std::string to_text(Day day);        ///< 2025-07-15
[[nodiscard]] std::string to_text(Minute minute);  ///< 2025-07-15T08:30

}  // namespace tc

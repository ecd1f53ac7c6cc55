// The days of a recurring calendar exception, as Microsoft Project expands them. Source: the
// published schema's Exception element; the reading of each kind was checked against files written
// by Microsoft Project (recurring exceptions whose last day the file states).
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "base/time.h"

namespace tc::formats::mspdi {

enum class Recurrence : std::uint8_t {
  every_day,         ///< types 1, 8 and unknown: the whole period
  every_n_days,      ///< 7
  weekly,            ///< 6; the week begins on Sunday whatever the project's week does
  monthly_by_day,    ///< 4; a month without that day takes its last one
  monthly_by_place,  ///< 5: "second Tuesday"
  yearly_by_day,     ///< 2
  yearly_by_place    ///< 3
};

struct ExceptionRule {
  Recurrence kind{};
  Day first;
  Day last;                       ///< inclusive
  std::int64_t period = 1;        ///< every so many days, weeks or months
  std::int64_t days_of_week = 0;  ///< bit 0 Sunday … bit 6 Saturday
  std::int64_t month = 0;         ///< 0 January
  std::int64_t month_day = 1;
  std::int64_t item = 0;         ///< 0 day, 1 weekday, 2 weekend day, 3 Sunday … 9 Saturday
  std::int64_t position = 0;     ///< 0 first … 3 fourth, 4 last
  std::int64_t occurrences = 0;  ///< at most so many; 0: until `last`
};

[[nodiscard]] Recurrence recurrence_of(std::int64_t type);
/// Of exceptions that name the same day the one of lower rank holds: plain periods before yearly,
/// monthly, weekly and daily ones.
[[nodiscard]] int rank_of(Recurrence kind);
/// Ascending, within 1900–2199. Work is bounded by that span.
[[nodiscard]] std::vector<Day> days_of(const ExceptionRule& rule);

}  // namespace tc::formats::mspdi

// The text forms of model::Calendar as values: what a week, its exceptions and its winter say.
// Minutes count from midnight, 0 to 1440. Forms: see model/calendar.h.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"

namespace tc::model {

struct Shift {
  std::int32_t from{};
  std::int32_t to{};  ///< first free minute, at most 1440
  friend bool operator==(const Shift&, const Shift&) = default;
};
/// The shifts of one day, ascending and apart; empty: a day off.
using DayShifts = std::vector<Shift>;

/// Monday 0 … Sunday 6.
using WeekShifts = std::array<DayShifts, 7>;

struct DatedShifts {
  Day first;
  Day last;  ///< inclusive
  DayShifts shifts;
};

/// Both ends inclusive; wraps over the new year when `to` lies before `from`.
struct WinterRegime {
  int from_month{}, from_day{};
  int to_month{}, to_day{};
};

/// "mon-fri 08:00-12:00 14:00-18:00; sat 08:00-12:00"; days joined by '-' and ','; "off" or nothing
/// said is a day off. Rule: calendar.week.
[[nodiscard]] Result<WeekShifts> parse_week(std::string_view text);
/// One a line, later lines win: "2025-10-01..2025-10-08 off", "2025-09-28 08:00-12:00"; '#' starts
/// a remark. Rule: calendar.exception.
[[nodiscard]] Result<std::vector<DatedShifts>> parse_exceptions(std::string_view text);
/// "11-15..03-14", or "" for no winter. Rule: calendar.winter.
[[nodiscard]] Result<std::optional<WinterRegime>> parse_winter(std::string_view text);

}  // namespace tc::model

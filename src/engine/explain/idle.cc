// SPDX-License-Identifier: Apache-2.0
#include "engine/explain/idle.h"

#include <algorithm>
#include <array>
#include <vector>

#include "model/calendar_text.h"

namespace tc::engine {
namespace {

constexpr int kMostDays = 3660;

struct Texts {
  model::WeekShifts week;
  std::vector<model::DatedShifts> exceptions;
  std::optional<model::WinterRegime> winter;
};

std::optional<Texts> read(const model::Calendar& calendar) {
  auto week = model::parse_week(calendar.week);
  auto exceptions = model::parse_exceptions(calendar.exceptions);
  auto winter = model::parse_winter(calendar.winter);
  if (!week || !exceptions || !winter) return std::nullopt;
  return Texts{*week, std::move(*exceptions), *winter};
}

bool in_winter(const model::WinterRegime& winter, Day day) {
  const CivilDay civil = to_civil(day);
  const int at = civil.month * 100 + civil.day;
  const int from = winter.from_month * 100 + winter.from_day;
  const int to = winter.to_month * 100 + winter.to_day;
  return from <= to ? at >= from && at <= to : at >= from || at <= to;
}

IdleKind kind_of(const Texts& texts, int weather, Day day) {
  const auto later = std::find_if(
      texts.exceptions.rbegin(), texts.exceptions.rend(),
      [day](const model::DatedShifts& one) { return one.first <= day && day <= one.last; });
  if (later != texts.exceptions.rend()) {
    if (later->shifts.empty()) return IdleKind::exception;
  } else if (texts.week[static_cast<std::size_t>(weekday(day))].empty()) {
    return IdleKind::rest_day;
  }
  if (weather == 2 && texts.winter && in_winter(*texts.winter, day)) return IdleKind::winter;
  return IdleKind::off_hours;
}

}  // namespace

std::optional<Idle> idle_between(const model::Calendar& calendar, int weather, Minute from,
                                 Minute to) {
  if (to < from) std::swap(from, to);
  const std::optional<Texts> texts = read(calendar);
  if (!texts || from == to) return std::nullopt;
  const Day first = day_of(from);
  const Day last = std::min(day_of({to.count - 1}), first + kMostDays);
  std::optional<Idle> out;
  for (Day day = first; day <= last; day = day + 1) {
    const IdleKind kind = kind_of(*texts, weather, day);
    if (!out || kind < out->kind) out = Idle{kind, day, day};
    if (kind == out->kind) out->last = day;
  }
  return out;
}

}  // namespace tc::engine

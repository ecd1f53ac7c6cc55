// SPDX-License-Identifier: Apache-2.0
#include "formats/mspdi/recurrence.h"

#include <algorithm>
#include <optional>

#include "formats/schedule/working_time.h"

namespace tc::formats::mspdi {
namespace {

constexpr std::int64_t kMonths = 12;

int sunday_based(Day day) { return (weekday(day) + 1) % 7; }

bool fits(Day day, std::int64_t item) {
  const int at = sunday_based(day);
  if (item == 0) return true;
  if (item == 1) return at >= 1 && at <= 5;
  if (item == 2) return at == 0 || at == 6;
  return at == item - 3;
}

/// The day that the rule names in a month counted from year 0, if the month has it.
std::optional<Day> in_month(const ExceptionRule& rule, std::int64_t month, bool by_day) {
  const auto day_one = [](std::int64_t at) {
    return to_day({static_cast<int>(at / kMonths), static_cast<int>(at % kMonths) + 1, 1});
  };
  const Day first = day_one(month);
  const int length = day_one(month + 1) - first;
  if (by_day) {
    const auto day = static_cast<int>(std::clamp<std::int64_t>(rule.month_day, 1, length));
    return first + (day - 1);
  }
  std::optional<Day> found;
  std::int64_t count = 0;
  for (int i = 0; i < length; ++i) {
    if (!fits(first + i, rule.item)) continue;
    found = first + i;
    if (count++ == rule.position && rule.position < 4) return found;
  }
  return rule.position >= 4 ? found : std::nullopt;
}

/// Collects days in order until the rule's end.
struct Collector {
  const ExceptionRule& rule;
  std::vector<Day> days{};

  bool full() const {
    return rule.occurrences > 0 && static_cast<std::int64_t>(days.size()) >= rule.occurrences;
  }
  /// False when no later day can follow.
  bool take(Day day) {
    if (day > rule.last || full()) return false;
    if (day >= rule.first) days.push_back(day);
    return true;
  }
};

void collect_weekly(Collector& out, std::int64_t period) {
  const int step = static_cast<int>(period * 7);
  Day week = out.rule.first - sunday_based(out.rule.first);
  for (; week <= out.rule.last && !out.full(); week = week + step) {
    for (int day = 0; day < 7; ++day) {
      if ((out.rule.days_of_week >> day & 1) != 0 && !out.take(week + day)) return;
    }
  }
}

void collect_monthly(Collector& out, std::int64_t period, bool by_day) {
  const CivilDay first = to_civil(out.rule.first);
  const CivilDay last = to_civil(out.rule.last);
  const std::int64_t end = last.year * kMonths + last.month - 1;
  std::int64_t month = first.year * kMonths + first.month - 1;
  // When the day of the first month is already past, the count of months begins with the next one.
  const auto opening = in_month(out.rule, month, by_day);
  if (opening && *opening < out.rule.first) ++month;
  for (; month <= end; month += period) {
    const auto day = in_month(out.rule, month, by_day);
    if (day && !out.take(*day)) return;
  }
}

void collect_yearly(Collector& out, bool by_day) {
  const int end = to_civil(out.rule.last).year;
  const std::int64_t month = std::clamp<std::int64_t>(out.rule.month, 0, kMonths - 1);
  for (int year = to_civil(out.rule.first).year; year <= end; ++year) {
    const auto day = in_month(out.rule, year * kMonths + month, by_day);
    if (day && !out.take(*day)) return;
  }
}

}  // namespace

Recurrence recurrence_of(std::int64_t type) {
  switch (type) {
    case 2:
      return Recurrence::yearly_by_day;
    case 3:
      return Recurrence::yearly_by_place;
    case 4:
      return Recurrence::monthly_by_day;
    case 5:
      return Recurrence::monthly_by_place;
    case 6:
      return Recurrence::weekly;
    case 7:
      return Recurrence::every_n_days;
    default:
      return Recurrence::every_day;
  }
}

int rank_of(Recurrence kind) {
  switch (kind) {
    case Recurrence::every_day:
      return 0;
    case Recurrence::yearly_by_day:
    case Recurrence::yearly_by_place:
      return 1;
    case Recurrence::monthly_by_day:
    case Recurrence::monthly_by_place:
      return 2;
    case Recurrence::weekly:
      return 3;
    case Recurrence::every_n_days:
      return 4;
  }
  return 4;
}

std::vector<Day> days_of(const ExceptionRule& given) {
  ExceptionRule rule = given;
  rule.first = std::max(rule.first, kFirstCalendarDay);
  rule.last = std::min(rule.last, kLastCalendarDay);
  // Beyond the whole span no second occurrence fits, so larger periods say the same.
  const std::int64_t period = std::clamp<std::int64_t>(rule.period, 1, 10'000);
  Collector out{rule};
  switch (rule.kind) {
    case Recurrence::every_day:
    case Recurrence::every_n_days: {
      const int step = rule.kind == Recurrence::every_day ? 1 : static_cast<int>(period);
      for (Day day = rule.first; out.take(day);) day = day + step;
      break;
    }
    case Recurrence::weekly:
      collect_weekly(out, period);
      break;
    case Recurrence::monthly_by_day:
    case Recurrence::monthly_by_place:
      collect_monthly(out, period, rule.kind == Recurrence::monthly_by_day);
      break;
    case Recurrence::yearly_by_day:
    case Recurrence::yearly_by_place:
      collect_yearly(out, rule.kind == Recurrence::yearly_by_day);
      break;
  }
  return std::move(out.days);
}

}  // namespace tc::formats::mspdi

// Paints shifts day by day: the week, then dated exceptions, then the winter's speed.
// SPDX-License-Identifier: Apache-2.0
#include "engine/calendar/compile.h"

#include <algorithm>
#include <string>

#include "model/calendar_text.h"

namespace tc::engine {
namespace {

using model::DatedShifts;
using model::DayShifts;
using model::Shift;
using model::WeekShifts;
using model::WinterRegime;

constexpr int kDays = kHorizonEnd.count - kHorizonBegin.count;

bool leap(int year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }

/// The day of that name; 29 February stands for the last of February in common years.
Day named_day(int year, int month, int day) {
  return to_day({year, month, month == 2 && day == 29 && !leap(year) ? 28 : day});
}

/// Work in half-minutes per minute of regime days, by weather class.
constexpr std::array<std::int32_t, 3> kWinterRate{2, 1, 0};

std::vector<std::int32_t> daily_rates(const std::optional<WinterRegime>& winter, int weather) {
  std::vector<std::int32_t> rates(static_cast<std::size_t>(kDays), 2);
  if (!winter || weather == 0) return rates;
  const bool wraps = winter->to_month < winter->from_month ||
                     (winter->to_month == winter->from_month && winter->to_day < winter->from_day);
  for (int year = to_civil(kHorizonBegin).year - 1; year < to_civil(kHorizonEnd).year; ++year) {
    const Day first = named_day(year, winter->from_month, winter->from_day);
    const Day last = named_day(wraps ? year + 1 : year, winter->to_month, winter->to_day);
    const int from = std::max(first - kHorizonBegin, 0);
    const int to = std::min(last - kHorizonBegin, kDays - 1);
    for (int day = from; day <= to; ++day) {
      rates[static_cast<std::size_t>(day)] = kWinterRate[static_cast<std::size_t>(weather)];
    }
  }
  return rates;
}

/// For each day of the horizon its shifts: those of the weekday, unless a dated line says else.
std::vector<const DayShifts*> daily_shifts(const WeekShifts& week,
                                           const std::vector<DatedShifts>& exceptions) {
  std::vector<const DayShifts*> days(static_cast<std::size_t>(kDays));
  auto day_of_week = static_cast<std::size_t>(weekday(kHorizonBegin));
  for (auto& shifts : days) {
    shifts = &week[day_of_week];
    day_of_week = day_of_week == 6 ? 0 : day_of_week + 1;
  }
  for (const DatedShifts& exception : exceptions) {
    const int from = std::max(exception.first - kHorizonBegin, 0);
    const int to = std::min(exception.last - kHorizonBegin, kDays - 1);
    for (int day = from; day <= to; ++day) {
      days[static_cast<std::size_t>(day)] = &exception.shifts;
    }
  }
  return days;
}

std::vector<WorkInterval> paint(const std::vector<const DayShifts*>& days,
                                const std::vector<std::int32_t>& rates) {
  std::vector<WorkInterval> intervals;
  intervals.reserve(days.size() * 2);
  std::int32_t units = 0;
  for (std::size_t day = 0; day < days.size(); ++day) {
    if (rates[day] == 0) continue;
    const auto midnight =
        static_cast<std::int32_t>(static_cast<std::int64_t>(day) * kMinutesPerDay);
    for (const Shift& shift : *days[day]) {
      const std::int32_t start = midnight + shift.from;
      const std::int32_t end = midnight + shift.to;
      if (!intervals.empty() && intervals.back().end == start &&
          intervals.back().rate == rates[day]) {
        intervals.back().end = end;
      } else {
        intervals.push_back({start, end, units, rates[day]});
      }
      units += (end - start) * rates[day];
    }
  }
  return intervals;
}

std::string where_of(const model::Calendar& calendar) {
  return "calendar " + std::to_string(calendar.id.value) + " '" + calendar.name + "'";
}

Result<WorkingCalendar> compile_parts(const model::Calendar& calendar, int weather) {
  TC_TRY(const WeekShifts week, model::parse_week(calendar.week));
  TC_TRY(const auto exceptions, model::parse_exceptions(calendar.exceptions));
  TC_TRY(const auto winter, model::parse_winter(calendar.winter));
  if (weather < 0 || weather > 2) {
    return fail(Code::bad_input, "calendar.weather",
                std::to_string(weather) + " is no weather class", {},
                "use 0 (works on), 1 (half speed) or 2 (stops in winter)");
  }
  auto intervals = paint(daily_shifts(week, exceptions), daily_rates(winter, weather));
  if (intervals.empty()) {
    return fail(Code::bad_input, "calendar.empty",
                "no minute of work from 1990 to 2119 in week '" + calendar.week.substr(0, 60) +
                    "', weather " + std::to_string(weather),
                {}, "give at least one working day");
  }
  intervals.shrink_to_fit();
  return WorkingCalendar(std::move(intervals), calendar.whole_days);
}

}  // namespace

Result<WorkingCalendar> compile_calendar(const model::Calendar& calendar, int weather) {
  auto compiled = compile_parts(calendar, weather);
  if (!compiled) {
    std::string& where = compiled.error().where;
    where = where.empty() ? where_of(calendar) : where_of(calendar) + ", " + where;
  }
  return compiled;
}

CalendarTable::CalendarTable(std::span<const model::Calendar> source) : compiled_(1) {
  rows_.reserve(source.size());
  for (const model::Calendar& calendar : source) rows_.push_back({.source = calendar});
  std::ranges::stable_sort(rows_, {}, [](const Row& row) { return row.source.id; });
}

Result<std::size_t> CalendarTable::row_of(model::CalendarId id, int weather) const {
  if (weather < 0 || weather > 2) {
    return fail(Code::bad_input, "calendar.weather",
                std::to_string(weather) + " is no weather class", {},
                "use 0 (works on), 1 (half speed) or 2 (stops in winter)");
  }
  const auto row =
      std::ranges::lower_bound(rows_, id, {}, [](const Row& r) { return r.source.id; });
  if (row == rows_.end() || row->source.id != id) {
    return fail(Code::bad_input, "network.calendar",
                "calendar " + std::to_string(id.value) + " is not among the " +
                    std::to_string(rows_.size()) + " given",
                {}, "name a calendar of the city, or 0 for elapsed time");
  }
  return static_cast<std::size_t>(row - rows_.begin());
}

Result<std::uint16_t> CalendarTable::number_of(model::CalendarId id, int weather) {
  if (!id) return std::uint16_t{0};
  TC_TRY(const std::size_t at, row_of(id, weather));
  Row& row = rows_[at];
  const auto column = row.source.winter.empty() ? 0 : static_cast<std::size_t>(weather);
  std::uint16_t& number = row.number[column];
  if (number != kNotYet) return number;
  if (compiled_.size() >= kNotYet) {
    return fail(Code::limit, "network.limit",
                "more than " + std::to_string(kNotYet) + " compiled calendars");
  }
  TC_TRY(WorkingCalendar compiled, compile_calendar(row.source, static_cast<int>(column)));
  number = static_cast<std::uint16_t>(compiled_.size());
  compiled_.push_back(std::move(compiled));
  return number;
}

Result<void> CalendarTable::compile_all() {
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    for (int weather = 0; weather <= 2; ++weather) {
      auto number = number_of(rows_[i].source.id, weather);
      if (!number && number.error().rule != "calendar.empty") {
        return tl::unexpected(std::move(number).error());
      }
    }
  }
  return {};
}

Result<std::uint16_t> CalendarTable::find(model::CalendarId id, int weather) const {
  if (!id) return std::uint16_t{0};
  TC_TRY(const std::size_t at, row_of(id, weather));
  const Row& row = rows_[at];
  const auto column = row.source.winter.empty() ? 0 : static_cast<std::size_t>(weather);
  if (row.number[column] != kNotYet) return row.number[column];
  TC_TRY(const WorkingCalendar unused, compile_calendar(row.source, static_cast<int>(column)));
  return fail(Code::internal, "network.calendar",
              where_of(row.source) + " was not compiled before it was asked for");
}

}  // namespace tc::engine

// SPDX-License-Identifier: Apache-2.0
#include "formats/schedule/working_time.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

namespace tc::formats {
namespace {

using model::DayShifts;
using model::Shift;

constexpr std::array<std::string_view, 7> kDayNames{"mon", "tue", "wed", "thu",
                                                    "fri", "sat", "sun"};

void append_clock(std::string& out, std::int32_t minutes) {
  const auto digit = [&out](std::int32_t value) { out += static_cast<char>('0' + value % 10); };
  digit(minutes / 600);
  digit(minutes / 60 % 10);
  out += ':';
  digit(minutes % 60 / 10);
  digit(minutes % 10);
}

/// " 08:00-12:00 14:00-18:00", or " off".
void append_shifts(std::string& out, const DayShifts& shifts) {
  for (const Shift& shift : shifts) {
    out += ' ';
    append_clock(out, shift.from);
    out += '-';
    append_clock(out, shift.to);
  }
  if (shifts.empty()) out += " off";
}

/// "mon-wed,fri" of the days that have these shifts.
std::string days_with(const std::array<DayShifts, 7>& week, const DayShifts& shifts) {
  std::string out;
  for (std::size_t day = 0; day < week.size(); ++day) {
    if (week[day] != shifts) continue;
    std::size_t last = day;
    while (last + 1 < week.size() && week[last + 1] == shifts) ++last;
    if (!out.empty()) out += ',';
    out += kDayNames[day];
    if (last > day) (out += '-') += kDayNames[last];
    day = last;
  }
  return out;
}

std::string week_text(const std::array<DayShifts, 7>& week) {
  std::string out;
  for (std::size_t day = 0; day < week.size(); ++day) {
    const bool said = std::find(week.begin(), week.begin() + static_cast<std::ptrdiff_t>(day),
                                week[day]) != week.begin() + static_cast<std::ptrdiff_t>(day);
    if (said || week[day].empty()) continue;
    if (!out.empty()) out += "; ";
    out += days_with(week, week[day]);
    append_shifts(out, week[day]);
  }
  return out;
}

}  // namespace

DayShifts tidy(DayShifts shifts) {
  for (Shift& shift : shifts) {
    shift.from = std::clamp(shift.from, 0, static_cast<std::int32_t>(kMinutesPerDay));
    shift.to = std::clamp(shift.to, 0, static_cast<std::int32_t>(kMinutesPerDay));
  }
  std::erase_if(shifts, [](const Shift& shift) { return shift.to <= shift.from; });
  std::ranges::sort(shifts, [](const Shift& a, const Shift& b) {
    return a.from != b.from ? a.from < b.from : a.to < b.to;
  });
  DayShifts out;
  for (const Shift& shift : shifts) {
    if (!out.empty() && shift.from < out.back().to) {
      out.back().to = std::max(out.back().to, shift.to);
    } else {
      out.push_back(shift);
    }
  }
  return out;
}

NightSplit split_at_midnight(std::int32_t from, std::int32_t to) {
  constexpr auto day = static_cast<std::int32_t>(kMinutesPerDay);
  if (to <= from) to += day;
  return {.today = {from, std::min(to, day)}, .tomorrow = {0, std::max(to - day, 0)}};
}

void to_model(const WorkingTime& time, model::Calendar& calendar) {
  calendar.week = week_text(time.week);
  calendar.exceptions.clear();
  const auto end = time.exceptions.upper_bound(kLastCalendarDay);
  for (auto at = time.exceptions.lower_bound(kFirstCalendarDay); at != end;) {
    const auto first = at;
    Day last = first->first;
    for (++at; at != end && at->first - last == 1 && at->second == first->second; ++at) {
      last = at->first;
    }
    calendar.exceptions += to_text(first->first);
    if (last > first->first) calendar.exceptions += ".." + to_text(last);
    append_shifts(calendar.exceptions, first->second);
    calendar.exceptions += '\n';
  }
}

Result<WorkingTime> from_model(const model::Calendar& calendar) {
  WorkingTime time;
  TC_TRY(time.week, model::parse_week(calendar.week));
  TC_TRY(const auto dated, model::parse_exceptions(calendar.exceptions));
  // Lines may say the same days again and again; the work is bounded by what the span holds.
  std::int64_t most = 4 * std::int64_t{kLastCalendarDay - kFirstCalendarDay};
  for (const model::DatedShifts& line : dated) {
    most -= line.last - line.first + 1;
    if (most < 0) {
      return fail(Code::limit, "calendar.too_many_days",
                  "the exceptions name days from 1900 to 2199 more than four times over",
                  "exceptions", "say working time of years in the week, not in exceptions");
    }
    for (Day day = line.first; day <= line.last; day = day + 1) time.exceptions[day] = line.shifts;
  }
  return time;
}

}  // namespace tc::formats

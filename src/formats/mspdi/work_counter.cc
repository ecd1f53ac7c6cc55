// SPDX-License-Identifier: Apache-2.0
#include "formats/mspdi/work_counter.h"

#include <algorithm>
#include <utility>

namespace tc::formats::mspdi {
namespace {

using model::DayShifts;
using model::Shift;

constexpr std::int32_t kMonday = 4;  ///< 1970-01-05

std::int64_t minutes_of(const DayShifts& shifts) {
  std::int64_t sum = 0;
  for (const Shift& shift : shifts) sum += shift.to - shift.from;
  return sum;
}

DayShifts common(const DayShifts& a, const DayShifts& b) {
  DayShifts out;
  for (const Shift& x : a) {
    for (const Shift& y : b) {
      const Shift both{std::max(x.from, y.from), std::min(x.to, y.to)};
      if (both.from < both.to) out.push_back(both);
    }
  }
  return tidy(std::move(out));
}

const DayShifts& shifts_of(const WorkingTime& time, Day day) {
  const auto found = time.exceptions.find(day);
  return found != time.exceptions.end() ? found->second
                                        : time.week[static_cast<std::size_t>(weekday(day))];
}

}  // namespace

WorkCounter::WorkCounter(WorkingTime time) : time_(std::move(time)) {
  for (std::size_t day = 0; day < 7; ++day) {
    week_[day + 1] = week_[day] + minutes_of(time_.week[day]);
  }
  std::int64_t sum = 0;
  for (const auto& [day, shifts] : time_.exceptions) {
    days_.push_back(day);
    added_.push_back(sum);
    sum += minutes_of(shifts) - minutes_of(time_.week[static_cast<std::size_t>(weekday(day))]);
  }
  added_.push_back(sum);
}

const DayShifts& WorkCounter::shifts_of(Day day) const { return mspdi::shifts_of(time_, day); }

std::int64_t WorkCounter::before(Minute at) const {
  const Day day = day_of(at);
  const std::int32_t since = day.count - kMonday;
  const std::int32_t weeks = since >= 0 ? since / 7 : -((6 - since) / 7);
  std::int64_t sum = weeks * week_[7] + week_[static_cast<std::size_t>(since - weeks * 7)];
  sum += added_[static_cast<std::size_t>(std::ranges::lower_bound(days_, day) - days_.begin())];
  const auto inside = static_cast<std::int32_t>(at - start_of(day));
  for (const Shift& shift : shifts_of(day)) {
    sum += std::max(0, std::min(shift.to, inside) - shift.from);
  }
  return sum;
}

std::int64_t WorkCounter::between(Minute from, Minute to) const {
  return before(to) - before(from);
}

std::optional<Minute> WorkCounter::after(Minute from, std::int64_t minutes) const {
  if (minutes <= 0) return from;
  constexpr std::int64_t kMost = std::int64_t{1100} * 366 * kMinutesPerDay;
  std::int64_t low = 0;
  std::int64_t high = kMost;
  const std::int64_t goal = before(from) + minutes;
  if (minutes > kMost || before(from + high) < goal) return std::nullopt;
  while (low + 1 < high) {
    const std::int64_t middle = low + (high - low) / 2;
    (before(from + middle) < goal ? low : high) = middle;
  }
  return from + high;
}

WorkingTime intersection(const WorkingTime& a, const WorkingTime& b) {
  WorkingTime out;
  for (std::size_t day = 0; day < 7; ++day) out.week[day] = common(a.week[day], b.week[day]);
  for (const WorkingTime* one : {&a, &b}) {
    for (const auto& entry : one->exceptions) {
      out.exceptions[entry.first] = common(shifts_of(a, entry.first), shifts_of(b, entry.first));
    }
  }
  return out;
}

}  // namespace tc::formats::mspdi

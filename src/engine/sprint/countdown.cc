// SPDX-License-Identifier: Apache-2.0
#include "engine/sprint/countdown.h"

#include <algorithm>
#include <tuple>

namespace tc::engine {
namespace {

constexpr int kDaysLooked = 60;
constexpr int kFarBeyond = 3660;  // days after the last one that are still counted

}  // namespace

std::int64_t day_minutes(const WorkingCalendar& calendar, Minute near) {
  std::int64_t most = 0;
  const Minute from = start_of(day_of(near));
  for (int day = 0; day < kDaysLooked; ++day) {
    const Minute begin = from + day * kMinutesPerDay;
    most = std::max(most, calendar.work_between(begin, begin + kMinutesPerDay));
  }
  return most > 0 ? most : kMinutesPerDay;
}

std::vector<CountdownRow> countdown_of(const Network& network, const Schedule& schedule,
                                       std::span<const std::uint32_t> nodes) {
  std::vector<CountdownRow> rows;
  for (const std::uint32_t node : nodes) {
    if (network.progress[node] == Progress::finished || network.is_span(node)) continue;
    rows.push_back({node, schedule.early_start[node], schedule.early_finish[node],
                    schedule.late_start[node], schedule.late_finish[node]});
  }
  std::ranges::sort(rows, [](const CountdownRow& a, const CountdownRow& b) {
    return std::tie(a.latest_start, a.latest_finish, a.node) <
           std::tie(b.latest_start, b.latest_finish, b.node);
  });
  return rows;
}

std::vector<std::int64_t> burn_down(const Network& network, std::span<const CountdownRow> rows,
                                    std::span<const std::uint16_t> calendars, Day from, int days) {
  std::vector<std::int64_t> left(static_cast<std::size_t>(std::max(days, 0)));
  if (left.empty()) return left;
  std::int64_t beyond = 0;  // after the last day
  for (std::size_t r = 0; r < rows.size(); ++r) {
    const WorkingCalendar& calendar = network.calendars[calendars[r]];
    const Minute finish = rows[r].planned_finish;
    for (Day day = day_of(rows[r].planned_start); start_of(day) < finish; day = day + 1) {
      const Minute begin = std::max(start_of(day), rows[r].planned_start);
      const Minute end = std::min(start_of(day + 1), finish);
      const std::int64_t at = std::max(day - from, 0);
      if (at > std::int64_t{days} + kFarBeyond) break;
      if (calendar.half_minutes_between(begin, end) <= 0) continue;
      if (at >= days) {
        ++beyond;
      } else {
        ++left[static_cast<std::size_t>(at)];
      }
    }
  }
  // So far the work of each day; what is left at its end is all that comes after it.
  for (std::size_t d = left.size(); d-- > 0;) {
    const std::int64_t here = left[d];
    left[d] = beyond;
    beyond += here;
  }
  return left;
}

}  // namespace tc::engine

// SPDX-License-Identifier: Apache-2.0
#include "property/cpm_naive.h"

namespace tc::naive {
namespace {

constexpr std::int64_t kMinutes = random::kWindowDays * kMinutesPerDay;

bool in_winter(const std::array<int, 4>& winter, Day day) {
  const CivilDay civil = to_civil(day);
  const auto today = civil.month * 100 + civil.day;
  const int from = winter[0] * 100 + winter[1];
  const int to = winter[2] * 100 + winter[3];
  return from <= to ? today >= from && today <= to : today >= from || today <= to;
}

std::int64_t up(std::int64_t t) {
  while (t % kMinutesPerDay != 0) ++t;
  return t;
}
std::int64_t down(std::int64_t t) {
  while (t % kMinutesPerDay != 0) --t;
  return t;
}

}  // namespace

Calendar::Calendar(const random::CalendarSpec& spec, int weather, Day window)
    : whole_days_(spec.whole_days) {
  speed_.assign(kMinutes, 0);
  for (int i = 0; i < random::kWindowDays; ++i) {
    const Day day = window + i;
    const random::Spans* spans = &spec.week[static_cast<std::size_t>(weekday(day))];
    for (const auto& exception : spec.exceptions) {
      if (exception.first <= day && day <= exception.last) spans = &exception.spans;
    }
    int speed = 2;
    if (spec.winter && in_winter(*spec.winter, day)) speed = weather == 0 ? 2 : 2 - weather;
    for (const auto& [from, to] : *spans) {
      for (int minute = from; minute < to; ++minute) {
        speed_[static_cast<std::size_t>(i * kMinutesPerDay + minute)] =
            static_cast<std::int8_t>(speed);
      }
    }
  }
  done_.assign(kMinutes + 1, 0);
  for (std::size_t t = 0; t < speed_.size(); ++t) done_[t + 1] = done_[t] + speed_[t];
}

std::int64_t Calendar::done(std::int64_t t) const {
  if (t < 0 || t > kMinutes) throw OutOfWindow();
  return done_[static_cast<std::size_t>(t)];
}

/// The first minute of the window for which `holds`, false before and true after.
template <class Holds>
std::int64_t Calendar::first_where(Holds holds) const {
  std::int64_t low = 0;
  std::int64_t high = kMinutes + 1;
  while (low < high) {
    const std::int64_t middle = (low + high) / 2;
    if (holds(middle)) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  if (low > kMinutes) throw OutOfWindow();
  return low;
}

std::int64_t Calendar::add(std::int64_t t, std::int64_t work) const {
  if (work == 0) return t;
  if (work > 0) return first_where([&](std::int64_t x) { return done(x) - done(t) >= 2 * work; });
  const auto after = first_where([&](std::int64_t x) { return done(t) - done(x) < -2 * work; });
  if (after == 0) throw OutOfWindow();
  return after - 1;
}

std::int64_t Calendar::next_start(std::int64_t t) const {
  while (t < kMinutes && speed_[static_cast<std::size_t>(t)] == 0) ++t;
  if (t >= kMinutes) throw OutOfWindow();
  return t;
}

std::int64_t Calendar::previous_finish(std::int64_t t) const {
  while (t > 0 && speed_[static_cast<std::size_t>(t - 1)] == 0) --t;
  if (t <= 0) throw OutOfWindow();
  return t;
}

std::int64_t Calendar::undo_lag(std::int64_t t, std::int64_t lag) const {
  if (lag == 0) return t;
  const auto after = first_where([&](std::int64_t x) { return done(x) + 2 * lag > done(t); });
  if (after == 0) throw OutOfWindow();
  return after - 1;
}

bool Calendar::day_works(std::int64_t midnight) const {
  return done(midnight + kMinutesPerDay) > done(midnight);
}

Calendar::Span Calendar::early(std::int64_t bound, std::int64_t work) const {
  if (!whole_days_) {
    if (work == 0) return {bound, bound};
    const std::int64_t start = next_start(bound);
    return {start, add(start, work)};
  }
  std::int64_t start = up(bound);
  if (work == 0) return {start, start};
  while (!day_works(start)) start += kMinutesPerDay;
  return {start, up(add(start, work))};
}

Calendar::Span Calendar::late(std::int64_t bound, std::int64_t work) const {
  if (!whole_days_) {
    if (work == 0) return {bound, bound};
    const std::int64_t finish = previous_finish(bound);
    return {add(finish, -work), finish};
  }
  std::int64_t finish = down(bound);
  if (work == 0) return {finish, finish};
  while (!day_works(finish - kMinutesPerDay)) finish -= kMinutesPerDay;
  return {down(add(finish, -work)), finish};
}

std::int64_t Calendar::start_reaching(std::int64_t finish, std::int64_t work) const {
  if (work == 0) return finish;
  const std::int64_t wanted = done(finish);
  // Nothing near the window's end can be asked for: let the search see "reached" there.
  return first_where([&](std::int64_t x) {
    try {
      return done(early(x, work).finish) >= wanted;
    } catch (const OutOfWindow&) {
      return true;
    }
  });
}

std::int64_t Calendar::latest_start(std::int64_t bound, std::int64_t work) const {
  if (!whole_days_) return work == 0 ? bound : next_start(bound);
  std::int64_t start = down(bound);
  while (work > 0 && !day_works(start)) start -= kMinutesPerDay;
  return start;
}

}  // namespace tc::naive

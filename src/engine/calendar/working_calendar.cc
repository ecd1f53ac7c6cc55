// Prefix sums over working intervals, found by two direct indices (by day, by work done).
// SPDX-License-Identifier: Apache-2.0
#include "engine/calendar/working_calendar.h"

#include <algorithm>
#include <bit>

#include "base/result.h"

namespace tc::engine {
namespace {

constexpr std::int64_t kBegin = std::int64_t{kHorizonBegin.count} * kMinutesPerDay;
constexpr std::int64_t kSpan = (kHorizonEnd.count - kHorizonBegin.count) * kMinutesPerDay;
constexpr std::size_t kScanned = 8;  ///< intervals that are looked through one by one
constexpr std::int64_t kFarMinute = std::int64_t{1} << 52;
constexpr std::int64_t kFarWork = std::int64_t{1} << 50;

std::int64_t floor_half(std::int64_t units) { return units >> 1; }
std::int64_t ceil_half(std::int64_t units) { return (units + 1) >> 1; }

Minute floor_midnight(Minute t) {
  const std::int64_t rest = t.count % kMinutesPerDay;
  return {t.count - (rest < 0 ? rest + kMinutesPerDay : rest)};
}
Minute ceil_midnight(Minute t) { return floor_midnight(t + (kMinutesPerDay - 1)); }

Minute bounded(Minute t) { return {std::clamp(t.count, -kFarMinute, kFarMinute)}; }
std::int64_t bounded(std::int64_t work) { return std::clamp(work, -kFarWork, kFarWork); }

}  // namespace

WorkingCalendar::WorkingCalendar(std::vector<WorkInterval> intervals, bool whole_days)
    : intervals_(std::move(intervals)), whole_days_(whole_days), exact_(!whole_days) {
  TC_CHECK(!intervals_.empty(), "a calendar without work");
  const WorkInterval& last = intervals_.back();
  total_ = last.units + std::int64_t{last.end - last.start} * last.rate;
  if (total_ == 2 * kSpan) {
    intervals_.clear();
    return;
  }
  for (const WorkInterval& interval : intervals_) exact_ = exact_ && interval.rate == 2;
  const auto span = static_cast<std::int32_t>(kSpan);
  intervals_.push_back({span, span, static_cast<std::int32_t>(total_), 2});

  const std::size_t days = static_cast<std::size_t>(kSpan / kMinutesPerDay);
  by_day_.resize(days);
  std::size_t k = 0;
  for (std::size_t day = 0; day < days; ++day) {
    const auto midnight = static_cast<std::int64_t>(day) * kMinutesPerDay;
    while (intervals_[k].end <= midnight && k + 1 < intervals_.size()) ++k;
    by_day_[day] = static_cast<std::int32_t>(k);
  }

  const auto mean = static_cast<std::uint64_t>(total_) / intervals_.size();
  shift_ = static_cast<int>(std::bit_width(mean));
  by_units_.resize(static_cast<std::size_t>(total_ >> shift_) + 2);
  k = 0;
  for (std::size_t bucket = 0; bucket < by_units_.size(); ++bucket) {
    const std::int64_t units = static_cast<std::int64_t>(bucket) << shift_;
    while (k + 1 < intervals_.size() && intervals_[k + 1].units <= units) ++k;
    by_units_[bucket] = static_cast<std::int32_t>(k);
  }
}

WorkingCalendar::Position WorkingCalendar::locate(Minute at) const {
  const std::int64_t t = at.count - kBegin;
  if (intervals_.empty() || t < 0) return {2 * t, at, at};
  if (t >= kSpan) {
    const Minute before{kBegin + intervals_[intervals_.size() - 2].end};
    return {total_ + 2 * (t - kSpan), at, t == kSpan ? before : at};
  }
  auto k = static_cast<std::size_t>(by_day_[static_cast<std::size_t>(t / kMinutesPerDay)]);
  while (intervals_[k].end <= t) ++k;
  const WorkInterval& here = intervals_[k];
  if (t > here.start) return {here.units + (t - here.start) * here.rate, at, at};
  const std::int64_t before = k == 0 ? 0 : intervals_[k - 1].end;
  return {here.units, {kBegin + here.start}, {kBegin + before}};
}

std::int64_t WorkingCalendar::units_at(Minute at) const {
  const std::int64_t t = at.count - kBegin;
  if (intervals_.empty() || t < 0) return 2 * t;
  if (t >= kSpan) return total_ + 2 * (t - kSpan);
  auto k = static_cast<std::size_t>(by_day_[static_cast<std::size_t>(t / kMinutesPerDay)]);
  while (intervals_[k].end <= t) ++k;
  const WorkInterval& here = intervals_[k];
  return here.units + std::max<std::int64_t>(t - here.start, 0) * here.rate;
}

/// The last interval with fewer than or just `units` before it, for 0 <= units <= total.
std::size_t WorkingCalendar::interval_below(std::int64_t units) const {
  const auto bucket = static_cast<std::size_t>(units >> shift_);
  auto k = static_cast<std::size_t>(by_units_[bucket]);
  const auto last = static_cast<std::size_t>(by_units_[bucket + 1]);
  if (last - k > kScanned) {
    const auto after = std::upper_bound(
        intervals_.data() + k, intervals_.data() + last + 1, units,
        [](std::int64_t value, const WorkInterval& interval) { return value < interval.units; });
    return static_cast<std::size_t>(after - intervals_.data()) - 1;
  }
  while (k < last && intervals_[k + 1].units <= units) ++k;
  return k;
}

Minute WorkingCalendar::first_at(std::int64_t units) const {
  if (intervals_.empty() || units <= 0) return {kBegin + ceil_half(units)};
  if (units > total_) return {kBegin + kSpan + ceil_half(units - total_)};
  // The last interval that begins with less than `units`: one step back from the inclusive search.
  const WorkInterval& here = intervals_[interval_below(units - 1)];
  const std::int64_t missing = units - here.units;
  return {kBegin + here.start + (here.rate == 2 ? ceil_half(missing) : missing)};
}

Minute WorkingCalendar::last_at(std::int64_t units) const {
  if (intervals_.empty() || units < 0) return {kBegin + floor_half(units)};
  if (units >= total_) return {kBegin + kSpan + floor_half(units - total_)};
  const WorkInterval& here = intervals_[interval_below(units)];
  const std::int64_t done = units - here.units;
  return {kBegin + here.start + (here.rate == 2 ? floor_half(done) : done)};
}

Minute WorkingCalendar::add(Minute t, std::int64_t work) const {
  if (work == 0) return t;
  const std::int64_t units = units_at(bounded(t)) + 2 * bounded(work);
  return bounded(work > 0 ? first_at(units) : last_at(units));
}

Minute WorkingCalendar::sub(Minute t, std::int64_t work) const { return add(t, -bounded(work)); }

Minute WorkingCalendar::undo_lag(Minute t, std::int64_t lag) const {
  if (lag == 0) return t;
  return bounded(last_at(units_at(bounded(t)) - 2 * bounded(lag)));
}

Minute WorkingCalendar::next_work_start(Minute t) const { return locate(bounded(t)).next_start; }

Minute WorkingCalendar::previous_work_finish(Minute t) const {
  return locate(bounded(t)).previous_finish;
}

WorkSpan WorkingCalendar::place_early(Minute bound, std::int64_t work) const {
  if (!whole_days_) {
    if (work == 0) return {bound, bound};
    if (intervals_.empty()) return {bound, bound + work};
    const Position at = locate(bound);
    return {at.next_start, first_at(at.units + 2 * work)};
  }
  const Minute midnight = ceil_midnight(bound);
  if (work == 0) return {midnight, midnight};
  if (intervals_.empty()) return {midnight, ceil_midnight(midnight + work)};
  // `midnight` is no later than the start found, and no work lies between: the units are the same.
  const Position at = locate(midnight);
  return {floor_midnight(at.next_start), ceil_midnight(first_at(at.units + 2 * work))};
}

WorkSpan WorkingCalendar::place_late(Minute bound, std::int64_t work) const {
  if (!whole_days_) {
    if (work == 0) return {bound, bound};
    if (intervals_.empty()) return {bound - work, bound};
    const Position at = locate(bound);
    return {last_at(at.units - 2 * work), at.previous_finish};
  }
  const Minute midnight = floor_midnight(bound);
  if (work == 0) return {midnight, midnight};
  if (intervals_.empty()) return {floor_midnight(midnight - work), midnight};
  const Position at = locate(midnight);
  return {floor_midnight(last_at(at.units - 2 * work)), ceil_midnight(at.previous_finish)};
}

Minute WorkingCalendar::start_reaching(Minute finish, std::int64_t work) const {
  if (work == 0) return whole_days_ ? ceil_midnight(finish) : finish;
  if (exact_) return first_at(units_at(finish) - 2 * work);
  // The last possible finish that leaves work undone; the work must end after it, however little.
  const Minute reached = locate(finish).previous_finish;
  const Minute short_of = whole_days_ ? ceil_midnight(reached) + -kMinutesPerDay : reached + -1;
  const Minute start = first_at(units_at(short_of) - 2 * work + 1);
  return whole_days_ ? ceil_midnight(start) : start;
}

Minute WorkingCalendar::latest_start(Minute bound, std::int64_t work) const {
  if (!whole_days_) return work == 0 ? bound : locate(bound).next_start;
  const Minute midnight = floor_midnight(bound);
  if (work == 0) return midnight;
  const Minute next = floor_midnight(locate(midnight).next_start);
  return next == midnight ? midnight : floor_midnight(locate(midnight).previous_finish + -1);
}

}  // namespace tc::engine

// SPDX-License-Identifier: Apache-2.0
#include "engine/outlook/lane_calendar.h"

#include <algorithm>
#include <bit>
#include <limits>

namespace tc::engine {
namespace {

constexpr std::size_t kLanesHere = kCalendarLanes;
constexpr std::size_t kMostPatterns = 300;  ///< 14 KB each
constexpr int kLeastShift = 6;              ///< buckets no narrower than 64 half-minutes

std::int32_t ceil_day(std::int32_t t) {  // t >= 0
  return (t + (kDayMinutes - 1)) / kDayMinutes * kDayMinutes;
}

}  // namespace

LaneCalendar::LaneCalendar(const WorkingCalendar& calendar, Day first, int days)
    : calendar_(&calendar) {
  first.count = std::clamp(first.count, kHorizonBegin.count, kHorizonEnd.count - 1);
  days = std::min(days, kHorizonEnd - first);
  origin_ = start_of(first).count;
  end_ = days * kDayMinutes;
  if (calendar.continuous()) {
    kind_ = calendar.whole_days() ? Kind::plain_days : Kind::plain;
    return;
  }
  kind_ = calendar.whole_days() ? Kind::days : Kind::minutes;
  if (fill_days(days)) {
    fill_buckets();
  } else {
    kind_ = Kind::asked;
  }
  patterns_.clear();
}

/// The work of one day, cut out of the intervals; `k` walks along.
LaneCalendar::Pieces LaneCalendar::pieces_of(std::int32_t day, std::size_t& k) const {
  const std::span<const WorkInterval> all = calendar_->intervals();
  const auto begin = static_cast<std::int32_t>(origin_ + std::int64_t{day} * kDayMinutes -
                                               start_of(kHorizonBegin).count);
  while (k < all.size() && all[k].end <= begin) ++k;
  Pieces pieces;
  for (std::size_t j = k; j < all.size() && all[j].start < begin + kDayMinutes; ++j) {
    const std::int32_t start = std::max(all[j].start - begin, 0);
    const std::int32_t end = std::min(all[j].end - begin, kDayMinutes);
    if (end > start) pieces.push_back({start, end, all[j].rate});
  }
  return pieces;
}

LaneCalendar::Pattern LaneCalendar::paint(const Pieces& pieces) {
  Pattern pattern;
  pattern.done = static_cast<std::int32_t>(done_.size());
  pattern.at = static_cast<std::int32_t>(first_at_.size());
  std::int32_t minute = 0;
  first_at_.push_back(0);
  const auto idle_until = [&](std::int32_t end) {
    for (; minute < end; ++minute) done_.push_back(static_cast<std::uint16_t>(pattern.units));
  };
  for (const Piece& piece : pieces) {
    idle_until(piece.start);
    for (; minute < piece.end; ++minute) {
      done_.push_back(static_cast<std::uint16_t>(pattern.units));
      for (std::int32_t half = 0; half < piece.rate; ++half) {
        last_at_.push_back(static_cast<std::uint16_t>(minute));
        first_at_.push_back(static_cast<std::uint16_t>(minute + 1));
      }
      pattern.units += piece.rate;
    }
  }
  idle_until(kDayMinutes + 1);
  last_at_.push_back(kDayMinutes);
  return pattern;
}

/// False when the days differ too much or have no work at all.
bool LaneCalendar::fill_days(int days) {
  std::size_t k = 0;
  days_.reserve(static_cast<std::size_t>(days) + 1);
  for (std::int32_t day = 0; day < days; ++day) {
    const Pieces pieces = pieces_of(day, k);
    auto found = patterns_.find(pieces);
    if (found == patterns_.end()) found = patterns_.emplace(pieces, paint(pieces)).first;
    if (patterns_.size() > kMostPatterns) return false;
    const Pattern& pattern = found->second;
    days_.push_back({total_, pattern.done});
    if (pattern.units > 0) worked_.push_back({total_, day * kDayMinutes, pattern.at, 0});
    total_ += pattern.units;
  }
  days_.push_back({total_, days_.empty() ? 0 : days_.back().pattern});
  return total_ > 0;
}

/// Buckets as wide as the least day allows, so that one step from a bucket's day is enough; where a
/// day has next to no work, the most steps that any bucket needs.
void LaneCalendar::fill_buckets() {
  std::int32_t least = 2 * kDayMinutes;
  for (std::size_t k = 0; k < worked_.size(); ++k) {
    const std::int32_t next = k + 1 < worked_.size() ? worked_[k + 1].units : total_;
    least = std::min(least, next - worked_[k].units);
  }
  shift_ =
      std::max(kLeastShift, static_cast<int>(std::bit_width(static_cast<unsigned>(least))) - 1);
  constexpr std::int32_t kBeyond = std::numeric_limits<std::int32_t>::max();
  const auto count = static_cast<std::int32_t>(worked_.size());
  for (int i = 0; i < 2; ++i) worked_.push_back({kBeyond, end_, 0, 0});
  std::int32_t k = 0;
  const auto units_of = [&](std::int32_t i) { return worked_[static_cast<std::size_t>(i)].units; };
  for (std::int32_t bucket = 0; bucket <= (total_ >> shift_); ++bucket) {
    while (k + 1 < count && units_of(k + 1) <= bucket << shift_) ++k;
    buckets_.push_back(k);
    int steps = 0;
    while (k + steps + 1 < count && units_of(k + steps + 1) < (bucket + 1) << shift_) ++steps;
    steps_ = std::max(steps_, steps);
  }
}

bool LaneCalendar::inside(const std::int32_t* t) const {
  std::int32_t least = t[0];
  std::int32_t most = t[0];
  for (std::size_t lane = 1; lane < kLanesHere; ++lane) {
    least = std::min(least, t[lane]);
    most = std::max(most, t[lane]);
  }
  return least >= 0 && most < end_;
}

void LaneCalendar::place_slowly(const std::int32_t* bound, const std::int32_t* work,
                                std::int32_t* start, std::int32_t* finish) const {
  for (std::size_t lane = 0; lane < kLanesHere; ++lane) {
    const WorkSpan span = calendar_->place_early({origin_ + bound[lane]}, work[lane]);
    finish[lane] = static_cast<std::int32_t>(span.finish.count - origin_);
    if (start != nullptr) start[lane] = static_cast<std::int32_t>(span.start.count - origin_);
  }
}

void LaneCalendar::place_plain(const std::int32_t* bound, const std::int32_t* work,
                               std::int32_t* start, std::int32_t* finish) const {
  std::int32_t begin[kLanesHere];
  for (std::size_t lane = 0; lane < kLanesHere; ++lane) {
    begin[lane] = kind_ == Kind::plain ? bound[lane] : ceil_day(bound[lane]);
  }
  for (std::size_t lane = 0; lane < kLanesHere; ++lane) {
    const std::int32_t end = begin[lane] + work[lane];
    finish[lane] = kind_ == Kind::plain ? end : ceil_day(end);
  }
  if (start != nullptr) std::copy_n(begin, kLanesHere, start);
}

template <bool kMore>
void LaneCalendar::place_minutes(const std::int32_t* bound, const std::int32_t* work,
                                 std::int32_t* start, std::int32_t* finish) const {
  std::int32_t from[kLanesHere];
  std::int32_t most = 0;
  for (std::size_t lane = 0; lane < kLanesHere; ++lane) {
    from[lane] = units_at(bound[lane]);
    most = std::max(most, from[lane] + 2 * work[lane]);
  }
  if (most >= total_) return place_slowly(bound, work, start, finish);
  for (std::size_t lane = 0; lane < kLanesHere; ++lane) {
    const std::int32_t end = first_at<kMore>(std::max(from[lane] + 2 * work[lane], 1));
    finish[lane] = work[lane] == 0 ? bound[lane] : end;
  }
  if (start == nullptr) return;
  for (std::size_t lane = 0; lane < kLanesHere; ++lane) {
    start[lane] = work[lane] == 0 ? bound[lane] : last_at<kMore>(from[lane]);
  }
}

/// A day's work ends at the next midnight, so the day alone is looked for.
template <bool kMore>
void LaneCalendar::place_days(const std::int32_t* bound, const std::int32_t* work,
                              std::int32_t* start, std::int32_t* finish) const {
  std::int32_t midnight[kLanesHere];
  std::int32_t from[kLanesHere];
  std::int32_t most = 0;
  for (std::size_t lane = 0; lane < kLanesHere; ++lane) {
    const std::int32_t day = (bound[lane] + (kDayMinutes - 1)) / kDayMinutes;
    midnight[lane] = day * kDayMinutes;
    from[lane] = days_[static_cast<std::size_t>(day)].units;
    most = std::max(most, from[lane] + 2 * work[lane]);
  }
  if (most >= total_) return place_slowly(bound, work, start, finish);
  for (std::size_t lane = 0; lane < kLanesHere; ++lane) {
    const std::int32_t units = std::max(from[lane] + 2 * work[lane], 1);
    const std::int32_t end = day_below<kMore>(units - 1).midnight + kDayMinutes;
    finish[lane] = work[lane] == 0 ? midnight[lane] : end;
  }
  if (start == nullptr) return;
  for (std::size_t lane = 0; lane < kLanesHere; ++lane) {
    start[lane] = work[lane] == 0 ? midnight[lane] : day_below<kMore>(from[lane]).midnight;
  }
}

void LaneCalendar::place(const std::int32_t* bound, const std::int32_t* work, std::int32_t* start,
                         std::int32_t* finish) const {
  if (kind_ == Kind::plain) return place_plain(bound, work, start, finish);
  if (kind_ == Kind::asked || !inside(bound)) return place_slowly(bound, work, start, finish);
  if (kind_ == Kind::plain_days) return place_plain(bound, work, start, finish);
  const bool more = steps_ > 1;
  if (kind_ == Kind::minutes) {
    return more ? place_minutes<true>(bound, work, start, finish)
                : place_minutes<false>(bound, work, start, finish);
  }
  return more ? place_days<true>(bound, work, start, finish)
              : place_days<false>(bound, work, start, finish);
}

void LaneCalendar::add(const std::int32_t* t, std::int64_t work, std::int32_t* sum) const {
  if (calendar_->continuous()) {
    for (std::size_t lane = 0; lane < kLanesHere; ++lane) {
      sum[lane] = t[lane] + static_cast<std::int32_t>(work);
    }
    return;
  }
  std::int32_t units[kLanesHere];
  const bool known = kind_ != Kind::asked && inside(t);
  std::int32_t least = 0;
  std::int32_t most = total_;
  if (known) {
    least = total_;
    most = 0;
    for (std::size_t lane = 0; lane < kLanesHere; ++lane) {
      units[lane] = units_at(t[lane]) + static_cast<std::int32_t>(2 * work);
      least = std::min(least, units[lane]);
      most = std::max(most, units[lane]);
    }
  }
  if (!known || least <= 0 || most >= total_) {
    for (std::size_t lane = 0; lane < kLanesHere; ++lane) {
      const Minute at = calendar_->add({origin_ + t[lane]}, work);
      sum[lane] = static_cast<std::int32_t>(at.count - origin_);
    }
    return;
  }
  for (std::size_t lane = 0; lane < kLanesHere; ++lane) {
    sum[lane] = work > 0 ? first_at<true>(units[lane]) : last_at<true>(units[lane]);
  }
}

std::int32_t LaneCalendar::start_reaching(std::int32_t finish, std::int64_t work) const {
  const Minute at = calendar_->start_reaching({origin_ + finish}, work);
  return static_cast<std::int32_t>(at.count - origin_);
}

}  // namespace tc::engine

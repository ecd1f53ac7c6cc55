// SPDX-License-Identifier: Apache-2.0
#include "engine/outlook/summary.h"

#include <algorithm>
#include <cmath>

namespace tc::engine {
namespace {

constexpr int kBins = 40;
constexpr int kErrorPercentile = 80;

double days_of(std::int64_t minutes) {
  return static_cast<double>(minutes) / static_cast<double>(kMinutesPerDay);
}

/// Half the distance between the order statistics one standard error of the binomial count below
/// and above: H. A. David and H. N. Nagaraja, Order Statistics (3rd ed. 2003), section 7.1.
double error_of_percentile(std::span<const Minute> ordered, int percent) {
  const auto n = static_cast<double>(ordered.size());
  const double p = percent / 100.0;
  const double width = std::sqrt(n * p * (1 - p));
  const auto at = [&](double rank) {
    const double bounded = std::clamp(std::ceil(rank), 1.0, n);
    return ordered[static_cast<std::size_t>(bounded) - 1];
  };
  return days_of(at(n * p + width) - at(n * p - width)) / 2;
}

double share_by(std::span<const Minute> ordered, Minute date) {
  const auto kept = std::ranges::upper_bound(ordered, date) - ordered.begin();
  return static_cast<double>(kept) / static_cast<double>(ordered.size());
}

double expected_lateness(std::span<const Minute> ordered, Minute approved) {
  double minutes = 0;
  for (const Minute finish : ordered) {
    if (finish > approved) minutes += static_cast<double>(finish - approved);
  }
  return minutes / static_cast<double>(ordered.size()) / static_cast<double>(kMinutesPerDay);
}

Histogram histogram_of(std::span<const Minute> ordered) {
  Histogram histogram;
  histogram.first = day_of(ordered.front());
  const int days = day_of(ordered.back()) - histogram.first + 1;
  histogram.width_days = (days + kBins - 1) / kBins;
  const int bins = (days + histogram.width_days - 1) / histogram.width_days;
  histogram.count.assign(static_cast<std::size_t>(bins), 0);
  for (const Minute finish : ordered) {
    const int bin = (day_of(finish) - histogram.first) / histogram.width_days;
    ++histogram.count[static_cast<std::size_t>(bin)];
  }
  return histogram;
}

}  // namespace

Minute percentile_of(std::span<const Minute> ordered, int percent) {
  const std::size_t rank = (ordered.size() * static_cast<std::size_t>(percent) + 99) / 100;
  return ordered[std::max<std::size_t>(rank, 1) - 1];
}

TargetOutlook summarise(const OutlookTarget& target, std::span<const int> percentiles,
                        std::vector<Minute> finishes) {
  TargetOutlook out;
  std::ranges::sort(finishes);
  const std::span<const Minute> ordered(finishes);
  for (const int percent : percentiles) out.percentiles.push_back(percentile_of(ordered, percent));
  out.p80_error_days = error_of_percentile(ordered, kErrorPercentile);
  if (target.approved) {
    out.chance_approved = share_by(ordered, *target.approved);
    out.days_late = expected_lateness(ordered, *target.approved);
    if (target.worth_per_day) out.wan_late = *out.days_late * to_wan(*target.worth_per_day);
  }
  if (target.current) out.chance_current = share_by(ordered, *target.current);
  if (target.winter) out.chance_before_winter = share_by(ordered, start_of(*target.winter));
  out.histogram = histogram_of(ordered);
  out.ordered = std::move(finishes);
  return out;
}

double chance_by(const TargetOutlook& target, Minute date) {
  return target.ordered.empty() ? 0 : share_by(target.ordered, date);
}

}  // namespace tc::engine

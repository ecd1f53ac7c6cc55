// SPDX-License-Identifier: Apache-2.0
#include "rules/learning/hazard.h"

#include <algorithm>
#include <cmath>

namespace tc::rules {
namespace {

/// 90th percentile of the standard normal distribution.
constexpr double kZ90 = 1.2815515655446004;
constexpr int kMostPriorDays = 3660;

/// Half-days, so that sums are exact and do not depend on the order of the records.
using HalfDays = std::array<std::int64_t, kBlockerLevels>;

struct Tally {
  std::int64_t released = 0;
  std::int64_t open = 0;
  HalfDays half_days{};
};

std::size_t index_of(model::BlockerLevel level) { return static_cast<std::size_t>(level); }

/// Adds the days from `raised` to `end` to the levels that held then.
void add_days(const BlockerRecord& record, Day end, HalfDays& out) {
  std::vector<LevelSince> levels = record.levels;
  std::ranges::stable_sort(levels, {}, &LevelSince::day);
  Day from = record.raised;
  for (std::size_t i = 0; i < levels.size() && from < end; ++i) {
    const bool last = i + 1 == levels.size();
    const Day until = last ? end : std::clamp(levels[i + 1].day, from, end);
    out[index_of(levels[i].level)] += 2LL * (until - from);
    from = until;
  }
}

void take(const BlockerRecord& record, Day data_date, Tally& tally) {
  if (record.raised > data_date || record.levels.empty()) return;
  const bool released = record.released && *record.released <= data_date;
  const Day end = released ? std::max(*record.released, record.raised) : data_date;
  ++(released ? tally.released : tally.open);
  add_days(record, end, tally.half_days);
  if (released && end == record.raised) {
    ++tally.half_days[index_of(std::ranges::max(record.levels, {}, &LevelSince::day).level)];
  }
}

/// Percentile of a Gamma distribution of mean shape/rate by Wilson and Hilferty's cube (1931): good
/// to a percent for the shapes met here.
double gamma_percentile(double shape, double rate, double z) {
  const double ninth = 1 / (9 * shape);
  const double root = std::max(1 - ninth + z * std::sqrt(ninth), 0.0);
  return shape * root * root * root / rate;
}

KindHazard learn(const BlockerPrior& prior, const Tally& tally, double strength) {
  KindHazard out{.released = tally.released, .open = tally.open};
  for (std::size_t level = 0; level < kBlockerLevels; ++level) {
    out.prior_mean[level] = mean_days(prior.days[level]);
    out.observed[level] = static_cast<double>(tally.half_days[level]) / 2;
    out.expected += out.observed[level] / out.prior_mean[level];
  }
  const double shape = strength + static_cast<double>(tally.released);
  const double rate = strength + out.expected;
  out.factor = shape / rate;
  out.factor_low = gamma_percentile(shape, rate, -kZ90);
  out.factor_high = gamma_percentile(shape, rate, kZ90);
  for (std::size_t level = 0; level < kBlockerLevels; ++level) {
    out.mean[level] = out.prior_mean[level] / out.factor;
  }
  return out;
}

int scaled(int days, double factor) {
  return static_cast<int>(
      std::lround(std::clamp(days / factor, 0.0, static_cast<double>(kMostPriorDays))));
}

}  // namespace

BlockerRecord record_of(const model::Blocker& blocker) {
  BlockerRecord record{.kind = blocker.kind,
                       .raised = blocker.raised_day,
                       .levels = {{blocker.raised_day, blocker.level}},
                       .released = std::nullopt};
  if (blocker.state >= model::BlockerState::resolved) {
    record.released = blocker.resolved_day ? blocker.resolved_day : blocker.closed_day;
  }
  return record;
}

double mean_days(const ResidualDays& days) {
  return std::max((days.low + days.likely + days.high) / 3.0, 0.5);
}

Hazards learn_hazards(const BlockerPriors& priors, std::span<const BlockerRecord> records,
                      Day data_date, double strength) {
  std::array<Tally, kBlockerKinds> tallies{};
  for (const BlockerRecord& record : records) {
    take(record, data_date, tallies[static_cast<std::size_t>(record.kind)]);
  }
  Hazards out;
  for (std::size_t kind = 0; kind < kBlockerKinds; ++kind) {
    out[kind] = learn(priors.kinds[kind], tallies[kind], strength);
  }
  return out;
}

BlockerPriors with_learned(const BlockerPriors& priors, const Hazards& hazards) {
  BlockerPriors out = priors;
  for (std::size_t kind = 0; kind < kBlockerKinds; ++kind) {
    for (ResidualDays& days : out.kinds[kind].days) {
      const double factor = hazards[kind].factor;
      days = {scaled(days.low, factor), scaled(days.likely, factor), scaled(days.high, factor)};
    }
  }
  return out;
}

}  // namespace tc::rules

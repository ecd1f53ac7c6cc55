// SPDX-License-Identifier: Apache-2.0
#include "rules/learning/ratio.h"

#include <algorithm>
#include <cmath>

namespace tc::rules {
namespace {

constexpr int kMostRounds = 500;
constexpr double kSettled = 1e-13;

double log_of(double ratio) {
  if (!(ratio > kLeastRatio)) return std::log(kLeastRatio);
  return std::log(std::min(ratio, kMostRatio));
}

double sum_of(const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return sum;
}

/// Spread of finished ones and prior together.
double spread_of(const RatioPrior& prior, const std::vector<double>& finished) {
  const double n = static_cast<double>(finished.size());
  const double mean = sum_of(finished) / n;
  double squares = prior.strength * prior.spread * prior.spread;
  for (const double y : finished) squares += (y - mean) * (y - mean);
  const double off = mean - std::log(prior.median);
  squares += prior.strength * n / (prior.strength + n) * off * off;
  return std::sqrt(squares / (prior.strength + n));
}

/// Log median: where prior, finished and expected running ones balance. Each round is a
/// contraction, since the mean beyond a bound moves slower than the median itself.
double balance(const RatioPrior& prior, const std::vector<double>& finished,
               const std::vector<double>& running, double spread) {
  const double known = prior.strength * std::log(prior.median) + sum_of(finished);
  const double weight =
      prior.strength + static_cast<double>(finished.size()) + static_cast<double>(running.size());
  double middle = std::log(prior.median);
  for (int round = 0; round < kMostRounds; ++round) {
    double sum = known;
    for (const double bound : running) {
      sum += middle + spread * inverse_mills((bound - middle) / spread);
    }
    const double next = sum / weight;
    const bool settled = std::abs(next - middle) < kSettled;
    middle = next;
    if (settled) break;
  }
  return middle;
}

}  // namespace

double inverse_mills(double z) {
  constexpr double kRootTwoOverPi = 0.79788456080286536;
  // Beyond 25 the tail underflows; the asymptote is z + 1/z.
  if (z > 25) return z + 1 / z;
  return kRootTwoOverPi * std::exp(-z * z / 2) / std::erfc(z / std::sqrt(2.0));
}

RatioEstimate learn_ratio(const RatioPrior& prior, std::span<const RatioRecord> records) {
  RatioEstimate out{.median = prior.median, .spread = prior.spread};
  std::vector<double> finished;
  std::vector<double> running;
  for (const RatioRecord& record : records) {
    (record.finished ? finished : running).push_back(log_of(record.ratio));
  }
  std::ranges::sort(finished);
  std::ranges::sort(running);
  out.finished = static_cast<std::int64_t>(finished.size());
  out.running = static_cast<std::int64_t>(running.size());
  if (!finished.empty()) out.spread = spread_of(prior, finished);
  if (!records.empty()) out.median = std::exp(balance(prior, finished, running, out.spread));
  return out;
}

}  // namespace tc::rules

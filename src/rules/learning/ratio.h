// How long gates and works take against their likely duration, learned from those that finished and
// those that are still running. A ratio is working time taken over likely working time; log-normal,
// given by its median and its spread (standard deviation of the logarithm).
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace tc::rules {

/// What is thought of a class before any record: `strength` is the number of finished activities
/// that the prior counts for.
struct RatioPrior {
  double median = 1;
  double spread = 0.4;
  double strength = 8;
  friend bool operator==(const RatioPrior&, const RatioPrior&) = default;
};

/// One activity: finished after `ratio`, or still running after it.
struct RatioRecord {
  double ratio{};
  bool finished = false;
};

struct RatioEstimate {
  double median = 1;
  double spread = 0.4;
  std::int64_t finished = 0;
  std::int64_t running = 0;  ///< censored at the data date
  friend bool operator==(const RatioEstimate&, const RatioEstimate&) = default;
};

/// Ratios outside count as the nearer end: a gate passed on the day it was filed says "fast", not
/// "in no time".
inline constexpr double kLeastRatio = 0.05;
inline constexpr double kMostRatio = 20;

/// The spread from the finished ones and the prior (scale of the normal–inverse-gamma posterior);
/// the median as the fixed point of expectation and maximisation, where a running one counts with
/// the mean of what is still possible (Schmee and Hahn 1979). Nothing recorded gives the prior to
/// the bit; one more running activity never shortens; the order of records does not matter.
[[nodiscard]] RatioEstimate learn_ratio(const RatioPrior& prior,
                                        std::span<const RatioRecord> records);

/// Standard normal density over upper tail at `z`: how far beyond z the rest lies on average.
[[nodiscard]] double inverse_mills(double z);

}  // namespace tc::rules

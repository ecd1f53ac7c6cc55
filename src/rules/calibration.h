// Forecasts held against what happened: how many of the P50 and P80 dates were kept, whether stated
// chances came true, Brier and CRPS. A date is judged once it has passed, whether the work was done
// or not: judging finished work alone would flatter, for what is late is not finished yet.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/time.h"
#include "model/forecast.h"
#include "model/state.h"

namespace tc::rules {

/// Levels of the kept quantiles, in the order of ForecastCase::quantiles.
inline constexpr std::array<double, 5> kForecastLevels{0.1, 0.2, 0.5, 0.8, 0.9};
using Quantiles = std::array<double, 5>;

/// One forecast of a number (days, months or a ratio from any origin) and what is known of it.
struct ForecastCase {
  Quantiles quantiles{};
  double now = 0;  ///< the data date on the same scale: what lies behind it has passed
  std::optional<double> actual;  ///< unset: not yet done
  std::optional<double> chance;  ///< stated chance of `promise`
  std::optional<double> promise;
};

/// Continuous ranked probability score of the quantiles: CRPS = 2 ∫ ρ_τ(y − q_τ) dτ over the levels
/// τ with the quantile loss ρ (Laio and Tamea 2007; Gneiting and Ranjan 2011), the integral taken
/// with the weights 0.15, 0.2, 0.3, 0.2, 0.15 of the cells around the five levels. In the unit of
/// the quantiles; of five equal ones it is the absolute error.
[[nodiscard]] double crps(const Quantiles& quantiles, double actual);

/// Kept among those whose date has passed.
struct Share {
  std::int64_t kept = 0;
  std::int64_t due = 0;
  friend bool operator==(const Share&, const Share&) = default;
};

/// Stated chances in one fifth of 0–1 against how often they came true.
struct ReliabilityBin {
  std::int64_t count = 0;
  std::int64_t came_true = 0;
  double stated_sum = 0;  ///< of the chances; divide by `count`
  friend bool operator==(const ReliabilityBin&, const ReliabilityBin&) = default;
};
inline constexpr std::size_t kReliabilityBins = 5;

struct Score {
  std::int64_t forecasts = 0;
  std::int64_t open = 0;        ///< not done yet
  std::array<Share, 5> levels;  ///< beside kForecastLevels
  std::array<ReliabilityBin, kReliabilityBins> reliability{};
  std::int64_t chances = 0;       ///< stated chances of promises that have come due
  double brier = 0;               ///< mean of (chance − outcome)²
  double brier_of_base_rate = 0;  ///< of always stating the share that came true
  std::int64_t finished = 0;
  double crps = 0;       ///< mean over the finished ones
  double p50_error = 0;  ///< mean of |actual − P50| over the finished ones
  friend bool operator==(const Score&, const Score&) = default;
};

/// A quantile or promise at or before `now` is due; a later one is not judged even if the work is
/// done, or early finishes would count and late ones not. The order of the cases does not matter
/// but for the last bits of the means.
[[nodiscard]] Score score(std::span<const ForecastCase> cases);

/// What happened to a target: its actual finish, or that of the last activity outside ramp-up once
/// all of them are done. Unset while it is not done by the data date.
[[nodiscard]] std::optional<Minute> actual_finish_of(const model::ProjectFile& file,
                                                     model::ActivityId activity, Day data_date);

/// The case of a kept forecast: days from its data date, and the chance of its baseline.
[[nodiscard]] ForecastCase case_of(const model::Forecast& forecast, const model::ProjectFile& file,
                                   Day data_date);

}  // namespace tc::rules

// A reference-class range held against what happened to other projects than those it was fitted on,
// beside the promise and the portfolio's own rating. Pure numbers: months or percent.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "rules/calibration.h"

namespace tc::rules {

/// One project: how far it went beyond its promise (or how long it took), its class and its rating.
struct Outcome {
  std::string id;
  std::string category;
  std::string rating;  ///< "" none, "green", "amber_green", "amber", "amber_red", "red"
  double value{};
};

/// The range of a class: own outcomes weigh 1 each, those of the whole pool `strength` together, so
/// that a small class leans on the pool. A quantile is the least value kept so often. Both empty
/// give zeros.
[[nodiscard]] Quantiles class_range(std::span<const double> own, std::span<const double> pool,
                                    double strength);
/// The same weighting for the share of outcomes at or below `limit`.
[[nodiscard]] double class_chance(std::span<const double> own, std::span<const double> pool,
                                  double strength, double limit);

struct BacktestRule {
  double strength = 20;  ///< outcomes that the pool counts for in a class
  std::optional<double> promise =
      {};  ///< what was promised on the scale of `value`; unset: nothing
  std::optional<double> on_time = {};  ///< kept when value ≤ this; unset: no chance is scored
};

enum class Method : std::uint8_t {
  reference_class,  ///< range of the class
  one_range,        ///< one range for all
  promise,          ///< as promised, for certain
  rating_range,     ///< range of the projects rated alike
  rating_word       ///< green 0.9 … red 0.1, as the words say; no range
};

struct MethodScore {
  Method method{};
  std::int64_t tested = 0;
  std::optional<Share> p50 = {};  ///< unset: gives no range
  std::optional<Share> p80 = {};
  std::optional<double> crps = {};
  std::optional<double> brier = {};  ///< of "on time"
  friend bool operator==(const MethodScore&, const MethodScore&) = default;
};

/// Fits on `fitted` and scores on `tested`; the two must have no id in common (TC_CHECK). Methods
/// that the outcomes give nothing for (no promise, no ratings) are left out.
[[nodiscard]] std::vector<MethodScore> backtest(std::span<const Outcome> fitted,
                                                std::span<const Outcome> tested,
                                                const BacktestRule& rule);

/// Adds the scores of two disjoint test sets, method by method.
[[nodiscard]] std::vector<MethodScore> joined(std::span<const MethodScore> a,
                                              std::span<const MethodScore> b);

/// Half 0 or 1 of a project, by FNV-1a of seed and id: the same on every machine.
[[nodiscard]] int half_of(std::string_view id, std::uint64_t seed);

}  // namespace tc::rules

template <>
inline constexpr auto tc::model::kEnumNames<tc::rules::Method> = std::to_array<std::string_view>(
    {"reference_class", "one_range", "promise", "rating_range", "rating_word"});

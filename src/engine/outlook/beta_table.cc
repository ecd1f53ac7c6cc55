// SPDX-License-Identifier: Apache-2.0
#include "engine/outlook/beta_table.h"

#include <algorithm>

#include "engine/outlook/steady_math.h"

namespace tc::engine {
namespace {

constexpr double kEnd = 1.0 / 64;    ///< share of probability in each end
constexpr std::size_t kGrid = 4096;  ///< cells of the midpoint rule

/// Share of the probability at or below x = i / kGrid, by the midpoint rule on the density
/// x^(4m) (1 - x)^(4 - 4m) of mode m.
std::vector<double> distribution(double mode) {
  std::vector<double> sum(kGrid + 1);
  for (std::size_t i = 0; i < kGrid; ++i) {
    const double x = (static_cast<double>(i) + 0.5) / kGrid;
    sum[i + 1] = sum[i] + steady_exp(4 * mode * steady_log(x) + (4 - 4 * mode) * steady_log(1 - x));
  }
  const double whole = sum.back();
  for (double& value : sum) value /= whole;
  return sum;
}

/// The x below which the share `u` lies.
std::int32_t quantile(const std::vector<double>& sum, double u) {
  const auto above = std::ranges::upper_bound(sum, u);
  if (above == sum.end()) return std::int32_t{1} << 30;
  const auto i = static_cast<std::size_t>(above - sum.begin()) - 1;
  const double within = (u - sum[i]) / (sum[i + 1] - sum[i]);
  return static_cast<std::int32_t>((static_cast<double>(i) + within) / kGrid / kBetaUnit + 0.5);
}

BetaKnots knots_of(std::size_t shape) {
  const std::vector<double> sum =
      distribution(static_cast<double>(shape) / static_cast<double>(kBetaModes));
  BetaKnots knots{};
  for (std::size_t j = 0; j <= kBetaCells; ++j) {
    const auto u = static_cast<double>(j) / kBetaCells;
    knots[j] = quantile(sum, u);
    knots[j + kBetaCells + 1] = quantile(sum, u * kEnd);
    knots[j + 2 * (kBetaCells + 1)] = quantile(sum, 1 - kEnd + u * kEnd);
  }
  return knots;
}

/// All shapes, computed once: many outlooks are short, and a table costs as much as a short one.
const std::vector<BetaKnots>& every_shape() {
  static const std::vector<BetaKnots> tables = [] {
    std::vector<BetaKnots> made;
    for (std::size_t shape = 0; shape <= kBetaModes; ++shape) made.push_back(knots_of(shape));
    return made;
  }();
  return tables;
}

}  // namespace

std::uint32_t BetaTables::make(std::size_t shape) {
  if (position_[shape] != kNone) return position_[shape];
  position_[shape] = static_cast<std::uint32_t>(tables_.size());
  tables_.push_back(every_shape()[shape]);
  return position_[shape];
}

}  // namespace tc::engine

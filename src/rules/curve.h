// Planned share of a year's investment at a day, and the ramp-up of output after trial production.
// Shares are 0–1 of a year's plan, year fractions 0–1, ramp-up times in months. Pure arithmetic:
// the same bits on every machine (own log-gamma, no library state). SPDX-License-Identifier:
// Apache-2.0
#pragma once

#include "base/time.h"

namespace tc::rules {

/// Shape of the season-aware year: Beta CDF fitted to Shanxi key-project figures of real years
/// (21.9 % end of April, 32.4 % end of June, 69.1 % end of August).
inline constexpr double kSeasonA = 2.6;
inline constexpr double kSeasonB = 2.0;

/// Regularised incomplete Beta function I(x; a, b) for a, b > 0; x outside 0–1 is clamped.
/// Method: continued fraction, modified Lentz (Numerical Recipes §6.4).
[[nodiscard]] double beta_share(double x, double a, double b);

/// I(year_fraction; 2.6, 2.0): what a project programme under a northern winter has usually spent.
[[nodiscard]] double seasonal_share(double year_fraction);
/// The straight line m/12 of the public bulletins, clamped to 0–1.
[[nodiscard]] double linear_share(double year_fraction);

/// Fraction of the year gone when `day` has ended: months count 1/12 each, so that the end of April
/// is exactly 4/12 and 31 December is 1.
[[nodiscard]] double year_fraction(Day day);

/// Months from `from` to `to`: whole calendar months plus the rest as a fraction of the month
/// begun; negative when `to` is earlier.
[[nodiscard]] double months_between(Day from, Day to);

/// Logistic ramp-up: output rate C/(1+e^(−k(t−t50))), t50 the middle of t10 and t90,
/// k = 2 ln 9/(t90−t10), with t10 and t90 the months at which 10 % and 90 % of C are reached.
struct RampUp {
  double capacity = 0;  ///< in the capacity's own unit
  double t10 = 0;       ///< months
  double t90 = 1;       ///< months, after t10
};
/// Rate at `month` in the unit of the capacity; a ramp of no length is a step at t10.
[[nodiscard]] double ramp_up_rate(const RampUp& ramp, double month);

}  // namespace tc::rules

// SPDX-License-Identifier: Apache-2.0
#include "rules/curve.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace tc::rules {
namespace {

/// ln Γ(x) for x > 0 by Lanczos (g = 7, 9 terms): std::lgamma writes a global sign.
double log_gamma(double x) {
  constexpr std::array<double, 9> kTerms{
      0.99999999999980993,  676.5203681218851,     -1259.1392167224028,
      771.32342877765313,   -176.61502916214059,   12.507343278686905,
      -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7};
  double sum = kTerms[0];
  for (std::size_t i = 1; i < kTerms.size(); ++i) {
    sum += kTerms[i] / (x - 1 + static_cast<double>(i));
  }
  const double t = x + 6.5;
  return 0.91893853320467274 + (x - 0.5) * std::log(t) - t + std::log(sum);
}

double away_from_zero(double value) {
  constexpr double kTiny = 1e-300;
  return std::abs(value) < kTiny ? kTiny : value;
}

/// Continued fraction of the incomplete Beta function; converges fast for x < (a+1)/(a+b+2).
double beta_fraction(double x, double a, double b) {
  double c = 1;
  double d = 1 / away_from_zero(1 - (a + b) * x / (a + 1));
  double value = d;
  for (int m = 1; m <= 300; ++m) {
    const double n = m;
    const double even = n * (b - n) * x / ((a + 2 * n - 1) * (a + 2 * n));
    d = 1 / away_from_zero(1 + even * d);
    c = away_from_zero(1 + even / c);
    value *= d * c;
    const double odd = -(a + n) * (a + b + n) * x / ((a + 2 * n) * (a + 2 * n + 1));
    d = 1 / away_from_zero(1 + odd * d);
    c = away_from_zero(1 + odd / c);
    value *= d * c;
    if (std::abs(d * c - 1) < 1e-15) break;
  }
  return value;
}

int days_in_month(int year, int month) {
  const CivilDay next = month == 12 ? CivilDay{year + 1, 1, 1} : CivilDay{year, month + 1, 1};
  return to_day(next) - to_day({year, month, 1});
}

/// The same day `months` calendar months later, cut to the length of that month.
Day add_months(Day day, int months) {
  const CivilDay from = to_civil(day);
  const int index = from.year * 12 + from.month - 1 + months;
  const int year = index / 12;
  const int month = index % 12 + 1;
  return to_day({year, month, std::min(from.day, days_in_month(year, month))});
}

}  // namespace

double beta_share(double x, double a, double b) {
  if (!(x > 0)) return 0;
  if (x >= 1) return 1;
  const double front = std::exp(log_gamma(a + b) - log_gamma(a) - log_gamma(b) + a * std::log(x) +
                                b * std::log1p(-x));
  if (x < (a + 1) / (a + b + 2)) return front * beta_fraction(x, a, b) / a;
  return 1 - front * beta_fraction(1 - x, b, a) / b;
}

double seasonal_share(double year_fraction) {
  return beta_share(year_fraction, kSeasonA, kSeasonB);
}

double linear_share(double year_fraction) { return std::clamp(year_fraction, 0.0, 1.0); }

double year_fraction(Day day) {
  const CivilDay civil = to_civil(day);
  const double of_month = static_cast<double>(civil.day) / days_in_month(civil.year, civil.month);
  return (civil.month - 1 + of_month) / 12;
}

double months_between(Day from, Day to) {
  if (to < from) return -months_between(to, from);
  const CivilDay a = to_civil(from);
  const CivilDay b = to_civil(to);
  int whole = (b.year - a.year) * 12 + b.month - a.month;
  if (add_months(from, whole) > to) --whole;
  const Day begun = add_months(from, whole);
  const int length = add_months(from, whole + 1) - begun;
  return whole + static_cast<double>(to - begun) / length;
}

double ramp_up_rate(const RampUp& ramp, double month) {
  const double length = ramp.t90 - ramp.t10;
  if (!(length > 0)) return month >= ramp.t10 ? ramp.capacity : 0;
  const double middle = (ramp.t10 + ramp.t90) / 2;
  const double k = 2 * std::log(9.0) / length;
  return ramp.capacity / (1 + std::exp(-k * (month - middle)));
}

}  // namespace tc::rules

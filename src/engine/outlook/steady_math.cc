// SPDX-License-Identifier: Apache-2.0
#include "engine/outlook/steady_math.h"

#include <cmath>

namespace tc::engine {
namespace {

constexpr double kLn2High = 0x1.62e42fefa38p-1;  ///< its last bits are 0: times an integer is exact
constexpr double kLn2Low = 0x1.ef35793c7673p-45;
constexpr double kSqrtHalf = 0x1.6a09e667f3bcdp-1;

}  // namespace

/// ln y = 2 artanh s with s = (y - 1) / (y + 1), |s| < 0.172: its odd powers up to s^21.
double steady_log(double x) {
  int exponent = 0;
  double y = std::frexp(x, &exponent);  // exact
  if (y < kSqrtHalf) {
    y *= 2;
    --exponent;
  }
  const double s = (y - 1) / (y + 1);
  const double square = s * s;
  double sum = 0;
  for (int power = 21; power >= 1; power -= 2) sum = sum * square + 1.0 / power;
  const double n = exponent;
  return n * kLn2High + (2 * s * sum + n * kLn2Low);
}

/// Taylor's series on what is left after whole powers of two are taken out, |r| < 0.35.
double steady_exp(double x) {
  const double n = std::floor(x / (kLn2High + kLn2Low) + 0.5);
  const double r = (x - n * kLn2High) - n * kLn2Low;
  double sum = 1;
  for (int k = 16; k >= 1; --k) sum = 1 + sum * r / k;
  return std::ldexp(sum, static_cast<int>(n));  // exact
}

}  // namespace tc::engine

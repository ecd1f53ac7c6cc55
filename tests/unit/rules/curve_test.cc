// SPDX-License-Identifier: Apache-2.0
#include "rules/curve.h"

#include <cmath>
#include <nlohmann/json.hpp>

#include "unit/rules/support.h"

namespace tc::rules {
namespace {

// I(x; a, 2) has the closed form x^a (1 + a (1 − x)).
TEST(Curve, SeasonEqualsItsClosedForm) {
  for (int i = 0; i <= 1000; ++i) {
    const double x = i / 1000.0;
    EXPECT_NEAR(seasonal_share(x), std::pow(x, 2.6) * (1 + 2.6 * (1 - x)), 1e-12) << x;
  }
}

// Against Simpson's rule on the density: an independent, slow reference.
TEST(Curve, BetaShareEqualsTheIntegral) {
  for (const auto& [a, b] : {std::pair(2.0, 3.0), {1.5, 4.5}, {5.0, 1.2}, {7.5, 7.5}, {1.0, 1.0}}) {
    const auto density = [a = a, b = b](double t) {
      return std::pow(t, a - 1) * std::pow(1 - t, b - 1);
    };
    const auto integral = [&](double to) {
      const int n = 20000;
      const double h = to / n;
      double sum = density(0) + density(to);
      for (int i = 1; i < n; ++i) sum += density(i * h) * (i % 2 == 1 ? 4 : 2);
      return sum * h / 3;
    };
    const double whole = integral(1);
    for (const double x : {0.05, 0.3, 0.5, 0.77, 0.99}) {
      EXPECT_NEAR(beta_share(x, a, b), integral(x) / whole, 2e-5) << a << " " << b << " " << x;
    }
  }
}

TEST(Curve, IsClampedAndSymmetric) {
  EXPECT_EQ(beta_share(-1, 2, 3), 0);
  EXPECT_EQ(beta_share(2, 2, 3), 1);
  EXPECT_EQ(linear_share(1.5), 1);
  for (const double x : {0.1, 0.4, 0.6, 0.9}) {
    EXPECT_NEAR(beta_share(x, 2.2, 5.1), 1 - beta_share(1 - x, 5.1, 2.2), 1e-13);
  }
}

TEST(Curve, MonthEndsAreTwelfths) {
  EXPECT_DOUBLE_EQ(year_fraction(day("2025-04-30")), 4.0 / 12);
  EXPECT_DOUBLE_EQ(year_fraction(day("2024-02-29")), 2.0 / 12);
  EXPECT_DOUBLE_EQ(year_fraction(day("2025-12-31")), 1);
  EXPECT_DOUBLE_EQ(year_fraction(day("2025-01-01")), 1.0 / 31 / 12);
}

TEST(Curve, MonthsBetween) {
  EXPECT_DOUBLE_EQ(months_between(day("2025-01-31"), day("2025-02-28")), 1);
  EXPECT_DOUBLE_EQ(months_between(day("2025-03-10"), day("2025-06-10")), 3);
  EXPECT_DOUBLE_EQ(months_between(day("2025-06-10"), day("2025-03-10")), -3);
  EXPECT_DOUBLE_EQ(months_between(day("2025-04-10"), day("2025-04-25")), 0.5);
  double last = -1;
  for (int i = 0; i < 800; ++i) {
    const double now = months_between(day("2024-01-31"), day("2024-01-31") + i);
    EXPECT_GE(now, last) << i;
    EXPECT_NEAR(now, i / 30.4375, 0.2) << i;
    last = now;
  }
}

TEST(Curve, ReferenceValues) {
  const std::string text = read_all(TC_SHARED_DIR "/data/domain/params/formula_expected.json");
  if (text.empty()) GTEST_SKIP() << "reference data not beside the repository";
  const nlohmann::json json = nlohmann::json::parse(text);
  for (const auto& row : json.at("scurve")) {
    EXPECT_NEAR(beta_share(row.at("month").get<double>() / 12, row.at("a"), row.at("b")),
                row.at("cum").get<double>(), 1e-5);
  }
  for (const auto& row : json.at("ramp")) {
    const RampUp ramp{row.at("C"), row.at("t10"), row.at("t90")};
    EXPECT_NEAR(ramp_up_rate(ramp, row.at("t")), row.at("rate").get<double>(), 0.1);
  }
}

TEST(Curve, RampOfNoLengthIsAStep) {
  EXPECT_EQ(ramp_up_rate({100, 3, 3}, 2.9), 0);
  EXPECT_EQ(ramp_up_rate({100, 3, 3}, 3), 100);
}

}  // namespace
}  // namespace tc::rules

// Scores against closed forms, and the rule that a date is judged once it has passed.
// SPDX-License-Identifier: Apache-2.0
#include "rules/calibration.h"

#include <algorithm>
#include <cmath>
#include <random>

#include "unit/rules/support.h"

namespace tc::rules {
namespace {

double uniform(std::mt19937_64& random) {
  return (static_cast<double>(random() >> 11) + 0.5) * 0x1p-53;
}

ForecastCase certain(double date, std::optional<double> actual, double now) {
  return {.quantiles = {date, date, date, date, date},
          .now = now,
          .actual = actual,
          .chance = std::nullopt,
          .promise = std::nullopt};
}

TEST(Calibration, CrpsOfOneDateIsTheAbsoluteError) {
  for (const double actual : {-30.0, 0.0, 12.5, 400.0}) {
    EXPECT_NEAR(crps({10, 10, 10, 10, 10}, actual), std::abs(actual - 10), 1e-9);
  }
}

TEST(Calibration, CrpsOfAUniformRangeIsNearItsClosedForm) {
  // Uniform on 0–1: CRPS(y) = 1/3 − y + y², for y inside.
  for (const double y : {0.1, 0.3, 0.5, 0.8}) {
    EXPECT_NEAR(crps({0.1, 0.2, 0.5, 0.8, 0.9}, y), 1.0 / 3 - y + y * y, 0.03) << y;
  }
}

TEST(Calibration, TheTrueQuantilesScoreBestOnAverage) {
  std::mt19937_64 random(23);
  double best = 0;
  double early = 0;
  double narrow = 0;
  for (int i = 0; i < 20'000; ++i) {
    const double y = uniform(random);
    best += crps({0.1, 0.2, 0.5, 0.8, 0.9}, y);
    early += crps({0, 0.1, 0.4, 0.7, 0.8}, y);
    narrow += crps({0.4, 0.45, 0.5, 0.55, 0.6}, y);
  }
  EXPECT_LT(best, early);
  EXPECT_LT(best, narrow);
}

TEST(Calibration, ADateIsJudgedOnceItHasPassed) {
  const std::vector cases{certain(10, 8, 20),             // kept
                          certain(10, 15, 20),            // done, late
                          certain(10, std::nullopt, 20),  // late and still not done
                          certain(30, 15, 20),  // done early, its date still ahead: not judged
                          certain(30, std::nullopt, 20)};  // open
  const Score got = score(cases);
  EXPECT_EQ(got.forecasts, 5);
  EXPECT_EQ(got.open, 2);
  for (const Share& level : got.levels) EXPECT_EQ(level, (Share{.kept = 1, .due = 3}));
  EXPECT_EQ(got.finished, 3);
  EXPECT_NEAR(got.p50_error, (2 + 5 + 15) / 3.0, 1e-12);
}

TEST(Calibration, HonestForecastsComeOutCalibratedAtAnyDataDate) {
  // Finishes uniform on 0–100, forecasts that say so; half of the work is not done at the data
  // date.
  std::mt19937_64 random(29);
  std::vector<ForecastCase> cases;
  for (int i = 0; i < 40'000; ++i) {
    const double y = 100 * uniform(random);
    const double now = 100 * uniform(random);
    const double promise = 100 * uniform(random);
    cases.push_back({.quantiles = {10, 20, 50, 80, 90},
                     .now = now,
                     .actual = y <= now ? std::optional(y) : std::nullopt,
                     .chance = promise / 100,
                     .promise = promise});
  }
  const Score got = score(cases);
  for (std::size_t i = 0; i < kForecastLevels.size(); ++i) {
    const double kept =
        static_cast<double>(got.levels[i].kept) / static_cast<double>(got.levels[i].due);
    EXPECT_NEAR(kept, kForecastLevels[i], 0.02) << i;
  }
  for (const ReliabilityBin& bin : got.reliability) {
    const double count = static_cast<double>(bin.count);
    EXPECT_NEAR(static_cast<double>(bin.came_true) / count, bin.stated_sum / count, 0.03);
  }
  EXPECT_LT(got.brier, got.brier_of_base_rate);
}

TEST(Calibration, BrierOfCertainty) {
  ForecastCase one = certain(10, 8, 20);
  one.chance = 1;
  one.promise = 9;
  EXPECT_EQ(score(std::vector{one}).brier, 0);
  one.promise = 7;
  EXPECT_EQ(score(std::vector{one}).brier, 1);
  EXPECT_EQ(score(std::vector{one}).reliability[4].count, 1);
}

TEST(Calibration, OrderDoesNotMatterToCounts) {
  std::mt19937_64 random(31);
  std::vector<ForecastCase> cases;
  for (int i = 0; i < 200; ++i) {
    cases.push_back(certain(100 * uniform(random), 100 * uniform(random), 50));
  }
  const Score before = score(cases);
  std::ranges::shuffle(cases, random);
  const Score after = score(cases);
  EXPECT_EQ(after.levels, before.levels);
  EXPECT_NEAR(after.crps, before.crps, 1e-9);
}

model::Activity activity(std::int64_t id, std::optional<std::string_view> finish,
                         const char* phase = "C") {
  model::Activity one;
  one.id = {id};
  one.phase = phase;
  if (finish) one.actual_finish = minute(*finish);
  return one;
}

TEST(Calibration, AProjectIsDoneWhenAllButRampUpIs) {
  model::ProjectFile file;
  file.activities = {activity(1, "2026-01-10T00:00"), activity(2, "2026-02-10T00:00"),
                     activity(3, std::nullopt, "R")};
  const Day today = day("2026-03-01");
  EXPECT_EQ(actual_finish_of(file, {}, today), minute("2026-02-10T00:00"));
  EXPECT_EQ(actual_finish_of(file, {1}, today), minute("2026-01-10T00:00"));
  EXPECT_FALSE(actual_finish_of(file, {}, day("2026-02-01"))) << "not known yet then";
  EXPECT_FALSE(actual_finish_of(file, {3}, today));
  EXPECT_FALSE(actual_finish_of(file, {9}, today));
  file.activities[1].actual_finish.reset();
  EXPECT_FALSE(actual_finish_of(file, {}, today));
  EXPECT_FALSE(actual_finish_of({}, {}, today)) << "nothing planned is not done";
}

TEST(Calibration, AKeptForecastBecomesDaysFromItsDataDate) {
  model::ProjectFile file;
  file.activities = {activity(1, "2026-02-10T00:00")};
  model::Forecast forecast;
  forecast.data_date = day("2026-01-01");
  forecast.p10 = minute("2026-01-11T00:00");
  forecast.p20 = forecast.p50 = forecast.p80 = forecast.p90 = minute("2026-02-15T00:00");
  forecast.approved_finish = minute("2026-02-01T00:00");
  forecast.chance_of_baseline = 0.25;
  const ForecastCase one = case_of(forecast, file, day("2026-03-01"));
  EXPECT_EQ(one.quantiles[0], 10);
  EXPECT_EQ(one.actual, 40);
  EXPECT_EQ(one.promise, 31);
  EXPECT_EQ(one.now, 60);
}

}  // namespace
}  // namespace tc::rules

// Ranges of classes against plain quantiles, and methods that must win or lose.
// SPDX-License-Identifier: Apache-2.0
#include "rules/backtest.h"

#include <algorithm>
#include <cmath>
#include <random>

#include "unit/rules/support.h"

namespace tc::rules {
namespace {

double uniform(std::mt19937_64& random) {
  return (static_cast<double>(random() >> 11) + 0.5) * 0x1p-53;
}

const MethodScore& of(const std::vector<MethodScore>& scores, Method method) {
  const auto at = std::ranges::find(scores, method, &MethodScore::method);
  EXPECT_NE(at, scores.end());
  return *at;
}

TEST(ClassRange, IsThePlainQuantileWithoutAPool) {
  const std::vector<double> values{5, 1, 4, 2, 3, 10, 9, 8, 7, 6};
  EXPECT_EQ(class_range(values, {}, 20), (Quantiles{1, 2, 5, 8, 9}));
  EXPECT_EQ(class_range({}, values, 20), (Quantiles{1, 2, 5, 8, 9}));
  EXPECT_EQ(class_range({}, {}, 20), Quantiles{});
  EXPECT_DOUBLE_EQ(class_chance(values, {}, 20, 7), 0.7);
}

TEST(ClassRange, ASmallClassLeansOnThePool) {
  const std::vector<double> own{100};
  std::vector<double> pool(100, 0.0);
  EXPECT_EQ(class_range(own, pool, 20)[2], 0);
  const std::vector<double> many(200, 100.0);
  EXPECT_EQ(class_range(many, pool, 20)[2], 100);
  EXPECT_EQ(class_range(many, pool, 20)[0], 100) << "20 of 220 stand below";
}

/// Two classes of very different spread; the rating says nothing.
std::vector<Outcome> outcomes(std::mt19937_64& random, int count, const char* prefix) {
  std::vector<Outcome> out;
  for (int i = 0; i < count; ++i) {
    const bool mild = random() % 2 == 0;
    out.push_back({.id = prefix + std::to_string(i),
                   .category = mild ? "mild" : "wild",
                   .rating = random() % 2 == 0 ? "green" : "red",
                   .value = -(mild ? 5.0 : 50.0) * std::log(uniform(random))});
  }
  return out;
}

TEST(Backtest, ClassesThatDifferBeatOneRangeThePromiseAndAnEmptyRating) {
  std::mt19937_64 random(47);
  const auto fitted = outcomes(random, 3000, "a");
  const auto tested = outcomes(random, 3000, "b");
  const auto scores = backtest(fitted, tested, {.promise = 0, .on_time = 10});
  const MethodScore& ours = of(scores, Method::reference_class);
  EXPECT_NEAR(static_cast<double>(ours.p80->kept) / static_cast<double>(ours.p80->due), 0.8, 0.03);
  EXPECT_NEAR(static_cast<double>(ours.p50->kept) / static_cast<double>(ours.p50->due), 0.5, 0.03);
  for (const Method other : {Method::one_range, Method::promise, Method::rating_range}) {
    EXPECT_LT(*ours.crps, *of(scores, other).crps);
    EXPECT_LT(*ours.brier, *of(scores, other).brier);
  }
  EXPECT_FALSE(of(scores, Method::rating_word).crps);
}

TEST(Backtest, MethodsWithNothingToSayAreLeftOut) {
  std::mt19937_64 random(53);
  auto fitted = outcomes(random, 50, "a");
  auto tested = outcomes(random, 50, "b");
  for (Outcome& one : tested) one.rating.clear();
  const auto scores = backtest(fitted, tested, {});
  ASSERT_EQ(scores.size(), 2U);
  EXPECT_FALSE(scores[0].brier);
}

TEST(Backtest, HalvesJoinToTheWhole) {
  std::mt19937_64 random(59);
  const auto a = outcomes(random, 200, "a");
  const auto b = outcomes(random, 300, "b");
  const BacktestRule rule{.promise = 0, .on_time = 10};
  const auto first = backtest(a, b, rule);
  const auto second = backtest(b, a, rule);
  const auto both = joined(first, second);
  const MethodScore& ours = of(both, Method::reference_class);
  EXPECT_EQ(ours.tested, 500);
  EXPECT_EQ(ours.p80->due, 500);
  EXPECT_NEAR(*ours.crps,
              (*of(first, Method::reference_class).crps * 300 +
               *of(second, Method::reference_class).crps * 200) /
                  500,
              1e-9);
}

TEST(BacktestDeathTest, NobodyIsTestedOnItself) {
  std::mt19937_64 random(61);
  const auto same = outcomes(random, 5, "a");
  EXPECT_DEATH(static_cast<void>(backtest(same, same, {})), "tested on itself");
}

TEST(Backtest, HalvesAreFixedAndEven) {
  int first = 0;
  for (int i = 0; i < 10'000; ++i) first += half_of("project " + std::to_string(i), 2026) == 0;
  EXPECT_NEAR(first, 5000, 200);
  EXPECT_EQ(half_of("x", 1), half_of("x", 1));
}

}  // namespace
}  // namespace tc::rules

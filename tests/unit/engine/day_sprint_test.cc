// Crashing in whole days: the shared studies with their proven costs, small networks against all
// durations, the whole curve against each deadline, and the knee.
// SPDX-License-Identifier: Apache-2.0
#include "engine/sprint/day_sprint.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <limits>

namespace tc::engine {
namespace {

using model::DayNetwork;

std::uint32_t next(std::uint32_t& seed) {
  seed = seed * 1664525U + 1013904223U;
  return seed >> 8U;
}

/// `n` activities, each with some earlier ones before it, listed in a shuffled order.
DayNetwork random_network(std::uint32_t& seed, std::uint32_t n, std::int32_t most_crash) {
  DayNetwork network;
  std::vector<std::uint32_t> place(n);
  for (std::uint32_t i = 0; i < n; ++i) place[i] = i;
  for (std::uint32_t i = n; i > 1; --i) std::swap(place[i - 1], place[next(seed) % i]);
  network.activities.resize(n);
  for (std::uint32_t i = 0; i < n; ++i) {
    model::DayActivity& activity = network.activities[place[i]];
    activity.id = std::to_string(i);
    activity.normal_days = static_cast<std::int32_t>(next(seed) % 9);
    const auto gain = static_cast<std::int32_t>(next(seed)) % (most_crash + 1);
    activity.crash_days = std::max(0, activity.normal_days - gain);
    activity.slope = {static_cast<std::int64_t>(next(seed) % 500) * 10'000};
    for (std::uint32_t before = 0; before < i; ++before) {
      if (next(seed) % 3 == 0) activity.before.push_back(place[before]);
    }
  }
  return network;
}

/// All durations; the least cost of those that meet the deadline.
std::int64_t least_cost(const DayNetwork& network, const DaySprint& sprint, std::int64_t deadline,
                        std::vector<std::int32_t>& days, std::size_t at) {
  if (at == days.size()) {
    return sprint.finish_of(days) <= deadline ? sprint.cost_of(days).fen
                                              : std::numeric_limits<std::int64_t>::max();
  }
  const model::DayActivity& activity = network.activities[at];
  std::int64_t least = std::numeric_limits<std::int64_t>::max();
  for (days[at] = activity.crash_days; days[at] <= activity.normal_days; ++days[at]) {
    least = std::min(least, least_cost(network, sprint, deadline, days, at + 1));
  }
  return least;
}

TEST(DaySprint, EqualsTheBestOfAllDurations) {
  std::uint32_t seed = 11;
  for (int round = 0; round < 60; ++round) {
    const DayNetwork network = random_network(seed, 3 + next(seed) % 5, 3);
    const auto sprint = DaySprint::make(network);
    ASSERT_TRUE(sprint);
    std::vector<std::int32_t> days(network.activities.size());
    for (std::int64_t by = sprint->crash_finish(); by <= sprint->normal_finish(); ++by) {
      const auto plan = sprint->cheapest(by);
      ASSERT_TRUE(plan) << plan.error().message;
      ASSERT_TRUE(plan->feasible);
      EXPECT_LE(plan->finish, by);
      EXPECT_EQ(plan->finish, sprint->finish_of(plan->days));
      EXPECT_EQ(plan->cost, sprint->cost_of(plan->days));
      EXPECT_EQ(plan->cost.fen, least_cost(network, *sprint, by, days, 0)) << round << " " << by;
    }
  }
}

TEST(DaySprint, SaysWhenTheDeadlineCannotBeMet) {
  std::uint32_t seed = 12;
  const DayNetwork network = random_network(seed, 9, 3);
  const auto sprint = DaySprint::make(network);
  ASSERT_TRUE(sprint);
  const auto plan = sprint->cheapest(sprint->crash_finish() - 1);
  ASSERT_TRUE(plan);
  EXPECT_FALSE(plan->feasible);
  EXPECT_EQ(plan->finish, sprint->crash_finish());
}

TEST(DaySprint, TheCurveIsStraightBetweenItsPoints) {
  std::uint32_t seed = 13;
  for (int round = 0; round < 30; ++round) {
    const DayNetwork network = random_network(seed, 10 + next(seed) % 30, 8);
    const auto sprint = DaySprint::make(network);
    ASSERT_TRUE(sprint);
    const auto curve = sprint->curve();
    ASSERT_TRUE(curve);
    EXPECT_EQ(curve->front().days, sprint->crash_finish());
    EXPECT_EQ(curve->back(), (CurvePoint{sprint->normal_finish(), {0}}));
    for (std::size_t i = 1; i < curve->size(); ++i) {
      const CurvePoint& a = (*curve)[i - 1];
      const CurvePoint& b = (*curve)[i];
      for (std::int64_t day = a.days; day <= b.days; ++day) {
        const std::int64_t on_line =
            a.cost.fen + (b.cost.fen - a.cost.fen) / (b.days - a.days) * (day - a.days);
        EXPECT_EQ(sprint->cheapest(day)->cost.fen, on_line) << round << " " << day;
      }
    }
  }
}

TEST(DaySprint, QuartersRoundHalvesToEven) {
  DayNetwork network;
  network.activities.push_back({.id = "A", .normal_days = 515, .crash_days = 413, .slope = {1}});
  const auto sprint = DaySprint::make(network);
  ASSERT_TRUE(sprint);
  EXPECT_EQ(sprint->quarter_deadlines(), (std::vector<std::int64_t>{515, 490, 464, 438, 413}));
  network.activities[0].crash_days = 515;
  EXPECT_EQ(DaySprint::make(network)->quarter_deadlines(), (std::vector<std::int64_t>{515}));
}

TEST(DaySprint, RefusesLoopsAndSumsThatOverflow) {
  DayNetwork network;
  network.activities = {{.id = "A", .normal_days = 2, .before = {1}},
                        {.id = "B", .normal_days = 2, .before = {0}}};
  EXPECT_EQ(DaySprint::make(network).error().rule, "sprint.loop");
  network.activities = {{.id = "A", .normal_days = 9, .slope = {std::int64_t{1} << 59}}};
  EXPECT_EQ(DaySprint::make(network).error().rule, "sprint.range");
  network.activities = {{.id = "A", .normal_days = 2, .crash_days = 3}};
  EXPECT_EQ(DaySprint::make(network).error().rule, "sprint.range");
  EXPECT_EQ(DaySprint::make({})->normal_finish(), 0);
}

TEST(Knee, IsWhereADayBecomesDear) {
  const std::vector<CurvePoint> curve{{10, {1000}}, {20, {300}}, {25, {200}}, {40, {0}}};
  const auto knee = knee_of(curve);
  ASSERT_TRUE(knee);
  EXPECT_EQ(knee->point, 1U);
  EXPECT_DOUBLE_EQ(knee->day_price_before, 20);
  EXPECT_DOUBLE_EQ(knee->day_price_after, 70);
  EXPECT_FALSE(knee_of(std::vector<CurvePoint>{{10, {10}}, {20, {0}}}));
  EXPECT_FALSE(knee_of(std::vector<CurvePoint>{{10, {20}}, {20, {10}}, {30, {0}}}));
}

}  // namespace
}  // namespace tc::engine

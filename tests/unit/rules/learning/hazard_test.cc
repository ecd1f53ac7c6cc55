// The learned hazards: prior without data, the data's own rate with much of it, no order,
// censoring. SPDX-License-Identifier: Apache-2.0
#include "rules/learning/hazard.h"

#include <algorithm>
#include <cmath>
#include <random>

#include "unit/rules/support.h"

namespace tc::rules {
namespace {

using model::BlockerKind;
using model::BlockerLevel;

constexpr double kStrength = 6;
const Day kToday = day("2026-03-15");
constexpr std::size_t kLand = static_cast<std::size_t>(BlockerKind::land);

BlockerRecord record(BlockerKind kind, Day raised, std::optional<Day> released,
                     BlockerLevel level = BlockerLevel::county) {
  return {.kind = kind, .raised = raised, .levels = {{raised, level}}, .released = released};
}

std::vector<BlockerRecord> random_records(std::mt19937_64& random, std::size_t count) {
  std::vector<BlockerRecord> out;
  for (std::size_t i = 0; i < count; ++i) {
    const Day raised = kToday + -static_cast<int>(random() % 500);
    BlockerRecord one{.kind = static_cast<BlockerKind>(random() % kBlockerKinds),
                      .raised = raised,
                      .levels = {},
                      .released = std::nullopt};
    for (std::size_t level = 0; level <= random() % 4; ++level) {
      one.levels.push_back(
          {raised + static_cast<int>(level * (random() % 60)), static_cast<BlockerLevel>(level)});
    }
    if (random() % 3 != 0) one.released = raised + static_cast<int>(random() % 600);
    out.push_back(one);
  }
  return out;
}

TEST(Hazard, NothingRecordedIsThePriorToTheBit) {
  const BlockerPriors priors = shipped_priors();
  const Hazards hazards = learn_hazards(priors, {}, kToday, kStrength);
  for (const KindHazard& hazard : hazards) {
    EXPECT_EQ(hazard.factor, 1.0);
    EXPECT_EQ(hazard.mean, hazard.prior_mean);
    EXPECT_LT(hazard.factor_low, 1.0);
    EXPECT_GT(hazard.factor_high, 1.0);
  }
  const BlockerPriors after = with_learned(priors, hazards);
  for (std::size_t kind = 0; kind < kBlockerKinds; ++kind) {
    EXPECT_EQ(after.kinds[kind].days, priors.kinds[kind].days);
  }
}

TEST(Hazard, MuchDataGivesItsOwnRate) {
  // Exponential lives with a mean of 37 days at county level, all seen to their end or censored.
  std::mt19937_64 random(7);
  std::vector<BlockerRecord> records;
  for (int i = 0; i < 60'000; ++i) {
    const double u = (static_cast<double>(random() >> 11) + 0.5) * 0x1p-53;
    const int life = static_cast<int>(std::lround(-37.0 * std::log(u)));
    const Day raised = kToday + -static_cast<int>(random() % 120);
    records.push_back(record(BlockerKind::land, raised, raised + life));
  }
  const Hazards hazards = learn_hazards(shipped_priors(), records, kToday, kStrength);
  const auto county = static_cast<std::size_t>(BlockerLevel::county);
  EXPECT_GT(hazards[kLand].open, 10'000);
  EXPECT_NEAR(hazards[kLand].mean[county], 37, 0.8);
}

TEST(Hazard, FewClosuresLeaveThePriorNearlyAsItWas) {
  const std::vector records{record(BlockerKind::land, kToday + -10, kToday + -5)};
  const Hazards hazards = learn_hazards(shipped_priors(), records, kToday, kStrength);
  EXPECT_GT(hazards[kLand].factor, 1.0);
  EXPECT_LT(hazards[kLand].factor, (kStrength + 1) / kStrength);
  EXPECT_EQ(hazards[0].factor, 1.0) << "another kind learns nothing from it";
}

TEST(Hazard, OrderDoesNotMatter) {
  std::mt19937_64 random(11);
  const BlockerPriors priors = shipped_priors();
  for (int round = 0; round < 50; ++round) {
    std::vector<BlockerRecord> records = random_records(random, 40);
    const Hazards before = learn_hazards(priors, records, kToday, kStrength);
    std::ranges::shuffle(records, random);
    EXPECT_EQ(learn_hazards(priors, records, kToday, kStrength), before);
  }
}

TEST(Hazard, CensoringOnlyLengthens) {
  std::mt19937_64 random(13);
  const BlockerPriors priors = shipped_priors();
  for (int round = 0; round < 100; ++round) {
    std::vector<BlockerRecord> records = random_records(random, 30);
    const Hazards before = learn_hazards(priors, records, kToday, kStrength);
    std::vector<BlockerRecord> without_end = records;
    for (BlockerRecord& one : without_end) one.released.reset();
    const Hazards open = learn_hazards(priors, without_end, kToday, kStrength);
    records.push_back(record(BlockerKind::land, kToday + -40, std::nullopt));
    const Hazards more = learn_hazards(priors, records, kToday, kStrength);
    for (std::size_t kind = 0; kind < kBlockerKinds; ++kind) {
      for (std::size_t level = 0; level < kBlockerLevels; ++level) {
        EXPECT_GE(open[kind].mean[level], before[kind].mean[level] * (1 - 1e-12));
        EXPECT_GE(more[kind].mean[level], before[kind].mean[level]);
      }
    }
    EXPECT_GT(more[kLand].mean[0], before[kLand].mean[0]);
  }
}

TEST(Hazard, DaysCountAtTheLevelThatHeldThen) {
  BlockerRecord one = record(BlockerKind::funds, kToday + -30, kToday);
  one.levels = {{kToday + -10, BlockerLevel::mayor}, {kToday + -30, BlockerLevel::task_force}};
  const auto funds = static_cast<std::size_t>(BlockerKind::funds);
  const Hazards hazards = learn_hazards(shipped_priors(), std::vector{one}, kToday, kStrength);
  EXPECT_EQ(hazards[funds].observed[0], 20);
  EXPECT_EQ(hazards[funds].observed[4], 10);
  EXPECT_EQ(hazards[funds].released, 1);
}

TEST(Hazard, WhatIsAfterTheDataDateIsNotSeen) {
  const std::vector records{record(BlockerKind::land, kToday + -10, kToday + 5),
                            record(BlockerKind::land, kToday + 1, kToday + 2)};
  const Hazards hazards = learn_hazards(shipped_priors(), records, kToday, kStrength);
  EXPECT_EQ(hazards[kLand].released, 0);
  EXPECT_EQ(hazards[kLand].open, 1);
  EXPECT_EQ(hazards[kLand].observed[1], 10);
}

TEST(Hazard, AReopenedBlockerKeepsItsClock) {
  model::Blocker blocker;
  blocker.kind = BlockerKind::land;
  blocker.level = BlockerLevel::county;
  blocker.raised_day = kToday + -50;
  blocker.state = model::BlockerState::in_hand;
  blocker.reopened = 1;
  blocker.resolved_day = kToday + -20;  // of its first closing
  const Hazards hazards =
      learn_hazards(shipped_priors(), std::vector{record_of(blocker)}, kToday, kStrength);
  EXPECT_EQ(hazards[kLand].released, 0);
  EXPECT_EQ(hazards[kLand].observed[1], 50);
}

TEST(Hazard, ReleasedOnTheDayItWasRaised) {
  const std::vector records{record(BlockerKind::land, kToday, kToday)};
  const Hazards hazards = learn_hazards(shipped_priors(), records, kToday, kStrength);
  EXPECT_EQ(hazards[kLand].observed[1], 0.5);
  EXPECT_GT(hazards[kLand].factor, 1);
}

}  // namespace
}  // namespace tc::rules

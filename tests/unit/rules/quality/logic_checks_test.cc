// DCMA 1–5 on both sides of each threshold.
// SPDX-License-Identifier: Apache-2.0
#include "unit/rules/quality/support.h"

namespace tc::rules {
namespace {

using model::ActivityKind;
using model::ConstraintKind;
using model::LinkType;

TEST(MissingLogic, TwoEndsOfFortyPassAndOfThirtyNineDoNot) {
  Sample forty;
  forty.chain(1, 40);
  const CheckResult good = forty.check(CheckKind::missing_logic);
  EXPECT_EQ(good.state, CheckState::passed);
  EXPECT_EQ(good.population, 40U);
  EXPECT_DOUBLE_EQ(*good.figure, 0.05);
  Sample fewer;
  fewer.chain(1, 39);
  const CheckResult bad = fewer.check(CheckKind::missing_logic);
  EXPECT_EQ(bad.state, CheckState::failed);
  EXPECT_EQ(named(bad.offenders), (Strings{"1", "39"}));
  EXPECT_EQ(bad.offenders[0].text.zh, "缺紧前");
  EXPECT_EQ(bad.offenders[1].text.en, "no successor");
}

TEST(MissingLogic, FinishedWorkLevelsOfEffortAndSummariesDoNotCount) {
  Sample sample;
  sample.chain(1, 3);
  sample[1].actual_start = when("2025-05-26T08:00");
  sample[1].actual_finish = when("2025-05-26T17:00");
  sample.add(8, 5).kind = ActivityKind::level_of_effort;
  sample.add(9, 5).kind = ActivityKind::summary;
  const CheckResult result = sample.check(CheckKind::missing_logic);
  EXPECT_EQ(result.population, 2U);
  EXPECT_EQ(named(result.offenders), Strings{"3"});
}

TEST(MissingLogic, ALinkToSomethingThatIsNotHereIsALink) {
  Sample sample;
  sample.add(1, 1);
  sample.link(77, 1);
  const CheckResult result = sample.check(CheckKind::missing_logic);
  EXPECT_EQ(result.offenders.at(0).text.en, "no successor");
  EXPECT_EQ(named(sample.fault(FaultKind::outside_link).places), Strings{"77>1"});
}

TEST(MissingLogic, NothingIncompleteIsNotApplicable) {
  Sample sample;
  sample.chain(1, 1);
  sample[1].actual_start = when("2025-05-26T08:00");
  sample[1].actual_finish = when("2025-05-26T17:00");
  const QualityReport report = sample.report();
  for (const CheckKind kind : {CheckKind::missing_logic, CheckKind::leads, CheckKind::high_float,
                               CheckKind::critical_path_test}) {
    EXPECT_EQ(report.find(kind)->state, CheckState::not_applicable);
    EXPECT_FALSE(report.find(kind)->reason.zh.empty());
    EXPECT_FALSE(report.find(kind)->figure);
  }
}

TEST(Leads, OneIsTooMany) {
  Sample sample;
  sample.chain(1, 30);
  EXPECT_EQ(sample.check(CheckKind::leads).state, CheckState::passed);
  sample.link(3, 9, LinkType::start_start, -1.5);
  const CheckResult result = sample.check(CheckKind::leads);
  EXPECT_EQ(result.state, CheckState::failed);
  EXPECT_EQ(named(result.offenders), Strings{"3>9"});
  EXPECT_DOUBLE_EQ(result.offenders[0].value, -1.5);
  EXPECT_EQ(result.offenders[0].text.zh, "SS 负时距 -1.5 天");
  EXPECT_EQ(result.offenders[0].text.en, "SS with a lead of -1.5 days");
}

TEST(Leads, ALinkOfFinishedWorkIsNoLongerLookedAt) {
  Sample sample;
  sample.chain(1, 2);
  sample.files[0].links[0].lag = -480;
  for (const std::int64_t id : {1, 2}) {
    sample[id].actual_start = when("2025-05-26T08:00");
    sample[id].actual_finish = when("2025-05-26T17:00");
  }
  EXPECT_EQ(sample.check(CheckKind::leads).state, CheckState::not_applicable);
}

TEST(Lags, OneOfTwentyLinksPassesAndOneOfNineteenDoesNot) {
  for (const auto& [last, state] :
       {std::pair(21, CheckState::passed), std::pair(20, CheckState::failed)}) {
    Sample sample;
    sample.chain(1, last);
    sample.files[0].links[4].lag = 2 * Sample::kDay;
    const CheckResult result = sample.check(CheckKind::lags);
    EXPECT_EQ(result.state, state) << last;
    EXPECT_EQ(named(result.offenders), Strings{"5>6"});
    EXPECT_EQ(result.population, static_cast<std::size_t>(last) - 1);
  }
}

TEST(Lags, AnElapsedLagCountsCalendarDays) {
  Sample sample;
  sample.chain(1, 2);
  sample.files[0].links[0].lag_calendar_id.value = 0;
  sample.files[0].links[0].lag = 1440;
  EXPECT_EQ(sample.check(CheckKind::lags).offenders.at(0).text.en,
            "FS with a lag of 1 day elapsed");
}

TEST(LinkTypes, NineOfTenFinishStartPassAndEightOfNineDoNot) {
  for (const auto& [last, state] :
       {std::pair(11, CheckState::passed), std::pair(10, CheckState::failed)}) {
    Sample sample;
    sample.chain(1, last);
    sample.files[0].links[2].type = LinkType::finish_finish;
    const CheckResult result = sample.check(CheckKind::link_types);
    EXPECT_EQ(result.state, state) << last;
    EXPECT_EQ(named(result.offenders), Strings{"3>4"});
    EXPECT_EQ(result.offenders[0].text.zh, "FF 完成—完成");
  }
}

TEST(LinkTypes, LinksOfLevelsOfEffortAreNotCounted) {
  Sample sample;
  sample.chain(1, 3);
  sample.add(9, 1).kind = ActivityKind::level_of_effort;
  sample.link(1, 9, LinkType::start_start);
  sample.link(9, 3, LinkType::finish_finish);
  const CheckResult result = sample.check(CheckKind::link_types);
  EXPECT_EQ(result.population, 2U);
  EXPECT_EQ(result.count, 0U);
}

TEST(HardConstraints, EachKindOnItsOwn) {
  const std::vector<std::pair<ConstraintKind, bool>> kinds{
      {ConstraintKind::must_start, true},          {ConstraintKind::must_finish, true},
      {ConstraintKind::start_not_later, true},     {ConstraintKind::finish_not_later, true},
      {ConstraintKind::mandatory_start, true},     {ConstraintKind::mandatory_finish, true},
      {ConstraintKind::start_not_earlier, false},  {ConstraintKind::finish_not_earlier, false},
      {ConstraintKind::as_late_as_possible, false}};
  for (const auto& [kind, hard] : kinds) {
    Sample sample;
    sample.chain(1, 10);
    sample[4].constraint_kind = kind;
    sample[4].constraint_at = when("2025-06-20T17:00");
    const CheckResult result = sample.check(CheckKind::hard_constraints);
    EXPECT_EQ(result.state, hard ? CheckState::failed : CheckState::passed) << model::to_name(kind);
    EXPECT_EQ(named(result.offenders), hard ? Strings{"4"} : Strings{}) << model::to_name(kind);
  }
}

TEST(HardConstraints, ASecondConstraintCountsOnceAndAConstraintWithoutDateNot) {
  Sample sample;
  sample.chain(1, 10);
  sample[2].constraint_kind = ConstraintKind::must_start;
  sample[3].constraint_kind = ConstraintKind::start_not_earlier;
  sample[3].constraint_at = when("2025-06-05T08:00");
  sample[3].secondary_kind = ConstraintKind::finish_not_later;
  sample[3].secondary_at = when("2025-07-30T17:00");
  sample[4].constraint_kind = ConstraintKind::must_start;
  sample[4].constraint_at = when("2025-06-30T08:00");
  sample[4].secondary_kind = ConstraintKind::finish_not_later;
  sample[4].secondary_at = when("2025-07-30T17:00");
  const CheckResult result = sample.check(CheckKind::hard_constraints);
  EXPECT_EQ(named(result.offenders), (Strings{"3", "4"}));
  EXPECT_EQ(result.offenders[0].text.en, "finish no later than 2025-07-30T17:00");
}

}  // namespace
}  // namespace tc::rules

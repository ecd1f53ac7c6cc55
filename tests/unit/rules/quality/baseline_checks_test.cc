// DCMA 11–14: against the baseline, and the critical path test.
// SPDX-License-Identifier: Apache-2.0
#include "unit/rules/quality/support.h"

namespace tc::rules {
namespace {

using model::ConstraintKind;

void finish(Sample& sample, std::int64_t id, const char* day) {
  sample[id].actual_start = when((std::string(day) + "T08:00").c_str());
  sample[id].actual_finish = when((std::string(day) + "T17:00").c_str());
}

/// 20 activities in a row, baselined to be finished on 2025-05-26 and finished that day, 21 to 24
/// still to come in June.
Sample on_plan() {
  Sample sample;
  sample.chain(1, 24);
  for (std::int64_t id = 1; id <= 20; ++id) {
    finish(sample, id, "2025-05-26");
    sample[id].approved_finish = when("2025-05-26T17:00");
  }
  for (std::int64_t id = 21; id <= 24; ++id) {
    sample[id].approved_finish = when("2025-06-05T17:00");
  }
  return sample;
}

TEST(Missed, WithoutBaselineNothingIsSaid) {
  Sample sample;
  sample.chain(1, 3);
  const QualityReport report = sample.report();
  for (const CheckKind kind : {CheckKind::missed_activities, CheckKind::baseline_execution_index,
                               CheckKind::critical_path_length_index}) {
    EXPECT_EQ(report.find(kind)->state, CheckState::not_applicable);
    EXPECT_FALSE(report.find(kind)->reason.en.empty());
  }
}

TEST(Missed, OneLateOfTwentyPassesAndTwoDoNot) {
  Sample sample = on_plan();
  finish(sample, 3, "2025-05-28");
  const CheckResult good = sample.check(CheckKind::missed_activities);
  EXPECT_EQ(good.state, CheckState::passed);
  EXPECT_EQ(named(good.offenders), Strings{"3"});
  EXPECT_EQ(good.offenders[0].text.en, "baseline 2025-05-26, finished, 2 days late");
  // Not finished though due: a week at the data date.
  sample[20].actual_start = sample[20].actual_finish = std::nullopt;
  const CheckResult bad = sample.check(CheckKind::missed_activities);
  EXPECT_EQ(bad.state, CheckState::failed);
  EXPECT_EQ(bad.population, 20U);
  EXPECT_EQ(named(bad.offenders), (Strings{"3", "20"}));
  EXPECT_DOUBLE_EQ(bad.offenders[1].value, 7);
}

TEST(Missed, TheHourOfTheDayDoesNotCount) {
  Sample sample = on_plan();
  for (std::int64_t id = 1; id <= 20; ++id) sample[id].actual_finish = when("2025-05-26T19:30");
  EXPECT_EQ(sample.check(CheckKind::missed_activities).count, 0U);
  // Midnight is the end of the 26th, not the beginning of the 27th.
  for (std::int64_t id = 1; id <= 20; ++id) sample[id].actual_finish = when("2025-05-27T00:00");
  EXPECT_EQ(sample.check(CheckKind::missed_activities).count, 0U);
}

TEST(Missed, NothingDueYetIsNotApplicable) {
  Sample sample;
  sample.chain(1, 3);
  for (std::int64_t id = 1; id <= 3; ++id) sample[id].approved_finish = when("2025-07-01T17:00");
  const QualityReport report = sample.report();
  EXPECT_EQ(report.find(CheckKind::missed_activities)->state, CheckState::not_applicable);
  EXPECT_EQ(report.find(CheckKind::baseline_execution_index)->state, CheckState::not_applicable);
}

TEST(ExecutionIndex, FinishedOverDue) {
  Sample sample = on_plan();
  // 19 of 20 finished: 0.95 is enough.
  sample[20].actual_start = sample[20].actual_finish = std::nullopt;
  const CheckResult good = sample.check(CheckKind::baseline_execution_index);
  EXPECT_EQ(good.state, CheckState::passed);
  EXPECT_DOUBLE_EQ(*good.figure, 0.95);
  sample[19].actual_start = sample[19].actual_finish = std::nullopt;
  const CheckResult bad = sample.check(CheckKind::baseline_execution_index);
  EXPECT_EQ(bad.state, CheckState::failed);
  EXPECT_DOUBLE_EQ(*bad.figure, 0.9);
  EXPECT_EQ(named(bad.offenders), (Strings{"19", "20"}));
  // Work finished before it was due makes up for it.
  finish(sample, 21, "2025-05-29");
  EXPECT_DOUBLE_EQ(*sample.check(CheckKind::baseline_execution_index).figure, 0.95);
}

TEST(PathLengthIndex, LengthPlusFloatOverLength) {
  Sample sample = on_plan();  // 21–24 end on 2025-06-05, the fourth working day, as baselined
  const CheckResult even = sample.check(CheckKind::critical_path_length_index);
  EXPECT_EQ(even.state, CheckState::passed);
  EXPECT_DOUBLE_EQ(*even.figure, 1.0);
  // 40 days to go, two days after the baseline: (40 - 2) / 40 = 0.95.
  sample[24].duration_likely = 37 * Sample::kDay;
  sample[24].approved_finish = when("2025-07-23T17:00");
  const CheckResult good = sample.check(CheckKind::critical_path_length_index);
  EXPECT_DOUBLE_EQ(*good.figure, 0.95);
  EXPECT_EQ(good.state, CheckState::passed);
  EXPECT_EQ(good.reason.en,
            "(40 - 2) / 40 = 0.95: critical path of 40 working days, -2 days to the baseline "
            "finish");
  sample[24].approved_finish = when("2025-07-22T17:00");
  const CheckResult bad = sample.check(CheckKind::critical_path_length_index);
  EXPECT_EQ(bad.state, CheckState::failed);
  EXPECT_EQ(named(bad.offenders), Strings{"24"});
}

TEST(PathLengthIndex, TheImposedFinishGoesBeforeTheBaseline) {
  Sample sample = on_plan();
  sample.terms.must_finish_by = when("2025-06-04T17:00");
  const CheckResult result = sample.check(CheckKind::critical_path_length_index);
  EXPECT_DOUBLE_EQ(*result.figure, 0.75);
  EXPECT_EQ(result.state, CheckState::failed);
}

TEST(PathLengthIndex, NoWorkLeftIsNoZeroDenominator) {
  Sample sample = on_plan();
  for (std::int64_t id = 21; id <= 24; ++id) finish(sample, id, "2025-05-30");
  EXPECT_EQ(sample.check(CheckKind::critical_path_length_index).state, CheckState::not_applicable);
}

TEST(PathTest, ACompleteNetworkMovesAsFarAsItsActivity) {
  Sample sample;
  sample.chain(1, 6);
  const CheckResult result = sample.check(CheckKind::critical_path_test);
  EXPECT_EQ(result.state, CheckState::passed);
  EXPECT_EQ(result.population, 6U);
  EXPECT_DOUBLE_EQ(*result.figure, 0);
}

TEST(PathTest, AMandatoryDateStopsTheMove) {
  Sample sample;
  sample.terms.rules = model::p6_rules();
  sample.chain(1, 6);
  sample[4].constraint_kind = ConstraintKind::mandatory_start;
  sample[4].constraint_at = when("2025-06-05T08:00");
  const CheckResult result = sample.check(CheckKind::critical_path_test);
  EXPECT_EQ(result.state, CheckState::failed);
  EXPECT_EQ(named(result.offenders), (Strings{"1", "2", "3"}));
  EXPECT_DOUBLE_EQ(result.offenders[0].value, 0);
  EXPECT_EQ(result.offenders[0].text.en, "600 working days more move the finish by 0 only");
}

TEST(PathTest, AConstraintThatMakesWorkCriticalWithoutALinkToTheEnd) {
  // 3 hangs free and is critical only because it may finish no later than it can: 1, which ends the
  // project 100 days away, does not move.
  Sample sample;
  sample.add(1, 100);
  sample.add(3, 10);
  sample[3].constraint_kind = ConstraintKind::finish_not_later;
  sample[3].constraint_at = when("2025-06-12T17:00");
  const CheckResult result = sample.check(CheckKind::critical_path_test);
  EXPECT_EQ(result.state, CheckState::failed);
  EXPECT_EQ(named(result.offenders), Strings{"3"});
  EXPECT_DOUBLE_EQ(result.offenders[0].value, 0);
}

TEST(PathTest, AnotherCalendarOnTheWayShiftsItByItsHolidaysOnly) {
  Sample sample;
  sample.chain(1, 2);
  model::Calendar other;
  other.id.value = 2;
  other.week = "mon-fri 08:00-12:00 13:00-17:00";
  other.exceptions = "2027-09-20..2027-09-24 off";
  sample.calendars.push_back(other);
  sample[2].calendar_id.value = 2;
  EXPECT_EQ(sample.check(CheckKind::critical_path_test).state, CheckState::passed);
}

TEST(PathTest, TwoChainsThatEndTogetherBothEndTheProject) {
  Sample sample;
  sample.chain(1, 3);
  sample.chain(11, 13);
  EXPECT_EQ(sample.check(CheckKind::critical_path_test).state, CheckState::passed);
}

TEST(PathTest, NoMoreThanTheTrialsThatThePackAllows) {
  Sample sample;
  sample.chain(1, 200);
  EXPECT_EQ(sample.check(CheckKind::critical_path_test).population, 10U);
}

TEST(PathTest, MilestonesAloneCannotBeTried) {
  Sample sample;
  sample.add(1, 0).kind = model::ActivityKind::start_milestone;
  EXPECT_EQ(sample.check(CheckKind::critical_path_test).state, CheckState::not_applicable);
}

}  // namespace
}  // namespace tc::rules

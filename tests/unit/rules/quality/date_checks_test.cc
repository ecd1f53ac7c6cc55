// DCMA 6–10 on both sides of each threshold.
// SPDX-License-Identifier: Apache-2.0
#include "unit/rules/quality/support.h"

namespace tc::rules {
namespace {

using model::ActivityKind;

/// 1 (100 days) and 2 (`days`) both before 3: the float of 2 is what 1 takes longer.
Sample parallel(double days) {
  Sample sample;
  sample.add(1, 100);
  sample.add(2, days);
  sample.add(3, 1);
  sample.link(1, 3);
  sample.link(2, 3);
  return sample;
}

TEST(HighFloat, FortyFourWorkingDaysAreAllowed) {
  EXPECT_EQ(parallel(56).check(CheckKind::high_float).state, CheckState::passed);
  const CheckResult result = parallel(55.5).check(CheckKind::high_float);
  EXPECT_EQ(result.state, CheckState::failed);
  EXPECT_EQ(named(result.offenders), Strings{"2"});
  EXPECT_EQ(result.offenders[0].text.zh, "总时差 44.5 天");
}

TEST(HighFloat, ADayIsWhatTheFileSaysItIs) {
  Sample sample = parallel(55.5);
  sample.day_lengths = {{model::CalendarId{1}, 600}};
  EXPECT_EQ(sample.check(CheckKind::high_float).state, CheckState::passed);
}

TEST(HighFloat, ADayWithoutCalendarHasTwentyFourHours) {
  Sample sample = parallel(55.5);
  for (model::Activity& activity : sample.files[0].activities) activity.calendar_id = {};
  EXPECT_EQ(sample.check(CheckKind::high_float).state, CheckState::passed);
}

TEST(NegativeFloat, AnImposedFinishMakesIt) {
  Sample sample = parallel(56);
  sample.terms.must_finish_by = when("2025-10-20T17:00");  // day 101 of work
  EXPECT_EQ(sample.check(CheckKind::negative_float).state, CheckState::passed);
  sample.terms.must_finish_by = when("2025-10-17T17:00");
  const CheckResult result = sample.check(CheckKind::negative_float);
  EXPECT_EQ(result.state, CheckState::failed);
  EXPECT_EQ(named(result.offenders), (Strings{"1", "3"}));
  EXPECT_EQ(result.offenders[0].text.en, "total float -1 day");
  EXPECT_EQ(named(sample.fault(FaultKind::constraint_against_logic).places), Strings{"p1"});
}

TEST(HighDuration, WhatRemainsCountsAndFortyFourDaysAreAllowed) {
  Sample sample;
  sample.chain(1, 10);
  sample[4].duration_likely = 44 * Sample::kDay;
  EXPECT_EQ(sample.check(CheckKind::high_duration).state, CheckState::passed);
  sample[4].duration_likely = 44 * Sample::kDay + 60;
  const CheckResult result = sample.check(CheckKind::high_duration);
  EXPECT_EQ(result.state, CheckState::failed);
  EXPECT_EQ(named(result.offenders), Strings{"4"});
  sample[4].actual_start = when("2025-05-26T08:00");
  sample[4].remaining = 40 * Sample::kDay;
  EXPECT_EQ(sample.check(CheckKind::high_duration).state, CheckState::passed);
}

TEST(InvalidDates, AnActualDateAtTheDataDateIsInOrder) {
  Sample sample;
  sample.chain(1, 3);
  sample[1].actual_start = when("2025-05-30T08:00");
  sample[1].actual_finish = when("2025-06-02T08:00");
  EXPECT_EQ(sample.check(CheckKind::invalid_dates).state, CheckState::passed);
  sample[1].actual_finish = when("2025-06-02T09:00");
  const CheckResult result = sample.check(CheckKind::invalid_dates);
  EXPECT_EQ(result.state, CheckState::failed);
  EXPECT_EQ(named(result.offenders), Strings{"1"});
  EXPECT_EQ(result.offenders[0].text.en,
            "actual finish 2025-06-02T09:00, data date 2025-06-02T08:00");
  EXPECT_EQ(named(sample.fault(FaultKind::actual_after_data_date).places), Strings{"1"});
}

TEST(InvalidDates, AForecastThatTheFileStillHasBeforeTheDataDate) {
  Sample sample;
  sample.chain(1, 3);
  sample.stated = {{model::ActivityId{2}, when("2025-05-29T08:00"), when("2025-05-29T17:00")},
                   {model::ActivityId{3}, when("2025-06-03T08:00"), std::nullopt}};
  const CheckResult result = sample.check(CheckKind::invalid_dates);
  EXPECT_EQ(named(result.offenders), Strings{"2"});
  EXPECT_DOUBLE_EQ(result.offenders[0].value, 4);
  EXPECT_EQ(named(sample.fault(FaultKind::forecast_before_data_date).places), Strings{"2"});
}

TEST(Resources, ReportedNotJudgedAndNeverGuessed) {
  Sample sample;
  sample.chain(1, 4);
  sample.add(5, 0).kind = ActivityKind::finish_milestone;
  sample.add(6, 0.5);
  EXPECT_EQ(sample.check(CheckKind::resources).state, CheckState::not_applicable);
  sample.loaded = std::vector<model::ActivityId>{{2}, {3}};
  const CheckResult result = sample.check(CheckKind::resources);
  EXPECT_EQ(result.state, CheckState::reported);
  EXPECT_EQ(result.population, 4U);
  EXPECT_EQ(named(result.offenders), (Strings{"1", "4"}));
}

}  // namespace
}  // namespace tc::rules

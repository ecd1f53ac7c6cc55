// Each fault in a schedule that has it and in one that has not.
// SPDX-License-Identifier: Apache-2.0
#include "unit/rules/quality/support.h"

namespace tc::rules {
namespace {

using model::ActivityKind;
using model::ConstraintKind;
using model::LinkType;

Strings places(const Sample& sample, FaultKind kind) { return named(sample.fault(kind).places); }

void start(Sample& sample, std::int64_t id, const char* at) { sample[id].actual_start = when(at); }

TEST(Faults, ASoundScheduleHasNone) {
  Sample sample;
  sample.chain(1, 40);
  for (const FaultResult& fault : sample.report().faults) {
    EXPECT_EQ(fault.count, 0U) << model::to_name(fault.kind);
    EXPECT_FALSE(fault.name.zh.empty());
    EXPECT_FALSE(fault.name.en.empty());
    EXPECT_FALSE(fault.advice.zh.empty());
    EXPECT_FALSE(fault.advice.en.empty());
  }
  EXPECT_TRUE(sample.report().passed);
}

TEST(OpenStart, OnlyFinishFinishBeforeItOrNothingAtAll) {
  Sample sample;
  sample.chain(1, 4);
  sample.add(5, 1);  // free, but 1 starts as early and stands first: 1 is the natural start
  sample.link(5, 4);
  sample.files[0].links[1].type = LinkType::finish_finish;  // 2 → 3
  EXPECT_EQ(places(sample, FaultKind::open_start), (Strings{"3", "5"}));
  start(sample, 5, "2025-05-30T08:00");
  EXPECT_EQ(places(sample, FaultKind::open_start), Strings{"3"});
}

TEST(OpenFinish, OnlyStartStartAfterItOrNothingAtAll) {
  Sample sample;
  sample.chain(1, 4);
  sample.add(5, 1);  // ends long before 4, the natural end
  sample.link(1, 5);
  sample.files[0].links[1].type = LinkType::start_start;  // 2 → 3
  EXPECT_EQ(places(sample, FaultKind::open_finish), (Strings{"2", "5"}));
}

TEST(OutOfSequence, StartedWhileItsPredecessorIsNotDone) {
  Sample sample;
  sample.add(1, 10);
  sample.add(2, 5);
  sample.link(1, 2);
  start(sample, 1, "2025-05-26T08:00");
  sample[1].remaining = 4 * Sample::kDay;
  start(sample, 2, "2025-05-29T08:00");
  sample[2].remaining = 3 * Sample::kDay;
  const FaultResult fault = sample.fault(FaultKind::out_of_sequence);
  EXPECT_EQ(named(fault.places), Strings{"1>2"});
  EXPECT_EQ(fault.places[0].text.en,
            "started 2025-05-29T08:00, the predecessor is not finished (FS A1); by retained logic "
            "what remains goes on from 2025-06-06T08:00; progress override would go on from the "
            "data date");
  sample.terms.rules.progress = model::ProgressRule::progress_override;
  EXPECT_NE(sample.fault(FaultKind::out_of_sequence).places[0].text.en.find("by progress override"),
            std::string::npos);
}

TEST(OutOfSequence, EachTypeHangsOnItsOwnEnds) {
  struct Row {
    LinkType type;
    const char* before_start;
    const char* before_finish;
    const char* start;
    const char* finish;  ///< null: in progress
    double lag;
    bool breached;
  };
  const std::vector<Row> rows{
      {LinkType::finish_start, "2025-05-19T08:00", "2025-05-23T17:00", "2025-05-26T08:00", nullptr,
       0, false},
      {LinkType::finish_start, "2025-05-19T08:00", "2025-05-23T17:00", "2025-05-22T08:00", nullptr,
       0, true},
      {LinkType::finish_start, "2025-05-19T08:00", "2025-05-22T17:00", "2025-05-23T08:00", nullptr,
       2, true},
      {LinkType::start_start, "2025-05-19T08:00", nullptr, "2025-05-20T08:00", nullptr, 0, false},
      {LinkType::start_start, "2025-05-19T08:00", nullptr, "2025-05-20T08:00", nullptr, 3, true},
      {LinkType::start_start, nullptr, nullptr, "2025-05-20T08:00", nullptr, 0, true},
      {LinkType::finish_finish, "2025-05-19T08:00", nullptr, "2025-05-20T08:00", nullptr, 0, false},
      {LinkType::finish_finish, "2025-05-19T08:00", nullptr, "2025-05-20T08:00", "2025-05-23T17:00",
       0, true},
      {LinkType::finish_finish, "2025-05-19T08:00", "2025-05-23T17:00", "2025-05-20T08:00",
       "2025-05-23T10:00", 0, false},
      {LinkType::start_finish, "2025-05-26T08:00", nullptr, "2025-05-19T08:00", "2025-05-23T17:00",
       0, true},
      {LinkType::start_finish, "2025-05-19T08:00", nullptr, "2025-05-19T08:00", "2025-05-23T17:00",
       0, false},
  };
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const Row& row = rows[i];
    Sample sample;
    sample.add(1, 5);
    sample.add(2, 5);
    sample.link(1, 2, row.type, row.lag);
    if (row.before_start != nullptr) start(sample, 1, row.before_start);
    if (row.before_finish != nullptr) sample[1].actual_finish = when(row.before_finish);
    start(sample, 2, row.start);
    if (row.finish != nullptr) sample[2].actual_finish = when(row.finish);
    EXPECT_EQ(sample.fault(FaultKind::out_of_sequence).count, row.breached ? 1U : 0U) << i;
  }
}

TEST(Progress, DatesThatCannotBe) {
  Sample sample;
  sample.chain(1, 6);
  sample[1].actual_finish = when("2025-05-26T17:00");
  sample[2].remaining = 200;
  start(sample, 3, "2025-05-26T08:00");
  sample[3].remaining = 0;
  start(sample, 4, "2025-05-28T08:00");
  sample[4].actual_finish = when("2025-05-27T17:00");
  start(sample, 5, "2025-05-28T08:00");
  sample[5].actual_finish = when("2025-05-28T17:00");
  sample[5].remaining = 240;
  EXPECT_EQ(places(sample, FaultKind::no_actual_start), (Strings{"1", "2"}));
  EXPECT_EQ(places(sample, FaultKind::no_actual_finish), Strings{"3"});
  EXPECT_EQ(places(sample, FaultKind::finish_before_start), Strings{"4"});
  EXPECT_EQ(places(sample, FaultKind::remaining_after_finish), Strings{"5"});
  EXPECT_EQ(sample.fault(FaultKind::remaining_after_finish).places[0].text.zh,
            "已完成，还剩 0.5 天");
  EXPECT_FALSE(sample.report().passed);
}

TEST(Links, DuplicatesAreTheSamePairAndType) {
  Sample sample;
  sample.chain(1, 3);
  sample.link(1, 2, LinkType::start_start);
  EXPECT_EQ(places(sample, FaultKind::duplicate_link), Strings{});
  sample.link(1, 2, LinkType::finish_start, 2);
  EXPECT_EQ(places(sample, FaultKind::duplicate_link), Strings{"1>2"});
}

TEST(Links, SummariesAndLevelsOfEffortDoNotDrive) {
  Sample sample;
  sample.chain(1, 3);
  sample[2].wbs = "A";
  model::Activity& summary = sample.add(8, 0);
  summary.kind = ActivityKind::summary;
  summary.wbs = "A";
  sample.add(9, 4).kind = ActivityKind::level_of_effort;
  sample.link(1, 9, LinkType::start_start);
  EXPECT_EQ(places(sample, FaultKind::link_to_span), Strings{});
  sample.link(9, 3);
  sample.link(1, 8);
  EXPECT_EQ(places(sample, FaultKind::link_to_span), (Strings{"9>3", "1>8"}));
}

TEST(Links, ALagLongerThanWhatComesBeforeIt) {
  Sample sample;
  sample.chain(1, 3);
  sample[1].duration_likely = 5 * Sample::kDay;
  sample.files[0].links[0].lag = 5 * Sample::kDay;
  EXPECT_EQ(places(sample, FaultKind::lag_over_duration), Strings{});
  sample.files[0].links[0].lag += 30;
  EXPECT_EQ(places(sample, FaultKind::lag_over_duration), Strings{"1>2"});
}

TEST(Constraints, LogicRunsPastThem) {
  Sample sample;
  sample.chain(1, 6);
  sample[3].constraint_kind = ConstraintKind::start_not_later;
  sample[3].constraint_at = when("2025-06-03T08:00");  // its links give Wednesday the 4th
  sample[4].constraint_kind = ConstraintKind::finish_not_later;
  sample[4].constraint_at = when("2025-06-05T17:00");  // exactly what they give
  sample[5].deadline = when("2025-06-05T17:00");
  const FaultResult fault = sample.fault(FaultKind::constraint_against_logic);
  EXPECT_EQ(named(fault.places), (Strings{"3", "5"}));
  EXPECT_DOUBLE_EQ(fault.places[0].value, 1);
  EXPECT_EQ(fault.places[1].text.en,
            "deadline 2025-06-05T17:00, logic gives 2025-06-06T17:00: 1 working days too late");
}

TEST(Constraints, AMandatoryDateThatBreaksItsLinks) {
  Sample sample;
  sample.terms.rules = model::p6_rules();
  sample.chain(1, 4);
  sample[3].constraint_kind = ConstraintKind::mandatory_start;
  sample[3].constraint_at = when("2025-06-03T08:00");
  EXPECT_EQ(places(sample, FaultKind::constraint_against_logic), Strings{"2>3"});
  sample[3].constraint_at = when("2025-06-10T08:00");
  EXPECT_EQ(places(sample, FaultKind::constraint_against_logic), Strings{});
}

TEST(Constraints, DatesSetByHand) {
  Sample sample;
  sample.chain(1, 4);
  sample[3].constraint_kind = ConstraintKind::set_by_hand;
  sample[3].constraint_at = when("2025-06-10T08:00");
  EXPECT_EQ(places(sample, FaultKind::set_by_hand), Strings{"3"});
}

TEST(Calendars, AYearWithoutWork) {
  Sample sample;
  sample.chain(1, 3);
  model::Calendar calendar = sample.calendars[0];
  calendar.id.value = 2;
  calendar.exceptions = "2025-06-04..2026-05-30 off";
  sample.calendars.push_back(calendar);
  sample[2].calendar_id.value = 2;
  sample[2].duration_likely = 5 * Sample::kDay;
  EXPECT_EQ(places(sample, FaultKind::empty_calendar), Strings{});
  sample.calendars[1].exceptions = "2025-06-04..2026-06-30 off";
  EXPECT_EQ(places(sample, FaultKind::empty_calendar), Strings{"2"});
}

TEST(Wbs, OnlyAskedForWhereThereIsOne) {
  Sample sample;
  sample.chain(1, 3);
  EXPECT_EQ(places(sample, FaultKind::no_wbs), Strings{});
  sample[1].wbs = "A";
  EXPECT_EQ(places(sample, FaultKind::no_wbs), (Strings{"2", "3"}));
}

TEST(Scope, OneProjectOfASetIsJudgedWithTheLinksOfTheOthers) {
  Sample sample;
  sample.chain(1, 2);
  sample.files.emplace_back().project.id.value = 2;
  sample.add(11, 1, 1);
  sample.link(2, 11, LinkType::finish_start, 0, 1);
  sample.only = model::ProjectId{1};
  const QualityReport report = sample.report();
  EXPECT_EQ(report.activities, 2U);
  EXPECT_EQ(named(report.find(CheckKind::missing_logic)->offenders), Strings{"1"});
  EXPECT_EQ(report.find(FaultKind::outside_link)->count, 0U);
}

TEST(Lists, AreCutAndTheCountIsKept) {
  Sample sample;
  for (std::int64_t id = 1; id <= 50; ++id) sample.add(id, 1);
  sample.most_listed = 3;
  const CheckResult result = sample.check(CheckKind::missing_logic);
  EXPECT_EQ(result.count, 50U);
  EXPECT_EQ(result.offenders.size(), 3U);
}

}  // namespace
}  // namespace tc::rules

// SPDX-License-Identifier: Apache-2.0
#include "rules/measures.h"

#include "rules/curve.h"
#include "unit/rules/support.h"

namespace tc::rules {
namespace {

using model::Activity;
using model::ProjectFile;

Activity activity(std::int64_t id, double weight, std::string_view from, std::string_view to) {
  Activity a;
  a.id = {id};
  a.phase = "C";
  a.weight = weight;
  a.duration_likely = minute(to) - minute(from);
  a.planned_start = minute(from);
  a.planned_finish = minute(to);
  return a;
}

model::UnitReturn month(std::string period, std::string_view handed_in, double spent,
                        int version = 1) {
  model::UnitReturn row;
  row.period = std::move(period);
  row.day = day(handed_in);
  row.version = version;
  row.spend = from_wan(spent);
  return row;
}

Measures at(const ProjectFile& file, std::string_view date, Baseline baseline = Baseline::linear,
            Forecast forecast = {}) {
  return measure(file, day(date), forecast, baseline);
}

TEST(Measures, EmptyProjectKnowsNothing) {
  const Measures m = at({}, "2026-03-15");
  for (const MeasureRow& row : measure_table()) EXPECT_FALSE(value_of(m, row.kind)) << row.name;
  EXPECT_EQ(m.plan_basis, PlanBasis::none);
  EXPECT_FALSE(m.building);
}

TEST(Measures, PhysicalProgressAgainstThePlan) {
  ProjectFile file;
  file.activities = {activity(1, 3, "2026-01-01", "2026-01-11"),
                     activity(2, 1, "2026-01-11", "2026-01-21")};
  file.activities[0].actual_start = minute("2026-01-01");
  file.activities[0].remaining = 2 * kMinutesPerDay;
  const Measures m = at(file, "2026-01-16");
  EXPECT_DOUBLE_EQ(*m.done_share, 0.75 * 0.8);
  EXPECT_DOUBLE_EQ(*m.planned_share, 0.75 + 0.25 * 0.5);
  EXPECT_NEAR(*m.gap_points, -27.5, 1e-9);
  EXPECT_EQ(m.plan_basis, PlanBasis::current);
  EXPECT_EQ(*m.overdue_node_days, 6);  // due 10 January, no key node named: any activity
}

TEST(Measures, ApprovedDatesComeFirstAndTheBasisIsNamed) {
  ProjectFile file;
  file.activities = {activity(1, 1, "2026-01-01", "2026-01-11"),
                     activity(2, 1, "2026-01-01", "2026-01-11")};
  file.activities[0].approved_start = minute("2026-02-01");
  file.activities[0].approved_finish = minute("2026-02-11");
  EXPECT_EQ(at(file, "2026-01-06").plan_basis, PlanBasis::mixed);
  EXPECT_DOUBLE_EQ(*at(file, "2026-01-06").planned_share, 0.25);
  file.activities[1] = file.activities[0];
  EXPECT_EQ(at(file, "2026-01-06").plan_basis, PlanBasis::approved);
  EXPECT_FALSE(at(file, "2026-01-06").ratio);  // nothing planned yet
}

TEST(Measures, NothingPlannedAndNothingDoneIsNoGap) {
  ProjectFile file;
  file.activities = {activity(1, 1, "2026-06-01", "2026-07-01")};
  const Measures m = at(file, "2026-03-15");
  EXPECT_EQ(*m.planned_share, 0);
  EXPECT_FALSE(m.gap_points);
  EXPECT_EQ(evaluate(shipped_pack("seasonal"), m).row, "progress-not-due");
  file.activities[0].actual_start = minute("2026-03-01");
  file.activities[0].remaining = 0;
  EXPECT_EQ(*at(file, "2026-03-15").gap_points, 100);
}

TEST(Measures, TooFewDatesGiveNoPlannedShare) {
  ProjectFile file;
  file.activities = {activity(1, 7, "2026-01-01", "2026-01-11"), Activity{}};
  file.activities[1].weight = 3;
  EXPECT_TRUE(at(file, "2026-01-06").done_share);
  EXPECT_FALSE(at(file, "2026-01-06").planned_share);
  file.activities[1].weight = 1;
  EXPECT_TRUE(at(file, "2026-01-06").planned_share);
}

TEST(Measures, WhatOnlySpansOthersIsNotCounted) {
  const Activity work = activity(1, 3, "2026-01-01", "2026-01-11");
  Activity span = activity(2, 100, "2026-01-01", "2026-01-04");
  span.key_node = true;
  for (const auto kind : {model::ActivityKind::level_of_effort, model::ActivityKind::summary}) {
    span.kind = kind;
    ProjectFile file;
    file.activities = {work, span};
    const Measures m = at(file, "2026-01-16");
    EXPECT_DOUBLE_EQ(*m.planned_share, 1);
    EXPECT_DOUBLE_EQ(*m.done_share, 0);
    EXPECT_EQ(*m.overdue_node_days, 6) << "the work's, as if no key node were named";
    EXPECT_EQ(*baseline_finish(file).finish, minute("2026-01-11"));
    file.activities[0].actual_start = file.activities[0].actual_finish = minute("2026-01-09");
    EXPECT_DOUBLE_EQ(*at(file, "2026-01-16").done_share, 1);
    EXPECT_EQ(*at(file, "2026-01-16").overdue_node_days, 0);
  }
}

TEST(Measures, MilestonesOfEitherEdgeAreNodes) {
  using model::ActivityKind;
  for (const auto kind :
       {ActivityKind::milestone, ActivityKind::start_milestone, ActivityKind::finish_milestone}) {
    ProjectFile file;
    file.activities = {activity(1, 1, "2026-01-01", "2026-01-02"),
                       activity(2, 0, "2026-01-11", "2026-01-11")};
    file.activities[1].kind = kind;
    EXPECT_EQ(*at(file, "2026-01-16").overdue_node_days, 6) << model::to_name(kind);
  }
}

TEST(Measures, FactsAfterTheDataDateAreNotSeen) {
  ProjectFile file;
  file.activities = {activity(1, 1, "2026-01-01", "2026-01-11")};
  file.activities[0].actual_start = minute("2026-01-03T08:00");
  file.activities[0].actual_finish = minute("2026-01-09T18:00");
  file.project.started_day = day("2026-01-03");
  file.project.annual_plan = from_wan(1200);
  file.returns = {month("2026-01", "2026-02-03", 100)};
  const Measures before = at(file, "2026-01-02");
  EXPECT_EQ(*before.done_share, 0);
  EXPECT_FALSE(before.months_since_start);
  EXPECT_FALSE(at(file, "2026-02-02").investment_done);
  EXPECT_EQ(*at(file, "2026-01-09").done_share, 1);
  EXPECT_TRUE(at(file, "2026-02-03").investment_done);
}

TEST(Measures, InvestmentIsHeldAgainstTheMonthOfTheReturn) {
  ProjectFile file;
  file.project.annual_plan = from_wan(1200);
  file.returns = {month("2026-01", "2026-02-03", 50), month("2026-02", "2026-03-04", 90),
                  month("2026-02", "2026-03-06", 110, 2), month("2025-12", "2026-01-04", 999)};
  const Measures line = at(file, "2026-03-15");
  EXPECT_EQ(*line.investment_day, day("2026-02-28"));
  EXPECT_EQ(*line.investment_done, from_wan(110));
  EXPECT_EQ(*line.investment_planned, from_wan(200));
  EXPECT_NEAR(*line.investment_gap_points, (110.0 / 1200 - 2.0 / 12) * 100, 1e-9);
  EXPECT_NEAR(*line.month_task_share, 60.0 / 100, 1e-9);
  EXPECT_EQ(*line.days_since_last_return, 9);
  const Measures season = at(file, "2026-03-15", Baseline::seasonal);
  EXPECT_NEAR(*season.investment_planned_share, seasonal_share(2.0 / 12), 1e-12);
  EXPECT_GT(*season.investment_gap_points, 0);
  EXPECT_FALSE(at(file, "2026-03-15", Baseline::dates).investment_done);
  EXPECT_EQ(*at(file, "2026-03-05").investment_done, from_wan(90));  // version 2 not yet in
}

TEST(Measures, LateStartCountsMonthsThatEnded) {
  ProjectFile file;
  file.project.due_start_day = day("2026-03-10");
  const std::vector<std::pair<std::string, double>> table{{"2026-03-30", 0}, {"2026-03-31", 1},
                                                          {"2026-04-29", 1}, {"2026-04-30", 2},
                                                          {"2026-05-31", 3}, {"2025-12-31", 0}};
  for (const auto& [date, months] : table) {
    EXPECT_EQ(*at(file, date).months_start_late, months) << date;
  }
  file.project.side_state = model::SideState::deferred;
  file.project.side_review_day = day("2026-06-30");
  EXPECT_EQ(*at(file, "2026-05-31").months_start_late, 0);
  EXPECT_TRUE(at(file, "2026-05-31").start_excused);
  EXPECT_EQ(*at(file, "2026-07-31").months_start_late, 5);
  file.project.started_day = day("2026-05-02");
  EXPECT_EQ(*at(file, "2026-07-31").months_start_late, 0);
  EXPECT_EQ(*at(file, "2026-06-17").months_since_start, 1.5);
  EXPECT_FALSE(*at(file, "2026-06-17").in_register);
  EXPECT_EQ(*value_of(at(file, "2026-06-17"), MeasureKind::months_unregistered), 1.5);
  file.project.in_register_day = day("2026-06-10");
  EXPECT_EQ(*value_of(at(file, "2026-06-17"), MeasureKind::months_unregistered), 0);
}

TEST(Measures, BuildingWithoutDatesIsNoGreenStart) {
  ProjectFile file;
  file.project.stage = model::Stage::building;
  const Measures m = at(file, "2025-07-15");
  EXPECT_TRUE(m.building);
  EXPECT_FALSE(m.months_start_late);
  EXPECT_FALSE(m.in_register);
  EXPECT_EQ(evaluate(shipped_pack("seasonal"), m).light, Light::none);
}

TEST(Measures, ForecastAgainstTheLastFinishOutsideRampUp) {
  ProjectFile file;
  file.activities = {activity(1, 1, "2026-01-01", "2026-02-01"),
                     activity(2, 1, "2026-02-01", "2026-03-01"),
                     activity(3, 0, "2026-03-01", "2027-03-01")};
  file.activities[2].phase = "R";
  model::Link link;
  link.predecessor_id = {1};
  link.successor_id = {2};
  model::Link to_ramp;
  to_ramp.predecessor_id = {2};
  to_ramp.successor_id = {3};
  file.links = {link, to_ramp};
  EXPECT_EQ(*baseline_finish(file).finish, minute("2026-03-01"));
  EXPECT_EQ(*at(file, "2026-01-01", Baseline::dates, {minute("2026-03-11")}).forecast_days_late,
            10);
  // A finish at midnight belongs to the day before it.
  EXPECT_EQ(
      *at(file, "2026-01-01", Baseline::dates, {minute("2026-02-28T17:00")}).forecast_days_late, 0);
  file.activities[1].approved_finish = minute("2026-02-19");
  EXPECT_EQ(baseline_finish(file).basis, PlanBasis::approved);
  EXPECT_EQ(*at(file, "2026-01-01", Baseline::dates, {minute("2026-03-01")}).forecast_days_late,
            10);
  file.activities[1].approved_finish.reset();
  file.activities[1].planned_finish.reset();
  EXPECT_FALSE(baseline_finish(file).finish);
}

TEST(Measures, PaymentAndBonds) {
  ProjectFile file;
  model::FundLine own;
  own.source = model::FundSource::own_funds;
  own.arrived = from_wan(100);
  own.paid = from_wan(50);
  model::FundLine bond;
  bond.source = model::FundSource::special_bond;
  bond.arrived = from_wan(100);
  bond.paid = from_wan(25);
  bond.window_to = day("2025-12-31");
  file.fund_lines = {own, bond};
  const Measures m = at(file, "2026-03-31");
  EXPECT_DOUBLE_EQ(*m.payment_rate, 0.375);
  EXPECT_NEAR(*m.bond_use_ratio, 0.5, 1e-9);  // half of six months gone, a quarter used
}

}  // namespace
}  // namespace tc::rules

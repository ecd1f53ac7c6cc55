// 冲刺攻坚 of the demo city: the safety gate, the date, and the numbers that must agree.
// SPDX-License-Identifier: Apache-2.0
#include "app/sprint.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "unit/app/fixture.h"

namespace tc::app {
namespace {

class SprintTest : public testing::AppTest {
 protected:
  void SetUp() override {
    AppTest::SetUp();
    init("demo-city");
  }
  SprintView sprint(model::ProjectId id, const SprintAsk& ask) {
    const auto view = sprint_of_project(*app_, query(), id, ask);
    EXPECT_TRUE(view) << to_line(view.error());
    return view ? *view : SprintView{};
  }
  /// Ids of projects with work left, a few.
  std::vector<model::ProjectId> some_projects() {
    std::vector<model::ProjectId> ids;
    for (std::size_t i = 0; i < state().projects.size(); i += 30) {
      const model::ProjectFile& file = *state().projects[i];
      if (sprint_of_project(*app_, query(), file.project.id, {.by = {}, .points = 0})) {
        ids.push_back(file.project.id);
      }
    }
    return ids;
  }
};

TEST_F(SprintTest, AMetDateIsMetAndTheSumsAgree) {
  int crashed = 0;
  for (const model::ProjectId id : some_projects()) {
    SCOPED_TRACE(id.value);
    const SprintView normal = sprint(id, {.by = Day{0} + 40'000, .points = 0});
    EXPECT_TRUE(normal.feasible && normal.proved);
    EXPECT_EQ(normal.price, Money{});
    if (normal.earliest_finish >= normal.normal_finish) continue;
    const Day by = normal.normal_finish - (normal.normal_finish - normal.earliest_finish) / 2;
    const SprintView view = sprint(id, {.by = by, .points = 0});
    ASSERT_TRUE(view.feasible);
    EXPECT_LE(view.finish, by);
    EXPECT_GE(to_wan(view.price), view.bound - 1e-6);
    Money sum;
    for (const SprintMeasure& measure : view.measures) sum = sum + measure.price;
    EXPECT_EQ(sum, view.price);
    EXPECT_EQ(view.days_gained, view.normal_finish - view.finish);
    for (const SprintCountdown& row : view.countdown) {
      EXPECT_GE(row.latest_start, row.planned_start) << row.activity.name;
      EXPECT_LT(row.latest_finish, start_of(by + 1)) << row.activity.name;
    }
    ++crashed;
  }
  EXPECT_GT(crashed, 1);
}

TEST_F(SprintTest, ADateThatCannotBeMetSaysWhatHolds) {
  const model::ProjectId id = some_projects().front();
  const SprintView far = sprint(id, {.by = Day{0} + 40'000, .points = 0});
  const SprintView view = sprint(id, {.by = far.earliest_finish - 1, .points = 0});
  EXPECT_FALSE(view.feasible);
  EXPECT_EQ(view.finish, far.earliest_finish);
  EXPECT_FALSE(view.holding.empty());
  EXPECT_NE(view.text.find("完不成"), std::string::npos);
  EXPECT_TRUE(std::ranges::any_of(view.countdown,
                                  [](const SprintCountdown& row) { return row.slack_days < 0; }));
}

TEST_F(SprintTest, WhatHasAnOpenMajorHazardIsRefusedAndNotCrashed) {
  int refused = 0;
  for (const auto& file : state().projects) {
    const bool major = std::ranges::any_of(file->hazards, [](const model::Hazard& hazard) {
      return hazard.level == model::HazardLevel::major && !hazard.closed_day;
    });
    if (!major || refused > 2) continue;
    const auto reach =
        sprint_of_project(*app_, query(), file->project.id, {.by = Day{0} + 40'000, .points = 0});
    if (!reach || reach->refused.empty()) continue;
    const SprintView view = sprint(file->project.id, {.by = reach->earliest_finish, .points = 0});
    for (const SprintRefusal& one : view.refused) {
      ++refused;
      EXPECT_FALSE(one.hazard.empty());
      EXPECT_FALSE(one.ways.empty());
      for (const SprintMeasure& measure : view.measures) {
        EXPECT_NE(measure.activity.id, one.activity.id);
      }
    }
  }
  EXPECT_GT(refused, 0);
}

TEST_F(SprintTest, TheCurveNeverFallsTowardsEarlierDates) {
  const SprintView view = sprint(some_projects().front(), {.by = {}, .points = 6});
  ASSERT_GT(view.curve.size(), 2U);
  for (std::size_t i = 1; i < view.curve.size(); ++i) {
    EXPECT_LT(view.curve[i - 1].finish, view.curve[i].finish);
    EXPECT_GE(view.curve[i - 1].price, view.curve[i].price);
  }
  EXPECT_EQ(view.curve.back().price, Money{});
  ASSERT_FALSE(view.burn_down.empty());
  EXPECT_EQ(view.burn_down.back().work_days_left, 0);
  std::set<std::int64_t> due;
  for (const SprintWeek& week : view.weeks) {
    EXPECT_EQ(weekday(week.begin), 0);
    due.insert(week.must_finish.begin(), week.must_finish.end());
  }
  EXPECT_EQ(due.size(), view.countdown.size());
}

TEST(SprintStudy, RefusesDaysOutOfRange) {
  EXPECT_EQ(sprint_of_study("{}", -1).error().rule, "sprint.days");
  EXPECT_EQ(sprint_of_study("{}", 5).error().rule, "crash.missing");
}

}  // namespace
}  // namespace tc::app

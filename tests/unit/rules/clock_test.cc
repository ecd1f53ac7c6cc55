// Stages, blockers' and orders' clocks.
// SPDX-License-Identifier: Apache-2.0
#include "rules/escalation.h"
#include "rules/output.h"
#include "rules/stage.h"
#include "unit/rules/support.h"

namespace tc::rules {
namespace {

using model::BlockerLevel;
using model::BlockerState;
using model::ProjectFile;
using model::SideState;
using model::Stage;

model::Activity step(std::string phase, bool finished) {
  model::Activity a;
  a.phase = std::move(phase);
  if (finished) a.actual_finish = minute("2025-06-01");
  return a;
}

model::Output output(std::string month, double quantity) {
  model::Output row;
  row.month = std::move(month);
  row.quantity = quantity;
  return row;
}

/// A project that fulfils every gate.
ProjectFile complete() {
  ProjectFile file;
  model::Project& p = file.project;
  p.unit = "示例公司";
  p.capacity_text = "1万吨";
  p.place = "示例园区";
  p.investment = from_wan(100);
  p.national_code = "2501-140300-04-01-000001";
  p.started_day = day("2025-01-01");
  p.in_register_day = day("2025-02-01");
  p.design_output = 10;
  for (const char* phase : {"S1", "S2", "C", "E", "T", "S4"}) {
    file.activities.push_back(step(phase, true));
  }
  file.activities[4].actual_start = minute("2025-05-01");
  file.outputs = {output("2025-07", 9), output("2025-08", 9.5), output("2025-09", 12)};
  return file;
}

TEST(Stage, AllProofsLetItThroughAndEachMissingOneStopsIt) {
  for (std::size_t i = 0; i + 1 < model::kEnumNames<Stage>.size(); ++i) {
    ProjectFile file = complete();
    file.project.stage = static_cast<Stage>(i);
    const Stage to = static_cast<Stage>(i + 1);
    EXPECT_TRUE(may_move(file, to)) << i;
    ProjectFile bare;
    bare.project.stage = file.project.stage;
    const Result<void> refused = may_move(bare, to);
    std::size_t rows = 0;
    for (const StageGate& gate : stage_gates()) {
      if (gate.from != file.project.stage) continue;
      ++rows;
      const bool absent_is_fine =
          gate.proof == Proof::factors_allotted || gate.proof == Proof::no_major_hazard;
      if (absent_is_fine) continue;
      ASSERT_FALSE(refused);
      EXPECT_NE(refused.error().message.find(model::to_name(gate.proof)), std::string::npos);
    }
    EXPECT_GT(rows, 0U) << "a step without a gate: " << i;
  }
}

TEST(Stage, WhatOnlySpansOthersStopsNothing) {
  for (const auto kind : {model::ActivityKind::level_of_effort, model::ActivityKind::summary,
                          model::ActivityKind::resource_dependent}) {
    ProjectFile file = complete();
    file.project.stage = Stage::building;
    file.activities.push_back(step("C", false));
    file.activities.back().kind = kind;
    EXPECT_EQ(may_move(file, Stage::completed).has_value(), model::is_spanning(kind))
        << model::to_name(kind);
  }
}

TEST(Stage, FactorsAndHazardsStop) {
  ProjectFile file = complete();
  file.project.stage = Stage::preparing;
  model::FactorNeed need;
  need.amount = 10;
  need.allotted = 9.5;
  file.factor_needs = {need};
  EXPECT_EQ(may_move(file, Stage::ready).error().rule, "stage.proof");
  file.project.stage = Stage::building;
  model::Hazard hazard;
  hazard.level = model::HazardLevel::major;
  file.hazards = {hazard};
  EXPECT_EQ(may_move(file, Stage::completed).error().rule, "stage.proof");
  file.hazards[0].closed_day = day("2025-05-05");
  EXPECT_TRUE(may_move(file, Stage::completed));
}

// A right needed only for ramp-up and a second building phase after the trial hold nothing up.
TEST(Stage, LaterPhasesDoNotHoldTheFirst) {
  ProjectFile file = complete();
  file.activities.push_back(step("S1", false));  // leads to ramp-up only
  file.activities.push_back(step("R", false));
  file.activities.push_back(step("C", false));  // follows the trial
  for (std::size_t i = 0; i < file.activities.size(); ++i) {
    file.activities[i].id = {static_cast<std::int64_t>(i + 1)};
  }
  const auto link = [&](std::int64_t before, std::int64_t after) {
    model::Link row;
    row.predecessor_id = {before};
    row.successor_id = {after};
    file.links.push_back(row);
  };
  for (std::int64_t i = 1; i < 6; ++i) link(i, i + 1);  // S1 S2 C E T S4
  link(7, 8);
  link(5, 9);
  file.project.stage = Stage::preparing;
  EXPECT_TRUE(may_move(file, Stage::ready));
  file.project.stage = Stage::building;
  EXPECT_TRUE(may_move(file, Stage::completed));
  file.activities[0].actual_finish.reset();
  file.project.stage = Stage::preparing;
  EXPECT_FALSE(may_move(file, Stage::ready));
}

TEST(Stage, NoJumpNoReturnNoMoveWhilePaused) {
  ProjectFile file = complete();
  file.project.stage = Stage::ready;
  EXPECT_EQ(may_move(file, Stage::ready).error().rule, "stage.same");
  EXPECT_EQ(may_move(file, Stage::completed).error().rule, "stage.step");
  EXPECT_EQ(may_move(file, Stage::preparing).error().rule, "stage.step");
  file.project.side_state = SideState::paused;
  EXPECT_EQ(may_move(file, Stage::building).error().rule, "stage.side");
}

TEST(Stage, SideStates) {
  model::Project p;
  const Day today = day("2026-03-15");
  const auto rule = [&](SideState to, std::string_view reason, std::optional<Day> review) {
    const Result<void> result = may_set_side_state(p, {to, reason, review}, today);
    return result ? std::string("ok") : result.error().rule;
  };
  EXPECT_EQ(rule(SideState::paused, "", today + 30), "side.reason");
  EXPECT_EQ(rule(SideState::paused, "缺资金", {}), "side.review");
  EXPECT_EQ(rule(SideState::paused, "缺资金", today + 93), "side.review");
  EXPECT_EQ(rule(SideState::paused, "缺资金", today), "side.review");
  EXPECT_EQ(rule(SideState::paused, "缺资金", today + 92), "ok");
  EXPECT_EQ(rule(SideState::deferred, "批准延期", today + 300), "ok");
  p.side_state = SideState::paused;
  EXPECT_EQ(rule(SideState::none, "", {}), "ok");
  EXPECT_EQ(rule(SideState::terminated, "业主放弃", {}), "ok");
  p.side_state = SideState::terminated;
  EXPECT_EQ(rule(SideState::none, "", {}), "side.final");
}

TEST(Output, LastThreeMonthsInARow) {
  ProjectFile file;
  file.project.design_output = 10;
  file.outputs = {output("2025-10", 8), output("2025-11", 9), output("2025-12", 10),
                  output("2026-02", 30), output("bad", 99)};
  EXPECT_EQ(*output_permille(file, day("2026-03-15")), 900);
  EXPECT_EQ(*output_permille(file, day("2025-12-31")), 900);
  EXPECT_FALSE(output_permille(file, day("2025-12-30")));  // December has not ended
  EXPECT_FALSE(output_permille(file, day("2026-06-15")));  // February alone is too old a proof
  EXPECT_FALSE(output_reached(file, 0.9));
}

TEST(Escalation, LevelByDaysOnTheClock) {
  model::Blocker b;
  b.raised_day = day("2026-01-01");
  b.limit_day = day("2026-01-11");
  const std::vector<std::pair<int, BlockerLevel>> table{
      {-20, BlockerLevel::task_force}, {0, BlockerLevel::task_force},
      {6, BlockerLevel::task_force},   {7, BlockerLevel::county},
      {14, BlockerLevel::county},      {15, BlockerLevel::city_office},
      {29, BlockerLevel::city_office}, {30, BlockerLevel::vice_mayor},
      {59, BlockerLevel::vice_mayor},  {60, BlockerLevel::mayor},
      {900, BlockerLevel::mayor}};
  for (const auto& [days, level] : table) EXPECT_EQ(due_level(b, *b.limit_day + days), level);
  b.level = BlockerLevel::vice_mayor;  // never down by itself
  EXPECT_EQ(due_level(b, *b.limit_day + 7), BlockerLevel::vice_mayor);
  b.state = BlockerState::resolved;
  EXPECT_EQ(due_level(b, *b.limit_day + 900), BlockerLevel::vice_mayor);
  b = {};
  b.raised_day = day("2026-01-01");  // without a limit the clock runs from the raising
  EXPECT_EQ(clock_days(b, day("2026-01-31")), 30);
}

TEST(Escalation, OnlySomebodyElseCloses) {
  model::Blocker b;
  b.state = BlockerState::resolved;
  b.owner_person = "示例甲";
  b.owner_organization = "示例局";
  b.evidence = "批复文号";
  const auto rule = [&](BlockerState to, std::string_view person, std::string_view organization) {
    const Result<void> result = may_move(b, to, {person, organization});
    return result ? std::string("ok") : result.error().rule;
  };
  EXPECT_EQ(rule(BlockerState::closed, "示例甲", ""), "blocker.owner");
  EXPECT_EQ(rule(BlockerState::closed, "示例乙", "示例局"), "blocker.owner");
  EXPECT_EQ(rule(BlockerState::closed, "", "示例办"), "blocker.closer");
  EXPECT_EQ(rule(BlockerState::closed, "示例乙", "示例办"), "ok");
  b.evidence.clear();
  EXPECT_EQ(rule(BlockerState::closed, "示例乙", "示例办"), "blocker.evidence");
  b.state = BlockerState::raised;
  EXPECT_EQ(rule(BlockerState::closed, "示例乙", ""), "blocker.move");
  b.state = BlockerState::closed;
  EXPECT_EQ(rule(BlockerState::in_hand, "", ""), "ok");
}

TEST(Escalation, OrderClock) {
  model::Order order;
  const Day due = day("2026-03-10");
  EXPECT_EQ(order_clock(order, due), OrderClock::no_limit);
  order.due = due;
  const std::vector<std::pair<int, OrderClock>> table{
      {-4, OrderClock::in_time}, {-3, OrderClock::due_soon}, {0, OrderClock::due_soon},
      {1, OrderClock::overdue},  {7, OrderClock::overdue},   {8, OrderClock::long_overdue}};
  for (const auto& [days, state] : table) EXPECT_EQ(order_clock(order, due + days), state) << days;
  order.state = model::OrderState::kept;
  EXPECT_EQ(order_clock(order, due + 99), OrderClock::closed);
}

TEST(Prior, OwnDatesComeFirstElseAssumed) {
  const BlockerPriors priors = shipped_priors();
  const Day today = day("2026-03-15");
  model::Blocker b;
  b.kind = model::BlockerKind::safety;
  const ExpectedRelease assumed = expected_release(priors, b, today);
  EXPECT_TRUE(assumed.assumed);
  EXPECT_EQ(assumed.likely, today + 20);
  b.release_likely = day("2026-02-01");  // in the past, still open
  EXPECT_EQ(expected_release(priors, b, today).likely, today);
  b.release_likely = day("2026-05-01");
  const ExpectedRelease own = expected_release(priors, b, today);
  EXPECT_FALSE(own.assumed);
  EXPECT_EQ(own.low, own.high);
  for (const BlockerPrior& prior : priors.kinds) {
    for (const ResidualDays& days : prior.days) EXPECT_LE(days.low, days.likely) << prior.letter;
  }
}

TEST(Prior, BadFilesAreRefused) {
  const std::string good(find_file(data::templates(), "priors/blockers.toml")->bytes);
  const auto rule = [&](std::string_view from, std::string_view to) {
    std::string text = good;
    text.replace(text.find(from), from.size(), to);
    const Result<BlockerPriors> priors = parse_blocker_priors(text, "p");
    return priors ? std::string("ok") : priors.error().rule;
  };
  EXPECT_EQ(rule("\"permits\"", "\"permit\""), "prior.kind");
  EXPECT_EQ(rule("\"permits\"", "\"land\""), "prior.kind");
  EXPECT_EQ(rule("task_force", "task_farce"), "prior.field");
  EXPECT_EQ(rule("[20, 45, 120]", "[20, 10, 120]"), "prior.days");
  EXPECT_EQ(rule("[20, 45, 120]", "[20, 45]"), "prior.days");
  EXPECT_EQ(rule("source", "sauce"), "prior.field");
  EXPECT_EQ(rule("[[", "["), "prior.syntax");
  EXPECT_EQ(parse_blocker_priors("source = \"s\"\nblocker = []", "p").error().rule,
            "prior.missing");
}

}  // namespace
}  // namespace tc::rules

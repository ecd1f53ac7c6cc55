// What set a date, one cause a case, reckoned by hand on the calendars of dated.h; then float paths
// and why a calendar stands still.
// SPDX-License-Identifier: Apache-2.0
#include "engine/explain/explain.h"

#include <optional>
#include <vector>

#include "engine/explain/float_paths.h"
#include "engine/explain/idle.h"
#include "unit/engine/dated.h"

namespace tc::engine {
namespace {

using model::ActivityKind;
using model::ConstraintKind;
using model::LinkType;
using Kinds = std::vector<StepKind>;

/// A plan explained: what it was built from must stay where it is.
struct Explained : Dated {
  using Dated::Dated;
  void look() {
    run();
    explainer.emplace(net, input);
  }
  [[nodiscard]] DateExplanation why(std::int64_t id, DateField field) const {
    return explainer->explain({static_cast<std::uint32_t>(node(id)), field});
  }
  [[nodiscard]] static Kinds kinds(const DateExplanation& explanation) {
    Kinds out;
    for (const DateStep& step : explanation.steps) out.push_back(step.kind);
    return out;
  }
  /// Ids along the chain, each once.
  [[nodiscard]] std::vector<std::int64_t> chain(std::int64_t id, DateField field) const {
    std::vector<std::int64_t> out;
    for (const DateExplanation& one :
         explainer->chain({static_cast<std::uint32_t>(node(id)), field})) {
      const std::int64_t of = net.activity[one.ref.node]->id.value;
      if (out.empty() || out.back() != of) out.push_back(of);
    }
    return out;
  }
  std::optional<Explainer> explainer{};
};

/// One link of a type with 4 hours of lag: where it starts from, the date with the lag, the start.
struct LinkCase {
  LinkType type;
  const char* from;
  const char* lagged;
  const char* start;
  DateField origin;
};

// A works 16 h, 07-07 08:00 to 07-08 17:00; B has 24 h (three days of the office calendar). FF: B
// ends 07-09 12:00, so it would start 07-04 13:00, before the data date, which then sets it; a lag
// of 32 h instead ends it at 07-14 17:00 and starts it 07-10 08:00.
TEST(Why, ALinkOfEachTypeTellsItsArithmetic) {
  const LinkCase cases[] = {
      {LinkType::finish_start, "07-08 17:00", "07-15 08:00", "07-15 08:00",
       DateField::early_finish},
      {LinkType::start_start, "07-07 08:00", "07-11 08:00", "07-11 08:00", DateField::early_start},
      {LinkType::finish_finish, "07-08 17:00", "07-14 17:00", "07-10 08:00",
       DateField::early_finish},
      {LinkType::start_finish, "07-07 08:00", "07-10 17:00", "07-08 08:00",
       DateField::early_start}};
  for (const LinkCase& one : cases) {
    SCOPED_TRACE(static_cast<int>(one.type));
    Explained plan(model::p6_rules());
    plan.task(1, 16);
    plan.task(2, 24);
    plan.tie(1, 2, one.type, 32);
    plan.look();
    const DateExplanation why = plan.why(2, DateField::early_start);
    EXPECT_EQ(why.steps.front().kind, StepKind::link);
    EXPECT_EQ(shown(why.steps.front().demand.from), one.from);
    EXPECT_EQ(why.steps.front().demand.lag, 32 * kHour);
    EXPECT_EQ(shown(why.date), one.start);
    ASSERT_TRUE(why.from);
    EXPECT_EQ(why.from->node, plan.node(1));
    EXPECT_EQ(why.from->field, one.origin);
    EXPECT_EQ(plan.chain(2, DateField::early_start), (std::vector<std::int64_t>{2, 1}));
  }
}

TEST(Why, TheDataDateAndTheNextWorkingTime) {
  Explained plan(model::p6_rules());
  plan.input.data_date = on("07-05 09:00");  // a Saturday
  plan.task(1, 8);
  plan.look();
  const DateExplanation why = plan.why(1, DateField::early_start);
  EXPECT_EQ(plan.kinds(why), (Kinds{StepKind::data_date, StepKind::calendar}));
  EXPECT_EQ(shown(why.steps.front().to), "07-05 09:00");
  EXPECT_EQ(shown(why.date), "07-07 08:00");
  EXPECT_EQ(plan.kinds(plan.why(1, DateField::early_finish)), Kinds{StepKind::work});
}

TEST(Why, AConstraintBeatsTheLinkThatAsksForLess) {
  Explained plan(model::p6_rules());
  plan.task(1, 8);
  model::Activity& b = plan.task(2, 8);
  b.constraint_kind = ConstraintKind::start_not_earlier;
  b.constraint_at = on("07-16 08:00");
  plan.tie(1, 2);
  plan.look();
  const DateExplanation why = plan.why(2, DateField::early_start);
  EXPECT_EQ(plan.kinds(why), Kinds{StepKind::constraint});
  EXPECT_EQ(why.steps.front().constraint, ConstraintKind::start_not_earlier);
  EXPECT_FALSE(why.from);
}

TEST(Why, AHoldLastsUntilItsRelease) {
  Explained plan(SchedulingRules{});
  plan.task(1, 8);
  const std::vector<Hold> holds{
      {.activity = {1}, .until = on("07-21 00:00"), .delay_minutes = 0, .blocker = {5}}};
  plan.input.holds = holds;
  plan.look();
  EXPECT_EQ(plan.why(1, DateField::early_start).steps.front().kind, StepKind::hold);
}

TEST(Why, AChainEndsAtFinishedWork) {
  Explained plan(model::p6_rules());
  model::Activity& a = plan.task(1, 8);
  a.actual_start = on("07-01 08:00");
  a.actual_finish = on("07-02 17:00");
  plan.task(2, 8);
  plan.task(3, 8);
  plan.tie(1, 2);
  plan.tie(2, 3);
  plan.look();
  const auto chain =
      plan.explainer->chain({static_cast<std::uint32_t>(plan.node(3)), DateField::early_start});
  EXPECT_FALSE(chain.back().from);
  for (const DateExplanation& one : chain) {
    EXPECT_TRUE(one.ref.node != plan.node(1) || &one == &chain.back());
  }
}

TEST(Why, ARunningActivityGoesOnAtTheDataDate) {
  Explained plan(model::p6_rules());
  model::Activity& a = plan.task(1, 40);
  a.actual_start = on("07-01 08:00");
  a.remaining = 16 * kHour;
  plan.look();
  EXPECT_EQ(plan.why(1, DateField::early_start).steps.front().kind, StepKind::data_date);
  EXPECT_EQ(shown(plan.why(1, DateField::early_finish).date), "07-08 17:00");
}

// The deadline caps A's late finish alone; B's late dates hang on the project's must-finish-by.
TEST(Why, LateDatesHangOnDeadlinesAndTheEnd) {
  Explained plan(model::p6_rules());
  plan.input.must_finish_by = on("07-18 17:00");
  model::Activity& a = plan.task(1, 8);
  a.deadline = on("07-09 17:00");
  plan.task(2, 8);
  plan.tie(1, 2);
  plan.look();
  EXPECT_EQ(plan.why(2, DateField::late_finish).steps.front().kind, StepKind::must_finish);
  EXPECT_EQ(plan.why(1, DateField::late_finish).steps.front().kind, StepKind::deadline);
  EXPECT_EQ(plan.explainer->total_float(plan.node(1)).total, 16 * kHour);
}

TEST(Why, WithoutATighterDemandTheProjectsEndCounts) {
  Explained plan(model::p6_rules());
  plan.task(1, 8);
  plan.task(2, 24);
  plan.look();
  EXPECT_EQ(plan.why(1, DateField::late_finish).steps.front().kind, StepKind::project_finish);
  EXPECT_EQ(plan.explainer->free_float(plan.node(1)).minutes, 16 * kHour);
  EXPECT_FALSE(plan.explainer->free_float(plan.node(1)).link);
}

TEST(Why, ALevelOfEffortHangsOnWhatItSpans) {
  Explained plan(model::p6_rules());
  plan.task(1, 16);
  plan.task(2, 24);
  plan.task(9, 0).kind = ActivityKind::level_of_effort;
  plan.tie(1, 2);
  plan.tie(1, 9, LinkType::start_start, 8);
  plan.tie(9, 2, LinkType::finish_finish);
  plan.look();
  const DateExplanation start = plan.why(9, DateField::early_start);
  EXPECT_EQ(start.steps.front().kind, StepKind::link);
  ASSERT_TRUE(start.from);
  EXPECT_EQ(start.from->node, plan.node(1));
  const DateExplanation finish = plan.why(9, DateField::early_finish);
  ASSERT_TRUE(finish.from);
  EXPECT_EQ(finish.from->node, plan.node(2));
}

// Into Z lead A (24 h) and B (8 h, free 16 h), and C (4 h) before B with 4 h of its own.
TEST(FloatPaths, ArePeeledOffByFloat) {
  Explained plan(model::p6_rules());
  plan.task(1, 24);
  plan.task(2, 8);
  plan.task(3, 8);
  plan.task(9, 8);
  plan.tie(1, 9);
  plan.tie(2, 9);
  plan.tie(3, 2, LinkType::finish_start, 4);
  plan.look();
  const std::size_t end = plan.node(9);
  for (const PathBy by : {PathBy::free_float, PathBy::total_float}) {
    const std::vector<FloatPath> paths = float_paths(*plan.explainer, end, 5, by);
    ASSERT_EQ(paths.size(), 2U);
    EXPECT_EQ(paths[0].slack, 0);
    EXPECT_EQ(paths[0].nodes, (std::vector<std::size_t>{plan.node(1), end}));
    EXPECT_EQ(paths[1].slack, 4 * kHour);
    EXPECT_EQ(paths[1].nodes, (std::vector<std::size_t>{plan.node(3), plan.node(2)}));
    EXPECT_EQ(paths[1].joins, end);
  }
  EXPECT_EQ(float_paths(*plan.explainer, end, 1, PathBy::free_float).size(), 1U);
  EXPECT_TRUE(float_paths(*plan.explainer, end, 0, PathBy::free_float).empty());
}

model::Calendar calendar_with(const char* exceptions, const char* winter = "") {
  model::Calendar calendar = week_of(kOffice, "mon-fri 08:00-12:00 13:00-17:00", exceptions);
  calendar.winter = winter;
  return calendar;
}

// 07-04 is a Friday, 07-07 a Monday.
TEST(Idle, NamesTheStrongestReason) {
  const model::Calendar plain = calendar_with("");
  EXPECT_EQ(idle_between(plain, 0, on("07-04 17:00"), on("07-07 08:00")),
            (Idle{IdleKind::rest_day, day_of(on("07-05 00:00")), day_of(on("07-06 00:00"))}));
  EXPECT_EQ(idle_between(plain, 0, on("07-07 17:00"), on("07-08 08:00"))->kind,
            IdleKind::off_hours);
  const model::Calendar off = calendar_with("2025-07-07..2025-07-08 off");
  EXPECT_EQ(idle_between(off, 0, on("07-04 17:00"), on("07-09 08:00")),
            (Idle{IdleKind::exception, day_of(on("07-07 00:00")), day_of(on("07-08 00:00"))}));
  const model::Calendar winter = calendar_with("", "07-01..07-10");
  EXPECT_EQ(idle_between(winter, 2, on("07-04 17:00"), on("07-11 08:00"))->kind, IdleKind::winter);
  EXPECT_EQ(idle_between(winter, 0, on("07-04 17:00"), on("07-07 08:00"))->kind,
            IdleKind::rest_day);
  EXPECT_FALSE(idle_between(plain, 0, on("07-07 08:00"), on("07-07 08:00")));
}

}  // namespace
}  // namespace tc::engine

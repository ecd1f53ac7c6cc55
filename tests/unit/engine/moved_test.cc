// Why a date moved, one kind of change a case, reckoned by hand on elapsed time: A (10 days) then B
// (5 days) then C (2 days), beside them D (8 days) before C; C starts on day 15.
// SPDX-License-Identifier: Apache-2.0
#include "engine/explain/moved.h"

#include <algorithm>
#include <functional>
#include <map>

#include "unit/engine/builder.h"

namespace tc::engine {
namespace {

using model::ConstraintKind;
using model::LinkType;
using Causes = std::map<ChangeKind, std::int64_t>;  ///< days by kind, summed

PlanVersion base() {
  Plan plan;
  plan.add(1, 10 * kDay);
  plan.add(2, 5 * kDay);
  plan.add(3, 2 * kDay);
  plan.add(4, 8 * kDay);
  plan.link(1, 2);
  plan.link(2, 3);
  plan.link(4, 3);
  PlanVersion out;
  out.projects.push_back(plan.file);
  ProjectTerms terms;
  terms.data_date = at("2025-07-01T00:00");
  out.terms.push_back(terms);
  return out;
}

model::Activity& of(PlanVersion& plan, std::int64_t id) {
  return *std::ranges::find(plan.projects[0].activities, model::ActivityId{id},
                            &model::Activity::id);
}

model::Link made(std::int64_t from, std::int64_t to) {
  model::Link link;
  link.predecessor_id.value = from;
  link.successor_id.value = to;
  return link;
}

PlanMove moved(const std::function<void(PlanVersion&)>& change, std::size_t effort = 1'000'000) {
  PlanVersion before = base();
  PlanVersion after = base();
  change(after);
  pair_links(before, after);
  auto move = explain_move(before, after, {.activity = model::ActivityId{3}}, effort);
  EXPECT_TRUE(move) << to_line(move.error());
  return std::move(move).value();
}

Causes causes_of(const PlanMove& move) {
  Causes out;
  for (const MoveGroup& group : move.groups) {
    for (const MoveCause& cause : group.causes) {
      EXPECT_TRUE(cause.change.has_value());
      out[move.changes[*cause.change].kind] += cause.minutes / kDay;
    }
  }
  return out;
}

Causes causes(const std::function<void(PlanVersion&)>& change) { return causes_of(moved(change)); }

TEST(Moved, NothingChangedNothingMoved) {
  const PlanMove move = moved([](PlanVersion&) {});
  EXPECT_EQ(move.from, move.to);
  EXPECT_TRUE(move.changes.empty());
  EXPECT_TRUE(move.groups.empty());
}

TEST(Moved, EachKindOfChangeIsNamed) {
  EXPECT_EQ(causes([](PlanVersion& b) { b.terms[0].data_date = at("2025-07-04T00:00"); }),
            (Causes{{ChangeKind::data_date, 3}}));
  EXPECT_EQ(causes([](PlanVersion& b) { of(b, 2).duration_likely += 4 * kDay; }),
            (Causes{{ChangeKind::duration, 4}}));
  EXPECT_EQ(causes([](PlanVersion& b) { of(b, 1).remaining = 7 * kDay; }),
            (Causes{{ChangeKind::remaining, -3}}));
  EXPECT_EQ(causes([](PlanVersion& b) { b.projects[0].links[1].lag = 2 * kDay; }),
            (Causes{{ChangeKind::link_changed, 2}}));
  EXPECT_EQ(causes([](PlanVersion& b) { b.projects[0].links.push_back(made(4, 2)); }),
            Causes{});  // D ends on day 8, before A
  EXPECT_EQ(causes([](PlanVersion& b) { b.projects[0].links.erase(b.projects[0].links.begin()); }),
            (Causes{{ChangeKind::link_removed, -7}}));  // D is left, with 8 days
  EXPECT_EQ(causes([](PlanVersion& b) {
              of(b, 3).constraint_kind = ConstraintKind::start_not_earlier;
              of(b, 3).constraint_at = at("2025-07-21T00:00");
            }),
            (Causes{{ChangeKind::constraint, 5}}));
  EXPECT_EQ(causes([](PlanVersion& b) { of(b, 1).external_start = at("2025-07-03T00:00"); }),
            (Causes{{ChangeKind::external_start, 2}}));
  EXPECT_EQ(
      causes([](PlanVersion& b) {
        b.holds.push_back(
            {.activity = {2}, .until = at("2025-07-20T00:00"), .delay_minutes = 0, .blocker = {7}});
      }),
      (Causes{{ChangeKind::hold_added, 9}}));
  EXPECT_EQ(causes([](PlanVersion& b) { b.terms[0].project_start = at("2025-07-06T00:00"); }),
            (Causes{{ChangeKind::project_start, 5}}));
}

// A was done in six days: without the report the data date alone pushes everything by ten.
TEST(Moved, ProgressTakesBackWhatTheDataDatePushed) {
  const PlanMove move = moved([](PlanVersion& b) {
    b.terms[0].data_date = at("2025-07-11T00:00");
    of(b, 1).actual_start = at("2025-07-01T00:00");
    of(b, 1).actual_finish = at("2025-07-07T00:00");
  });
  EXPECT_EQ(causes_of(move),
            (Causes{{ChangeKind::data_date, 10}, {ChangeKind::actual_finish, -7}}));
  ASSERT_EQ(move.groups.size(), 2U);
  EXPECT_EQ(move.groups[0].group, ChangeGroup::data_date);
  EXPECT_EQ(move.groups[1].group, ChangeGroup::progress);
  EXPECT_EQ(move.groups[1].changes, 2U);
}

// Between A and B comes E (3 days) in place of their link: nothing hangs loose in between.
TEST(Moved, AnInsertedActivityIsOneCause) {
  const auto insert = [](PlanVersion& b) {
    model::Activity extra = of(b, 2);
    extra.id.value = 5;
    extra.duration_likely = 3 * kDay;
    b.projects[0].activities.push_back(extra);
    b.projects[0].links.erase(b.projects[0].links.begin());
    b.projects[0].links.push_back(made(1, 5));
    b.projects[0].links.push_back(made(5, 2));
  };
  const PlanMove move = moved(insert);
  EXPECT_EQ(causes_of(move), (Causes{{ChangeKind::activity_added, 3}}));
  EXPECT_EQ(move.groups.size(), 1U);
  PlanVersion before = base();
  PlanVersion after = base();
  insert(before);
  pair_links(before, after);
  const auto back = explain_move(before, after, {.activity = model::ActivityId{3}});
  ASSERT_TRUE(back);
  EXPECT_EQ(causes_of(*back), (Causes{{ChangeKind::activity_removed, -3}}));
}

// The link turns round, and A leads to C itself: the new link closes a loop with the old one, so it
// is tried again once that is gone.
TEST(Moved, ATurnedLinkIsMadeWhenNoLoopIsLeft) {
  const PlanMove move = moved([](PlanVersion& b) {
    b.projects[0].links[0] = made(2, 1);
    b.projects[0].links.push_back(made(1, 3));
  });
  EXPECT_EQ(move.from, move.to);
  EXPECT_EQ(causes_of(move), (Causes{{ChangeKind::link_removed, -5}, {ChangeKind::link_added, 5}}));
}

// A and D both grow beyond one another: the later one of the chain that leads is told, in turn.
TEST(Moved, ParallelChainsShareTheMove) {
  const PlanMove move = moved([](PlanVersion& b) {
    of(b, 1).duration_likely = 12 * kDay;  // C on day 17
    of(b, 4).duration_likely = 20 * kDay;  // C on day 20
  });
  EXPECT_EQ(move.to - move.from, 5 * kDay);
  EXPECT_EQ(causes_of(move)[ChangeKind::duration], 5);
}

TEST(Moved, AFinishSetByHandIsAChangeOfItsOwn) {
  PlanVersion before = base();
  before.terms[0].rules = model::project_rules();
  of(before, 3).constraint_kind = ConstraintKind::set_by_hand;
  of(before, 3).constraint_at = at("2025-07-20T00:00");
  of(before, 3).planned_finish = at("2025-07-22T00:00");
  of(before, 2).planned_finish = at("2025-07-22T00:00");
  PlanVersion after = before;
  of(after, 3).planned_finish = at("2025-07-26T00:00");
  of(after, 2).planned_finish = at("2025-07-26T00:00");  // not by hand: it says nothing
  pair_links(before, after);
  const auto move = explain_move(
      before, after, {.activity = model::ActivityId{3}, .field = DateField::early_finish});
  ASSERT_TRUE(move);
  EXPECT_EQ(move->changes.size(), 1U);
  EXPECT_EQ(causes_of(*move), (Causes{{ChangeKind::planned_finish, 4}}));
}

TEST(Moved, WithoutEffortTheGroupStaysTogether) {
  const PlanMove move = moved([](PlanVersion& b) { of(b, 2).duration_likely += 4 * kDay; }, 0);
  ASSERT_EQ(move.groups.size(), 1U);
  ASSERT_EQ(move.groups[0].causes.size(), 1U);
  EXPECT_FALSE(move.groups[0].causes[0].change);
  EXPECT_EQ(move.groups[0].causes[0].together, 1U);
  EXPECT_EQ(move.groups[0].causes[0].minutes, 4 * kDay);
}

TEST(Moved, TheProjectsFinishIsAskedWithoutAnActivity) {
  PlanVersion before = base();
  PlanVersion after = base();
  of(after, 3).duration_likely += kDay;
  pair_links(before, after);
  const auto move = explain_move(before, after, {});
  ASSERT_TRUE(move);
  EXPECT_EQ(move->from, at("2025-07-18T00:00"));
  EXPECT_EQ(causes_of(*move), (Causes{{ChangeKind::duration, 1}}));
  // A project that had no activities yet finished at its data date.
  before.projects[0].activities.clear();
  before.projects[0].links.clear();
  const auto first = explain_move(before, after, {});
  ASSERT_TRUE(first);
  EXPECT_EQ(first->from, at("2025-07-01T00:00"));
  EXPECT_EQ(first->to, at("2025-07-19T00:00"));
  EXPECT_EQ(explain_move(before, after, {.activity = model::ActivityId{77}}).error().rule,
            "why.target");
}

}  // namespace
}  // namespace tc::engine

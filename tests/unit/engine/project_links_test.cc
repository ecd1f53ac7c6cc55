// Microsoft Project's links, summaries and slack by hand, docs/project_dates.md; the rest stands in
// project_dates_test.cc. SPDX-License-Identifier: Apache-2.0
#include "unit/engine/dated.h"

namespace tc::engine {
namespace {

using model::ActivityKind;
using model::ConstraintKind;
using model::LinkType;

struct ProjectDated : Dated {
  ProjectDated() : Dated(model::project_rules()) { input.project_start = input.data_date; }
  model::Activity& summary(std::int64_t id, const char* wbs) {
    model::Activity& activity = task(id, 0);
    activity.kind = ActivityKind::summary;
    activity.wbs = wbs;
    return activity;
  }
  model::Activity& child(std::int64_t id, std::int64_t hours, const char* wbs) {
    model::Activity& activity = task(id, hours);
    activity.wbs = wbs;
    return activity;
  }
};

// Rules 12, 13, 14. A has 24 h, from 07-08 on (no earlier); B 16 h; Z 80 h, so B may finish on
// 07-18 and start on 07-17. Days of 8 h, leads and lags of two of them. FS: B after A's finish
// (07-10) − 2, 0, + 2; A done by B's late start 07-17 + 2 (cut at Z), 0, − 2. SS: after 07-08 − 2
// (cut at the project's start), 0, + 2; A may start on 07-17 ± 2 and takes 3 days. FF: B's finish
// after 07-10 − 2, 0, + 2, so its start 2 days before the end of that day. SF: B's finish after A's
// start 07-08 08:00 − 2, 0, + 2: its start 16 h before, not before the project.
TEST(ProjectLinks, EveryLinkWithLeadAndLag) {
  struct Want {
    LinkType type;
    int lag;
    const char* start;   ///< early, of B
    const char* finish;  ///< late, of A
  };
  const Want wants[] = {{LinkType::finish_start, -16, "07-09 08:00", "07-18 17:00"},
                        {LinkType::finish_start, 0, "07-11 08:00", "07-16 17:00"},
                        {LinkType::finish_start, 16, "07-15 08:00", "07-14 17:00"},
                        {LinkType::start_start, -16, "07-07 08:00", "07-18 17:00"},
                        {LinkType::start_start, 0, "07-08 08:00", "07-18 17:00"},
                        {LinkType::start_start, 16, "07-10 08:00", "07-17 17:00"},
                        {LinkType::finish_finish, -16, "07-07 08:00", "07-18 17:00"},
                        {LinkType::finish_finish, 0, "07-09 08:00", "07-18 17:00"},
                        {LinkType::finish_finish, 16, "07-11 08:00", "07-16 17:00"},
                        {LinkType::start_finish, -16, "07-07 08:00", "07-18 17:00"},
                        {LinkType::start_finish, 0, "07-07 08:00", "07-18 17:00"},
                        {LinkType::start_finish, 32, "07-10 08:00", "07-17 17:00"}};
  for (const Want& want : wants) {
    SCOPED_TRACE(std::string(model::to_name(want.type)) + " " + std::to_string(want.lag));
    ProjectDated plan;
    model::Activity& a = plan.task(1, 24);
    a.constraint_kind = ConstraintKind::start_not_earlier;
    a.constraint_at = on("07-08 08:00");
    plan.task(2, 16);
    plan.task(3, 80);
    plan.tie(1, 2, want.type, want.lag);
    plan.run();
    EXPECT_EQ(shown(plan.dates.early_start[plan.node(2)]), want.start);
    EXPECT_EQ(shown(plan.dates.late_finish[plan.node(1)]), want.finish);
  }
}

// Rule 12: elapsed lag is plain time, Monday 17:00 to Tuesday 17:00; a lag on six days from Friday
// 17:00 is over on Saturday.
TEST(ProjectLinks, ElapsedLagAndTheSuccessorsCalendar) {
  ProjectDated plan;
  plan.task(1, 8);
  plan.task(2, 8);
  plan.task(3, 40);
  plan.task(4, 8, kSixDays);
  plan.tie(1, 2, LinkType::finish_start, 24, 0);
  plan.tie(3, 4, LinkType::finish_start, 8, kSixDays);
  plan.run();
  EXPECT_EQ(plan.early(2), "07-09 08:00 .. 07-09 17:00");
  EXPECT_EQ(plan.early(4), "07-14 08:00 .. 07-14 17:00");
}

// Rule 14: a successor that is complete limits nothing, and SS and SF do not limit a start that is
// fixed, by hand or actual. Z ends on 07-18. Rule 23: complete dates are the actual ones.
TEST(ProjectLinks, WhatDoesNotLimitAPredecessor) {
  ProjectDated plan;
  plan.task(1, 8);
  model::Activity& done = plan.task(2, 8);
  done.actual_start = on("07-01 08:00");
  done.actual_finish = on("07-02 12:00");
  plan.task(3, 80);
  plan.tie(1, 2);
  plan.run();
  EXPECT_EQ(plan.late(1), "07-18 08:00 .. 07-18 17:00");
  EXPECT_EQ(plan.early(2), "07-01 08:00 .. 07-02 12:00");
  EXPECT_EQ(plan.late(2), "07-01 08:00 .. 07-02 12:00");
  EXPECT_EQ(plan.total(2), 0);
  EXPECT_FALSE(plan.critical(2));
  for (const LinkType type : {LinkType::start_start, LinkType::start_finish}) {
    ProjectDated other;
    model::Activity& hand = other.task(1, 8);
    hand.constraint_kind = ConstraintKind::set_by_hand;
    hand.constraint_at = on("07-07 08:00");
    model::Activity& begun = other.task(2, 16);
    begun.actual_start = on("07-07 08:00");
    begun.remaining = 8 * kHour;
    other.task(4, 8).deadline = on("07-10 17:00");
    other.task(3, 80);
    other.tie(1, 4, type);
    other.tie(2, 4, type);
    other.run();
    EXPECT_EQ(shown(other.dates.late_finish[other.node(1)]), "07-18 17:00");
    EXPECT_EQ(shown(other.dates.late_finish[other.node(2)]), "07-18 17:00");
  }
}

// Rule 25: B started on 07-07 and has 8 of 16 h done; A (24 h) precedes it. A must be done where
// B's work stopped: 8 h after its start, or its stop date; or, as older versions have it, before
// what is left of B, which ends on 07-18 with Z.
TEST(ProjectLinks, APredecessorOfStartedWork) {
  struct Want {
    bool from_stop;
    const char* stop;
    const char* late;
  };
  const Want wants[] = {{true, nullptr, "07-07 17:00"},
                        {true, "07-09 12:00", "07-09 12:00"},
                        {false, nullptr, "07-17 17:00"},
                        {false, "07-09 12:00", "07-17 17:00"}};
  for (const Want& want : wants) {
    ProjectDated plan;
    plan.input.rules.late_from_stop = want.from_stop;
    plan.task(1, 24);
    model::Activity& b = plan.task(2, 16);
    b.actual_start = on("07-07 08:00");
    b.remaining = 8 * kHour;
    if (want.stop != nullptr) b.suspended_at = on(want.stop);
    plan.task(3, 80);
    plan.tie(1, 2);
    plan.run();
    EXPECT_EQ(shown(plan.dates.late_finish[plan.node(1)]), want.late);
  }
}

// Rule 26: three plain days after 07-08 08:00; A loses them and has no slack. As late as possible
// ignores them.
TEST(ProjectLinks, ALevelingDelayIsPartOfTheDates) {
  ProjectDated plan;
  plan.task(1, 8);
  plan.task(2, 8).leveling_delay = 3 * kDay;
  plan.tie(1, 2);
  plan.run();
  EXPECT_EQ(plan.early(2), "07-11 08:00 .. 07-11 17:00");
  EXPECT_EQ(plan.dates.cause[plan.node(2)], StartCause::delay);
  EXPECT_EQ(plan.late(1), "07-07 08:00 .. 07-07 17:00");
  EXPECT_EQ(plan.total(1), 0);
  plan.file.activities[1].constraint_kind = ConstraintKind::as_late_as_possible;
  plan.run();
  EXPECT_EQ(plan.early(2), "07-08 08:00 .. 07-08 17:00");
}

// Rule 20. 1 (16 h) → summary of 3 (8 h) → 4 (16 h) and 7 (8 h); 5 follows its finish (FS), 6 its
// start (SS). Into: 3 and 7 begin on 07-09. Out: 5 after 4 on 07-14, 6 with 3. Backward 5 binds all
// of them to 07-11, 6 (which may start on 07-14) those that start first, 3 and 7: with 8 h they may
// finish on 07-14, so 5 binds them first.
TEST(ProjectLinks, LinksOfSummaries) {
  ProjectDated plan;
  plan.task(1, 16);
  plan.summary(2, "1");
  plan.child(3, 8, "1.1");
  plan.child(4, 16, "1.2");
  plan.child(7, 8, "1.3");
  plan.task(5, 8);
  plan.task(6, 8);
  plan.tie(1, 2);
  plan.tie(3, 4);
  plan.tie(2, 5);
  plan.tie(2, 6, LinkType::start_start);
  plan.run();
  EXPECT_EQ(plan.early(3), "07-09 08:00 .. 07-09 17:00");
  EXPECT_EQ(plan.early(7), "07-09 08:00 .. 07-09 17:00");
  EXPECT_EQ(plan.early(5), "07-14 08:00 .. 07-14 17:00");
  EXPECT_EQ(plan.early(6), "07-09 08:00 .. 07-09 17:00");
  EXPECT_EQ(plan.late(7), "07-11 08:00 .. 07-11 17:00");
  EXPECT_EQ(plan.late(1), "07-07 08:00 .. 07-08 17:00");
  EXPECT_EQ(plan.early(2), "07-09 08:00 .. 07-11 17:00");
  // 6 must start by 07-09: 3 and 7 are bound to it, 4 (which starts later) is not.
  plan.file.activities[6].deadline = on("07-09 17:00");
  plan.run();
  EXPECT_EQ(plan.late(7), "07-09 08:00 .. 07-09 17:00");
  EXPECT_EQ(plan.late(4), "07-10 08:00 .. 07-11 17:00");
  // Rule 28: the links of the summary leave 7 its total slack, which is none now.
  EXPECT_EQ(plan.free(7), 0);
  plan.file.activities[6].deadline.reset();
  plan.run();
  EXPECT_EQ(plan.free(7), 16);
}

// Rule 21: the summary holds its tasks back to 07-09 and has a deadline on 07-15, Z ends on 07-18.
// Its dates: 3 by hand counts late with its early dates (07-08), 4, as late as possible, counts
// early with its late ones (07-15).
TEST(ProjectLinks, WhatASummaryGivesAndTakes) {
  ProjectDated plan;
  model::Activity& summary = plan.summary(2, "1");
  summary.constraint_kind = ConstraintKind::start_not_earlier;
  summary.constraint_at = on("07-09 08:00");
  summary.deadline = on("07-15 17:00");
  model::Activity& hand = plan.child(3, 8, "1.1");
  hand.constraint_kind = ConstraintKind::set_by_hand;
  hand.constraint_at = on("07-08 08:00");
  plan.child(4, 8, "1.2").constraint_kind = ConstraintKind::as_late_as_possible;
  plan.child(5, 8, "1.3");
  plan.task(6, 80);
  plan.run();
  EXPECT_EQ(plan.early(5), "07-09 08:00 .. 07-09 17:00");
  EXPECT_EQ(plan.late(5), "07-15 08:00 .. 07-15 17:00");
  EXPECT_EQ(plan.early(2), "07-08 08:00 .. 07-15 17:00");
  EXPECT_EQ(plan.late(2), "07-08 08:00 .. 07-15 17:00");
}

// Rules 20, 22: a link into a summary set by hand moves nothing, one between a summary and its own
// task neither (Project refuses it; here it closes no loop).
TEST(ProjectLinks, LinksThatMoveNothing) {
  ProjectDated plan;
  plan.task(1, 16);
  plan.summary(2, "1");
  plan.child(3, 8, "1.1");
  plan.tie(1, 2);
  plan.tie(3, 2);
  plan.tie(2, 3);
  plan.run();
  EXPECT_EQ(plan.early(3), "07-09 08:00 .. 07-09 17:00");
  plan.file.activities[1].constraint_kind = ConstraintKind::set_by_hand;
  plan.file.activities[1].constraint_at = on("07-07 08:00");
  plan.run();
  EXPECT_EQ(plan.early(3), "07-07 08:00 .. 07-07 17:00");
}

// Rule 18's option: each open end hangs on its own finish.
TEST(ProjectLinks, OpenEndsOfTheirOwn) {
  ProjectDated plan;
  plan.task(1, 8);
  plan.task(2, 8);
  plan.task(3, 80);
  plan.tie(1, 2);
  plan.input.rules.own_open_ends = true;
  plan.run();
  EXPECT_EQ(plan.total(1), 0);
  EXPECT_EQ(plan.total(2), 0);
  EXPECT_TRUE(plan.critical(2));
  EXPECT_FALSE(plan.longest(2));
}

// Rule 28. A (8 h) has B (no earlier than 07-10) by the link, Z ends on 07-18.
// FS: from 07-07 17:00 to 07-10 08:00, 16 h, less a lag of 8 h; SS: from start to start, 24 h; FF:
// from finish to finish, 24 h; SF: from A's start to B's finish, 32 h. A complete B counts for
// nothing: total slack, 72 h. A lag longer than the gap: 0.
TEST(ProjectLinks, FreeSlack) {
  struct Want {
    LinkType type;
    int lag;
    bool done;
    double free;
  };
  const Want wants[] = {
      {LinkType::finish_start, 0, false, 16},  {LinkType::finish_start, 8, false, 8},
      {LinkType::finish_start, 24, false, 0},  {LinkType::start_start, 0, false, 24},
      {LinkType::finish_finish, 0, false, 24}, {LinkType::start_finish, 0, false, 32},
      {LinkType::finish_start, 0, true, 72}};
  for (const Want& want : wants) {
    SCOPED_TRACE(std::string(model::to_name(want.type)) + " " + std::to_string(want.lag));
    ProjectDated plan;
    plan.task(1, 8);
    model::Activity& b = plan.task(2, 8);
    b.constraint_kind = ConstraintKind::start_not_earlier;
    b.constraint_at = on("07-10 08:00");
    if (want.done) {
      b.actual_start = on("07-10 08:00");
      b.actual_finish = on("07-10 17:00");
    }
    plan.task(3, 80);
    plan.tie(1, 2, want.type, want.lag);
    plan.run();
    EXPECT_EQ(plan.free(1), want.free);
  }
}

// Rules 27, 28: before a successor that shall be late its late date counts; negative total slack
// leaves no free slack below 0; slack of an elapsed task is plain time (its calendar).
TEST(ProjectLinks, SlackBeforeLateAndMissedDates) {
  ProjectDated plan;
  plan.task(1, 8);
  plan.task(2, 8).constraint_kind = ConstraintKind::as_late_as_possible;
  plan.task(3, 80);
  plan.task(4, 8).deadline = on("07-04 17:00");
  plan.tie(1, 2);
  plan.run();
  EXPECT_EQ(plan.free(1), 64);
  EXPECT_EQ(plan.total(4), -8);
  EXPECT_EQ(plan.free(4), 0);
  EXPECT_TRUE(plan.critical(4));
}

}  // namespace
}  // namespace tc::engine

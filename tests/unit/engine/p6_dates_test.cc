// Oracle P6's arithmetic of dates by hand, docs/p6_dates.md; what progress changes stands in
// p6_progress_test.cc. SPDX-License-Identifier: Apache-2.0
#include "unit/engine/dated.h"

namespace tc::engine {
namespace {

using model::ActivityKind;
using model::ConstraintKind;
using model::LinkType;

// Rule 3 with Thursday 07-10 a holiday. The bound is an external early start or late finish (rule
// 29), which falls into work, on its edges, into lunch, the night and the holiday. Starts go on to
// the next start of work, finishes back to the last end; a start milestone's late date and a finish
// milestone's early date stay on either edge.
TEST(P6Dates, MilestonesAndTasksAtTheEdgesOfWork) {
  struct Want {
    const char* bound;
    const char* start;            ///< early, start milestone and task
    const char* finish;           ///< late, finish milestone and task
    const char* late_of_start;    ///< late, start milestone
    const char* early_of_finish;  ///< early, finish milestone
  };
  const Want wants[] = {
      {"07-09 10:00", "07-09 10:00", "07-09 10:00", "07-09 10:00", "07-09 10:00"},
      {"07-09 12:00", "07-09 13:00", "07-09 12:00", "07-09 12:00", "07-09 12:00"},
      {"07-09 12:30", "07-09 13:00", "07-09 12:00", "07-09 12:00", "07-09 13:00"},
      {"07-09 13:00", "07-09 13:00", "07-09 12:00", "07-09 13:00", "07-09 13:00"},
      {"07-09 17:00", "07-11 08:00", "07-09 17:00", "07-09 17:00", "07-09 17:00"},
      {"07-09 20:00", "07-11 08:00", "07-09 17:00", "07-09 17:00", "07-11 08:00"},
      {"07-10 10:00", "07-11 08:00", "07-09 17:00", "07-09 17:00", "07-11 08:00"},
      {"07-11 08:00", "07-11 08:00", "07-09 17:00", "07-11 08:00", "07-11 08:00"},
      {"07-12 09:00", "07-14 08:00", "07-11 17:00", "07-11 17:00", "07-14 08:00"}};
  for (const Want& want : wants) {
    SCOPED_TRACE(want.bound);
    Dated plan(model::p6_rules());
    plan.calendars[0].exceptions = "2025-07-10 off";
    plan.milestone(1, ActivityKind::start_milestone);
    plan.milestone(2, ActivityKind::finish_milestone);
    plan.task(3, 4);
    plan.task(4, 160);
    for (std::size_t i = 0; i < 3; ++i) {
      plan.file.activities[i].external_start = plan.file.activities[i].external_finish =
          on(want.bound);
    }
    plan.run();
    const auto twice = [](const std::string& text) { return text + " .. " + text; };
    EXPECT_EQ(plan.early(1), twice(want.start));
    EXPECT_EQ(plan.late(1), twice(want.late_of_start));
    EXPECT_EQ(plan.early(2), twice(want.early_of_finish));
    EXPECT_EQ(plan.late(2), twice(want.finish));
    EXPECT_EQ(plan.early(3).substr(0, 11), want.start);
    EXPECT_EQ(plan.late(3).substr(15), want.finish);
  }
}

// Rules 2, 4, 5: 8 h after Friday 17:00, and 8 h before Monday 12:00, on four calendars; both
// activities run round the clock, so nothing else moves. Backward a lag ends on a start of work.
// Office: Monday 17:00; 4 h of Monday and 4 h of Friday. Six days: Saturday; Monday and Saturday.
// 24 h. Midday (10:00 to 14:00 daily): Saturday and Sunday; 2 h of Monday, 4 of Sunday, 2 of
// Saturday.
TEST(P6Dates, ALagRunsOnTheCalendarOfItsLink) {
  struct Want {
    std::int64_t calendar;
    const char* start;
    const char* finish;
  };
  const Want wants[] = {{kOffice, "07-14 17:00", "07-11 13:00"},
                        {kSixDays, "07-12 17:00", "07-12 13:00"},
                        {0, "07-12 01:00", "07-14 04:00"},
                        {kMidday, "07-13 14:00", "07-12 12:00"}};
  for (const Want& want : wants) {
    SCOPED_TRACE(want.calendar);
    Dated plan(model::p6_rules());
    plan.input.data_date = on("07-11 00:00");
    plan.task(1, 17, 0);
    plan.task(2, 24, 0).external_finish = on("07-15 12:00");
    plan.task(3, 160, 0);
    plan.tie(1, 2, LinkType::finish_start, 8, want.calendar);
    plan.run();
    EXPECT_EQ(shown(plan.dates.early_start[plan.node(2)]), want.start);
    EXPECT_EQ(shown(plan.dates.late_finish[plan.node(1)]), want.finish);
  }
}

// Rule 6: the finish asked for, 17:00 of the office on 07-07, is night for the shift (08:00 to
// 16:00): the start counts back from it to 08:00, the finish moves on to the next morning. A finish
// asked for at 15:00 is met at 15:00.
TEST(P6Dates, AFinishAskedForAtNightStretchesTheActivity) {
  for (const std::int64_t hours : {8, 6}) {
    Dated plan(model::p6_rules());
    plan.task(1, hours);
    plan.task(2, hours == 8 ? 8 : 4, kShift);
    plan.tie(1, 2, LinkType::finish_finish);
    plan.run();
    EXPECT_EQ(plan.early(2),
              hours == 8 ? "07-07 08:00 .. 07-08 08:00" : "07-07 11:00 .. 07-07 15:00");
  }
}

// Rule 7: the successor's late start is Thursday 12:30 round the clock, which is lunch for the
// predecessor: its start may be 13:00, its finish that plus 8 h of work.
TEST(P6Dates, AStartBoundBackwardIsNotStretched) {
  Dated plan(model::p6_rules());
  plan.task(1, 8);
  plan.task(2, 24, 0).external_finish = on("07-11 12:30");
  plan.task(3, 160);
  plan.tie(1, 2, LinkType::start_start);
  plan.run();
  EXPECT_EQ(plan.late(1), "07-10 13:00 .. 07-11 12:00");
}

// Rules 16 to 18. B (8 h) follows A; the constraint stands on Wednesday 07-16 10:00; Z ends on
// 08-01 17:00. First A takes 8 h, so logic starts B on 07-08; then 80 h, so it starts on 07-21.
// Starts on the date: 07-16 10:00 to 07-17 10:00; finishes on it: 07-15 10:00 to 07-16 10:00. On
// and after bind the early side unless logic is later; on and before the late side; mandatory
// replaces both, and A is late by it. Floats count finish to finish: from 07-21 17:00 back to 07-17
// 10:00, 6 + 8 + 8 h; to 07-16 10:00, 30 h.
TEST(P6Dates, ConstraintsWithAndAgainstLogic) {
  const std::string start = "07-16 10:00 .. 07-17 10:00";
  const std::string finish = "07-15 10:00 .. 07-16 10:00";
  const std::string soon = "07-08 08:00 .. 07-08 17:00";
  const std::string pushed = "07-21 08:00 .. 07-21 17:00";
  const std::string end = "08-01 08:00 .. 08-01 17:00";
  struct Want {
    ConstraintKind kind;
    std::string early, late;      ///< when logic is sooner
    std::string early_2, late_2;  ///< when it is later
    double total;                 ///< then
  };
  const Want wants[] = {{ConstraintKind::none, soon, end, pushed, end, 72},
                        {ConstraintKind::start_not_earlier, start, end, pushed, end, 72},
                        {ConstraintKind::start_not_later, soon, start, pushed, start, -22},
                        {ConstraintKind::finish_not_earlier, finish, end, pushed, end, 72},
                        {ConstraintKind::finish_not_later, soon, finish, pushed, finish, -30},
                        {ConstraintKind::must_start, start, start, pushed, start, -22},
                        {ConstraintKind::must_finish, finish, finish, pushed, finish, -30},
                        {ConstraintKind::mandatory_start, start, start, start, start, 0},
                        {ConstraintKind::mandatory_finish, finish, finish, finish, finish, 0}};
  for (const Want& want : wants) {
    for (const bool later : {false, true}) {
      SCOPED_TRACE(std::string(model::to_name(want.kind)) + (later ? ", logic later" : ""));
      Dated plan(model::p6_rules());
      plan.task(1, later ? 80 : 8);
      model::Activity& b = plan.task(2, 8);
      b.constraint_kind = want.kind;
      b.constraint_at = on("07-16 10:00");
      plan.task(3, 160);
      plan.tie(1, 2);
      plan.run();
      EXPECT_EQ(plan.early(2), later ? want.early_2 : want.early);
      EXPECT_EQ(plan.late(2), later ? want.late_2 : want.late);
      if (!later) continue;
      EXPECT_EQ(plan.total(2), want.total);
      // A (to 07-18 17:00) must be done by B's late start, 6 + 8 + 8 h or 6 + 8 + 8 + 8 h before.
      EXPECT_EQ(plan.total(1), want.late_2 == start ? -22 : want.late_2 == finish ? -30 : 72);
    }
  }
}

// Rule 17: a start constraint at 00:00 takes the time of day of the start it replaces, 15:00 (A
// ends there), if the day works on then: not on a day that ends at 12:00, and not without
// predecessors.
TEST(P6Dates, AConstraintAtMidnightHasNoTime) {
  struct Want {
    bool after_a;
    const char* exceptions;
    const char* start;
  };
  const Want wants[] = {{true, "", "07-16 15:00"},
                        {true, "2025-07-16 08:00-12:00", "07-16 08:00"},
                        {false, "", "07-16 08:00"}};
  for (const Want& want : wants) {
    Dated plan(model::p6_rules());
    plan.calendars[0].exceptions = want.exceptions;
    plan.task(1, 14);
    model::Activity& b = plan.task(2, 8);
    b.constraint_kind = ConstraintKind::start_not_earlier;
    b.constraint_at = on("07-16 00:00");
    if (want.after_a) plan.tie(1, 2);
    plan.run();
    EXPECT_EQ(shown(plan.dates.early_start[plan.node(2)]), want.start);
  }
}

// Rule 17, both constraints: not before 07-10 08:00, not ended after 07-14 17:00; Z ends on 07-18.
TEST(P6Dates, TwoConstraintsBindBothSides) {
  Dated plan(model::p6_rules());
  model::Activity& b = plan.task(1, 8);
  b.constraint_kind = ConstraintKind::start_not_earlier;
  b.constraint_at = on("07-10 08:00");
  b.secondary_kind = ConstraintKind::finish_not_later;
  b.secondary_at = on("07-14 17:00");
  plan.task(2, 80);
  plan.run();
  EXPECT_EQ(plan.early(1), "07-10 08:00 .. 07-10 17:00");
  EXPECT_EQ(plan.late(1), "07-14 08:00 .. 07-14 17:00");
}

// Rule 19. P (8 h) → A (8 h, as late as possible) → C (not before 07-14): A moves to Friday 07-11,
// C stays, P did not see it: its free float is the 24 h of Tuesday to Thursday. A then has no free
// float, and its total float is C's. Z ends on 07-18, C on 07-14, so C has 32 h.
TEST(P6Dates, AsLateAsPossibleTakesTheFreeFloatAlone) {
  Dated plan(model::p6_rules());
  plan.task(1, 8);
  plan.task(2, 8).constraint_kind = ConstraintKind::as_late_as_possible;
  model::Activity& c = plan.task(3, 8);
  c.constraint_kind = ConstraintKind::start_not_earlier;
  c.constraint_at = on("07-14 08:00");
  plan.task(4, 80);
  plan.tie(1, 2);
  plan.tie(2, 3);
  plan.run();
  EXPECT_EQ(plan.early(1), "07-07 08:00 .. 07-07 17:00");
  EXPECT_EQ(plan.early(2), "07-11 08:00 .. 07-11 17:00");
  EXPECT_EQ(plan.early(3), "07-14 08:00 .. 07-14 17:00");
  EXPECT_EQ(plan.dates.cause[plan.node(2)], StartCause::late);
  EXPECT_EQ(plan.free(1), 24);
  EXPECT_EQ(plan.free(2), 0);
  EXPECT_EQ(plan.total(2), 32);
}

// Rules 10, 11, 19: the project must end by 07-25 17:00; all of it is done by Friday 07-11 (Z, 40
// h). Late dates hang on the former, free float and "as late as possible" of open ends on the
// latter.
TEST(P6Dates, MustFinishByMovesLateDatesAlone) {
  Dated plan(model::p6_rules());
  plan.input.must_finish_by = on("07-25 17:00");
  plan.task(1, 8);
  plan.task(2, 8).constraint_kind = ConstraintKind::as_late_as_possible;
  plan.task(3, 40);
  plan.run();
  EXPECT_EQ(plan.late(1), "07-25 08:00 .. 07-25 17:00");
  EXPECT_EQ(plan.total(1), 14 * 8);
  EXPECT_EQ(plan.free(1), 32);
  EXPECT_EQ(plan.early(2), "07-11 08:00 .. 07-11 17:00");
  EXPECT_EQ(plan.total(3), 80);
  EXPECT_FALSE(plan.critical(3));
  EXPECT_TRUE(plan.longest(3));
  plan.input.must_finish_by = on("07-10 17:00");
  plan.run();
  EXPECT_EQ(plan.total(3), -8);
  EXPECT_EQ(plan.free(1), 32);
}

// Rule 20: 24 h are left, the finish is expected on Friday 07-11 17:00: 40 h from Monday. Backward
// these 40 h count: Z ends on 07-18. Expected before the start: it ends where it starts. Option
// off: the 24 h count.
TEST(P6Dates, AnExpectedFinishSetsTheWork) {
  Dated plan(model::p6_rules());
  plan.task(1, 24).expected_finish = on("07-11 20:00");
  plan.task(2, 80);
  plan.run();
  EXPECT_EQ(plan.early(1), "07-07 08:00 .. 07-11 17:00");
  EXPECT_EQ(plan.late(1), "07-14 08:00 .. 07-18 17:00");
  EXPECT_EQ(plan.free(1), 0);
  EXPECT_EQ(plan.total(1), 40);
  plan.file.activities[0].expected_finish = on("07-01 17:00");
  plan.run();
  EXPECT_EQ(plan.early(1), "07-07 08:00 .. 07-07 08:00");
  plan.input.rules.use_expected_finish = false;
  plan.run();
  EXPECT_EQ(plan.early(1), "07-07 08:00 .. 07-09 17:00");
  EXPECT_EQ(plan.free(1), 56);
}

}  // namespace
}  // namespace tc::engine

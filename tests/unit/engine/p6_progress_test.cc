// Links in progress under P6's rules, docs/p6_dates.md: every link type with a lead, without and
// with a lag, between ends in all nine states. One calendar, so all dates are hours of work from
// the data date. SPDX-License-Identifier: Apache-2.0
#include <array>

#include "unit/engine/dated.h"

namespace tc::engine {
namespace {

using model::ConstraintKind;
using model::LinkType;

/// An instant by the hours of work before it: where work starts, or where it finishes.
struct Edge {
  int hours;
  bool finish;
};
constexpr Edge S(int hours) { return {hours, false}; }
constexpr Edge F(int hours) { return {hours, true}; }

/// Hour 0 is Monday 07-07 08:00; a day has the hours 08:00–12:00 and 13:00–17:00.
Minute instant(Edge edge) {
  const int day = edge.finish && edge.hours > 0 ? (edge.hours - 1) / 8 : edge.hours / 8;
  const int hour = edge.hours - day * 8;
  const bool afternoon = edge.finish ? hour > 4 : hour >= 4;
  const Minute morning = on("07-07 08:00") + (day / 5 * 7 + day % 5) * kDay;
  return morning + (hour + (afternoon ? 1 : 0)) * kHour;
}

enum State { open, active, done };

/// A, the predecessor. Open: 24 h that may not start before hour 24, so hours 24 to 48. Active:
/// since Thursday 07-03, so 16 h are worked, and 32 h remain, hours 0 to 32. Done: from Tuesday
/// 07-01 08:00 (32 h before the data date) to Friday 07-04 12:00 (4 h before it); its dates are
/// hour 0.
void add_predecessor(Dated& plan, State state) {
  model::Activity& a = plan.task(1, state == active ? 48 : 24);
  if (state == open) {
    a.constraint_kind = ConstraintKind::start_not_earlier;
    a.constraint_at = instant(S(24));
    return;
  }
  a.actual_start = on(state == active ? "07-03 08:00" : "07-01 08:00");
  if (state == active) a.remaining = 32 * kHour;
  if (state == done) a.actual_finish = on("07-04 12:00");
}

/// B, the successor: 16 h, of which 8 h remain once it is active (since Friday, so 8 h are worked).
void add_successor(Dated& plan, State state) {
  model::Activity& b = plan.task(2, 16);
  if (state != open) b.actual_start = on("07-04 08:00");
  if (state == active) b.remaining = 8 * kHour;
  if (state == done) b.actual_finish = on("07-04 17:00");
}

struct Row {
  LinkType type;
  int lag;
  State before;
  std::array<Edge, 3> early;  ///< early start of B when open, active, done
  std::array<Edge, 3> late;   ///< late finish of A likewise
};

/// C (40 h) follows B, and Z lasts 160 h: so C's late start is hour 120, which is B's late finish;
/// B's late start is hour 104 open, 112 active, and 120 itself when done (rule 22, not snapped).
///
/// Forward (rules 4, 6, 9, 21, 24). FS and SS: A's early finish or start plus the lag that counts,
/// never before hour 0 with a lead. FF and SF: that less B's 16 or 8 h, never before hour 0 (rule
/// 6). Done B takes the demand as it is: after a lag a work finish, after a lead a work start (rule
/// 2). Backward (rules 4, 7, 22, 24). FS: B's late start less the lag; FF: B's late finish less the
/// lag; SS and SF: the same on A's start, so plus A's 24 or 32 h; nothing after hour 160 (rule 8).
/// Done A takes the demand as it is. Left of a lag of 40 h: after A done 40 − 4 = 36 h (FS, FF) or
/// 40 − 32 = 8 h (SS, SF); during A 40 − 16 = 24 h (SS, SF). Left of a lead: nothing.
const Row kRows[] = {
    // FS, lead of 16 h. Forward full until A is done: 48 − 16, 32 − 16, then 0.
    // Backward: open A full but nothing for done B; active A full, 0, 0; done A nothing.
    {LinkType::finish_start, -16, open, {S(32), S(32), S(32)}, {F(120), F(128), F(120)}},
    {LinkType::finish_start, -16, active, {S(16), S(16), S(16)}, {F(120), F(112), F(120)}},
    {LinkType::finish_start, -16, done, {S(0), S(0), S(0)}, {S(104), S(112), S(120)}},
    // FS without lag.
    {LinkType::finish_start, 0, open, {S(48), S(48), F(48)}, {F(104), F(112), F(120)}},
    {LinkType::finish_start, 0, active, {S(32), S(32), F(32)}, {F(104), F(112), F(120)}},
    {LinkType::finish_start, 0, done, {S(0), S(0), S(0)}, {S(104), S(112), S(120)}},
    // FS, 40 h: 48 + 40, 32 + 40; after A done 36 h are left, for open B alone.
    // Backward: 104 − 40, 112 − 40, 0; 104 − 40, 0, 0; 104 − 36, 0, 120 − 36.
    {LinkType::finish_start, 40, open, {S(88), S(88), F(88)}, {F(64), F(72), F(120)}},
    {LinkType::finish_start, 40, active, {S(72), S(72), F(72)}, {F(64), F(112), F(120)}},
    {LinkType::finish_start, 40, done, {S(36), S(0), S(0)}, {S(68), S(112), S(84)}},
    // SS, lead of 16 h: 24 − 16; nothing is left of it once A started.
    // Backward: 104 + 16 + 24, 112 + 16 + 24, 120 + 16 + 24; then without lead + 32.
    {LinkType::start_start, -16, open, {S(8), S(8), S(8)}, {F(144), F(152), F(160)}},
    {LinkType::start_start, -16, active, {S(0), S(0), S(0)}, {F(136), F(144), F(152)}},
    {LinkType::start_start, -16, done, {S(0), S(0), S(0)}, {S(104), S(112), S(120)}},
    // SS without lag.
    {LinkType::start_start, 0, open, {S(24), S(24), S(24)}, {F(128), F(136), F(144)}},
    {LinkType::start_start, 0, active, {S(0), S(0), S(0)}, {F(136), F(144), F(152)}},
    {LinkType::start_start, 0, done, {S(0), S(0), S(0)}, {S(104), S(112), S(120)}},
    // SS, 40 h: 24 + 40; 24 h are left during A, 8 h after it, nothing for done B.
    // Backward: 64 + 24, 72 + 24, 80 + 24; 80 + 32, 88 + 32, 120 + 32; 104 − 8, 112, 120 − 8.
    {LinkType::start_start, 40, open, {S(64), S(64), F(64)}, {F(88), F(96), F(104)}},
    {LinkType::start_start, 40, active, {S(24), S(24), S(0)}, {F(112), F(120), F(152)}},
    {LinkType::start_start, 40, done, {S(8), S(8), S(0)}, {S(96), S(112), S(112)}},
    // FF, lead of 16 h: the finish from 48 − 16 = 32 on, from 32 − 16 = 16 on, from 0 on.
    {LinkType::finish_finish, -16, open, {S(16), S(24), S(32)}, {F(136), F(136), F(136)}},
    {LinkType::finish_finish, -16, active, {S(0), S(8), S(16)}, {F(136), F(136), F(136)}},
    {LinkType::finish_finish, -16, done, {S(0), S(0), S(0)}, {F(120), F(120), S(120)}},
    // FF without lag: from 48, 32, 0 on.
    {LinkType::finish_finish, 0, open, {S(32), S(40), F(48)}, {F(120), F(120), F(120)}},
    {LinkType::finish_finish, 0, active, {S(16), S(24), F(32)}, {F(120), F(120), F(120)}},
    {LinkType::finish_finish, 0, done, {S(0), S(0), S(0)}, {F(120), F(120), S(120)}},
    // FF, 40 h: from 88, 72 on; after A done 36 h are left, for open and active B.
    {LinkType::finish_finish, 40, open, {S(72), S(80), F(88)}, {F(80), F(80), F(80)}},
    {LinkType::finish_finish, 40, active, {S(56), S(64), F(72)}, {F(80), F(80), F(80)}},
    {LinkType::finish_finish, 40, done, {S(20), S(28), S(0)}, {S(84), F(120), S(84)}},
    // SF, lead of 16 h: the finish from 24 − 16 = 8 on. Backward 120 + 16 + 24; 120 + 32.
    {LinkType::start_finish, -16, open, {S(0), S(0), S(8)}, {F(160), F(160), F(160)}},
    {LinkType::start_finish, -16, active, {S(0), S(0), S(0)}, {F(152), F(152), F(152)}},
    {LinkType::start_finish, -16, done, {S(0), S(0), S(0)}, {F(120), F(120), S(120)}},
    // SF without lag: from 24 on. Backward 120 + 24.
    {LinkType::start_finish, 0, open, {S(8), S(16), S(24)}, {F(144), F(144), F(144)}},
    {LinkType::start_finish, 0, active, {S(0), S(0), S(0)}, {F(152), F(152), F(152)}},
    {LinkType::start_finish, 0, done, {S(0), S(0), S(0)}, {F(120), F(120), S(120)}},
    // SF, 40 h: from 64, from 24 (left), from 8 (left) on. Backward 80 + 24; 96 + 32, done B 120
    // + 32.
    {LinkType::start_finish, 40, open, {S(48), S(56), F(64)}, {F(104), F(104), F(104)}},
    {LinkType::start_finish, 40, active, {S(8), S(16), S(0)}, {F(128), F(128), F(152)}},
    {LinkType::start_finish, 40, done, {S(0), S(0), S(0)}, {S(112), F(120), S(112)}},
};

TEST(P6Progress, EveryLinkLagAndStateBothWays) {
  const char* const kState[] = {"open", "active", "done"};
  for (const Row& row : kRows) {
    for (const State after : {open, active, done}) {
      SCOPED_TRACE(std::string(model::to_name(row.type)) + " " + std::to_string(row.lag) + " h, " +
                   kState[row.before] + " to " + kState[after]);
      Dated plan(model::p6_rules());
      add_predecessor(plan, row.before);
      add_successor(plan, after);
      plan.task(3, 40);
      plan.task(4, 160);
      plan.tie(1, 2, row.type, row.lag);
      plan.tie(2, 3);
      plan.run();
      const std::size_t a = plan.node(1);
      const std::size_t b = plan.node(2);
      EXPECT_EQ(shown(plan.dates.early_start[b]), shown(instant(row.early[after])));
      EXPECT_EQ(shown(plan.dates.late_finish[a]), shown(instant(row.late[after])));
      // The other ends follow from the work that is left. Only a demand on the finish that is the
      // start of a day (after a lead, or SF without lag; the last column shows it) stays there,
      // one night later than the end of the work (rule 6).
      const int left = after == open ? 16 : after == active ? 8 : 0;
      const Edge demand = row.early[done];
      Edge finish = after == done ? demand : F(row.early[after].hours + left);
      const bool tied = row.type == LinkType::finish_finish || row.type == LinkType::start_finish;
      if (tied && !demand.finish && demand.hours == finish.hours) finish = demand;
      EXPECT_EQ(shown(plan.dates.early_finish[b]), shown(instant(finish)));
      const int rest = row.before == open ? 24 : row.before == active ? 32 : 0;
      EXPECT_EQ(shown(plan.dates.late_start[a]),
                shown(row.before == done ? instant(row.late[after])
                                         : instant(S(row.late[after].hours - rest))));
    }
  }
}

// Rule 24: an active B that has not worked yet (it starts at the data date) leaves the FS lag full
// backward: 112 − 40 = 72 after an active and after a finished A.
TEST(P6Progress, AStartAtTheDataDateLeavesTheLagBackward) {
  for (const State before : {active, done}) {
    Dated plan(model::p6_rules());
    add_predecessor(plan, before);
    add_successor(plan, active);
    plan.file.activities[1].actual_start = on("07-07 08:00");
    plan.task(3, 40);
    plan.task(4, 160);
    plan.tie(1, 2, LinkType::finish_start, 40);
    plan.tie(2, 3);
    plan.run();
    EXPECT_EQ(shown(plan.dates.late_finish[plan.node(1)]),
              shown(instant(before == active ? F(72) : S(72))));
  }
}

// Rule 24: of 16 h since Thursday 07-03 08:00, 8 h were suspended (Friday 08:00 to the data date),
// so the SS lag of 40 h has 32 h left; the remainder of A resumes on Tuesday 07-08, hour 8 (rule
// 23). With the option "lag from actual start" the 32 h count from the data date.
TEST(P6Progress, SuspensionHoldsTheRemainderAndUsesUpNoLag) {
  for (const bool from_actual : {false, true}) {
    Dated plan(model::p6_rules());
    plan.input.rules.lag_from_actual_start = from_actual;
    add_predecessor(plan, active);
    plan.file.activities[0].suspended_at = on("07-04 08:00");
    plan.file.activities[0].resumed_at = on("07-08 08:00");
    add_successor(plan, open);
    plan.tie(1, 2, LinkType::start_start, 40);
    plan.run();
    EXPECT_EQ(plan.early(1), "07-08 08:00 .. 07-11 17:00");
    EXPECT_EQ(plan.dates.cause[plan.node(1)], StartCause::resume);
    EXPECT_EQ(shown(plan.dates.early_start[plan.node(2)]),
              shown(instant(S(from_actual ? 32 : 8 + 32))));
  }
}

// A (open, hours 0 to 24) → B, started out of sequence with 8 h left → C (8 h); Z lasts 80 h.
// Retained logic (rule 23): B goes on at hour 24. Override (rule 25): at hour 0, and A is bound by
// nothing but the project's end, hour 80. Actual dates: forward as override; A must be done by B's
// actual start, Friday 07-04 08:00, and floats from hour 24 back to it: −24 h − 8 h.
TEST(P6Progress, OutOfSequenceByTheThreeRules) {
  struct Want {
    ProgressRule rule;
    const char* b;
    const char* c;
    double total_of_a;
  };
  const Want wants[] = {{ProgressRule::retained_logic, "07-10 08:00 .. 07-10 17:00",
                         "07-11 08:00 .. 07-11 17:00", 80 - 8 - 8 - 24},
                        {ProgressRule::progress_override, "07-07 08:00 .. 07-07 17:00",
                         "07-08 08:00 .. 07-08 17:00", 80 - 24},
                        {ProgressRule::actual_dates, "07-07 08:00 .. 07-07 17:00",
                         "07-08 08:00 .. 07-08 17:00", -32}};
  for (const Want& want : wants) {
    SCOPED_TRACE(model::to_name(want.rule));
    Dated plan(model::p6_rules());
    plan.input.rules.progress = want.rule;
    plan.task(1, 24);
    add_successor(plan, active);
    plan.task(3, 8);
    plan.task(4, 80);
    plan.tie(1, 2);
    plan.tie(2, 3);
    plan.run();
    EXPECT_EQ(plan.early(2), want.b);
    EXPECT_EQ(plan.early(3), want.c);
    EXPECT_EQ(plan.total(1), want.total_of_a);
    EXPECT_EQ(plan.early(1), "07-07 08:00 .. 07-09 17:00");
  }
}

// Rules 21, 25. B is finished though A (24 h) is not: under retained logic A's end goes through B
// to C; under the others C starts at the data date. An actual finish on 07-08 17:00, beyond the
// data date, holds C back under actual dates alone.
TEST(P6Progress, LogicGoesThroughFinishedWork) {
  struct Want {
    ProgressRule rule;
    const char* finish;
    const char* c;
  };
  const Want wants[] = {
      {ProgressRule::retained_logic, "07-04 17:00", "07-10 08:00 .. 07-10 17:00"},
      {ProgressRule::progress_override, "07-04 17:00", "07-07 08:00 .. 07-07 17:00"},
      {ProgressRule::actual_dates, "07-04 17:00", "07-07 08:00 .. 07-07 17:00"},
      {ProgressRule::progress_override, "07-08 17:00", "07-07 08:00 .. 07-07 17:00"},
      {ProgressRule::actual_dates, "07-08 17:00", "07-09 08:00 .. 07-09 17:00"}};
  for (const Want& want : wants) {
    SCOPED_TRACE(std::string(model::to_name(want.rule)) + " " + want.finish);
    Dated plan(model::p6_rules());
    plan.input.rules.progress = want.rule;
    plan.task(1, 24);
    add_successor(plan, done);
    plan.file.activities[1].actual_finish = on(want.finish);
    plan.task(3, 8);
    plan.tie(1, 2);
    plan.tie(2, 3);
    plan.run();
    EXPECT_EQ(plan.early(3), want.c);
  }
}

// Rules 15, 24: a lead of 80 h before 8 h of A asks for the data date and no sooner, so it drives B
// (16 h from there), which ends the project: A is on its longest path.
TEST(P6Progress, ALeadReachesTheDataDate) {
  Dated plan(model::p6_rules());
  plan.task(1, 8);
  plan.task(2, 16);
  plan.tie(1, 2, LinkType::finish_start, -80);
  plan.run();
  EXPECT_EQ(plan.early(2), "07-07 08:00 .. 07-08 17:00");
  EXPECT_TRUE(plan.longest(1));
}

// Rules 16 to 18, 23. In progress with 8 h left: start constraints mean nothing any more, neither
// way; finish constraints bind late dates. Z ends on 07-18 17:00.
TEST(P6Progress, ConstraintsOnStartedWork) {
  struct Want {
    ConstraintKind kind;
    const char* late;
  };
  const Want wants[] = {{ConstraintKind::start_not_earlier, "07-18 08:00 .. 07-18 17:00"},
                        {ConstraintKind::start_not_later, "07-18 08:00 .. 07-18 17:00"},
                        {ConstraintKind::must_start, "07-18 08:00 .. 07-18 17:00"},
                        {ConstraintKind::mandatory_start, "07-18 08:00 .. 07-18 17:00"},
                        {ConstraintKind::finish_not_earlier, "07-18 08:00 .. 07-18 17:00"},
                        {ConstraintKind::as_late_as_possible, "07-18 08:00 .. 07-18 17:00"},
                        {ConstraintKind::finish_not_later, "07-10 08:00 .. 07-10 17:00"},
                        {ConstraintKind::must_finish, "07-10 08:00 .. 07-10 17:00"},
                        {ConstraintKind::mandatory_finish, "07-10 08:00 .. 07-10 17:00"}};
  for (const Want& want : wants) {
    SCOPED_TRACE(model::to_name(want.kind));
    Dated plan(model::p6_rules());
    add_successor(plan, active);
    plan.file.activities[0].constraint_kind = want.kind;
    plan.file.activities[0].constraint_at = on("07-10 17:00");
    plan.task(4, 80);
    plan.run();
    EXPECT_EQ(plan.early(2), "07-07 08:00 .. 07-07 17:00");
    EXPECT_EQ(plan.late(2), want.late);
  }
}

// Rule 9, 23: started work with nothing left starts and ends where work next starts; the planned
// start of the project holds back only what has not started. Remaining work of the file counts
// before the start too; a milestone has none, whatever the file says.
TEST(P6Progress, RemaindersOfNoughtAndBeforeTheStart) {
  Dated plan(model::p6_rules());
  plan.input.data_date = on("07-07 17:00");
  plan.input.project_start = on("07-09 08:00");
  add_successor(plan, active);
  plan.file.activities[0].remaining = 0;
  plan.task(3, 24).remaining = 8 * kHour;
  plan.milestone(5, model::ActivityKind::finish_milestone).remaining = 8 * kHour;
  plan.run();
  EXPECT_EQ(plan.early(5), "07-09 08:00 .. 07-09 08:00");
  EXPECT_EQ(plan.early(2), "07-08 08:00 .. 07-08 08:00");
  EXPECT_EQ(plan.early(3), "07-09 08:00 .. 07-09 17:00");
}

}  // namespace
}  // namespace tc::engine

// What lasts as long as other work, what runs on its resources' time, floats and ends of several
// projects, under P6's rules of docs/p6_dates.md.
// SPDX-License-Identifier: Apache-2.0
#include "unit/engine/dated.h"

namespace tc::engine {
namespace {

using model::ActivityKind;
using model::ConstraintKind;
using model::LinkType;

model::Activity& effort(Dated& plan, std::int64_t id, std::int64_t calendar = kOffice) {
  model::Activity& activity = plan.task(id, 0, calendar);
  activity.kind = ActivityKind::level_of_effort;
  return activity;
}

// Rule 26. A 07-07 to 07-08, B 07-09 to 07-11, Z 80 h to 07-18: A has 40 h, late 07-14 to 07-15; B
// late 07-16 to 07-18. The effort starts 8 h after A starts (SS) and ends 4 h before B ends (FF to
// a successor): early 07-08 08:00 to 07-11 12:00 (12:00 of B's finish less 4 h: 13:00 going back,
// moved to the last end of work), late 07-15 08:00 to 07-18 12:00; finish float 40 h. It drives
// nothing.
TEST(P6Spans, ALevelOfEffortHangsBetweenItsLinks) {
  Dated plan(model::p6_rules());
  plan.task(1, 16);
  plan.task(2, 24);
  plan.task(3, 80);
  effort(plan, 9);
  plan.tie(1, 2);
  plan.tie(1, 9, LinkType::start_start, 8);
  plan.tie(9, 2, LinkType::finish_finish, 4);
  plan.run();
  EXPECT_EQ(plan.early(9), "07-08 08:00 .. 07-11 12:00");
  EXPECT_EQ(plan.late(9), "07-15 08:00 .. 07-18 12:00");
  EXPECT_EQ(plan.total(9), 40);
  EXPECT_EQ(plan.free(9), 0);
  EXPECT_FALSE(plan.critical(9) || plan.longest(9));
}

// Rule 26, a hammock from the end of A (FS) to the start of B (FS from the effort), of the shift:
// from 17:00 on 07-08 to 08:00 on 07-14 it works 07-09 08:00 to 07-11 16:00.
TEST(P6Spans, AHammockSettlesOnItsOwnCalendar) {
  Dated plan(model::p6_rules());
  plan.task(1, 16);
  model::Activity& b = plan.task(2, 8);
  b.constraint_kind = ConstraintKind::start_not_earlier;
  b.constraint_at = on("07-14 08:00");
  effort(plan, 9, kShift);
  plan.tie(1, 9);
  plan.tie(9, 2);
  plan.run();
  EXPECT_EQ(plan.early(9), "07-09 08:00 .. 07-11 16:00");
}

// Rule 26 without any link: early the data date, snapped (a Saturday), without extent; late at the
// project's end, that is its must-finish-by date where it has one.
TEST(P6Spans, AnEffortWithoutLinks) {
  Dated plan(model::p6_rules());
  plan.input.data_date = on("07-05 09:00");
  plan.task(1, 40);
  effort(plan, 9);
  plan.run();
  EXPECT_EQ(plan.early(9), "07-07 08:00 .. 07-07 08:00");
  EXPECT_EQ(plan.late(9), "07-11 17:00 .. 07-11 17:00");
  plan.input.must_finish_by = on("07-18 17:00");
  plan.run();
  EXPECT_EQ(plan.late(9), "07-18 17:00 .. 07-18 17:00");
}

// Rule 26 in progress: A started on 07-03 with 16 h left (to 07-08), late start 07-10 (Z ends on
// 07-11). The effort after its start (SS) begins early at the data date, not on 07-03, and late
// with A's late start; before B, which started on 07-04, a late end is the actual one.
TEST(P6Spans, ActualDatesStandForEndsThatHappened) {
  Dated plan(model::p6_rules());
  model::Activity& a = plan.task(1, 32);
  a.actual_start = on("07-03 08:00");
  a.remaining = 16 * kHour;
  plan.task(2, 40);
  effort(plan, 9);
  plan.tie(1, 9, LinkType::start_start);
  plan.tie(1, 9, LinkType::finish_finish);
  plan.run();
  EXPECT_EQ(plan.early(9), "07-07 08:00 .. 07-08 17:00");
  EXPECT_EQ(plan.late(9), "07-10 08:00 .. 07-11 17:00");
  plan.file.links[0] = plan.file.links[1];
  plan.file.links[0].type = LinkType::start_start;
  plan.file.links[0].predecessor_id.value = 9;
  plan.file.links[0].successor_id.value = 1;
  plan.run();
  EXPECT_EQ(plan.late(9), "07-03 08:00 .. 07-11 17:00");
}

// Rule 26, efforts on efforts: 8 spans 7 (SS and FF), whatever their order in the file; a loop of
// two ends as well, and a second pass gives what the first gave.
TEST(P6Spans, EffortsOnEffortsComeAfterThem) {
  Dated plan(model::p6_rules());
  effort(plan, 8);
  effort(plan, 7);
  plan.task(1, 16);
  plan.task(2, 24);
  plan.tie(1, 2);
  plan.tie(7, 8, LinkType::start_start, 4);
  plan.tie(7, 8, LinkType::finish_finish);
  plan.tie(1, 7, LinkType::start_start);
  plan.tie(7, 2, LinkType::finish_finish);
  plan.run();
  EXPECT_EQ(plan.early(7), "07-07 08:00 .. 07-11 17:00");
  EXPECT_EQ(plan.early(8), "07-07 13:00 .. 07-11 17:00");
  plan.tie(8, 7, LinkType::start_start);
  plan.run();
  const Schedule once = plan.dates;
  run_cpm(plan.net, plan.input, plan.dates);
  EXPECT_EQ(plan.dates, once);
}

// Rule 27: over 1 (finished), 2 (8 h from 07-08) and 3 (40 h, as late as possible before 4, so
// 07-09 to 07-15): from the first to the last of what is unfinished, on the dates to which 3 moved.
TEST(P6Spans, AWbsSummarySpansWhatIsUnfinished) {
  Dated plan(model::p6_rules());
  model::Activity& done = plan.task(1, 8);
  done.actual_start = on("07-01 08:00");
  done.actual_finish = on("07-01 17:00");
  model::Activity& two = plan.task(2, 8);
  two.constraint_kind = ConstraintKind::start_not_earlier;
  two.constraint_at = on("07-08 08:00");
  plan.task(3, 40).constraint_kind = ConstraintKind::as_late_as_possible;
  for (model::Activity& activity : plan.file.activities) activity.wbs = "P.1";
  model::Activity& four = plan.task(4, 8);
  four.constraint_kind = ConstraintKind::start_not_earlier;
  four.constraint_at = on("07-16 08:00");
  model::Activity& summary = plan.task(9, 0);
  summary.kind = ActivityKind::summary;
  summary.wbs = "P.1";
  plan.tie(3, 4);
  plan.run();
  EXPECT_EQ(plan.early(3), "07-09 08:00 .. 07-15 17:00");
  EXPECT_EQ(plan.early(9), "07-08 08:00 .. 07-15 17:00");
  EXPECT_EQ(plan.late(9), "07-09 08:00 .. 07-16 17:00");
}

// Rule 28: 16 h on six days and 20 h at midday (4 h daily), from Friday 07-11 08:00: the first
// works Friday and Saturday, the second from 10:00 to Tuesday 14:00; the activity lasts from the
// first to the last. The lag of 4 h after it counts on the office calendar of the link: Wednesday
// 09:00. Backward B starts on Friday 07-18 13:00 at the latest, 4 h before that is 08:00, and the
// last end of work before that is Thursday 17:00: the second begins on Sunday 07-13 10:00 (five
// days of 4 h).
TEST(P6Spans, ResourcesSetTheDates) {
  Dated plan(model::p6_rules());
  plan.input.data_date = on("07-11 08:00");
  plan.task(1, 8).kind = ActivityKind::resource_dependent;
  plan.parts = {{{1}, {kSixDays}, 16 * kHour}, {{1}, {kMidday}, 20 * kHour}};
  plan.task(2, 8);
  plan.tie(1, 2, LinkType::finish_start, 4);
  plan.input.must_finish_by = on("07-21 12:00");
  plan.run();
  EXPECT_EQ(plan.early(1), "07-11 08:00 .. 07-15 14:00");
  EXPECT_EQ(plan.early(2), "07-16 09:00 .. 07-17 09:00");
  EXPECT_EQ(plan.late(1), "07-13 10:00 .. 07-17 17:00");
}

// Rule 12: 20 h at midday (rule 28) between dates of the office: early 07-11 10:00 to 07-15 14:00,
// late 07-14 10:00 to 07-18 14:00. Hours of the office from start to start 6 + 2 (Friday, Monday),
// from finish to finish 3 + 8 + 8 + 5 (Tuesday to Friday). Work in progress: always the finish
// float.
TEST(P6Spans, FloatByStartByFinishOrTheLesser) {
  struct Want {
    FloatRule rule;
    double total;
  };
  const Want wants[] = {{FloatRule::start, 8}, {FloatRule::finish, 24}, {FloatRule::least, 8}};
  for (const Want& want : wants) {
    Dated plan(model::p6_rules());
    plan.input.rules.total_float = want.rule;
    plan.input.data_date = on("07-11 08:00");
    plan.task(1, 8).kind = ActivityKind::resource_dependent;
    plan.parts = {{{1}, {kMidday}, 20 * kHour}};
    plan.input.must_finish_by = on("07-18 17:00");
    plan.run();
    EXPECT_EQ(plan.total(1), want.total) << model::to_name(want.rule);
    plan.file.activities[0].actual_start = on("07-10 10:00");
    plan.run();
    EXPECT_EQ(plan.total(1), 24) << model::to_name(want.rule);
  }
}

// Rule 13: with a mandatory finish, also as the second constraint, nothing is free; after a
// mandatory start nothing only where nothing follows; a link from a start that is past frees
// nothing.
TEST(P6Spans, WhereNothingIsFree) {
  struct Want {
    ConstraintKind first, second;
    bool followed;
    double free;
  };
  constexpr auto none = ConstraintKind::none;
  const Want wants[] = {{none, none, true, 32},
                        {none, none, false, 72},
                        {ConstraintKind::mandatory_finish, none, true, 0},
                        {none, ConstraintKind::mandatory_finish, true, 0},
                        {ConstraintKind::mandatory_start, none, true, 32},
                        {ConstraintKind::mandatory_start, none, false, 0}};
  for (const Want& want : wants) {
    Dated plan(model::p6_rules());
    model::Activity& a = plan.task(1, 8);
    a.constraint_kind = want.first;
    a.secondary_kind = want.second;
    a.constraint_at = a.secondary_at =
        on(want.first == ConstraintKind::mandatory_start ? "07-07 08:00" : "07-07 17:00");
    model::Activity& b = plan.task(2, 8);
    b.constraint_kind = ConstraintKind::start_not_earlier;
    b.constraint_at = on("07-14 08:00");
    plan.task(3, 80);
    if (want.followed) plan.tie(1, 2);
    plan.run();
    EXPECT_EQ(plan.free(1), want.free);
    if (want.first != none || !want.followed) continue;
    plan.file.activities[0].secondary_kind = none;
    plan.file.activities[0].actual_start = on("07-04 08:00");
    plan.file.activities[0].remaining = 8 * kHour;
    plan.tie(1, 2, LinkType::start_start);
    plan.run();
    EXPECT_EQ(plan.free(1), 0);
  }
}

// Rule 31: Z (80 h) is the longest path; A (64 h) has 16 h of float: critical from a threshold of
// 16 h.
TEST(P6Spans, CriticalByFloatOrByThePath) {
  Dated plan(model::p6_rules());
  plan.task(1, 64);
  plan.task(2, 80);
  plan.input.rules.critical_minutes = 16 * kHour - 1;
  plan.run();
  EXPECT_FALSE(plan.critical(1));
  plan.input.rules.critical_minutes = 16 * kHour;
  plan.run();
  EXPECT_TRUE(plan.critical(1));
  EXPECT_FALSE(plan.longest(1));
  plan.input.rules.critical = CriticalRule::longest_path;
  plan.run();
  EXPECT_FALSE(plan.critical(1));
  EXPECT_TRUE(plan.critical(2));
}

// Rules 8, 9, 30: two projects with their own data dates. A (8 h, first project, from Monday) → B
// (8 h, second project, data date 07-14, planned start 07-16). A may not end after its own project,
// Friday 07-11 (Z, 40 h), though B could wait to 07-16; in the batch, after B's latest start.
TEST(P6Spans, ProjectsKeepTheirOwnDates) {
  for (const FloatBasis basis : {FloatBasis::own_project, FloatBasis::batch}) {
    Dated plan(model::p6_rules());
    plan.task(1, 8);
    plan.task(2, 40);
    Dated other(model::p6_rules());
    other.file.project.id.value = 2;
    other.task(11, 8);
    other.link(1, 11);
    plan.more = {&other.file};
    ProjectTerms terms = plan.input;
    terms.rules.float_basis = basis;
    std::vector<ProjectTerms> both{terms, terms};
    both[1].data_date = on("07-14 08:00");
    both[1].project_start = on("07-16 08:00");
    plan.input.by_project = both;
    plan.run();
    EXPECT_EQ(plan.early(1), "07-07 08:00 .. 07-07 17:00");
    EXPECT_EQ(plan.early(11), "07-16 08:00 .. 07-16 17:00");
    EXPECT_EQ(plan.dates.cause[plan.node(11)], StartCause::project_start);
    const bool own = basis == FloatBasis::own_project;
    EXPECT_EQ(plan.late(1), own ? "07-11 08:00 .. 07-11 17:00" : "07-15 08:00 .. 07-15 17:00");
    EXPECT_EQ(plan.late(2), own ? "07-07 08:00 .. 07-11 17:00" : "07-10 08:00 .. 07-16 17:00");
    EXPECT_EQ(plan.free(1), 48);
  }
}

// Rule 29: from outside, not before Wednesday 07-09 10:00 and done by 07-16 10:00, though the
// project goes on to 07-18; a successor with later dates does not lift the cap. Rule 10's option:
// an open end is late when it ends later than it does now.
TEST(P6Spans, DatesFromOutsideAndOpenEnds) {
  for (const bool followed : {false, true}) {
    Dated plan(model::p6_rules());
    model::Activity& a = plan.task(1, 8);
    a.external_start = on("07-09 10:00");
    a.external_finish = on("07-16 10:00");
    plan.task(2, 80);
    plan.task(3, 8);
    if (followed) plan.tie(1, 3);
    plan.run();
    EXPECT_EQ(plan.early(1), "07-09 10:00 .. 07-10 10:00");
    EXPECT_EQ(plan.late(1), "07-15 10:00 .. 07-16 10:00");
    EXPECT_EQ(plan.total(3), followed ? 80 - 8 - 26 : 72);
    plan.input.rules.own_open_ends = true;
    plan.run();
    EXPECT_EQ(plan.total(3), 0);
    EXPECT_EQ(plan.total(1), 0);
  }
}

}  // namespace
}  // namespace tc::engine

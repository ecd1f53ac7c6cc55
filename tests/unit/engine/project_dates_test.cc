// Microsoft Project's arithmetic of dates by hand, docs/project_dates.md: single tasks,
// constraints, progress. Links and slack stand in project_links_test.cc. SPDX-License-Identifier:
// Apache-2.0
#include "unit/engine/dated.h"

namespace tc::engine {
namespace {

using model::ConstraintKind;
using model::LinkType;

struct ProjectDated : Dated {
  ProjectDated() : Dated(model::project_rules()) { input.project_start = input.data_date; }
  model::Activity& constrain(model::Activity& task, ConstraintKind kind, const char* date) {
    task.constraint_kind = kind;
    if (date != nullptr) task.constraint_at = on(date);
    return task;
  }
};

// Rules 9, 16, 27, as Microsoft's KB87301 tells it: on a Friday 8 h of work and 9 elapsed hours,
// both before a Monday. The elapsed one is done by 17:00 too but could go on to Monday 08:00: 63 h.
TEST(ProjectDates, AnElapsedTaskBeforeAWeekend) {
  ProjectDated plan;
  plan.input.project_start = on("07-11 08:00");
  plan.task(1, 8);
  plan.task(2, 9, 0);
  plan.task(3, 8);
  plan.tie(1, 3);
  plan.tie(2, 3);
  plan.run();
  EXPECT_EQ(plan.early(3), "07-14 08:00 .. 07-14 17:00");
  EXPECT_EQ(plan.total(1), 0);
  EXPECT_EQ(shown(plan.dates.late_finish[plan.node(2)]), "07-14 08:00");
  EXPECT_EQ(plan.total(2), 63);
}

// Rule 9: two elapsed days after a Friday's work begin at 17:00 and end on Sunday.
TEST(ProjectDates, AnElapsedTaskStartsAtTheMinute) {
  ProjectDated plan;
  plan.input.project_start = on("07-11 08:00");
  plan.task(1, 8);
  plan.task(2, 48, 0);
  plan.task(3, 8);
  plan.tie(1, 2);
  plan.tie(2, 3);
  plan.run();
  EXPECT_EQ(plan.early(2), "07-11 17:00 .. 07-13 17:00");
  EXPECT_EQ(plan.early(3), "07-14 08:00 .. 07-14 17:00");
}

// Rules 11, 16: a milestone stands where the day's work ends; asked for at 20:00 it goes on to the
// morning. Its late finish stays on the successor's 08:00, a task's goes back to 17:00.
TEST(ProjectDates, MilestonesStandWhereWorkEnds) {
  ProjectDated plan;
  plan.task(1, 8);
  plan.task(2, 0);
  plan.task(3, 16);
  plan.task(4, 0).external_start = on("07-08 20:00");
  plan.tie(1, 2);
  plan.tie(2, 3);
  plan.run();
  EXPECT_EQ(plan.early(2), "07-07 17:00 .. 07-07 17:00");
  EXPECT_EQ(plan.late(2), "07-08 08:00 .. 07-08 08:00");
  EXPECT_EQ(plan.late(1), "07-07 08:00 .. 07-07 17:00");
  EXPECT_EQ(plan.early(3), "07-08 08:00 .. 07-09 17:00");
  EXPECT_EQ(plan.early(4), "07-09 08:00 .. 07-09 08:00");
}

// Rules 13, 15, 17, 19. B (8 h) follows A; its date is Wednesday 07-16 10:00; Z ends on 08-01
// 17:00. First logic starts B on 07-08 (A has 8 h), then on 07-21 (A has 80 h). Starting on the
// date is 07-16 10:00 to 07-17 10:00, finishing on it 07-15 10:00 to 07-16 10:00. No-later and must
// dates beat the links, so B keeps them and A, which ends on 07-18 17:00, is 6 + 8 + 8 (+ 8) h
// late.
TEST(ProjectDates, ConstraintsWithAndAgainstLogic) {
  const std::string start = "07-16 10:00 .. 07-17 10:00";
  const std::string finish = "07-15 10:00 .. 07-16 10:00";
  const std::string soon = "07-08 08:00 .. 07-08 17:00";
  const std::string pushed = "07-21 08:00 .. 07-21 17:00";
  const std::string end = "08-01 08:00 .. 08-01 17:00";
  struct Want {
    ConstraintKind kind;
    std::string early, late;      ///< when logic is sooner
    std::string early_2, late_2;  ///< when it is later
    double total, total_of_a;     ///< then
  };
  const Want wants[] = {{ConstraintKind::none, soon, end, pushed, end, 72, 72},
                        {ConstraintKind::as_late_as_possible, soon, end, pushed, end, 0, 72},
                        {ConstraintKind::start_not_earlier, start, end, pushed, end, 72, 72},
                        {ConstraintKind::start_not_later, soon, start, start, start, 0, -22},
                        {ConstraintKind::finish_not_earlier, finish, end, pushed, end, 72, 72},
                        {ConstraintKind::finish_not_later, soon, finish, finish, finish, 0, -30},
                        {ConstraintKind::must_start, start, start, start, start, 0, -22},
                        {ConstraintKind::must_finish, finish, finish, finish, finish, 0, -30}};
  for (const Want& want : wants) {
    for (const bool later : {false, true}) {
      SCOPED_TRACE(std::string(model::to_name(want.kind)) + (later ? ", logic later" : ""));
      ProjectDated plan;
      plan.task(1, later ? 80 : 8);
      plan.constrain(plan.task(2, 8), want.kind, "07-16 10:00");
      plan.task(3, 160);
      plan.tie(1, 2);
      plan.run();
      EXPECT_EQ(plan.early(2), later ? want.early_2 : want.early);
      EXPECT_EQ(plan.late(2), later ? want.late_2 : want.late);
      if (!later) continue;
      EXPECT_EQ(plan.total(2), want.total);
      EXPECT_EQ(plan.total(1), want.total_of_a);
    }
  }
}

// Rule 15 with links before dates: logic (07-21) wins over each, and what is late shows it: from
// 07-21 17:00 back to 07-17 10:00 22 h, to 07-16 10:00 30 h. Sooner logic leaves a must date where
// it is.
TEST(ProjectDates, WhereLinksComeFirst) {
  struct Want {
    ConstraintKind kind;
    double total;
    const char* soon;  ///< early start when logic gives 07-08
  };
  const Want wants[] = {{ConstraintKind::start_not_later, -22, "07-08 08:00"},
                        {ConstraintKind::finish_not_later, -30, "07-08 08:00"},
                        {ConstraintKind::must_start, -22, "07-16 10:00"},
                        {ConstraintKind::must_finish, -30, "07-15 10:00"}};
  for (const Want& want : wants) {
    SCOPED_TRACE(model::to_name(want.kind));
    ProjectDated plan;
    plan.input.rules.honor_constraints = false;
    plan.task(1, 80);
    plan.constrain(plan.task(2, 8), want.kind, "07-16 10:00");
    plan.tie(1, 2);
    plan.run();
    EXPECT_EQ(plan.early(2), "07-21 08:00 .. 07-21 17:00");
    EXPECT_EQ(plan.total(2), want.total);
    plan.file.activities[0].duration_likely = 8 * kHour;
    plan.run();
    EXPECT_EQ(shown(plan.dates.early_start[plan.node(2)]), want.soon);
  }
}

// Rule 13: nothing starts before the project (a lead of 16 h is cut at its start), but a no-earlier
// date may lie before it; the status date holds nothing back.
TEST(ProjectDates, TheFloorIsTheProjectsStart) {
  ProjectDated plan;
  plan.input.data_date = on("07-16 08:00");
  plan.task(1, 8);
  plan.task(2, 8);
  plan.constrain(plan.task(3, 8), ConstraintKind::start_not_earlier, "07-03 08:00");
  plan.constrain(plan.task(4, 8), ConstraintKind::finish_not_earlier, "07-03 17:00");
  plan.tie(1, 2, LinkType::finish_start, -16);
  plan.run();
  EXPECT_EQ(plan.early(2), "07-07 08:00 .. 07-07 17:00");
  EXPECT_EQ(plan.early(3), "07-03 08:00 .. 07-03 17:00");
  EXPECT_EQ(plan.early(4), "07-03 08:00 .. 07-03 17:00");
}

// Rule 18, as KB182899 tells it: 8 h that may finish on 07-11 17:00 have that late finish though
// the project is done on 07-07: 32 h. Every other open end too; a no-later start counts with the
// span.
TEST(ProjectDates, ANoLaterDateBeyondTheFinishIsTheLimit) {
  for (const ConstraintKind kind :
       {ConstraintKind::finish_not_later, ConstraintKind::start_not_later}) {
    ProjectDated plan;
    plan.constrain(plan.task(1, 8), kind,
                   kind == ConstraintKind::finish_not_later ? "07-11 17:00" : "07-11 08:00");
    plan.task(2, 4);
    plan.run();
    EXPECT_EQ(plan.late(1), "07-11 08:00 .. 07-11 17:00");
    EXPECT_EQ(plan.total(1), 32);
    EXPECT_EQ(plan.late(2), "07-11 13:00 .. 07-11 17:00");
  }
}

// Rules 8, 18: the span of a no-later start is that of the resources: 40 h at four daily from 07-09
// 10:00 to 07-18 14:00 are the limit of all.
TEST(ProjectDates, ANoLaterStartCountsItsResources) {
  ProjectDated plan;
  plan.constrain(plan.task(1, 40), ConstraintKind::start_not_later, "07-09 10:00");
  plan.task(2, 4);
  plan.parts = {{{1}, {kMidday}, 40 * kHour}};
  plan.run();
  EXPECT_EQ(shown(plan.dates.late_finish[plan.node(2)]), "07-18 14:00");
}

// Rule 17: 24 h to 07-09 with a deadline on 07-08 are 8 h late; a deadline beyond the finish of the
// project gives nothing.
TEST(ProjectDates, ADeadlineOnlyCaps) {
  ProjectDated plan;
  plan.task(1, 24).deadline = on("07-08 17:00");
  plan.task(2, 8).deadline = on("08-05 17:00");
  plan.run();
  EXPECT_EQ(plan.total(1), -8);
  EXPECT_EQ(plan.late(2), "07-09 08:00 .. 07-09 17:00");
}

// Rule 10: 16 h with a break of 8 h within span 24 h, forward and backward.
TEST(ProjectDates, ASplitTaskSpansItsBreak) {
  ProjectDated plan;
  plan.task(1, 16).interruption = 8 * kHour;
  plan.task(2, 8);
  plan.tie(1, 2);
  plan.run();
  EXPECT_EQ(plan.early(1), "07-07 08:00 .. 07-09 17:00");
  EXPECT_EQ(plan.early(2), "07-10 08:00 .. 07-10 17:00");
  EXPECT_EQ(plan.late(1), "07-07 08:00 .. 07-09 17:00");
}

// Rule 8: 40 h of one who works ten hours from Monday to Thursday end on Thursday 19:00; with 40 h
// of another in the office the task ends on Friday 17:00. Backward from 07-18 both must begin on
// 07-14.
TEST(ProjectDates, ResourcesInTheirOwnCalendars) {
  for (const bool both : {false, true}) {
    ProjectDated plan;
    plan.calendars.push_back(week_of(9, "mon-thu 08:00-12:00 13:00-19:00"));
    plan.task(1, 40);
    plan.task(2, 80);
    plan.parts = {{{1}, {9}, 40 * kHour}};
    if (both) plan.parts.push_back({{1}, {kOffice}, 40 * kHour});
    plan.run();
    EXPECT_EQ(plan.early(1), both ? "07-07 08:00 .. 07-11 17:00" : "07-07 08:00 .. 07-10 19:00");
    EXPECT_EQ(plan.late(1), both ? "07-14 08:00 .. 07-18 17:00" : "07-14 08:00 .. 07-17 19:00");
  }
}

// Rule 8 and 5 (KB159773): who does not work on Mondays begins on Tuesday and needs until the next
// one; a lag of 8 h from Friday 17:00 counts Monday, as the task's own calendar does.
TEST(ProjectDates, ALagDoesNotAskTheResource) {
  ProjectDated plan;
  plan.calendars.push_back(week_of(9, "tue-fri 08:00-12:00 13:00-17:00"));
  plan.task(1, 40);
  plan.task(2, 40);
  plan.parts = {{{2}, {9}, 40 * kHour}};
  plan.tie(1, 2, LinkType::finish_start, 8);
  plan.run();
  EXPECT_EQ(plan.early(2), "07-15 08:00 .. 07-22 17:00");
}

// Rule 24: 16 h, of which 8 h done; the rest runs from where the work resumes, else stopped, else
// from what is done; links (A, 40 h) do not move it; a no-earlier finish lifts the end. Rule 25:
// its late start is the actual one, rule 27: only the finish has slack.
TEST(ProjectDates, WorkInProgressRunsFromItsResumption) {
  struct Want {
    const char* resumed;
    const char* stopped;
    const char* finish;
  };
  const Want wants[] = {{nullptr, nullptr, "07-08 17:00"},
                        {nullptr, "07-09 17:00", "07-10 17:00"},
                        {"07-10 08:00", "07-07 17:00", "07-10 17:00"}};
  for (const Want& want : wants) {
    ProjectDated plan;
    plan.task(1, 40);
    model::Activity& b = plan.task(2, 16);
    b.actual_start = on("07-07 08:00");
    b.remaining = 8 * kHour;
    if (want.resumed != nullptr) b.resumed_at = on(want.resumed);
    if (want.stopped != nullptr) b.suspended_at = on(want.stopped);
    plan.tie(1, 2);
    plan.run();
    EXPECT_EQ(plan.early(2), std::string("07-07 08:00 .. ") + want.finish);
    EXPECT_EQ(plan.late(2), "07-07 08:00 .. 07-11 17:00");
    const double left = want.finish == std::string("07-08 17:00") ? 24 : 8;
    EXPECT_EQ(plan.total(2), left);
    plan.constrain(plan.file.activities[1], ConstraintKind::finish_not_earlier, "07-15 12:00");
    plan.run();
    EXPECT_EQ(plan.early(2), "07-07 08:00 .. 07-15 12:00");
  }
}

// Rule 22: Saturday by hand stays, whatever the link from A says; C follows it. Rule 16: its late
// finish stays on C's 08:00. Started by hand: late start = late finish − duration (rule 25).
TEST(ProjectDates, ByHandMeansThere) {
  ProjectDated plan;
  plan.task(1, 80);
  model::Activity& b = plan.constrain(plan.task(2, 8), ConstraintKind::set_by_hand, "07-12 08:00");
  b.planned_finish = on("07-12 17:00");
  plan.task(3, 8);
  plan.tie(1, 2);
  plan.tie(2, 3);
  plan.run();
  EXPECT_EQ(plan.early(2), "07-12 08:00 .. 07-12 17:00");
  EXPECT_EQ(plan.early(3), "07-14 08:00 .. 07-14 17:00");
  EXPECT_EQ(shown(plan.dates.late_finish[plan.node(2)]), "07-18 08:00");
  EXPECT_EQ(plan.total(2), 24);
  model::Activity& started = plan.file.activities[1];
  started.actual_start = on("07-12 08:00");
  started.duration_likely = 16 * kHour;
  started.remaining = 8 * kHour;
  plan.run();
  EXPECT_EQ(plan.late(2), "07-16 08:00 .. 07-18 08:00");
}

// Rule 19 from the start: A 40 h, so B may be late to 07-11: C, which follows, waits for it there.
TEST(ProjectDates, AsLateAsPossiblePushesWhatFollows) {
  ProjectDated plan;
  plan.task(1, 40);
  plan.constrain(plan.task(2, 8), ConstraintKind::as_late_as_possible, nullptr);
  plan.task(3, 8);
  plan.tie(2, 3);
  plan.run();
  EXPECT_EQ(plan.early(2), "07-07 08:00 .. 07-07 17:00");
  EXPECT_EQ(plan.late(2), "07-10 08:00 .. 07-10 17:00");
  EXPECT_EQ(plan.early(3), "07-11 08:00 .. 07-11 17:00");
  EXPECT_EQ(plan.total(2), 0);
  EXPECT_TRUE(plan.critical(2));
}

// Rule 19 across rules: B → C as above, and D, E stand in a project of the house's own rule with F
// of B's plan after them. Both projects last to 07-11, so F may wait until then, E until 07-10, D
// until 07-09 and B until 07-08: there it stands late, and what follows waits for it there.
TEST(ProjectDates, AsLateAsPossiblePushesProjectsOfOtherRules) {
  ProjectDated plan;
  plan.task(1, 40);
  plan.constrain(plan.task(2, 8), ConstraintKind::as_late_as_possible, nullptr);
  plan.task(3, 8);
  plan.tie(2, 3);
  plan.task(6, 8);
  Dated other{{}};
  other.file.project.id.value = 2;
  other.task(4, 8);
  other.task(5, 8);
  other.task(7, 40);
  other.tie(2, 4).id.value = 101;
  other.tie(4, 5).id.value = 102;
  plan.tie(5, 6);
  plan.more.push_back(&other.file);
  const std::vector<ProjectTerms> terms{plan.input, other.input};
  plan.input.by_project = terms;
  plan.run();
  EXPECT_EQ(plan.late(2), "07-08 08:00 .. 07-08 17:00");
  EXPECT_EQ(plan.early(3), "07-09 08:00 .. 07-09 17:00");
  EXPECT_EQ(plan.early(4), "07-09 08:00 .. 07-09 17:00");
  EXPECT_EQ(plan.early(5), "07-10 08:00 .. 07-10 17:00");
  EXPECT_EQ(plan.early(6), "07-11 08:00 .. 07-11 17:00");
  EXPECT_EQ(plan.total(4), 0);
}

// Rule 19 from the finish on 07-18: 1 (16 h) → 2 (8 h) must begin on 07-16, which is the project's
// start; 3 alone may be as late as Friday. What shall be early (5, after 4) stands on 07-17 and
// what precedes it is done by then.
TEST(ProjectDates, ScheduledFromTheFinish) {
  ProjectDated plan;
  plan.input.rules.from_finish = true;
  plan.input.must_finish_by = on("07-18 17:00");
  plan.task(1, 16);
  plan.task(2, 8);
  plan.task(3, 8);
  plan.task(4, 8);
  for (model::Activity& activity : plan.file.activities) {
    activity.constraint_kind = ConstraintKind::as_late_as_possible;
  }
  plan.task(5, 8);
  plan.tie(1, 2);
  plan.tie(4, 5);
  plan.run();
  EXPECT_EQ(plan.late(1), "07-16 08:00 .. 07-17 17:00");
  EXPECT_EQ(plan.early(1), "07-16 08:00 .. 07-17 17:00");
  EXPECT_EQ(plan.late(3), "07-18 08:00 .. 07-18 17:00");
  EXPECT_EQ(plan.early(3), "07-16 08:00 .. 07-16 17:00");
  EXPECT_EQ(plan.early(5), "07-17 08:00 .. 07-17 17:00");
  EXPECT_EQ(plan.late(5), "07-18 08:00 .. 07-18 17:00");
  EXPECT_EQ(plan.late(4), "07-16 08:00 .. 07-16 17:00");
}

}  // namespace
}  // namespace tc::engine

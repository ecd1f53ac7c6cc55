// Why a date moved between two files and between two days of the programme: what is found again,
// what is named, and that the causes sum to the move.
// SPDX-License-Identifier: Apache-2.0
#include "app/why.h"

#include <map>
#include <set>

#include "app/file_schedule.h"
#include "import_fixture.h"

namespace tc::app::testing {
namespace {

using engine::ChangeKind;

FileSchedulePtr computed(const SmallXer& xer) {
  auto file = compute_file(to_text(xer), "plan.xer");
  EXPECT_TRUE(file) << tc::to_line(file.error());
  return std::move(file).value();
}

WhyMove move_of(const SmallXer& before, const SmallXer& after, std::string_view word) {
  const FileSchedulePtr old = computed(before);
  const FileSchedulePtr now = computed(after);
  const EarlierFile earlier{old.get(), "old.xer"};
  const auto answer = why_in_file(*now, word, {}, &earlier);
  EXPECT_TRUE(answer) << tc::to_line(answer.error());
  const auto then = why_in_file(*old, word, {});
  EXPECT_EQ(answer->move->from, then->chain.front().date);
  EXPECT_EQ(answer->move->to, answer->chain.front().date);
  return *answer->move;
}

/// Causes by kind; checks that they sum to the move.
std::map<ChangeKind, WhyCause> causes_of(const WhyMove& move) {
  std::map<ChangeKind, WhyCause> out;
  std::int64_t sum = 0;
  for (const WhyMoveGroup& group : move.groups) {
    for (const WhyCause& cause : group.causes) {
      EXPECT_TRUE(cause.kind.has_value()) << cause.text;
      if (cause.kind) out[*cause.kind] = cause;
      sum += cause.minutes;
    }
  }
  EXPECT_EQ(sum, move.to - move.from);
  return out;
}

std::set<ChangeKind> kinds_of(const WhyMove& move) {
  std::set<ChangeKind> kinds;
  for (const auto& [kind, cause] : causes_of(move)) kinds.insert(kind);
  return kinds;
}

// The ids of another database: 102 is now the earthworks. Codes say which is which.
TEST(WhyMoved, ActivitiesAreFoundAgainByTheirCodes) {
  SmallXer later = small_plan();
  for (XerTask& task : later.tasks) ++task.id;
  for (XerLink& link : later.links) ++link.before, ++link.after;
  EXPECT_TRUE(kinds_of(move_of(small_plan(), later, "A1020")).empty());
  later.tasks[1].hours += 18;
  const WhyMove move = move_of(small_plan(), later, "A1020");
  EXPECT_GT(move.minutes, 0);
  ASSERT_EQ(move.groups.size(), 1U);
  EXPECT_EQ(move.groups[0].group, engine::ChangeGroup::work);
  const WhyCause cause = causes_of(move).begin()->second;
  EXPECT_EQ(cause.activity->code, "A1010");
  EXPECT_EQ(cause.activity->id, 103);
  EXPECT_NE(cause.text.find("「A1010 基础」"), std::string::npos) << cause.text;
  EXPECT_NE(cause.text.find(" → "), std::string::npos) << cause.text;
}

TEST(WhyMoved, WhatIsGoneKeepsItsName) {
  SmallXer before = small_plan();
  before.tasks.push_back({.id = 105, .code = "A1005", .name = "降水", .hours = 27});
  before.links = {{101, 105}, {105, 102}, {102, 103}, {103, 104}};
  const auto causes = causes_of(move_of(before, small_plan(), "A1020"));
  ASSERT_TRUE(causes.contains(ChangeKind::activity_removed));
  const WhyCause& gone = causes.at(ChangeKind::activity_removed);
  EXPECT_EQ(gone.activity->id, 0);
  EXPECT_EQ(gone.activity->file_id, "105");
  EXPECT_LT(gone.minutes, 0);
  EXPECT_TRUE(gone.after.empty());
}

TEST(WhyMoved, ACalendarTellsWhatChanged) {
  SmallXer longer_days = small_plan();
  longer_days.week_end = "18:00";
  const auto causes = causes_of(move_of(small_plan(), longer_days, "A1020"));
  ASSERT_TRUE(causes.contains(ChangeKind::working_time));
  const WhyCause& cause = causes.at(ChangeKind::working_time);
  EXPECT_NE(cause.before.find("17:00"), std::string::npos) << cause.before;
  EXPECT_NE(cause.after.find("18:00"), std::string::npos) << cause.after;
  EXPECT_LT(cause.minutes, 0);
}

TEST(WhyMoved, WithoutAnActivityTheFinishOfTheProject) {
  SmallXer later = small_plan();
  later.links[1].lag = 24;
  const FileSchedulePtr old = computed(small_plan());
  const FileSchedulePtr now = computed(later);
  const EarlierFile earlier{old.get(), "old.xer"};
  const auto answer = why_in_file(*now, "", {}, &earlier);
  ASSERT_TRUE(answer) << tc::to_line(answer.error());
  EXPECT_TRUE(answer->move->project_finish);
  EXPECT_EQ(answer->move->to, now->schedule.finish);
  EXPECT_EQ(answer->move->from, old->schedule.finish);
  EXPECT_EQ(kinds_of(*answer->move), std::set{ChangeKind::link_changed});
}

TEST(WhyMoved, AnActivityThatWasNotThereCannotBeCompared) {
  SmallXer later = small_plan();
  later.tasks.push_back({.id = 106, .code = "A1040", .name = "绿化", .hours = 9});
  const FileSchedulePtr old = computed(small_plan());
  const FileSchedulePtr now = computed(later);
  const EarlierFile earlier{old.get(), "old.xer"};
  EXPECT_EQ(why_in_file(*now, "A1040", {}, &earlier).error().rule, "why.since");
}

class WhyProgramme : public ImportTest {
 protected:
  void stand_at(Day day) {
    model::City city = state().city;
    city.data_date = day;
    ASSERT_TRUE(app_->change(
        {.acting = request().acting, .origin = {}, .create = false, .reply = {}},
        [&](const model::CityState&, IdSource&) -> Result<Plan> {
          return Plan{
              .action = "city.data_date", .reason = {}, .day = day, .put = {city}, .removed = {}};
        }));
  }
};

TEST_F(WhyProgramme, BlockersAndTheDataDateAreTold) {
  const Day first = to_day({2026, 3, 20});
  const ProjectId project = take(small_plan());
  stand_at(first + 7);
  const std::int64_t blocker = raise_blocker_on(activity(project, "A1010").id);
  const auto then = why_in_project(*app_, query(first), project, "A1020", {});
  ASSERT_TRUE(then) << tc::to_line(then.error());
  const auto now = why_in_project(*app_, query(), project, "A1020", {.since = first});
  ASSERT_TRUE(now) << tc::to_line(now.error());
  EXPECT_EQ(now->move->from, then->chain.front().date);
  EXPECT_EQ(now->move->to, now->chain.front().date);
  EXPECT_EQ(now->move->since, "2026-03-20");
  const auto causes = causes_of(*now->move);
  EXPECT_EQ(kinds_of(*now->move), (std::set{ChangeKind::data_date, ChangeKind::hold_added}));
  const WhyCause& held = causes.at(ChangeKind::hold_added);
  EXPECT_EQ(held.blocker_id, blocker);
  EXPECT_NE(held.text.find("征迁未完"), std::string::npos) << held.text;
  EXPECT_GT(held.minutes, 0);
}

TEST_F(WhyProgramme, AnUpdateIsToldByOurOwnIds) {
  const Day first = to_day({2026, 3, 20});
  const ProjectId project = take(small_plan());
  stand_at(first + 7);
  SmallXer later = small_plan();
  later.tasks[0].hours += 36;
  take(later, project);
  const auto now = why_in_project(*app_, query(), project, "", {.since = first});
  ASSERT_TRUE(now) << tc::to_line(now.error());
  EXPECT_TRUE(now->move->project_finish);
  const auto causes = causes_of(*now->move);
  ASSERT_FALSE(causes.empty());
  for (const auto& [kind, cause] : causes) {
    if (kind == ChangeKind::data_date) continue;
    EXPECT_EQ(cause.activity->code, "A1000") << cause.text;
  }
  EXPECT_EQ(why_in_project(*app_, query(), project, "", {.since = first - 1}).error().rule,
            "why.since");
  EXPECT_EQ(why_in_project(*app_, query(), project, "", {.since = first + 8}).error().rule,
            "why.since");
}

}  // namespace
}  // namespace tc::app::testing

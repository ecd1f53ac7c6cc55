// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "formats/mspdi/mspdi.h"
#include "unit/formats/mspdi/mspdi_support.h"

namespace tc::formats::mspdi {
namespace {

using model::ActivityKind;
using model::ConstraintKind;
using model::LinkType;

std::string link(const std::string& from, const std::string& more) {
  return "<PredecessorLink><PredecessorUID>" + from + "</PredecessorUID>" + more +
         "</PredecessorLink>";
}

const model::Activity& only(const ScheduleFile& file) {
  return file.projects.front().file.activities.front();
}

TEST(MspdiTasks, TheProjectSaysItsDatesAndRules) {
  std::string text = document("");
  const ScheduleFile plain = read(text);
  const ScheduleProject& project = plain.projects.front();
  EXPECT_EQ(project.file.project.name, "Plan");
  EXPECT_EQ(project.code, "p.xml");
  EXPECT_EQ(project.start, at("2024-01-01T08:00"));
  EXPECT_EQ(project.data_date, at("2024-01-01T08:00"));
  EXPECT_FALSE(project.must_finish_by);
  EXPECT_EQ(project.rules.dates, model::DateRule::project);
  EXPECT_EQ(plain.encoding, "UTF-8");

  text.insert(
      text.find("<CalendarUID>"),
      "<FinishDate>2024-06-28T17:00:00</FinishDate><CriticalSlackLimit>2</CriticalSlackLimit>"
      "<MultipleCriticalPaths>1</MultipleCriticalPaths>"
      "<StatusDate>2024-02-01T17:00:00</StatusDate>");
  text.replace(text.find("<ScheduleFromStart>1"), 20, "<ScheduleFromStart>0");
  const ScheduleProject other = read(text).projects.front();
  EXPECT_EQ(other.data_date, at("2024-02-01T17:00"));
  EXPECT_EQ(other.must_finish_by, at("2024-06-28T17:00"));
  EXPECT_TRUE(other.rules.from_finish);
  EXPECT_TRUE(other.rules.own_open_ends);
  EXPECT_EQ(other.rules.critical_minutes, 960);  // two days of eight hours
}

TEST(MspdiTasks, TheOutlineBecomesWbsAndSummaries) {
  const ScheduleFile file =
      read(document(task({"UID=0", "OutlineLevel=0", "Name=Plan"}) +
                    task({"UID=10", "OutlineLevel=1", "Name=Civil", "WBS=A"}) +
                    task({"UID=11", "OutlineLevel=2", "Name=Earth", "WBS=A.X"}) +
                    task({"UID=12", "OutlineLevel=3", "Name=Dig", "WBS=A.X.1"}) +
                    task({"UID=13", "IsNull=1"}) + task({"UID=14", "OutlineLevel=3", "Name=Fill"}) +
                    task({"UID=15", "OutlineLevel=1", "Name=Trial"})));
  const ScheduleProject& project = file.projects.front();
  ASSERT_EQ(project.file.activities.size(), 5u);
  ASSERT_EQ(project.wbs.size(), 2u);
  EXPECT_EQ(project.wbs[1].path, "1.1");
  EXPECT_EQ(project.wbs[1].parent, "1");
  EXPECT_EQ(project.wbs[1].code, "X");
  EXPECT_EQ(project.wbs[1].name, "Earth");
  EXPECT_EQ(activity(file, "10").kind, ActivityKind::summary);
  EXPECT_EQ(activity(file, "10").wbs, "1");
  EXPECT_EQ(activity(file, "12").wbs, "1.1");
  EXPECT_EQ(activity(file, "12").code, "A.X.1");
  EXPECT_EQ(activity(file, "14").wbs, "1.1");
  EXPECT_EQ(activity(file, "14").code, "1.1.2");
  EXPECT_EQ(activity(file, "15").wbs, "");
}

TEST(MspdiTasks, OldFilesSayTheLevelByTheOutlineNumberAlone) {
  const ScheduleFile file =
      read(document(task({"UID=1", "OutlineNumber=1", "Name=A"}) +
                    task({"UID=2", "OutlineNumber=1.1", "Name=B"}) + task({"UID=3", "Name=C"})));
  EXPECT_EQ(activity(file, "1").kind, ActivityKind::summary);
  EXPECT_EQ(activity(file, "2").wbs, "1");
  EXPECT_EQ(activity(file, "3").wbs, "");
}

TEST(MspdiTasks, DurationsMilestonesAndFlags) {
  const ScheduleFile file = read(document(
      task({"UID=1", "OutlineLevel=1", "Duration=PT16H0M0S", "DurationFormat=7", "Milestone=1"}) +
      task({"UID=2", "OutlineLevel=1", "Duration=PT0H0M0S", "DurationFormat=39"}) +
      task({"UID=3", "OutlineLevel=1", "Duration=PT24H0M0S", "DurationFormat=8"}) +
      task({"UID=4", "OutlineLevel=1", "Duration=PT8H0M0S", "Active=0"})));
  EXPECT_EQ(activity(file, "1").duration_likely, 960);
  EXPECT_EQ(activity(file, "1").kind, ActivityKind::task);
  EXPECT_EQ(activity(file, "2").kind, ActivityKind::milestone);
  EXPECT_TRUE(facts(file, "3").elapsed);
  EXPECT_FALSE(activity(file, "3").calendar_id);
  EXPECT_TRUE(facts(file, "4").inactive);
}

TEST(MspdiTasks, EachConstraint) {
  const std::vector<std::pair<std::string, ConstraintKind>> kinds{
      {"0", ConstraintKind::none},
      {"1", ConstraintKind::as_late_as_possible},
      {"2", ConstraintKind::must_start},
      {"3", ConstraintKind::must_finish},
      {"4", ConstraintKind::start_not_earlier},
      {"5", ConstraintKind::start_not_later},
      {"6", ConstraintKind::finish_not_earlier},
      {"7", ConstraintKind::finish_not_later},
      {"8", ConstraintKind::none}};
  for (const auto& [code, kind] : kinds) {
    const ScheduleFile file = read(
        document(task({"UID=1", "OutlineLevel=1", "ConstraintType=" + code,
                       "ConstraintDate=2024-03-01T08:00:00", "Deadline=2024-04-01T17:00:00"})));
    EXPECT_EQ(only(file).constraint_kind, kind) << code;
    EXPECT_EQ(only(file).constraint_at.has_value(), code >= "2" && code <= "7") << code;
    EXPECT_EQ(only(file).deadline, at("2024-04-01T17:00"));
  }
  const ScheduleFile dateless = read(document(task({"UID=1", "ConstraintType=4"})));
  EXPECT_EQ(only(dateless).constraint_kind, ConstraintKind::none);
}

TEST(MspdiTasks, LinksOfEachTypeAndUnit) {
  const std::vector<std::pair<std::string, LinkType>> types{{"0", LinkType::finish_finish},
                                                            {"1", LinkType::finish_start},
                                                            {"2", LinkType::start_finish},
                                                            {"3", LinkType::start_start}};
  for (const auto& [code, type] : types) {
    const ScheduleFile file =
        read(document(task({"UID=1"}) + task({"UID=2", link("1", "<Type>" + code + "</Type>")})));
    ASSERT_EQ(file.projects.front().file.links.size(), 1u);
    EXPECT_EQ(file.projects.front().file.links.front().type, type);
    EXPECT_EQ(file.projects.front().file.links.front().lag_calendar_id.value, 1);
  }
  struct Lag {
    const char* text;
    std::int64_t minutes;
    bool elapsed;
  };
  // The predecessor lasts 20 hours, so half of it is 600 minutes.
  for (const Lag& lag : {Lag{"<LinkLag>4800</LinkLag><LagFormat>7</LagFormat>", 480, false},
                         Lag{"<LinkLag>-4800</LinkLag><LagFormat>39</LagFormat>", -480, false},
                         Lag{"<LinkLag>14400</LinkLag><LagFormat>8</LagFormat>", 1440, true},
                         Lag{"<LinkLag>14400</LinkLag><LagFormat>40</LagFormat>", 1440, true},
                         Lag{"<LinkLag>50</LinkLag><LagFormat>19</LagFormat>", 600, false},
                         Lag{"<LinkLag>50</LinkLag><LagFormat>51</LagFormat>", 600, false},
                         Lag{"<LinkLag>-50</LinkLag><LagFormat>20</LagFormat>", -600, true}}) {
    const ScheduleFile file = read(
        document(task({"UID=1", "Duration=PT20H0M0S"}) + task({"UID=2", link("1", lag.text)})));
    const model::Link& got = file.projects.front().file.links.front();
    EXPECT_EQ(got.lag, lag.minutes) << lag.text;
    EXPECT_EQ(got.lag_calendar_id.value, lag.elapsed ? 0 : 1) << lag.text;
  }
}

TEST(MspdiTasks, ALagCountsInTheSuccessorsTaskCalendar) {
  const std::string calendars = "<Calendar><UID>5</UID><Name>Night</Name></Calendar>";
  const ScheduleFile file = read(document(
      task({"UID=1", "CalendarUID=5"}) + task({"UID=2", link("1", "<LinkLag>600</LinkLag>")}) +
          task({"UID=3", "CalendarUID=5", link("2", "<LinkLag>600</LinkLag>")}),
      calendars));
  EXPECT_EQ(file.projects.front().file.links[0].lag_calendar_id.value, 1);
  EXPECT_EQ(file.projects.front().file.links[1].lag_calendar_id.value, 5);
}

TEST(MspdiTasks, LinksToWhatIsNotThereAreRemarked) {
  const ScheduleFile file = read(document(
      task({"UID=1", link("1", ""), link("99", ""),
            link("7",
                 "<CrossProject>1</CrossProject><CrossProjectName>other\\7</CrossProjectName>")}) +
      task({"UID=7"})));
  EXPECT_TRUE(file.projects.front().file.links.empty());
  EXPECT_TRUE(has_note(file.notes, "mspdi.link", "'99'"));
  EXPECT_TRUE(has_note(file.notes, "mspdi.link", "other\\7"));
}

TEST(MspdiTasks, ProgressKeepsWhereTheRemainderResumes) {
  const ScheduleFile file = read(
      document(task({"UID=1", "Duration=PT40H0M0S", "ActualStart=2024-01-01T08:00:00",
                     "ActualDuration=PT16H0M0S", "RemainingDuration=PT24H0M0S",
                     "PercentComplete=40", "Stop=2024-01-02T17:00:00", "Resume=2024-01-08T08:00:00",
                     "Start=2024-01-01T08:00:00", "Finish=2024-01-10T17:00:00"}) +
               task({"UID=2", "Duration=PT40H0M0S", "ActualStart=2024-01-01T08:00:00",
                     "ActualDuration=PT16H0M0S"}) +
               task({"UID=3", "Duration=PT8H0M0S", "ActualFinish=2024-01-01T17:00:00"})));
  const model::Activity& split = activity(file, "1");
  EXPECT_EQ(split.actual_start, at("2024-01-01T08:00"));
  EXPECT_EQ(split.remaining, 1440);
  EXPECT_EQ(split.resumed_at, at("2024-01-08T08:00"));
  EXPECT_EQ(split.suspended_at, at("2024-01-02T17:00"));
  EXPECT_EQ(facts(file, "1").percent_complete, 40);
  // Without Stop and Resume the work goes on where its 16 hours end: Tuesday evening.
  EXPECT_EQ(activity(file, "2").remaining, 1440);
  EXPECT_EQ(activity(file, "2").resumed_at, at("2024-01-02T17:00"));
  EXPECT_EQ(activity(file, "3").actual_start, at("2024-01-01T17:00"));
  EXPECT_FALSE(activity(file, "3").remaining);
}

TEST(MspdiTasks, DatesSetByHandStay) {
  const std::string dates =
      "<Start>2024-01-03T08:00:00</Start><Finish>2024-01-04T17:00:00</Finish>";
  const std::string first = task({"UID=1", "Manual=1", "Duration=PT8H0M0S", dates});
  const ScheduleFile plain = read(document(first));
  EXPECT_EQ(only(plain).constraint_kind, ConstraintKind::set_by_hand);
  EXPECT_EQ(only(plain).constraint_at, at("2024-01-03T08:00"));
  EXPECT_EQ(only(plain).planned_finish, at("2024-01-04T17:00"));
  EXPECT_EQ(only(plain).duration_likely, 480);
  EXPECT_TRUE(facts(plain, "1").manual);
  // Where others say the dates that were set, a task without them has none.
  const ScheduleFile mixed =
      read(document(first + task({"UID=2", "Manual=1", "ManualStart=2024-01-06T00:00:00",
                                  "ManualFinish=2024-01-07T00:00:00"})));
  EXPECT_EQ(only(mixed).constraint_kind, ConstraintKind::none);
  EXPECT_EQ(activity(mixed, "2").constraint_at, at("2024-01-06T00:00"));
  EXPECT_EQ(activity(mixed, "2").planned_finish, at("2024-01-07T00:00"));
}

TEST(MspdiTasks, TasksOfOtherProjectsKeepTheirDates) {
  const ScheduleFile file = read(
      document(task({"UID=3", "ExternalTask=1", "Duration=PT8H0M0S", "Start=2024-01-03T08:00:00",
                     "EarlyStart=2024-01-02T08:00:00", "EarlyFinish=2024-01-02T17:00:00"})));
  EXPECT_EQ(only(file).constraint_kind, ConstraintKind::set_by_hand);
  EXPECT_EQ(only(file).constraint_at, at("2024-01-02T08:00"));
  EXPECT_TRUE(has_note(file.notes, "mspdi.task", "another project"));
}

TEST(MspdiTasks, ResourcesThatProgressedUnequally) {
  // 16 of 40 hours are done by Tuesday evening. Resume says Monday 8, from where 24 hours end on
  // Wednesday 10; the stored finish, Friday 5, is start and duration: Resume is not believed.
  const std::string begun =
      "<ActualStart>2024-01-01T08:00:00</ActualStart><ActualDuration>PT16H0M0S</ActualDuration>"
      "<RemainingDuration>PT24H0M0S</RemainingDuration><Resume>2024-01-08T08:00:00</Resume>"
      "<Start>2024-01-01T08:00:00</Start>";
  const auto resumed = [&](const std::string& finish) {
    const ScheduleFile file =
        read(document(task({"UID=1", "Duration=PT40H0M0S", begun, "Finish=" + finish})));
    EXPECT_EQ(only(file).interruption, 0);
    return only(file).resumed_at;
  };
  EXPECT_EQ(resumed("2024-01-05T17:00:00"), at("2024-01-02T17:00"));
  EXPECT_EQ(resumed("2024-01-10T17:00:00"), at("2024-01-08T08:00"));
}

TEST(MspdiTasks, AHundredPercentIsFinished) {
  const ScheduleFile file =
      read(document(task({"UID=1", "Duration=PT8H0M0S", "PercentComplete=100",
                          "ActualStart=2024-01-02T08:00:00", "Finish=2024-01-02T17:00:00"})));
  EXPECT_EQ(only(file).actual_finish, at("2024-01-02T17:00"));
  EXPECT_FALSE(only(file).remaining);
}

TEST(MspdiTasks, StoredDatesAndBaseline) {
  const ScheduleFile file = read(document(
      task({"UID=1", "EarlyStart=2024-01-01T08:00:00", "EarlyFinish=2024-01-01T17:00:00",
            "LateStart=2024-01-02T08:00:00", "LateFinish=2024-01-02T17:00:00", "TotalSlack=4800",
            "Critical=0", "LevelingDelay=14400", "LevelingDelayFormat=8",
            "<Baseline><Number>1</Number><Start>2023-01-02T08:00:00</Start></Baseline>",
            "<Baseline><Number>0</Number><Start>2024-01-01T08:00:00</Start>"
            "<Finish>2024-01-05T17:00:00</Finish></Baseline>"}) +
      task({"UID=2"})));
  const StoredDates& stored = facts(file, "1").stored;
  EXPECT_EQ(stored.late_finish, at("2024-01-02T17:00"));
  EXPECT_EQ(stored.total_float, 480);
  EXPECT_EQ(stored.free_float, 0);  // left out: zero
  EXPECT_EQ(stored.critical, false);
  EXPECT_FALSE(facts(file, "2").stored.total_float);
  EXPECT_FALSE(facts(file, "2").stored.critical);
  EXPECT_EQ(only(file).leveling_delay, 1440);
  EXPECT_EQ(only(file).approved_start, at("2024-01-01T08:00"));
  EXPECT_EQ(only(file).approved_finish, at("2024-01-05T17:00"));
}

TEST(MspdiTasks, UidsThatCannotBeIdsAreReplaced) {
  const ScheduleFile file =
      read(document(task({"UID=4"}) + task({"UID=4"}) + task({"UID=-3"}) + task({"Name=none"}) +
                    task({"UID=99999999999999999999"})));
  const auto& activities = file.projects.front().file.activities;
  ASSERT_EQ(activities.size(), 5u);
  for (std::size_t i = 0; i < activities.size(); ++i) {
    EXPECT_GT(activities[i].id.value, 0);
    for (std::size_t j = 0; j < i; ++j) EXPECT_NE(activities[i].id, activities[j].id);
  }
  EXPECT_TRUE(has_note(file.notes, "mspdi.task"));
}

TEST(MspdiTasks, PrefixesAndMissingNamespacesDoNotMatter) {
  const ScheduleFile file = read(
      "<p:Project "
      "xmlns:p='http://schemas.microsoft.com/project/2007'><p:StartDate>2024-01-01T08:00:00"
      "</p:StartDate><p:Tasks><p:Task><p:UID>7</p:UID><p:Name>x</p:Name></p:Task></p:Tasks>"
      "</p:Project>");
  EXPECT_EQ(activity(file, "7").name, "x");
  EXPECT_TRUE(looks_like_mspdi("<p:Project xmlns:p='http://schemas.microsoft.com/project'>"));
  EXPECT_TRUE(looks_like_mspdi("<Project><Tasks>"));
  EXPECT_FALSE(looks_like_mspdi("<Project><Item/></Project>"));
  EXPECT_FALSE(looks_like_mspdi("<APIBusinessObjects><Project><Tasks/>"));
  EXPECT_FALSE(looks_like_mspdi("ERMHDR"));
}

TEST(MspdiTasks, WhatIsNotUsedIsCountedByKind) {
  const ScheduleFile file =
      read(document(task({"UID=1", "Notes=a", "Contact=b"}) + task({"UID=2", "Notes=c"})));
  EXPECT_TRUE(has_note(file.notes, "mspdi.kept", "Task/Notes is kept but not used (2 times)"));
  EXPECT_TRUE(has_note(file.notes, "mspdi.kept", "Task/Contact is kept but not used (1 times)"));
}

}  // namespace
}  // namespace tc::formats::mspdi

// New documents from schedules of any format.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "formats/mspdi/mspdi.h"
#include "unit/formats/mspdi/mspdi_support.h"

namespace tc::formats::mspdi {
namespace {

using model::ActivityKind;
using model::ConstraintKind;
using model::LinkType;

TEST(MspdiCompose, ANewDocumentReadsBackAsTheSameModel) {
  const auto paths = samples();
  for (const std::string& path : paths) {
    const ScheduleFile file = bare(read(bytes_of(path)));
    ScheduleFile again = bare(read(written(file)));
    EXPECT_TRUE(again.projects.front().file.links == file.projects.front().file.links) << path;
    // Compared as a whole: the byte dumps of large lists help nobody.
    EXPECT_TRUE(again.projects.front().wbs == file.projects.front().wbs) << path;
    EXPECT_TRUE(again.projects.front().facts == file.projects.front().facts) << path;
    ASSERT_EQ(again.calendars.size(), file.calendars.size()) << path;
    for (std::size_t i = 0; i < file.calendars.size(); ++i) {
      EXPECT_TRUE(again.calendars[i] == file.calendars[i]) << path;
    }
    const auto& before = file.projects.front().file.activities;
    const auto& after = again.projects.front().file.activities;
    ASSERT_EQ(after.size(), before.size()) << path;
    for (std::size_t i = 0; i < before.size(); ++i) {
      EXPECT_TRUE(after[i] == before[i]) << before[i].name;
    }
  }
  if (paths.empty()) GTEST_SKIP() << "no shared data beside the sources";
}

WbsElement element(const std::string& path, const std::string& parent, const std::string& code,
                   const std::string& name) {
  WbsElement out;
  out.path = path;
  out.parent = parent;
  out.code = code;
  out.name = name;
  return out;
}

/// What only other tools have: two constraints, several links between two activities, equipment.
void add_oddities(ScheduleFile& file) {
  ScheduleProject& project = file.projects.front();
  auto& activities = project.file.activities;
  activities[0].constraint_kind = ConstraintKind::mandatory_start;
  activities[0].constraint_at = at("2024-03-01T08:00");
  activities[0].secondary_kind = ConstraintKind::finish_not_later;
  activities[0].secondary_at = at("2024-06-01T00:00");
  activities[1].kind = ActivityKind::level_of_effort;
  activities[1].expected_finish = at("2024-05-01T00:00");
  activities[2].kind = ActivityKind::finish_milestone;
  activities[2].duration_likely = 0;
  for (const LinkType type : {LinkType::start_start, LinkType::finish_finish}) {
    model::Link link;
    link.predecessor_id = {4001};
    link.successor_id = {4003};
    link.type = type;
    link.lag = 90;
    link.lag_calendar_id = {597};
    project.file.links.push_back(link);
  }
  file.resources.push_back({.id = 0,
                            .code = "CR",
                            .name = "Crane",
                            .guid = "",
                            .kind = ResourceKind::equipment,
                            .calendar_id = {598}});
  FileAssignment assignment;
  assignment.activity_id = {4001};
  assignment.units = 2;
  assignment.work = 1200;
  file.assignments.push_back(assignment);
}

/// A schedule as another format's reader makes it.
ScheduleFile foreign() {
  ScheduleFile file;
  file.format = ScheduleFormat::xer;
  file.calendars.resize(2);
  file.calendars[0].id = {597};
  file.calendars[0].name = "7x24";
  file.calendars[0].week = "mon-sun 00:00-24:00";
  file.calendars[1].id = {598};
  file.calendars[1].name = "Crew";
  file.calendars[1].week = "mon-fri 08:00-16:00";
  file.calendars[1].exceptions = "2024-10-01..2024-10-07 off\n";
  file.calendar_facts.resize(2);
  file.calendar_facts[1].scope = CalendarScope::resource;
  ScheduleProject& project = file.projects.emplace_back();
  project.code = "P1";
  project.file.project.id = {7};
  project.file.project.name = "Line 1";
  project.calendar_id = {597};
  project.start = at("2024-01-01T00:00");
  project.data_date = at("2024-02-01T00:00");
  project.wbs = {element("P1", "", "P1", "Line 1"), element("P1.CIV", "P1", "CIV", "Civil"),
                 element("P1.NIL", "P1", "NIL", "Empty")};
  for (const std::int64_t id : {4001, 4002, 4003}) {
    model::Activity activity;
    activity.id = {id};
    activity.code = "A" + std::to_string(id);
    activity.name = "Step " + std::to_string(id);
    activity.wbs = "P1.CIV";
    activity.calendar_id = {id == 4003 ? 598 : 597};
    activity.duration_likely = 600;
    project.file.activities.push_back(activity);
    project.facts.emplace_back().original_duration = 600;
  }
  add_oddities(file);
  return file;
}

TEST(MspdiCompose, AForeignScheduleBecomesADocument) {
  const ScheduleFile file = foreign();
  const ScheduleFile again = read(written(file));
  const ScheduleProject& project = again.projects.front();
  EXPECT_EQ(project.file.project.name, "Line 1");
  EXPECT_EQ(project.code, "P1");
  EXPECT_EQ(project.start, at("2024-01-01T00:00"));
  EXPECT_EQ(project.data_date, at("2024-02-01T00:00"));
  ASSERT_EQ(project.wbs.size(), 2u);
  EXPECT_EQ(project.wbs[1].code, "CIV");
  EXPECT_EQ(project.wbs[1].name, "Civil");
  EXPECT_EQ(activity(again, "4001").code, "A4001");
  EXPECT_EQ(activity(again, "4001").constraint_kind, ConstraintKind::must_start);
  EXPECT_EQ(activity(again, "4001").deadline, at("2024-06-01T00:00"));
  // The task keeps its own calendar though a resource of other hours works on it.
  EXPECT_EQ(activity(again, "4001").calendar_id.value, 597);
  EXPECT_EQ(activity(again, "4003").calendar_id.value, 598);
  EXPECT_EQ(activity(again, "4003").kind, ActivityKind::milestone);
  ASSERT_EQ(project.file.links.size(), 2u);
  EXPECT_EQ(project.file.links[0].type, LinkType::start_start);
  EXPECT_EQ(project.file.links[1].lag, 90);
  EXPECT_EQ(again.calendars[1].exceptions, file.calendars[1].exceptions);
  ASSERT_EQ(again.resources.size(), 1u);
  EXPECT_EQ(again.resources[0].name, "Crane");
  ASSERT_EQ(again.assignments.size(), 1u);
  EXPECT_EQ(again.assignments[0].work, 1200);
}

TEST(MspdiCompose, ResourceHoursSurviveANewDocument) {
  const std::string calendars =
      "<Calendar><UID>6</UID><Name>R</Name><IsBaseCalendar>0</IsBaseCalendar>"
      "<BaseCalendarUID>1</BaseCalendarUID><WeekDays><WeekDay><DayType>2</DayType>"
      "<DayWorking>0</DayWorking></WeekDay></WeekDays></Calendar>";
  const std::string work =
      "<Resources><Resource><UID>1</UID><Name>R</Name><Type>1</Type><CalendarUID>6</CalendarUID>"
      "</Resource></Resources><Assignments><Assignment><UID>1</UID><TaskUID>1</TaskUID>"
      "<ResourceUID>1</ResourceUID><Units>1</Units><Work>PT8H0M0S</Work></Assignment></"
      "Assignments>";
  const ScheduleFile file =
      read(document(task({"UID=1", "Type=0", "Duration=PT8H0M0S"}), calendars, work));
  const ScheduleFile again = read(written(bare(file)));
  ASSERT_EQ(again.assignments.size(), 1u);
  EXPECT_EQ(again.assignments.front().drives_in.value, 6);
  EXPECT_TRUE(again.assignments == file.assignments);
  EXPECT_TRUE(again.calendars == file.calendars);
}

TEST(MspdiCompose, StartedWorkOfOtherToolsResumesAtTheDataDate) {
  ScheduleFile file = foreign();
  model::Activity& second = file.projects.front().file.activities[1];
  second.actual_start = at("2024-01-15T00:00");
  second.remaining = 200;
  const ScheduleFile again = read(written(file));
  EXPECT_EQ(activity(again, "4002").resumed_at, at("2024-02-01T00:00"));
  EXPECT_EQ(activity(again, "4002").remaining, 200);
  EXPECT_TRUE(has_note(dropped(file), "mspdi.activity", "resume at the data date"));
}

TEST(MspdiCompose, WhatCannotBeCarriedIsListed) {
  const Notes notes = dropped(foreign());
  for (const char* part :
       {"mandatory date", "becomes a deadline", "expected finish", "level of effort",
        "edge of a start or finish", "keeps one", "scheduling options", "without activities",
        "successor's calendar", "equipment"}) {
    EXPECT_TRUE(std::ranges::any_of(notes, [&](const Note& note) {
      return note.message.find(part) != std::string::npos;
    })) << part;
  }
}

TEST(MspdiCompose, SeveralProjectsStandUnderOneRowEach) {
  ScheduleFile file = foreign();
  ScheduleProject second = file.projects.front();
  second.code = "P2";
  second.file.project.name = "Line 2";
  for (model::Activity& one : second.file.activities) one.id.value += 1000;
  second.file.links.clear();
  model::Link across;
  across.predecessor_id = {4001};
  across.successor_id = {5001};
  across.lag_calendar_id = {597};
  second.file.links.push_back(across);
  file.projects.push_back(second);
  const auto out = write_mspdi(file);
  ASSERT_TRUE(out);
  const ScheduleFile again = read(out->bytes);
  EXPECT_EQ(again.projects.front().wbs.front().name, "Line 1");
  EXPECT_EQ(again.projects.front().file.links.size(), 3u);
  EXPECT_EQ(activity(again, "5001").wbs, "2.1.1");
  EXPECT_TRUE(has_note(out->dropped, "mspdi.projects"));
}

TEST(MspdiCompose, IdsBeyondUidsAreCountedAnew) {
  ScheduleFile file = foreign();
  auto& activities = file.projects.front().file.activities;
  for (model::Activity& one : activities) one.id.value += std::int64_t{1} << 40;
  for (model::Link& link : file.projects.front().file.links) {
    link.predecessor_id.value += std::int64_t{1} << 40;
    link.successor_id.value += std::int64_t{1} << 40;
  }
  const ScheduleFile again = read(written(file));
  EXPECT_EQ(again.projects.front().file.links.size(), 2u);
  EXPECT_LT(again.projects.front().file.activities.back().id.value, 100);
}

TEST(MspdiCompose, BadModelsAreRefusedOrWrittenNeverCrash) {
  ScheduleFile file = foreign();
  file.calendars[0].week = "never";
  EXPECT_EQ(write_mspdi(file).error().rule, "calendar.week");
  EXPECT_FALSE(written(ScheduleFile{}).empty());
  ScheduleFile odd = foreign();
  ScheduleProject& project = odd.projects.front();
  project.wbs.push_back(element("X", "Y", "X",
                                "a\x01"
                                "b"));
  project.wbs.push_back(element("Y", "X", "Y", "loop"));
  project.file.activities[0].wbs = "Y";
  project.file.activities[1].planned_start = Minute{std::int64_t{1} << 60};
  project.file.activities[2].duration_likely = -5;
  project.facts.clear();
  project.minutes_per_day = 0;
  odd.calendar_facts.clear();
  EXPECT_EQ(read(written(odd)).projects.front().wbs.size(), 4u);
}

}  // namespace
}  // namespace tc::formats::mspdi

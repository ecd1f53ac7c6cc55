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

std::string written(const ScheduleFile& file) {
  const auto out = write_mspdi(file);
  if (!out) ADD_FAILURE() << to_line(out.error());
  return out ? out->bytes : "";
}

Notes dropped(const ScheduleFile& file) {
  const auto out = write_mspdi(file);
  return out ? out->dropped : Notes{};
}

/// What the model says, without what only the reading knows.
ScheduleFile bare(ScheduleFile file) {
  file.source.reset();
  file.notes.clear();
  return file;
}

std::string three_tasks() {
  return document(
      task({"UID=1", "ID=1", "Name=Civil", "OutlineNumber=1", "OutlineLevel=1", "Notes=kept"}) +
      task({"UID=2", "ID=2", "Name=Dig", "OutlineNumber=1.1", "OutlineLevel=2", "Priority=700",
            "Duration=PT8H0M0S", "CalendarUID=-1", "Notes=kept &amp; told"}) +
      task({"UID=3", "ID=3", "Name=Fill", "OutlineNumber=1.2", "OutlineLevel=2",
            "Duration=PT16H0M0S",
            "<PredecessorLink><PredecessorUID>2</PredecessorUID><Type>1</Type>"
            "<LinkLag>4800</LinkLag><LagFormat>9</LagFormat></PredecessorLink>",
            "<ExtendedAttribute><FieldID>1</FieldID></ExtendedAttribute>"}));
}

TEST(MspdiWrite, AnUnchangedFileIsTheSameDocument) {
  const auto paths = samples();
  for (const std::string& path : paths) {
    const std::string bytes = bytes_of(path);
    const ScheduleFile file = read(bytes);
    EXPECT_EQ(difference(bytes, written(file)), "") << path;
    EXPECT_TRUE(dropped(file).empty()) << path;
  }
  EXPECT_EQ(difference(three_tasks(), written(read(three_tasks()))), "");
  if (paths.empty()) GTEST_SKIP() << "no shared data beside the sources";
}

TEST(MspdiWrite, ANewDocumentReadsBackAsTheSameModel) {
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

TEST(MspdiWrite, AChangedValueTouchesItsElementAlone) {
  ScheduleFile file = read(three_tasks());
  model::Activity& dig = file.projects.front().file.activities[1];
  dig.duration_likely = 1440;
  dig.constraint_kind = ConstraintKind::start_not_earlier;
  dig.constraint_at = at("2024-02-01T08:00");
  dig.deadline = at("2024-03-01T17:00");
  std::string wanted = three_tasks();
  const auto replace = [&](const std::string& old, const std::string& fresh) {
    ASSERT_NE(wanted.find(old), std::string::npos) << old;
    wanted.replace(wanted.find(old), old.size(), fresh);
  };
  // New elements take their place in the schema's order; the others keep theirs.
  replace("<Duration>PT8H0M0S</Duration>",
          "<Duration>PT24H0M0S</Duration><RemainingDuration>PT24H0M0S</RemainingDuration>"
          "<ConstraintType>4</ConstraintType>");
  replace("<CalendarUID>-1</CalendarUID><Notes>kept &amp;",
          "<CalendarUID>-1</CalendarUID><ConstraintDate>2024-02-01T08:00:00</ConstraintDate>"
          "<Deadline>2024-03-01T17:00:00</Deadline><Notes>kept &amp;");
  EXPECT_EQ(difference(wanted, written(file)), "");
}

TEST(MspdiWrite, EachFieldOfAnActivityIsPatched) {
  ScheduleFile file = read(three_tasks());
  model::Activity& fill = file.projects.front().file.activities[2];
  fill.name = "Backfill <1>";
  fill.code = "F";
  fill.actual_start = at("2024-01-03T08:00");
  fill.remaining = 480;
  fill.resumed_at = at("2024-01-04T08:00");
  fill.planned_start = at("2024-01-03T08:00");
  fill.planned_finish = at("2024-01-04T17:00");
  fill.approved_start = at("2024-01-02T08:00");
  fill.approved_finish = at("2024-01-03T17:00");
  fill.leveling_delay = 60;
  const ScheduleFile again = read(written(file));
  model::Activity wanted = fill;
  EXPECT_TRUE(activity(again, "3") == wanted);
  EXPECT_EQ(facts(again, "3").percent_complete, 50);  // 480 of 960 minutes are left
}

TEST(MspdiWrite, LinksAreChangedAddedAndRemoved) {
  ScheduleFile file = read(three_tasks());
  auto& links = file.projects.front().file.links;
  links.front().type = LinkType::start_start;
  std::string out = written(file);
  // Only the type changed: unit and lag stay as they were.
  EXPECT_NE(out.find("<Type>3</Type>"), std::string::npos);
  EXPECT_NE(out.find("<LagFormat>9</LagFormat>"), std::string::npos);
  links.front().lag = 60;
  links.front().lag_calendar_id = {};
  out = written(file);
  EXPECT_NE(out.find("<LinkLag>600</LinkLag>"), std::string::npos);
  EXPECT_NE(out.find("<LagFormat>8</LagFormat>"), std::string::npos);
  links.clear();
  EXPECT_EQ(written(file).find("PredecessorLink"), std::string::npos);
  model::Link added;
  added.predecessor_id = {3};
  added.successor_id = {2};
  added.type = LinkType::finish_finish;
  added.lag_calendar_id = {1};
  links.push_back(added);
  const ScheduleFile again = read(written(file));
  ASSERT_EQ(again.projects.front().file.links.size(), 1u);
  EXPECT_EQ(again.projects.front().file.links.front().successor_id.value, 2);
  EXPECT_EQ(again.projects.front().file.links.front().type, LinkType::finish_finish);
}

TEST(MspdiWrite, TasksComeGoAndMove) {
  ScheduleFile file = read(three_tasks());
  ScheduleProject& project = file.projects.front();
  model::Activity extra;
  extra.id = {50};
  extra.name = "Trial";
  extra.code = "T";
  extra.wbs = "1";
  extra.calendar_id = {1};
  extra.duration_likely = 480;
  project.file.activities.push_back(extra);
  project.file.activities[2].wbs = "";  // Fill moves to the top
  project.file.activities.erase(project.file.activities.begin() + 1);
  project.facts.erase(project.facts.begin() + 1);
  project.facts.emplace_back();
  const std::string out = written(file);
  const ScheduleFile again = read(out);
  const auto& activities = again.projects.front().file.activities;
  ASSERT_EQ(activities.size(), 3u);
  EXPECT_EQ(activities[0].name, "Civil");
  EXPECT_EQ(activities[1].name, "Trial");
  EXPECT_EQ(activities[1].wbs, "1");
  EXPECT_EQ(activities[2].name, "Fill");
  EXPECT_EQ(activities[2].wbs, "");
  EXPECT_TRUE(again.projects.front().file.links.empty());
  EXPECT_NE(out.find("<Notes>kept</Notes>"), std::string::npos);
  EXPECT_TRUE(has_note(dropped(file), "mspdi.link"));
}

TEST(MspdiWrite, CalendarsAreRewrittenWhenTheyChange) {
  const std::string derived =
      "<Calendar><UID>2</UID><Name>R</Name><IsBaseCalendar>0</IsBaseCalendar>"
      "<BaseCalendarUID>3</BaseCalendarUID></Calendar><Calendar><UID>3</UID><Name>B</Name>"
      "<Exceptions><Exception><TimePeriod><FromDate>2024-05-01T00:00:00</FromDate>"
      "<ToDate>2024-05-02T23:59:00</ToDate></TimePeriod><DayWorking>0</DayWorking></Exception>"
      "</Exceptions></Calendar>";
  ScheduleFile file = read(document("", derived));
  file.calendars[1].week = "mon-sun 00:00-24:00";
  file.calendars[1].exceptions = "2024-05-02 08:00-12:00\n2024-12-25..2024-12-26 off\n";
  model::Calendar added;
  added.id = {9};
  added.name = "New";
  added.week = "fri 20:00-24:00";
  file.calendars.push_back(added);
  file.calendar_facts.emplace_back();
  const ScheduleFile again = read(written(file));
  ASSERT_EQ(again.calendars.size(), 4u);
  EXPECT_EQ(again.calendars[1].week, "mon-sun 00:00-24:00");
  // On May 1 the base is off and the derived calendar is not: it says so.
  EXPECT_EQ(again.calendars[1].exceptions,
            "2024-05-01 00:00-24:00\n2024-05-02 08:00-12:00\n2024-12-25..2024-12-26 off\n");
  EXPECT_TRUE(again.calendars[2] == file.calendars[2]);
  EXPECT_EQ(again.calendars[3].name, "New");
  EXPECT_EQ(again.calendars[3].week, "fri 20:00-24:00");
}

TEST(MspdiWrite, OtherEncodingsAreWrittenAsUtf8) {
  std::string bytes = document(task({"UID=1", "Name=Caf\xE9"}));
  bytes.replace(bytes.find("UTF-8"), 5, "ISO-8859-1");
  const std::string out = written(read(bytes));
  EXPECT_NE(out.find("encoding=\"UTF-8\""), std::string::npos);
  EXPECT_EQ(activity(read(out), "1").name, "Café");
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

TEST(MspdiWrite, AForeignScheduleBecomesADocument) {
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

TEST(MspdiWrite, WhatCannotBeCarriedIsListed) {
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

TEST(MspdiWrite, SeveralProjectsStandUnderOneRowEach) {
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

TEST(MspdiWrite, IdsBeyondUidsAreCountedAnew) {
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

TEST(MspdiWrite, BadModelsAreRefusedOrWrittenNeverCrash) {
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

// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "formats/mspdi/mspdi.h"
#include "unit/formats/mspdi/mspdi_support.h"

namespace tc::formats::mspdi {
namespace {

using model::ConstraintKind;
using model::LinkType;

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

}  // namespace
}  // namespace tc::formats::mspdi

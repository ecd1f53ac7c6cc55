// SPDX-License-Identifier: Apache-2.0
#include "formats/pmxml/pmxml.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <string>

#include "formats/pmxml/element.h"
#include "formats/schedule/working_time.h"
#include "formats/xml/xml_tree.h"
#include "unit/formats/exchange/random_schedule.h"

namespace tc::formats {
namespace {

using model::ActivityKind;
using model::ConstraintKind;
using model::LinkType;

Minute at(const char* text) { return *parse_minute(text); }

std::string document(const std::string& inside) {
  return "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<APIBusinessObjects "
         "xmlns=\"http://xmlns.oracle.com/Primavera/P6/V8.3/API/BusinessObjects\" "
         "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">" +
         inside + "</APIBusinessObjects>";
}

std::string day(const std::string& name, const std::string& shifts) {
  return "<StandardWorkHours><DayOfWeek>" + name + "</DayOfWeek>" + shifts + "</StandardWorkHours>";
}
std::string shift(const std::string& from, const std::string& to) {
  return "<WorkTime><Start>" + from + "</Start><Finish>" + to + "</Finish></WorkTime>";
}
std::string off_day(const std::string& date) {
  return "<HolidayOrException><Date>" + date +
         "T00:00:00</Date><WorkTime xsi:nil=\"true\"/>"
         "</HolidayOrException>";
}

const std::string kCalendars =
    "<Calendar><HoursPerDay>8</HoursPerDay><IsDefault>1</IsDefault><Name>Base</Name>"
    "<ObjectId>7</ObjectId><Type>Global</Type><StandardWorkWeek>" +
    day("Monday", shift("08:00:00", "11:59:00") + shift("13:00:00", "16:59:00")) +
    day("Tuesday", shift("00:00:00", "23:59:00")) + "</StandardWorkWeek><HolidayOrExceptions>" +
    off_day("2025-01-06") + off_day("2025-01-07") +
    "</HolidayOrExceptions></Calendar>"
    "<Calendar><BaseCalendarObjectId>7</BaseCalendarObjectId><Name>Own</Name><ObjectId>8</ObjectId>"
    "<Type>Project</Type><StandardWorkWeek>" +
    day("Friday", shift("22:00:00", "05:59:00")) +
    "</StandardWorkWeek><HolidayOrExceptions><HolidayOrException><Date>2025-01-07T00:00:00</Date>" +
    shift("10:00:00", "10:29:00") + "</HolidayOrException></HolidayOrExceptions></Calendar>";

const std::string kProject =
    "<Project><ActivityDefaultCalendarObjectId>8</ActivityDefaultCalendarObjectId>"
    "<CriticalActivityFloatLimit>2</CriticalActivityFloatLimit>"
    "<CurrentBaselineProjectObjectId>90</CurrentBaselineProjectObjectId>"
    "<DataDate>2025-02-03T08:00:00</DataDate><Id>JOB</Id><Name>The job</Name>"
    "<ObjectId>50</ObjectId><PlannedStartDate>2025-01-01T00:00:00</PlannedStartDate>"
    "<WBS><Code>B</Code><Name>Sub</Name><ObjectId>62</ObjectId><ParentObjectId>61</ParentObjectId>"
    "</WBS><WBS><Code>A</Code><Name>Top</Name><ObjectId>61</ObjectId>"
    "<ParentObjectId>60</ParentObjectId></WBS>"
    "<Activity><CalendarObjectId>7</CalendarObjectId>"
    "<DurationPercentComplete>0.25</DurationPercentComplete>"
    "<ActualStartDate>2025-01-13T08:00:00</ActualStartDate><Id>A1</Id><Name>Dig &amp; pour</Name>"
    "<ObjectId>101</ObjectId><PlannedDuration>70,583333</PlannedDuration>"
    "<PlannedStartDate>2025-01-01T08:00:00</PlannedStartDate>"
    "<PrimaryConstraintDate>2025-03-01T17:00:00</PrimaryConstraintDate>"
    "<PrimaryConstraintType>Finish On Or Before</PrimaryConstraintType>"
    "<RemainingDuration>16</RemainingDuration>"
    "<RemainingLateFinishDate>2025-04-01T17:00:00</RemainingLateFinishDate>"
    "<StartDate>2025-01-13T08:00:00</StartDate><Status>In Progress</Status>"
    "<SuspendDate xsi:nil=\"true\"/><Type>Task Dependent</Type><WBSObjectId>62</WBSObjectId>"
    "</Activity>"
    "<Activity><CalendarObjectId xsi:nil=\"true\"/><Id>A2</Id><Name>Done</Name>"
    "<ObjectId>102</ObjectId><Type>Finish Milestone</Type></Activity>"
    "<Relationship><Lag>-8</Lag><ObjectId>201</ObjectId>"
    "<PredecessorActivityObjectId>101</PredecessorActivityObjectId>"
    "<SuccessorActivityObjectId>102</SuccessorActivityObjectId><Type>Start to Finish</Type>"
    "</Relationship>"
    "<ScheduleOptions><CalculateFloatBasedOnFinishDate>0</CalculateFloatBasedOnFinishDate>"
    "<ComputeTotalFloatType>Smallest of Start Float and Finish Float</ComputeTotalFloatType>"
    "<OutOfSequenceScheduleType>Progress Override</OutOfSequenceScheduleType>"
    "<RelationshipLagCalendar>Successor Activity Calendar</RelationshipLagCalendar>"
    "<UseExpectedFinishDates>0</UseExpectedFinishDates></ScheduleOptions></Project>"
    "<BaselineProject><ObjectId>90</ObjectId><Activity><Id>A1</Id><ObjectId>901</ObjectId>"
    "<PlannedStartDate>2024-12-02T08:00:00</PlannedStartDate></Activity></BaselineProject>";

ScheduleFile read(std::string_view bytes) {
  auto file = read_pmxml(bytes);
  EXPECT_TRUE(file) << (file ? "" : to_line(file.error()));
  return file ? std::move(*file) : ScheduleFile{};
}

std::string sample(const std::string& name) {
  std::ifstream stream(std::string(TC_SHARED_DIR) + "/data/schedules/" + name, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

bool has_note(const Notes& notes, std::string_view rule) {
  return std::ranges::any_of(notes, [&](const Note& note) { return note.rule == rule; });
}

/// How many lines of two documents differ, as P6 would see them.
std::size_t changed_lines(const std::string& bytes, const std::string& written) {
  const std::string before = xml::to_bytes((*xml::parse_xml(bytes))->tree);
  std::map<std::string, int> lines;
  const auto count = [&lines](const std::string& text, int step) {
    for (std::size_t from = 0; from < text.size();) {
      const std::size_t end = std::min(text.find('\n', from), text.size());
      lines[text.substr(from, end - from)] += step;
      from = end + 1;
    }
  };
  count(before, 1);
  count(written, -1);
  std::size_t changed = 0;
  for (const auto& [line, times] : lines) changed += times == 0 ? 0u : 1u;
  return changed;
}

TEST(Pmxml, ReadsAProjectWithItsRules) {
  const ScheduleFile file = read(document(kCalendars + kProject));
  EXPECT_EQ(file.version, "8.3");
  ASSERT_EQ(file.projects.size(), 1U);
  const ScheduleProject& project = file.projects[0];
  EXPECT_EQ(project.file.project.id.value, 50);
  EXPECT_EQ(project.code, "JOB");
  EXPECT_EQ(project.data_date, at("2025-02-03T08:00"));
  EXPECT_EQ(project.calendar_id.value, 8);
  EXPECT_EQ(project.rules.progress, model::ProgressRule::progress_override);
  EXPECT_EQ(project.rules.total_float, model::FloatRule::least);
  EXPECT_EQ(project.rules.float_basis, model::FloatBasis::batch);
  EXPECT_EQ(project.rules.lag_calendar, model::LagCalendar::successor);
  EXPECT_EQ(project.rules.critical_minutes, 120);
  EXPECT_FALSE(project.rules.use_expected_finish);
  ASSERT_EQ(project.wbs.size(), 2U);
  EXPECT_EQ(project.wbs[0].path, "A") << "parents first";
  EXPECT_EQ(project.wbs[1].path, "A.B");
}

TEST(Pmxml, ReadsActivitiesAndLinks) {
  const ScheduleFile file = read(document(kCalendars + kProject));
  const model::Activity& dig = file.projects.at(0).file.activities.at(0);
  EXPECT_EQ(dig.id.value, 101);
  EXPECT_EQ(dig.name, "Dig & pour");
  EXPECT_EQ(dig.wbs, "A.B");
  EXPECT_EQ(dig.duration_likely, 4235);
  EXPECT_EQ(dig.remaining, 960);
  EXPECT_EQ(dig.constraint_kind, ConstraintKind::finish_not_later);
  EXPECT_EQ(dig.constraint_at, at("2025-03-01T17:00"));
  EXPECT_EQ(dig.actual_start, at("2025-01-13T08:00"));
  EXPECT_EQ(dig.planned_start, at("2025-01-13T08:00"));
  EXPECT_EQ(dig.approved_start, at("2024-12-02T08:00")) << "of the baseline";
  EXPECT_EQ(file.projects[0].facts[0].stored.late_finish, at("2025-04-01T17:00"));
  EXPECT_EQ(file.projects[0].facts[0].percent_complete, 25);
  const model::Activity& done = file.projects[0].file.activities.at(1);
  EXPECT_EQ(done.kind, ActivityKind::finish_milestone);
  EXPECT_EQ(done.calendar_id.value, 8) << "the project's own";
  const model::Link& link = file.projects[0].file.links.at(0);
  EXPECT_EQ(link.type, LinkType::start_finish);
  EXPECT_EQ(link.lag, -480);
  EXPECT_EQ(link.lag_calendar_id.value, 8) << "the successor's";
}

TEST(Pmxml, ShiftsEndWithTheirLastMinute) {
  const ScheduleFile file = read(document(kCalendars + kProject));
  EXPECT_EQ(file.calendars.at(0).week, "mon 08:00-12:00 13:00-17:00; tue 00:00-24:00");
  EXPECT_EQ(file.calendars.at(1).week, "fri 22:00-24:00; sat 00:00-06:00") << "over midnight";
  EXPECT_EQ(file.calendars[1].exceptions, "2025-01-06 off\n2025-01-07 10:00-10:30\n")
      << "those of the base, its own first";
}

TEST(Pmxml, ShiftsOfOtherWritersEndAtTheNextInstant) {
  const std::string calendar =
      "<Calendar><Name>C</Name><ObjectId>1</ObjectId><StandardWorkWeek>" +
      day("Monday", shift("08:00:00", "12:00:00") + shift("13:00:00", "17:00:00")) +
      day("Sunday", shift("00:00:00", "00:00:00")) + "</StandardWorkWeek></Calendar>";
  const ScheduleFile file = read(document(calendar + "<Project><Id>P</Id></Project>"));
  EXPECT_EQ(file.calendars.at(0).week, "mon 08:00-12:00 13:00-17:00; sun 00:00-24:00");
}

TEST(Pmxml, NamespacePrefixesDoNotMatter) {
  std::string text = document(kCalendars + kProject);
  std::string prefixed;
  for (std::size_t i = 0; i < text.size(); ++i) {
    prefixed += text[i];
    const bool closing = text[i] == '<' && text[i + 1] == '/';
    if (closing) prefixed += text[++i];
    if ((text[i] == '<' || closing) && text[i + 1] != '?') prefixed += "p6:";
  }
  EXPECT_TRUE(looks_like_pmxml(prefixed));
  const ScheduleFile plain = read(text);
  const ScheduleFile other = read(prefixed);
  EXPECT_EQ(plain.projects, other.projects);
  EXPECT_EQ(plain.calendars, other.calendars);
  const auto written = write_pmxml(other);
  ASSERT_TRUE(written);
  EXPECT_EQ(changed_lines(prefixed, written->bytes), 0U);
}

TEST(Pmxml, AnUnchangedFileIsTheSameDocument) {
  const std::string text = document(kCalendars + kProject);
  const auto written = write_pmxml(read(text));
  ASSERT_TRUE(written);
  EXPECT_EQ(changed_lines(text, written->bytes), 0U) << written->bytes;
  EXPECT_TRUE(written->dropped.empty());
}

TEST(Pmxml, AChangeTouchesItsElementsOnly) {
  const std::string text = document(kCalendars + kProject);
  ScheduleFile file = read(text);
  file.projects[0].file.activities[0].name = "Dig";
  auto written = write_pmxml(file);
  ASSERT_TRUE(written);
  EXPECT_EQ(changed_lines(text, written->bytes), 2U) << written->bytes;
  EXPECT_EQ(read(written->bytes).projects, file.projects);

  file.projects[0].file.activities[1].suspended_at = at("2025-05-05T10:00");
  file.projects[0].file.activities[0].approved_start = at("2024-12-09T08:00");
  file.projects[0].file.links[0].lag = 90;
  file.projects[0].rules.progress = model::ProgressRule::actual_dates;
  file.calendars[0].exceptions = "2025-01-06..2025-01-07 off\n2025-05-01 off\n";
  file.calendars[1].exceptions = "2025-01-06 off\n2025-01-07 10:00-10:30\n2025-05-01 off\n";
  written = write_pmxml(file);
  ASSERT_TRUE(written);
  const ScheduleFile again = read(written->bytes);
  EXPECT_EQ(again.projects, file.projects) << written->bytes;
  EXPECT_EQ(again.calendars, file.calendars);
  EXPECT_NE(written->bytes.find("<PlannedStartDate>2024-12-09T08:00:00"), std::string::npos);
  EXPECT_NE(written->bytes.find("<PlannedStartDate>2025-01-01T08:00:00"), std::string::npos)
      << "the planned dates of the project stay; the baseline has the approved ones";
}

TEST(Pmxml, ActivitiesComeAndGo) {
  ScheduleFile file = read(document(kCalendars + kProject));
  ScheduleProject& project = file.projects[0];
  model::Activity made = project.file.activities[1];
  made.id = {300};
  made.code = "A3";
  made.wbs = "A";
  project.file.activities.push_back(made);
  project.facts.push_back({});
  model::Link link = project.file.links[0];
  link.id = {400};
  link.predecessor_id = {102};
  link.successor_id = {300};
  project.file.links.push_back(link);
  auto written = write_pmxml(file);
  ASSERT_TRUE(written);
  ScheduleFile again = read(written->bytes);
  ASSERT_EQ(again.projects.at(0).file.activities.size(), 3U) << written->bytes;
  EXPECT_EQ(again.projects[0].file.activities, project.file.activities);
  EXPECT_EQ(again.projects[0].file.links, project.file.links);

  again.projects[0].file.activities.erase(again.projects[0].file.activities.begin());
  again.projects[0].facts.erase(again.projects[0].facts.begin());
  again.projects[0].file.links.erase(again.projects[0].file.links.begin());
  written = write_pmxml(again);
  ASSERT_TRUE(written);
  EXPECT_EQ(read(written->bytes).projects, again.projects) << written->bytes;
  EXPECT_EQ(written->bytes.find(">101<"), std::string::npos) << "nothing names what is gone";
}

/// What another reader finds of an activity that was written from the type alone.
model::Activity as_p6_has_it(model::Activity activity) {
  if (activity.kind == ActivityKind::gate) activity.kind = ActivityKind::task;
  if (activity.kind == ActivityKind::milestone) activity.kind = ActivityKind::finish_milestone;
  if (activity.constraint_kind == ConstraintKind::set_by_hand) {
    activity.constraint_kind = ConstraintKind::mandatory_start;
  }
  if (activity.deadline && activity.secondary_kind == ConstraintKind::none) {
    activity.secondary_kind = ConstraintKind::finish_not_later;
    activity.secondary_at = activity.deadline;
  }
  activity.deadline.reset();
  if (!activity.approved_start) activity.approved_start = activity.planned_start;
  if (!activity.approved_finish) activity.approved_finish = activity.planned_finish;
  const std::int64_t usual = activity.actual_finish ? 0 : activity.duration_likely;
  const bool started = activity.actual_start && !activity.actual_finish;
  if (!started && activity.remaining == usual) activity.remaining.reset();
  return activity;
}

TEST(Pmxml, AnyScheduleIsWrittenAndReadAgain) {
  for (std::uint32_t seed = 1; seed <= 150; ++seed) {
    SCOPED_TRACE(seed);
    ScheduleFile file = random_schedule(seed);
    const auto written = write_pmxml(file);
    ASSERT_TRUE(written) << to_line(written.error());
    const ScheduleFile again = read(written->bytes);
    ASSERT_EQ(again.projects.size(), file.projects.size());
    for (std::size_t p = 0; p < file.projects.size(); ++p) {
      const ScheduleProject& before = file.projects[p];
      const ScheduleProject& after = again.projects[p];
      EXPECT_EQ(after.code, before.code);
      EXPECT_EQ(after.rules, before.rules);
      EXPECT_EQ(after.must_finish_by, before.must_finish_by);
      ASSERT_EQ(after.file.activities.size(), before.file.activities.size());
      std::map<std::int64_t, bool> summaries;
      for (std::size_t a = 0; a < before.file.activities.size(); ++a) {
        EXPECT_EQ(after.file.activities[a], as_p6_has_it(before.file.activities[a]))
            << written->bytes;
      }
    }
    for (std::size_t c = 0; c < file.calendars.size(); ++c) {
      EXPECT_EQ(*from_model(again.calendars.at(c)), *from_model(file.calendars[c]));
    }
    const auto second = write_pmxml(again);
    ASSERT_TRUE(second);
    EXPECT_EQ(second->bytes, written->bytes);
  }
}

TEST(Pmxml, LinksOfSummariesAreDroppedAloud) {
  ScheduleFile file = random_schedule(7);
  std::map<std::int64_t, bool> summary;
  std::size_t links = 0;
  std::size_t on_summaries = 0;
  for (const ScheduleProject& project : file.projects) {
    for (const model::Activity& activity : project.file.activities) {
      summary[activity.id.value] = activity.kind == ActivityKind::summary;
    }
    for (const model::Link& link : project.file.links) {
      ++links;
      on_summaries +=
          summary[link.predecessor_id.value] || summary[link.successor_id.value] ? 1u : 0u;
    }
  }
  const auto written = write_pmxml(file);
  ASSERT_TRUE(written);
  std::size_t kept = 0;
  for (const ScheduleProject& project : read(written->bytes).projects) {
    kept += project.file.links.size();
  }
  EXPECT_EQ(kept, links - on_summaries);
  EXPECT_EQ(has_note(written->dropped, "pmxml.link"), on_summaries > 0);
}

TEST(Pmxml, HostileInputIsRefusedOrNoted) {
  const auto rule = [](const std::string& bytes) {
    const auto file = read_pmxml(bytes);
    return file ? "" : file.error().rule;
  };
  EXPECT_EQ(rule("<Project/>"), "pmxml.root");
  EXPECT_EQ(rule(document("")), "pmxml.project");
  EXPECT_EQ(rule("<!DOCTYPE a [<!ENTITY b \"c\">]><APIBusinessObjects/>"), "xml.entity");
  EXPECT_EQ(rule(document(kProject).substr(0, 900)), "xml.shape");
  const ScheduleFile odd = read(document(
      "<Project><DataDate>2025-02-31T08:00:00</DataDate><ObjectId>99999999999999999999</ObjectId>"
      "<WBS><ObjectId>1</ObjectId><ParentObjectId>2</ParentObjectId></WBS>"
      "<WBS><ObjectId>2</ObjectId><ParentObjectId>1</ParentObjectId></WBS>"
      "<Activity><ObjectId>5</ObjectId><PlannedDuration>1e300</PlannedDuration></Activity>"
      "<Activity><ObjectId>5</ObjectId><PlannedDuration>-4</PlannedDuration>"
      "<PrimaryConstraintType>Start On</PrimaryConstraintType></Activity>"
      "<Relationship><PredecessorActivityObjectId>5</PredecessorActivityObjectId>"
      "<SuccessorActivityObjectId>77</SuccessorActivityObjectId></Relationship></Project>"));
  EXPECT_TRUE(has_note(odd.notes, "pmxml.value"));
  EXPECT_TRUE(has_note(odd.notes, "pmxml.id"));
  EXPECT_TRUE(has_note(odd.notes, "pmxml.link"));
  EXPECT_EQ(odd.projects.at(0).wbs.size(), 2U);
  ASSERT_EQ(odd.projects[0].file.activities.size(), 2U);
  EXPECT_EQ(odd.projects[0].file.activities[0].duration_likely, 0);
  EXPECT_EQ(odd.projects[0].file.activities[1].constraint_kind, ConstraintKind::none);
  EXPECT_TRUE(write_pmxml(odd));
}

TEST(Pmxml, TheSampleProgramme) {
  const std::string bytes = sample("program-4projects.pmxml.xml");
  if (bytes.empty()) GTEST_SKIP() << "data/schedules is not beside the repository";
  EXPECT_TRUE(looks_like_pmxml(bytes));
  const ScheduleFile file = read(bytes);
  EXPECT_EQ(file.version, "15.2");
  ASSERT_EQ(file.projects.size(), 4U);
  EXPECT_EQ(file.projects[2].file.activities.size(), 13U);
  EXPECT_TRUE(file.projects[0].facts.at(0).inactive) << "named by a link alone";
  EXPECT_EQ(file.calendars.at(0).week, "mon-fri 08:00-16:00");
  std::size_t links = 0;
  for (const ScheduleProject& project : file.projects) links += project.file.links.size();
  EXPECT_EQ(links, 26U);
  const auto written = write_pmxml(file);
  ASSERT_TRUE(written);
  EXPECT_EQ(changed_lines(bytes, written->bytes), 0U);
}

}  // namespace
}  // namespace tc::formats

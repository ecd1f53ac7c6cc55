// SPDX-License-Identifier: Apache-2.0
#include "formats/csv/csv.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "base/text.h"
#include "formats/csv/columns.h"
#include "formats/csv/predecessors.h"
#include "formats/csv/table.h"
#include "formats/csv/values.h"
#include "unit/formats/exchange/random_schedule.h"

namespace tc::formats {
namespace {

using model::ActivityKind;
using model::ConstraintKind;
using model::LinkType;

Minute at(const char* text) { return *parse_minute(text); }

ScheduleFile read(std::string_view text) {
  auto file = read_csv_schedule(text);
  EXPECT_TRUE(file) << (file ? "" : to_line(file.error()));
  return file ? std::move(*file) : ScheduleFile{};
}

std::string fault_of(std::string_view text) {
  const auto file = read_csv_schedule(text);
  return file ? "" : file.error().rule + " " + file.error().where;
}

bool has_note(const Notes& notes, std::string_view rule) {
  return std::ranges::any_of(notes, [&](const Note& note) { return note.rule == rule; });
}

TEST(CsvSchedule, ReadsATableOfMicrosoftProject) {
  const ScheduleFile file = read(
      "ID,Task Name,Duration,Start,Finish,Predecessors,% Complete,Resource Names\r\n"
      "1,Design,10 days?,2025-03-03 08:00,2025-03-14 17:00,,0%,Ann\r\n"
      "2,\"Build, then \"\"test\"\"\",4.5d,2025/3/17 8:00,2025/3/21 12:00,1FS+2 days,0%,\r\n"
      "3,Done,0 days,,,\"1SS-50%,2FF+3ed\",0%,\r\n");
  ASSERT_EQ(file.projects.size(), 1U);
  const auto& activities = file.projects[0].file.activities;
  ASSERT_EQ(activities.size(), 3U);
  EXPECT_EQ(activities[0].duration_likely, 4800);
  EXPECT_EQ(activities[1].name, "Build, then \"test\"");
  EXPECT_EQ(activities[1].duration_likely, 2160);
  EXPECT_EQ(activities[1].planned_finish, at("2025-03-21T12:00"));
  EXPECT_EQ(activities[2].kind, ActivityKind::milestone);
  const auto& links = file.projects[0].file.links;
  ASSERT_EQ(links.size(), 3U);
  EXPECT_EQ(links[0].lag, 960);
  EXPECT_EQ(links[0].lag_calendar_id, activities[1].calendar_id);
  EXPECT_EQ(links[1].type, LinkType::start_start);
  EXPECT_EQ(links[1].lag, -2400);
  EXPECT_EQ(links[2].type, LinkType::finish_finish);
  EXPECT_EQ(links[2].lag, 3 * 1440);
  EXPECT_EQ(links[2].lag_calendar_id, model::CalendarId{});
  EXPECT_TRUE(has_note(file.notes, "csv.column"));
  EXPECT_EQ(file.calendars.at(0).week, "mon-fri 08:00-12:00 13:00-17:00");
}

TEST(CsvSchedule, ReadsChineseInGb18030WithSemicolons) {
  const std::string text =
      "项目;作业代码;作业名称;类型;日历;工期;前置任务;限制条件;限制日期;实际开始;实际完成\n"
      "一号;A-1;勘察;任务;24小时;5天;;不得早于…开始;2025年3月4日;2025.3.5;2025-03-10\n"
      ";A-2;开工;开始里程碑;;0;A-1FS+2工作日;必须完成于;2025-05-01;;\n";
  const ScheduleFile file = read(*text::encode_as(text, "GB18030"));
  EXPECT_EQ(file.encoding, "GB18030");
  ASSERT_EQ(file.projects.size(), 1U);
  EXPECT_EQ(file.projects[0].code, "一号");
  const auto& activities = file.projects[0].file.activities;
  ASSERT_EQ(activities.size(), 2U);
  EXPECT_EQ(activities[0].constraint_kind, ConstraintKind::start_not_earlier);
  EXPECT_EQ(activities[0].constraint_at, at("2025-03-04T00:00"));
  EXPECT_EQ(activities[0].actual_start, at("2025-03-05T00:00"));
  EXPECT_EQ(activities[0].actual_finish, at("2025-03-11T00:00")) << "through the end of that day";
  EXPECT_EQ(activities[1].kind, ActivityKind::start_milestone);
  EXPECT_EQ(activities[1].constraint_at, at("2025-05-02T00:00"));
  EXPECT_EQ(file.projects[0].file.links.at(0).lag, 960);
  EXPECT_EQ(file.calendars.at(0).week, "mon-sun 00:00-24:00");
  EXPECT_EQ(file.projects[0].data_date, at("2025-03-11T00:00"));
  EXPECT_TRUE(has_note(file.notes, "csv.data_date"));
}

TEST(CsvSchedule, TakesTheActualDatesThatP6Marks) {
  const ScheduleFile file = read(
      "Activity ID\tActivity Name\tOriginal Duration\tStart\tFinish\n"
      "A1000\tDig\t5d\t04-Mar-25 A\t10-Mar-25 17:00 A\n"
      "A1010\tPour\t5d\t11-Mar-25 08:00*\t17-Mar-25\n");
  const auto& activities = file.projects.at(0).file.activities;
  EXPECT_EQ(activities.at(0).code, "A1000");
  EXPECT_EQ(activities[0].actual_start, at("2025-03-04T00:00"));
  EXPECT_EQ(activities[0].actual_finish, at("2025-03-10T17:00"));
  EXPECT_EQ(activities.at(1).planned_start, at("2025-03-11T08:00"));
  EXPECT_FALSE(activities[1].actual_start);
}

TEST(CsvSchedule, WhatIsLeftFollowsFromThePercentage) {
  const ScheduleFile file = read(
      "id,duration,actual_start,percent_complete,remaining\n"
      "1,10d,2025-03-03,25%,\n2,10d,,25%,\n3,10d,2025-03-03,25%,1d\n");
  const auto& activities = file.projects.at(0).file.activities;
  EXPECT_EQ(activities.at(0).remaining, 3600);
  EXPECT_EQ(activities.at(1).remaining, std::nullopt);
  EXPECT_EQ(activities.at(2).remaining, 480);
}

TEST(CsvSchedule, NamesLineAndCellOfAFault) {
  EXPECT_EQ(fault_of("id,name,duration\n1,a,5d\n2,b,5 parsecs\n"), "csv.value 3:3");
  EXPECT_EQ(fault_of("id,name,duration\n1,a,-5d\n"), "csv.value 2:3");
  EXPECT_EQ(fault_of("id,name,duration\n1,\"a\nb\",5d\n2,b,99999999999999999999d\n"),
            "csv.value 4:3");
  EXPECT_EQ(fault_of("id,duration,actual_start\n1,5d,03/04/2025\n"), "csv.value 2:3");
  EXPECT_EQ(fault_of("id,duration,deadline\n1,5d,2025-02-30\n"), "csv.value 2:3");
  EXPECT_EQ(fault_of("id,duration,kind\n1,5d,parchment\n"), "csv.value 2:3");
  EXPECT_EQ(fault_of("id,duration,predecessors\n1,5d,\n2,5d,FS\n3,5d,1;2FS+5parsecs\n"),
            "csv.value 4:3");
  EXPECT_EQ(fault_of("id,duration\n1,5d\n1,5d\n"), "csv.duplicate 3:1");
  EXPECT_EQ(fault_of("id,name,duration\n1,\"open,5d\n"), "csv.quote 2:2");
  EXPECT_EQ(fault_of("fruit,colour\napple,red\n"), "csv.header 1:1");
  EXPECT_TRUE(has_note(read("id,duration\n").notes, "csv.empty"));
  EXPECT_EQ(fault_of(""), "csv.empty ");
  EXPECT_EQ(fault_of("id,duration" + std::string(2000, ',') + "\n"), "csv.limit 1:1024");
}

TEST(CsvSchedule, ALinkToNowhereIsNoted) {
  const ScheduleFile file = read("id,duration,predecessors\n1,5d,99FS+1d\n2,5d,1\n");
  EXPECT_EQ(file.projects.at(0).file.links.size(), 1U);
  EXPECT_TRUE(has_note(file.notes, "csv.predecessor"));
}

TEST(CsvSchedule, KnowsItsOwnFilesAlone) {
  EXPECT_TRUE(looks_like_csv_schedule("\xEF\xBB\xBFid;name;duration\r\n"));
  EXPECT_TRUE(looks_like_csv_schedule("任务名称\t工期\n"));
  EXPECT_FALSE(looks_like_csv_schedule("name,price\nfoo,1\n"));
  EXPECT_FALSE(looks_like_csv_schedule("ERMHDR\t19.12\t2025-01-01\n"));
  EXPECT_FALSE(looks_like_csv_schedule("<?xml version=\"1.0\"?><Project/>"));
  EXPECT_FALSE(looks_like_csv_schedule(""));
  EXPECT_FALSE(looks_like_csv_schedule(std::string(100'000, 'a')));
}

TEST(CsvSchedule, KeepsColumnsItDoesNotKnow) {
  const std::string text = "id,name,duration,Crew,Crew\r\n1,a,1d,\"x,y\",2\r\n2,b,2d,,3\r\n";
  const auto written = write_csv_schedule(read(text));
  ASSERT_TRUE(written);
  EXPECT_NE(written->bytes.find("Crew,Crew\r\n"), std::string::npos);
  EXPECT_NE(written->bytes.find("\"x,y\",2\r\n"), std::string::npos);
}

TEST(CsvSchedule, NoCellIsAFormula) {
  ScheduleFile file = read("id,name,duration\n1,a,1d\n");
  for (const std::string name : {"=cmd|' /C calc'!A0", "+1", "-1", "@sum", "'=1", "''=1", "'a"}) {
    file.projects[0].file.activities[0].name = name;
    const auto written = write_csv_schedule(file);
    ASSERT_TRUE(written);
    for (const std::string_view opening : {",=", ",+", ",-", ",@", ",\"=", ",\"+"}) {
      EXPECT_EQ(written->bytes.find(opening), std::string::npos) << name;
    }
    EXPECT_EQ(read(written->bytes).projects[0].file.activities[0].name, name);
  }
}

/// What a table can carry of an activity.
model::Activity carried(model::Activity activity) {
  activity.project_id = {};
  activity.calendar_id = {};
  return activity;
}

std::vector<std::string> links_of(const ScheduleFile& file) {
  std::vector<std::string> all;
  for (const ScheduleProject& project : file.projects) {
    for (const model::Link& link : project.file.links) {
      all.push_back(std::to_string(link.predecessor_id.value) + ">" +
                    std::to_string(link.successor_id.value) + " " +
                    std::string(model::to_name(link.type)) + " " + std::to_string(link.lag));
    }
  }
  std::ranges::sort(all);
  return all;
}

TEST(CsvSchedule, WhatIsWrittenIsReadAgain) {
  for (std::uint32_t seed = 1; seed <= 200; ++seed) {
    SCOPED_TRACE(seed);
    const ScheduleFile file = random_schedule(seed);
    const auto written = write_csv_schedule(file);
    ASSERT_TRUE(written);
    EXPECT_TRUE(looks_like_csv_schedule(written->bytes));
    const ScheduleFile again = read(written->bytes);
    ASSERT_EQ(again.projects.size(), file.projects.size());
    for (std::size_t p = 0; p < file.projects.size(); ++p) {
      const ScheduleProject& before = file.projects[p];
      const ScheduleProject& after = again.projects[p];
      EXPECT_EQ(after.code, before.code);
      EXPECT_EQ(after.data_date, before.data_date);
      EXPECT_EQ(after.must_finish_by, before.must_finish_by);
      ASSERT_EQ(after.file.activities.size(), before.file.activities.size());
      for (std::size_t a = 0; a < before.file.activities.size(); ++a) {
        EXPECT_EQ(carried(after.file.activities[a]), carried(before.file.activities[a]))
            << written->bytes;
      }
    }
    EXPECT_EQ(links_of(again), links_of(file)) << written->bytes;
    EXPECT_TRUE(has_note(written->dropped, "csv.rules"));
    EXPECT_TRUE(has_note(written->dropped, "csv.calendar"));
  }
}

TEST(CsvColumns, EveryNameFindsItsColumn) {
  for (const csv::ColumnWords& words : csv::column_words()) {
    EXPECT_EQ(csv::column_of(words.name), words.column) << words.name;
    EXPECT_EQ(csv::column_of(words.chinese), words.column) << words.chinese;
  }
  EXPECT_EQ(csv::column_of(" TASK_name "), csv::Column::name);
  EXPECT_EQ(csv::column_of("ＷＢＳ"), csv::Column::wbs);
  EXPECT_FALSE(csv::column_of("colour"));
}

TEST(CsvValues, SpansOfWork) {
  const auto minutes = [](const char* text) {
    const auto span = csv::parse_span(text);
    return span ? span->minutes : -1;
  };
  EXPECT_EQ(minutes("240"), 240);
  EXPECT_EQ(minutes("5d"), 2400);
  EXPECT_EQ(minutes("2,5 days"), 1200);
  EXPECT_EQ(minutes("1.5 wks?"), 3600);
  EXPECT_EQ(minutes("2eh"), 120);
  EXPECT_EQ(minutes("1ew"), 10080);
  EXPECT_EQ(minutes("3 个工作日"), 1440);
  EXPECT_EQ(minutes("2日历天"), 2880);
  EXPECT_EQ(minutes("1e9d"), -1);
  EXPECT_EQ(minutes("1.2.3d"), -1);
  EXPECT_EQ(minutes("d"), -1);
  EXPECT_EQ(minutes(""), -1);
  EXPECT_EQ(minutes("nan"), -1);
  EXPECT_EQ(minutes("inf"), -1);
  for (const std::int64_t value : {0, 1, 59, 60, 480, 481, 1440, -30, -960}) {
    for (const bool elapsed : {false, true}) {
      const auto span = csv::parse_span(csv::span_text(value, elapsed));
      ASSERT_TRUE(span);
      EXPECT_EQ(span->minutes, value);
      EXPECT_EQ(span->elapsed, elapsed);
    }
  }
}

TEST(CsvValues, TheLongestKnownReferenceWins) {
  const auto known = [](std::string_view text) {
    return text == "A" || text == "A-8" || text == "AFS" || text == "B,C" || text == "B";
  };
  const auto one = [&](const char* cell) {
    const auto items = csv::parse_predecessors(cell, known);
    std::string text;
    for (const auto& item : items.value_or(std::vector<csv::Predecessor>{})) {
      text += item.reference + "|" + csv::predecessor_text(item) + " ";
    }
    return text;
  };
  EXPECT_EQ(one("A-8h"), "A|AFS-1d ");
  EXPECT_EQ(one("A-8"), "A-8|A-8 ");
  EXPECT_EQ(one("A-8-8h"), "A-8|A-8FS-1d ");
  EXPECT_EQ(one("AFS"), "AFS|AFS ");
  EXPECT_EQ(one("AFSFS"), "AFS|AFS ");
  EXPECT_EQ(one("A SS + 2 d ; B,C"), "A|ASS+2d B,C|B,C ");
  EXPECT_EQ(one("B,A"), "B|B A|A ");
  EXPECT_EQ(one("Aff-2,5h"), "A|AFF-150m ");
}

}  // namespace
}  // namespace tc::formats

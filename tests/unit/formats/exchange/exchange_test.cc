// SPDX-License-Identifier: Apache-2.0
#include "formats/exchange/exchange.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <string>

#include "formats/exchange/losses.h"
#include "unit/formats/exchange/random_schedule.h"

namespace tc::formats {
namespace {

constexpr std::array kAll{ScheduleFormat::xer, ScheduleFormat::pmxml, ScheduleFormat::mspdi,
                          ScheduleFormat::csv};

std::string note_of(const Notes& notes, std::string_view rule, std::string_view word) {
  for (const Note& note : notes) {
    if (note.rule == rule && note.message.find(word) != std::string::npos) return note.message;
  }
  return {};
}

Error error_of(std::string_view bytes, std::string_view name = "plan") {
  const auto file = read_schedule(bytes, name);
  EXPECT_FALSE(file);
  return file ? Error{} : file.error();
}

TEST(Exchange, EveryFormatIsKnownByItsContent) {
  for (std::uint32_t seed = 1; seed <= 20; ++seed) {
    const ScheduleFile file = random_schedule(seed);
    for (const ScheduleFormat format : kAll) {
      SCOPED_TRACE(std::string(to_name(format)) + " " + std::to_string(seed));
      const auto written = write_schedule(file, format);
      ASSERT_TRUE(written) << to_line(written.error());
      EXPECT_EQ(format_of(written->bytes), format);
      const auto again = read_schedule(written->bytes, "a name that says nothing");
      ASSERT_TRUE(again) << to_line(again.error());
      EXPECT_EQ(again->format, format);
    }
  }
}

TEST(Exchange, AWrongNameDoesNotMatter) {
  const auto written = write_schedule(random_schedule(3), ScheduleFormat::pmxml);
  ASSERT_TRUE(written);
  const auto again = read_schedule(written->bytes, "plan.xer");
  ASSERT_TRUE(again);
  EXPECT_EQ(again->format, ScheduleFormat::pmxml);
}

TEST(Exchange, TheNameDecidesWhoAnswersForDamage) {
  EXPECT_EQ(error_of("fruit,colour\napple,red\n", "plan.csv").rule, "csv.header");
  EXPECT_EQ(error_of("fruit,colour\napple,red\n", "plan.bin").rule, "schedule.format");
}

TEST(Exchange, NamesAndFormats) {
  EXPECT_EQ(format_from_name("Plan.XER"), ScheduleFormat::xer);
  EXPECT_EQ(format_from_name("a/b.pmxml.xml"), ScheduleFormat::pmxml);
  EXPECT_EQ(format_from_name("b.mspdi.xml"), ScheduleFormat::mspdi);
  EXPECT_EQ(format_from_name("总进度.csv"), ScheduleFormat::csv);
  EXPECT_FALSE(format_from_name("b.xml"));
  EXPECT_FALSE(format_from_name(""));
  for (const ScheduleFormat format : kAll) EXPECT_EQ(format_named(to_name(format)), format);
  EXPECT_FALSE(format_named("mpp"));
}

TEST(Exchange, StrangersAreNamedKindly) {
  const Error plan = error_of(std::string("\xD0\xCF\x11\xE0\xA1\xB1", 6) + std::string(600, '\0'));
  EXPECT_EQ(plan.rule, "schedule.format");
  EXPECT_NE(plan.message.find("MPP"), std::string::npos);
  EXPECT_NE(plan.advice.find("XML"), std::string::npos);
  EXPECT_NE(error_of("PK\x03\x04xl/workbook.xml", "plan.csv").message.find("Excel"),
            std::string::npos);
  EXPECT_NE(error_of("<html/>").message.find("<html/>"), std::string::npos);
  EXPECT_NE(error_of(std::string("\x01\x02\xFF", 3)).message.find("01 02 FF"), std::string::npos);
  EXPECT_EQ(error_of("").message, "the file is empty");
}

TEST(Exchange, LossesAreCountedAndNamed) {
  std::uint32_t seed = 1;
  while (random_schedule(seed).projects[0].file.activities.size() < 3) ++seed;
  const ScheduleFile file = random_schedule(seed);
  ScheduleFile other = file;
  other.source = nullptr;
  Notes notes;
  list_losses(file, other, notes);
  EXPECT_TRUE(notes.empty()) << notes.front().message;

  ScheduleProject& project = other.projects[0];
  project.file.activities[0].name += "?";
  project.file.activities[0].deadline.reset();
  project.must_finish_by = Minute{0};
  other.calendars[0].week = "mon 08:00-12:00";
  const std::string lost = project.file.activities.back().code;
  project.file.activities.pop_back();
  project.facts.pop_back();
  std::size_t links = 0;
  for (ScheduleProject& one : other.projects) {
    links += one.file.links.size();
    one.file.links.clear();
  }
  list_losses(file, other, notes);
  EXPECT_NE(
      note_of(notes, "schedule.lost", "1 × name: ").find(file.projects[0].file.activities[0].code),
      std::string::npos);
  EXPECT_FALSE(note_of(notes, "schedule.lost", "1 × activity: " + lost).empty());
  EXPECT_FALSE(note_of(notes, "schedule.lost", "1 × working time: 五天工作制").empty());
  EXPECT_EQ(note_of(notes, "schedule.lost", std::to_string(links) + " × link: ").empty(),
            links == 0);
}

TEST(Exchange, ACalendarOfTheSameHoursIsNoLoss) {
  const ScheduleFile file = random_schedule(9);
  ScheduleFile other = file;
  other.calendars[0].week = "mon,tue,wed,thu,fri 08:00-12:00 13:00-17:00";
  Notes notes;
  list_losses(file, other, notes);
  EXPECT_TRUE(notes.empty());
}

TEST(Exchange, TheSumOfAReading) {
  const auto file = read_schedule(
      "id,duration,actual_start,actual_finish,planned_start,planned_finish,predecessors,data_date\n"
      "1,5d,2025-01-06,2025-01-10,,,,2025-02-01\n2,5d,2025-01-13,,2025-01-13,2025-02-20,1,\n"
      "3,5d,,,2025-02-21,2025-03-01,2,\n",
      "plan.csv");
  ASSERT_TRUE(file);
  const ScheduleSummary sum = summary_of(*file);
  EXPECT_EQ(sum.activities, 3U);
  EXPECT_EQ(sum.finished, 1U);
  EXPECT_EQ(sum.started, 1U);
  EXPECT_EQ(sum.links, 2U);
  EXPECT_EQ(sum.first, *parse_minute("2025-01-06"));
  EXPECT_EQ(sum.last, *parse_minute("2025-03-02"));
  EXPECT_EQ(sum.data_date, *parse_minute("2025-02-01"));
}

}  // namespace
}  // namespace tc::formats

// The days of each kind of recurring exception, worked out by hand in the comments. 2024-01-01 is a
// Monday; 2024 is a leap year.
// SPDX-License-Identifier: Apache-2.0
#include "formats/mspdi/recurrence.h"

#include <gtest/gtest.h>

#include <string>

#include "model/calendar_text.h"
#include "unit/formats/mspdi/mspdi_support.h"

namespace tc::formats::mspdi {
namespace {

Day day(std::string_view text) { return parse_day(text).value_or(Day{}); }

ExceptionRule rule(Recurrence kind, std::string_view first, std::string_view last) {
  ExceptionRule out;
  out.kind = kind;
  out.first = day(first);
  out.last = day(last);
  return out;
}

std::string text_of(const ExceptionRule& given) {
  std::string out;
  for (const Day each : days_of(given)) out += (out.empty() ? "" : " ") + to_text(each);
  return out;
}

TEST(Recurrence, EveryDayOfThePeriod) {
  EXPECT_EQ(text_of(rule(Recurrence::every_day, "2024-02-28", "2024-03-01")),
            "2024-02-28 2024-02-29 2024-03-01");
}

TEST(Recurrence, EveryNDaysFromTheFirst) {
  auto given = rule(Recurrence::every_n_days, "2024-01-01", "2024-01-12");
  given.period = 5;
  EXPECT_EQ(text_of(given), "2024-01-01 2024-01-06 2024-01-11");
  given.occurrences = 2;
  EXPECT_EQ(text_of(given), "2024-01-01 2024-01-06");
}

TEST(Recurrence, WeeksBeginOnSunday) {
  auto given = rule(Recurrence::weekly, "2024-01-01", "2024-01-31");
  given.period = 2;
  given.days_of_week = 1 | 8;  // Sunday and Wednesday
  // The first week is Sunday 2023-12-31 to Saturday 01-06; its Sunday is before the period. Two
  // weeks later it is that of 01-14: Sunday 01-14 and Wednesday 01-17; then 01-28 and 01-31.
  EXPECT_EQ(text_of(given), "2024-01-03 2024-01-14 2024-01-17 2024-01-28 2024-01-31");
}

TEST(Recurrence, MonthsByDayBeginWithTheNextWhenTheDayIsPast) {
  auto given = rule(Recurrence::monthly_by_day, "2024-01-10", "2024-12-31");
  given.period = 3;
  given.month_day = 5;
  // 01-05 is past, so months are counted from February.
  EXPECT_EQ(text_of(given), "2024-02-05 2024-05-05 2024-08-05 2024-11-05");
  given.month_day = 10;
  EXPECT_EQ(text_of(given), "2024-01-10 2024-04-10 2024-07-10 2024-10-10");
}

TEST(Recurrence, AMonthWithoutTheDayTakesItsLast) {
  auto given = rule(Recurrence::monthly_by_day, "2024-01-01", "2024-04-30");
  given.month_day = 31;
  EXPECT_EQ(text_of(given), "2024-01-31 2024-02-29 2024-03-31 2024-04-30");
}

TEST(Recurrence, MonthsByPlace) {
  auto given = rule(Recurrence::monthly_by_place, "2024-01-01", "2024-03-31");
  given.item = 5;  // Tuesday
  given.position = 1;
  // Tuesdays: January 2, 9; February 6, 13; March 5, 12.
  EXPECT_EQ(text_of(given), "2024-01-09 2024-02-13 2024-03-12");
  given.position = 4;  // the last: January 30, February 27, March 26
  EXPECT_EQ(text_of(given), "2024-01-30 2024-02-27 2024-03-26");
}

TEST(Recurrence, PlacesOfDaysWeekdaysAndWeekendDays) {
  auto given = rule(Recurrence::monthly_by_place, "2024-06-01", "2024-06-30");
  given.item = 0;
  given.position = 3;  // the fourth day
  EXPECT_EQ(text_of(given), "2024-06-04");
  given.item = 1;
  given.position = 0;  // June 1 and 2 are a weekend: the first weekday is Monday 3
  EXPECT_EQ(text_of(given), "2024-06-03");
  given.position = 4;  // the last weekday: Friday 28
  EXPECT_EQ(text_of(given), "2024-06-28");
  given.item = 2;
  given.position = 2;  // weekend days 1, 2, 8
  EXPECT_EQ(text_of(given), "2024-06-08");
}

TEST(Recurrence, YearsByDay) {
  auto given = rule(Recurrence::yearly_by_day, "2024-03-01", "2028-12-31");
  given.month = 1;  // February
  given.month_day = 29;
  // 2024-02-29 is before the period; common years take the 28th.
  EXPECT_EQ(text_of(given), "2025-02-28 2026-02-28 2027-02-28 2028-02-29");
}

TEST(Recurrence, YearsByPlace) {
  auto given = rule(Recurrence::yearly_by_place, "2024-01-01", "2026-12-31");
  given.month = 9;  // October
  given.item = 4;   // Monday
  given.position = 1;
  // First Mondays of October: 2024-10-07, 2025-10-06, 2026-10-05; the second is a week later.
  EXPECT_EQ(text_of(given), "2024-10-14 2025-10-13 2026-10-12");
}

TEST(Recurrence, AbsurdRulesStayBounded) {
  for (const auto kind : {Recurrence::every_day, Recurrence::every_n_days, Recurrence::weekly,
                          Recurrence::monthly_by_day, Recurrence::monthly_by_place,
                          Recurrence::yearly_by_day, Recurrence::yearly_by_place}) {
    for (const std::int64_t number :
         {std::int64_t{-1} << 53, std::int64_t{0}, std::int64_t{1} << 53}) {
      ExceptionRule given{.kind = kind, .first = {-2'000'000}, .last = {2'000'000}};
      given.period = given.days_of_week = given.month = given.month_day = number;
      given.item = given.position = given.occurrences = number;
      EXPECT_LE(days_of(given).size(), 109'573u);
    }
  }
}

/// Each exception of the sample states its last day and how often it occurs.
TEST(Recurrence, MatchesWhatMicrosoftProjectWrote) {
  for (const std::string& path : samples()) {
    if (path.find("recurring") == std::string::npos) continue;
    const ScheduleFile file = read(bytes_of(path));
    ASSERT_FALSE(file.calendars.empty());
    const auto dated = model::parse_exceptions(file.calendars.front().exceptions);
    ASSERT_TRUE(dated);
    int days = 0;
    for (const auto& line : *dated) days += line.last - line.first + 1;
    EXPECT_EQ(days, 140);
    // "Weekly 7 Sunday", "Monthly Relative 7", "Yearly Relative 3" end on these days.
    for (const char* end : {"2002-03-17 off", "2007-05-13 off", "2009-05-21 off"}) {
      EXPECT_NE(file.calendars.front().exceptions.find(end), std::string::npos) << end;
    }
    EXPECT_NE(file.calendars.front().exceptions.find("2010-01-02 09:00-13:00 14:00-17:00"),
              std::string::npos);
    return;
  }
  GTEST_SKIP() << "no shared data beside the sources";
}

}  // namespace
}  // namespace tc::formats::mspdi

// Reading calendars, and the dates an official would work out by hand.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <limits>
#include <string>

#include "engine/calendar/compile.h"
#include "model/calendar_text.h"

namespace tc::engine {
namespace {

using model::DayShifts;
using model::parse_exceptions;
using model::parse_week;

Minute at(const char* text) { return parse_minute(text).value(); }

model::Calendar office() {
  model::Calendar calendar;
  calendar.id.value = 1;
  calendar.name = "office";
  calendar.week = "mon-fri 08:00-12:00 14:00-18:00";
  calendar.exceptions = "2025-10-01..2025-10-08 off\n2025-09-28 08:00-12:00 14:00-18:00\n";
  calendar.winter = "11-15..03-14";
  return calendar;
}

WorkingCalendar compiled(const model::Calendar& calendar, int weather = 0) {
  auto result = compile_calendar(calendar, weather);
  EXPECT_TRUE(result) << to_line(result.error());
  return result.value_or(WorkingCalendar());
}

Error error_of(model::Calendar calendar, int weather = 0) {
  auto result = compile_calendar(calendar, weather);
  EXPECT_FALSE(result);
  return result ? Error{} : result.error();
}

TEST(Calendar, HorizonIsWhatItSays) {
  EXPECT_EQ(to_text(kHorizonBegin), "1990-01-01");
  EXPECT_EQ(to_text(kHorizonEnd), "2120-01-01");
}

TEST(Calendar, WorkRunsThroughBreaksHolidaysAndMakeUpDays) {
  const WorkingCalendar calendar = compiled(office());
  // Friday 2025-09-26 17:00 + 8 h: one hour that day, then the Sunday that makes up for the
  // holiday.
  EXPECT_EQ(to_text(calendar.add(at("2025-09-26T17:00"), 480)), "2025-09-28T17:00");
  // Tuesday 09-30 18:00 is the last hour before the holiday: the next work begins on 10-09.
  EXPECT_EQ(to_text(calendar.next_work_start(at("2025-09-30T18:00"))), "2025-10-09T08:00");
  EXPECT_EQ(to_text(calendar.previous_work_finish(at("2025-10-09T08:00"))), "2025-09-30T18:00");
  EXPECT_EQ(calendar.work_between(at("2025-09-30T17:00"), at("2025-10-09T09:00")), 120);
  EXPECT_EQ(calendar.work_between(at("2025-10-09T09:00"), at("2025-09-30T17:00")), -120);
  EXPECT_EQ(to_text(calendar.sub(at("2025-10-09T09:00"), 120)), "2025-09-30T17:00");
  EXPECT_EQ(to_text(calendar.add(at("2025-10-09T09:00"), -120)), "2025-09-30T17:00");
}

TEST(Calendar, WinterHalvesOrStopsWorkBothEndsInclusive) {
  model::Calendar site = office();
  site.week = "mon-sun 00:00-24:00";
  site.exceptions.clear();
  const WorkingCalendar half = compiled(site, 1);
  const WorkingCalendar none = compiled(site, 2);
  const Minute last_day = at("2025-11-14T00:00");
  EXPECT_EQ(to_text(half.add(last_day, 2 * 1440)), "2025-11-17T00:00");
  EXPECT_EQ(to_text(none.add(last_day, 2 * 1440)), "2026-03-16T00:00");
  EXPECT_EQ(to_text(none.next_work_start(at("2025-11-15T00:00"))), "2026-03-15T00:00");
  EXPECT_EQ(half.half_minutes_between(at("2026-03-14T23:59"), at("2026-03-15T00:01")), 3);
  EXPECT_EQ(half.work_between(at("2026-03-14T23:59"), at("2026-03-15T00:01")), 1);
  EXPECT_FALSE(half.exact());
  EXPECT_TRUE(none.exact());
  EXPECT_TRUE(compiled(site, 0).continuous());
}

TEST(Calendar, ALeapDayEndsAWinterInCommonYearsToo) {
  model::Calendar site = office();
  site.week = "mon-sun 00:00-24:00";
  site.winter = "12-01..02-29";
  const WorkingCalendar none = compiled(site, 2);
  EXPECT_EQ(to_text(none.next_work_start(at("2024-02-10"))), "2024-03-01T00:00");
  EXPECT_EQ(to_text(none.next_work_start(at("2025-02-10"))), "2025-03-01T00:00");
  EXPECT_EQ(to_text(none.next_work_start(at("1990-01-05"))), "1990-03-01T00:00");
}

TEST(Calendar, WholeDaysStartAndFinishAtMidnight) {
  model::Calendar days = office();
  days.whole_days = true;
  const WorkingCalendar calendar = compiled(days);
  // Wednesday noon: the first whole day is Thursday; 1.5 days of 8 h end on Friday, free at its
  // end.
  const WorkSpan early = calendar.place_early(at("2025-07-16T12:00"), 720);
  EXPECT_EQ(to_text(early.start), "2025-07-17T00:00");
  EXPECT_EQ(to_text(early.finish), "2025-07-19T00:00");
  // To be free by Monday noon it must end with Friday.
  const WorkSpan late = calendar.place_late(at("2025-07-21T12:00"), 720);
  EXPECT_EQ(to_text(late.start), "2025-07-17T00:00");
  EXPECT_EQ(to_text(late.finish), "2025-07-19T00:00");
  EXPECT_EQ(to_text(calendar.latest_start(at("2025-07-20T09:00"), 60)), "2025-07-18T00:00");
  EXPECT_EQ(to_text(calendar.place_early(at("2025-07-19T00:01"), 0).finish), "2025-07-20T00:00");
}

TEST(Calendar, BeyondTheHorizonEveryMinuteWorksAndNothingOverflows) {
  const WorkingCalendar calendar = compiled(office());
  EXPECT_EQ(to_text(calendar.add(at("2150-01-01T00:00"), 60)), "2150-01-01T01:00");
  EXPECT_EQ(to_text(calendar.sub(at("1950-01-01T01:00"), 60)), "1950-01-01T00:00");
  EXPECT_EQ(to_text(calendar.next_work_start(at("2119-12-29T18:00"))), "2120-01-01T00:00");
  const Minute edge{std::numeric_limits<std::int64_t>::max()};
  const Minute other{std::numeric_limits<std::int64_t>::min()};
  const std::int64_t much = std::numeric_limits<std::int64_t>::max();
  EXPECT_GE(calendar.add(edge, much), calendar.add(edge, 1));
  EXPECT_LE(calendar.sub(other, much), calendar.add(other, 1));
  EXPECT_GT(calendar.add(at("2025-01-01"), much), at("2199-01-01"));
  EXPECT_LT(calendar.add(at("2025-01-01"), -much), at("1900-01-01"));
}

TEST(Calendar, FormsAreReadAsDocumented) {
  const auto week = parse_week(" Mon-Wed,sun 08:00-12:00 ; sat off; fri 00:00-24:00");
  ASSERT_TRUE(week) << to_line(week.error());
  EXPECT_EQ((*week)[0], (DayShifts{{480, 720}}));
  EXPECT_EQ((*week)[6], (DayShifts{{480, 720}}));
  EXPECT_EQ((*week)[4], (DayShifts{{0, 1440}}));
  EXPECT_TRUE((*week)[3].empty());
  const auto around = parse_week("sat-mon 08:00-09:00");
  ASSERT_TRUE(around);
  EXPECT_FALSE((*around)[0].empty());
  EXPECT_TRUE((*around)[1].empty());
  const auto dated =
      parse_exceptions("# holidays\r\n2025-10-01..2025-10-08 off # golden week\r\n\n");
  ASSERT_TRUE(dated) << to_line(dated.error());
  EXPECT_EQ(dated->size(), 1U);
}

TEST(Calendar, LaterExceptionLinesWin) {
  model::Calendar calendar = office();
  calendar.exceptions = "2025-07-14..2025-07-18 off\n2025-07-16 10:00-11:00\n";
  EXPECT_EQ(compiled(calendar).work_between(at("2025-07-14"), at("2025-07-19")), 60);
}

struct Wrong {
  const char* field;
  const char* text;
  const char* rule;
  const char* seen;  ///< the value that the message must show
};

TEST(Calendar, EachFaultNamesItsRuleValueAndPlace) {
  const Wrong cases[] = {
      {"week", "mon-frx 08:00-12:00", "calendar.week", "mon-frx"},
      {"week", "mon 08:00-12", "calendar.week", "08:00-12"},
      {"week", "mon 12:00-08:00", "calendar.week", "12:00-08:00"},
      {"week", "mon 08:00-24:01", "calendar.week", "08:00-24:01"},
      {"week", "mon 08:00-12:00 11:00-13:00", "calendar.week", "11:00-13:00"},
      {"week", "mon 08:00-12:00; mon off", "calendar.week", "mon"},
      {"week", "mon", "calendar.week", "no hours"},
      {"week", "mon off 08:00-09:00", "calendar.week", "08:00-09:00"},
      {"week", "", "calendar.empty", ""},
      {"week", "mon off", "calendar.empty", ""},
      {"exceptions", "2025-13-01 off", "calendar.exception", "2025-13-01"},
      {"exceptions", "2025-10-08..2025-10-01 off", "calendar.exception", "2025-10-08"},
      {"exceptions", "2025-10-08", "calendar.exception", "no hours"},
      {"winter", "11-15..", "calendar.winter", "11-15.."},
      {"winter", "11-31..03-14", "calendar.winter", "11-31..03-14"},
      {"winter", "winter", "calendar.winter", "winter"},
  };
  for (const Wrong& wrong : cases) {
    model::Calendar calendar = office();
    const std::string field = wrong.field;
    (field == "week"     ? calendar.week
     : field == "winter" ? calendar.winter
                         : calendar.exceptions) = wrong.text;
    if (std::string(wrong.rule) == "calendar.empty") calendar.exceptions.clear();
    const Error error = error_of(calendar);
    EXPECT_EQ(error.rule, wrong.rule) << wrong.text;
    EXPECT_NE(error.message.find(wrong.seen), std::string::npos) << error.message;
    EXPECT_NE(error.where.find("calendar 1 'office'"), std::string::npos) << error.where;
  }
  EXPECT_EQ(error_of(office(), 3).rule, "calendar.weather");
  model::Calendar frozen = office();
  frozen.winter = "01-01..12-31";
  EXPECT_EQ(error_of(frozen, 2).rule, "calendar.empty");
  EXPECT_TRUE(compile_calendar(frozen, 1));
}

TEST(CalendarTable, LendsWhatItCompiledAndNamesWhatItLacks) {
  model::Calendar dry = office();
  dry.id.value = 7;
  dry.winter.clear();
  const std::vector<model::Calendar> both{dry, office()};
  CalendarTable table{both};
  ASSERT_TRUE(table.compile_all());
  EXPECT_EQ(table.calendars().size(), 1U + 3U + 1U);
  EXPECT_EQ(table.find({0}, 0).value(), 0);
  EXPECT_EQ(table.find({7}, 0).value(), table.find({7}, 2).value());
  EXPECT_NE(table.find({1}, 0).value(), table.find({1}, 2).value());
  EXPECT_EQ(table.find({2}, 0).error().rule, "network.calendar");
  EXPECT_EQ(table.find({1}, 9).error().rule, "calendar.weather");
}

}  // namespace
}  // namespace tc::engine

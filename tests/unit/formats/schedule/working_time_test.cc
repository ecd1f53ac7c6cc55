// Working time to the text forms of a calendar and back: nothing is lost, neighbours are one line.
// SPDX-License-Identifier: Apache-2.0
#include "formats/schedule/working_time.h"

#include <gtest/gtest.h>

#include <random>

namespace tc::formats {
namespace {

using model::DayShifts;

Day day(const char* text) { return parse_day(text).value(); }

TEST(WorkingTime, SpanEndsAreWhatTheySay) {
  EXPECT_EQ(to_text(kFirstCalendarDay), "1900-01-01");
  EXPECT_EQ(to_text(kLastCalendarDay), "2199-12-31");
}

TEST(WorkingTime, IsSaidInFewLines) {
  WorkingTime time;
  for (std::size_t i = 0; i < 5; ++i) time.week[i] = {{480, 720}, {780, 1020}};
  time.week[2] = {{0, 1440}};
  time.week[6] = {{480, 720}};
  time.exceptions[day("2025-10-01")] = {};
  time.exceptions[day("2025-10-02")] = {};
  time.exceptions[day("2025-10-03")] = {{540, 600}};
  time.exceptions[day("2025-10-05")] = {{540, 600}};
  model::Calendar calendar;
  to_model(time, calendar);
  EXPECT_EQ(calendar.week,
            "mon-tue,thu-fri 08:00-12:00 13:00-17:00; wed 00:00-24:00; sun 08:00-12:00");
  EXPECT_EQ(calendar.exceptions,
            "2025-10-01..2025-10-02 off\n2025-10-03 09:00-10:00\n2025-10-05 09:00-10:00\n");
  EXPECT_EQ(from_model(calendar).value(), time);
}

TEST(WorkingTime, ComesBackWhateverItIs) {
  std::mt19937 draw(7);
  const auto shifts = [&draw] {
    DayShifts out;
    std::int32_t at = 0;
    for (auto n = draw() % 4; n > 0; --n) {
      const auto from = at + static_cast<std::int32_t>(draw() % 200);
      const auto to = from + 1 + static_cast<std::int32_t>(draw() % 200);
      if (to > 1440) break;
      out.push_back({from, to});
      at = to;
    }
    return out;
  };
  for (int round = 0; round < 200; ++round) {
    WorkingTime time;
    for (DayShifts& weekday : time.week) weekday = shifts();
    for (auto n = draw() % 30; n > 0; --n) {
      time.exceptions[day("2020-01-01") + static_cast<int>(draw() % 40)] = shifts();
    }
    model::Calendar calendar;
    to_model(time, calendar);
    ASSERT_EQ(from_model(calendar).value(), time) << calendar.week << "\n" << calendar.exceptions;
  }
}

TEST(WorkingTime, TidyJoinsOverlapsOnly) {
  EXPECT_EQ(tidy({{600, 700}, {480, 620}, {700, 720}, {900, 900}, {1400, 2000}, {-5, 10}}),
            (DayShifts{{0, 10}, {480, 700}, {700, 720}, {1400, 1440}}));
}

TEST(WorkingTime, NightShiftsAreSplit) {
  const NightSplit night = split_at_midnight(1320, 360);
  EXPECT_EQ(night.today, (model::Shift{1320, 1440}));
  EXPECT_EQ(night.tomorrow, (model::Shift{0, 360}));
  EXPECT_EQ(split_at_midnight(0, 0).today, (model::Shift{0, 1440}));
  EXPECT_EQ(split_at_midnight(0, 0).tomorrow, (model::Shift{0, 0}));
  EXPECT_EQ(split_at_midnight(480, 0).today, (model::Shift{480, 1440}));
}

TEST(WorkingTime, DaysThatCannotBeSaidAreLeftOut) {
  WorkingTime time;
  time.exceptions[kFirstCalendarDay - 1] = {};
  time.exceptions[kLastCalendarDay] = {};
  time.exceptions[kLastCalendarDay + 1] = {};
  model::Calendar calendar;
  to_model(time, calendar);
  EXPECT_EQ(calendar.exceptions, "2199-12-31 off\n");
}

TEST(WorkingTime, EndlessExceptionsAreRefused) {
  model::Calendar calendar;
  for (int i = 0; i < 5; ++i) calendar.exceptions += "1900-01-01..2199-12-31 off\n";
  const auto read = from_model(calendar);
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().rule, "calendar.too_many_days");
}

}  // namespace
}  // namespace tc::formats

// Cells as numbers, hours and dates.
// SPDX-License-Identifier: Apache-2.0
#include "formats/xer/values.h"

#include <gtest/gtest.h>

namespace tc::formats::xer {
namespace {

TEST(XerValues, NumbersWithPointAndComma) {
  EXPECT_EQ(parse_number("12"), 12);
  EXPECT_EQ(parse_number(" -0.5 "), -0.5);
  EXPECT_EQ(parse_number("+3"), 3);
  EXPECT_EQ(parse_number("1234,5"), 1234.5);
  EXPECT_EQ(parse_number("1.234,5"), 1234.5);
  EXPECT_EQ(parse_number("1,234.5"), 1234.5);
  EXPECT_EQ(parse_number("1e3"), 1000);
  for (const char* bad : {"", "x", "1,2,3", "1.2.3", "nan", "inf", "1e400", "0x10", "12h", "--1"}) {
    EXPECT_FALSE(parse_number(bad)) << bad;
  }
}

TEST(XerValues, HoursAreWholeMinutesOrSaySo) {
  EXPECT_EQ(parse_hours("8")->minutes, 480);
  EXPECT_TRUE(parse_hours("0.0166666666666667")->exact);
  EXPECT_EQ(parse_hours("0.0166666666666667")->minutes, 1);
  EXPECT_EQ(parse_hours("4.921875")->minutes, 295);
  EXPECT_FALSE(parse_hours("4.921875")->exact);
  EXPECT_EQ(parse_hours("-12.5")->minutes, -750);
  EXPECT_FALSE(parse_hours("1e300"));
  EXPECT_FALSE(parse_hours("1e18"));
  for (std::int64_t minutes = -5000; minutes < 50'000; minutes += 7) {
    ASSERT_EQ(parse_hours(hours_text(minutes))->minutes, minutes);
    ASSERT_TRUE(parse_hours(hours_text(minutes))->exact);
  }
  EXPECT_EQ(hours_text(480), "8");
  EXPECT_EQ(hours_text(30), "0.5");
}

TEST(XerValues, Dates) {
  const auto text = [](const char* cell) {
    const auto date = parse_date(cell);
    return date ? to_text(*date) : std::string("none");
  };
  EXPECT_EQ(text("2013-01-20 08:00"), "2013-01-20T08:00");
  EXPECT_EQ(text("2013-01-20 08:00:59"), "2013-01-20T08:00");
  EXPECT_EQ(text("2013-01-20 8:05"), "2013-01-20T08:05");
  EXPECT_EQ(text("2013-1-2"), "2013-01-02T00:00");
  EXPECT_EQ(text("2013/01/20 08:00"), "2013-01-20T08:00");
  EXPECT_EQ(text("2013-01-20T08:00"), "2013-01-20T08:00");
  EXPECT_EQ(text("20-Jan-13 08:00"), "2013-01-20T08:00");
  EXPECT_EQ(text("20-JAN-1999"), "1999-01-20T00:00");
  EXPECT_EQ(text("20.01.2013 08:00"), "2013-01-20T08:00");
  EXPECT_EQ(text("2013-01-20 24:00"), "2013-01-21T00:00");
  for (const char* bad :
       {"", "0", "2013-02-30", "99999-01-01", "2013-13-01", "2013-01-20 25:00", "1899-12-30",
        "2200-01-01", "01/02/2013", "2013-01-20 08:00x", "2013-01-20 08", "2013-01-", "2013"}) {
    EXPECT_EQ(text(bad), "none") << bad;
  }
  EXPECT_TRUE(is_zero_date("1899-12-30 00:00"));
  EXPECT_EQ(date_text(parse_minute("2013-01-20T08:05").value()), "2013-01-20 08:05");
}

TEST(XerValues, Ids) {
  EXPECT_EQ(parse_id("12"), 12);
  for (const char* bad : {"", "0", "-3", "1.0", "x", "99999999999999999999", "9007199254740993"}) {
    EXPECT_FALSE(parse_id(bad)) << bad;
  }
}

}  // namespace
}  // namespace tc::formats::xer

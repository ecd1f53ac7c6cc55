// Civil-day arithmetic after Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
// SPDX-License-Identifier: Apache-2.0
#include "base/time.h"

#include <array>
#include <cstdio>

namespace tc {
namespace {

constexpr int kFirstYear = 1900;
constexpr int kLastYear = 2199;

bool read_digits(std::string_view text, std::size_t at, std::size_t length, int& out) {
  out = 0;
  for (std::size_t i = at; i < at + length; ++i) {
    if (i >= text.size() || text[i] < '0' || text[i] > '9') return false;
    out = out * 10 + (text[i] - '0');
  }
  return true;
}

}  // namespace

Day to_day(CivilDay civil) {
  const int year = civil.year - (civil.month <= 2 ? 1 : 0);
  const int era = (year >= 0 ? year : year - 399) / 400;
  const int year_of_era = year - era * 400;
  const int shifted = civil.month + (civil.month > 2 ? -3 : 9);
  const int day_of_year = (153 * shifted + 2) / 5 + civil.day - 1;
  const int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return {era * 146097 + day_of_era - 719468};
}

CivilDay to_civil(Day day) {
  const int shifted = day.count + 719468;
  const int era = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
  const int day_of_era = shifted - era * 146097;
  const int year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const int month_shifted = (5 * day_of_year + 2) / 153;
  const int month = month_shifted < 10 ? month_shifted + 3 : month_shifted - 9;
  return {.year = year_of_era + era * 400 + (month <= 2 ? 1 : 0),
          .month = month,
          .day = day_of_year - (153 * month_shifted + 2) / 5 + 1};
}

int weekday(Day day) {
  const int shifted = (day.count + 3) % 7;  // 1970-01-01 was a Thursday (3)
  return shifted >= 0 ? shifted : shifted + 7;
}

Day day_of(Minute minute) {
  std::int64_t day = minute.count / kMinutesPerDay;
  if (minute.count % kMinutesPerDay < 0) --day;
  return {static_cast<std::int32_t>(day)};
}

Result<Day> parse_day(std::string_view text) {
  CivilDay civil;
  if (text.size() != 10 || text[4] != '-' || text[7] != '-' ||
      !read_digits(text, 0, 4, civil.year) || !read_digits(text, 5, 2, civil.month) ||
      !read_digits(text, 8, 2, civil.day)) {
    return fail(Code::bad_input, "day.shape",
                "'" + std::string(text.substr(0, 40)) + "' is no date", {},
                "write a date as YYYY-MM-DD");
  }
  if (civil.year < kFirstYear || civil.year > kLastYear || to_civil(to_day(civil)) != civil) {
    return fail(Code::bad_input, "day.range",
                "'" + std::string(text) + "' is not a calendar day between 1900 and 2199");
  }
  return to_day(civil);
}

Result<Minute> parse_minute(std::string_view text) {
  if (text.size() == 10) {
    TC_TRY(const Day day, parse_day(text));
    return start_of(day);
  }
  int hour = 0;
  int minute = 0;
  if (text.size() != 16 || (text[10] != 'T' && text[10] != ' ') || text[13] != ':' ||
      !read_digits(text, 11, 2, hour) || !read_digits(text, 14, 2, minute) || hour > 23 ||
      minute > 59) {
    return fail(Code::bad_input, "minute.shape",
                "'" + std::string(text.substr(0, 40)) + "' is no date with time", {},
                "write YYYY-MM-DDTHH:MM");
  }
  TC_TRY(const Day day, parse_day(text.substr(0, 10)));
  return start_of(day) + hour * 60 + minute;
}

std::string to_text(Day day) {
  const CivilDay civil = to_civil(day);
  std::array<char, 32> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "%04d-%02d-%02d", civil.year, civil.month, civil.day);
  return buffer.data();
}

std::string to_text(Minute minute) {
  const Day day = day_of(minute);
  const auto inside = static_cast<int>(minute - start_of(day));
  std::array<char, 16> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "T%02d:%02d", inside / 60, inside % 60);
  return to_text(day) + buffer.data();
}

}  // namespace tc

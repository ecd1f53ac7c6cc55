// Small hand-written readers: the forms are one line long, and each failure names its word.
// SPDX-License-Identifier: Apache-2.0
#include "model/calendar_text.h"

#include <algorithm>
#include <string>

namespace tc::model {
namespace {

constexpr std::size_t kShown = 60;  ///< characters of a bad word that a message repeats
constexpr std::array<std::string_view, 7> kDayNames{"mon", "tue", "wed", "thu",
                                                    "fri", "sat", "sun"};
constexpr std::array<int, 12> kMonthDays{31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r'; }

std::string_view trim(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

/// Takes the text up to `mark` (or all of it) off the front.
std::string_view take_until(std::string_view& text, char mark) {
  const std::size_t end = std::min(text.find(mark), text.size());
  const std::string_view part = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return part;
}

std::string_view take_word(std::string_view& text) {
  text = trim(text);
  std::size_t end = 0;
  while (end < text.size() && !is_space(text[end])) ++end;
  const std::string_view word = text.substr(0, end);
  text.remove_prefix(end);
  return word;
}

std::string quoted(std::string_view word) {
  return "'" + std::string(word.substr(0, kShown)) + "'";
}

bool same_word(std::string_view a, std::string_view lower) {
  return std::ranges::equal(a, lower, [](char x, char y) {
    return (x >= 'A' && x <= 'Z' ? static_cast<char>(x - 'A' + 'a') : x) == y;
  });
}

std::optional<int> two_digits(std::string_view text) {
  if (text.size() != 2 || text[0] < '0' || text[0] > '9' || text[1] < '0' || text[1] > '9') {
    return std::nullopt;
  }
  return (text[0] - '0') * 10 + (text[1] - '0');
}

/// "HH:MM" up to 24:00 as minutes.
std::optional<int> clock_minutes(std::string_view text) {
  if (text.size() != 5 || text[2] != ':') return std::nullopt;
  const auto hours = two_digits(text.substr(0, 2));
  const auto minutes = two_digits(text.substr(3));
  if (!hours || !minutes || *minutes > 59) return std::nullopt;
  const int total = *hours * 60 + *minutes;
  return total <= kMinutesPerDay ? std::optional(total) : std::nullopt;
}

/// The shifts after a day or date: "08:00-12:00 14:00-18:00", or "off".
Result<DayShifts> parse_shifts(std::string_view text, const std::string& rule,
                               const std::string& where) {
  DayShifts shifts;
  std::string_view word = take_word(text);
  if (word.empty() || same_word(word, "off")) {
    if (!word.empty() && trim(text).empty()) return shifts;
    return fail(Code::bad_input, rule,
                word.empty() ? "no hours are given" : quoted(trim(text)) + " follows 'off'", where,
                "write hours such as 08:00-12:00, or off");
  }
  for (; !word.empty(); word = take_word(text)) {
    const auto from =
        word.size() == 11 && word[5] == '-' ? clock_minutes(word.substr(0, 5)) : std::nullopt;
    const auto to = from ? clock_minutes(word.substr(6)) : std::nullopt;
    if (!to || *to <= *from) {
      return fail(Code::bad_input, rule, quoted(word) + " is no span of hours", where,
                  "write HH:MM-HH:MM, at most 24:00; split a night shift at midnight");
    }
    if (!shifts.empty() && *from < shifts.back().to) {
      return fail(Code::bad_input, rule, quoted(word) + " begins before the span ahead of it ends",
                  where, "write the hours of a day in order, without overlap");
    }
    shifts.push_back({*from, *to});
  }
  return shifts;
}

std::optional<std::size_t> day_number(std::string_view name) {
  for (std::size_t i = 0; i < kDayNames.size(); ++i) {
    if (same_word(name, kDayNames[i])) return i;
  }
  return std::nullopt;
}

/// "mon-fri,sun" as flags by weekday.
Result<std::array<bool, 7>> parse_days(std::string_view text, const std::string& where) {
  std::array<bool, 7> named{};
  std::string_view rest = text;
  while (!rest.empty()) {
    std::string_view range = take_until(rest, ',');
    const std::string_view shown = range;
    const auto first = day_number(take_until(range, '-'));
    const auto last = range.empty() ? first : day_number(range);
    if (!first || !last) {
      return fail(Code::bad_input, "calendar.week", quoted(shown) + " names no weekday", where,
                  "write mon tue wed thu fri sat sun, with '-' for a span");
    }
    for (std::size_t day = *first;; day = (day + 1) % 7) {
      named[day] = true;
      if (day == *last) break;
    }
  }
  return named;
}

Result<DatedShifts> parse_exception(std::string_view line, const std::string& where) {
  const std::string rule = "calendar.exception";
  std::string_view dates = take_word(line);
  const std::size_t dots = dates.find("..");
  const auto first = parse_day(dates.substr(0, dots));
  const auto last = dots == std::string_view::npos ? first : parse_day(dates.substr(dots + 2));
  if (!first || !last || *last < *first) {
    return fail(Code::bad_input, rule, quoted(dates) + " is no day or span of days", where,
                "write 2025-10-01 or 2025-10-01..2025-10-08");
  }
  TC_TRY(DayShifts shifts, parse_shifts(line, rule, where));
  return DatedShifts{*first, *last, std::move(shifts)};
}

/// "MM-DD"; a day that its month never has is refused.
bool parse_month_day(std::string_view text, int& month, int& day) {
  if (text.size() != 5 || text[2] != '-') return false;
  month = two_digits(text.substr(0, 2)).value_or(0);
  day = two_digits(text.substr(3)).value_or(0);
  return month >= 1 && month <= 12 && day >= 1 &&
         day <= kMonthDays[static_cast<std::size_t>(month - 1)];
}

}  // namespace

Result<WeekShifts> parse_week(std::string_view text) {
  WeekShifts week;
  std::array<bool, 7> given{};
  int part_number = 0;
  while (!text.empty()) {
    std::string_view part = trim(take_until(text, ';'));
    ++part_number;
    if (part.empty()) continue;
    const std::string where = "week, part " + std::to_string(part_number);
    TC_TRY(const auto days, parse_days(take_word(part), where));
    TC_TRY(const DayShifts shifts, parse_shifts(part, "calendar.week", where));
    for (std::size_t day = 0; day < days.size(); ++day) {
      if (!days[day]) continue;
      if (given[day]) {
        return fail(Code::bad_input, "calendar.week", quoted(kDayNames[day]) + " is given twice",
                    where, "give each weekday once");
      }
      given[day] = true;
      week[day] = shifts;
    }
  }
  return week;
}

Result<std::vector<DatedShifts>> parse_exceptions(std::string_view text) {
  std::vector<DatedShifts> exceptions;
  int line_number = 0;
  while (!text.empty()) {
    std::string_view rest = take_until(text, '\n');
    const std::string_view line = trim(take_until(rest, '#'));
    ++line_number;
    if (line.empty()) continue;
    TC_TRY(DatedShifts exception,
           parse_exception(line, "exceptions, line " + std::to_string(line_number)));
    exceptions.push_back(std::move(exception));
  }
  return exceptions;
}

Result<std::optional<WinterRegime>> parse_winter(std::string_view text) {
  const std::string_view all = trim(text);
  if (all.empty()) return std::optional<WinterRegime>();
  WinterRegime winter;
  if (all.size() != 12 || all.substr(5, 2) != ".." ||
      !parse_month_day(all.substr(0, 5), winter.from_month, winter.from_day) ||
      !parse_month_day(all.substr(7), winter.to_month, winter.to_day)) {
    return fail(Code::bad_input, "calendar.winter", quoted(all) + " is no winter regime", "winter",
                "write MM-DD..MM-DD, both ends inclusive, such as 11-15..03-14");
  }
  return std::optional(winter);
}

}  // namespace tc::model

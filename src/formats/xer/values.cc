// SPDX-License-Identifier: Apache-2.0
#include "formats/xer/values.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "formats/xer/document.h"

namespace tc::formats::xer {
namespace {

constexpr double kMostHours = 1e7;
constexpr double kWholeMinute = 1e-6;  ///< P6 writes 15 digits, so what is nearer is a whole minute
constexpr Minute kFirstMinute{-25567 * kMinutesPerDay};  ///< 1900-01-01
constexpr Minute kEndMinute{84006 * kMinutesPerDay};     ///< 2200-01-01
constexpr std::array<std::string_view, 12> kMonths{"jan", "feb", "mar", "apr", "may", "jun",
                                                   "jul", "aug", "sep", "oct", "nov", "dec"};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Takes up to `most` digits off the front.
std::optional<int> take_digits(std::string_view& text, std::size_t most) {
  std::size_t size = 0;
  int value = 0;
  while (size < text.size() && size < most && is_digit(text[size])) {
    value = value * 10 + (text[size] - '0');
    ++size;
  }
  if (size == 0) return std::nullopt;
  text.remove_prefix(size);
  return value;
}

bool take_any(std::string_view& text, std::string_view marks) {
  if (text.empty() || marks.find(text.front()) == std::string_view::npos) return false;
  text.remove_prefix(1);
  return true;
}

std::optional<int> take_month_word(std::string_view& text) {
  if (text.size() < 3) return std::nullopt;
  std::string word(text.substr(0, 3));
  for (char& c : word) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  const auto at = std::ranges::find(kMonths, word);
  if (at == kMonths.end()) return std::nullopt;
  text.remove_prefix(3);
  return static_cast<int>(at - kMonths.begin()) + 1;
}

int full_year(int year, std::size_t digits) {
  return digits > 2 ? year : year + (year < 70 ? 2000 : 1900);
}

/// The day at the front: year first, or day first with the month as a word or after points.
std::optional<CivilDay> take_day(std::string_view& text) {
  const std::size_t whole = text.size();
  const auto first = take_digits(text, 4);
  const bool year_first = first && whole - text.size() == 4;
  const bool points = text.starts_with('.');
  if (!first || !take_any(text, "-/.")) return std::nullopt;
  const auto word = year_first ? std::nullopt : take_month_word(text);
  if (!year_first && !word && !points) return std::nullopt;
  const auto month = word ? word : take_digits(text, 2);
  if (!month || !take_any(text, "-/.")) return std::nullopt;
  const std::size_t before = text.size();
  const auto last = take_digits(text, year_first ? 2 : 4);
  if (!last) return std::nullopt;
  if (year_first) return CivilDay{.year = *first, .month = *month, .day = *last};
  return CivilDay{.year = full_year(*last, before - text.size()), .month = *month, .day = *first};
}

/// Minutes of "H:MM[:SS[.…]]"; the whole text must be used.
std::optional<int> clock(std::string_view text) {
  const auto hour = take_digits(text, 2);
  if (!hour || !take_any(text, ":")) return std::nullopt;
  const auto minute = take_digits(text, 2);
  if (!minute || *hour > 24 || *minute > 59 || (*hour == 24 && *minute > 0)) return std::nullopt;
  if (take_any(text, ":")) {
    if (!take_digits(text, 2)) return std::nullopt;
    if (take_any(text, ".,")) (void)take_digits(text, 9);
  }
  return text.empty() ? std::optional(*hour * 60 + *minute) : std::nullopt;
}

}  // namespace

std::optional<double> parse_number(std::string_view text) {
  text = trimmed_cell(text);
  if (text.empty() || text.size() > 64) return std::nullopt;
  std::string plain;
  const std::size_t point = text.find_last_of(".,");
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool mark = text[i] == '.' || text[i] == ',';
    if (!mark) {
      plain += text[i];
    } else if (i == point) {
      plain += '.';
    } else if (text[i] == text[point]) {
      return std::nullopt;  // "1,2,3" has two decimal marks
    }
  }
  if (plain.starts_with('+')) plain.erase(0, 1);
  double value = 0;
  const auto [stop, error] = std::from_chars(plain.data(), plain.data() + plain.size(), value);
  if (error != std::errc() || stop != plain.data() + plain.size() || !std::isfinite(value)) {
    return std::nullopt;
  }
  return value;
}

std::optional<std::int64_t> parse_id(std::string_view text) {
  text = trimmed_cell(text);
  std::int64_t value = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || stop != text.data() + text.size() || value <= 0 ||
      value > (std::int64_t{1} << 53)) {
    return std::nullopt;
  }
  return value;
}

std::optional<Minute> parse_date(std::string_view text) {
  text = trimmed_cell(text);
  const auto civil = take_day(text);
  if (!civil || civil->year < 1900 || civil->year > 2199) return std::nullopt;
  const Day day = to_day(*civil);
  if (to_civil(day) != *civil) return std::nullopt;
  if (text.empty()) return start_of(day);
  if (!take_any(text, " T")) return std::nullopt;
  const auto minutes = clock(trimmed_cell(text));
  if (!minutes) return std::nullopt;
  return start_of(day) + *minutes;
}

bool is_zero_date(std::string_view text) { return trimmed_cell(text).starts_with("1899-12-30"); }

std::optional<Hours> parse_hours(std::string_view text) {
  const auto hours = parse_number(text);
  if (!hours || std::abs(*hours) > kMostHours) return std::nullopt;
  const double minutes = *hours * 60;
  const double whole = std::round(minutes);
  return Hours{.minutes = static_cast<std::int64_t>(whole),
               .exact = std::abs(minutes - whole) <= kWholeMinute * std::max(1.0, std::abs(whole))};
}

std::string date_text(Minute minute) {
  if (minute < kFirstMinute || minute >= kEndMinute) return {};
  std::string text = to_text(minute);
  text[10] = ' ';
  return text;
}

std::string number_text(double number) {
  std::array<char, 40> buffer{};
  const auto [stop, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number,
                                           std::chars_format::general);
  return error == std::errc() ? std::string(buffer.data(), stop) : std::string("0");
}

std::string hours_text(std::int64_t minutes) {
  if (minutes % 60 == 0) return std::to_string(minutes / 60);
  // Fifteen digits after the point at most, as P6 writes them; fewer when the value is exact.
  return number_text(std::round(static_cast<double>(minutes) / 60 * 1e12) / 1e12);
}

}  // namespace tc::formats::xer

// SPDX-License-Identifier: Apache-2.0
#include "formats/portfolio/cells.h"

#include <array>
#include <charconv>
#include <cmath>

#include "formats/csv/values.h"

namespace tc::formats::portfolio {
namespace {

constexpr std::array<std::string_view, 14> kNone{
    "na",      "n a", "not applicable", "none", "exempt", "early planning", "tbc", "tbd",
    "unknown", "nan", "not reported",   "null", "armp",   "the project is"};
constexpr std::array<std::string_view, 12> kMonths{"january",   "february", "march",    "april",
                                                   "may",       "june",     "july",     "august",
                                                   "september", "october",  "november", "december"};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::optional<int> whole(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<Day> civil(int year, int month, int day) {
  if (year < 1900 || year > 2199 || month < 1 || month > 12 || day < 1) return std::nullopt;
  const Day first = to_day({year, month, 1});
  const Day next = month == 12 ? to_day({year + 1, 1, 1}) : to_day({year, month + 1, 1});
  if (day > next - first) return std::nullopt;
  return first + (day - 1);
}

/// "31/03/2025".
std::optional<Day> slashed(std::string_view text) {
  const std::size_t first = text.find('/');
  const std::size_t second = text.find('/', first + 1);
  if (first == std::string_view::npos || second == std::string_view::npos) return std::nullopt;
  const auto a = whole(text.substr(0, first));
  const auto b = whole(text.substr(first + 1, second - first - 1));
  const auto year = whole(text.substr(second + 1));
  if (!a || !b || !year) return std::nullopt;
  if (const auto day_first = civil(*year, *b, *a)) return day_first;
  return civil(*year, *a, *b);
}

/// "March 2025", "Mar 25": the last day of the month.
std::optional<Day> month_and_year(const std::string& words) {
  const std::size_t gap = words.find(' ');
  if (gap == std::string::npos || gap < 3) return std::nullopt;
  auto year = whole(std::string_view(words).substr(gap + 1));
  if (!year) return std::nullopt;
  if (*year >= 0 && *year < 100) *year += 2000;
  for (int month = 1; month <= 12; ++month) {
    const std::string_view word = std::string_view(words).substr(0, gap);
    if (!kMonths[static_cast<std::size_t>(month - 1)].starts_with(word)) continue;
    const auto next = month == 12 ? civil(*year + 1, 1, 1) : civil(*year, month + 1, 1);
    return next ? std::optional(*next - 1) : std::nullopt;
  }
  return std::nullopt;
}

}  // namespace

std::string plain(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool upper = c >= 'A' && c <= 'Z';
    if (is_digit(c) || upper || (c >= 'a' && c <= 'z')) {
      out += upper ? static_cast<char>(c - 'A' + 'a') : c;
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

bool says_none(std::string_view cell) {
  const std::string words = plain(cell);
  if (words.empty()) return true;
  for (const std::string_view none : kNone) {
    if (words == none || (words.starts_with(none) && words[none.size()] == ' ')) return true;
  }
  return false;
}

std::optional<double> parse_amount(std::string_view cell) {
  std::string digits;
  bool negative = false;
  for (std::size_t i = 0; i < cell.size(); ++i) {
    const char c = cell[i];
    const bool pound = c == '\xC2' && i + 1 < cell.size() && cell[i + 1] == '\xA3';
    if (pound) ++i;
    if (pound || c == '$' || c == ',' || c == ' ' || c == '\n' || c == ')') continue;
    if (c == '(' || (c == '-' && digits.empty())) {
      negative = true;
      continue;
    }
    digits += c;
  }
  if (!digits.empty() && (digits.back() == 'm' || digits.back() == 'M')) digits.pop_back();
  if (digits.empty() || !(is_digit(digits[0]) || digits[0] == '.')) return std::nullopt;
  double value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc{} || end != digits.data() + digits.size() || !std::isfinite(value)) {
    return std::nullopt;
  }
  return negative ? -value : value;
}

std::optional<Day> parse_day_cell(std::string_view cell) {
  const std::string_view text = csv::trimmed(cell);
  const std::string_view date = text.substr(0, text.find_first_of(" T\n"));
  if (const auto day = slashed(date)) return day;
  if (const auto minute = csv::parse_date(date, csv::Edge::start)) return day_of(*minute);
  if (const auto minute = csv::parse_date(text, csv::Edge::start)) return day_of(*minute);
  return month_and_year(plain(text));
}

std::optional<Rating> parse_rating(std::string_view cell) {
  const std::string words = plain(cell);
  if (words == "green") return Rating::green;
  if (words == "amber green") return Rating::amber_green;
  if (words == "amber") return Rating::amber;
  if (words == "amber red") return Rating::amber_red;
  if (words == "red") return Rating::red;
  return std::nullopt;
}

}  // namespace tc::formats::portfolio

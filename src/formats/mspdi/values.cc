// SPDX-License-Identifier: Apache-2.0
#include "formats/mspdi/values.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>

namespace tc::formats::mspdi {
namespace {

constexpr double kMostMinutes = 10'000.0 * 366 * 1440;

std::string_view trim(std::string_view text) {
  const auto space = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
  while (!text.empty() && space(text.front())) text.remove_prefix(1);
  while (!text.empty() && space(text.back())) text.remove_suffix(1);
  return text;
}

std::optional<int> two_digits(std::string_view text, std::size_t at) {
  if (text.size() < at + 2) return std::nullopt;
  const char a = text[at];
  const char b = text[at + 1];
  if (a < '0' || a > '9' || b < '0' || b > '9') return std::nullopt;
  return (a - '0') * 10 + (b - '0');
}

/// Minutes of one part of a duration; `in_time` tells months from minutes.
double minutes_in(char unit, bool in_time) {
  switch (unit) {
    case 'Y':
      return 365.0 * 1440;
    case 'M':
      return in_time ? 1.0 : 30.0 * 1440;
    case 'W':
      return 7.0 * 1440;
    case 'D':
      return 1440.0;
    case 'H':
      return 60.0;
    case 'S':
      return 1.0 / 60;
    default:
      return 0.0;
  }
}

}  // namespace

std::optional<Minute> parse_moment(std::string_view text) {
  text = trim(text);
  const auto day = parse_day(text.substr(0, 10));
  if (!day) return std::nullopt;
  if (text.size() == 10) return start_of(*day);
  if (text[10] != 'T' && text[10] != ' ') return std::nullopt;
  const auto clock = parse_clock(text.substr(11));
  if (!clock) return std::nullopt;
  return start_of(*day) + *clock;
}

std::optional<std::int32_t> parse_clock(std::string_view text) {
  text = trim(text);
  if (const std::size_t date = text.find('T'); date != std::string_view::npos) {
    text.remove_prefix(date + 1);
  }
  const auto hour = two_digits(text, 0);
  const auto minute = two_digits(text, 3);
  if (!hour || !minute || text[2] != ':' || *hour > 24 || *minute > 59) return std::nullopt;
  const int total = *hour * 60 + *minute;
  return total <= kMinutesPerDay ? std::optional<std::int32_t>(total) : std::nullopt;
}

std::optional<std::int64_t> parse_duration(std::string_view text) {
  text = trim(text);
  const bool negative = !text.empty() && text.front() == '-';
  if (negative) text.remove_prefix(1);
  if (text.size() < 2 || text.front() != 'P') return std::nullopt;
  text.remove_prefix(1);
  double minutes = 0;
  bool in_time = false;
  while (!text.empty()) {
    if (text.front() == 'T' && !in_time) {
      in_time = true;
      text.remove_prefix(1);
      continue;
    }
    double number = 0;
    const auto [end, error] =
        std::from_chars(text.data(), text.data() + text.size(), number, std::chars_format::fixed);
    const auto used = static_cast<std::size_t>(end - text.data());
    if (error != std::errc() || used >= text.size() || !(number >= 0)) return std::nullopt;
    const double unit = minutes_in(text[used], in_time);
    if (unit == 0.0) return std::nullopt;
    minutes += number * unit;
    text.remove_prefix(used + 1);
  }
  if (!(minutes <= kMostMinutes)) return std::nullopt;
  const auto whole = static_cast<std::int64_t>(std::llround(minutes));
  return negative ? -whole : whole;
}

std::optional<double> parse_number(std::string_view text) {
  text = trim(text);
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(number)) {
    return std::nullopt;
  }
  return number;
}

std::optional<std::int64_t> parse_whole(std::string_view text) {
  const auto number = parse_number(text);
  constexpr double kMost = 9007199254740992.0;
  if (!number || std::abs(*number) > kMost) return std::nullopt;
  return static_cast<std::int64_t>(std::llround(*number));
}

std::optional<bool> parse_flag(std::string_view text) {
  text = trim(text);
  if (text == "1" || text == "true" || text == "-1" || text == "True") return true;
  if (text == "0" || text == "false" || text == "False") return false;
  return std::nullopt;
}

std::string moment_text(Minute minute) { return to_text(minute) + ":00"; }

std::string clock_text(std::int32_t minutes) {
  return fmt::format("{:02}:{:02}:00", minutes / 60 % 24, minutes % 60);
}

std::string duration_text(std::int64_t minutes) {
  const std::int64_t size = minutes < 0 ? -minutes : minutes;
  return fmt::format("{}PT{}H{}M0S", minutes < 0 ? "-" : "", size / 60, size % 60);
}

std::string number_text(double value) {
  if (value == std::floor(value) && std::abs(value) < 1e15) {
    return fmt::format("{}", static_cast<std::int64_t>(value));
  }
  return fmt::format("{}", value);
}

bool is_elapsed_unit(std::int64_t code) {
  const std::int64_t plain = code >= 33 && code <= 52 ? code - 32 : code;
  return plain == 4 || plain == 6 || plain == 8 || plain == 10 || plain == 12 || plain == 20;
}

bool is_percent_unit(std::int64_t code) {
  return code == 19 || code == 20 || code == 51 || code == 52;
}

std::int64_t from_tenths(std::int64_t tenths) {
  return tenths >= 0 ? (tenths + 5) / 10 : -((-tenths + 5) / 10);
}

}  // namespace tc::formats::mspdi

// Single values of a schedule table and their text: spans of work, dates, kinds, constraints.
// A working day is 8 hours, a week 5 such days, a month 20; elapsed ones are of the clock.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"
#include "model/activity.h"

namespace tc::formats::csv {

/// Two hundred years: no span of a schedule is longer.
inline constexpr std::int64_t kMaxSpan = 105'192'000;

struct Span {
  std::int64_t minutes{};
  bool elapsed = false;           ///< of the clock, not of a calendar
  bool bare = false;              ///< no unit was given
  std::optional<double> percent;  ///< given as a percentage instead
};
/// "5d", "2.5 h", "-30m", "3ed", "10 工作日", "50%", "240" (minutes, bare); an estimate's '?' is
/// taken off. Empty when it is none of these, or longer than kMaxSpan.
[[nodiscard]] std::optional<Span> parse_span(std::string_view text);
/// The largest unit without remainder: "5d", "4h", "30m", "0d", "2ed".
[[nodiscard]] std::string span_text(std::int64_t minutes, bool elapsed = false);

enum class Edge : std::uint8_t { start, finish };
/// "2025-03-04 08:00", "2025/3/4", "2025年3月4日", "4-Mar-25 08:00". A bare day is its first
/// instant for a start and the first instant after it for a finish. Empty when it is no date of
/// 1900-2199.
[[nodiscard]] std::optional<Minute> parse_date(std::string_view text, Edge edge);
/// "2025-03-04 08:00".
[[nodiscard]] std::string date_text(Minute minute);

[[nodiscard]] std::optional<model::ActivityKind> parse_kind(std::string_view text);
[[nodiscard]] std::optional<model::ConstraintKind> parse_constraint(std::string_view text);
/// Whether the constraint speaks of a finish.
[[nodiscard]] Edge edge_of(model::ConstraintKind kind);
/// yes/no, true/false, 1/0, 是/否; empty means no.
[[nodiscard]] std::optional<bool> parse_flag(std::string_view text);
/// "35", "35%", "35.5 %", 0 to 100.
[[nodiscard]] std::optional<double> parse_percent(std::string_view text);

/// The week that stands for a calendar of which only the name is known.
struct NamedWeek {
  std::string_view week;  ///< text form of model::Calendar
  std::int64_t minutes_per_day{};
  bool assumed = false;  ///< the name itself does not say it
};
[[nodiscard]] NamedWeek week_named(std::string_view calendar);

[[nodiscard]] std::string_view trimmed(std::string_view text);

}  // namespace tc::formats::csv

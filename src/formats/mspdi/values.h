// The text forms of MSPDI values: dates, clock times, ISO 8601 durations, whole numbers, flags, and
// the number codes of units. Reading is lenient (fractions, missing seconds, 24:00, zones); writing
// is as Microsoft Project writes.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"

namespace tc::formats::mspdi {

/// "2018-10-18T08:00:00", also without seconds or time; seconds are cut off, a zone is left out.
/// Nothing when it is no date of 1900–2199.
[[nodiscard]] std::optional<Minute> parse_moment(std::string_view text);
/// "08:00:00" to minutes 0–1440.
[[nodiscard]] std::optional<std::int32_t> parse_clock(std::string_view text);
/// "PT8H0M0S", "P1DT2H", "-PT30M", fractions allowed, a day being 24 hours; rounded to minutes.
/// Nothing when malformed or beyond 10,000 years.
[[nodiscard]] std::optional<std::int64_t> parse_duration(std::string_view text);
/// A whole number, also "12.0"; nothing beyond 2^53.
[[nodiscard]] std::optional<std::int64_t> parse_whole(std::string_view text);
/// "1", "0", "true", "false", "-1".
[[nodiscard]] std::optional<bool> parse_flag(std::string_view text);
[[nodiscard]] std::optional<double> parse_number(std::string_view text);

[[nodiscard]] std::string moment_text(Minute minute);           ///< 2018-10-18T08:00:00
[[nodiscard]] std::string clock_text(std::int32_t minutes);     ///< 08:00:00; 24:00 is 00:00:00
[[nodiscard]] std::string duration_text(std::int64_t minutes);  ///< PT8H0M0S
/// Shortest text that reads back the same, without exponent for usual sizes.
[[nodiscard]] std::string number_text(double value);

/// Codes of DurationFormat and LagFormat: elapsed units count 24 hours a day; percent is of the
/// predecessor's duration. The estimated forms (+32) behave as their plain ones.
[[nodiscard]] bool is_elapsed_unit(std::int64_t code);
[[nodiscard]] bool is_percent_unit(std::int64_t code);  ///< also elapsed percent
inline constexpr std::int64_t kDays = 7;
inline constexpr std::int64_t kElapsedDays = 8;

/// Tenths of a minute to minutes, half away from zero.
[[nodiscard]] std::int64_t from_tenths(std::int64_t tenths);

}  // namespace tc::formats::mspdi

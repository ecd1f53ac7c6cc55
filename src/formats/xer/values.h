// Values of XER cells: numbers with a point or a comma, hours, dates. Writing gives the form that
// P6 itself writes. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"

namespace tc::formats::xer {

/// "12", "-0.5", "1234,5" (decimal comma), "1.234,5"; nothing for what is no finite number.
[[nodiscard]] std::optional<double> parse_number(std::string_view text);

/// A positive whole number up to 2^53.
[[nodiscard]] std::optional<std::int64_t> parse_id(std::string_view text);

/// "2013-01-20 08:00", with or without time or seconds, parts divided by - / or ., the month also
/// as an English word after the day ("20-Jan-13"). Nothing for what is no day of 1900–2199.
[[nodiscard]] std::optional<Minute> parse_date(std::string_view text);
/// The zero date 1899-12-30, which P6 writes for "no date".
[[nodiscard]] bool is_zero_date(std::string_view text);

/// Hours as minutes, nearest; `exact` is false when they were no whole minutes. Nothing beyond
/// ±10^7 hours.
struct Hours {
  std::int64_t minutes{};
  bool exact = true;
};
[[nodiscard]] std::optional<Hours> parse_hours(std::string_view text);

[[nodiscard]] std::string date_text(Minute minute);  ///< 2013-01-20 08:00; empty outside 1900–2199
[[nodiscard]] std::string hours_text(std::int64_t minutes);  ///< 8, 0.5, 0.016666666666667
[[nodiscard]] std::string number_text(double number);        ///< shortest that reads back equal

}  // namespace tc::formats::xer

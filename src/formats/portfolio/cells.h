// Cells of a published table: values, or one of the ways of saying that there is none.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"
#include "formats/portfolio/portfolio.h"

namespace tc::formats::portfolio {

/// Lower case ASCII letters and digits, everything else one space between words.
[[nodiscard]] std::string plain(std::string_view text);

/// "NA", "Exempt under Section 43 …", "Not Applicable", "Early planning …", blank and the like.
[[nodiscard]] bool says_none(std::string_view cell);

/// "£1,234.5", "$ 12", "(3.2)" (negative), "1.5e3"; nothing else, and no infinity.
[[nodiscard]] std::optional<double> parse_amount(std::string_view cell);

/// "2025-03-31 00:00:00", "31/03/2025 5:00:00 PM" (day first; month first when only that is a day),
/// "31-Mar-25", "March 2025" (its last day). Of 1900–2199.
[[nodiscard]] std::optional<Day> parse_day_cell(std::string_view cell);

/// "Amber", "AMBER/RED", "Amber/Green".
[[nodiscard]] std::optional<Rating> parse_rating(std::string_view cell);

}  // namespace tc::formats::portfolio

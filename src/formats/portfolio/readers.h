// One reader for each kind of published portfolio, over UTF-8 text.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "formats/portfolio/portfolio.h"

namespace tc::formats::portfolio {

inline constexpr std::size_t kMostProjects = 100'000;

/// UK Government Major Projects Portfolio, one year.
[[nodiscard]] Result<Portfolio> read_annual(std::string_view utf8);
/// Gate dates of a utility: idea BNI, business case BCA, practical completion Stage2.
[[nodiscard]] Result<Portfolio> read_gates(std::string_view utf8);
/// GeoJSON features with original_budget and combined_total.
[[nodiscard]] Result<Portfolio> read_capital(std::string_view utf8);

}  // namespace tc::formats::portfolio

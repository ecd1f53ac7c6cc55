// Money in fen (1/100 yuan), exact. 万元 appear only at the edge, through these two functions.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace tc {

inline constexpr std::int64_t kFenPerWan = 1'000'000;

struct Money {
  std::int64_t fen{};
  friend auto operator<=>(const Money&, const Money&) = default;
  friend Money operator+(Money a, Money b) { return {a.fen + b.fen}; }
  friend Money operator-(Money a, Money b) { return {a.fen - b.fen}; }
};

/// 万元 with at most six decimals, e.g. "12" → 12 0000.00 yuan. Rules: money.shape, money.range.
[[nodiscard]] Result<Money> parse_wan(std::string_view text);
[[nodiscard]] inline double to_wan(Money money) {
  return static_cast<double>(money.fen) / static_cast<double>(kFenPerWan);
}
[[nodiscard]] Money from_wan(double wan);
/// "480 万元", "1.25 亿元": one decimal at most for 万, two for 亿 (above 10^4 万).
[[nodiscard]] std::string to_text_zh(Money money);

}  // namespace tc

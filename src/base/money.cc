// SPDX-License-Identifier: Apache-2.0
#include "base/money.h"

#include <fmt/format.h>

#include <cmath>

namespace tc {

Result<Money> parse_wan(std::string_view text) {
  std::int64_t fen = 0;
  std::size_t at = 0;
  const bool negative = !text.empty() && text[0] == '-';
  if (negative) at = 1;
  const std::size_t first_digit = at;
  int decimals = -1;
  for (; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '.' && decimals < 0) {
      decimals = 0;
      continue;
    }
    if (c < '0' || c > '9' || decimals >= 6) break;
    if (fen > 900'000'000'000'000'000 / 10) {
      return fail(Code::bad_input, "money.range", fmt::format("'{}' 万元 is too large", text));
    }
    fen = fen * 10 + (c - '0');
    if (decimals >= 0) ++decimals;
  }
  if (at != text.size() || at == first_digit) {
    return fail(Code::bad_input, "money.shape",
                fmt::format("'{}' is no amount in 万元", text.substr(0, 40)), {},
                "write digits with at most six decimals");
  }
  for (int i = decimals < 0 ? 0 : decimals; i < 6; ++i) {
    if (fen > 9'000'000'000'000'000'000 / 10) {
      return fail(Code::bad_input, "money.range", fmt::format("'{}' 万元 is too large", text));
    }
    fen *= 10;
  }
  return Money{negative ? -fen : fen};
}

Money from_wan(double wan) {
  return {static_cast<std::int64_t>(std::llround(wan * static_cast<double>(kFenPerWan)))};
}

std::string to_text_zh(Money money) {
  const double wan = to_wan(money);
  if (std::fabs(wan) >= 10'000.0) return fmt::format("{:.2f} 亿元", wan / 10'000.0);
  const double rounded = std::round(wan * 10.0) / 10.0;
  if (rounded == std::floor(rounded)) return fmt::format("{:.0f} 万元", rounded);
  return fmt::format("{:.1f} 万元", rounded);
}

}  // namespace tc

// The curve cost–date of a sprint and its knee. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "base/money.h"

namespace tc::engine {

/// What the cheapest plan for one finish costs; `days` count from any fixed day.
struct CurvePoint {
  std::int64_t days{};
  Money cost;
  friend bool operator==(const CurvePoint&, const CurvePoint&) = default;
};

/// Where going on becomes dear: the inner point at which the price of one day less rises most.
struct Knee {
  std::size_t point{};      ///< position in the curve
  double day_price_before;  ///< fen for one day less on the way to it
  double day_price_after;   ///< and beyond it
};

/// Points in either order of days, no day twice. Nothing when there is no inner point at which the
/// price rises. Of equal rises the one with the later finish counts.
[[nodiscard]] std::optional<Knee> knee_of(std::span<const CurvePoint> curve);

}  // namespace tc::engine

// SPDX-License-Identifier: Apache-2.0
#include "engine/sprint/curve.h"

#include <algorithm>
#include <numeric>
#include <vector>

namespace tc::engine {
namespace {

double day_price(const CurvePoint& later, const CurvePoint& earlier) {
  return static_cast<double>(earlier.cost.fen - later.cost.fen) /
         static_cast<double>(later.days - earlier.days);
}

}  // namespace

std::optional<Knee> knee_of(std::span<const CurvePoint> curve) {
  std::vector<std::size_t> order(curve.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, [&](std::size_t a, std::size_t b) {
    return curve[a].days > curve[b].days;  // from the latest finish to the earliest
  });
  std::optional<Knee> knee;
  for (std::size_t i = 1; i + 1 < order.size(); ++i) {
    const CurvePoint& here = curve[order[i]];
    const double before = day_price(curve[order[i - 1]], here);
    const double after = day_price(here, curve[order[i + 1]]);
    const double least = knee ? knee->day_price_after - knee->day_price_before : 0;
    if (after - before > least) {
      knee = Knee{.point = order[i], .day_price_before = before, .day_price_after = after};
    }
  }
  return knee;
}

}  // namespace tc::engine

// Sizes and money in Chinese prose: 年产400万吨, 2×66万千瓦, 总投资约52亿元. Route numbers, years
// and models (G329, 3D, 5G) have no unit behind them and are no quantity.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "formats/report/reading.h"
#include "formats/report/rules.h"
#include "formats/report/words.h"

namespace tc::formats::report {

struct Quantity {
  double value = 0;
  Text unit;
  Span span;           ///< number and unit, with a production word before it (年产 …)
  Span number_at;      ///< the number alone
  bool rated = false;  ///< a yearly or daily rate
};

/// The first capacity inside a project's name.
[[nodiscard]] std::optional<Quantity> capacity_in_name(View name, const QuantityRules& rules);
/// The first capacity that a clause states of its subject: a number after 规模, 全长, 年产 ….
[[nodiscard]] std::optional<Quantity> capacity_in_clause(View clause, const QuantityRules& rules);

struct Investment {
  Money amount;
  Span span;
};
/// The total investment a clause states; spending so far is none.
[[nodiscard]] std::optional<Investment> investment_in(View clause, const QuantityRules& rules);

/// A number that begins at `at` (digits with decimals, or Chinese numerals): value and end.
struct Number {
  double value = 0;
  std::size_t end = 0;  ///< == at when there is none
};
[[nodiscard]] Number number_at(View text, std::size_t at);

}  // namespace tc::formats::report

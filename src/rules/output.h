// Output of a finished project against its design: the last three months reported.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "base/time.h"
#include "model/state.h"

namespace tc::rules {

/// Month number of "YYYY-MM" (year × 12 + month − 1), or unset when it is none.
[[nodiscard]] std::optional<int> month_index(std::string_view text);

struct LastOutputs {
  int last_month = 0;                ///< month number
  std::array<double, 3> quantity{};  ///< oldest first, in capacity unit of the month
};
/// The latest three months in a row that are reported, all ended by `date`; unset when there are
/// none such or the last of them is more than `kStaleMonths` months before the month of `date`.
inline constexpr int kStaleMonths = 3;
[[nodiscard]] std::optional<LastOutputs> last_outputs(const model::ProjectFile& file,
                                                      std::optional<Day> date);

/// 达产率 of one project in thousandths: mean of the three months / design output of a month.
[[nodiscard]] std::optional<std::int64_t> output_permille(const model::ProjectFile& file, Day date);

/// Whether each of the latest three months reached `share` of the design output.
[[nodiscard]] bool output_reached(const model::ProjectFile& file, double share);

}  // namespace tc::rules

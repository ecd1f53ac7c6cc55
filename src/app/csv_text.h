// Cells of the CSV answers (RFC 4180).
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace tc::app {

inline constexpr std::string_view kScheduleHeader =
    "project,activity,code,early_start,early_finish,late_start,late_finish,start,finish,"
    "total_float_h,free_float_h,critical,longest_path\n";

/// Quoted where it must be.
[[nodiscard]] std::string csv_cell(std::string_view text);
/// Up to four decimals, none that are zero: 12, 7.5, 0.0167.
[[nodiscard]] std::string csv_hours(double hours);

}  // namespace tc::app

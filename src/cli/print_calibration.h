// How kept forecasts fared, as tables for a terminal.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "app/views/calibration.h"

namespace tc::cli {

/// Kept shares, Brier and CRPS for all, each type and each county, then the reliability table.
[[nodiscard]] std::string print_calibration(const app::CalibrationView& view, bool english);

}  // namespace tc::cli

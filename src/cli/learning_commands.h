// The commands that show what the programme's own record teaches.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "cli/options.h"

namespace tc::cli {

/// `priors`: before → after, with counts. Rules: those of app::priors_of.
[[nodiscard]] Result<int> run_priors(const Options& options);
/// `calibration`: kept forecasts held against what happened. Rules: those of app::calibration.
[[nodiscard]] Result<int> run_calibration(const Options& options);
/// `backtest FILE…`; no database is used. Rules: those of app::run_backtest.
[[nodiscard]] Result<int> run_backtest(const Options& options);

}  // namespace tc::cli

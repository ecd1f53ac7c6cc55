// Our ranges on portfolios that others published: fitted on one part, tested on the other.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>

#include "app/views/backtest.h"
#include "base/result.h"

namespace tc::app {

struct BacktestFile {
  std::string name;
  std::string bytes;
};

/// Annual files are joined year to year, by id, else by a name that stands once in each: the range
/// of a year's slip of the end date is fitted on the earlier pairs of years and tested on the last.
/// With one pair, and for the other kinds, each seeded half is tested on the range of the other.
/// Rules: backtest.files (none, or a single annual file), and those of read_portfolio.
[[nodiscard]] Result<BacktestView> run_backtest(std::span<const BacktestFile> files);

[[nodiscard]] std::string to_json(const BacktestView& view);

}  // namespace tc::app

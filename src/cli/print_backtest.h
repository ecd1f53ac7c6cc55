// A back-test as tables: for the terminal, and as Markdown for docs/backtest.md.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "app/views/backtest.h"

namespace tc::cli {

[[nodiscard]] std::string print_backtest(const app::BacktestView& view, bool english);

}  // namespace tc::cli

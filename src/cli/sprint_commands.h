// The command that looks for the cheapest way to still make a date.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "cli/options.h"

namespace tc::cli {

/// Exit code 1 when the date cannot be met.
[[nodiscard]] Result<int> run_sprint(const Options& options);

}  // namespace tc::cli

// One function a command: options → use case → text. Answers go to stdout, errors to the caller.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "cli/options.h"

namespace tc::cli {

/// Runs the command and gives the exit code of an answer (0 or 1).
[[nodiscard]] Result<int> run(const Options& options);

}  // namespace tc::cli

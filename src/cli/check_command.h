// The command on schedule quality: of a planning tool's file, or of a project of the programme.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "cli/options.h"

namespace tc::cli {

/// `check FILE | --project ID`: 0 when the schedule passes, 1 when a check fails or a fault is an
/// error. Rules: check.what, quality.pack, pack.*, and those of app::check_file.
[[nodiscard]] Result<int> run_check(const Options& options);

}  // namespace tc::cli

// The command that says why a date is what it is, and why it moved.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "cli/options.h"

namespace tc::cli {

/// `why FILE ACTIVITY | --project ID ACTIVITY`.
/// Rules: why.what, why.activity, those of app::compute_file and of past states.
[[nodiscard]] Result<int> run_why(const Options& options);

}  // namespace tc::cli

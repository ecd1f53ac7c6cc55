// Commands on schedules: of a planning tool's file, or of the programme.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "cli/options.h"

namespace tc::cli {

/// `schedule FILE… | --project ID | --all`. Rules: schedule.what, and those of app::compute_file.
[[nodiscard]] Result<int> run_schedule(const Options& options);

/// `convert IN OUT [--as FORMAT]`. Rules: convert.same, file.*, and those of app::convert_schedule.
[[nodiscard]] Result<int> run_convert(const Options& options);

}  // namespace tc::cli

// `tongchou outlook`: ranges of a planning file, of a project, of the whole city.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "cli/options.h"

namespace tc::cli {

/// Rules: outlook.what, those of app/outlook.h.
[[nodiscard]] Result<int> run_outlook(const Options& options);

}  // namespace tc::cli

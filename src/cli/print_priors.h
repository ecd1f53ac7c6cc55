// The learned priors as tables for a terminal.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "app/views/priors.h"

namespace tc::cli {

/// Blockers by kind (mean days at county and mayor level), then the ratios of gates and works.
[[nodiscard]] std::string print_priors(const app::PriorsView& view, bool english);

}  // namespace tc::cli

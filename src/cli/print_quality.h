// The check of schedule quality on a terminal: the table of checks, faults, practices, then the
// offenders of what failed.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>

#include "app/views/quality.h"

namespace tc::cli {

inline constexpr std::size_t kMostShown = 12;  ///< offenders of one finding

[[nodiscard]] std::string print_quality(const app::QualityView& view, bool english);

}  // namespace tc::cli

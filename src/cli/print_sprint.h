// The sprint for a terminal of 100 columns. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "app/views/day_sprint.h"
#include "app/views/sprint.h"

namespace tc::cli {

[[nodiscard]] std::string print_sprint(const app::SprintView& view, bool english);
[[nodiscard]] std::string print_study(const app::DaySprintView& view, bool english);

}  // namespace tc::cli

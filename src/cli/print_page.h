// Readings and schedules for a terminal of 100 columns.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "app/intake.h"
#include "app/plans.h"

namespace tc::cli {

[[nodiscard]] std::string print_reading(const app::ReadOutcome& outcome, bool english);
[[nodiscard]] std::string print_schedule(const app::ScheduleAnswer& answer, bool english);

}  // namespace tc::cli

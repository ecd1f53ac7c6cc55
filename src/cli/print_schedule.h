// A schedule file's dates for a terminal.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "app/file_schedule.h"

namespace tc::cli {

/// Projects with data date, finish and counts; the driving activities; notes; with `compare` how
/// many stored dates are reproduced and which are not.
[[nodiscard]] std::string print_file_schedule(const app::FileSchedule& schedule, bool compare,
                                              bool english);

}  // namespace tc::cli

// What an import of a plan would do, or did, for a terminal.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "app/views/import.h"

namespace tc::cli {

/// Each project with its finish before and after, counts, what is added, removed, kept and moved;
/// then calendars, notes, and what is not kept.
[[nodiscard]] std::string print_import(const app::ScheduleImport& view, bool english);

}  // namespace tc::cli

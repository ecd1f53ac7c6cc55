// A schedule of several projects with every kind, constraint, link type and date, seeded: what the
// writers of all formats are tried on. Same seed, same schedule.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "formats/schedule/schedule_file.h"

namespace tc::formats {

/// Two to three projects of up to 12 activities, ids apart across projects, links also between
/// projects, no loops. Dates are whole minutes of 2025 and 2026; durations are whole minutes.
[[nodiscard]] ScheduleFile random_schedule(std::uint32_t seed);

}  // namespace tc::formats

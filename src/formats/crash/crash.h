// The crash file: one JSON object with `units` "days, wan yuan", `linear` true and `activities`,
// each with `id`, `normal_days`, `crash_days`, `slope_wan_per_day` and `preds` (ids, finish-start).
// Other members of the object are left alone; those of an activity are not, a misspelt one would
// silently change the answer.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "base/result.h"
#include "model/day_network.h"

namespace tc::formats {

inline constexpr std::size_t kMostCrashActivities = 20'000;
inline constexpr std::size_t kMostCrashLinks = 200'000;
inline constexpr std::int32_t kMostCrashDays = 36'500;  ///< a century

struct CrashReading {
  model::DayNetwork network;
  Notes notes;  ///< crash.price: finer than a fen, rounded; crash.twice: a predecessor named twice
};

/// Rules: those of parse_json; crash.shape (not of this form), crash.missing, crash.member
/// (unknown), crash.units, crash.linear, crash.empty, crash.limit (too many activities or
/// predecessors), crash.id (empty),
/// crash.duplicate, crash.days (not whole, negative, beyond a century, crashed beyond normal),
/// crash.price (negative or beyond 10^6 万元 a day), crash.unknown (predecessor), crash.loop (names
/// its members). `where` is a JSON pointer.
[[nodiscard]] Result<CrashReading> read_crash(std::string_view bytes);

/// Whether the bytes look like a crash file rather than another tool's: a JSON object.
[[nodiscard]] bool looks_like_crash(std::string_view bytes);

}  // namespace tc::formats

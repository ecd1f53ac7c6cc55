// What would happen if: activities held, crashed or moved and blockers released, without changing
// anything. The plan's own dates by an incremental pass, ranges over trials with common draws.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/request.h"
#include "app/views/what_if.h"
#include "model/ids.h"

namespace tc::app {

/// Days of crash are those of an activity's duration (1440 working minutes), of hold elapsed ones.
struct WhatIfChange {
  WhatIfKind kind{};
  model::ActivityId activity;  ///< of hold, crash, shift
  model::BlockerId blocker;    ///< of release
  std::optional<std::int64_t> days;
  std::optional<Day> day;
};

inline constexpr std::size_t kMostChanges = 50;
inline constexpr std::int64_t kMostChangeDays = 3660;

/// Rules: project.unknown, outlook.empty, what_if.activity (not of this plan, or finished),
/// what_if.blocker (not of this plan, or not open), what_if.days, what_if.day (missing or out of
/// range), what_if.hazard (a crash under an open major hazard; conflict), those of run_outlook.
[[nodiscard]] Result<WhatIfAnswer> what_if(App& app, const Query& query, model::ProjectId id,
                                           const std::vector<WhatIfChange>& changes);

[[nodiscard]] std::string to_json(const WhatIfAnswer& answer);

}  // namespace tc::app

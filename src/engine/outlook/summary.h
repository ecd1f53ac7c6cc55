// From the finishes of all trials to what is told of a target.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "engine/outlook/outlook.h"
#include "engine/outlook/tally.h"

namespace tc::engine {

/// The least of `ordered` (ascending) that at least `percent` of them do not pass.
[[nodiscard]] Minute percentile_of(std::span<const Minute> ordered, int percent);

/// Everything but activities and causes. `finishes` by trial.
[[nodiscard]] TargetOutlook summarise(const OutlookTarget& target, std::span<const int> percentiles,
                                      std::vector<Minute> finishes);

/// What the causes are looked for in.
struct CauseSearch {
  const Network& network;
  const OutlookModel& model;
  const Trials& trials;
  const Tally& tally;
};
/// Indices of activities and the widest swings of one target. `finishes` by trial.
void find_causes(const CauseSearch& search, std::size_t target, std::span<const Minute> finishes,
                 TargetOutlook& out);

}  // namespace tc::engine

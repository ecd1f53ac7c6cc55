// What holds cost: the finish with them minus the finish without, in the calendar network. Never
// the hold's own length: float absorbs it and winter multiplies it.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "base/time.h"
#include "engine/cpm/cpm.h"
#include "engine/drag/causes.h"
#include "engine/network/network.h"
#include "model/state.h"

namespace tc::engine {

/// Whose finish counts: one activity, else one project, else all of the network.
struct Target {
  model::ProjectId project;
  model::ActivityId activity;
};

/// Days are elapsed days, rounded to the nearest.
struct HoldDrag {
  std::int64_t alone_days{};     ///< with this hold only, minus none
  std::int64_t marginal_days{};  ///< with all, minus all but this one
  double shapley_days{};         ///< fair share of the joint drag
  double shapley_error_days{};   ///< standard error; 0 up to kShapleyHolds holds, which is exact
  friend bool operator==(const HoldDrag&, const HoldDrag&) = default;
};

struct Drag {
  Minute finish_with;
  Minute finish_without;
  std::int64_t joint_days{};
  std::vector<HoldDrag> holds;  ///< in the order given
  friend bool operator==(const Drag&, const Drag&) = default;
};

/// Drag of `holds` on top of `base` (whose own holds stay in every pass), each hold a cause; see
/// drags_of. A target that is not in the network counts as the whole network.
[[nodiscard]] Drag drag_of(const Network& network, const CpmInput& base,
                           std::span<const Hold> holds, Target target);

/// The finish of the target in a schedule of this network.
[[nodiscard]] Minute finish_of(const Network& network, const Schedule& schedule, Target target);

/// When a blocker is expected to be released.
using ReleaseDay = std::function<Day(const model::Blocker&)>;
/// A hold for each open blocker (not yet resolved) that is tied to an activity, until its release.
/// In the order of the file's blockers.
[[nodiscard]] std::vector<Hold> holds_of(const model::ProjectFile& file, const ReleaseDay& release);

}  // namespace tc::engine

// What causes of delay cost: a cause is a set of holds (of a blocker, a quota short, an open
// hazard, a late promise) or work beyond what need be (a gate's excess). Each is gone or not; what
// it costs is a target's finish with it minus the finish without, alone, on top of all others, and
// as a fair share; on the plan's dates, or expected over the trials of an outlook.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/result.h"
#include "engine/cpm/cpm.h"
#include "engine/outlook/outlook.h"

namespace tc::engine {

inline constexpr std::size_t kShapleyHolds = 8;  ///< most causes whose shares are exact

/// Work of a node once the cause is gone; without trials `likely` counts.
struct WorkWithout {
  std::uint32_t node{};
  WorkSpread work;
};

/// A hold or a node's work that belongs to several causes goes with any of them (the work of the
/// first gone one counts).
struct Cause {
  std::vector<std::uint32_t> holds;  ///< positions in CpmInput::holds
  std::vector<WorkWithout> work;
};

/// Nodes whose latest finish counts; of any project.
using TargetNodes = std::vector<std::uint32_t>;

struct DragEffort {
  std::size_t exact_up_to = kShapleyHolds;  ///< shares of so many causes from all subsets, 0 … 12
  int orders = 64;  ///< beyond: random orders in which the causes come (expected: two in a block)
  std::uint64_t seed = 1;
};

/// One number in elapsed days; `error` is its standard error, 0: exact.
struct DragDays {
  double days{};
  double error{};
  friend bool operator==(const DragDays&, const DragDays&) = default;
};

struct CauseDrag {
  DragDays alone;     ///< with this cause only, minus none
  DragDays marginal;  ///< with all, minus all but this one
  DragDays shapley;   ///< fair share of the joint drag (Shapley 1953)
  friend bool operator==(const CauseDrag&, const CauseDrag&) = default;
};

/// Expected: finishes are means over the trials, to the minute.
struct TargetDrag {
  Minute finish_with;
  Minute finish_without;
  DragDays joint;
  std::vector<CauseDrag> causes;  ///< in the order given
  friend bool operator==(const TargetDrag&, const TargetDrag&) = default;
};

/// On the dates of the plan; one answer per target. Sweeps only what lies downstream of a cause.
/// Rules: drag.cause (no such hold or node), drag.target (none, or no such node), drag.effort.
[[nodiscard]] Result<std::vector<TargetDrag>> drags_of(const Network& network,
                                                       const CpmInput& input,
                                                       std::span<const Cause> causes,
                                                       std::span<const TargetNodes> targets,
                                                       const DragEffort& effort = {});

/// How the trials are run.
struct DragTrials {
  ForEachIndex for_each = for_each_in_turn;
  DragEffort effort = {};
  OutlookWatch watch = {};
};
/// Expected over the trials of `model`, on the finishes of its targets. With and without see the
/// same draws, so that a difference is no noise: the marginal days are the mean finish of
/// run_outlook minus that of run_outlook without the cause. Rules: those of drags_of and
/// run_outlook.
[[nodiscard]] Result<std::vector<TargetDrag>> expected_drags(const Network& network,
                                                             const CpmInput& input,
                                                             const OutlookModel& model,
                                                             std::span<const Cause> causes,
                                                             const DragTrials& trials);

}  // namespace tc::engine

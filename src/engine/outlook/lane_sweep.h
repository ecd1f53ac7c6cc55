// One block of trials through the network: the state a worker keeps, and the sweep itself.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "engine/outlook/lane_plan.h"

namespace tc::engine {

/// A bit for each lane.
using LaneMask = std::uint16_t;

/// What one block of trials left behind; by slot and lane (slot × kLanes + lane) unless said
/// otherwise. Reused from block to block.
struct BlockState {
  std::vector<std::int32_t> times;    ///< rows of LaneEdge::row: minutes since the plan's origin
  std::vector<std::int32_t> work;     ///< drawn, where it is random
  std::vector<std::uint32_t> driver;  ///< slot of the predecessor that set the start, or kNoSlot
  std::vector<std::int32_t> until;    ///< by LanePlan::holds and lane
  std::vector<std::int32_t> delay;    ///< by LanePlan::holds
  std::vector<LaneMask> held;         ///< by held node: where a hold set the start
  std::vector<Minute> target_finish;  ///< by target and lane
  std::vector<std::uint32_t> target_slot;  ///< by target and lane: the one that ends last
  RiskFactors risks;
};

/// Sizes the state and fills in what no trial changes.
void prepare(const LanePlan& plan, BlockState& state);
/// Draws risks and releases of the block.
void draw_block(const LanePlan& plan, const Draws& draws, std::uint64_t block, BlockState& state);
/// Times of one step again, from those of its predecessors and the work of its lanes.
void sweep_step(const LanePlan& plan, const LaneStep& step, const std::int32_t* work,
                BlockState& state);
/// Times of all steps; with `causes` also drawn work, drivers and which hold began a chain.
void sweep_block(const LanePlan& plan, const Draws& draws, std::uint64_t block, bool causes,
                 BlockState& state);

}  // namespace tc::engine

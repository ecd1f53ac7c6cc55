// The trials of one model, block by block, whatever computes them: side by side in lanes, or each a
// pass of run_forward. Immutable; any number of workers, each with a state of its own.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "engine/outlook/draws.h"
#include "engine/outlook/lane_plan.h"
#include "engine/outlook/lane_sweep.h"

namespace tc::engine {

/// What a worker keeps.
struct TrialState {
  BlockState block;
  Schedule schedule;  ///< one by one only
  std::vector<std::int64_t> work;
  std::vector<Part> parts;
  std::vector<std::uint8_t> replaced;  ///< by slot; 1: its work is another's
  std::vector<Hold> holds;
  std::vector<std::int64_t> releases;  ///< by hold and lane: minutes since Draws::origin
};

/// The same trials with something gone.
struct Absent {
  std::vector<std::uint8_t> hold;     ///< by CpmInput::holds; 1: gone
  std::vector<const WorkDraw*> work;  ///< by slot; null: its own
};

class Trials {
 public:
  /// All arguments must outlive this; `model` must have passed check_model.
  Trials(const Network& network, const CpmInput& input, const OutlookModel& model,
         std::span<const OtherSpread> others = {});

  [[nodiscard]] TrialState state() const;
  /// Finishes of all targets in the block's trials; with `causes` also what a chain is made of.
  void run(std::uint64_t block, bool causes, TrialState& state) const;
  /// After `run` of the block with causes: readies the state for `rerun`.
  void begin_reruns(std::uint64_t block, TrialState& state) const;
  /// The finishes of the same trials under `absent`. `slots`, ascending: everything downstream of
  /// what differs from the last run or rerun of this state.
  void rerun(std::uint64_t block, const Absent& absent, std::span<const std::uint32_t> slots,
             TrialState& state) const;

  [[nodiscard]] const Draws& draws() const { return draws_; }
  [[nodiscard]] const Reach& reach() const { return reach_; }
  [[nodiscard]] const std::vector<HeldNode>& held() const { return reach_.held; }
  [[nodiscard]] bool side_by_side() const { return plan_.has_value(); }

 private:
  void run_lanes(std::uint64_t block, bool causes, TrialState& state) const;
  void run_one_by_one(std::uint64_t block, bool causes, TrialState& state) const;
  void pass_each(bool causes, TrialState& state) const;
  void rerun_lanes(std::uint64_t block, const Absent& absent, std::span<const std::uint32_t> slots,
                   TrialState& state) const;
  void rerun_one_by_one(std::uint64_t block, const Absent& absent, TrialState& state) const;
  void finish_targets(BlockState& state) const;
  void set_lane_holds(const Absent& absent, TrialState& state) const;
  void draw_holds(std::uint64_t block, TrialState& state) const;
  void set_work(std::uint32_t node, std::int64_t minutes, TrialState& state) const;
  void set_trial(std::size_t lane, TrialState& state) const;
  void take_trial(std::size_t lane, bool causes, TrialState& state) const;
  void place_spans(BlockState& state) const;

  const Network& network_;
  const CpmInput& input_;
  const OutlookModel& model_;
  Draws draws_;
  Reach reach_;
  std::optional<LanePlan> plan_;
  std::vector<std::uint32_t> step_of_;  ///< by slot; kNoSlot: none
  bool spans_ = false;  ///< some target is, or hangs on, a level of effort or summary
};

}  // namespace tc::engine

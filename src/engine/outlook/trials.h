// The trials of one model, block by block, whatever computes them: side by side in lanes, or each a
// pass of run_forward. Immutable; any number of workers, each with a state of its own.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
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
  std::vector<Hold> holds;
  std::vector<std::int64_t> releases;  ///< by hold and lane
};

class Trials {
 public:
  /// All arguments must outlive this; `model` must have passed check_model.
  Trials(const Network& network, const CpmInput& input, const OutlookModel& model);

  [[nodiscard]] TrialState state() const;
  /// Finishes of all targets in the block's trials; with `causes` also what a chain is made of.
  void run(std::uint64_t block, bool causes, TrialState& state) const;

  [[nodiscard]] const Draws& draws() const { return draws_; }
  [[nodiscard]] const Reach& reach() const { return reach_; }
  [[nodiscard]] const std::vector<HeldNode>& held() const { return held_; }
  [[nodiscard]] bool side_by_side() const { return plan_.has_value(); }

 private:
  void run_lanes(std::uint64_t block, bool causes, TrialState& state) const;
  void run_one_by_one(std::uint64_t block, bool causes, TrialState& state) const;
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
  std::vector<HeldNode> held_;
  std::optional<LanePlan> plan_;
  bool spans_ = false;  ///< some target is, or hangs on, a level of effort or summary
};

}  // namespace tc::engine

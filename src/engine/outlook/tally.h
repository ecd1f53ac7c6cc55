// What the trials say of the causes, as integer sums: added up in any order they come out the same.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "engine/outlook/trials.h"

namespace tc::engine {

/// Numbers are shifted down so that a million products cannot overflow.
inline constexpr int kTallyBits = 21;

/// One target's sums over trials; work and finishes in scaled units.
struct TargetTally {
  std::vector<std::int64_t> on_chain;     ///< by slot: trials
  std::vector<std::int64_t> hold_began;   ///< by held node: trials
  std::vector<std::int64_t> work_finish;  ///< by slot
  std::int64_t finish{};
  std::int64_t finish_square{};
};

/// Of all targets that want causes. A worker has its own and adds it to the common one at the end.
class Tally {
 public:
  Tally(const Trials& trials, const OutlookModel& model, Minute data_date);

  /// Takes in one block; only its first `lanes` trials count.
  void take(const TrialState& state, std::size_t lanes);
  /// Adds all sums to `common`, which other workers may do at the same time.
  void add_to(Tally& common) const;

  /// Correlation of a slot's work with the target's finish; 0 where one of them does not vary.
  [[nodiscard]] double cruciality(std::size_t target, std::size_t slot, std::int64_t trials) const;
  [[nodiscard]] const TargetTally& of(std::size_t target) const { return targets_[target]; }

 private:
  void take_chain(const TrialState& state, std::size_t target, LaneMask lanes);
  void take_products(const TrialState& state, std::size_t target, std::size_t lanes);
  void take_work(const TrialState& state, std::size_t lanes);
  template <class Use>
  void each_sum(Tally& other, const Use& use) const;

  Minute data_date_;
  std::vector<std::uint8_t> wanted_;       ///< by target
  std::vector<std::int8_t> shift_;         ///< by slot: of its work; -1: not random
  std::vector<std::uint32_t> held_slot_;   ///< by held node
  std::vector<std::int64_t> work_;         ///< by slot
  std::vector<std::int64_t> work_square_;  ///< by slot
  std::vector<TargetTally> targets_;
  std::vector<LaneMask> mask_;  ///< by slot, while a block is taken in
};

}  // namespace tc::engine

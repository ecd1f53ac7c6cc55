// SPDX-License-Identifier: Apache-2.0
#include "engine/outlook/tally.h"

#include <algorithm>
#include <atomic>
#include <bit>
#include <cmath>

namespace tc::engine {
namespace {

constexpr int kFinishShift = 6;  ///< units of 64 minutes

}  // namespace

Tally::Tally(const Trials& trials, const OutlookModel& model, Minute data_date)
    : data_date_(data_date) {
  const std::size_t slots = trials.reach().nodes.size();
  bool any = false;
  targets_.resize(model.targets.size());
  for (std::size_t t = 0; t < model.targets.size(); ++t) {
    wanted_.push_back(model.targets[t].causes ? 1 : 0);
    if (!model.targets[t].causes) continue;
    any = true;
    targets_[t].on_chain.assign(slots, 0);
    targets_[t].hold_began.assign(trials.held().size(), 0);
    targets_[t].work_finish.assign(slots, 0);
  }
  if (!any) return;
  mask_.assign(slots, 0);
  work_.assign(slots, 0);
  work_square_.assign(slots, 0);
  for (const std::uint32_t node : trials.reach().nodes) {
    const auto most =
        static_cast<std::uint64_t>(most_work(trials.draws().work[node], trials.draws(), model));
    const int bits = static_cast<int>(std::bit_width(most));
    shift_.push_back(trials.draws().work[node].random()
                         ? static_cast<std::int8_t>(std::max(bits - kTallyBits, 0))
                         : std::int8_t{-1});
  }
  for (const HeldNode& held : trials.held()) {
    held_slot_.push_back(trials.reach().slot_of[held.node]);
  }
}

/// Marks flow from the slot that ends last down its drivers; slots are in topological order.
void Tally::take_chain(const TrialState& state, std::size_t target, LaneMask lanes) {
  TargetTally& tally = targets_[target];
  std::ranges::fill(mask_, LaneMask{0});
  std::uint32_t last = 0;
  for (std::size_t lane = 0; lane < kLanes; ++lane) {
    const std::uint32_t slot = state.block.target_slot[target * kLanes + lane];
    if ((lanes >> lane & 1U) == 0 || slot == kNoSlot) continue;
    mask_[slot] = static_cast<LaneMask>(mask_[slot] | 1U << lane);
    last = std::max(last, slot);
  }
  for (std::uint32_t slot = last + 1; slot-- > 0;) {
    unsigned mask = mask_[slot];
    if (mask == 0) continue;
    tally.on_chain[slot] += std::popcount(mask);
    const std::uint32_t* driver = state.block.driver.data() + slot * kLanes;
    for (; mask != 0; mask &= mask - 1) {
      const auto lane = static_cast<unsigned>(std::countr_zero(mask));
      const std::uint32_t before = driver[lane];
      if (before != kNoSlot) mask_[before] = static_cast<LaneMask>(mask_[before] | 1U << lane);
    }
  }
  for (std::size_t h = 0; h < held_slot_.size(); ++h) {
    const auto began = static_cast<LaneMask>(state.block.held[h] & mask_[held_slot_[h]]);
    tally.hold_began[h] += std::popcount(began);
  }
}

void Tally::take_work(const TrialState& state, std::size_t lanes) {
  for (std::size_t slot = 0; slot < shift_.size(); ++slot) {
    if (shift_[slot] < 0) continue;
    const std::int32_t* work = state.block.work.data() + slot * kLanes;
    std::int64_t sum = 0;
    std::int64_t squares = 0;
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      const std::int64_t scaled = work[lane] >> shift_[slot];
      sum += scaled;
      squares += scaled * scaled;
    }
    work_[slot] += sum;
    work_square_[slot] += squares;
  }
}

void Tally::take_products(const TrialState& state, std::size_t target, std::size_t lanes) {
  TargetTally& tally = targets_[target];
  constexpr std::int64_t kMost = (std::int64_t{1} << kTallyBits) - 1;
  std::int64_t finish[kLanes]{};
  for (std::size_t lane = 0; lane < lanes; ++lane) {
    const std::int64_t minutes = state.block.target_finish[target * kLanes + lane] - data_date_;
    finish[lane] = std::clamp(minutes >> kFinishShift, -kMost, kMost);
    tally.finish += finish[lane];
    tally.finish_square += finish[lane] * finish[lane];
  }
  for (std::size_t slot = 0; slot < shift_.size(); ++slot) {
    if (shift_[slot] < 0) continue;
    const std::int32_t* work = state.block.work.data() + slot * kLanes;
    std::int64_t sum = 0;
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
      sum += (work[lane] >> shift_[slot]) * finish[lane];
    }
    tally.work_finish[slot] += sum;
  }
}

void Tally::take(const TrialState& state, std::size_t lanes) {
  if (mask_.empty()) return;
  take_work(state, lanes);
  for (std::size_t t = 0; t < targets_.size(); ++t) {
    if (wanted_[t] == 0) continue;
    take_chain(state, t, static_cast<LaneMask>((1U << lanes) - 1));
    take_products(state, t, lanes);
  }
}

template <class Use>
void Tally::each_sum(Tally& other, const Use& use) const {
  const auto all = [&](const std::vector<std::int64_t>& mine, std::vector<std::int64_t>& theirs) {
    for (std::size_t i = 0; i < mine.size(); ++i) use(mine[i], theirs[i]);
  };
  all(work_, other.work_);
  all(work_square_, other.work_square_);
  for (std::size_t t = 0; t < targets_.size(); ++t) {
    all(targets_[t].on_chain, other.targets_[t].on_chain);
    all(targets_[t].hold_began, other.targets_[t].hold_began);
    all(targets_[t].work_finish, other.targets_[t].work_finish);
    use(targets_[t].finish, other.targets_[t].finish);
    use(targets_[t].finish_square, other.targets_[t].finish_square);
  }
}

void Tally::add_to(Tally& common) const {
  each_sum(common, [](std::int64_t mine, std::int64_t& theirs) {
    if (mine != 0) std::atomic_ref(theirs).fetch_add(mine, std::memory_order_relaxed);
  });
}

double Tally::cruciality(std::size_t target, std::size_t slot, std::int64_t trials) const {
  if (shift_[slot] < 0) return 0;
  const TargetTally& tally = targets_[target];
  const auto n = static_cast<double>(trials);
  const auto work = static_cast<double>(work_[slot]) / n;
  const auto finish = static_cast<double>(tally.finish) / n;
  const double work_spread = static_cast<double>(work_square_[slot]) / n - work * work;
  const double finish_spread = static_cast<double>(tally.finish_square) / n - finish * finish;
  const double together = static_cast<double>(tally.work_finish[slot]) / n - work * finish;
  if (work_spread <= 0 || finish_spread <= 0) return 0;
  return std::clamp(together / std::sqrt(work_spread * finish_spread), -1.0, 1.0);
}

}  // namespace tc::engine

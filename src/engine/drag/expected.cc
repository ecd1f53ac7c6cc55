// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <atomic>

#include "engine/drag/cause_sets.h"
#include "engine/drag/causes.h"
#include "engine/outlook/check.h"
#include "engine/outlook/trials.h"

namespace tc::engine {
namespace {

constexpr std::size_t kMostChunks = 64;
constexpr std::size_t kMostSums = std::size_t{1} << 26;  ///< causes × targets × blocks

/// The causes as the trials see them: by slot, and what lies downstream of each.
struct CompiledCauses {
  std::span<const Cause> causes;
  std::vector<std::vector<std::pair<std::uint32_t, WorkDraw>>> work;  ///< by cause: slot, draw
  std::vector<std::vector<std::uint32_t>> downstream;                 ///< by cause: slots ascending
};

/// Slots that can move when one of `from` does.
std::vector<std::uint32_t> downstream_of(const Network& network, const Reach& reach,
                                         std::vector<std::uint32_t> from) {
  std::vector<std::uint8_t> seen(reach.nodes.size(), 0);
  std::vector<std::uint32_t> slots;
  const auto take = [&](std::uint32_t node) {
    const std::uint32_t slot = reach.slot_of[node];
    if (slot == kNoSlot || seen[slot] != 0) return false;
    seen[slot] = 1;
    slots.push_back(slot);
    return true;
  };
  std::erase_if(from, [&](std::uint32_t node) { return !take(node); });
  while (!from.empty()) {
    const std::uint32_t node = from.back();
    from.pop_back();
    for (const Edge& edge : network.successors_of(node)) {
      if (take(edge.node)) from.push_back(edge.node);
    }
  }
  std::ranges::sort(slots);
  return slots;
}

/// The work without each cause, in the order of the causes.
std::vector<OtherSpread> other_work(std::span<const Cause> causes) {
  std::vector<OtherSpread> others;
  for (const Cause& cause : causes) {
    for (const WorkWithout& without : cause.work) others.push_back({without.node, without.work});
  }
  return others;
}

CompiledCauses compile(const Network& network, const CpmInput& input, const Trials& trials,
                       std::span<const Cause> causes) {
  CompiledCauses compiled{.causes = causes, .work = {}, .downstream = {}};
  auto other = trials.draws().other.begin();
  for (const Cause& cause : causes) {
    std::vector<std::uint32_t> nodes;
    for (const std::uint32_t hold : cause.holds) {
      if (const auto node = network.find(input.holds[hold].activity)) {
        nodes.push_back(static_cast<std::uint32_t>(*node));
      }
    }
    auto& work = compiled.work.emplace_back();
    for (const WorkWithout& without : cause.work) {
      const WorkDraw& draw = *other++;
      const std::uint32_t slot = trials.reach().slot_of[without.node];
      if (slot == kNoSlot) continue;
      nodes.push_back(without.node);
      work.emplace_back(slot, draw);
    }
    compiled.downstream.push_back(downstream_of(network, trials.reach(), std::move(nodes)));
  }
  return compiled;
}

/// One block of trials as a world of lanes.
class BlockWorld : public CauseWorld {
 public:
  BlockWorld(const CpmInput& input, const Trials& trials, const CompiledCauses& causes,
             std::size_t targets)
      : trials_(trials), causes_(causes), targets_(targets), state_(trials.state()) {
    absent_.hold.assign(input.holds.size(), 0);
    absent_.work.assign(trials.reach().nodes.size(), nullptr);
    marked_.assign(trials.reach().nodes.size(), 0);
  }

  void begin(std::uint64_t block) {
    block_ = block;
    trials_.run(block, true, state_);
    trials_.begin_reruns(block, state_);
    gone_.assign(causes_.causes.size(), 0);
  }

  std::span<const Minute> finishes(const Gone& gone) override {
    if (gone == gone_) return state_.block.target_finish;
    const std::vector<std::uint32_t> slots = slots_between(gone);
    gone_ = gone;
    set_absent();
    trials_.rerun(block_, absent_, slots, state_);
    return state_.block.target_finish;
  }
  [[nodiscard]] std::size_t targets() const override { return targets_; }
  [[nodiscard]] std::size_t lanes() const override { return kLanes; }

 private:
  /// Everything downstream of the causes that differ.
  [[nodiscard]] std::vector<std::uint32_t> slots_between(const Gone& gone) {
    std::vector<std::uint32_t> slots;
    for (std::size_t k = 0; k < gone.size(); ++k) {
      if (gone[k] == gone_[k]) continue;
      for (const std::uint32_t slot : causes_.downstream[k]) {
        if (marked_[slot] == 0) slots.push_back(slot);
        marked_[slot] = 1;
      }
    }
    for (const std::uint32_t slot : slots) marked_[slot] = 0;
    std::ranges::sort(slots);
    return slots;
  }
  void set_absent() {
    std::ranges::fill(absent_.hold, std::uint8_t{0});
    for (const auto& work : causes_.work) {
      for (const auto& [slot, draw] : work) absent_.work[slot] = nullptr;
    }
    for (std::size_t k = 0; k < gone_.size(); ++k) {
      if (gone_[k] == 0) continue;
      for (const std::uint32_t hold : causes_.causes[k].holds) absent_.hold[hold] = 1;
      for (const auto& [slot, draw] : causes_.work[k]) {
        if (absent_.work[slot] == nullptr) absent_.work[slot] = &draw;
      }
    }
  }

  const Trials& trials_;
  const CompiledCauses& causes_;
  std::size_t targets_;
  TrialState state_;
  std::uint64_t block_{};
  Gone gone_;
  Absent absent_;
  std::vector<std::uint8_t> marked_;  ///< by slot
};

struct Lanes {
  std::size_t trials{};
  [[nodiscard]] std::size_t blocks() const { return (trials + kLanes - 1) / kLanes; }
  [[nodiscard]] std::size_t of(std::size_t block) const {
    return std::min(kLanes, trials - block * kLanes);
  }
};

/// From the sums of all blocks, in their order.
std::vector<TargetDrag> together(const std::vector<CauseSums>& blocks, const Lanes& lanes,
                                 const CpmInput& input, std::size_t causes) {
  const std::size_t targets = blocks.front().with.size();
  std::vector<TargetDrag> drags(targets);
  const auto mean_of = [&](const auto& pick, bool shares) {
    BatchMean mean;
    for (std::size_t b = 0; b < blocks.size(); ++b) {
      const auto count = static_cast<std::int64_t>(lanes.of(b));
      mean.add(pick(blocks[b]), shares ? count * blocks[b].weight : count);
    }
    return mean.days(true);
  };
  const auto date_of = [&](const auto& pick) {
    const double days = mean_of(pick, false).days;
    const double minutes = days * static_cast<double>(kMinutesPerDay);
    return input.data_date + static_cast<std::int64_t>(minutes + (minutes < 0 ? -0.5 : 0.5));
  };
  for (std::size_t t = 0; t < targets; ++t) {
    TargetDrag& drag = drags[t];
    drag.finish_with = date_of([t](const CauseSums& s) { return s.with[t]; });
    drag.finish_without = date_of([t](const CauseSums& s) { return s.without[t]; });
    drag.joint = mean_of([t](const CauseSums& s) { return s.with[t] - s.without[t]; }, false);
    for (std::size_t k = 0; k < causes; ++k) {
      const std::size_t at = t * causes + k;
      drag.causes.push_back(
          {.alone = mean_of([at](const CauseSums& s) { return s.alone[at]; }, false),
           .marginal = mean_of([at](const CauseSums& s) { return s.marginal[at]; }, false),
           .shapley = mean_of([at](const CauseSums& s) { return s.shapley[0][at]; }, true)});
    }
  }
  return drags;
}

}  // namespace

Result<std::vector<TargetDrag>> expected_drags(const Network& network, const CpmInput& input,
                                               const OutlookModel& model,
                                               std::span<const Cause> causes,
                                               const DragTrials& how) {
  TC_TRY_VOID(check_model(network, input, model));
  TC_TRY_VOID(check_causes(network, input, causes, how.effort));
  const Lanes lanes{static_cast<std::size_t>(model.trials)};
  if ((causes.size() + 1) * model.targets.size() > kMostSums / lanes.blocks()) {
    return fail(Code::limit, "drag.effort",
                std::to_string(causes.size()) + " causes of " +
                    std::to_string(model.targets.size()) + " targets in " +
                    std::to_string(model.trials) + " trials are too many sums to keep",
                {}, "ask for fewer trials, targets or causes");
  }
  const Trials trials(network, input, model, other_work(causes));
  const CompiledCauses compiled = compile(network, input, trials, causes);
  std::vector<CauseSums> blocks(lanes.blocks());
  std::atomic<std::int64_t> done{0};
  const auto cancelled = [&] { return how.watch.cancel != nullptr && how.watch.cancel->load(); };
  const std::size_t chunks = std::min(blocks.size(), kMostChunks);
  how.for_each(chunks, [&](std::size_t c) {
    BlockWorld world(input, trials, compiled, model.targets.size());
    for (std::size_t b = c * blocks.size() / chunks; b < (c + 1) * blocks.size() / chunks; ++b) {
      if (cancelled()) return;
      world.begin(b);
      blocks[b] = walk_sets(world, {.causes = causes.size(),
                                    .lanes = lanes.of(b),
                                    .origin = input.data_date,
                                    .effort = how.effort,
                                    .first_pair = b,
                                    .pairs = 1});
      const auto now = done.fetch_add(static_cast<std::int64_t>(lanes.of(b)));
      if (how.watch.progress) {
        how.watch.progress(now + static_cast<std::int64_t>(lanes.of(b)), model.trials);
      }
    }
  });
  if (cancelled()) {
    return fail(Code::limit, "outlook.cancelled",
                "cancelled before its " + std::to_string(model.trials) + " trials were done");
  }
  return together(blocks, lanes, input, causes.size());
}

}  // namespace tc::engine

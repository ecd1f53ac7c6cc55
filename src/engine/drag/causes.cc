// SPDX-License-Identifier: Apache-2.0
#include "engine/drag/causes.h"

#include <algorithm>
#include <limits>
#include <string>

#include "engine/drag/cause_sets.h"
#include "engine/drag/resweep.h"

namespace tc::engine {
namespace {

/// The plan as a world of one lane.
class PlanWorld : public CauseWorld {
 public:
  PlanWorld(const Network& network, const CpmInput& input, std::span<const Cause> causes,
            std::span<const TargetNodes> nodes)
      : network_(network), input_(input), causes_(causes), nodes_(nodes), pass_(network, input) {
    finishes_.resize(nodes.size());
  }

  std::span<const Minute> finishes(const Gone& gone) override {
    std::vector<std::uint8_t> lifted(input_.holds.size(), 0);
    work_.clear();
    for (std::size_t k = 0; k < causes_.size(); ++k) {
      if (gone[k] == 0) continue;
      for (const std::uint32_t hold : causes_[k].holds) lifted[hold] = 1;
      for (const WorkWithout& without : causes_[k].work) {
        const auto known = std::ranges::find(work_, without.node, &OtherWork::node);
        if (known == work_.end()) work_.push_back({without.node, without.work.likely});
      }
    }
    holds_.clear();
    for (std::size_t h = 0; h < lifted.size(); ++h) {
      if (lifted[h] == 0) holds_.push_back(input_.holds[h]);
    }
    const Schedule& schedule = pass_.with(holds_, work_);
    for (std::size_t t = 0; t < nodes_.size(); ++t) finishes_[t] = latest(schedule, nodes_[t]);
    return finishes_;
  }
  [[nodiscard]] std::size_t targets() const override { return nodes_.size(); }
  [[nodiscard]] std::size_t lanes() const override { return 1; }

 private:
  [[nodiscard]] Minute latest(const Schedule& schedule, const TargetNodes& nodes) const {
    Minute finish{std::numeric_limits<std::int64_t>::min()};
    for (const std::uint32_t node : nodes) {
      const bool done = network_.progress[node] == Progress::finished;
      finish = std::max(finish, done ? network_.actual_finish[node] : schedule.early_finish[node]);
    }
    return finish;
  }

  const Network& network_;
  const CpmInput& input_;
  std::span<const Cause> causes_;
  std::span<const TargetNodes> nodes_;
  Resweep pass_;
  std::vector<Minute> finishes_;
  std::vector<Hold> holds_;
  std::vector<OtherWork> work_;
};

Result<void> check_targets(const Network& network, std::span<const TargetNodes> targets) {
  for (const TargetNodes& nodes : targets) {
    if (nodes.empty()) {
      return fail(Code::bad_input, "drag.target", "a target without activity");
    }
    for (const std::uint32_t node : nodes) {
      if (node < network.size()) continue;
      return fail(
          Code::bad_input, "drag.target",
          "node " + std::to_string(node) + " is not one of " + std::to_string(network.size()));
    }
  }
  return {};
}

DragDays exact_days(std::int64_t minutes) {
  BatchMean mean;
  mean.add(minutes, 1);
  return mean.days(false);
}

}  // namespace

Result<std::vector<TargetDrag>> drags_of(const Network& network, const CpmInput& input,
                                         std::span<const Cause> causes,
                                         std::span<const TargetNodes> targets,
                                         const DragEffort& effort) {
  TC_TRY_VOID(check_causes(network, input, causes, effort));
  TC_TRY_VOID(check_targets(network, targets));
  PlanWorld world(network, input, causes, targets);
  const CauseSums sums = walk_sets(world, {.causes = causes.size(),
                                           .lanes = 1,
                                           .origin = input.data_date,
                                           .effort = effort,
                                           .first_pair = 0,
                                           .pairs = static_cast<std::uint64_t>(effort.orders) / 2});
  const bool sampled = causes.size() > effort.exact_up_to;
  std::vector<TargetDrag> drags(targets.size());
  for (std::size_t t = 0; t < targets.size(); ++t) {
    drags[t].finish_with = input.data_date + sums.with[t];
    drags[t].finish_without = input.data_date + sums.without[t];
    drags[t].joint = exact_days(sums.with[t] - sums.without[t]);
    for (std::size_t k = 0; k < causes.size(); ++k) {
      const std::size_t at = t * causes.size() + k;
      BatchMean share;
      for (const auto& batch : sums.shapley) share.add(batch[at], sums.weight);
      drags[t].causes.push_back(
          {exact_days(sums.alone[at]), exact_days(sums.marginal[at]), share.days(sampled)});
    }
  }
  return drags;
}

}  // namespace tc::engine

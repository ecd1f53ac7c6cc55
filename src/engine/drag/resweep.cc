// SPDX-License-Identifier: Apache-2.0
#include "engine/drag/resweep.h"

#include <algorithm>

#include "engine/cpm/spans.h"
#include "engine/cpm/sweeps.h"

namespace tc::engine {

Resweep::Resweep(const Network& network, const CpmInput& input)
    : network_(network), input_(input), own_work_(network.work) {
  if (!input.work.empty()) own_work_.assign(input.work.begin(), input.work.end());
  work_ = own_work_;
  input_.work = work_;
  waiting_.reset(network.size());
  run_forward(network_, input_, schedule_);
}

/// What its links ask for may change at both ends, even where no date of its own moves.
void Resweep::touch(std::uint32_t node) {
  waiting_.add(node);
  for (const Edge& edge : network_.successors_of(node)) waiting_.add(edge.node);
}

void Resweep::take_work(std::span<const OtherWork> work) {
  for (const std::uint32_t node : other_) {
    work_[node] = own_work_[node];
    touch(node);
  }
  other_.clear();
  for (const OtherWork& other : work) {
    work_[other.node] = other.minutes;
    other_.push_back(other.node);
    touch(other.node);
  }
}

const Schedule& Resweep::with(std::span<const Hold> holds, std::span<const OtherWork> work) {
  const std::vector<Schedule::HeldNode> before = schedule_.held;
  take_holds(network_, holds, schedule_);
  const auto touch_changed = [this](const auto& from, const auto& other) {
    for (const Schedule::HeldNode& held : from) {
      if (std::ranges::find(other, held) == other.end()) touch(held.node);
    }
  };
  touch_changed(before, schedule_.held);
  touch_changed(schedule_.held, before);
  take_work(work);
  swept_ = 0;
  Sweeps sweeps(network_, input_, schedule_);
  waiting_.take_ascending([&](std::size_t i) {
    if (network_.is_span(i)) return;
    ++swept_;
    const Minute start = schedule_.early_start[i];
    const Minute finish = schedule_.early_finish[i];
    const auto& held = schedule_.held;
    const auto at = std::ranges::lower_bound(held, i, {}, &Schedule::HeldNode::node);
    sweeps.forward(i, at != held.end() && at->node == i ? &*at : nullptr);
    if (schedule_.early_start[i] == start && schedule_.early_finish[i] == finish) return;
    for (const Edge& edge : network_.successors_of(i)) waiting_.add(edge.node);
  });
  find_finishes(network_, input_, schedule_);
  spread_early(network_, schedule_, false);
  return schedule_;
}

}  // namespace tc::engine

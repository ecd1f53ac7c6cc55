// Shapley values after L. S. Shapley, "A Value for n-Person Games" (1953), from all subsets.
// SPDX-License-Identifier: Apache-2.0
#include "engine/drag/drag.h"

#include <bit>

namespace tc::engine {
namespace {

/// Elapsed days between two finishes, rounded to the nearest, halves away from zero.
std::int64_t days_between(Minute from, Minute to) {
  const std::int64_t minutes = to - from;
  const std::int64_t half = kMinutesPerDay / 2;
  return (minutes + (minutes < 0 ? -half : half)) / kMinutesPerDay;
}

/// Forward passes with some of the holds; the vectors are reused from pass to pass.
class Passes {
 public:
  Passes(const Network& network, const CpmInput& base, std::span<const Hold> holds, Target target)
      : network_(network), base_(base), holds_(holds), target_(target) {}

  /// The target's finish with the holds for which `included(k)` says so.
  template <class Included>
  Minute finish(Included included) {
    active_.assign(base_.holds.begin(), base_.holds.end());
    for (std::size_t k = 0; k < holds_.size(); ++k) {
      if (included(k)) active_.push_back(holds_[k]);
    }
    CpmInput input = base_;
    input.holds = active_;
    run_forward(network_, input, schedule_);
    return finish_of(network_, schedule_, target_);
  }

 private:
  const Network& network_;
  const CpmInput& base_;
  std::span<const Hold> holds_;
  Target target_;
  std::vector<Hold> active_;
  Schedule schedule_;
};

std::int64_t factorial(std::size_t n) {
  std::int64_t product = 1;
  for (std::size_t i = 2; i <= n; ++i) product *= static_cast<std::int64_t>(i);
  return product;
}

/// Share of hold `k` in days: its marginal over all subsets, weighted by the orders that meet it.
double shapley_share(const std::vector<Minute>& finish, std::size_t holds, std::size_t k) {
  std::int64_t weighted = 0;
  for (std::size_t subset = 0; subset < finish.size(); ++subset) {
    if ((subset >> k & 1U) != 0) continue;
    const auto size = static_cast<std::size_t>(std::popcount(subset));
    const std::int64_t orders = factorial(size) * factorial(holds - size - 1);
    weighted += orders * (finish[subset | std::size_t{1} << k] - finish[subset]);
  }
  return static_cast<double>(weighted) / static_cast<double>(factorial(holds) * kMinutesPerDay);
}

/// From the finishes of all subsets (bit k: hold k is in).
void share_exactly(Passes& passes, std::size_t holds, Drag& drag) {
  std::vector<Minute> finish(std::size_t{1} << holds);
  for (std::size_t subset = 0; subset < finish.size(); ++subset) {
    finish[subset] = passes.finish([&](std::size_t k) { return (subset >> k & 1U) != 0; });
  }
  drag.finish_without = finish.front();
  drag.finish_with = finish.back();
  const std::size_t all = finish.size() - 1;
  for (std::size_t k = 0; k < holds; ++k) {
    const std::size_t only = std::size_t{1} << k;
    drag.holds.push_back({days_between(finish.front(), finish[only]),
                          days_between(finish[all ^ only], finish.back()),
                          shapley_share(finish, holds, k)});
  }
}

void share_each(Passes& passes, std::size_t holds, Drag& drag) {
  drag.finish_without = passes.finish([](std::size_t) { return false; });
  drag.finish_with = passes.finish([](std::size_t) { return true; });
  for (std::size_t k = 0; k < holds; ++k) {
    const Minute only = passes.finish([k](std::size_t other) { return other == k; });
    const Minute others = passes.finish([k](std::size_t other) { return other != k; });
    drag.holds.push_back({days_between(drag.finish_without, only),
                          days_between(others, drag.finish_with), std::nullopt});
  }
}

}  // namespace

Minute finish_of(const Network& network, const Schedule& schedule, Target target) {
  if (target.activity) {
    if (const auto node = network.find(target.activity)) return schedule.early_finish[*node];
  }
  if (target.project) {
    for (std::size_t i = 0; i < network.projects.size(); ++i) {
      if (network.projects[i]->project.id == target.project) return schedule.project_finish[i];
    }
  }
  return schedule.finish;
}

Drag drag_of(const Network& network, const CpmInput& base, std::span<const Hold> holds,
             Target target) {
  Drag drag;
  drag.holds.reserve(holds.size());
  Passes passes(network, base, holds, target);
  if (holds.size() <= kShapleyHolds) {
    share_exactly(passes, holds.size(), drag);
  } else {
    share_each(passes, holds.size(), drag);
  }
  drag.joint_days = days_between(drag.finish_without, drag.finish_with);
  return drag;
}

std::vector<Hold> holds_of(const model::ProjectFile& file, Day data_date, int default_days) {
  std::vector<Hold> holds;
  for (const model::Blocker& blocker : file.blockers) {
    if (blocker.state >= model::BlockerState::resolved || !blocker.activity_id) continue;
    std::optional<Day> release = blocker.release_likely;
    if (!release || *release < data_date) release = blocker.limit_day;
    if (!release || *release < data_date) release = data_date + default_days;
    holds.push_back({.activity = blocker.activity_id,
                     .until = start_of(*release),
                     .delay_minutes = 0,
                     .blocker = blocker.id});
  }
  return holds;
}

}  // namespace tc::engine

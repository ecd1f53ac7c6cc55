// SPDX-License-Identifier: Apache-2.0
#include "engine/drag/drag.h"

namespace tc::engine {
namespace {

/// Elapsed days between two finishes, rounded to the nearest, halves away from zero.
std::int64_t days_between(Minute from, Minute to) {
  const std::int64_t minutes = to - from;
  const std::int64_t half = kMinutesPerDay / 2;
  return (minutes + (minutes < 0 ? -half : half)) / kMinutesPerDay;
}

/// What finish_of asks the finish of.
TargetNodes nodes_of(const Network& network, Target target) {
  if (target.activity) {
    if (const auto node = network.find(target.activity)) {
      return {static_cast<std::uint32_t>(*node)};
    }
  }
  TargetNodes all;
  TargetNodes mine;
  for (std::uint32_t i = 0; i < network.size(); ++i) {
    if (network.is_span(i)) continue;
    all.push_back(i);
    if (network.projects[network.project[i]]->project.id == target.project) mine.push_back(i);
  }
  return mine.empty() ? all : mine;
}

std::int64_t nearest(double days) {
  return static_cast<std::int64_t>(days + (days < 0 ? -0.5 : 0.5));
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
  std::vector<Hold> all(base.holds.begin(), base.holds.end());
  std::vector<Cause> causes;
  for (const Hold& hold : holds) {
    causes.push_back({.holds = {static_cast<std::uint32_t>(all.size())}, .work = {}});
    all.push_back(hold);
  }
  CpmInput input = base;
  input.holds = all;
  const std::vector<TargetNodes> targets{nodes_of(network, target)};
  Drag drag;
  if (targets.front().empty()) {
    drag.finish_with = drag.finish_without = base.data_date;
    drag.holds.resize(holds.size());
    return drag;
  }
  const auto drags = drags_of(network, input, causes, targets);
  TC_CHECK(drags.has_value(), drags.error().message);
  drag.finish_with = drags->front().finish_with;
  drag.finish_without = drags->front().finish_without;
  drag.joint_days = days_between(drag.finish_without, drag.finish_with);
  for (const CauseDrag& cause : drags->front().causes) {
    drag.holds.push_back({nearest(cause.alone.days), nearest(cause.marginal.days),
                          cause.shapley.days, cause.shapley.error});
  }
  return drag;
}

std::vector<Hold> holds_of(const model::ProjectFile& file, const ReleaseDay& release) {
  std::vector<Hold> holds;
  for (const model::Blocker& blocker : file.blockers) {
    if (blocker.state >= model::BlockerState::resolved || !blocker.activity_id) continue;
    holds.push_back({.activity = blocker.activity_id,
                     .until = start_of(release(blocker)),
                     .delay_minutes = 0,
                     .blocker = blocker.id});
  }
  return holds;
}

}  // namespace tc::engine

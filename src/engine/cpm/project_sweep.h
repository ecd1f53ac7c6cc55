// One activity as Microsoft Project dates it (DateRule::project). The rules were found by holding
// computed against stored dates of real files, and are numbered in docs/project_dates.md.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/cpm/sweep_base.h"

namespace tc::engine {

class ProjectSweep : public SweepBase {
 public:
  ProjectSweep(const Network& network, const CpmInput& input, Schedule& out)
      : SweepBase(network, input, out) {}

  /// Early dates of node `i`. `late`: predecessors that shall be as late as possible count with
  /// their late dates, as they do once those are known.
  void forward(std::size_t i, const Schedule::HeldNode* hold, bool late = false);
  /// Late dates, slack, path marks.
  void backward(std::size_t i);
  /// Slack and path marks alone, after a second forward pass.
  void measure(std::size_t i);
  /// Scheduled from its finish, a project has no start before a backward pass gave it one: early
  /// dates count backward only once this was called.
  void know_start() { start_known_ = true; }
  /// The finish up to which a no-later constraint lets `i` go on; unset: it has none.
  [[nodiscard]] std::optional<Minute> no_later_finish(std::size_t i) const;
  /// Whether `i` is still free to be as late as possible.
  [[nodiscard]] bool wants_late(std::size_t i) const;

  /// What the link from `edge.node` asks of `i`, and what that to `edge.node` leaves to it; neither
  /// settled on working time yet.
  [[nodiscard]] LinkDemand forward_demand(std::size_t i, const Edge& edge) const;
  [[nodiscard]] LinkDemand backward_demand(std::size_t i, const Edge& edge) const;
  /// Working minutes by which `i` may move before the link moves its successor; unset: settled.
  [[nodiscard]] std::optional<std::int64_t> link_slack(std::size_t i, const Edge& edge) const;
  [[nodiscard]] FloatSides float_sides(std::size_t i) const;
  /// Whether the link from `i` sets the start of its successor, ties included.
  [[nodiscard]] bool drives(std::size_t i, const Edge& edge) const;

 private:
  [[nodiscard]] Minute snapped_start(std::size_t i, Minute t) const;
  [[nodiscard]] Minute snapped_finish(std::size_t i, Minute t) const;
  [[nodiscard]] Minute plus_work(std::size_t i, Minute t) const;
  [[nodiscard]] Minute minus_work(std::size_t i, Minute t) const;
  [[nodiscard]] Minute before_lag(const Edge& edge, Minute t) const;
  [[nodiscard]] bool by_hand(std::size_t i) const;
  [[nodiscard]] std::int64_t actual_work(std::size_t i) const;
  [[nodiscard]] bool stands_early(std::size_t i) const;
  [[nodiscard]] Minute late_restart(std::size_t i) const;
  [[nodiscard]] Minute late_end(std::size_t i) const;
  [[nodiscard]] Minute end_of(std::size_t before, const Edge& edge, bool late) const;
  [[nodiscard]] LinkDemand start_demand(std::size_t i, const Edge& edge, bool late) const;
  [[nodiscard]] bool first_of_its_summary(std::size_t i, const Edge& edge) const;

  void forward_started(std::size_t i);
  void forward_by_hand(std::size_t i);
  void forward_open(std::size_t i, const Schedule::HeldNode* hold, bool late);
  void follow_links(std::size_t i, bool late, Minute& start);
  void honor_constraint(std::size_t i, Minute& start) const;
  [[nodiscard]] Minute late_demand(std::size_t i) const;
  [[nodiscard]] Minute constrained_finish(std::size_t i, Minute finish) const;

  bool start_known_ = false;
};

}  // namespace tc::engine

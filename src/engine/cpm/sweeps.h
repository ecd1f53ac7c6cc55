// The sweeps of all date rules behind one door: each activity by the rule of its own project, so
// that one network may hold projects of several tools.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/cpm/house_sweep.h"
#include "engine/cpm/p6_sweep.h"
#include "engine/cpm/project_sweep.h"

namespace tc::engine {

class Sweeps {
 private:
  template <class Ask>
  [[nodiscard]] auto by_rule(std::size_t i, const Ask& ask) const {
    switch (rule_of(i)) {
      case DateRule::p6:
        return ask(p6_);
      case DateRule::project:
        return ask(project_);
      case DateRule::exact:
        break;
    }
    return ask(house_);
  }

 public:
  Sweeps(const Network& network, const CpmInput& input, Schedule& out)
      : network_(network),
        out_(out),
        house_(network, input, out),
        p6_(network, input, out),
        project_(network, input, out) {}

  [[nodiscard]] DateRule rule_of(std::size_t i) const {
    return out_.terms[network_.project[i]].rules.dates;
  }
  void forward(std::size_t i, const Schedule::HeldNode* hold) {
    switch (rule_of(i)) {
      case DateRule::exact:
        return house_.forward(i, hold);
      case DateRule::p6:
        return p6_.forward(i, hold);
      case DateRule::project:
        return project_.forward(i, hold);
    }
  }
  void backward(std::size_t i) {
    switch (rule_of(i)) {
      case DateRule::exact:
        return house_.backward(i);
      case DateRule::p6:
        return p6_.backward(i);
      case DateRule::project:
        return project_.backward(i);
    }
  }
  [[nodiscard]] ProjectSweep& project() { return project_; }
  [[nodiscard]] const ProjectSweep& project() const { return project_; }

  /// From now on the steps of each activity go there; null: nowhere.
  void record(Recording* recording) {
    house_.record(recording);
    p6_.record(recording);
    project_.record(recording);
  }

  // What explanations ask of the finished pass: the sweeps' own arithmetic, one link at a time. An
  // edge of `forward_demand` is one of the predecessors of `i`, elsewhere one of its successors.
  [[nodiscard]] LinkDemand forward_demand(std::size_t i, const Edge& edge) const {
    return by_rule(i, [&](const auto& sweep) { return sweep.forward_demand(i, edge); });
  }
  [[nodiscard]] LinkDemand backward_demand(std::size_t i, const Edge& edge) const {
    return by_rule(i, [&](const auto& sweep) { return sweep.backward_demand(i, edge); });
  }
  [[nodiscard]] std::optional<std::int64_t> link_slack(std::size_t i, const Edge& edge) const {
    return by_rule(i, [&](const auto& sweep) { return sweep.link_slack(i, edge); });
  }
  [[nodiscard]] FloatSides float_sides(std::size_t i) const {
    return by_rule(i, [&](const auto& sweep) { return sweep.float_sides(i); });
  }
  [[nodiscard]] bool drives(std::size_t i, const Edge& edge) const {
    return by_rule(i, [&](const auto& sweep) { return sweep.drives(i, edge); });
  }

 private:
  const Network& network_;
  Schedule& out_;
  HouseSweep house_;
  P6Sweep p6_;
  ProjectSweep project_;
};

/// Prepares `out` for a pass: terms and holds, vectors sized.
void begin_pass(const Network& network, const CpmInput& input, Schedule& out);
/// The holds by node, in topological order, one for each node.
void take_holds(const Network& network, std::span<const Hold> holds, Schedule& out);
/// Latest early finishes by project and over all.
void find_finishes(const Network& network, const CpmInput& input, Schedule& out);
/// Under Microsoft Project's rule a not-later date beyond a project's last finish is its late
/// limit.
void extend_late_limits(const Network& network, const Sweeps& sweeps, Schedule& out);
/// Where Microsoft Project's activities wish to be as late as possible they go to their late dates,
/// which are known by now, and what follows them moves on.
void move_late_projects(const Network& network, Sweeps& sweeps, Schedule& out);

}  // namespace tc::engine

// The house rule (DateRule::exact) of one activity: exact working time, nothing snapped that need
// not be. Semantics after Oracle P6's scheduling options, retained logic and progress override.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/cpm/sweep_base.h"

namespace tc::engine {

class HouseSweep : public SweepBase {
 public:
  HouseSweep(const Network& network, const CpmInput& input, Schedule& out)
      : SweepBase(network, input, out) {}

  /// Early dates, cause and driver of node `i` from those of its predecessors.
  void forward(std::size_t i, const Schedule::HeldNode* hold);
  /// Late dates, floats and path marks of node `i` from its successors.
  void backward(std::size_t i);

  /// What the link from `edge.node` asks of `i`, and what that to `edge.node` leaves to it.
  [[nodiscard]] LinkDemand forward_demand(std::size_t i, const Edge& edge) const;
  [[nodiscard]] LinkDemand backward_demand(std::size_t i, const Edge& edge) const;
  /// Working minutes by which `i` may move before the link moves its successor; unset: settled.
  [[nodiscard]] std::optional<std::int64_t> link_slack(std::size_t i, const Edge& edge) const;
  [[nodiscard]] FloatSides float_sides(std::size_t i) const;
  /// Whether the link from `i` sets the start of its successor, ties included.
  [[nodiscard]] bool drives(std::size_t i, const Edge& edge) const;

 private:
  struct Bounds {
    Minute late_start = kNever;   ///< the remaining work must start by then
    Minute late_finish = kNever;  ///< and finish by then
    Minute free_start = kNever;   ///< later than this and a successor's early date moves
    Minute free_finish = kNever;
    bool path = false;  ///< a successor on the longest path hangs on this activity
  };

  [[nodiscard]] bool binds(std::size_t before, std::size_t after, model::LinkType type) const;
  [[nodiscard]] Minute before_lag(const Edge& edge, Minute t) const;
  [[nodiscard]] Minute link_bound(std::size_t i, const Edge& edge) const;
  [[nodiscard]] Minute constraint_bound(std::size_t i, model::ConstraintKind kind, Minute at) const;
  [[nodiscard]] Minute tied_date(const Edge& edge, const std::vector<Minute>& start,
                                 const std::vector<Minute>& finish) const;
  void bound_by_successor(std::size_t i, const Edge& edge, Bounds& bounds) const;
  void bound_by_constraint(std::size_t i, model::ConstraintKind kind, Minute at,
                           Bounds& bounds) const;
  void push_by_extra(std::size_t i, const Extra& extra, Minute& bound) const;
  void bound_by_extra(std::size_t i, const Extra& extra, Bounds& bounds) const;
  [[nodiscard]] WorkSpan latest_within(std::size_t i, Minute start, Minute finish) const;
  [[nodiscard]] FloatSides slack_to(std::size_t i, const WorkSpan& late) const;
  [[nodiscard]] std::int64_t free_float(std::size_t i, const Bounds& bounds) const;
  void backward_finished(std::size_t i);
  void note_driver(std::size_t i, Minute bound) const;
  void note_late(std::size_t i, const Bounds& bounds) const;
};

}  // namespace tc::engine

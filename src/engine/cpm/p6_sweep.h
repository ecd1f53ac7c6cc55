// One activity as Oracle P6 dates it (DateRule::p6), to the minute. The rules were found by holding
// computed against stored dates of real files, and are numbered in docs/p6_dates.md.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/cpm/sweep_base.h"

namespace tc::engine {

class P6Sweep : public SweepBase {
 public:
  P6Sweep(const Network& network, const CpmInput& input, Schedule& out)
      : SweepBase(network, input, out) {}

  /// Early dates, cause and driver of node `i` from those of its predecessors.
  void forward(std::size_t i, const Schedule::HeldNode* hold);
  /// Late dates, floats and path marks of node `i` from its successors; an activity that shall be
  /// as late as possible moves its early dates here.
  void backward(std::size_t i);

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
  // The activity's own working time; its parts', where its resources set its dates.
  [[nodiscard]] Minute next_start(std::size_t i, Minute t) const;
  [[nodiscard]] Minute previous_finish(std::size_t i, Minute t) const;
  [[nodiscard]] bool works_at(std::size_t i, Minute t) const;
  [[nodiscard]] Minute settle_later(std::size_t i, Minute t) const;
  [[nodiscard]] Minute settle_earlier(std::size_t i, Minute t) const;
  [[nodiscard]] Minute plus(std::size_t i, Minute t, std::int64_t work) const;
  [[nodiscard]] Minute minus(std::size_t i, Minute t, std::int64_t work) const;
  [[nodiscard]] Minute snapped_start(std::size_t i, Minute t) const;
  [[nodiscard]] bool by_expected_finish(std::size_t i) const;
  /// What is left for the backward pass; with an expected finish only the early dates give it.
  [[nodiscard]] std::int64_t remaining_of(std::size_t i) const;

  [[nodiscard]] bool ignored(std::size_t before, std::size_t after) const;
  enum class Pass : std::uint8_t { forward, backward };
  [[nodiscard]] std::int64_t worked(std::size_t i) const;
  [[nodiscard]] std::int64_t lag_in(Pass pass, std::size_t before, std::size_t after,
                                    const Edge& edge) const;
  [[nodiscard]] std::int64_t lag_left(std::size_t before, const Edge& edge) const;
  [[nodiscard]] LinkDemand lagged(std::size_t after, const Edge& edge) const;
  [[nodiscard]] LinkDemand unlagged(Pass pass, std::size_t before, const Edge& edge,
                                    Minute t) const;
  [[nodiscard]] bool wants_late(std::size_t i) const;

  void follow_links(std::size_t i, Minute& start);
  void follow_hold(std::size_t i, const Schedule::HeldNode* hold, Minute& start);
  void constrain_start(std::size_t i, model::ConstraintKind kind, Minute at, Minute& start) const;
  void finish_forward(std::size_t i, Minute start);
  void stretch_finish(std::size_t i, Minute& finish) const;
  void constrain_finish(std::size_t i, model::ConstraintKind kind, Minute at, Minute& finish) const;
  [[nodiscard]] Minute late_demand(std::size_t i) const;
  [[nodiscard]] LinkDemand early_limit(std::size_t i, const Edge& edge) const;
  [[nodiscard]] std::int64_t slack_before(std::size_t i, const Edge& edge) const;
  [[nodiscard]] Minute at_time_of(std::size_t i, Minute at, Minute start) const;
  [[nodiscard]] bool has_no_free_float(std::size_t i) const;
  void move_late(std::size_t i);
  void measure(std::size_t i);
};

}  // namespace tc::engine

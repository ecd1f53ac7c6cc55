// SPDX-License-Identifier: Apache-2.0
#include "engine/cpm/incremental.h"

#include <algorithm>

#include "engine/cpm/spans.h"
#include "engine/cpm/sweeps.h"

namespace tc::engine {

using model::ConstraintKind;

IncrementalPass::IncrementalPass(const Network& network, const CpmInput& input)
    : network_(network), input_(input) {
  forward_.reset(network.size());
  backward_.reset(network.size());
  shrunk_.assign(network.projects.size(), 0);
  first_of_project_.assign(network.projects.size() + 1, 0);
  for (std::size_t i = 0; i < network.size(); ++i) {
    if (!network.is_span(i)) ++first_of_project_[network.project[i] + 1];
  }
  for (std::size_t p = 1; p < first_of_project_.size(); ++p) {
    first_of_project_[p] += first_of_project_[p - 1];
  }
  of_project_.resize(first_of_project_.back());
  std::vector<std::uint32_t> next(first_of_project_.begin(), first_of_project_.end() - 1);
  for (std::uint32_t i = 0; i < network.size(); ++i) {
    if (!network.is_span(i)) of_project_[next[network.project[i]]++] = i;
  }
  full_pass();
}

/// Microsoft Project's wishes to be late and limits beyond the last finish reach across a whole
/// project; it is computed anew.
bool IncrementalPass::reaches_far(std::size_t i) const {
  const SchedulingRules& rules = schedule_.terms[network_.project[i]].rules;
  if (rules.dates != DateRule::project) return false;
  const ConstraintKind kind = network_.constraint[i];
  return rules.from_finish || kind == ConstraintKind::as_late_as_possible ||
         kind == ConstraintKind::finish_not_later || kind == ConstraintKind::start_not_later;
}

void IncrementalPass::full_pass() {
  begin_pass(network_, input_, schedule_);
  run_cpm(network_, input_, schedule_);
  recomputed_ = 2 * network_.size();
  unmoved_.clear();
  whole_ = false;
  for (std::size_t i = 0; i < network_.size() && !whole_; ++i) whole_ = reaches_far(i);
  if (whole_) return;
  Sweeps sweeps(network_, input_, schedule_);
  for (std::uint32_t i = 0; i < network_.size(); ++i) {
    const Extra* extra = network_.extra_of(i);
    const bool wish = network_.constraint[i] == ConstraintKind::as_late_as_possible ||
                      (extra != nullptr && extra->secondary == ConstraintKind::as_late_as_possible);
    if (!wish || network_.is_span(i) || sweeps.rule_of(i) != DateRule::p6) continue;
    Unmoved& kept = unmoved_.emplace_back();
    kept.node = i;
    kept.moved_start = schedule_.early_start[i];
    kept.moved_finish = schedule_.early_finish[i];
  }
  // What they hang on has its final dates, so one step each gives the dates before they moved. In
  // order: one that hangs on another must see that one unmoved.
  for (Unmoved& kept : unmoved_) {
    sweeps.forward(kept.node, hold_of(kept.node));
    kept.start = schedule_.early_start[kept.node];
    kept.finish = schedule_.early_finish[kept.node];
    kept.cause = schedule_.cause[kept.node];
    kept.driver = schedule_.driver[kept.node];
  }
  for (auto kept = unmoved_.rbegin(); kept != unmoved_.rend(); ++kept) sweeps.backward(kept->node);
}

const Schedule::HeldNode* IncrementalPass::hold_of(std::size_t i) const {
  const auto& held = schedule_.held;
  const auto at = std::ranges::lower_bound(held, i, {}, &Schedule::HeldNode::node);
  return at != held.end() && at->node == i ? &*at : nullptr;
}

/// Late dates, floats and path marks of `i` and of what precedes it hang on its early side.
void IncrementalPass::mark_around(std::size_t i) {
  backward_.add(i);
  for (const Edge& edge : network_.predecessors_of(i)) backward_.add(edge.node);
  for (const Edge& edge : network_.successors_of(i)) {
    if (!edge.of_summary) continue;
    for (const Edge& sibling : network_.predecessors_of(edge.node)) backward_.add(sibling.node);
  }
}

/// An edit of `i` may change what its links ask for at both ends, even where no date moves.
void IncrementalPass::touch(std::size_t i) {
  forward_.add(i);
  mark_around(i);
  for (const Edge& edge : network_.successors_of(i)) {
    forward_.add(edge.node);
    backward_.add(edge.node);
  }
}

void IncrementalPass::restore_unmoved() {
  for (Unmoved& kept : unmoved_) {
    const std::uint32_t i = kept.node;
    kept.moved_start = schedule_.early_start[i];
    kept.moved_finish = schedule_.early_finish[i];
    schedule_.early_start[i] = kept.start;
    schedule_.early_finish[i] = kept.finish;
    schedule_.cause[i] = kept.cause;
    schedule_.driver[i] = kept.driver;
    backward_.add(i);
  }
}

void IncrementalPass::keep_unmoved() {
  for (Unmoved& kept : unmoved_) {
    const std::uint32_t i = kept.node;
    kept.start = schedule_.early_start[i];
    kept.finish = schedule_.early_finish[i];
    kept.cause = schedule_.cause[i];
    kept.driver = schedule_.driver[i];
  }
}

void IncrementalPass::note_finish(std::size_t i, Minute before) {
  const std::uint32_t project = network_.project[i];
  Minute& finish = schedule_.project_finish[project];
  const Minute now = schedule_.early_finish[i];
  if (now < before && before == finish_before_[project]) shrunk_[project] = 1;
  finish = std::max(finish, now);
}

void IncrementalPass::forward() {
  Sweeps sweeps(network_, input_, schedule_);
  forward_.take_ascending([&](std::size_t i) {
    if (network_.is_span(i)) return;
    ++recomputed_;
    const Minute start = schedule_.early_start[i];
    const Minute finish = schedule_.early_finish[i];
    const std::uint32_t driver = schedule_.driver[i];
    const StartCause cause = schedule_.cause[i];
    sweeps.forward(i, hold_of(i));
    const bool moved = schedule_.early_start[i] != start || schedule_.early_finish[i] != finish;
    if (moved) {
      note_finish(i, finish);
      for (const Edge& edge : network_.successors_of(i)) forward_.add(edge.node);
    }
    if (moved || schedule_.driver[i] != driver || schedule_.cause[i] != cause) mark_around(i);
  });
}

/// Where the last finish came down, it is looked for; where it moved, all late dates may.
void IncrementalPass::settle_finishes() {
  const Minute all_before = schedule_.finish;
  schedule_.finish = {};
  bool first = true;
  for (std::size_t p = 0; p < shrunk_.size(); ++p) {
    Minute& finish = schedule_.project_finish[p];
    const std::uint32_t begin = first_of_project_[p];
    const std::uint32_t end = first_of_project_[p + 1];
    if (shrunk_[p] != 0) {
      shrunk_[p] = 0;
      finish = kAlways;
      for (std::uint32_t k = begin; k < end; ++k) {
        finish = std::max(finish, schedule_.early_finish[of_project_[k]]);
      }
      if (finish == kAlways) finish = schedule_.terms[p].data_date;
    }
    if (finish != finish_before_[p]) {
      for (std::uint32_t k = begin; k < end; ++k) backward_.add(of_project_[k]);
    }
    if (begin == end) continue;
    schedule_.finish = first ? finish : std::max(schedule_.finish, finish);
    first = false;
  }
  if (first) schedule_.finish = all_before;
  if (schedule_.finish == all_before) return;
  for (std::size_t p = 0; p < schedule_.terms.size(); ++p) {
    if (schedule_.terms[p].rules.float_basis != FloatBasis::batch) continue;
    for (std::uint32_t k = first_of_project_[p]; k < first_of_project_[p + 1]; ++k) {
      backward_.add(of_project_[k]);
    }
  }
}

void IncrementalPass::backward() {
  Sweeps sweeps(network_, input_, schedule_);
  auto kept = unmoved_.rbegin();
  backward_.take_descending([&](std::size_t i) {
    if (network_.is_span(i)) return;
    ++recomputed_;
    while (kept != unmoved_.rend() && kept->node > i) ++kept;
    const bool wish = kept != unmoved_.rend() && kept->node == i;
    const Minute early_start = wish ? kept->moved_start : schedule_.early_start[i];
    const Minute early_finish = wish ? kept->moved_finish : schedule_.early_finish[i];
    const Minute start = schedule_.late_start[i];
    const Minute finish = schedule_.late_finish[i];
    const std::uint8_t path = schedule_.longest_path[i];
    sweeps.backward(i);
    const bool same = schedule_.late_start[i] == start && schedule_.late_finish[i] == finish &&
                      schedule_.longest_path[i] == path &&
                      schedule_.early_start[i] == early_start &&
                      schedule_.early_finish[i] == early_finish;
    if (same) return;
    for (const Edge& edge : network_.predecessors_of(i)) backward_.add(edge.node);
  });
}

const Schedule& IncrementalPass::repair() {
  recomputed_ = 0;
  finish_before_ = schedule_.project_finish;
  restore_unmoved();
  forward();
  settle_finishes();
  keep_unmoved();
  backward();
  spread_early(network_, schedule_, true);
  spread_late(network_, schedule_);
  return schedule_;
}

const Schedule& IncrementalPass::update(std::span<const std::uint32_t> touched) {
  for (const std::uint32_t i : touched) whole_ = whole_ || reaches_far(i);
  if (whole_) {
    full_pass();
    return schedule_;
  }
  for (const std::uint32_t i : touched) touch(i);
  return repair();
}

const Schedule& IncrementalPass::update_holds(std::span<const Hold> holds) {
  const std::vector<Schedule::HeldNode> before = schedule_.held;
  input_.holds = holds;
  if (whole_) {
    full_pass();
    return schedule_;
  }
  take_holds(network_, holds, schedule_);
  const auto touch_changed = [this](const auto& from, const auto& other) {
    for (const Schedule::HeldNode& held : from) {
      if (std::ranges::find(other, held) == other.end()) touch(held.node);
    }
  };
  touch_changed(before, schedule_.held);
  touch_changed(schedule_.held, before);
  return repair();
}

}  // namespace tc::engine

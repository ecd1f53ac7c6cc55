// What Microsoft Project does beyond one pass each way: late limits beyond the last finish, and
// activities that shall be as late as possible.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include "engine/cpm/sweeps.h"

namespace tc::engine {
namespace {

/// Walks the activities of projects under Microsoft Project's rule.
template <class Use>
void each_node(const Network& network, const Sweeps& sweeps, const Use& use) {
  for (std::size_t i = 0; i < network.size(); ++i) {
    if (sweeps.rule_of(i) == DateRule::project && !network.is_span(i)) use(i);
  }
}

bool any_project(const Schedule& out) {
  return std::ranges::any_of(
      out.terms, [](const ProjectTerms& terms) { return terms.rules.dates == DateRule::project; });
}

/// An activity of another rule waits for what is as late as possible where that will stand.
void forward_beside(const Network& network, Sweeps& sweeps, Schedule& out, std::size_t i,
                    const Schedule::HeldNode* hold) {
  const auto stand_late = [&] {
    for (const Edge& edge : network.predecessors_of(i)) {
      if (sweeps.rule_of(edge.node) != DateRule::project) continue;
      if (!sweeps.project().wants_late(edge.node)) continue;
      if (out.terms[network.project[edge.node]].rules.from_finish) continue;
      std::swap(out.early_start[edge.node], out.late_start[edge.node]);
      std::swap(out.early_finish[edge.node], out.late_finish[edge.node]);
    }
  };
  stand_late();
  sweeps.forward(i, hold);
  stand_late();
}

/// In topological order, so that what a late activity pushes pushes on across the rules.
void forward_again(const Network& network, Sweeps& sweeps, Schedule& out) {
  auto held = out.held.begin();
  for (std::size_t i = 0; i < network.size(); ++i) {
    const bool here = held != out.held.end() && held->node == i;
    const Schedule::HeldNode* hold = here ? &*held : nullptr;
    if (here) ++held;
    if (network.is_span(i)) continue;
    if (sweeps.rule_of(i) == DateRule::project) {
      sweeps.project().forward(i, hold, !out.terms[network.project[i]].rules.from_finish);
    } else {
      forward_beside(network, sweeps, out, i, hold);
    }
  }
}

/// Projects of other rules end where their activities now do; that of Microsoft Project stays where
/// the first pass put it.
void extend_finishes(const Network& network, const Sweeps& sweeps, Schedule& out) {
  for (std::size_t i = 0; i < network.size(); ++i) {
    if (network.is_span(i) || sweeps.rule_of(i) == DateRule::project) continue;
    Minute& finish = out.project_finish[network.project[i]];
    finish = std::max(finish, out.early_finish[i]);
    out.finish = std::max(out.finish, finish);
  }
}

/// Scheduled from its finish, a project starts where its first activity must start at the latest.
void start_from_finish(const Network& network, const Sweeps& sweeps, Schedule& out) {
  for (ProjectTerms& terms : out.terms) {
    if (terms.rules.from_finish) terms.project_start = kNever;
  }
  each_node(network, sweeps, [&](std::size_t i) {
    ProjectTerms& terms = out.terms[network.project[i]];
    if (!terms.rules.from_finish) return;
    terms.project_start = std::min(*terms.project_start, out.late_start[i]);
    terms.data_date = std::min(terms.data_date, *terms.project_start);
  });
}

}  // namespace

void extend_late_limits(const Network& network, const Sweeps& sweeps, Schedule& out) {
  if (!any_project(out)) return;
  each_node(network, sweeps, [&](std::size_t i) {
    const std::optional<Minute> at = sweeps.project().no_later_finish(i);
    ProjectTerms& terms = out.terms[network.project[i]];
    if (!at || terms.rules.from_finish) return;
    const Minute end = terms.must_finish_by.value_or(out.project_finish[network.project[i]]);
    terms.must_finish_by = std::max(end, *at);
  });
}

void move_late_projects(const Network& network, Sweeps& sweeps, Schedule& out) {
  if (!any_project(out)) return;
  bool from_finish = false;
  for (const ProjectTerms& terms : out.terms) from_finish |= terms.rules.from_finish;
  bool late = false;
  each_node(network, sweeps, [&](std::size_t i) { late |= sweeps.project().wants_late(i); });
  if (!late && !from_finish) return;
  if (from_finish) start_from_finish(network, sweeps, out);
  sweeps.project().know_start();
  forward_again(network, sweeps, out);
  extend_finishes(network, sweeps, out);
  for (std::size_t i = network.size(); i-- > 0;) {
    if (network.is_span(i)) continue;
    if (sweeps.rule_of(i) != DateRule::project) {
      sweeps.backward(i);
    } else if (out.terms[network.project[i]].rules.from_finish) {
      sweeps.project().backward(i);
    } else {
      sweeps.project().measure(i);
    }
  }
}

}  // namespace tc::engine

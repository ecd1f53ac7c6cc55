// What Microsoft Project does beyond one pass each way: late limits beyond the last finish, and
// activities that shall be as late as possible.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

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

void forward_again(const Network& network, Sweeps& sweeps, Schedule& out) {
  each_node(network, sweeps, [&](std::size_t i) {
    const auto held = std::ranges::lower_bound(out.held, i, {}, &Schedule::HeldNode::node);
    const bool here = held != out.held.end() && held->node == i;
    const bool late = !out.terms[network.project[i]].rules.from_finish;
    sweeps.project().forward(i, here ? &*held : nullptr, late);
  });
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
  for (std::size_t i = network.size(); i-- > 0;) {
    if (sweeps.rule_of(i) != DateRule::project || network.is_span(i)) continue;
    if (out.terms[network.project[i]].rules.from_finish) {
      sweeps.project().backward(i);
    } else {
      sweeps.project().measure(i);
    }
  }
}

}  // namespace tc::engine

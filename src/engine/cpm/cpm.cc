// SPDX-License-Identifier: Apache-2.0
#include "engine/cpm/cpm.h"

#include <algorithm>

#include "engine/cpm/sweep.h"

namespace tc::engine {
namespace {

using model::LinkType;

constexpr std::int64_t kLongestDelay = std::int64_t{1} << 31;  ///< minutes, about 4,000 years

void size_forward(const Network& network, Schedule& out) {
  const std::size_t n = network.size();
  out.early_start.resize(n);
  out.early_finish.resize(n);
  out.cause.resize(n);
  out.driver.resize(n);
  out.project_finish.resize(network.projects.size());
}

void size_backward(const Network& network, Schedule& out) {
  const std::size_t n = network.size();
  out.late_start.resize(n);
  out.late_finish.resize(n);
  out.total_float.resize(n);
  out.free_float.resize(n);
  out.longest_path.resize(n);
  out.critical.resize(n);
}

/// The holds by node, in topological order, one for each node.
void take_holds(const Network& network, std::span<const Hold> holds, Schedule& out) {
  out.held.clear();
  for (const Hold& hold : holds) {
    const auto node = network.find(hold.activity);
    if (!node) continue;
    const Minute until = hold.until ? within_reason(*hold.until) : kAlways;
    out.held.push_back({static_cast<std::uint32_t>(*node), until,
                        std::clamp<std::int64_t>(hold.delay_minutes, 0, kLongestDelay)});
  }
  std::ranges::sort(out.held, {}, &Schedule::HeldNode::node);
  std::size_t kept = 0;
  for (const Schedule::HeldNode& hold : out.held) {
    if (kept > 0 && out.held[kept - 1].node == hold.node) {
      Schedule::HeldNode& same = out.held[kept - 1];
      same.until = std::max(same.until, hold.until);
      same.delay = std::max(same.delay, hold.delay);
    } else {
      out.held[kept++] = hold;
    }
  }
  out.held.resize(kept);
}

/// A level of effort runs from the earliest to the latest of what it hangs on.
void spread_spans(const Network& network, Sweep& sweep, Schedule& out) {
  auto link = network.span_links.begin();
  for (const std::uint32_t span : network.spans) {
    Minute start = kNever;
    Minute finish = kAlways;
    for (; link != network.span_links.end() && link->span == span; ++link) {
      const bool first_start =
          link->type == LinkType::start_start || link->type == LinkType::start_finish;
      const bool second_start =
          link->type == LinkType::start_start || link->type == LinkType::finish_start;
      const bool other_start = link->span_first ? second_start : first_start;
      const bool own_start = link->span_first ? first_start : second_start;
      const Minute at =
          other_start ? start_date(network, out, link->other) : out.early_finish[link->other];
      if (own_start) start = std::min(start, at);
      if (!own_start) finish = std::max(finish, at);
    }
    sweep.spread(span, start, finish);
  }
}

void find_finishes(const Network& network, const CpmInput& input, Schedule& out) {
  std::ranges::fill(out.project_finish, kAlways);
  auto span = network.spans.begin();
  for (std::size_t i = 0; i < network.size(); ++i) {
    if (span != network.spans.end() && *span == i) {
      ++span;
      continue;
    }
    Minute& finish = out.project_finish[network.project[i]];
    finish = std::max(finish, out.early_finish[i]);
  }
  out.finish = kAlways;
  for (Minute& finish : out.project_finish) {
    out.finish = std::max(out.finish, finish);
    if (finish == kAlways) finish = within_reason(input.data_date);
  }
  if (out.finish == kAlways) out.finish = within_reason(input.data_date);
}

void sweep_forward(const Network& network, const CpmInput& input, Sweep& sweep, Schedule& out) {
  auto held = out.held.begin();
  for (std::size_t i = 0; i < network.size(); ++i) {
    const bool here = held != out.held.end() && held->node == i;
    sweep.forward(i, here ? &*held : nullptr);
    if (here) ++held;
  }
  spread_spans(network, sweep, out);
  find_finishes(network, input, out);
}

void sweep_backward(const Network& network, const CpmInput& input, Sweep& sweep, Schedule& out) {
  for (std::size_t i = network.size(); i-- > 0;) {
    const Minute open_end = input.rules.float_basis == FloatBasis::batch
                                ? out.finish
                                : out.project_finish[network.project[i]];
    sweep.backward(i, open_end);
  }
  for (const std::uint32_t span : network.spans) {
    out.late_start[span] = out.early_start[span];
    out.late_finish[span] = out.early_finish[span];
    out.total_float[span] = 0;
    out.free_float[span] = 0;
    out.longest_path[span] = 0;
    out.critical[span] = 0;
  }
}

}  // namespace

void run_forward(const Network& network, const CpmInput& input, Schedule& out) {
  size_forward(network, out);
  take_holds(network, input.holds, out);
  Sweep sweep(network, input, out);
  sweep_forward(network, input, sweep, out);
}

void run_cpm(const Network& network, const CpmInput& input, Schedule& out) {
  size_forward(network, out);
  size_backward(network, out);
  take_holds(network, input.holds, out);
  Sweep sweep(network, input, out);
  sweep_forward(network, input, sweep, out);
  sweep_backward(network, input, sweep, out);
}

Schedule run_cpm(const Network& network, const CpmInput& input) {
  Schedule out;
  run_cpm(network, input, out);
  return out;
}

std::vector<std::size_t> driving_chain(const Network& network, const Schedule& schedule,
                                       std::size_t to) {
  std::vector<std::size_t> chain{to};
  for (std::uint32_t driver = schedule.driver[to]; driver != kNoLink;
       driver = schedule.driver[chain.back()]) {
    chain.push_back(network.predecessors[driver].node);
  }
  std::ranges::reverse(chain);
  return chain;
}

}  // namespace tc::engine

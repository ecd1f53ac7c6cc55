// SPDX-License-Identifier: Apache-2.0
#include "engine/cpm/cpm.h"

#include <algorithm>

#include "engine/cpm/spans.h"
#include "engine/cpm/sweeps.h"

namespace tc::engine {
namespace {

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

void take_terms(const Network& network, const CpmInput& input, Schedule& out) {
  out.terms.clear();
  for (std::size_t p = 0; p < network.projects.size(); ++p) {
    ProjectTerms& terms = out.terms.emplace_back(input.terms_of(p));
    terms.data_date = within_reason(terms.data_date);
    if (terms.project_start) terms.project_start = within_reason(*terms.project_start);
    if (terms.must_finish_by) terms.must_finish_by = within_reason(*terms.must_finish_by);
  }
}

void sweep_forward(const Network& network, const CpmInput& input, Sweeps& sweeps, Schedule& out) {
  auto held = out.held.begin();
  for (std::size_t i = 0; i < network.size(); ++i) {
    const bool here = held != out.held.end() && held->node == i;
    if (!network.is_span(i)) sweeps.forward(i, here ? &*held : nullptr);
    if (here) ++held;
  }
  find_finishes(network, input, out);
}

void sweep_backward(const Network& network, Sweeps& sweeps, Schedule& out,
                    Recording* recording = nullptr) {
  extend_late_limits(network, sweeps, out);
  for (std::size_t i = network.size(); i-- > 0;) {
    if (!network.is_span(i)) sweeps.backward(i);
  }
  move_late_projects(network, sweeps, out);
  spread_early(network, out, true, recording);  // what shall be late has moved by now
  spread_late(network, out, recording);
}

}  // namespace

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

void begin_pass(const Network& network, const CpmInput& input, Schedule& out) {
  TC_CHECK(input.by_project.empty() || input.by_project.size() == network.projects.size(),
           "terms are given by project");
  size_forward(network, out);
  take_terms(network, input, out);
  take_holds(network, input.holds, out);
}

void find_finishes(const Network& network, const CpmInput& input, Schedule& out) {
  std::ranges::fill(out.project_finish, kAlways);
  for (std::size_t i = 0; i < network.size(); ++i) {
    if (network.is_span(i)) continue;
    Minute& finish = out.project_finish[network.project[i]];
    finish = std::max(finish, out.early_finish[i]);
  }
  out.finish = kAlways;
  for (std::size_t p = 0; p < out.project_finish.size(); ++p) {
    out.finish = std::max(out.finish, out.project_finish[p]);
    if (out.project_finish[p] == kAlways) out.project_finish[p] = out.terms[p].data_date;
  }
  if (out.finish == kAlways) out.finish = within_reason(input.data_date);
}

void run_forward(const Network& network, const CpmInput& input, Schedule& out) {
  begin_pass(network, input, out);
  Sweeps sweeps(network, input, out);
  sweep_forward(network, input, sweeps, out);
  spread_early(network, out, false);
}

void run_cpm(const Network& network, const CpmInput& input, Schedule& out) {
  begin_pass(network, input, out);
  size_backward(network, out);
  Sweeps sweeps(network, input, out);
  sweep_forward(network, input, sweeps, out);
  sweep_backward(network, sweeps, out);
}

void run_cpm(const Network& network, const CpmInput& input, Schedule& out, Recording& recording) {
  begin_pass(network, input, out);
  size_backward(network, out);
  recording.reset(network.size());
  Sweeps sweeps(network, input, out);
  sweeps.record(&recording);
  sweep_forward(network, input, sweeps, out);
  sweep_backward(network, sweeps, out, &recording);
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

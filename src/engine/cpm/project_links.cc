// What a link asks for under Microsoft Project's rules.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "engine/cpm/project_sweep.h"

namespace tc::engine {

Minute ProjectSweep::before_lag(const Edge& edge, Minute t) const {
  Edge back = edge;
  back.lag = -edge.lag;
  return after_lag(back, t);
}

/// Where links find the late start: of a started activity where its work stopped; before a leveling
/// delay.
Minute ProjectSweep::late_restart(std::size_t i) const {
  const Extra* extra = network_.extra_of(i);
  if (!started(i)) {
    Minute late = out_.late_start[i];
    if (stands_early(i)) late = std::min(late, out_.early_start[i]);
    return extra != nullptr && !wants_late(i) ? late - extra->leveling_delay : late;
  }
  if (!rules_of(i).late_from_stop) {
    return work_of(i) > 0 ? minus_work(i, out_.late_finish[i]) : out_.late_start[i];
  }
  Minute stop = calendar_of(i).add(network_.actual_start[i], actual_work(i));
  if (extra != nullptr) stop = extra->suspended_at.value_or(stop);
  return work_of(i) > 0 ? calendar_of(i).next_work_start(stop) : stop;
}

Minute ProjectSweep::late_end(std::size_t i) const {
  const Minute late = out_.late_finish[i];
  return stands_early(i) ? std::min(late, out_.early_finish[i]) : late;
}

/// The end of `before` that a link hangs on.
Minute ProjectSweep::end_of(std::size_t before, const Edge& edge, bool late) const {
  const bool use_late = late && wants_late(before);
  if (hangs_on_start(edge.type)) {
    return use_late ? out_.late_start[before] : out_.early_start[before];
  }
  return use_late ? out_.late_finish[before] : out_.early_finish[before];
}

LinkDemand ProjectSweep::start_demand(std::size_t i, const Edge& edge, bool late) const {
  LinkDemand demand{.binds = true,
                    .from = end_of(edge.node, edge, late),
                    .lag = edge.lag,
                    .lagged = {},
                    .asked = {}};
  demand.asked = demand.lagged = after_lag(edge, demand.from);
  if (ties_finish(edge.type)) demand.asked = minus_work(i, demand.lagged);
  return demand;
}

LinkDemand ProjectSweep::forward_demand(std::size_t i, const Edge& edge) const {
  return started(i) || by_hand(i) ? LinkDemand{} : start_demand(i, edge, true);
}

/// Links that stand for a summary's start ask for the earliest of what lies in it.
void ProjectSweep::follow_links(std::size_t i, bool late, Minute& start) {
  const std::uint32_t end = network_.first_predecessor[i + 1];
  for (std::uint32_t e = network_.first_predecessor[i]; e < end;) {
    const model::Link* link = network_.predecessor_links[e];
    Minute demand = start_demand(i, network_.predecessors[e], late).asked;
    std::uint32_t by = e++;
    const bool grouped =
        network_.predecessors[by].of_summary && hangs_on_start(network_.predecessors[by].type);
    for (; grouped && e < end && network_.predecessor_links[e] == link; ++e) {
      const Minute other = start_demand(i, network_.predecessors[e], late).asked;
      if (other >= demand) continue;
      demand = other;
      by = e;
    }
    if (demand > start || (demand == start && out_.driver[i] == kNoLink)) {
      start = demand;
      out_.driver[i] = by;
      out_.cause[i] = StartCause::link;
    }
  }
  if (recording_ == nullptr || out_.driver[i] == kNoLink) return;
  const Edge& edge = network_.predecessors[out_.driver[i]];
  note_link(out_.driver[i], start_demand(i, edge, late), false, start);
}

bool ProjectSweep::drives(std::size_t i, const Edge& edge) const {
  const std::size_t after = edge.node;
  if (started(after) || by_hand(after) || out_.driver[after] == kNoLink) return false;
  return snapped_start(after, start_demand(after, seen_from(edge, i), true).asked) ==
         out_.early_start[after];
}

/// Of the links that stand for a summary's start only those of its first members bind.
bool ProjectSweep::first_of_its_summary(std::size_t i, const Edge& edge) const {
  if (!edge.of_summary) return true;
  const std::size_t after = edge.node;
  const std::uint32_t begin = network_.first_predecessor[after];
  const std::uint32_t end = network_.first_predecessor[after + 1];
  const model::Link* link = nullptr;
  for (std::uint32_t e = begin; e < end && link == nullptr; ++e) {
    const Edge& other = network_.predecessors[e];
    if (other.node == i && other.of_summary && other.type == edge.type && other.lag == edge.lag) {
      link = network_.predecessor_links[e];
    }
  }
  for (std::uint32_t e = begin; e < end; ++e) {
    if (network_.predecessor_links[e] != link) continue;
    if (out_.early_start[network_.predecessors[e].node] < out_.early_start[i]) return false;
  }
  return true;
}

LinkDemand ProjectSweep::backward_demand(std::size_t i, const Edge& edge) const {
  const std::size_t after = edge.node;
  if (finished(after)) return {};
  const bool from_start = hangs_on_start(edge.type);
  if (from_start && (started(i) || by_hand(i) || !first_of_its_summary(i, edge))) return {};
  LinkDemand demand{.binds = true,
                    .from = ties_finish(edge.type) ? late_end(after) : late_restart(after),
                    .lag = edge.lag,
                    .lagged = {},
                    .asked = {}};
  demand.asked = demand.lagged = before_lag(edge, demand.from);
  if (from_start) demand.asked = plus_work(i, snapped_start(i, demand.lagged));
  return demand;
}

/// The latest finish that successors and the project's end allow.
Minute ProjectSweep::late_demand(std::size_t i) const {
  Minute finish = kNever;
  for (const Edge& edge : network_.successors_of(i)) {
    const LinkDemand demand = backward_demand(i, edge);
    if (!demand.binds || demand.asked >= finish) continue;
    finish = demand.asked;
    note_link(position_of(edge), demand, true, finish);
  }
  if (finish == kNever && rules_of(i).own_open_ends) {
    finish = out_.early_finish[i];
    note(StepKind::own_finish, true, finish);
  }
  const ProjectTerms& terms = terms_of(i);
  cap(finish, terms.must_finish_by.value_or(finish_for(i)),
      terms.must_finish_by ? StepKind::must_finish : StepKind::project_finish);
  return finish;
}

std::optional<std::int64_t> ProjectSweep::link_slack(std::size_t i, const Edge& edge) const {
  const std::size_t after = edge.node;
  if (finished(after) || edge.of_summary) return std::nullopt;
  const bool late = wants_late(after);
  Minute theirs = late ? out_.late_start[after] : out_.early_start[after];
  if (ties_finish(edge.type)) theirs = late ? out_.late_finish[after] : out_.early_finish[after];
  return calendar_of(i).work_between(after_lag(edge, end_of(i, edge, true)), theirs);
}

}  // namespace tc::engine

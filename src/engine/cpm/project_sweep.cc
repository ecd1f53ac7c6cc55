// SPDX-License-Identifier: Apache-2.0
#include "engine/cpm/project_sweep.h"

#include <algorithm>

namespace tc::engine {

using model::ConstraintKind;

/// Work starts at the next start of work; a milestone may stand where work ends.
Minute ProjectSweep::snapped_start(std::size_t i, Minute t) const {
  const WorkingCalendar& calendar = calendar_of(i);
  if (work_of(i) == 0 && calendar.previous_work_finish(t) == t) return t;
  const std::span<const Part> parts = network_.parts_of(i);
  if (parts.empty() || work_of(i) == 0) return calendar.next_work_start(t);
  Minute least = kNever;
  for (const Part& part : parts) {
    least = std::min(least, network_.calendars[part.calendar].next_work_start(t));
  }
  return least;
}

Minute ProjectSweep::snapped_finish(std::size_t i, Minute t) const {
  const std::span<const Part> parts = network_.parts_of(i);
  if (parts.empty()) return calendar_of(i).previous_work_finish(t);
  Minute latest = kAlways;
  for (const Part& part : parts) {
    latest = std::max(latest, network_.calendars[part.calendar].previous_work_finish(t));
  }
  return latest;
}

Minute ProjectSweep::plus_work(std::size_t i, Minute t) const {
  const std::span<const Part> parts = network_.parts_of(i);
  if (parts.empty()) return calendar_of(i).add(t, work_of(i));
  Minute latest = kAlways;
  for (const Part& part : parts) {
    latest = std::max(latest, network_.calendars[part.calendar].add(t, part.work));
  }
  return latest;
}

Minute ProjectSweep::minus_work(std::size_t i, Minute t) const {
  const std::span<const Part> parts = network_.parts_of(i);
  if (parts.empty()) return calendar_of(i).add(t, -work_of(i));
  Minute least = kNever;
  for (const Part& part : parts) {
    least = std::min(least, network_.calendars[part.calendar].add(t, -part.work));
  }
  return least;
}

Minute ProjectSweep::before_lag(const Edge& edge, Minute t) const {
  Edge back = edge;
  back.lag = -edge.lag;
  return after_lag(back, t);
}

bool ProjectSweep::by_hand(std::size_t i) const {
  return network_.constraint[i] == ConstraintKind::set_by_hand;
}

bool ProjectSweep::wants_late(std::size_t i) const {
  return network_.constraint[i] == ConstraintKind::as_late_as_possible && !started(i);
}

/// Working minutes done so far.
std::int64_t ProjectSweep::actual_work(std::size_t i) const {
  const model::Activity& activity = *network_.activity[i];
  const std::int64_t rest = work_of(i) - activity.interruption;
  return std::max<std::int64_t>(0, activity.duration_likely - rest);
}

/// Scheduled from its finish, what is not late stands early, and what precedes it must be done.
bool ProjectSweep::stands_early(std::size_t i) const {
  return start_known_ && rules_of(i).from_finish &&
         network_.constraint[i] == ConstraintKind::none && !started(i);
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

Minute ProjectSweep::start_demand(std::size_t i, const Edge& edge, bool late) const {
  const Minute demand = after_lag(edge, end_of(edge.node, edge, late));
  return ties_finish(edge.type) ? minus_work(i, demand) : demand;
}

/// Links that stand for a summary's start ask for the earliest of what lies in it.
void ProjectSweep::follow_links(std::size_t i, bool late, Minute& start) {
  const std::uint32_t end = network_.first_predecessor[i + 1];
  for (std::uint32_t e = network_.first_predecessor[i]; e < end;) {
    const model::Link* link = network_.predecessor_links[e];
    Minute demand = start_demand(i, network_.predecessors[e], late);
    std::uint32_t by = e++;
    const bool grouped =
        network_.predecessors[by].of_summary && hangs_on_start(network_.predecessors[by].type);
    for (; grouped && e < end && network_.predecessor_links[e] == link; ++e) {
      const Minute other = start_demand(i, network_.predecessors[e], late);
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
}

/// Must and not-later dates are kept over links; where links come first, a must date still holds
/// the start back.
void ProjectSweep::honor_constraint(std::size_t i, Minute& start) const {
  const ConstraintKind kind = network_.constraint[i];
  const Minute at = network_.constraint_at[i];
  const bool must = kind == ConstraintKind::must_start || kind == ConstraintKind::must_finish ||
                    kind == ConstraintKind::mandatory_start ||
                    kind == ConstraintKind::mandatory_finish;
  Minute cap = kNever;
  if (kind == ConstraintKind::start_not_later || kind == ConstraintKind::must_start ||
      kind == ConstraintKind::mandatory_start) {
    cap = at;
  } else if (kind == ConstraintKind::finish_not_later || kind == ConstraintKind::must_finish ||
             kind == ConstraintKind::mandatory_finish) {
    cap = minus_work(i, at);
  }
  if (cap == kNever || (!must && start <= cap)) return;
  const Minute kept = work_of(i) == 0 ? cap : snapped_start(i, cap);
  if (!rules_of(i).honor_constraints) {
    if (must) push(i, start, kept, StartCause::constraint);
    return;
  }
  start = kept;
  out_.cause[i] = StartCause::constraint;
  out_.driver[i] = kNoLink;
}

void ProjectSweep::forward_open(std::size_t i, const Schedule::HeldNode* hold, bool late) {
  const ConstraintKind kind = network_.constraint[i];
  const Minute at = network_.constraint_at[i];
  // The status date holds nothing back; a not-earlier date stands in place of the project's start.
  const ProjectTerms& terms = terms_of(i);
  Minute start = terms.project_start.value_or(terms.data_date);
  out_.cause[i] = StartCause::project_start;
  if (kind == ConstraintKind::start_not_earlier || kind == ConstraintKind::finish_not_earlier) {
    start = kind == ConstraintKind::start_not_earlier ? at : minus_work(i, at);
    out_.cause[i] = StartCause::constraint;
  }
  follow_links(i, late, start);
  const Extra* extra = network_.extra_of(i);
  if (extra != nullptr && extra->external_start) {
    push(i, start, *extra->external_start, StartCause::external);
  }
  if (hold != nullptr) {
    if (hold->delay > 0) push(i, start, start + hold->delay, StartCause::hold);
    push(i, start, hold->until, StartCause::hold);
  }
  start = snapped_start(i, start);
  if (extra != nullptr && extra->leveling_delay > 0 && !wants_late(i)) {
    push(i, start, snapped_start(i, start + extra->leveling_delay), StartCause::delay);
  }
  honor_constraint(i, start);
  out_.early_start[i] = start;
  out_.early_finish[i] = plus_work(i, start);
  if (rules_of(i).honor_constraints &&
      (kind == ConstraintKind::must_finish || kind == ConstraintKind::mandatory_finish)) {
    out_.early_finish[i] = at;
  }
}

/// What is done stands; the remainder runs from where the work resumes.
void ProjectSweep::forward_started(std::size_t i) {
  const WorkingCalendar& calendar = calendar_of(i);
  const Extra* extra = network_.extra_of(i);
  out_.cause[i] = StartCause::actual;
  out_.early_start[i] = network_.actual_start[i];
  Minute from = calendar.add(network_.actual_start[i], actual_work(i));
  if (extra != nullptr) from = extra->resumed_at.value_or(extra->suspended_at.value_or(from));
  Minute finish = std::max(from, network_.actual_start[i]);
  const std::span<const Part> parts = network_.parts_of(i);
  if (!parts.empty()) {
    finish = from;
    for (const Part& part : parts) {
      finish = std::max(finish, network_.calendars[part.calendar].add(from, part.work));
    }
  } else if (work_of(i) > 0) {
    finish = calendar.add(calendar.next_work_start(from), work_of(i));
  }
  if (network_.constraint[i] == ConstraintKind::finish_not_earlier) {
    finish = std::max(finish, network_.constraint_at[i]);
  }
  out_.early_finish[i] = finish;
}

void ProjectSweep::forward(std::size_t i, const Schedule::HeldNode* hold, bool late) {
  out_.driver[i] = kNoLink;
  out_.cause[i] = StartCause::actual;
  if (finished(i)) {
    out_.early_start[i] = network_.actual_start[i];
    out_.early_finish[i] = network_.actual_finish[i];
  } else if (by_hand(i)) {
    const Minute start = started(i) ? network_.actual_start[i] : network_.constraint_at[i];
    const std::int64_t done = started(i) ? actual_work(i) : 0;
    out_.cause[i] = started(i) ? StartCause::actual : StartCause::constraint;
    out_.early_start[i] = start;
    out_.early_finish[i] = calendar_of(i).add(start, work_of(i) + done);
    const std::optional<Minute>& planned = network_.activity[i]->planned_finish;
    if (planned && *planned >= start) out_.early_finish[i] = *planned;
  } else if (started(i)) {
    forward_started(i);
  } else {
    forward_open(i, hold, late);
  }
}

/// Whether the link from `i` sets the start of its successor, ties included.
bool ProjectSweep::drives(std::size_t i, const Edge& edge) const {
  const std::size_t after = edge.node;
  if (started(after) || by_hand(after) || out_.driver[after] == kNoLink) return false;
  return snapped_start(after, start_demand(after, seen_from(edge, i), true)) ==
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

/// The latest finish that successors and the project's end allow.
Minute ProjectSweep::late_demand(std::size_t i) const {
  const bool fixed_start = started(i) || by_hand(i);
  Minute finish = kNever;
  for (const Edge& edge : network_.successors_of(i)) {
    const std::size_t after = edge.node;
    if (finished(after)) continue;
    if (hangs_on_start(edge.type) && (fixed_start || !first_of_its_summary(i, edge))) continue;
    const Minute late = ties_finish(edge.type) ? late_end(after) : late_restart(after);
    Minute demand = before_lag(edge, late);
    if (hangs_on_start(edge.type)) demand = plus_work(i, snapped_start(i, demand));
    finish = std::min(finish, demand);
  }
  const SchedulingRules& rules = rules_of(i);
  const ProjectTerms& terms = terms_of(i);
  if (finish == kNever && rules.own_open_ends) finish = out_.early_finish[i];
  return std::min(finish, terms.must_finish_by.value_or(finish_for(i)));
}

Minute ProjectSweep::constrained_finish(std::size_t i, Minute finish) const {
  const Minute at = network_.constraint_at[i];
  switch (network_.constraint[i]) {
    case ConstraintKind::must_finish:
    case ConstraintKind::mandatory_finish:
      return at;
    case ConstraintKind::must_start:
    case ConstraintKind::mandatory_start:
      return started(i) ? finish : plus_work(i, at);
    case ConstraintKind::finish_not_later:
      return std::min(finish, at);
    case ConstraintKind::start_not_later:
      return started(i) ? finish : std::min(finish, plus_work(i, at));
    default:
      return finish;
  }
}

void ProjectSweep::backward(std::size_t i) {
  if (finished(i)) {
    out_.late_start[i] = out_.early_start[i];
    out_.late_finish[i] = out_.early_finish[i];
    measure(i);
    return;
  }
  Minute finish = late_demand(i);
  if (!by_hand(i)) finish = constrained_finish(i, finish);
  if (const Extra* extra = network_.extra_of(i)) {
    for (const std::optional<Minute>& cap : {extra->external_finish, extra->deadline}) {
      if (cap) finish = std::min(finish, *cap);
    }
  }
  if (!by_hand(i) && (work_of(i) > 0 || actual_work(i) > 0)) finish = snapped_finish(i, finish);
  out_.late_finish[i] = finish;
  if (!started(i)) {
    out_.late_start[i] = minus_work(i, finish);
  } else if (!by_hand(i)) {
    out_.late_start[i] = network_.actual_start[i];
  } else {
    out_.late_start[i] = calendar_of(i).add(finish, -(work_of(i) + actual_work(i)));
  }
  measure(i);
}

void ProjectSweep::measure(std::size_t i) {
  const WorkingCalendar& calendar = calendar_of(i);
  const SchedulingRules& rules = rules_of(i);
  bool path = out_.early_finish[i] == out_.project_finish[network_.project[i]];
  std::int64_t free = std::numeric_limits<std::int64_t>::max();
  for (const Edge& edge : network_.successors_of(i)) {
    const std::size_t after = edge.node;
    path = path || (out_.longest_path[after] != 0 && drives(i, edge));
    if (finished(after) || edge.of_summary) continue;
    const bool late = wants_late(after);
    Minute theirs = late ? out_.late_start[after] : out_.early_start[after];
    if (ties_finish(edge.type)) {
      theirs = late ? out_.late_finish[after] : out_.early_finish[after];
    }
    free = std::min(free, calendar.work_between(after_lag(edge, end_of(i, edge, true)), theirs));
  }
  out_.longest_path[i] = path ? 1 : 0;
  out_.total_float[i] = 0;
  out_.free_float[i] = 0;
  out_.critical[i] = 0;
  if (finished(i)) return;
  const std::int64_t by_start = calendar.work_between(out_.early_start[i], out_.late_start[i]);
  const std::int64_t by_finish = calendar.work_between(out_.early_finish[i], out_.late_finish[i]);
  std::int64_t total = started(i) ? by_finish : std::min(by_start, by_finish);
  if (wants_late(i) && !rules.from_finish) total = 0;
  out_.total_float[i] = total;
  const bool tied = free != std::numeric_limits<std::int64_t>::max();
  out_.free_float[i] = std::max<std::int64_t>(0, tied ? free : total);
  out_.critical[i] = is_critical(i) ? 1 : 0;
}

}  // namespace tc::engine

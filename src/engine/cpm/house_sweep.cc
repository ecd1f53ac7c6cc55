// SPDX-License-Identifier: Apache-2.0
#include "engine/cpm/house_sweep.h"

#include <algorithm>

namespace tc::engine {
namespace {

using model::ConstraintKind;

}  // namespace

/// Whether the link from `before` still moves anything of `after`, given how far both have got. A
/// link that ties the start of a started successor is settled once its predecessor's end happened.
bool HouseSweep::binds(std::size_t before, std::size_t after, model::LinkType type) const {
  if (finished(after)) return false;
  if (!started(after)) return true;
  if (rules_of(after).progress != ProgressRule::retained_logic && !finished(before)) return false;
  if (type == model::LinkType::finish_start) return !finished(before);
  if (type == model::LinkType::start_start) return !started(before);
  return true;
}

Minute HouseSweep::before_lag(const Edge& edge, Minute t) const {
  if (edge.lag == 0) return t;
  return edge.calendar == 0 ? t - edge.lag
                            : network_.calendars[edge.calendar].undo_lag(t, edge.lag);
}

/// The start of `i` that the link from `edge.node` allows; kAlways when it does not bind.
Minute HouseSweep::link_bound(std::size_t i, const Edge& edge) const {
  const std::size_t before = edge.node;
  if (!binds(before, i, edge.type)) return kAlways;
  const Minute end =
      hangs_on_start(edge.type) ? start_date(network_, out_, before) : out_.early_finish[before];
  const Minute bound = after_lag(edge, end);
  return ties_finish(edge.type) ? calendar_of(i).start_reaching(bound, work_of(i)) : bound;
}

/// The start that a not-earlier or must constraint allows; a start constraint ends with the start.
Minute HouseSweep::constraint_bound(std::size_t i, ConstraintKind kind, Minute at) const {
  switch (kind) {
    case ConstraintKind::start_not_earlier:
    case ConstraintKind::must_start:
    case ConstraintKind::mandatory_start:
    case ConstraintKind::set_by_hand:
      return started(i) ? kAlways : at;
    case ConstraintKind::finish_not_earlier:
    case ConstraintKind::must_finish:
    case ConstraintKind::mandatory_finish:
      return calendar_of(i).start_reaching(at, work_of(i));
    default:
      return kAlways;
  }
}

/// What few activities have; each later than the one before it to count.
void HouseSweep::push_by_extra(std::size_t i, const Extra& extra, Minute& bound) const {
  push(i, bound, constraint_bound(i, extra.secondary, extra.secondary_at), StartCause::constraint);
  if (extra.leveling_delay > 0 && !started(i)) {
    push(i, bound, bound + extra.leveling_delay, StartCause::delay);
  }
  if (extra.external_start && !started(i)) {
    push(i, bound, *extra.external_start, StartCause::external);
  }
  if (extra.resumed_at && started(i)) push(i, bound, *extra.resumed_at, StartCause::resume);
}

void HouseSweep::forward(std::size_t i, const Schedule::HeldNode* hold) {
  StartCause& cause = out_.cause[i];
  std::uint32_t& driver = out_.driver[i];
  driver = kNoLink;
  if (finished(i)) {
    cause = StartCause::actual;
    out_.early_start[i] = network_.actual_start[i];
    out_.early_finish[i] = network_.actual_finish[i];
    return;
  }
  Minute bound = floor_of(i, cause);
  Minute by_finish = kAlways;
  std::uint32_t finish_driver = kNoLink;
  for (std::uint32_t e = network_.first_predecessor[i]; e < network_.first_predecessor[i + 1];
       ++e) {
    const Edge& edge = network_.predecessors[e];
    const Minute allowed = link_bound(i, edge);
    if (ties_finish(edge.type)) {
      if (allowed > by_finish) {
        by_finish = allowed;
        finish_driver = e;
      }
    } else if (allowed > bound || (allowed == bound && driver == kNoLink)) {
      bound = allowed;
      driver = e;
      cause = StartCause::link;
    }
  }
  if (hold != nullptr) {
    if (hold->delay > 0) {
      bound = bound + hold->delay;
      cause = StartCause::hold;
    }
    if (hold->until > bound) {
      bound = hold->until;
      cause = StartCause::hold;
      driver = kNoLink;
    }
  }
  if (by_finish > bound) {
    bound = by_finish;
    driver = finish_driver;
    cause = StartCause::link;
  }
  push(i, bound, constraint_bound(i, network_.constraint[i], network_.constraint_at[i]),
       StartCause::constraint);
  if (const Extra* extra = network_.extra_of(i)) push_by_extra(i, *extra, bound);
  const WorkSpan span = calendar_of(i).place_early(bound, work_of(i));
  out_.early_start[i] = span.start;
  out_.early_finish[i] = span.finish;
}

/// Whether the link from `i` sets the start of its successor, ties included.
bool HouseSweep::drives(std::size_t i, const Edge& edge) const {
  const std::size_t after = edge.node;
  const std::uint32_t driver = out_.driver[after];
  if (driver == kNoLink) return false;
  if (network_.predecessors[driver].node == i) return true;
  if (out_.cause[after] != StartCause::link) return false;
  const Minute bound = link_bound(after, seen_from(edge, i));
  return bound != kAlways &&
         calendar_of(after).place_early(bound, work_of(after)).start == out_.early_start[after];
}

void HouseSweep::bound_by_successor(std::size_t i, const Edge& edge, Bounds& bounds) const {
  const std::size_t after = edge.node;
  if (!binds(i, after, edge.type)) return;
  bounds.path = bounds.path || (out_.longest_path[after] != 0 && drives(i, edge));
  const bool from_start = hangs_on_start(edge.type);
  if (from_start && started(i)) return;  // its start is past
  Minute late;
  Minute early;
  if (!ties_finish(edge.type)) {
    const std::int64_t delay = delay_of(after);
    late = out_.late_start[after] - delay;
    early = out_.early_start[after] - delay;
  } else if (work_of(after) == 0) {
    late = out_.late_finish[after];
    early = out_.early_finish[after];
  } else {
    // The forward sweep asks only that no work lies between the two finishes: undo just that.
    late = calendar_of(after).next_work_start(out_.late_finish[after]);
    early = calendar_of(after).next_work_start(out_.early_finish[after]);
  }
  late = before_lag(edge, late);
  early = before_lag(edge, early);
  Minute& late_bound = from_start ? bounds.late_start : bounds.late_finish;
  Minute& free_bound = from_start ? bounds.free_start : bounds.free_finish;
  late_bound = std::min(late_bound, late);
  free_bound = std::min(free_bound, early);
}

void HouseSweep::bound_by_constraint(std::size_t i, ConstraintKind kind, Minute at,
                                     Bounds& bounds) const {
  switch (kind) {
    case ConstraintKind::start_not_later:
    case ConstraintKind::must_start:
    case ConstraintKind::mandatory_start:
      if (!started(i)) bounds.late_start = std::min(bounds.late_start, at);
      break;
    case ConstraintKind::finish_not_later:
    case ConstraintKind::must_finish:
    case ConstraintKind::mandatory_finish:
      bounds.late_finish = std::min(bounds.late_finish, at);
      break;
    default:
      break;
  }
}

void HouseSweep::bound_by_extra(std::size_t i, const Extra& extra, Bounds& bounds) const {
  bound_by_constraint(i, extra.secondary, extra.secondary_at, bounds);
  for (const std::optional<Minute>& cap : {extra.deadline, extra.external_finish}) {
    if (cap) bounds.late_finish = std::min(bounds.late_finish, *cap);
  }
}

/// The latest place of `i` that keeps both bounds; `start` kNever: none on its start.
WorkSpan HouseSweep::latest_within(std::size_t i, Minute start, Minute finish) const {
  const WorkingCalendar& calendar = calendar_of(i);
  const WorkSpan span = calendar.place_late(finish, work_of(i));
  if (start == kNever) return span;
  const Minute latest = calendar.latest_start(start, work_of(i));
  return latest < span.start ? calendar.place_early(latest, work_of(i)) : span;
}

/// Working minutes by which `i` may move from its early dates to `late`, by the rule in force.
std::int64_t HouseSweep::slack_to(std::size_t i, const WorkSpan& late) const {
  const WorkingCalendar& calendar = calendar_of(i);
  const auto start = [&] { return calendar.work_between(out_.early_start[i], late.start); };
  const auto finish = [&] { return calendar.work_between(out_.early_finish[i], late.finish); };
  const FloatRule rule = rules_of(i).total_float;
  if (calendar.exact() || rule == FloatRule::start) return start();
  return rule == FloatRule::finish ? finish() : std::min(start(), finish());
}

std::int64_t HouseSweep::free_float(std::size_t i, const Bounds& bounds) const {
  const WorkingCalendar& calendar = calendar_of(i);
  std::int64_t slack = 0;
  if (calendar.exact()) {
    slack = calendar.work_between(out_.early_finish[i], bounds.free_finish);
    if (bounds.free_start != kNever) {
      slack = std::min(slack, calendar.work_between(out_.early_start[i], bounds.free_start));
    }
  } else {
    slack = slack_to(i, latest_within(i, bounds.free_start, bounds.free_finish));
  }
  return std::max<std::int64_t>(slack, 0);
}

void HouseSweep::backward(std::size_t i) {
  if (finished(i)) {
    out_.late_start[i] = out_.early_start[i];
    out_.late_finish[i] = out_.early_finish[i];
    out_.total_float[i] = 0;
    out_.free_float[i] = 0;
    out_.critical[i] = 0;
    bool path = false;
    for (const Edge& edge : network_.successors_of(i)) {
      path = path || (out_.longest_path[edge.node] != 0 && drives(i, edge));
    }
    out_.longest_path[i] = path ? 1 : 0;
    return;
  }
  const Minute end = finish_for(i);
  const ProjectTerms& terms = terms_of(i);
  Bounds bounds;
  bounds.path = out_.early_finish[i] == end;
  bounds.late_finish = terms.must_finish_by ? std::min(end, *terms.must_finish_by) : end;
  bounds.free_finish = end;
  for (const Edge& edge : network_.successors_of(i)) bound_by_successor(i, edge, bounds);
  bound_by_constraint(i, network_.constraint[i], network_.constraint_at[i], bounds);
  if (const Extra* extra = network_.extra_of(i)) bound_by_extra(i, *extra, bounds);
  const WorkSpan late = latest_within(i, bounds.late_start, bounds.late_finish);
  out_.late_start[i] = late.start;
  out_.late_finish[i] = late.finish;
  out_.total_float[i] = slack_to(i, late);
  out_.free_float[i] = free_float(i, bounds);
  out_.longest_path[i] = bounds.path ? 1 : 0;
  out_.critical[i] = is_critical(i) ? 1 : 0;
}

}  // namespace tc::engine

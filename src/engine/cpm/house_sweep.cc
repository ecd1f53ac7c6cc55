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

LinkDemand HouseSweep::forward_demand(std::size_t i, const Edge& edge) const {
  const std::size_t before = edge.node;
  if (!binds(before, i, edge.type)) return {};
  LinkDemand demand{.binds = true,
                    .from = hangs_on_start(edge.type) ? start_date(network_, out_, before)
                                                      : out_.early_finish[before],
                    .lag = edge.lag,
                    .lagged = {},
                    .asked = {}};
  demand.asked = demand.lagged = after_lag(edge, demand.from);
  if (ties_finish(edge.type)) {
    demand.asked = calendar_of(i).start_reaching(demand.lagged, work_of(i));
  }
  return demand;
}

/// The start of `i` that the link from `edge.node` allows; kAlways when it does not bind.
Minute HouseSweep::link_bound(std::size_t i, const Edge& edge) const {
  const LinkDemand demand = forward_demand(i, edge);
  return demand.binds ? demand.asked : kAlways;
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
  push(i, bound, constraint_bound(i, extra.secondary, extra.secondary_at), StartCause::constraint,
       {extra.secondary, extra.secondary_at});
  if (extra.leveling_delay > 0 && !started(i)) {
    push(i, bound, bound + extra.leveling_delay, StartCause::delay, {.kind = {}, .at = bound});
  }
  if (extra.external_start && !started(i)) {
    push(i, bound, *extra.external_start, StartCause::external,
         {.kind = {}, .at = *extra.external_start});
  }
  if (extra.resumed_at && started(i)) {
    push(i, bound, *extra.resumed_at, StartCause::resume, {.kind = {}, .at = *extra.resumed_at});
  }
}

void HouseSweep::forward(std::size_t i, const Schedule::HeldNode* hold) {
  begin(i, StepPart::early);
  StartCause& cause = out_.cause[i];
  std::uint32_t& driver = out_.driver[i];
  driver = kNoLink;
  if (finished(i)) {
    cause = StartCause::actual;
    out_.early_start[i] = network_.actual_start[i];
    out_.early_finish[i] = network_.actual_finish[i];
    note(StepKind::actual, false, out_.early_start[i]);
    note(StepKind::actual, true, out_.early_finish[i]);
    return;
  }
  Minute bound = floor_of(i, cause);
  note(step_of(cause), false, bound);
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
  note_driver(i, bound);
  if (hold != nullptr) {
    if (hold->delay > 0) {
      bound = bound + hold->delay;
      cause = StartCause::hold;
      note(StepKind::hold_delay, false, bound, {.kind = {}, .at = bound - hold->delay});
    }
    push(i, bound, hold->until, StartCause::hold, {.kind = {}, .at = hold->until});
  }
  if (by_finish > bound) {
    bound = by_finish;
    driver = finish_driver;
    cause = StartCause::link;
    note_driver(i, bound);
  }
  push(i, bound, constraint_bound(i, network_.constraint[i], network_.constraint_at[i]),
       StartCause::constraint, {network_.constraint[i], network_.constraint_at[i]});
  if (const Extra* extra = network_.extra_of(i)) push_by_extra(i, *extra, bound);
  const WorkSpan span = calendar_of(i).place_early(bound, work_of(i));
  out_.early_start[i] = span.start;
  out_.early_finish[i] = span.finish;
  note_calendar(false, bound, span.start);
  note(StepKind::work, true, span.finish, {.kind = {}, .at = span.start});
}

void HouseSweep::note_driver(std::size_t i, Minute bound) const {
  if (recording_ == nullptr || out_.driver[i] == kNoLink) return;
  const Edge& edge = network_.predecessors[out_.driver[i]];
  note_link(out_.driver[i], forward_demand(i, edge), false, bound);
}

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

/// The successor's date that a link ties, given its early or its late ones.
Minute HouseSweep::tied_date(const Edge& edge, const std::vector<Minute>& start,
                             const std::vector<Minute>& finish) const {
  const std::size_t after = edge.node;
  if (!ties_finish(edge.type)) return start[after] - delay_of(after);
  if (work_of(after) == 0) return finish[after];
  // The forward sweep asks only that no work lies between the two finishes: undo just that.
  return calendar_of(after).next_work_start(finish[after]);
}

LinkDemand HouseSweep::backward_demand(std::size_t i, const Edge& edge) const {
  const bool past = hangs_on_start(edge.type) && started(i);
  if (past || !binds(i, edge.node, edge.type)) return {};
  const Minute late = tied_date(edge, out_.late_start, out_.late_finish);
  const Minute asked = before_lag(edge, late);
  return {.binds = true, .from = late, .lag = edge.lag, .lagged = asked, .asked = asked};
}

void HouseSweep::bound_by_successor(std::size_t i, const Edge& edge, Bounds& bounds) const {
  const LinkDemand demand = backward_demand(i, edge);
  if (!demand.binds) return;
  const bool from_start = hangs_on_start(edge.type);
  const Minute early = before_lag(edge, tied_date(edge, out_.early_start, out_.early_finish));
  Minute& late_bound = from_start ? bounds.late_start : bounds.late_finish;
  Minute& free_bound = from_start ? bounds.free_start : bounds.free_finish;
  if (demand.asked < late_bound) {
    late_bound = demand.asked;
    note_link(position_of(edge), demand, !from_start, late_bound);
  }
  free_bound = std::min(free_bound, early);
}

void HouseSweep::bound_by_constraint(std::size_t i, ConstraintKind kind, Minute at,
                                     Bounds& bounds) const {
  const auto lower = [&](Minute& bound, bool on_finish) {
    if (at >= bound) return;
    bound = at;
    note(StepKind::constraint, on_finish, at, {kind, at});
  };
  switch (kind) {
    case ConstraintKind::start_not_later:
    case ConstraintKind::must_start:
    case ConstraintKind::mandatory_start:
      if (!started(i)) lower(bounds.late_start, false);
      break;
    case ConstraintKind::finish_not_later:
    case ConstraintKind::must_finish:
    case ConstraintKind::mandatory_finish:
      lower(bounds.late_finish, true);
      break;
    default:
      break;
  }
}

void HouseSweep::bound_by_extra(std::size_t i, const Extra& extra, Bounds& bounds) const {
  bound_by_constraint(i, extra.secondary, extra.secondary_at, bounds);
  cap(bounds.late_finish, extra.deadline, StepKind::deadline);
  cap(bounds.late_finish, extra.external_finish, StepKind::external);
}

/// The latest place of `i` that keeps both bounds; `start` kNever: none on its start.
WorkSpan HouseSweep::latest_within(std::size_t i, Minute start, Minute finish) const {
  const WorkingCalendar& calendar = calendar_of(i);
  const WorkSpan span = calendar.place_late(finish, work_of(i));
  if (start == kNever) return span;
  const Minute latest = calendar.latest_start(start, work_of(i));
  return latest < span.start ? calendar.place_early(latest, work_of(i)) : span;
}

/// Working minutes by which `i` may move from its early dates to `late`, by the rule in force. In
/// an exact calendar both ends say the same.
FloatSides HouseSweep::slack_to(std::size_t i, const WorkSpan& late) const {
  const WorkingCalendar& calendar = calendar_of(i);
  const std::int64_t start = calendar.work_between(out_.early_start[i], late.start);
  if (calendar.exact()) return {start, start, FloatSides::Counts::start};
  return float_by(rules_of(i).total_float, start,
                  calendar.work_between(out_.early_finish[i], late.finish));
}

FloatSides HouseSweep::float_sides(std::size_t i) const {
  if (finished(i)) return {0, 0, FloatSides::Counts::none};
  return slack_to(i, {out_.late_start[i], out_.late_finish[i]});
}

std::optional<std::int64_t> HouseSweep::link_slack(std::size_t i, const Edge& edge) const {
  if (!backward_demand(i, edge).binds) return std::nullopt;
  Bounds bounds;
  bounds.free_finish = finish_for(i);
  bound_by_successor(i, edge, bounds);
  return free_float(i, bounds);
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
    slack = slack_to(i, latest_within(i, bounds.free_start, bounds.free_finish)).total();
  }
  return std::max<std::int64_t>(slack, 0);
}

void HouseSweep::backward_finished(std::size_t i) {
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
  note(StepKind::actual, false, out_.late_start[i]);
  note(StepKind::actual, true, out_.late_finish[i]);
}

void HouseSweep::backward(std::size_t i) {
  begin(i, StepPart::late);
  if (finished(i)) return backward_finished(i);
  const Minute end = finish_for(i);
  Bounds bounds;
  bounds.path = out_.early_finish[i] == end;
  bounds.late_finish = bounds.free_finish = end;
  note(StepKind::project_finish, true, end);
  cap(bounds.late_finish, terms_of(i).must_finish_by, StepKind::must_finish);
  for (const Edge& edge : network_.successors_of(i)) {
    bound_by_successor(i, edge, bounds);
    bounds.path = bounds.path || (out_.longest_path[edge.node] != 0 && drives(i, edge));
  }
  bound_by_constraint(i, network_.constraint[i], network_.constraint_at[i], bounds);
  if (const Extra* extra = network_.extra_of(i)) bound_by_extra(i, *extra, bounds);
  const WorkSpan late = latest_within(i, bounds.late_start, bounds.late_finish);
  out_.late_start[i] = late.start;
  out_.late_finish[i] = late.finish;
  out_.total_float[i] = slack_to(i, late).total();
  out_.free_float[i] = free_float(i, bounds);
  out_.longest_path[i] = bounds.path ? 1 : 0;
  out_.critical[i] = is_critical(i) ? 1 : 0;
  note_late(i, bounds);
}

/// How the dates follow from the bounds: from the finish back unless the bound on the start is the
/// tighter one.
void HouseSweep::note_late(std::size_t i, const Bounds& bounds) const {
  if (recording_ == nullptr) return;
  const WorkSpan by_finish = latest_within(i, kNever, bounds.late_finish);
  if (by_finish.start == out_.late_start[i] && by_finish.finish == out_.late_finish[i]) {
    note_calendar(true, bounds.late_finish, by_finish.finish);
    note(StepKind::work, false, by_finish.start, {.kind = {}, .at = by_finish.finish});
  } else {
    note_calendar(false, bounds.late_start, out_.late_start[i]);
    note(StepKind::work, true, out_.late_finish[i], {.kind = {}, .at = out_.late_start[i]});
  }
}

}  // namespace tc::engine

// SPDX-License-Identifier: Apache-2.0
#include "engine/cpm/p6_sweep.h"

#include <algorithm>

namespace tc::engine {

using model::ActivityKind;
using model::ConstraintKind;

Minute P6Sweep::next_start(std::size_t i, Minute t) const {
  const std::span<const Part> parts = parts_of(i);
  if (parts.empty() || finished(i)) return calendar_of(i).next_work_start(t);
  Minute least = kNever;
  for (const Part& part : parts) {
    least = std::min(least, network_.calendars[part.calendar].next_work_start(t));
  }
  return least;
}

Minute P6Sweep::previous_finish(std::size_t i, Minute t) const {
  const std::span<const Part> parts = parts_of(i);
  if (parts.empty() || finished(i)) return calendar_of(i).previous_work_finish(t);
  Minute latest = kAlways;
  for (const Part& part : parts) {
    latest = std::max(latest, network_.calendars[part.calendar].previous_work_finish(t));
  }
  return latest;
}

bool P6Sweep::works_at(std::size_t i, Minute t) const {
  const auto works = [t](const WorkingCalendar& calendar) {
    return calendar.next_work_start(t) == t || calendar.previous_work_finish(t) == t;
  };
  const std::span<const Part> parts = parts_of(i);
  if (parts.empty() || finished(i)) return works(calendar_of(i));
  return std::ranges::any_of(
      parts, [&](const Part& part) { return works(network_.calendars[part.calendar]); });
}

/// A date on work or on either edge of it stays; any other goes on to the next start of work.
Minute P6Sweep::settle_later(std::size_t i, Minute t) const {
  return works_at(i, t) ? t : next_start(i, t);
}

Minute P6Sweep::settle_earlier(std::size_t i, Minute t) const {
  return works_at(i, t) ? t : previous_finish(i, t);
}

Minute P6Sweep::plus(std::size_t i, Minute t, std::int64_t work) const {
  const std::span<const Part> parts = parts_of(i);
  if (parts.empty()) return calendar_of(i).add(t, work);
  Minute latest = kAlways;
  for (const Part& part : parts) {
    latest = std::max(latest, network_.calendars[part.calendar].add(t, part.work));
  }
  return latest;
}

Minute P6Sweep::minus(std::size_t i, Minute t, std::int64_t work) const {
  const std::span<const Part> parts = parts_of(i);
  if (parts.empty()) return calendar_of(i).add(t, -work);
  Minute least = kNever;
  for (const Part& part : parts) {
    least = std::min(least, network_.calendars[part.calendar].add(t, -part.work));
  }
  return least;
}

/// A finished activity takes any instant, a finish milestone may stand where work ends.
Minute P6Sweep::snapped_start(std::size_t i, Minute t) const {
  if (finished(i)) return t;
  return network_.kind[i] == ActivityKind::finish_milestone ? settle_later(i, t) : next_start(i, t);
}

bool P6Sweep::by_expected_finish(std::size_t i) const {
  const Extra* extra = network_.extra_of(i);
  return extra != nullptr && extra->expected_finish && !finished(i) && work_of(i) > 0 &&
         rules_of(i).use_expected_finish;
}

/// The work still to be done; with an expected finish what lies before it once the start is known.
std::int64_t P6Sweep::remaining_of(std::size_t i) const {
  if (finished(i)) return 0;
  if (!by_expected_finish(i)) return work_of(i);
  return calendar_of(i).work_between(out_.early_start[i], out_.early_finish[i]);
}

bool P6Sweep::wants_late(std::size_t i) const {
  if (started(i)) return false;
  const Extra* extra = network_.extra_of(i);
  return network_.constraint[i] == ConstraintKind::as_late_as_possible ||
         (extra != nullptr && extra->secondary == ConstraintKind::as_late_as_possible);
}

void P6Sweep::follow_links(std::size_t i, Minute& start) {
  for (std::uint32_t e = network_.first_predecessor[i]; e < network_.first_predecessor[i + 1];
       ++e) {
    const LinkDemand demand = forward_demand(i, network_.predecessors[e]);
    if (!demand.binds) continue;
    const Minute allowed = snapped_start(i, demand.asked);
    if (allowed > start || (allowed == start && out_.driver[i] == kNoLink)) {
      start = allowed;
      out_.driver[i] = e;
      out_.cause[i] = StartCause::link;
    }
  }
  if (recording_ == nullptr || out_.driver[i] == kNoLink) return;
  note_link(out_.driver[i], forward_demand(i, network_.predecessors[out_.driver[i]]), false, start);
}

void P6Sweep::follow_hold(std::size_t i, const Schedule::HeldNode* hold, Minute& start) {
  if (hold == nullptr || finished(i)) return;
  if (hold->delay > 0) {
    const Minute before = start;
    start = snapped_start(i, start + hold->delay);
    out_.cause[i] = StartCause::hold;
    note(StepKind::hold_delay, false, start, {.kind = {}, .at = before});
  }
  push(i, start, snapped_start(i, hold->until), StartCause::hold, {.kind = {}, .at = hold->until});
}

/// A constraint at midnight means no time: it takes the time of day of the start it replaces, when
/// work goes on at that time of its day.
Minute P6Sweep::at_time_of(std::size_t i, Minute at, Minute start) const {
  if (at.count % kMinutesPerDay != 0) return at;
  const Minute timed = at + (start - start_of(day_of(start)));
  const bool has_links = !network_.predecessors_of(i).empty();
  return has_links && day_of(next_start(i, timed)) == day_of(at) ? timed : at;
}

void P6Sweep::constrain_start(std::size_t i, ConstraintKind kind, Minute at, Minute& start) const {
  const auto to_finish = [&] {
    return snapped_start(i, minus(i, previous_finish(i, at), work_of(i)));
  };
  const auto replace = [&](Minute date) {
    start = date;
    out_.cause[i] = StartCause::constraint;
    out_.driver[i] = kNoLink;
    note(StepKind::constraint, false, start, {kind, at});
  };
  const bool edge = network_.kind[i] == ActivityKind::finish_milestone;
  switch (kind) {
    case ConstraintKind::start_not_earlier:
    case ConstraintKind::must_start:
      at = at_time_of(i, at, start);
      push(i, start, edge ? at : next_start(i, at), StartCause::constraint, {kind, at});
      break;
    case ConstraintKind::finish_not_earlier:
    case ConstraintKind::must_finish:
      push(i, start, edge ? minus(i, previous_finish(i, at), work_of(i)) : to_finish(),
           StartCause::constraint, {kind, at});
      break;
    case ConstraintKind::mandatory_start:
    case ConstraintKind::set_by_hand:
      replace(next_start(i, at));
      break;
    case ConstraintKind::mandatory_finish:
      replace(edge ? minus(i, previous_finish(i, at), work_of(i)) : to_finish());
      break;
    default:
      break;
  }
}

/// The early finish: after the remaining work, and not before what FF and SF links ask for.
void P6Sweep::finish_forward(std::size_t i, Minute start) {
  out_.early_start[i] = start;
  Minute finish = finished(i) ? start : plus(i, start, work_of(i));
  if (!finished(i) && by_expected_finish(i)) {
    const Minute expected = *network_.extra_of(i)->expected_finish;
    finish = std::max(previous_finish(i, expected), start);
    note(StepKind::expected_finish, true, finish, {.kind = {}, .at = expected});
  } else {
    note(StepKind::work, true, finish, {.kind = {}, .at = start});
    if (!finished(i) && !model::is_milestone(network_.kind[i])) stretch_finish(i, finish);
  }
  out_.early_finish[i] = finish;
}

/// FF and SF links may ask for a later finish than the work does.
void P6Sweep::stretch_finish(std::size_t i, Minute& finish) const {
  for (std::uint32_t e = network_.first_predecessor[i]; e < network_.first_predecessor[i + 1];
       ++e) {
    const Edge& edge = network_.predecessors[e];
    if (!ties_finish(edge.type) || ignored(edge.node, i)) continue;
    const Minute asked = settle_later(i, lagged(i, edge).lagged);
    if (asked <= finish) continue;
    finish = asked;
    note_link(e, lagged(i, edge), true, finish);
  }
}

void P6Sweep::forward(std::size_t i, const Schedule::HeldNode* hold) {
  begin(i, StepPart::early);
  out_.driver[i] = kNoLink;
  const Minute floor = floor_of(i, out_.cause[i]);
  Minute start = snapped_start(i, floor);
  note(step_of(out_.cause[i]), false, floor);
  note_calendar(false, floor, start);
  follow_links(i, start);
  follow_hold(i, hold, start);
  const Extra* extra = network_.extra_of(i);
  if (!started(i)) {
    constrain_start(i, network_.constraint[i], network_.constraint_at[i], start);
    if (extra != nullptr) {
      constrain_start(i, extra->secondary, extra->secondary_at, start);
      if (extra->external_start) {
        push(i, start, snapped_start(i, *extra->external_start), StartCause::external,
             {.kind = {}, .at = *extra->external_start});
      }
      if (extra->leveling_delay > 0) {
        push(i, start, snapped_start(i, start + extra->leveling_delay), StartCause::delay,
             {.kind = {}, .at = start});
      }
    }
  } else if (!finished(i) && extra != nullptr && extra->suspended_at && extra->resumed_at) {
    push(i, start, snapped_start(i, *extra->resumed_at), StartCause::resume,
         {.kind = {}, .at = *extra->resumed_at});
  }
  if (started(i) && rules_of(i).progress == ProgressRule::actual_dates) {
    const Minute actual = finished(i) ? network_.actual_finish[i] : network_.actual_start[i];
    push(i, start, snapped_start(i, actual), StartCause::actual, {.kind = {}, .at = actual});
  }
  finish_forward(i, start);
  if (finished(i)) out_.cause[i] = StartCause::actual;
}

void P6Sweep::constrain_finish(std::size_t i, ConstraintKind kind, Minute at,
                               Minute& finish) const {
  const auto from_start = [&] { return plus(i, next_start(i, at), remaining_of(i)); };
  const auto set = [&](Minute date) {
    finish = date;
    note(StepKind::constraint, true, finish, {kind, at});
  };
  const auto lower = [&](Minute date) {
    if (date < finish) set(date);
  };
  switch (kind) {
    case ConstraintKind::mandatory_finish:
      set(previous_finish(i, at));
      break;
    case ConstraintKind::mandatory_start:
    case ConstraintKind::set_by_hand:
      if (!started(i)) set(from_start());
      break;
    case ConstraintKind::start_not_later:
    case ConstraintKind::must_start:
      if (!started(i)) lower(from_start());
      break;
    case ConstraintKind::finish_not_later:
    case ConstraintKind::must_finish:
      lower(previous_finish(i, at));
      break;
    default:
      break;
  }
}

/// The latest finish that successors allow, capped at the project's end; the end when there are
/// none.
Minute P6Sweep::late_demand(std::size_t i) const {
  const ProjectTerms& terms = terms_of(i);
  const Minute end = terms.must_finish_by.value_or(finish_for(i));
  const StepKind end_kind = terms.must_finish_by ? StepKind::must_finish : StepKind::project_finish;
  Minute finish = kNever;
  for (const Edge& edge : network_.successors_of(i)) {
    const LinkDemand demand = backward_demand(i, edge);
    const Minute asked = std::min(demand.asked, end);
    if (!demand.binds || asked >= finish) continue;
    finish = asked;
    if (demand.asked > end) {
      note(end_kind, true, finish);
    } else {
      note_link(position_of(edge), demand, true, finish);
    }
  }
  if (finish != kNever) return finish;
  const Extra* extra = network_.extra_of(i);
  if (rules_of(i).own_open_ends) {
    note(StepKind::own_finish, true, out_.early_finish[i]);
    return out_.early_finish[i];
  }
  const bool external = extra != nullptr && extra->external_finish;
  finish = external ? *extra->external_finish : end;
  note(external ? StepKind::external : end_kind, true, finish);
  return finish;
}

void P6Sweep::backward(std::size_t i) {
  begin(i, StepPart::late);
  const Extra* extra = network_.extra_of(i);
  Minute finish = late_demand(i);
  if (!finished(i)) {
    constrain_finish(i, network_.constraint[i], network_.constraint_at[i], finish);
    if (extra != nullptr) constrain_finish(i, extra->secondary, extra->secondary_at, finish);
  }
  if (extra != nullptr) {
    cap(finish, extra->external_finish, StepKind::external);
    cap(finish, extra->deadline, StepKind::deadline);
  }
  const Minute bound = finish;
  Minute start = finish;
  if (!finished(i) && network_.kind[i] == ActivityKind::start_milestone) {
    start = finish = settle_earlier(i, finish);
  } else if (!finished(i)) {
    finish = previous_finish(i, finish);
    start = minus(i, finish, remaining_of(i));
    if (remaining_of(i) > 0) start = next_start(i, start);
  }
  note_calendar(true, bound, finish);
  note(StepKind::work, false, start, {.kind = {}, .at = finish});
  out_.late_start[i] = start;
  out_.late_finish[i] = finish;
  if (wants_late(i)) move_late(i);
  measure(i);
}

/// As late as possible in P6 uses up the free float and moves nothing else.
void P6Sweep::move_late(std::size_t i) {
  begin(i, StepPart::moved);
  Minute finish = kNever;
  for (const Edge& edge : network_.successors_of(i)) {
    LinkDemand limit = early_limit(i, edge);
    if (hangs_on_start(edge.type)) {
      limit.asked = plus(i, next_start(i, limit.lagged), remaining_of(i));
    }
    if (limit.asked >= finish) continue;
    finish = limit.asked;
    note_link(position_of(edge), limit, true, finish);
  }
  if (finish == kNever) {
    finish = out_.project_finish[network_.project[i]];
    note(StepKind::project_finish, true, finish);
  }
  const Minute bound = finish;
  finish = previous_finish(i, finish);
  Minute start = minus(i, finish, remaining_of(i));
  const bool milestone = network_.kind[i] == ActivityKind::start_milestone;
  if (work_of(i) > 0 || milestone) start = next_start(i, start);
  if (milestone) finish = start;
  if (start <= out_.early_start[i]) return begin(i, StepPart::moved);  // it stays
  note_calendar(true, bound, finish);
  note(StepKind::work, false, start, {.kind = {}, .at = finish});
  out_.early_start[i] = start;
  out_.early_finish[i] = finish;
  out_.cause[i] = StartCause::late;
  out_.driver[i] = kNoLink;
}

/// Whether nothing can be free: a mandatory finish, an expected one, nothing after a mandatory
/// start.
bool P6Sweep::has_no_free_float(std::size_t i) const {
  const Extra* extra = network_.extra_of(i);
  const auto has = [&](ConstraintKind kind) {
    return network_.constraint[i] == kind || (extra != nullptr && extra->secondary == kind);
  };
  if (by_expected_finish(i) || has(ConstraintKind::mandatory_finish)) return true;
  return has(ConstraintKind::mandatory_start) && network_.successors_of(i).empty();
}

/// Floats, longest path and criticality on the final early and late dates.
void P6Sweep::measure(std::size_t i) {
  const WorkingCalendar& calendar = calendar_of(i);
  const Minute end = out_.project_finish[network_.project[i]];
  bool path = !finished(i) && out_.early_finish[i] == end;
  std::int64_t least = std::numeric_limits<std::int64_t>::max();
  for (const Edge& edge : network_.successors_of(i)) {
    path = path || (out_.longest_path[edge.node] != 0 && drives(i, edge));
    least = std::min(least, slack_before(i, edge));
  }
  out_.longest_path[i] = path ? 1 : 0;
  out_.total_float[i] = 0;
  out_.free_float[i] = 0;
  out_.critical[i] = 0;
  if (finished(i)) return;
  if (network_.successors_of(i).empty()) least = calendar.work_between(out_.early_finish[i], end);
  out_.free_float[i] = has_no_free_float(i) ? 0 : least;
  out_.total_float[i] = float_sides(i).total();
  out_.critical[i] = is_critical(i) ? 1 : 0;
}

FloatSides P6Sweep::float_sides(std::size_t i) const {
  if (finished(i)) return {0, 0, FloatSides::Counts::none};
  const WorkingCalendar& calendar = calendar_of(i);
  return float_by(started(i) ? FloatRule::finish : rules_of(i).total_float,
                  calendar.work_between(out_.early_start[i], out_.late_start[i]),
                  calendar.work_between(out_.early_finish[i], out_.late_finish[i]));
}

}  // namespace tc::engine

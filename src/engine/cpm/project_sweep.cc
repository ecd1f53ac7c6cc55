// SPDX-License-Identifier: Apache-2.0
#include "engine/cpm/project_sweep.h"

#include <algorithm>

namespace tc::engine {

using model::ConstraintKind;

/// Work starts at the next start of work; a milestone may stand where work ends.
Minute ProjectSweep::snapped_start(std::size_t i, Minute t) const {
  const WorkingCalendar& calendar = calendar_of(i);
  if (work_of(i) == 0 && calendar.previous_work_finish(t) == t) return t;
  const std::span<const Part> parts = parts_of(i);
  if (parts.empty() || work_of(i) == 0) return calendar.next_work_start(t);
  Minute least = kNever;
  for (const Part& part : parts) {
    least = std::min(least, network_.calendars[part.calendar].next_work_start(t));
  }
  return least;
}

Minute ProjectSweep::snapped_finish(std::size_t i, Minute t) const {
  const std::span<const Part> parts = parts_of(i);
  if (parts.empty()) return calendar_of(i).previous_work_finish(t);
  Minute latest = kAlways;
  for (const Part& part : parts) {
    latest = std::max(latest, network_.calendars[part.calendar].previous_work_finish(t));
  }
  return latest;
}

Minute ProjectSweep::plus_work(std::size_t i, Minute t) const {
  const std::span<const Part> parts = parts_of(i);
  if (parts.empty()) return calendar_of(i).add(t, work_of(i));
  Minute latest = kAlways;
  for (const Part& part : parts) {
    latest = std::max(latest, network_.calendars[part.calendar].add(t, part.work));
  }
  return latest;
}

Minute ProjectSweep::minus_work(std::size_t i, Minute t) const {
  const std::span<const Part> parts = parts_of(i);
  if (parts.empty()) return calendar_of(i).add(t, -work_of(i));
  Minute least = kNever;
  for (const Part& part : parts) {
    least = std::min(least, network_.calendars[part.calendar].add(t, -part.work));
  }
  return least;
}

bool ProjectSweep::by_hand(std::size_t i) const {
  return network_.constraint[i] == ConstraintKind::set_by_hand;
}

std::optional<Minute> ProjectSweep::no_later_finish(std::size_t i) const {
  if (started(i)) return std::nullopt;
  const Minute at = network_.constraint_at[i];
  if (network_.constraint[i] == ConstraintKind::start_not_later) return plus_work(i, at);
  if (network_.constraint[i] == ConstraintKind::finish_not_later) return at;
  return std::nullopt;
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
    if (must) push(i, start, kept, StartCause::constraint, {kind, at});
    return;
  }
  start = kept;
  out_.cause[i] = StartCause::constraint;
  out_.driver[i] = kNoLink;
  note(StepKind::constraint, false, start, {kind, at});
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
  note(step_of(out_.cause[i]), false, start, {kind, at});
  follow_links(i, late, start);
  const Extra* extra = network_.extra_of(i);
  if (extra != nullptr && extra->external_start) {
    push(i, start, *extra->external_start, StartCause::external,
         {.kind = {}, .at = *extra->external_start});
  }
  if (hold != nullptr) {
    if (hold->delay > 0) {
      note(StepKind::hold_delay, false, start + hold->delay, {.kind = {}, .at = start});
      start = start + hold->delay;
      out_.cause[i] = StartCause::hold;
      out_.driver[i] = kNoLink;
    }
    push(i, start, hold->until, StartCause::hold, {.kind = {}, .at = hold->until});
  }
  const Minute bound = start;
  start = snapped_start(i, start);
  note_calendar(false, bound, start);
  if (extra != nullptr && extra->leveling_delay > 0 && !wants_late(i)) {
    push(i, start, snapped_start(i, start + extra->leveling_delay), StartCause::delay,
         {.kind = {}, .at = start});
  }
  honor_constraint(i, start);
  out_.early_start[i] = start;
  out_.early_finish[i] = plus_work(i, start);
  note(StepKind::work, true, out_.early_finish[i], {.kind = {}, .at = start});
  if (rules_of(i).honor_constraints &&
      (kind == ConstraintKind::must_finish || kind == ConstraintKind::mandatory_finish)) {
    out_.early_finish[i] = at;
    note(StepKind::constraint, true, at, {kind, at});
  }
}

/// What is done stands; the remainder runs from where the work resumes.
void ProjectSweep::forward_started(std::size_t i) {
  const WorkingCalendar& calendar = calendar_of(i);
  const Extra* extra = network_.extra_of(i);
  out_.cause[i] = StartCause::actual;
  out_.early_start[i] = network_.actual_start[i];
  note(StepKind::actual, false, out_.early_start[i]);
  Minute from = calendar.add(network_.actual_start[i], actual_work(i));
  if (extra != nullptr) from = extra->resumed_at.value_or(extra->suspended_at.value_or(from));
  Minute finish = std::max(from, network_.actual_start[i]);
  const std::span<const Part> parts = parts_of(i);
  if (!parts.empty()) {
    finish = from;
    for (const Part& part : parts) {
      finish = std::max(finish, network_.calendars[part.calendar].add(from, part.work));
    }
  } else if (work_of(i) > 0) {
    finish = calendar.add(calendar.next_work_start(from), work_of(i));
  }
  note(StepKind::work, true, finish, {.kind = {}, .at = from});
  const Minute at = network_.constraint_at[i];
  if (network_.constraint[i] == ConstraintKind::finish_not_earlier && at > finish) {
    finish = at;
    note(StepKind::constraint, true, finish, {network_.constraint[i], at});
  }
  out_.early_finish[i] = finish;
}

/// On its own dates; what is planned to finish later than the work lasts finishes then.
void ProjectSweep::forward_by_hand(std::size_t i) {
  const Minute start = started(i) ? network_.actual_start[i] : network_.constraint_at[i];
  const std::int64_t done = started(i) ? actual_work(i) : 0;
  out_.cause[i] = started(i) ? StartCause::actual : StartCause::constraint;
  out_.early_start[i] = start;
  out_.early_finish[i] = calendar_of(i).add(start, work_of(i) + done);
  note(step_of(out_.cause[i]), false, start, {network_.constraint[i], start});
  note(StepKind::work, true, out_.early_finish[i], {.kind = {}, .at = start});
  const std::optional<Minute>& planned = network_.activity[i]->planned_finish;
  if (!planned || *planned < start) return;
  out_.early_finish[i] = *planned;
  note(StepKind::constraint, true, *planned, {network_.constraint[i], *planned});
}

void ProjectSweep::forward(std::size_t i, const Schedule::HeldNode* hold, bool late) {
  begin(i, StepPart::early);
  out_.driver[i] = kNoLink;
  out_.cause[i] = StartCause::actual;
  if (finished(i)) {
    out_.early_start[i] = network_.actual_start[i];
    out_.early_finish[i] = network_.actual_finish[i];
    note(StepKind::actual, false, out_.early_start[i]);
    note(StepKind::actual, true, out_.early_finish[i]);
  } else if (by_hand(i)) {
    forward_by_hand(i);
  } else if (started(i)) {
    forward_started(i);
  } else {
    forward_open(i, hold, late);
  }
}

Minute ProjectSweep::constrained_finish(std::size_t i, Minute finish) const {
  const ConstraintKind kind = network_.constraint[i];
  const Minute at = network_.constraint_at[i];
  const auto set = [&](Minute date) {
    note(StepKind::constraint, true, date, {kind, at});
    return date;
  };
  switch (kind) {
    case ConstraintKind::must_finish:
    case ConstraintKind::mandatory_finish:
      return set(at);
    case ConstraintKind::must_start:
    case ConstraintKind::mandatory_start:
      return started(i) ? finish : set(plus_work(i, at));
    case ConstraintKind::finish_not_later:
      return at < finish ? set(at) : finish;
    case ConstraintKind::start_not_later: {
      const Minute last = started(i) ? kNever : plus_work(i, at);
      return last < finish ? set(last) : finish;
    }
    default:
      return finish;
  }
}

void ProjectSweep::backward(std::size_t i) {
  begin(i, StepPart::late);
  if (finished(i)) {
    out_.late_start[i] = out_.early_start[i];
    out_.late_finish[i] = out_.early_finish[i];
    note(StepKind::actual, false, out_.late_start[i]);
    note(StepKind::actual, true, out_.late_finish[i]);
    measure(i);
    return;
  }
  Minute finish = late_demand(i);
  if (!by_hand(i)) finish = constrained_finish(i, finish);
  if (const Extra* extra = network_.extra_of(i)) {
    cap(finish, extra->external_finish, StepKind::external);
    cap(finish, extra->deadline, StepKind::deadline);
  }
  const Minute bound = finish;
  if (!by_hand(i) && (work_of(i) > 0 || actual_work(i) > 0)) finish = snapped_finish(i, finish);
  note_calendar(true, bound, finish);
  out_.late_finish[i] = finish;
  if (!started(i)) {
    out_.late_start[i] = minus_work(i, finish);
  } else if (!by_hand(i)) {
    out_.late_start[i] = network_.actual_start[i];
  } else {
    out_.late_start[i] = calendar_of(i).add(finish, -(work_of(i) + actual_work(i)));
  }
  const bool actual = started(i) && !by_hand(i);
  note(actual ? StepKind::actual : StepKind::work, false, out_.late_start[i],
       {.kind = {}, .at = finish});
  measure(i);
}

FloatSides ProjectSweep::float_sides(std::size_t i) const {
  if (finished(i)) return {0, 0, FloatSides::Counts::none};
  const WorkingCalendar& calendar = calendar_of(i);
  FloatSides sides = float_by(started(i) ? FloatRule::finish : FloatRule::least,
                              calendar.work_between(out_.early_start[i], out_.late_start[i]),
                              calendar.work_between(out_.early_finish[i], out_.late_finish[i]));
  if (wants_late(i) && !rules_of(i).from_finish) sides.counts = FloatSides::Counts::none;
  return sides;
}

void ProjectSweep::measure(std::size_t i) {
  bool path = out_.early_finish[i] == out_.project_finish[network_.project[i]];
  std::optional<std::int64_t> free;
  for (const Edge& edge : network_.successors_of(i)) {
    path = path || (out_.longest_path[edge.node] != 0 && drives(i, edge));
    const std::optional<std::int64_t> slack = link_slack(i, edge);
    if (slack && (!free || *slack < *free)) free = slack;
  }
  out_.longest_path[i] = path ? 1 : 0;
  out_.total_float[i] = 0;
  out_.free_float[i] = 0;
  out_.critical[i] = 0;
  if (finished(i)) return;
  out_.total_float[i] = float_sides(i).total();
  out_.free_float[i] = std::max<std::int64_t>(0, free.value_or(out_.total_float[i]));
  out_.critical[i] = is_critical(i) ? 1 : 0;
}

}  // namespace tc::engine

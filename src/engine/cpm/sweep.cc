// SPDX-License-Identifier: Apache-2.0
#include "engine/cpm/sweep.h"

#include <algorithm>

namespace tc::engine {
namespace {

using model::ConstraintKind;
using model::LinkType;

/// FF and SF tie the successor's finish, FS and SS its start.
bool ties_finish(LinkType type) {
  return type == LinkType::finish_finish || type == LinkType::start_finish;
}
/// SS and SF hang on the predecessor's start.
bool hangs_on_start(LinkType type) {
  return type == LinkType::start_start || type == LinkType::start_finish;
}

}  // namespace

Sweep::Sweep(const Network& network, const CpmInput& input, Schedule& out)
    : network_(network),
      rules_(input.rules),
      work_(input.work.empty() ? network.work.data() : input.work.data()),
      floor_(within_reason(input.data_date)),
      floor_cause_(StartCause::data_date),
      data_date_(floor_),
      out_(out) {
  TC_CHECK(input.work.empty() || input.work.size() == network.size(), "work is given by node");
  if (input.project_start && within_reason(*input.project_start) > floor_) {
    floor_ = within_reason(*input.project_start);
    floor_cause_ = StartCause::project_start;
  }
  for (const auto& held : out.held) any_delay_ = any_delay_ || held.delay > 0;
}

/// Whether the link still moves anything, given how far both ends have got. A link that ties the
/// start of a started successor is settled once its predecessor's end has happened.
bool Sweep::binds(const Edge& edge, Progress predecessor, Progress successor) const {
  if (successor == Progress::finished) return false;
  if (successor == Progress::not_started) return true;
  if (rules_.progress == ProgressRule::progress_override && predecessor != Progress::finished) {
    return false;
  }
  if (edge.type == LinkType::finish_start) return predecessor != Progress::finished;
  if (edge.type == LinkType::start_start) return predecessor == Progress::not_started;
  return true;
}

Minute Sweep::after_lag(const Edge& edge, Minute t) const {
  if (edge.lag == 0) return t;
  return edge.calendar == 0 ? t + edge.lag : network_.calendars[edge.calendar].add(t, edge.lag);
}

Minute Sweep::before_lag(const Edge& edge, Minute t) const {
  if (edge.lag == 0) return t;
  return edge.calendar == 0 ? t - edge.lag
                            : network_.calendars[edge.calendar].undo_lag(t, edge.lag);
}

/// The start of `i` that the link from `edge.node` allows; kAlways when it does not bind.
Minute Sweep::link_bound(std::size_t i, const Edge& edge) const {
  const std::size_t before = edge.node;
  if (!binds(edge, network_.progress[before], network_.progress[i])) return kAlways;
  const Minute end =
      hangs_on_start(edge.type) ? start_date(network_, out_, before) : out_.early_finish[before];
  const Minute bound = after_lag(edge, end);
  return ties_finish(edge.type) ? calendar_of(i).start_reaching(bound, work_of(i)) : bound;
}

/// The start that a not-earlier or must constraint allows; a start constraint ends with the start.
Minute Sweep::constraint_bound(std::size_t i) const {
  switch (network_.constraint[i]) {
    case ConstraintKind::start_not_earlier:
    case ConstraintKind::must_start:
      return network_.progress[i] == Progress::not_started ? network_.constraint_at[i] : kAlways;
    case ConstraintKind::finish_not_earlier:
    case ConstraintKind::must_finish:
      return calendar_of(i).start_reaching(network_.constraint_at[i], work_of(i));
    default:
      return kAlways;
  }
}

void Sweep::forward(std::size_t i, const Schedule::HeldNode* hold) {
  StartCause& cause = out_.cause[i];
  std::uint32_t& driver = out_.driver[i];
  driver = kNoLink;
  if (network_.progress[i] == Progress::finished) {
    cause = StartCause::actual;
    out_.early_start[i] = network_.actual_start[i];
    out_.early_finish[i] = network_.actual_finish[i];
    return;
  }
  const bool started = network_.progress[i] == Progress::started;
  Minute bound = started ? data_date_ : floor_;
  cause = started ? StartCause::data_date : floor_cause_;
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
  if (const Minute constrained = constraint_bound(i); constrained > bound) {
    bound = constrained;
    driver = kNoLink;
    cause = StartCause::constraint;
  }
  const WorkSpan span = calendar_of(i).place_early(bound, work_of(i));
  out_.early_start[i] = span.start;
  out_.early_finish[i] = span.finish;
}

std::int64_t Sweep::delay_of(std::size_t node) const {
  if (!any_delay_) return 0;
  const auto held = std::ranges::lower_bound(out_.held, node, {}, &Schedule::HeldNode::node);
  return held != out_.held.end() && held->node == node ? held->delay : 0;
}

/// Whether the link from `i` sets the start of its successor, ties included.
bool Sweep::drives(std::size_t i, const Edge& edge) const {
  const std::size_t after = edge.node;
  const std::uint32_t driver = out_.driver[after];
  if (driver == kNoLink) return false;
  if (network_.predecessors[driver].node == i) return true;
  if (out_.cause[after] != StartCause::link) return false;
  const Edge seen_from_after{edge.lag, static_cast<std::uint32_t>(i), edge.calendar, edge.type};
  const Minute bound = link_bound(after, seen_from_after);
  return bound != kAlways &&
         calendar_of(after).place_early(bound, work_of(after)).start == out_.early_start[after];
}

void Sweep::bound_by_successor(std::size_t i, const Edge& edge, Bounds& bounds) const {
  const std::size_t after = edge.node;
  if (!binds(edge, network_.progress[i], network_.progress[after])) return;
  bounds.path = bounds.path || (out_.longest_path[after] != 0 && drives(i, edge));
  const bool from_start = hangs_on_start(edge.type);
  if (from_start && network_.progress[i] == Progress::started) return;  // its start is past
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

void Sweep::bound_by_constraint(std::size_t i, Bounds& bounds) const {
  const Minute at = network_.constraint_at[i];
  switch (network_.constraint[i]) {
    case ConstraintKind::start_not_later:
    case ConstraintKind::must_start:
      if (network_.progress[i] == Progress::not_started) {
        bounds.late_start = std::min(bounds.late_start, at);
      }
      break;
    case ConstraintKind::finish_not_later:
    case ConstraintKind::must_finish:
      bounds.late_finish = std::min(bounds.late_finish, at);
      break;
    default:
      break;
  }
}

/// The latest place of `i` that keeps both bounds; `start` kNever: none on its start.
WorkSpan Sweep::latest_within(std::size_t i, Minute start, Minute finish) const {
  const WorkingCalendar& calendar = calendar_of(i);
  const WorkSpan span = calendar.place_late(finish, work_of(i));
  if (start == kNever) return span;
  const Minute latest = calendar.latest_start(start, work_of(i));
  return latest < span.start ? calendar.place_early(latest, work_of(i)) : span;
}

/// Working minutes by which `i` may move from its early dates to `late`, by the rule in force.
std::int64_t Sweep::slack_to(std::size_t i, const WorkSpan& late) const {
  const WorkingCalendar& calendar = calendar_of(i);
  const auto start = [&] { return calendar.work_between(out_.early_start[i], late.start); };
  const auto finish = [&] { return calendar.work_between(out_.early_finish[i], late.finish); };
  if (calendar.exact() || rules_.total_float == FloatRule::start) return start();
  return rules_.total_float == FloatRule::finish ? finish() : std::min(start(), finish());
}

std::int64_t Sweep::free_float(std::size_t i, const Bounds& bounds) const {
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

void Sweep::backward(std::size_t i, Minute open_end) {
  if (network_.progress[i] == Progress::finished) {
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
  Bounds bounds;
  bounds.path = out_.early_finish[i] == open_end;
  bounds.late_finish = open_end;
  bounds.free_finish = open_end;
  for (const Edge& edge : network_.successors_of(i)) bound_by_successor(i, edge, bounds);
  bound_by_constraint(i, bounds);
  const WorkSpan late = latest_within(i, bounds.late_start, bounds.late_finish);
  out_.late_start[i] = late.start;
  out_.late_finish[i] = late.finish;
  out_.total_float[i] = slack_to(i, late);
  out_.free_float[i] = free_float(i, bounds);
  out_.longest_path[i] = bounds.path ? 1 : 0;
  out_.critical[i] =
      rules_.critical == CriticalRule::longest_path
          ? out_.longest_path[i]
          : static_cast<std::uint8_t>(out_.total_float[i] <= rules_.critical_minutes);
}

void Sweep::spread(std::size_t span, Minute start, Minute finish) {
  const WorkSpan placed = calendar_of(span).place_early(start == kNever ? floor_ : start,
                                                        finish == kAlways ? work_of(span) : 0);
  out_.early_start[span] = placed.start;
  out_.early_finish[span] = finish == kAlways ? placed.finish : std::max(finish, placed.start);
  if (network_.progress[span] == Progress::finished) {
    out_.early_start[span] = network_.actual_start[span];
    out_.early_finish[span] = network_.actual_finish[span];
  }
  out_.cause[span] =
      network_.progress[span] == Progress::not_started ? StartCause::link : StartCause::actual;
  out_.driver[span] = kNoLink;
}

}  // namespace tc::engine

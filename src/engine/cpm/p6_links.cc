// What a link still asks for under P6's rules, by how far both ends have got.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "engine/cpm/p6_sweep.h"

namespace tc::engine {

/// Under progress override and actual dates a started activity does not wait any more.
bool P6Sweep::ignored(std::size_t before, std::size_t after) const {
  return rules_of(after).progress != ProgressRule::retained_logic && started(after) &&
         !finished(before);
}

/// Work from the actual start to the data date, without what a suspension took.
std::int64_t P6Sweep::worked(std::size_t i) const {
  const Minute data_date = terms_of(i).data_date;
  const WorkingCalendar& calendar = calendar_of(i);
  const Extra* extra = network_.extra_of(i);
  std::int64_t work = calendar.work_between(network_.actual_start[i], data_date);
  if (extra != nullptr && extra->suspended_at && *extra->suspended_at < data_date) {
    const Minute resumed = std::min(extra->resumed_at.value_or(data_date), data_date);
    work -= std::max<std::int64_t>(0, calendar.work_between(*extra->suspended_at, resumed));
  }
  return std::max<std::int64_t>(0, work);
}

/// What of a positive lag is not yet over at the data date, counted from what happened.
std::int64_t P6Sweep::lag_left(std::size_t before, const Edge& edge) const {
  const Minute data_date = terms_of(before).data_date;
  const auto since = [&](Minute t) {
    return edge.calendar == 0 ? data_date - t
                              : network_.calendars[edge.calendar].work_between(t, data_date);
  };
  std::int64_t used = 0;
  if (!hangs_on_start(edge.type)) {
    used = since(network_.actual_finish[before]);
  } else if (finished(before)) {
    used = since(network_.actual_start[before]);
  } else {
    used = worked(before);
  }
  return std::max<std::int64_t>(0, edge.lag - std::max<std::int64_t>(0, used));
}

/// The lag that counts in a pass, by how far both ends have got (rule 24's table).
std::int64_t P6Sweep::lag_in(Pass pass, std::size_t before, std::size_t after,
                             const Edge& edge) const {
  const bool back = pass == Pass::backward;
  const bool to_start = !ties_finish(edge.type);
  const bool from_finish = !hangs_on_start(edge.type);
  if (!started(before)) {
    return back && finished(after) && to_start && from_finish ? 0 : edge.lag;
  }
  if (!finished(before) && from_finish) {
    if (!back || !to_start || !started(after)) return edge.lag;
    return !finished(after) && worked(after) == 0 ? edge.lag : 0;
  }
  if (!started(after)) return lag_left(before, edge);
  if (!finished(before)) return finished(after) ? 0 : lag_left(before, edge);
  if (back) {
    if (finished(after)) return lag_left(before, edge);
    return to_start && from_finish && worked(after) == 0 ? edge.lag : 0;
  }
  return finished(after) || (to_start && from_finish) ? 0 : lag_left(before, edge);
}

/// The predecessor's end that the link hangs on, and the lag after it; `asked` is not told.
LinkDemand P6Sweep::lagged(std::size_t after, const Edge& edge) const {
  const std::size_t before = edge.node;
  LinkDemand demand;
  demand.binds = true;
  demand.from = hangs_on_start(edge.type) ? out_.early_start[before] : out_.early_finish[before];
  if (hangs_on_start(edge.type) && started(before) && rules_of(after).lag_from_actual_start) {
    demand.from = terms_of(before).data_date;
  }
  Edge counted = edge;
  counted.lag = lag_in(Pass::forward, before, after, edge);
  demand.lag = counted.lag;
  demand.lagged = after_lag(counted, demand.from);
  if (edge.lag < 0) demand.lagged = std::max(demand.lagged, terms_of(after).data_date);
  return demand;
}

/// A date of the successor `edge.node` with the lag taken away; `asked` is the same date.
LinkDemand P6Sweep::unlagged(Pass pass, std::size_t before, const Edge& edge, Minute t) const {
  Edge counted = edge;
  counted.lag = -lag_in(pass, before, edge.node, edge);
  const Minute date = after_lag(counted, t);
  return {.binds = true, .from = t, .lag = -counted.lag, .lagged = date, .asked = date};
}

LinkDemand P6Sweep::forward_demand(std::size_t i, const Edge& edge) const {
  if (ignored(edge.node, i)) return {};
  LinkDemand demand = lagged(i, edge);
  demand.asked = demand.lagged;
  if (!ties_finish(edge.type) || finished(i)) return demand;
  StartCause cause{};
  demand.asked = std::max(minus(i, demand.lagged, work_of(i)), floor_of(i, cause));
  return demand;
}

LinkDemand P6Sweep::backward_demand(std::size_t i, const Edge& edge) const {
  const std::size_t after = edge.node;
  const bool released = ignored(i, after);
  if (released && rules_of(after).progress != ProgressRule::actual_dates) return {};
  Minute late = ties_finish(edge.type) ? out_.late_finish[after] : out_.late_start[after];
  if (released && !ties_finish(edge.type)) late = network_.actual_start[after];
  LinkDemand demand = unlagged(Pass::backward, i, edge, late);
  if (hangs_on_start(edge.type) && !finished(i)) {
    demand.asked = plus(i, next_start(i, demand.lagged), remaining_of(i));
  }
  return demand;
}

/// The latest date of `i`'s end that leaves the successor's early date as it is.
LinkDemand P6Sweep::early_limit(std::size_t i, const Edge& edge) const {
  const std::size_t after = edge.node;
  return unlagged(Pass::forward, i, edge,
                  ties_finish(edge.type) ? out_.early_finish[after] : out_.early_start[after]);
}

/// Working minutes to that date; none from a start that is past.
std::int64_t P6Sweep::slack_before(std::size_t i, const Edge& edge) const {
  const bool from_start = hangs_on_start(edge.type);
  if (from_start && started(i)) return 0;
  const Minute own = from_start ? out_.early_start[i] : out_.early_finish[i];
  return calendar_of(i).work_between(own, early_limit(i, edge).lagged);
}

std::optional<std::int64_t> P6Sweep::link_slack(std::size_t i, const Edge& edge) const {
  if (ignored(i, edge.node) || finished(i)) return std::nullopt;
  return slack_before(i, edge);
}

/// On the final dates.
bool P6Sweep::drives(std::size_t i, const Edge& edge) const {
  const std::size_t after = edge.node;
  const LinkDemand demand = forward_demand(after, seen_from(edge, i));
  return demand.binds &&
         next_start(after, demand.asked) == next_start(after, out_.early_start[after]);
}

}  // namespace tc::engine

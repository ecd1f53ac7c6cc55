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

/// The predecessor's end that the link hangs on, and the lag after it.
Minute P6Sweep::lagged(std::size_t after, const Edge& edge) const {
  const std::size_t before = edge.node;
  Minute end = hangs_on_start(edge.type) ? out_.early_start[before] : out_.early_finish[before];
  if (hangs_on_start(edge.type) && started(before) && rules_of(after).lag_from_actual_start) {
    end = terms_of(before).data_date;
  }
  Edge counted = edge;
  counted.lag = lag_in(Pass::forward, before, after, edge);
  const Minute demand = after_lag(counted, end);
  return edge.lag < 0 ? std::max(demand, terms_of(after).data_date) : demand;
}

/// A date of the successor `edge.node` with the lag taken away.
Minute P6Sweep::unlagged(Pass pass, std::size_t before, const Edge& edge, Minute t) const {
  Edge counted = edge;
  counted.lag = -lag_in(pass, before, edge.node, edge);
  return after_lag(counted, t);
}

/// The start that one link allows, not yet snapped.
Minute P6Sweep::start_demand(std::size_t i, const Edge& edge) const {
  const Minute demand = lagged(i, edge);
  if (!ties_finish(edge.type) || finished(i)) return demand;
  StartCause cause{};
  return std::max(minus(i, demand, work_of(i)), floor_of(i, cause));
}

/// Whether the link from `i` sets the start of its successor on the final dates, ties included.
bool P6Sweep::drives(std::size_t i, const Edge& edge) const {
  const std::size_t after = edge.node;
  if (ignored(i, after)) return false;
  const Minute demand = start_demand(after, seen_from(edge, i));
  return next_start(after, demand) == next_start(after, out_.early_start[after]);
}

}  // namespace tc::engine

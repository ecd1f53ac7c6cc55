// The lists of a project file and of a city by the names they have in a programme file.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/state.h"

namespace tc::formats {

/// Calls f("activities", file.activities) and so on; File may be const.
template <class File, class F>
void for_each_part(File& file, F&& f) {
  f("activities", file.activities);
  f("links", file.links);
  f("blockers", file.blockers);
  f("visit_stops", file.visit_stops);
  f("orders", file.orders);
  f("promises", file.promises);
  f("returns", file.returns);
  f("fund_lines", file.fund_lines);
  f("factor_needs", file.factor_needs);
  f("hazards", file.hazards);
  f("outputs", file.outputs);
  f("field_sources", file.field_sources);
  f("forecasts", file.forecasts);
}

/// The lists of a city that a programme file holds, projects aside.
template <class State, class F>
void for_each_city_list(State& state, F&& f) {
  f("calendars", state.calendars);
  f("organizations", state.organizations);
  f("visits", state.visits);
  f("orders", state.orders);
  f("factor_quotas", state.factor_quotas);
}

}  // namespace tc::formats

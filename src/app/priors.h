// The priors learned from a city's own closures, gates and works.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "app/request.h"
#include "app/views/priors.h"
#include "rules/learning/learned.h"

namespace tc::app {

/// What the city's record up to the data date says, of all its projects: priors are knowledge of
/// the city, not of a scope. Levels that a blocker had before are taken from the journal. Rules:
/// those of calendars and of the store.
[[nodiscard]] Result<rules::Learned> learn_city(App& app, const model::CityState& state,
                                                Day data_date);

/// Before and after, with counts. Rules: city.unknown, as_of.empty and those of learn_city.
[[nodiscard]] Result<PriorsView> priors_of(App& app, const Query& query);

[[nodiscard]] std::string to_json(const PriorsView& view);

}  // namespace tc::app

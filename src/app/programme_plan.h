// From a programme file to the rows of a new city, checked as far as the engine can check.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include "app/library.h"
#include "model/state.h"

namespace tc::app {

struct ProgrammePlan {
  model::CityCode city;
  std::optional<Day> day;  ///< its data date
  std::vector<model::Row> put;
  Notes notes;
};

/// The person at this machine, until people sign in.
[[nodiscard]] model::User local_operator();

/// Reads one city; places projects that name a template; builds the network once to find loops.
/// Rules: programme.*, json.*, network.*, programme.one_city.
[[nodiscard]] Result<ProgrammePlan> plan_programme(const Library& library, std::string_view bytes);

}  // namespace tc::app

// Projects that links join: what must be computed together.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include "model/state.h"

namespace tc::app {

/// Positions in state.projects of the project and of all that links join to it, over any number of
/// steps; ascending. Empty when the project is unknown.
[[nodiscard]] std::vector<std::size_t> linked_projects(const model::CityState& state,
                                                       model::ProjectId project);

}  // namespace tc::app

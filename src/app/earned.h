// Earned value from returns: one project, and the city rolled up.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "app/request.h"
#include "app/views/earned.h"

namespace tc::app {

/// The S-curve of a project without weighted plan has the shape of its type's plans in the city.
/// Rules: project.unknown, city.unknown, as_of.empty.
[[nodiscard]] Result<EarnedView> earned_of_project(App& app, const Query& query,
                                                   model::ProjectId id);
/// All projects in scope that are not withdrawn or terminated, by type and county.
[[nodiscard]] Result<CityEarned> earned_of_city(App& app, const Query& query);

[[nodiscard]] std::string to_json(const EarnedView& view);
[[nodiscard]] std::string to_json(const CityEarned& view);

}  // namespace tc::app

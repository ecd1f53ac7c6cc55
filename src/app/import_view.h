// A plan of an import as people see it: counts, lists, and computed dates before and after.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "app/import_plan.h"
#include "app/picture.h"
#include "app/views/import.h"

namespace tc::app {

/// Pictures of these projects with all that links join to them; unknown ones are null. The error of
/// a network that cannot be computed is an error here. Rules: network.*, calendar.*.
[[nodiscard]] Result<std::vector<PicturePtr>> compute_projects(
    const Library& library, const model::CityState& state, std::span<const model::ProjectId> ids,
    Day data_date);

/// Pictures beside plan.projects; `before` is null for new projects.
struct ImportPictures {
  std::vector<PicturePtr> before;
  std::vector<PicturePtr> after;
};
[[nodiscard]] ScheduleImport view_of(const ImportSource& source, const ImportPlan& plan,
                                     const ImportPictures& pictures);

}  // namespace tc::app

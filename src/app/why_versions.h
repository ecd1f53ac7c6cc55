// Two versions of a plan brought to one set of ids: activities of planning files are found again as
// an import finds them (import_match.cc), those of the programme by their id, failing that by code.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>

#include "app/file_schedule.h"
#include "app/why_project.h"
#include "engine/explain/plan_change.h"

namespace tc::app {

/// Ids are those of `after`; activities of `before` alone have numbers beyond them. Their file_id
/// is what their file calls them. Links are paired.
struct PlanVersions {
  engine::PlanVersion before;
  engine::PlanVersion after;
};

[[nodiscard]] PlanVersions versions_of(const FileSchedule& before, const FileSchedule& after);
[[nodiscard]] PlanVersions versions_of(const LinkedPlan& before, const LinkedPlan& after);

}  // namespace tc::app

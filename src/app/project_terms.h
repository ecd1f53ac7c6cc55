// The engine's terms of the projects of one network: the rules and dates that a project's own
// planning tool computes by, else the house rules.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "engine/cpm/cpm.h"
#include "model/project.h"
#include "model/state.h"

namespace tc::app {

/// Terms of a project at a data date. Rules that cannot be read count as the house rules; `note`
/// then says so (project.scheduling).
[[nodiscard]] engine::ProjectTerms terms_of(const model::Project& project, Day data_date,
                                            std::optional<Note>& note);

/// Beside `files`, for CpmInput::by_project.
[[nodiscard]] std::vector<engine::ProjectTerms> terms_of(
    std::span<const model::ProjectFile* const> files, Day data_date);

}  // namespace tc::app

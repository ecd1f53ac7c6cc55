// Activities that a planning file keeps without effect, and what stands for them.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "formats/schedule/schedule_file.h"

namespace tc::app {

/// The links between activities that take effect. Over inactive ones Microsoft Project, since 2013,
/// links what precedes them to what follows: finish-start, with the later link's lag, else the
/// earlier's. At most a million such links are made.
[[nodiscard]] std::vector<model::Link> effective_links(const formats::ScheduleProject& project);

/// The project with the activities and links that take effect. nullopt: all do.
[[nodiscard]] std::optional<model::ProjectFile> without_inactive(
    const formats::ScheduleProject& project);

}  // namespace tc::app

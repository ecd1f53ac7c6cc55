// Activities that a planning file keeps without effect.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "formats/schedule/schedule_file.h"

namespace tc::app {

/// The project without its activities that have no effect and their links; links through such an
/// activity are drawn over it where the tool does so. nullopt: all have effect.
[[nodiscard]] std::optional<model::ProjectFile> without_inactive(
    const formats::ScheduleProject& project);

}  // namespace tc::app

// The network of a sprint with what could be done to each of its activities: from the records and
// the assumed options to the engine's choices. Activities with an open major hazard get none.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "app/sprint.h"
#include "engine/sprint/sprint.h"

namespace tc::app {

/// What the sprint stands on; all of it outlives the scene.
struct SprintSource {
  engine::Network& network;
  engine::CpmInput input;
  std::vector<const model::ProjectFile*> files;  ///< whose activities are crashed
  const rules::CrashOptions& options;
  Day data_date;
  std::function<std::string(const model::Activity&)> file_id;
};

struct SprintScene {
  std::vector<std::uint32_t> nodes;  ///< to be done before the project's end, ascending
  std::vector<engine::ChoiceSet> sets;
  std::vector<std::vector<rules::CrashOffer>> offers;  ///< beside the sets' choices
  std::vector<std::int64_t> minutes;                   ///< of a working day, by set
  std::vector<SprintRefusal> refused;
  std::string basis, basis_en;
  Notes notes;
};

/// Rules: sprint.finished, sprint.limit.
[[nodiscard]] Result<SprintScene> make_scene(const SprintSource& source);

[[nodiscard]] SprintActivity named(const SprintSource& source, const model::Activity& activity);
/// Working minutes of a usual day of the activity's calendar, winter aside.
[[nodiscard]] std::int64_t minutes_of_day(const SprintSource& source, std::uint32_t node);

/// The answer for one date.
[[nodiscard]] Result<SprintView> compose_sprint(const SprintSource& source,
                                                const SprintScene& scene, const SprintAsk& ask,
                                                SprintView view);

}  // namespace tc::app

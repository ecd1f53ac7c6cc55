// From a computed plan to the model of its outlook: what is drawn for each activity and each open
// blocker, shared risks, refusals, and the finishes that are asked for, each with whence it is
// known. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "app/library.h"
#include "app/views/outlook.h"
#include "engine/cpm/cpm.h"
#include "engine/network/network.h"
#include "engine/outlook/outlook.h"
#include "model/state.h"
#include "rules/learning/learned.h"
#include "rules/worth.h"

namespace tc::app {

/// A plan of a file or of the programme; what it points to must outlive it.
struct OutlookSubject {
  const engine::Network* network = nullptr;
  const engine::Schedule* schedule = nullptr;  ///< by the plan's own durations, early dates
  engine::CpmInput input;
  std::span<const model::Calendar> calendars;
  std::vector<const model::ProjectFile*> asked;  ///< projects whose finishes are asked for
  Day data_date;
  /// Of a day; unset: nothing is known, as of a planning file.
  std::function<rules::Worth(const model::ProjectFile&)> worth = {};
  std::function<std::string(const model::Activity&)> id_of;
  /// How long a blocker without a date of its own still stands.
  std::function<rules::ResidualEstimate(const model::Blocker&)> residual;
};

/// Beside each target of the engine: what it is.
struct TargetFacts {
  OutlookNodeKind kind{};
  const model::Activity* activity = nullptr;  ///< that ends last on the plan's dates
  const model::ProjectFile* file = nullptr;
  std::optional<Minute> plan_finish;
  std::optional<Minute> approved;
  std::optional<Minute> current;
  Against against = Against::none;
  rules::Worth worth;
};

struct OutlookScene {
  engine::OutlookModel model;
  std::vector<TargetFacts> targets;             ///< beside model.targets
  std::vector<const rules::SharedRisk*> risks;  ///< beside model.risks
  std::vector<model::Provenance> work_from;     ///< of what is drawn, by node
  std::vector<model::Provenance> release_from;  ///< beside model.releases
  std::vector<OutlookAssumption> assumptions;
  Notes notes;
};

struct SceneAsk {
  std::int64_t trials = 2000;
  std::uint64_t seed = 1;
  bool key_nodes = true;        ///< beside finish and start of production
  bool every_activity = false;  ///< each unfinished one is a node
};

[[nodiscard]] OutlookScene outlook_scene(const OutlookSubject& subject, const Library& library,
                                         const SceneAsk& ask);

/// Adds the finishes that are asked for; part of the above.
void take_targets(const OutlookSubject& subject, const SceneAsk& ask, OutlookScene& scene);

/// The blocker a hold stands for; nullptr when it is none.
[[nodiscard]] const model::Blocker* blocker_of(const engine::Network& network,
                                               const engine::Hold& hold);

}  // namespace tc::app

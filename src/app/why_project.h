// A project of the programme with all that links join to it, computed as of a day: what
// explanations of the programme stand on. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "app/request.h"
#include "app/why.h"
#include "engine/network/network.h"

namespace tc::app {

/// Not movable: the network points into `state`.
struct LinkedPlan {
  LinkedPlan() = default;
  LinkedPlan(const LinkedPlan&) = delete;
  LinkedPlan& operator=(const LinkedPlan&) = delete;
  LinkedPlan(LinkedPlan&&) = delete;
  LinkedPlan& operator=(LinkedPlan&&) = delete;
  ~LinkedPlan() = default;

  StatePtr state;
  Day data_date;
  const model::ProjectFile* file = nullptr;      ///< the project asked for
  std::vector<const model::ProjectFile*> files;  ///< it and those linked to it
  std::vector<engine::ProjectTerms> terms;       ///< beside `files`
  std::vector<engine::Hold> holds;               ///< open blockers until their expected release
  engine::Network network;

  [[nodiscard]] engine::CpmInput input() const;
};
using LinkedPlanPtr = std::unique_ptr<LinkedPlan>;

/// As the project page sees it: the state at the query's day, its data date at most the present
/// one. `with`: projects that are computed with it, where they are there. Rules: project.unknown,
/// network.*, those of past states.
[[nodiscard]] Result<LinkedPlanPtr> linked_plan(App& app, const Query& query, model::ProjectId id,
                                                const std::vector<model::ProjectId>& with = {});

/// `plan` and `explainer` must outlive it.
[[nodiscard]] WhyScene scene_of(const LinkedPlan& plan, const engine::Explainer& explainer);

/// The activity of the plan's project with this id, else with this code. Rule: why.activity
/// (not_found).
[[nodiscard]] Result<std::size_t> find_in_plan(const LinkedPlan& plan, std::string_view word);

}  // namespace tc::app

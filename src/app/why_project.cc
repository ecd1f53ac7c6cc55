// SPDX-License-Identifier: Apache-2.0
#include "app/why_project.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/linked_projects.h"
#include "app/project_terms.h"
#include "app/why_file.h"

namespace tc::app {

engine::CpmInput LinkedPlan::input() const {
  engine::CpmInput input;
  input.data_date = start_of(data_date);
  input.by_project = terms;
  input.holds = holds;
  return input;
}

Result<LinkedPlanPtr> linked_plan(App& app, const Query& query, model::ProjectId id) {
  TC_TRY(const StatePtr present, app.state(query.acting.city));
  auto plan = std::make_unique<LinkedPlan>();
  TC_TRY(plan->state, app.state_at(query.acting.city, query.as_of));
  const Day today = data_date_of(app, *present);
  plan->data_date = query.as_of ? std::min(*query.as_of, today) : today;
  plan->file = model::find_project(*plan->state, id);
  if (plan->file == nullptr || !in_scope(query.acting.scope, plan->file->project)) {
    return fail(Code::not_found, "project.unknown", fmt::format("no project {}", id.value),
                "project_id");
  }
  for (const std::size_t at : linked_projects(*plan->state, id)) {
    const model::ProjectFile& file = *plan->state->projects[at];
    plan->files.push_back(&file);
    const auto holds = open_holds(file, app.library().priors, plan->data_date);
    plan->holds.insert(plan->holds.end(), holds.begin(), holds.end());
  }
  plan->terms = terms_of(plan->files, plan->data_date);
  TC_TRY(plan->network,
         engine::build_network({.projects = plan->files, .calendars = plan->state->calendars}));
  return plan;
}

WhyScene scene_of(const LinkedPlan& plan, const engine::Explainer& explainer) {
  WhyScene scene;
  scene.explainer = &explainer;
  scene.calendars = plan.state->calendars;
  scene.holds = plan.holds;
  scene.file_id = [](const model::Activity& activity) { return std::to_string(activity.id.value); };
  scene.blocker = [&plan](model::BlockerId id) {
    for (const model::ProjectFile* file : plan.files) {
      const auto at = std::ranges::find(file->blockers, id, &model::Blocker::id);
      if (at != file->blockers.end()) return at->text;
    }
    return std::string();
  };
  return scene;
}

Result<std::size_t> find_in_plan(const LinkedPlan& plan, std::string_view word) {
  std::vector<std::string> known;
  std::optional<model::ActivityId> found;
  for (const model::Activity& activity : plan.file->activities) {
    known.push_back(std::to_string(activity.id.value));
    if (known.back() == word) found = activity.id;
    if (!activity.code.empty()) known.push_back(activity.code);
  }
  for (const model::Activity& activity : plan.file->activities) {
    if (!found && activity.code == word) found = activity.id;
  }
  const std::optional<std::size_t> node = found ? plan.network.find(*found) : std::nullopt;
  if (node) return *node;
  std::ranges::sort(known);
  return unknown_activity(word, known, "ACTIVITY");
}

Result<WhyAnswer> why_in_project(App& app, const Query& query, model::ProjectId id,
                                 std::string_view word, const WhyAsk& ask) {
  TC_TRY(const LinkedPlanPtr plan, linked_plan(app, query, id));
  TC_TRY(const std::size_t node, find_in_plan(*plan, word));
  const engine::Explainer explainer(plan->network, plan->input());
  return why(scene_of(*plan, explainer), node, ask);
}

}  // namespace tc::app

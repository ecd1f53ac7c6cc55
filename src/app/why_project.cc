// SPDX-License-Identifier: Apache-2.0
#include "app/why_project.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/linked_projects.h"
#include "app/project_terms.h"
#include "app/why_file.h"
#include "app/why_moved.h"

namespace tc::app {

engine::CpmInput LinkedPlan::input() const {
  engine::CpmInput input;
  input.data_date = start_of(data_date);
  input.by_project = terms;
  input.holds = holds;
  return input;
}

namespace {

/// Positions of what must be computed together; ascending.
std::vector<std::size_t> members_of(const model::CityState& state, model::ProjectId id,
                                    const std::vector<model::ProjectId>& with) {
  std::vector<std::size_t> members = linked_projects(state, id);
  for (const model::ProjectId other : with) {
    for (const std::size_t at : linked_projects(state, other)) {
      if (std::ranges::find(members, at) == members.end()) members.push_back(at);
    }
  }
  std::ranges::sort(members);
  return members;
}

std::string blocker_text(const LinkedPlan& plan, model::BlockerId id) {
  for (const model::ProjectFile* file : plan.files) {
    const auto at = std::ranges::find(file->blockers, id, &model::Blocker::id);
    if (at != file->blockers.end()) return at->text;
  }
  return {};
}

}  // namespace

Result<LinkedPlanPtr> linked_plan(App& app, const Query& query, model::ProjectId id,
                                  const std::vector<model::ProjectId>& with) {
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
  for (const std::size_t at : members_of(*plan->state, id, with)) {
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
  scene.blocker = [&plan](model::BlockerId id) { return blocker_text(plan, id); };
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
  auto unknown = unknown_activity(word, known, "activity");
  unknown.value().code = Code::not_found;
  return unknown;
}

namespace {

std::vector<model::ProjectId> ids_of(const LinkedPlan& plan) {
  std::vector<model::ProjectId> ids;
  for (const model::ProjectFile* file : plan.files) ids.push_back(file->project.id);
  return ids;
}

/// The plan as it stood on the day, with all projects that it is computed with today.
Result<LinkedPlanPtr> earlier_plan(App& app, const Query& query, const LinkedPlan& plan,
                                   Day since) {
  if (since > plan.data_date) {
    return fail(Code::bad_input, "why.since",
                fmt::format("{} is later than {}", to_text(since), to_text(plan.data_date)),
                "since", "give a day before the one that is asked about");
  }
  Query then = query;
  then.as_of = since;
  Result<LinkedPlanPtr> before = linked_plan(app, then, plan.file->project.id, ids_of(plan));
  if (before || before.error().code != Code::not_found) return before;
  return fail(Code::bad_input, "why.since",
              fmt::format("the project was not in the programme on {}", to_text(since)), "since",
              "give a later day");
}

std::size_t position_of(const LinkedPlan& plan) {
  const auto at = std::ranges::find(plan.files, plan.file);
  return static_cast<std::size_t>(at - plan.files.begin());
}

/// What moved since then; `node` unset: the project's finish.
Result<WhyMove> move_since(const LinkedPlan& before, const LinkedPlan& plan,
                           const WhyAnswer& answer, bool whole) {
  const PlanVersions versions = versions_of(before, plan);
  MoveScene move{.versions = &versions,
                 .target = {.activity = {}, .field = answer.field, .project = position_of(plan)},
                 .since = to_text(before.data_date),
                 .activity = answer.activity,
                 .minutes_per_day = answer.minutes_per_day,
                 .blocker = [&](model::BlockerId id) {
                   const std::string text = blocker_text(plan, id);
                   return text.empty() ? blocker_text(before, id) : text;
                 }};
  if (!whole) move.target.activity = model::ActivityId{answer.activity.id};
  return why_moved(move);
}

}  // namespace

Result<WhyAnswer> why_in_project(App& app, const Query& query, model::ProjectId id,
                                 std::string_view word, const WhyAsk& ask) {
  TC_TRY(LinkedPlanPtr plan, linked_plan(app, query, id));
  LinkedPlanPtr before;
  if (ask.since) {
    TC_TRY(before, earlier_plan(app, query, *plan, *ask.since));
    // What was linked then is computed with it today, too.
    if (ids_of(*before) != ids_of(*plan)) {
      TC_TRY(plan, linked_plan(app, query, id, ids_of(*before)));
    }
  }
  const engine::Explainer explainer(plan->network, plan->input());
  const bool whole = word.empty();
  TC_TRY(const std::size_t node,
         whole ? last_activity(explainer, position_of(*plan)) : find_in_plan(*plan, word));
  WhyAsk asked = ask;
  if (whole && !ask.field) asked.field = engine::DateField::early_finish;
  WhyAnswer answer = why(scene_of(*plan, explainer), node, asked);
  if (before) {
    TC_TRY(answer.move, move_since(*before, *plan, answer, whole));
  }
  return answer;
}

}  // namespace tc::app

// SPDX-License-Identifier: Apache-2.0
#include "app/sprint.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/sprint_scene.h"
#include "app/why_file.h"
#include "app/why_project.h"
#include "rules/measures.h"

namespace tc::app {
namespace {

constexpr int kFarthestDays = 36'525;

/// The date asked for, else the one the records hold the finish against, else the forecast.
Result<void> take_date(const SprintAsk& ask, const rules::BaselineFinish& baseline, Day data_date,
                       SprintView& view) {
  view.by_source = SprintDate::forecast;
  view.by = data_date;
  if (baseline.finish && baseline.basis != rules::PlanBasis::none) {
    const bool approved = baseline.basis == rules::PlanBasis::approved;
    view.by_source = approved ? SprintDate::approved : SprintDate::current;
    view.by = day_of(*baseline.finish);
  }
  if (!ask.by) return {};
  view.by_source = SprintDate::asked;
  view.by = *ask.by;
  const int away = view.by - data_date;
  if (away >= -kFarthestDays && away <= kFarthestDays) return {};
  return fail(Code::bad_input, "sprint.date", fmt::format("{} is too far away", to_text(view.by)),
              "by", "a date within a century of the data date");
}

}  // namespace

Result<SprintView> sprint_of_project(App& app, const Query& query, model::ProjectId id,
                                     const SprintAsk& ask) {
  TC_TRY(const LinkedPlanPtr plan, linked_plan(app, query, id));
  const model::Project& project = plan->file->project;
  const SprintSource source{plan->network,
                            plan->input(),
                            {plan->file},
                            app.library().crash_options,
                            plan->data_date,
                            [](const model::Activity& activity) { return std::to_string(activity.id.value); }};
  SprintView view;
  view.project_id = project.id.value;
  view.project_name = project.name;
  view.worth_per_day = project.worth_per_day;
  TC_TRY_VOID(take_date(ask, rules::baseline_finish(*plan->file), plan->data_date, view));
  TC_TRY(const SprintScene scene, make_scene(source));
  return compose_sprint(source, scene, ask, std::move(view));
}

Result<SprintView> sprint_of_file(const Library& library, FileSchedulePtr schedule,
                                  const SprintAsk& ask) {
  FileSchedule& file = *schedule;
  const FileNames names(file);
  Day data_date = day_of(file.schedule.finish);
  for (const engine::ProjectTerms& terms : file.terms) {
    data_date = std::min(data_date, day_of(terms.data_date));
  }
  engine::CpmInput input = file.input();
  input.data_date = start_of(data_date);
  const SprintSource source{file.network,
                            input,
                            file.network.projects,
                            library.crash_options,
                            data_date,
                            [&names](const model::Activity& one) { return names.of(one); }};
  SprintView view;
  if (!file.network.projects.empty()) {
    view.project_id = file.network.projects.front()->project.id.value;
    view.project_name = file.network.projects.front()->project.name;
  }
  TC_TRY_VOID(take_date(ask, {}, data_date, view));
  TC_TRY(const SprintScene scene, make_scene(source));
  return compose_sprint(source, scene, ask, std::move(view));
}

}  // namespace tc::app

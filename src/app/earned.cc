// SPDX-License-Identifier: Apache-2.0
#include "app/earned.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "app/encode.h"
#include "app/rows.h"
#include "rules/contradiction.h"

namespace tc::app {
namespace {

using FilePtr = std::shared_ptr<const model::ProjectFile>;
using Shapes = std::map<std::string, rules::BetaShape>;

struct Asked {
  StatePtr state;
  Day as_of;
};

Result<Asked> ask(App& app, const Query& query) {
  TC_TRY(const StatePtr present, app.state(query.acting.city));
  TC_TRY(const StatePtr state, app.state_at(query.acting.city, query.as_of));
  const Day today = data_date_of(app, *present);
  return Asked{state, query.as_of ? std::min(*query.as_of, today) : today};
}

CityView city_view(const Asked& asked) {
  return view_of(asked.state->city, asked.as_of, asked.state->projects.size());
}

Shapes shapes_of(const model::CityState& state) {
  std::map<std::string, std::vector<FilePtr>> by_type;
  for (const FilePtr& file : state.projects) by_type[file->project.type].push_back(file);
  Shapes shapes;
  for (const auto& [type, files] : by_type) shapes[type] = rules::fit_beta(files);
  return shapes;
}

std::string month_text(int month) { return fmt::format("{:04}-{:02}", month / 12, month % 12 + 1); }

std::optional<double> wan(const std::optional<Money>& money) {
  return money ? std::optional(to_wan(*money)) : std::nullopt;
}

std::vector<FlagView> flags_of(const model::ProjectFile& file, Day as_of) {
  std::vector<FlagView> flags;
  for (rules::Contradiction& one : rules::contradictions(file, as_of)) {
    flags.push_back({.rule = std::move(one.rule),
                     .text = std::move(one.zh),
                     .text_en = std::move(one.en),
                     .where = std::move(one.where)});
  }
  return flags;
}

EarnedView view_of_value(const rules::EarnedValue& value) {
  EarnedView view{.city = {},
                  .as_of = {},
                  .project_id = 0,
                  .name = {},
                  .curve = value.curve,
                  .earned_basis = value.earned_basis,
                  .budget = wan(value.budget),
                  .status_day = value.status_day,
                  .planned = value.planned,
                  .earned = value.earned,
                  .spent = wan(value.spent),
                  .spi = value.spi,
                  .cpi = value.cpi,
                  .planned_duration = value.planned_duration,
                  .earned_schedule = value.earned_schedule,
                  .actual_time = value.actual_time,
                  .spi_time = value.spi_time,
                  .ieac_time = value.ieac_time,
                  .finish_estimate = value.finish_estimate,
                  .months = {},
                  .flags = {}};
  for (const rules::EarnedMonth& row : value.months) {
    view.months.push_back({.month = month_text(row.month),
                           .planned = row.planned,
                           .earned = row.earned,
                           .spent = wan(row.spent)});
  }
  return view;
}

using Values = std::vector<rules::EarnedValue>;

RolledView rolled_view(const Values& values, const std::string& key) {
  const rules::RolledValue sum = rules::roll_up(values);
  RolledView view{.key = key,
                  .name_zh = key,
                  .name_en = key,
                  .projects = sum.projects,
                  .apart = sum.apart,
                  .budget = to_wan(sum.budget),
                  .spi = sum.spi,
                  .cpi = sum.cpi,
                  .months = {}};
  for (const rules::RolledMonth& row : sum.months) {
    view.months.push_back({.month = month_text(row.month),
                           .planned = to_wan(row.planned),
                           .earned = to_wan(row.earned),
                           .spent = to_wan(row.spent)});
  }
  return view;
}

std::vector<RolledView> rolled_views(const std::map<std::string, Values>& groups) {
  std::vector<RolledView> views;
  for (const auto& [key, values] : groups) views.push_back(rolled_view(values, key));
  return views;
}

bool left_out(const model::Project& project) {
  return project.side_state == model::SideState::withdrawn ||
         project.side_state == model::SideState::terminated;
}

}  // namespace

Result<EarnedView> earned_of_project(App& app, const Query& query, model::ProjectId id) {
  TC_TRY(const Asked asked, ask(app, query));
  const model::ProjectFile* file = model::find_project(*asked.state, id);
  if (file == nullptr || !in_scope(query.acting.scope, file->project)) {
    return fail(Code::not_found, "project.unknown", fmt::format("no project {}", id.value),
                "project_id");
  }
  Shapes shapes = shapes_of(*asked.state);
  EarnedView view =
      view_of_value(rules::earned_value(*file, asked.as_of, shapes[file->project.type]));
  view.city = city_view(asked);
  view.as_of = asked.as_of;
  view.project_id = id.value;
  view.name = file->project.name;
  view.flags = flags_of(*file, asked.as_of);
  return view;
}

Result<CityEarned> earned_of_city(App& app, const Query& query) {
  TC_TRY(const Asked asked, ask(app, query));
  Shapes shapes = shapes_of(*asked.state);
  Values all;
  std::map<std::string, Values> types;
  std::map<std::string, Values> counties;
  CityEarned view{.city = city_view(asked),
                  .as_of = asked.as_of,
                  .all = {},
                  .types = {},
                  .counties = {},
                  .flagged = {}};
  for (const FilePtr& file : asked.state->projects) {
    const model::Project& project = file->project;
    if (!in_scope(query.acting.scope, project) || left_out(project)) continue;
    all.push_back(rules::earned_value(*file, asked.as_of, shapes[project.type]));
    types[project.type].push_back(all.back());
    counties[project.county].push_back(all.back());
    std::vector<FlagView> flags = flags_of(*file, asked.as_of);
    if (flags.empty()) continue;
    view.flagged.push_back(
        {.project_id = project.id.value, .name = project.name, .flags = std::move(flags)});
  }
  view.all = rolled_view(all, {});
  view.types = rolled_views(types);
  view.counties = rolled_views(counties);
  for (RolledView& sum : view.types) {
    if (const auto* type = formats::find_template(app.library().templates, sum.key)) {
      sum.name_zh = type->name;
      sum.name_en = type->name_en;
    }
  }
  return view;
}

std::string to_json(const EarnedView& view) { return encode(view).dump(); }
std::string to_json(const CityEarned& view) { return encode(view).dump(); }

}  // namespace tc::app

// SPDX-License-Identifier: Apache-2.0
#include "app/forecasts.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "app/encode.h"
#include "app/rows.h"
#include "rules/calibration.h"
#include "rules/curve.h"

namespace tc::app {
namespace {

constexpr std::size_t kP50 = 2;
constexpr std::size_t kP80 = 3;

using Cases = std::vector<rules::ForecastCase>;

Result<void> check_project(const model::CityState& state, const model::Scope& scope,
                           const model::Forecast& row) {
  const model::ProjectFile* file = model::find_project(state, row.project_id);
  if (file == nullptr || !in_scope(scope, file->project)) {
    return fail(Code::not_found, "forecast.project",
                fmt::format("no project {}", row.project_id.value), "project_id");
  }
  if (row.activity_id && model::find_activity(*file, row.activity_id) == nullptr) {
    return fail(
        Code::not_found, "forecast.activity",
        fmt::format("project {} has no activity {}", row.project_id.value, row.activity_id.value),
        "activity_id");
  }
  return {};
}

bool is_chance(const std::optional<double>& chance) {
  return !chance || (*chance >= 0 && *chance <= 1);
}

Result<void> check_numbers(const model::Forecast& row) {
  const std::string where = fmt::format("project {}", row.project_id.value);
  const bool rising =
      row.p10 <= row.p20 && row.p20 <= row.p50 && row.p50 <= row.p80 && row.p80 <= row.p90;
  if (!rising) {
    return fail(Code::bad_input, "forecast.order",
                fmt::format("P10 … P90 do not rise: {} … {}", to_text(row.p10), to_text(row.p90)),
                where);
  }
  if (!is_chance(row.chance_of_baseline) || !is_chance(row.chance_of_current)) {
    return fail(Code::bad_input, "forecast.chance", "a chance is not in 0–1", where);
  }
  if (row.trials < 1) {
    return fail(Code::bad_input, "forecast.trials", fmt::format("{} trials", row.trials), where);
  }
  return {};
}

/// The state of a question and its day.
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

std::optional<double> when(bool known, double value) {
  return known ? std::optional(value) : std::nullopt;
}

ReliabilityRow reliability_row(const rules::ReliabilityBin& bin, std::size_t place) {
  constexpr int kWidth = 100 / static_cast<int>(rules::kReliabilityBins);
  const int from = static_cast<int>(place) * kWidth;
  const auto count = static_cast<double>(bin.count);
  return {.from = from,
          .to = from + kWidth,
          .count = bin.count,
          .came_true = bin.came_true,
          .stated = when(bin.count > 0, bin.stated_sum / count),
          .observed = when(bin.count > 0, static_cast<double>(bin.came_true) / count)};
}

ScoreView score_view(std::span<const rules::ForecastCase> cases, std::string key) {
  const rules::Score score = rules::score(cases);
  ScoreView view{.key = key,
                 .name_zh = key,
                 .name_en = key,
                 .forecasts = score.forecasts,
                 .open = score.open,
                 .levels = {},
                 .reliability = {},
                 .chances = score.chances,
                 .brier = when(score.chances > 0, score.brier),
                 .brier_of_base_rate = when(score.chances > 0, score.brier_of_base_rate),
                 .finished = score.finished,
                 .crps_days = when(score.finished > 0, score.crps),
                 .p50_error_days = when(score.finished > 0, score.p50_error)};
  for (std::size_t i = 0; i < score.levels.size(); ++i) {
    view.levels.push_back({.level = static_cast<int>(rules::kForecastLevels[i] * 100 + 0.5),
                           .due = score.levels[i].due,
                           .kept = score.levels[i].kept});
  }
  for (std::size_t i = 0; i < score.reliability.size(); ++i) {
    view.reliability.push_back(reliability_row(score.reliability[i], i));
  }
  return view;
}

std::vector<ScoreView> score_views(const std::map<std::string, Cases>& groups) {
  std::vector<ScoreView> views;
  for (const auto& [key, cases] : groups) views.push_back(score_view(cases, key));
  return views;
}

std::optional<bool> kept(const rules::ForecastCase& one, std::size_t level) {
  if (one.quantiles[level] > one.now) return std::nullopt;
  return one.actual && *one.actual <= one.quantiles[level];
}

ForecastView forecast_view(const model::Forecast& forecast, const model::ProjectFile& file,
                           Day as_of) {
  const rules::ForecastCase one = rules::case_of(forecast, file, as_of);
  ForecastView view{.forecast = forecast,
                    .activity_name = {},
                    .actual_finish = rules::actual_finish_of(file, forecast.activity_id, as_of),
                    .p50_kept = kept(one, kP50),
                    .p80_kept = kept(one, kP80),
                    .crps_days = std::nullopt};
  if (const auto* activity = model::find_activity(file, forecast.activity_id)) {
    view.activity_name = activity->name;
  }
  if (one.actual) view.crps_days = rules::crps(one.quantiles, *one.actual);
  return view;
}

/// Of the newest forecast of the project's finish that has a baseline to be held against.
std::optional<ClassCheckView> class_check(const Library& library, const model::ProjectFile& file) {
  const auto newest = std::find_if(
      file.forecasts.rbegin(), file.forecasts.rend(),
      [](const model::Forecast& one) { return !one.activity_id && one.approved_finish; });
  if (newest == file.forecasts.rend()) return std::nullopt;
  const Day due = day_of(*newest->approved_finish);
  const auto check =
      rules::check_against_class(library.classes, file.project.type,
                                 {.p50 = rules::months_between(due, day_of(newest->p50)),
                                  .p80 = rules::months_between(due, day_of(newest->p80)),
                                  .months_left = rules::months_between(newest->data_date, due)});
  if (!check) return std::nullopt;
  return ClassCheckView{.key = check->reference->key,
                        .name_zh = check->reference->zh,
                        .name_en = check->reference->en,
                        .verdict = check->verdict,
                        .text = check->zh,
                        .text_en = check->en,
                        .status = check->reference->status,
                        .source = check->reference->source};
}

}  // namespace

Result<std::vector<model::Forecast>> publish_forecasts(App& app, const Request& request,
                                                       std::span<const model::Forecast> rows) {
  if (rows.empty()) return fail(Code::bad_input, "forecast.empty", "nothing to publish");
  std::vector<model::Forecast> made;
  const auto decide = [&](const model::CityState& state, IdSource& ids) -> Result<Plan> {
    Plan plan;
    plan.action = "forecast.publish";
    for (const model::Forecast& given : rows) {
      TC_TRY_VOID(check_project(state, request.acting.scope, given));
      TC_TRY_VOID(check_numbers(given));
      made.push_back(given);
      made.back().id = ids.next<model::Forecast>();
      made.back().made_on = data_date_of(app, state);
      plan.put.emplace_back(made.back());
    }
    return plan;
  };
  const App::ChangeRequest change{
      .acting = request.acting, .origin = request.origin, .create = false, .reply = {}};
  TC_TRY(const StatePtr after, app.change(change, decide));
  for (model::Forecast& row : made) {
    if (const auto stored = model::find_row(*after, model::Row(row))) {
      row = std::get<model::Forecast>(*stored);
    }
  }
  return made;
}

Result<CalibrationView> calibration(App& app, const Query& query) {
  TC_TRY(const Asked asked, ask(app, query));
  Cases all;
  std::map<std::string, Cases> types;
  std::map<std::string, Cases> counties;
  for (const auto& file : asked.state->projects) {
    if (!in_scope(query.acting.scope, file->project)) continue;
    for (const model::Forecast& forecast : file->forecasts) {
      const rules::ForecastCase one = rules::case_of(forecast, *file, asked.as_of);
      all.push_back(one);
      types[file->project.type].push_back(one);
      counties[file->project.county].push_back(one);
    }
  }
  CalibrationView view{.city = city_view(asked),
                       .as_of = asked.as_of,
                       .all = score_view(all, {}),
                       .types = score_views(types),
                       .counties = score_views(counties)};
  for (ScoreView& score : view.types) {
    if (const auto* type = formats::find_template(app.library().templates, score.key)) {
      score.name_zh = type->name;
      score.name_en = type->name_en;
    }
  }
  return view;
}

Result<ForecastList> project_forecasts(App& app, const Query& query, model::ProjectId id) {
  TC_TRY(const Asked asked, ask(app, query));
  const model::ProjectFile* file = model::find_project(*asked.state, id);
  if (file == nullptr || !in_scope(query.acting.scope, file->project)) {
    return fail(Code::not_found, "project.unknown", fmt::format("no project {}", id.value),
                "project_id");
  }
  ForecastList list{.city = city_view(asked),
                    .as_of = asked.as_of,
                    .class_check = class_check(app.library(), *file),
                    .forecasts = {}};
  for (const model::Forecast& forecast : file->forecasts) {
    list.forecasts.push_back(forecast_view(forecast, *file, asked.as_of));
  }
  std::ranges::reverse(list.forecasts);
  return list;
}

std::string to_json(const CalibrationView& view) { return encode(view).dump(); }
std::string to_json(const ForecastList& list) { return encode(list).dump(); }

}  // namespace tc::app

// Questions about the state.
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "app/earned.h"
#include "app/forecasts.h"
#include "app/priors.h"
#include "app/quality.h"
#include "app/queries.h"
#include "app/sprint.h"
#include "app/views/json.h"
#include "app/why.h"
#include "server/decode.h"
#include "server/handlers.h"

namespace tc::server {
namespace {

constexpr std::size_t kMostListed = 200;  // offenders of one finding; the count is whole

}  // namespace

Result<Response> list_cities(app::App& app, const Request&) {
  TC_TRY(const std::vector<app::CityView> cities, app::list_cities(app, model::Acting{}));
  return json_response(200, app::to_json(cities));
}

Result<Response> get_overview(app::App& app, const Request& request) {
  TC_TRY(const app::Query query, decode_query(request));
  TC_TRY(const app::Overview overview, app::overview(app, query));
  return json_response(200, app::to_json(overview));
}

Result<Response> list_projects(app::App& app, const Request& request) {
  TC_TRY(const app::Query query, decode_query(request));
  TC_TRY(const auto offset, query_number(request, "offset", {}));
  TC_TRY(const auto limit, query_number(request, "limit", {.least = 1, .most = 500}));
  const app::Page page{.offset = static_cast<std::size_t>(offset.value_or(0)),
                       .limit = static_cast<std::size_t>(limit.value_or(500))};
  TC_TRY(const app::ProjectList list, app::list_projects(app, query, page));
  return json_response(200, app::to_json(list));
}

Result<Response> get_project(app::App& app, const Request& request) {
  TC_TRY(const app::Query query, decode_query(request));
  TC_TRY(const std::int64_t project, path_number(request, "project"));
  TC_TRY(const app::ProjectPage page, app::project_page(app, query, model::ProjectId{project}));
  Response response = json_response(200, app::to_json(page));
  response.set("ETag", fmt::format("\"{}\"", page.row.revision));
  return response;
}

Result<Response> get_project_journal(app::App& app, const Request& request) {
  TC_TRY(const app::Query query, decode_query(request));
  TC_TRY(const std::int64_t project, path_number(request, "project"));
  TC_TRY(const std::vector<model::JournalEntry> entries,
         app::project_journal(app, query, model::ProjectId{project}));
  return json_response(200, app::to_json(entries));
}

Result<Response> get_project_quality(app::App& app, const Request& request) {
  TC_TRY(const app::Query query, decode_query(request));
  TC_TRY(const std::int64_t project, path_number(request, "project"));
  const std::string* key = request.query_value("pack");
  TC_TRY(const rules::QualityPack* pack,
         app::quality_pack_of(app.library(), key == nullptr ? "" : *key));
  TC_TRY(const app::QualityView view,
         app::check_project(app, query, model::ProjectId{project},
                            {.pack = *pack, .most_listed = kMostListed}));
  return json_response(200, app::to_json(view));
}

Result<Response> get_explanation(app::App& app, const Request& request) {
  TC_TRY(const app::Query query, decode_query(request));
  TC_TRY(const std::int64_t project, path_number(request, "project"));
  TC_TRY(const std::int64_t activity, path_number(request, "activity"));
  TC_TRY(const app::WhyAsk ask, decode_why(request));
  TC_TRY(const app::WhyAnswer answer,
         app::why_in_project(app, query, model::ProjectId{project}, std::to_string(activity), ask));
  return json_response(200, app::to_json(answer));
}

Result<Response> get_project_sprint(app::App& app, const Request& request) {
  TC_TRY(const app::Query query, decode_query(request));
  TC_TRY(const std::int64_t project, path_number(request, "project"));
  TC_TRY(const auto points, query_number(request, "points", {.least = 0, .most = 30}));
  app::SprintAsk ask;
  TC_TRY(ask.by, query_day(request, "by"));
  ask.points = static_cast<std::size_t>(points.value_or(9));
  TC_TRY(const app::SprintView view,
         app::sprint_of_project(app, query, model::ProjectId{project}, ask));
  return json_response(200, app::to_json(view));
}

Result<Response> get_project_outlook(app::App& app, const Request& request) {
  TC_TRY(const app::Query query, decode_query(request));
  TC_TRY(const std::int64_t project, path_number(request, "project"));
  TC_TRY(const app::OutlookAsk ask, decode_outlook(request));
  TC_TRY(const app::OutlookPtr outlook,
         app::outlook_of_project(app, query, model::ProjectId{project}, ask));
  return json_response(200, app::to_json(*outlook));
}

Result<Response> post_what_if(app::App& app, const Request& request) {
  TC_TRY(const app::Query query, decode_query(request));
  TC_TRY(const std::int64_t project, path_number(request, "project"));
  TC_TRY(const std::vector<app::WhatIfChange> changes, decode_what_if(request));
  TC_TRY(const app::WhatIfAnswer answer,
         app::what_if(app, query, model::ProjectId{project}, changes));
  return json_response(200, app::to_json(answer));
}

Result<Response> get_project_forecasts(app::App& app, const Request& request) {
  TC_TRY(const app::Query query, decode_query(request));
  TC_TRY(const std::int64_t project, path_number(request, "project"));
  TC_TRY(const app::ForecastList list,
         app::project_forecasts(app, query, model::ProjectId{project}));
  return json_response(200, app::to_json(list));
}

Result<Response> get_calibration(app::App& app, const Request& request) {
  TC_TRY(const app::Query query, decode_query(request));
  TC_TRY(const app::CalibrationView view, app::calibration(app, query));
  return json_response(200, app::to_json(view));
}

Result<Response> get_priors(app::App& app, const Request& request) {
  TC_TRY(const app::Query query, decode_query(request));
  TC_TRY(const app::PriorsView view, app::priors_of(app, query));
  return json_response(200, app::to_json(view));
}

Result<Response> get_project_earned(app::App& app, const Request& request) {
  TC_TRY(const app::Query query, decode_query(request));
  TC_TRY(const std::int64_t project, path_number(request, "project"));
  TC_TRY(const app::EarnedView view, app::earned_of_project(app, query, model::ProjectId{project}));
  return json_response(200, app::to_json(view));
}

Result<Response> get_city_earned(app::App& app, const Request& request) {
  TC_TRY(const app::Query query, decode_query(request));
  TC_TRY(const app::CityEarned view, app::earned_of_city(app, query));
  return json_response(200, app::to_json(view));
}

Result<Response> get_dispatch(app::App& app, const Request& request) {
  TC_TRY(const app::Query query, decode_query(request));
  TC_TRY(const auto top, query_number(request, "top", {.least = 0, .most = 500}));
  TC_TRY(const app::DispatchSheet sheet,
         app::dispatch(app, query, static_cast<std::size_t>(top.value_or(20))));
  return json_response(200, app::to_json(sheet));
}

}  // namespace tc::server

// SPDX-License-Identifier: Apache-2.0
#include "server/routes.h"

#include "server/handlers.h"

namespace tc::server {
namespace {

using UseCase = Result<Response> (*)(app::App&, const Request&);

Handler on(app::App& app, UseCase use_case) {
  return [&app, use_case](const Request& request) { return use_case(app, request); };
}

}  // namespace

std::vector<Route> make_routes(app::App& app, const Site& site) {
  const std::string city = "/api/v1/cities/{city}";
  const Handler healthz = [](const Request&) { return get_healthz(); };
  const Handler metrics = [&site](const Request&) { return get_metrics(site); };
  // clang-format off
  return {
      {"GET",   "/api/v1/cities", on(app, list_cities)},
      {"GET",   city + "/overview", on(app, get_overview)},
      {"GET",   city + "/projects", on(app, list_projects)},
      {"GET",   city + "/projects/{project}", on(app, get_project)},
      {"GET",   city + "/projects/{project}/journal", on(app, get_project_journal)},
      {"GET",   city + "/projects/{project}/quality", on(app, get_project_quality)},
      {"GET",   city + "/projects/{project}/activities/{activity}/explanation", on(app, get_explanation)},
      {"GET",   city + "/projects/{project}/sprint", on(app, get_project_sprint)},
      {"GET",   city + "/projects/{project}/outlook", on(app, get_project_outlook)},
      {"POST",  city + "/projects/{project}/what_if", on(app, post_what_if), Body::json, Key::idempotency},
      {"GET",   city + "/projects/{project}/forecasts", on(app, get_project_forecasts)},
      {"GET",   city + "/calibration", on(app, get_calibration)},
      {"GET",   city + "/priors", on(app, get_priors)},
      {"GET",   city + "/projects/{project}/earned_value", on(app, get_project_earned)},
      {"GET",   city + "/earned_value", on(app, get_city_earned)},
      {"GET",   city + "/dispatch", on(app, get_dispatch)},
      {"PATCH", city + "/activities/{activity}", on(app, patch_activity), Body::json, Key::if_match},
      {"POST",  city + "/blockers", on(app, post_blocker), Body::json, Key::idempotency},
      {"PATCH", city + "/blockers/{blocker}", on(app, patch_blocker), Body::json, Key::if_match},
      {"POST",  city + "/orders", on(app, post_order), Body::json, Key::idempotency},
      {"PATCH", city + "/orders/{order}", on(app, patch_order), Body::json, Key::if_match},
      {"POST",  city + "/readings", on(app, post_reading), Body::text, Key::idempotency},
      {"POST",  city + "/schedule-imports/preview", on(app, post_schedule_preview), Body::bytes, Key::idempotency},
      {"POST",  city + "/schedule-imports", on(app, post_schedule_import), Body::bytes, Key::idempotency},
      {"POST",  "/api/v1/imports", on(app, post_import), Body::import, Key::idempotency},
      {"GET",   "/api/v1/events", on(app, get_events), Body::none, Key::none, "text/event-stream"},
      {"GET",   "/healthz", healthz, Body::none, Key::none, "text/plain"},
      {"GET",   "/readyz", on(app, get_readyz)},
      {"GET",   "/metrics", metrics, Body::none, Key::none, "text/plain"},
  };
  // clang-format on
}

}  // namespace tc::server

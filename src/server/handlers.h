// One function a route: decode → use case → encode, nothing else. The table that binds them to
// addresses is routes.cc.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/app.h"
#include "server/http/message.h"
#include "server/http/site.h"

namespace tc::server {

[[nodiscard]] Result<Response> list_cities(app::App& app, const Request& request);
[[nodiscard]] Result<Response> get_overview(app::App& app, const Request& request);
[[nodiscard]] Result<Response> list_projects(app::App& app, const Request& request);
[[nodiscard]] Result<Response> get_project(app::App& app, const Request& request);
[[nodiscard]] Result<Response> get_project_journal(app::App& app, const Request& request);
[[nodiscard]] Result<Response> get_project_quality(app::App& app, const Request& request);
[[nodiscard]] Result<Response> get_explanation(app::App& app, const Request& request);
[[nodiscard]] Result<Response> get_project_sprint(app::App& app, const Request& request);
[[nodiscard]] Result<Response> get_project_outlook(app::App& app, const Request& request);
[[nodiscard]] Result<Response> post_what_if(app::App& app, const Request& request);
[[nodiscard]] Result<Response> get_project_forecasts(app::App& app, const Request& request);
[[nodiscard]] Result<Response> get_calibration(app::App& app, const Request& request);
[[nodiscard]] Result<Response> get_priors(app::App& app, const Request& request);
[[nodiscard]] Result<Response> get_project_earned(app::App& app, const Request& request);
[[nodiscard]] Result<Response> get_city_earned(app::App& app, const Request& request);
[[nodiscard]] Result<Response> get_dispatch(app::App& app, const Request& request);

[[nodiscard]] Result<Response> patch_activity(app::App& app, const Request& request);
[[nodiscard]] Result<Response> post_blocker(app::App& app, const Request& request);
[[nodiscard]] Result<Response> patch_blocker(app::App& app, const Request& request);
[[nodiscard]] Result<Response> post_order(app::App& app, const Request& request);
[[nodiscard]] Result<Response> patch_order(app::App& app, const Request& request);
[[nodiscard]] Result<Response> post_reading(app::App& app, const Request& request);
[[nodiscard]] Result<Response> post_import(app::App& app, const Request& request);
[[nodiscard]] Result<Response> post_schedule_preview(app::App& app, const Request& request);
[[nodiscard]] Result<Response> post_schedule_import(app::App& app, const Request& request);

[[nodiscard]] Result<Response> get_events(app::App& app, const Request& request);
[[nodiscard]] Result<Response> get_readyz(app::App& app, const Request& request);
[[nodiscard]] Result<Response> get_healthz();
[[nodiscard]] Result<Response> get_metrics(const Site& site);

}  // namespace tc::server

// Forecasts are published once, kept, and scored against what happens.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <vector>

#include "app/request.h"
#include "app/views/calibration.h"
#include "model/forecast.h"

namespace tc::app {

/// Stores all rows in one transaction, or none. `id`, `revision` and `made_on` are given here;
/// approved and planned finish are as the caller computed with. Rules: forecast.empty,
/// forecast.project, forecast.activity (not there, or out of scope), forecast.order (quantiles
/// fall), forecast.chance (not 0–1), forecast.trials (under 1), and those of the store.
[[nodiscard]] Result<PublishedForecasts> publish_forecasts(App& app, const Request& request,
                                                           std::span<const model::Forecast> rows);

/// Score over all kept forecasts of the projects in scope, by type and by county. Rules:
/// city.unknown, as_of.empty.
[[nodiscard]] Result<CalibrationView> calibration(App& app, const Query& query);

/// Rule: project.unknown.
[[nodiscard]] Result<ForecastList> project_forecasts(App& app, const Query& query,
                                                     model::ProjectId id);

[[nodiscard]] std::string to_json(const CalibrationView& view);
[[nodiscard]] std::string to_json(const ForecastList& list);
[[nodiscard]] std::string to_json(const PublishedForecasts& published);

}  // namespace tc::app

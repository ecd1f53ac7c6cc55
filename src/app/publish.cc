// SPDX-License-Identifier: Apache-2.0
#include "app/publish.h"

#include <vector>

namespace tc::app {
namespace {

constexpr const char* kEngine =
    "outlook 1";  ///< raised when the same plan would be drawn otherwise

model::Forecast forecast_of(const OutlookNode& node, Day data_date, const OutlookAsk& ask) {
  model::Forecast row;
  row.project_id.value = node.project_id;
  if (node.kind != OutlookNodeKind::finish) row.activity_id.value = node.activity_id;
  row.data_date = data_date;
  row.p10 = node.p10;
  row.p20 = node.p20;
  row.p50 = node.p50;
  row.p80 = node.p80;
  row.p90 = node.p90;
  row.approved_finish = node.approved;
  row.planned_finish = node.current;
  row.chance_of_baseline = node.chance_of_baseline;
  row.chance_of_current = node.chance_of_current;
  row.trials = ask.trials;
  row.seed = static_cast<std::int64_t>(ask.seed);
  row.engine = kEngine;
  row.provenance = model::Provenance::inferred;
  return row;
}

/// Whether the node lies in the past: nothing is forecast of what has happened.
bool done(const OutlookNode& node, Day data_date) { return node.p90 <= start_of(data_date); }

}  // namespace

Result<PublishedForecasts> publish_outlook(App& app, const Request& request,
                                           std::optional<model::ProjectId> project,
                                           const OutlookAsk& ask) {
  if (!ask.without.empty()) {
    return fail(Code::bad_input, "forecast.without",
                "an outlook with something gone is no forecast", "without",
                "publish the outlook as it stands");
  }
  const Query query{.acting = request.acting, .as_of = std::nullopt};
  std::vector<model::Forecast> rows;
  if (project) {
    TC_TRY(const OutlookPtr outlook, outlook_of_project(app, query, *project, ask));
    for (const OutlookNode& node : outlook->nodes) {
      if (node.project_id != project->value || done(node, outlook->data_date)) continue;
      rows.push_back(forecast_of(node, outlook->data_date, ask));
    }
  } else {
    TC_TRY(const CityOutlook outlook, outlook_of_city(app, query, ask));
    for (const OutlookNode& node : outlook.nodes) {
      if (done(node, outlook.data_date)) continue;
      rows.push_back(forecast_of(node, outlook.data_date, ask));
    }
  }
  return publish_forecasts(app, request, rows);
}

}  // namespace tc::app

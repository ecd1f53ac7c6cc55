// The event stream and what operators look at.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "app/checks.h"
#include "server/decode.h"
#include "server/handlers.h"

namespace tc::server {

Result<Response> get_events(app::App& app, const Request& request) {
  TC_TRY(const auto city, query_number(request, "city", {.least = 100000, .most = 999999}));
  EventStream stream;
  if (city) {
    const model::CityCode code{static_cast<std::int32_t>(*city)};
    TC_TRY_VOID(app.state(code).map([](const app::StatePtr&) {}));
    stream.topic = std::to_string(*city);
  }
  if (const std::string* seen = request.header("last-event-id")) stream.last_event_id = *seen;
  Response response = text_response(200, "text/event-stream", {});
  response.events = std::move(stream);
  return response;
}

Result<Response> get_readyz(app::App& app, const Request&) {
  const std::vector<app::Finding> findings = app::ready(app);
  const auto bad = std::ranges::find(findings, false, &app::Finding::ok);
  if (bad != findings.end()) return fail(Code::store, "server.not_ready", bad->text, bad->name);
  return json_response(200, app::to_json(findings));
}

Result<Response> get_healthz() {
  return text_response(200, "text/plain; charset=utf-8", "alive\n");
}

Result<Response> get_metrics(const Site& site) {
  const std::vector<Gauge> gauges{
      {"connections", "Open connections.", static_cast<double>(site.connections)},
      {"event_readers", "Readers of the event stream.", static_cast<double>(site.events.readers())},
      {"resident_bytes", "Resident memory of the process.", resident_bytes()}};
  return text_response(200, "text/plain; version=0.0.4; charset=utf-8", site.metrics.text(gauges));
}

}  // namespace tc::server

// Changes of the state. A POST is answered from the kept reply when its Idempotency-Key is known.
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <functional>
#include <nlohmann/json.hpp>

#include "app/intake.h"
#include "app/publish.h"
#include "app/reports.h"
#include "app/schedule_import.h"
#include "app/views/json.h"
#include "server/decode.h"
#include "server/handlers.h"
#include "server/json_reader.h"

namespace tc::server {
namespace {

std::string etag_of(std::int64_t revision) { return fmt::format("\"{}\"", revision); }

Response changed_response(int status, const app::ChangedRow& changed) {
  Response response = json_response(status, app::to_json(changed));
  response.set("ETag", etag_of(model::revision_of(changed.row)));
  return response;
}

Response replayed_response(int status, std::string reply) {
  const nlohmann::json body = nlohmann::json::parse(reply, nullptr, false);
  Response response = json_response(status, std::move(reply));
  if (body.is_object() && body.contains("revision")) {
    response.set("ETag", etag_of(body["revision"].get<std::int64_t>()));
  }
  response.set("Idempotency-Replayed", "true");
  return response;
}

/// Answers from the kept reply, else does the work. Two requests with one key may race: the store
/// lets one through, and the other finds its reply.
Result<Response> once(app::App& app, const app::Request& origin, int status,
                      const std::function<Result<Response>()>& work) {
  TC_TRY(std::optional<std::string> kept, app::kept_reply(app, origin));
  if (kept) return replayed_response(status, std::move(*kept));
  Result<Response> done = work();
  if (done || done.error().rule != "store.key_used") return done;
  TC_TRY(kept, app::kept_reply(app, origin));
  if (kept) return replayed_response(status, std::move(*kept));
  return done;
}

/// An import names its city in its body only; a retry finds the reply in whichever city it made.
Result<std::optional<std::string>> kept_in_any_city(app::App& app, app::Request origin) {
  for (const model::CityCode city : app.cities()) {
    origin.acting.city = city;
    TC_TRY(std::optional<std::string> kept, app::kept_reply(app, origin));
    if (kept) return kept;
  }
  return std::nullopt;
}

}  // namespace

Result<Response> patch_activity(app::App& app, const Request& request) {
  TC_TRY(const app::Request origin, decode_origin(request));
  TC_TRY(const app::ActivityReport report, decode_activity_report(request));
  return once(app, origin, 200, [&]() -> Result<Response> {
    TC_TRY(const app::ChangedRow changed, app::report_activity(app, origin, report));
    return changed_response(200, changed);
  });
}

Result<Response> post_forecasts(app::App& app, const Request& request) {
  TC_TRY(const app::Request origin, decode_origin(request));
  TC_TRY(const std::int64_t project, path_number(request, "project"));
  TC_TRY(const app::OutlookAsk ask, decode_publish(request));
  return once(app, origin, 201, [&]() -> Result<Response> {
    TC_TRY(const app::PublishedForecasts published,
           app::publish_outlook(app, origin, model::ProjectId{project}, ask));
    return json_response(201, app::to_json(published));
  });
}

Result<Response> post_blocker(app::App& app, const Request& request) {
  TC_TRY(const app::Request origin, decode_origin(request));
  TC_TRY(const app::BlockerDraft draft, decode_blocker_draft(request));
  return once(app, origin, 201, [&]() -> Result<Response> {
    TC_TRY(const app::ChangedRow changed, app::raise_blocker(app, origin, draft));
    return changed_response(201, changed);
  });
}

Result<Response> patch_blocker(app::App& app, const Request& request) {
  TC_TRY(const app::Request origin, decode_origin(request));
  TC_TRY(const app::BlockerMove move, decode_blocker_move(request));
  return once(app, origin, 200, [&]() -> Result<Response> {
    TC_TRY(const app::ChangedRow changed, app::move_blocker(app, origin, move));
    return changed_response(200, changed);
  });
}

Result<Response> post_order(app::App& app, const Request& request) {
  TC_TRY(const app::Request origin, decode_origin(request));
  TC_TRY(const app::OrderDraft draft, decode_order_draft(request));
  return once(app, origin, 201, [&]() -> Result<Response> {
    TC_TRY(const app::ChangedRow changed, app::give_order(app, origin, draft));
    return changed_response(201, changed);
  });
}

Result<Response> patch_order(app::App& app, const Request& request) {
  TC_TRY(const app::Request origin, decode_origin(request));
  TC_TRY(const app::OrderAnswer answer, decode_order_answer(request));
  return once(app, origin, 200, [&]() -> Result<Response> {
    TC_TRY(const app::ChangedRow changed, app::answer_order(app, origin, answer));
    return changed_response(200, changed);
  });
}

Result<Response> post_reading(app::App& app, const Request& request) {
  TC_TRY(const app::Request origin, decode_origin(request));
  app::ReadOptions options;
  TC_TRY(options.apply, query_flag(request, "apply", false));
  TC_TRY(const auto year, query_number(request, "year", {.least = 1949, .most = 2199}));
  if (year) options.year = static_cast<int>(*year);
  return once(app, origin, 200, [&]() -> Result<Response> {
    TC_TRY(const app::ReadOutcome outcome, app::take_report(app, origin, request.body, options));
    return json_response(200, app::to_json(outcome));
  });
}

Result<Response> post_import(app::App& app, const Request& request) {
  TC_TRY(const bool dry_run, query_flag(request, "dry_run", true));
  TC_TRY_VOID(check_depth(request.body));
  const app::Request origin = origin_without_city(request);
  if (!dry_run) {
    TC_TRY(std::optional<std::string> kept, kept_in_any_city(app, origin));
    if (kept) return replayed_response(200, std::move(*kept));
  }
  TC_TRY(const app::ImportOutcome outcome,
         app::import_programme(app, origin, request.body, dry_run));
  return json_response(200, app::to_json(outcome));
}

Result<Response> post_schedule_preview(app::App& app, const Request& request) {
  TC_TRY(const app::Request origin, decode_origin(request));
  TC_TRY(const app::ImportRequest import, decode_schedule_import(request));
  TC_TRY(const app::ScheduleImport preview, app::preview_schedule_import(app, origin, import));
  return json_response(200, app::to_json(preview));
}

Result<Response> post_schedule_import(app::App& app, const Request& request) {
  TC_TRY(const app::Request origin, decode_origin(request));
  TC_TRY(const app::ImportRequest import, decode_schedule_import(request));
  if (!import.token) {
    return fail(Code::usage, "import.token", "an import confirms a preview", "token",
                "ask for the preview first and send its token");
  }
  return once(app, origin, 200, [&]() -> Result<Response> {
    TC_TRY(const app::ScheduleImported done, app::import_schedule(app, origin, import));
    return json_response(200, app::to_json(done));
  });
}

}  // namespace tc::server

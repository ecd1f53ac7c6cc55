// Requests to what the use cases take: bodies, path and query values, and who acts.
// Shapes and limits are those of api/openapi.yaml.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

#include "app/outlook.h"
#include "app/reports.h"
#include "app/request.h"
#include "app/schedule_import.h"
#include "app/what_if.h"
#include "app/why.h"
#include "server/http/message.h"

namespace tc::server {

struct Bounds {
  std::int64_t least = 0;
  std::int64_t most = std::numeric_limits<std::int64_t>::max();
};
/// A `{name}` of the path. Rule: path.number.
[[nodiscard]] Result<std::int64_t> path_number(const Request& request, std::string_view name);
/// A query value, unset when absent. Rules: query.number, query.flag, query.day.
[[nodiscard]] Result<std::optional<std::int64_t>> query_number(const Request& request,
                                                               std::string_view name,
                                                               Bounds bounds);
[[nodiscard]] Result<bool> query_flag(const Request& request, std::string_view name, bool absent);
[[nodiscard]] Result<std::optional<Day>> query_day(const Request& request, std::string_view name);

/// The local operator in the city of the path. Rule: path.number.
[[nodiscard]] Result<app::Query> decode_query(const Request& request);
/// As above, with the request's id, idempotency key and digest.
[[nodiscard]] Result<app::Request> decode_origin(const Request& request);
/// The same for a request that names no city.
[[nodiscard]] app::Request origin_without_city(const Request& request);

/// `"42"` → 42. Rule: if_match.shape.
[[nodiscard]] Result<std::int64_t> if_match_revision(const Request& request);

/// Rules: those of JsonReader, body.value.
[[nodiscard]] Result<app::ActivityReport> decode_activity_report(const Request& request);
[[nodiscard]] Result<app::BlockerDraft> decode_blocker_draft(const Request& request);
[[nodiscard]] Result<app::BlockerMove> decode_blocker_move(const Request& request);
[[nodiscard]] Result<app::OrderDraft> decode_order_draft(const Request& request);
[[nodiscard]] Result<app::OrderAnswer> decode_order_answer(const Request& request);

/// What is asked about a date of an activity. Rules: query.date (no such date), those of
/// query_number and query_day.
[[nodiscard]] Result<app::WhyAsk> decode_why(const Request& request);

[[nodiscard]] Result<std::vector<app::WhatIfChange>> decode_what_if(const Request& request);
/// Trials and seed. Rule: query.number.
[[nodiscard]] Result<app::OutlookAsk> decode_outlook(const Request& request);
/// The same from a body.
[[nodiscard]] Result<app::OutlookAsk> decode_publish(const Request& request);

/// A planning file as the body, what is asked of it in the query; it points into `request`. Rules:
/// those of query_number and query_flag, import.target.
[[nodiscard]] Result<app::ImportRequest> decode_schedule_import(const Request& request);

}  // namespace tc::server

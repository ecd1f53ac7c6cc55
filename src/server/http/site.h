// What a running server serves, apart from any socket: routes, files, events, counters, limits; and
// the two steps of every request: admit from the head, then answer.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "server/http/access_log.h"
#include "server/http/event_hub.h"
#include "server/http/head_scan.h"
#include "server/http/metrics.h"
#include "server/http/options.h"
#include "server/http/router.h"
#include "server/http/static_files.h"

namespace tc::server {

struct Site {
  Site(const Limits& limits, std::string_view log_level, std::span<const EmbeddedFile> web);

  const std::string epoch;  ///< random hex digits of this start, in request and event ids
  const Limits limits;
  Router router{{}};  ///< set before the server starts
  StaticFiles files;
  EventHub events;
  Metrics metrics;
  AccessLog log;
  std::atomic<std::size_t> connections{0};
  std::atomic<bool> stopping{false};
};

/// What the head alone decides.
struct Admission {
  const Route* route = nullptr;     ///< nullptr: a file of the web app
  std::string_view label;           ///< the route's pattern, for the counters
  std::size_t body_limit = 0;       ///< bytes
  bool has_body = false;            ///< the client announces one
  std::optional<Response> refusal;  ///< answer this and read nothing
};

/// Head to request: target taken apart, HEAD made GET, request id chosen.
/// Rules: those of `parse_target`.
[[nodiscard]] Result<Request> make_request(Head head, std::string request_id);

/// Host and origin, route, what the route needs, announced length; fills `request.params`.
[[nodiscard]] Admission admit(const Site& site, Request& request);

/// Runs the handler or sends the file; a library's exception becomes a 500. May run on any thread.
[[nodiscard]] Response answer(Site& site, const Request& request, const Admission& admission);

}  // namespace tc::server

// SPDX-License-Identifier: Apache-2.0
#include "server/http/site.h"

#include <fmt/format.h>

#include <charconv>
#include <exception>
#include <random>
#include <utility>

#include "server/http/guard.h"
#include "server/http/problem.h"
#include "server/http/url.h"

namespace tc::server {
namespace {

std::string random_hex() {
  std::random_device device;
  return fmt::format("{:08x}", device());
}

std::size_t body_limit_of(const Route& route, const Limits& limits) {
  switch (route.body) {
    case Body::none:
      return 0;
    case Body::json:
    case Body::text:
      return limits.json_bytes;
    case Body::import:
    case Body::bytes:
      return limits.import_bytes;
  }
  return 0;
}

/// Length as announced; nullopt for a chunked body.
std::optional<std::size_t> announced_length(const Request& request) {
  if (request.header("transfer-encoding") != nullptr) return std::nullopt;
  const std::string* text = request.header("content-length");
  std::size_t length = 0;
  if (text != nullptr) std::from_chars(text->data(), text->data() + text->size(), length);
  return length;
}

Result<void> check_length(const Request& request, std::size_t limit) {
  const std::optional<std::size_t> length = announced_length(request);
  if (limit == 0 && length != std::optional<std::size_t>{0}) {
    return fail(Code::usage, "http.body_unexpected", "this address takes no body", request.path);
  }
  if (length.value_or(0) > limit) {
    return fail(Code::limit, "http.body_size",
                fmt::format("the body has {} bytes, at most {} are taken", *length, limit),
                "content-length");
  }
  return {};
}

Response wrong_method(const Request& request, std::string_view allow) {
  Response response =
      problem(Error{.code = Code::usage,
                    .rule = "http.method",
                    .message = fmt::format("{} is not possible at this address, only {}",
                                           request.method, allow),
                    .where = request.path,
                    .advice = {}},
              request.request_id);
  response.set("Allow", allow);
  return response;
}

Result<void> check_request(const Request& request, const Admission& admission) {
  TC_TRY_VOID(check_route_needs(request, *admission.route));
  return check_length(request, admission.body_limit);
}

Result<Response> run(const Site& site, const Request& request, const Admission& admission) {
  if (admission.route == nullptr) return site.files.get(request);
  try {
    return admission.route->handler(request);
  } catch (const std::exception& fault) {
    return fail(Code::internal, "server.exception", fault.what(),
                std::string(admission.route->pattern));
  }
}

}  // namespace

Site::Site(const Limits& with_limits, std::string_view log_level, std::span<const EmbeddedFile> web)
    : epoch(random_hex()),
      limits(with_limits),
      files(web),
      events(epoch, limits.event_ring, limits.event_queue),
      log(log_level) {}

Result<Request> make_request(Head head, std::string request_id) {
  Request request;
  request.headers = std::move(head.headers);
  request.version = head.version;
  request.head = head.method == "HEAD";
  request.method = request.head ? "GET" : std::move(head.method);
  request.target = std::move(head.target);
  request.request_id = std::move(request_id);
  TC_TRY(Target target, parse_target(request.target, *request.header("host")));
  request.path = std::move(target.path);
  request.query = std::move(target.query);
  return request;
}

Admission admit(const Site& site, Request& request) {
  Admission admission;
  const std::optional<std::size_t> length = announced_length(request);
  admission.has_body = !length || *length > 0;
  admission.label = "none";
  if (auto checked = check_origin(request); !checked) {
    admission.refusal = problem(checked.error(), request.request_id);
    return admission;
  }
  Router::Match match = site.router.find(request.method, request.path);
  if (match.route == nullptr && !match.allow.empty()) {
    admission.refusal = wrong_method(request, match.allow);
    return admission;
  }
  if (match.route == nullptr) {
    admission.label = "web";
    auto checked = request.method == "GET" ? check_length(request, 0) : Result<void>{};
    if (request.method != "GET") {
      checked =
          fail(Code::not_found, "http.path", "there is nothing at this address", request.path);
    }
    if (!checked) admission.refusal = problem(checked.error(), request.request_id);
    return admission;
  }
  admission.route = match.route;
  admission.label = match.route->pattern;
  admission.body_limit = body_limit_of(*match.route, site.limits);
  request.params = std::move(match.params);
  if (auto checked = check_request(request, admission); !checked) {
    admission.refusal = problem(checked.error(), request.request_id);
  }
  return admission;
}

Response answer(Site& site, const Request& request, const Admission& admission) {
  Result<Response> made = run(site, request, admission);
  if (made) return std::move(*made);
  Response response = problem(made.error(), request.request_id);
  if (response.status >= 500) site.log.failure(made.error(), request.request_id);
  return response;
}

}  // namespace tc::server

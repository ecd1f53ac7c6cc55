// SPDX-License-Identifier: Apache-2.0
#include "server/http/guard.h"

#include <algorithm>

#include "server/http/address.h"

namespace tc::server {
namespace {

std::string_view header_or_empty(const Request& request, std::string_view name) {
  const std::string* value = request.header(name);
  return value == nullptr ? std::string_view{} : std::string_view{*value};
}

bool is_change(const Request& request) { return request.method != "GET"; }

/// The next part of a comma list, trimmed; `list` moves on.
std::string_view next_part(std::string_view& list, char separator) {
  const std::size_t end = list.find(separator);
  const std::string_view part = trim(list.substr(0, end));
  list = end == std::string_view::npos ? std::string_view{} : list.substr(end + 1);
  return part;
}

/// `q=0` means «never this one».
bool is_refused(std::string_view parameters) {
  while (!parameters.empty()) {
    const std::string_view part = next_part(parameters, ';');
    if (part.size() < 3 || !same_text(part.substr(0, 2), "q=")) continue;
    return part.substr(2).find_first_not_of("0.") == std::string_view::npos;
  }
  return false;
}

std::string_view media_type_of(Body body) {
  switch (body) {
    case Body::text:
      return "text/plain";
    case Body::bytes:
      return "application/octet-stream";
    case Body::none:
    case Body::json:
    case Body::import:
      return "application/json";
  }
  return "application/json";
}

Result<void> check_content_type(const Request& request, Body body) {
  const std::string_view sent = header_or_empty(request, "content-type");
  const std::string_view wanted = media_type_of(body);
  std::string_view rest = sent;
  if (!same_text(next_part(rest, ';'), wanted)) {
    return fail(
        Code::usage, "http.content_type",
        "this address takes " + std::string(wanted) + " only, not `" + std::string(sent) + "`",
        "content-type");
  }
  if (!header_or_empty(request, "content-encoding").empty() &&
      !same_text(header_or_empty(request, "content-encoding"), "identity")) {
    return fail(Code::usage, "http.content_encoding", "a compressed body is not taken",
                "content-encoding");
  }
  return {};
}

Result<void> check_key(const Request& request, Key key) {
  if (key == Key::if_match) {
    const std::string_view tag = header_or_empty(request, "if-match");
    if (tag.empty()) {
      return fail(Code::usage, "if_match.missing", "a change must say which revision it changes",
                  "if-match", "Send If-Match with the ETag of the row as last read.");
    }
  }
  if (key == Key::idempotency) {
    const std::string_view value = header_or_empty(request, "idempotency-key");
    if (value.empty()) {
      return fail(Code::usage, "idempotency.missing", "a POST must carry an Idempotency-Key",
                  "idempotency-key", "Send a fresh random key; send the same one when retrying.");
    }
    const bool visible = std::ranges::all_of(value, [](char c) { return c > 0x20 && c < 0x7f; });
    if (value.size() > 128 || !visible) {
      return fail(Code::usage, "idempotency.shape",
                  "an Idempotency-Key has 1 to 128 visible ASCII characters", "idempotency-key");
    }
  }
  return {};
}

}  // namespace

bool is_loopback_host(std::string_view host) {
  if (host.starts_with('[')) {
    const std::size_t close = host.find(']');
    if (close == std::string_view::npos) return false;
    const std::string_view port = host.substr(close + 1);
    return (port.empty() || (port.front() == ':' && is_port(port.substr(1)))) &&
           is_loopback_address(host.substr(1, close - 1));
  }
  const std::size_t colon = host.find(':');
  if (colon != std::string_view::npos && !is_port(host.substr(colon + 1))) return false;
  const std::string_view name = host.substr(0, colon);
  return same_text(name, "localhost") || is_loopback_address(name);
}

Result<void> check_origin(const Request& request) {
  const std::string_view host = header_or_empty(request, "host");
  if (!is_loopback_host(host)) {
    return fail(Code::not_allowed, "http.host",
                "this server answers to loopback names only, not to `" + std::string(host) + "`",
                "host", "Open it as http://127.0.0.1 with its port.");
  }
  const std::string_view site = header_or_empty(request, "sec-fetch-site");
  const bool page_visit = !is_change(request) &&
                          same_text(header_or_empty(request, "sec-fetch-mode"), "navigate") &&
                          !request.path.starts_with("/api/");
  if ((same_text(site, "cross-site") || same_text(site, "same-site")) && !page_visit) {
    return fail(Code::not_allowed, "http.cross_site", "a page of another site may not ask this",
                "sec-fetch-site");
  }
  const std::string* origin = request.header("origin");
  if (origin != nullptr && is_change(request) &&
      !same_text(*origin, "http://" + std::string(host))) {
    return fail(
        Code::not_allowed, "http.origin",
        "the page that sends a change must come from this server, not from `" + *origin + "`",
        "origin");
  }
  return {};
}

bool accepts(std::string_view accept, std::string_view type) {
  if (trim(accept).empty()) return true;
  const std::string_view main_type = type.substr(0, type.find('/'));
  while (!accept.empty()) {
    std::string_view parameters = next_part(accept, ',');
    const std::string_view range = next_part(parameters, ';');
    const bool fits =
        range == "*/*" || same_text(range, type) ||
        (range.ends_with("/*") && same_text(range.substr(0, range.size() - 2), main_type));
    if (fits && !is_refused(parameters)) return true;
  }
  return false;
}

Result<void> check_route_needs(const Request& request, const Route& route) {
  if (!accepts(header_or_empty(request, "accept"), route.produces)) {
    return fail(Code::usage, "http.accept",
                "this address answers in " + std::string(route.produces) + " only", "accept");
  }
  const std::string* expect = request.header("expect");
  if (expect != nullptr && !same_text(*expect, "100-continue")) {
    return fail(Code::usage, "http.expect", "the only expectation known here is 100-continue",
                "expect");
  }
  if (route.body != Body::none) {
    TC_TRY_VOID(check_content_type(request, route.body));
  }
  return check_key(request, route.key);
}

}  // namespace tc::server

// SPDX-License-Identifier: Apache-2.0
#include "api/echo_site.h"

#include <gtest/gtest.h>

#include <array>
#include <stdexcept>
#include <thread>

namespace tc::api_test {
namespace {

using namespace std::chrono_literals;
using server::Body;
using server::Key;
using server::Request;
using server::Response;
using server::Route;

constexpr std::array kFiles{EmbeddedFile{"assets/app-12345678.js", "let a;"},
                            EmbeddedFile{"index.html", "<html>app</html>"}};

Result<Response> echo(const Request& request) {
  return server::text_response(200, "application/octet-stream", request.body);
}

Result<Response> read(const Request& request) {
  return server::json_response(200, "{\"id\":\"" + std::string(request.param("id")) + "\"}");
}

Result<Response> events(const Request& request) {
  Response response = server::text_response(200, "text/event-stream", {});
  const std::string* seen = request.header("last-event-id");
  response.events =
      server::EventStream{.topic = "c", .last_event_id = seen == nullptr ? "" : *seen};
  return response;
}

Result<Response> throws(const Request&) { throw std::runtime_error("secret detail"); }

}  // namespace

server::Limits quick_limits() {
  server::Limits limits;
  limits.head_time = 500ms;
  limits.idle_time = 1500ms;
  limits.body_grace = 500ms;
  limits.write_time = 2000ms;
  limits.linger_time = 300ms;
  limits.drain_time = 5000ms;
  limits.heartbeat = 200ms;
  limits.requests_per_second = 0;
  limits.connections_per_address = 0;
  return limits;
}

EchoSite::EchoSite(const server::Limits& limits, bool handle_signals)
    : site_(std::make_unique<server::Site>(limits, "off", kFiles)) {
  const auto slow = [this](const Request&) -> Result<Response> {
    ++slow_entered;
    std::this_thread::sleep_for(slow_time);
    return server::json_response(200, "{\"slow\":true}");
  };
  site_->router = server::Router({
      Route{"GET", "/api/v1/things/{id}", read},
      Route{"PATCH", "/api/v1/things/{id}", echo, Body::json, Key::if_match},
      Route{"POST", "/api/v1/things", echo, Body::json, Key::idempotency},
      Route{"POST", "/api/v1/texts", echo, Body::text},
      Route{"POST", "/api/v1/imports", echo, Body::import},
      Route{"GET", "/api/v1/slow", slow},
      Route{"GET", "/api/v1/throws", throws},
      Route{"GET", "/api/v1/events", events, Body::none, Key::none, "text/event-stream"},
  });
  auto started = server::Server::start(
      *site_,
      {.listen = "127.0.0.1:0", .threads = 2, .handle_signals = handle_signals, .limits = limits});
  EXPECT_TRUE(started) << (started ? "" : started.error().message);
  server_ = std::move(*started);
}

}  // namespace tc::api_test

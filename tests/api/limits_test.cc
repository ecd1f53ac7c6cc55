// Slow, many and stubborn clients; starting and stopping.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <memory>
#include <thread>
#include <vector>

#include "api/echo_site.h"
#include "api/wire.h"

namespace tc::api_test {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

TEST(Limits, DribblingClientsAreCutWhileOthersAreServed) {
  EchoSite echo(quick_limits());
  std::vector<std::unique_ptr<Wire>> dribblers;
  for (int i = 0; i < 100; ++i) dribblers.push_back(std::make_unique<Wire>(echo.port()));
  const Clock::time_point begin = Clock::now();
  std::size_t open = dribblers.size();
  Wire probe(echo.port());
  while (open > 0 && Clock::now() - begin < 20s) {
    open = 0;
    for (const auto& wire : dribblers) {
      if (wire->send("G") && !wire->closes_within(1ms)) ++open;
    }
    probe.send(request_text("GET", "/api/v1/things/7"));
    const Clock::time_point asked = Clock::now();
    EXPECT_EQ(probe.receive().status, 200);
    EXPECT_LT(Clock::now() - asked, 2s);
  }
  EXPECT_EQ(open, 0U);
}

TEST(Limits, TheHeadDeadlineIsAbsolute) {
  EchoSite echo(quick_limits());
  Wire wire(echo.port());
  const Clock::time_point begin = Clock::now();
  const std::string bytes = request_text("GET", "/api/v1/things/7", "X: " + std::string(500, 'a'));
  for (const char c : bytes) {
    if (!wire.send(std::string_view(&c, 1)) || wire.closes_within(20ms)) break;
  }
  EXPECT_TRUE(wire.closes_within(kPatience));
  EXPECT_LT(Clock::now() - begin, 5s);
}

TEST(Limits, ASlowBodyIsCut) {
  EchoSite echo(quick_limits());
  Wire wire(echo.port());
  wire.send(request_text("POST", "/api/v1/texts",
                         "Content-Type: text/plain\r\nContent-Length: 100000\r\n"));
  const Clock::time_point begin = Clock::now();
  while (Clock::now() - begin < 10s && wire.send("x") && !wire.closes_within(20ms)) {
  }
  EXPECT_TRUE(wire.closes_within(kPatience));
  EXPECT_LT(Clock::now() - begin, 8s);
}

TEST(Limits, ABodyFastEnoughMayTakeLongerThanTheGrace) {
  server::Limits limits = quick_limits();
  limits.body_bytes_per_second = 1000;
  EchoSite echo(limits);
  Wire wire(echo.port());
  const std::string part(10000, 'x');
  wire.send(request_text("POST", "/api/v1/texts",
                         "Content-Type: text/plain\r\nContent-Length: 60000\r\n"));
  for (int i = 0; i < 6; ++i) {
    wire.send(part);
    std::this_thread::sleep_for(150ms);
  }
  EXPECT_EQ(wire.receive().status, 200);
}

TEST(Limits, IdleConnectionsAreClosed) {
  EchoSite echo(quick_limits());
  Wire wire(echo.port());
  wire.send(request_text("GET", "/api/v1/things/7"));
  EXPECT_EQ(wire.receive().status, 200);
  EXPECT_FALSE(wire.closes_within(300ms));
  EXPECT_TRUE(wire.closes_within(kPatience));
}

TEST(Limits, AClientThatDoesNotReadIsCut) {
  server::Limits limits = quick_limits();
  limits.write_time = 300ms;
  EchoSite echo(limits);
  Wire wire(echo.port());
  wire.send(request_text("POST", "/api/v1/imports", "Content-Type: application/json\r\n",
                         std::string(16 << 20, '1')));
  for (int i = 0; i < 200 && echo.site().connections > 0; ++i) std::this_thread::sleep_for(50ms);
  EXPECT_EQ(echo.site().connections, 0U);
}

TEST(Limits, ConnectionsOfOneAddressAreCapped) {
  server::Limits limits = quick_limits();
  limits.connections_per_address = 5;
  EchoSite echo(limits);
  std::vector<std::unique_ptr<Wire>> wires;
  for (int i = 0; i < 5; ++i) {
    wires.push_back(std::make_unique<Wire>(echo.port()));
    wires.back()->send(request_text("GET", "/api/v1/things/7"));
    EXPECT_EQ(wires.back()->receive().status, 200);
  }
  const Answer refused = ask(echo.port(), request_text("GET", "/api/v1/things/7"));
  EXPECT_EQ(refused.status, 429);
  EXPECT_EQ(refused.header("retry-after"), "1");
  EXPECT_NE(refused.body.find("http.connections"), std::string::npos);
  wires.clear();
  int status = 0;
  for (int i = 0; i < 100 && status != 200; ++i) {
    status = ask(echo.port(), request_text("GET", "/api/v1/things/7")).status;
    if (status != 200) std::this_thread::sleep_for(50ms);
  }
  EXPECT_EQ(status, 200);
}

TEST(Limits, AllConnectionsAreCapped) {
  server::Limits limits = quick_limits();
  limits.connections = 1;
  EchoSite echo(limits);
  Wire first(echo.port());
  first.send(request_text("GET", "/api/v1/things/7"));
  EXPECT_EQ(first.receive().status, 200);
  EXPECT_EQ(ask(echo.port(), request_text("GET", "/api/v1/things/7")).status, 503);
}

TEST(Limits, TooManyRequestsOfOneAddress) {
  server::Limits limits = quick_limits();
  limits.requests_per_second = 0.01;
  limits.request_burst = 3;
  EchoSite echo(limits);
  Wire wire(echo.port());
  for (int i = 0; i < 5; ++i) {
    wire.send(request_text("GET", "/api/v1/things/7"));
    const Answer answer = wire.receive();
    EXPECT_EQ(answer.status, i < 3 ? 200 : 429);
    EXPECT_EQ(answer.header("retry-after"), i < 3 ? "" : "1");
  }
  wire.send(request_text("GET", "/"));  // pages are not counted
  EXPECT_EQ(wire.receive().status, 200);
}

TEST(Limits, TooManyRunningHandlers) {
  server::Limits limits = quick_limits();
  limits.handlers_waiting = 1;
  EchoSite echo(limits);
  echo.slow_time = 1000ms;
  Wire slow(echo.port());
  slow.send(request_text("GET", "/api/v1/slow"));
  while (echo.slow_entered == 0) std::this_thread::sleep_for(5ms);
  EXPECT_EQ(ask(echo.port(), request_text("GET", "/api/v1/things/7")).status, 503);
  EXPECT_EQ(slow.receive().status, 200);
}

TEST(Limits, ImportsAtOnce) {
  server::Limits limits = quick_limits();
  limits.imports_at_once = 1;
  limits.body_grace = 5000ms;
  EchoSite echo(limits);
  const std::string headers = "Content-Type: application/json\r\n";
  Wire first(echo.port());
  first.send(request_text("POST", "/api/v1/imports", headers + "Content-Length: 4\r\n"));
  std::this_thread::sleep_for(200ms);
  EXPECT_EQ(ask(echo.port(), request_text("POST", "/api/v1/imports", headers, "1234")).status, 503);
  first.send("1234");
  EXPECT_EQ(first.receive().status, 200);
  EXPECT_EQ(ask(echo.port(), request_text("POST", "/api/v1/imports", headers, "1234")).status, 200);
}

TEST(Stop, RunningRequestsFinishAndIdleOnesEnd) {
  EchoSite echo(quick_limits());
  Wire idle(echo.port());
  idle.send(request_text("GET", "/api/v1/things/7"));
  EXPECT_EQ(idle.receive().status, 200);
  Wire stream(echo.port());
  stream.send(request_text("GET", "/api/v1/events"));
  EXPECT_NE(stream.read_until("id: ").find("text/event-stream"), std::string::npos);
  Wire slow(echo.port());
  slow.send(request_text("GET", "/api/v1/slow"));
  while (echo.slow_entered == 0) std::this_thread::sleep_for(5ms);
  const Clock::time_point begin = Clock::now();
  std::thread stopper([&] { echo.server().stop(); });
  EXPECT_EQ(slow.receive().status, 200);
  EXPECT_TRUE(idle.closes_within(kPatience));
  EXPECT_TRUE(stream.closes_within(kPatience));
  stopper.join();
  EXPECT_LT(Clock::now() - begin, 4s);
  Wire late(echo.port());
  EXPECT_FALSE(late.send(request_text("GET", "/")) && late.receive().status != 0);
}

TEST(Stop, AStubbornClientIsLeftBehindAtTheDrainTime) {
  server::Limits limits = quick_limits();
  limits.drain_time = 300ms;
  limits.body_grace = 60'000ms;
  EchoSite echo(limits);
  Wire stuck(echo.port());
  stuck.send(
      request_text("POST", "/api/v1/texts", "Content-Type: text/plain\r\nContent-Length: 10\r\n"));
  std::this_thread::sleep_for(100ms);
  const Clock::time_point begin = Clock::now();
  echo.server().stop();
  EXPECT_LT(Clock::now() - begin, 5s);
}

TEST(Start, APortInUseIsSaid) {
  EchoSite echo(quick_limits());
  server::Site site(quick_limits(), "off", {});
  server::ServeOptions options;
  options.listen = "127.0.0.1:" + std::to_string(echo.port());
  options.handle_signals = false;
  const auto second = server::Server::start(site, options);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().rule, "serve.port");
  EXPECT_NE(second.error().message.find(std::to_string(echo.port())), std::string::npos);
}

TEST(Start, OnlyOnLoopback) {
  server::Site site(quick_limits(), "off", {});
  server::ServeOptions options;
  options.listen = "0.0.0.0:0";
  EXPECT_EQ(server::Server::start(site, options).error().rule, "serve.loopback");
}

}  // namespace
}  // namespace tc::api_test

// The event stream over a real connection.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <thread>

#include "api/echo_site.h"
#include "api/wire.h"

namespace tc::api_test {
namespace {

using namespace std::chrono_literals;

std::string subscribe_text(std::string_view last_event_id = {}) {
  std::string headers = "Accept: text/event-stream\r\n";
  if (!last_event_id.empty()) headers += "Last-Event-ID: " + std::string(last_event_id) + "\r\n";
  return request_text("GET", "/api/v1/events", headers);
}

TEST(Events, ArriveAsTheyArePublished) {
  EchoSite echo(quick_limits());
  Wire wire(echo.port());
  wire.send(subscribe_text());
  const std::string head = wire.read_until("id: ");
  EXPECT_NE(head.find("200 OK"), std::string::npos);
  EXPECT_NE(head.find("Content-Type: text/event-stream"), std::string::npos);
  EXPECT_NE(head.find("Cache-Control: no-store"), std::string::npos);
  for (int i = 0; i < 20; ++i) {
    echo.site().events.publish("c", "change", "{\"n\":" + std::to_string(i) + "}");
    EXPECT_NE(wire.read_until("{\"n\":" + std::to_string(i) + "}").find("event: change"),
              std::string::npos);
  }
  echo.site().events.publish("other", "change", "not for this reader");
  EXPECT_EQ(wire.read_until("still here").find("not for this reader"), std::string::npos);
}

TEST(Events, AReaderThatComesBackIsReplayed) {
  EchoSite echo(quick_limits());
  const std::string epoch = echo.site().epoch;
  for (int i = 1; i <= 5; ++i) echo.site().events.publish("c", "change", std::to_string(i));
  Wire wire(echo.port());
  wire.send(subscribe_text(epoch + "-3"));
  const std::string text = wire.read_until("retry: ");
  EXPECT_EQ(text.find("data: 3"), std::string::npos);
  EXPECT_LT(text.find("data: 4"), text.find("data: 5"));
  EXPECT_EQ(text.find("reset"), std::string::npos);

  Wire stranger(echo.port());
  stranger.send(subscribe_text("00000000-3"));
  EXPECT_NE(stranger.read_until("retry: ").find("event: reset"), std::string::npos);
}

TEST(Events, ReadersThatLeaveAreForgotten) {
  EchoSite echo(quick_limits());
  {
    Wire wire(echo.port());
    wire.send(subscribe_text());
    (void)wire.read_until("id: ");
    EXPECT_EQ(echo.site().events.readers(), 1U);
  }
  for (int i = 0; i < 200 && echo.site().events.readers() > 0; ++i) {
    std::this_thread::sleep_for(20ms);
  }
  EXPECT_EQ(echo.site().events.readers(), 0U);
}

TEST(Events, AReaderThatDoesNotReadIsCut) {
  server::Limits limits = quick_limits();
  limits.event_queue = 4;
  limits.write_time = 500ms;
  EchoSite echo(limits);
  Wire wire(echo.port());
  wire.send(subscribe_text());
  (void)wire.read_until("id: ");
  const std::string data(1 << 20, 'x');
  for (int i = 0; i < 500 && echo.site().events.readers() > 0; ++i) {
    echo.site().events.publish("c", "change", data);
    std::this_thread::sleep_for(5ms);
  }
  for (int i = 0; i < 200 && echo.site().events.readers() > 0; ++i) {
    std::this_thread::sleep_for(20ms);
  }
  EXPECT_EQ(echo.site().events.readers(), 0U);
}

TEST(Events, ManyReadersHearTheSame) {
  EchoSite echo(quick_limits());
  std::vector<std::unique_ptr<Wire>> wires;
  for (int i = 0; i < 100; ++i) {
    wires.push_back(std::make_unique<Wire>(echo.port()));
    wires.back()->send(subscribe_text());
    (void)wires.back()->read_until("id: ");
  }
  echo.site().events.publish("c", "change", "the news");
  for (const auto& wire : wires) {
    EXPECT_NE(wire->read_until("the news").find("the news"), std::string::npos);
  }
}

}  // namespace
}  // namespace tc::api_test

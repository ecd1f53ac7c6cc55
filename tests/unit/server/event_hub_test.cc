// SPDX-License-Identifier: Apache-2.0
#include "server/http/event_hub.h"

#include <gtest/gtest.h>

#include <thread>

namespace tc::server {
namespace {

std::string joined(const std::vector<std::string>& frames) {
  std::string all;
  for (const std::string& frame : frames) all += frame;
  return all;
}

TEST(EventHub, FramesKeepLinesApart) {
  EXPECT_EQ(event_frame("e-1", "change", "a\nb\r\nc"),
            "id: e-1\nevent: change\ndata: a\ndata: b\ndata: c\n\n");
  EXPECT_EQ(event_frame("e-1", "reset", ""), "id: e-1\nevent: reset\ndata: \n\n");
}

TEST(EventHub, ReadersHearTheirTopicOnly) {
  EventHub hub("e", 10, 10);
  const auto one = hub.subscribe("140300", "");
  const auto all = hub.subscribe("", "");
  hub.publish("990100", "change", "x");
  hub.publish("140300", "change", "y");
  EXPECT_EQ(joined(hub.take(one).frames),
            "retry: 2000\nid: e-0\n\nid: e-2\nevent: change\ndata: y\n\n");
  EXPECT_EQ(hub.take(all).frames.size(), 3U);
  EXPECT_TRUE(hub.take(all).frames.empty());
  hub.unsubscribe(one);
  EXPECT_TRUE(hub.take(one).cut);
  EXPECT_EQ(hub.readers(), 1U);
}

TEST(EventHub, ReplaysWhatWasMissedInOrder) {
  EventHub hub("e", 10, 10);
  for (int i = 1; i <= 6; ++i) hub.publish(i % 2 == 0 ? "even" : "odd", "n", std::to_string(i));
  const std::string even = joined(hub.take(hub.subscribe("even", "e-2")).frames);
  EXPECT_EQ(even,
            "id: e-4\nevent: n\ndata: 4\n\nid: e-6\nevent: n\ndata: 6\n\n"
            "retry: 2000\nid: e-6\n\n");
  EXPECT_EQ(hub.take(hub.subscribe("", "e-3")).frames.size(), 4U);
  EXPECT_EQ(hub.take(hub.subscribe("", "e-6")).frames.size(), 1U);
}

TEST(EventHub, ResetsWhereReplayIsImpossible) {
  EventHub hub("e", 2, 10);
  for (int i = 1; i <= 5; ++i) hub.publish("c", "n", std::to_string(i));
  for (const std::string_view id : {"e-1", "f-4", "e-99", "e-", "e-4x", "nonsense", "-"}) {
    EXPECT_EQ(hub.take(hub.subscribe("c", id)).frames.front(),
              "id: e-5\nevent: reset\ndata: {}\n\n")
        << id;
  }
  EXPECT_EQ(hub.take(hub.subscribe("c", "e-3")).frames.size(), 3U);  // 4, 5 and the present id
}

TEST(EventHub, ABusyCityDoesNotForgetAnother) {
  EventHub hub("e", 2, 10);
  hub.publish("quiet", "n", "q");
  for (int i = 0; i < 50; ++i) hub.publish("busy", "n", "b");
  EXPECT_NE(joined(hub.take(hub.subscribe("quiet", "e-0")).frames).find("data: q"),
            std::string::npos);
  EXPECT_NE(joined(hub.take(hub.subscribe("", "e-0")).frames).find("event: reset"),
            std::string::npos);
}

TEST(EventHub, ASlowReaderIsCutAndCanComeBack) {
  EventHub hub("e", 100, 3);
  const auto reader = hub.subscribe("c", "");
  for (int i = 0; i < 5; ++i) hub.publish("c", "n", "x");
  const EventHub::Taken taken = hub.take(reader);
  EXPECT_TRUE(taken.cut);
  EXPECT_TRUE(taken.frames.empty());
  EXPECT_EQ(hub.take(hub.subscribe("c", "e-0")).frames.size(), 6U);
}

TEST(EventHub, ManyThreadsLoseNothing) {
  EventHub hub("e", 10000, 10000);
  const auto reader = hub.subscribe("c", "");
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&hub] {
      for (int i = 0; i < 500; ++i) hub.publish("c", "n", "x");
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(hub.take(reader).frames.size(), 2001U);
}

}  // namespace
}  // namespace tc::server

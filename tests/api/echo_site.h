// A small site for tests of the transport alone: echo, slow and failing routes, an event stream,
// three files. Deadlines are scaled down.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <chrono>
#include <memory>

#include "server/http/server.h"

namespace tc::api_test {

/// No rate limit, no cap by address, deadlines of about half a second.
[[nodiscard]] server::Limits quick_limits();

class EchoSite {
 public:
  explicit EchoSite(const server::Limits& limits, bool handle_signals = false);
  [[nodiscard]] std::uint16_t port() const { return server_->port(); }
  [[nodiscard]] server::Site& site() { return *site_; }
  [[nodiscard]] server::Server& server() { return *server_; }
  /// Requests that have entered the slow handler.
  std::atomic<int> slow_entered{0};
  std::chrono::milliseconds slow_time{300};

 private:
  std::unique_ptr<server::Site> site_;
  std::unique_ptr<server::Server> server_;
};

}  // namespace tc::api_test

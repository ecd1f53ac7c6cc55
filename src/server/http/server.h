// The transport: one thread moves all bytes, a pool runs the handlers. Start on a loopback address,
// stop gracefully. All of Beast and Asio stays behind this header.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "base/result.h"
#include "server/http/options.h"
#include "server/http/site.h"

namespace tc::server {

class Core;

class Server {
 public:
  /// Listens and starts its threads. `site` must outlive the server.
  /// Rules: serve.listen, serve.loopback, serve.port, serve.socket.
  [[nodiscard]] static Result<std::unique_ptr<Server>> start(Site& site,
                                                             const ServeOptions& options);
  ~Server();  ///< stops
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  [[nodiscard]] std::uint16_t port() const;
  [[nodiscard]] std::string url() const;  ///< "http://127.0.0.1:8642"

  /// No new connection, running requests finish within the drain time; returns when all is done.
  void stop();
  /// Returns when the server was stopped by a signal or by `stop` on another thread.
  void wait();

 private:
  explicit Server(std::unique_ptr<Core> core);
  std::unique_ptr<Core> core_;
};

}  // namespace tc::server

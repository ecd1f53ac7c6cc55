// `tongchou serve`: the application behind HTTP on a loopback address, until it is stopped.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "app/app.h"
#include "base/result.h"
#include "server/http/options.h"

namespace tc::server {

/// A running server over an App. Changes of the App reach the event stream as `change` events with
/// `{"city","sequence","projects":[…]}`. `app` must outlive it.
class Service {
 public:
  /// Rules: serve.listen, serve.loopback, serve.port, serve.socket.
  [[nodiscard]] static Result<std::unique_ptr<Service>> start(app::App& app,
                                                              const ServeOptions& options);
  ~Service();  ///< stops
  Service(const Service&) = delete;
  Service& operator=(const Service&) = delete;

  [[nodiscard]] std::uint16_t port() const;
  [[nodiscard]] std::string url() const;
  void stop();  ///< gracefully
  void wait();  ///< until stopped, by a signal or by `stop`

 private:
  struct Parts;
  explicit Service(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

/// Starts, calls `ready` with the address, and returns when a signal has stopped it.
[[nodiscard]] Result<void> serve(app::App& app, const ServeOptions& options,
                                 const std::function<void(std::string_view url)>& ready);

}  // namespace tc::server

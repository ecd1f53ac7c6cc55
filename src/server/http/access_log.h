// One line a request on stderr, and the server's own messages. Values that come from outside are
// quoted, so that no request can forge a line.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"
#include "server/http/message.h"

namespace tc::server {

struct AccessLine {
  const Request& request;
  int status{};
  std::size_t bytes{};
  double seconds{};
};

class AccessLog {
 public:
  /// Level: off, error, warn, info (one line a request), debug. Unknown names are info.
  explicit AccessLog(std::string_view level);
  ~AccessLog();
  AccessLog(const AccessLog&) = delete;
  AccessLog& operator=(const AccessLog&) = delete;

  void access(const AccessLine& line);
  void info(std::string_view message);
  /// What a request ran into that is our fault or the store's.
  void failure(const Error& error, std::string_view request_id);

 private:
  struct Sink;
  std::unique_ptr<Sink> sink_;
};

/// In double quotes, with quotes, backslashes and control characters escaped; at most 300 bytes.
[[nodiscard]] std::string log_text(std::string_view text);

}  // namespace tc::server

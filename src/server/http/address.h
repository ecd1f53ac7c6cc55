// Listen addresses. Until sign-in exists the server refuses every address but loopback.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace tc::server {

struct Endpoint {
  std::string address;  ///< without brackets; "localhost" is taken as 127.0.0.1
  std::uint16_t port{};
};
/// `127.0.0.1:8642`, `[::1]:8642`, `localhost:8642`. Rules: serve.listen (shape), serve.loopback.
[[nodiscard]] Result<Endpoint> parse_listen(std::string_view text);

[[nodiscard]] bool is_port(std::string_view text);              ///< 0-65535 in digits
[[nodiscard]] bool is_loopback_address(std::string_view text);  ///< 127.0.0.0/8 or ::1

/// The unit a limit counts by: an IPv4 address, or the /64 network of an IPv6 one.
[[nodiscard]] std::string limit_key(std::string_view address);

}  // namespace tc::server

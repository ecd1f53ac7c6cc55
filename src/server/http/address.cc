// SPDX-License-Identifier: Apache-2.0
#include "server/http/address.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace tc::server {
namespace {

std::optional<std::array<unsigned char, 4>> parse_v4(std::string_view text) {
  std::array<unsigned char, 4> bytes{};
  if (inet_pton(AF_INET, std::string(text).c_str(), bytes.data()) != 1) return std::nullopt;
  return bytes;
}

std::optional<std::array<unsigned char, 16>> parse_v6(std::string_view text) {
  std::array<unsigned char, 16> bytes{};
  if (inet_pton(AF_INET6, std::string(text).c_str(), bytes.data()) != 1) return std::nullopt;
  return bytes;
}

}  // namespace

bool is_port(std::string_view text) {
  unsigned value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} && end == text.data() + text.size() && value <= 65535;
}

bool is_loopback_address(std::string_view text) {
  if (const auto v4 = parse_v4(text)) return (*v4)[0] == 127;
  const auto v6 = parse_v6(text);
  return v6 && v6->back() == 1 &&
         std::all_of(v6->begin(), v6->end() - 1, [](unsigned char byte) { return byte == 0; });
}

Result<Endpoint> parse_listen(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  std::string_view address = text.substr(0, colon);
  const bool bracketed = address.size() > 2 && address.front() == '[' && address.back() == ']';
  if (bracketed) address = address.substr(1, address.size() - 2);
  if (colon == std::string_view::npos || !is_port(text.substr(colon + 1)) ||
      (!bracketed && address.find(':') != std::string_view::npos)) {
    return fail(Code::usage, "serve.listen",
                "`" + std::string(text) + "` is no address with a port", "--listen",
                "Write it as 127.0.0.1:8642 or [::1]:8642.");
  }
  if (address == "localhost") address = "127.0.0.1";
  if (!is_loopback_address(address)) {
    return fail(Code::not_allowed, "serve.loopback",
                "`" + std::string(address) +
                    "` is not a loopback address; without sign-in the server listens on loopback "
                    "only",
                "--listen", "Use 127.0.0.1 or [::1], and a tunnel to reach it from elsewhere.");
  }
  unsigned port = 0;
  std::from_chars(text.data() + colon + 1, text.data() + text.size(), port);
  return Endpoint{.address = std::string(address), .port = static_cast<std::uint16_t>(port)};
}

std::string limit_key(std::string_view address) {
  const auto v6 = parse_v6(address);
  if (!v6) return std::string(address);
  return "v6:" + std::string(v6->begin(), v6->begin() + 8);
}

}  // namespace tc::server

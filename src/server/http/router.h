// The route table and its matcher. A row says everything the transport must know before the body is
// read; a literal segment wins over a `{name}` segment.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "server/http/message.h"

namespace tc::server {

/// What body a route takes: none, JSON or plain text (1 MiB), or to import (64 MiB) a JSON file or
/// the bytes of any file.
enum class Body : std::uint8_t { none, json, text, import, bytes };
/// Whether a POST must carry Idempotency-Key, or a change If-Match.
enum class Key : std::uint8_t { none, idempotency, if_match };

struct Route {
  std::string_view method;  ///< "GET"
  std::string pattern;      ///< "/api/v1/cities/{city}"
  Handler handler;
  Body body = Body::none;
  Key key = Key::none;
  std::string_view produces = "application/json";
};

class Router {
 public:
  explicit Router(std::vector<Route> routes);

  struct Match {
    const Route* route = nullptr;   ///< nullptr: no such method, or no such path
    std::vector<NameValue> params;  ///< of the route
    std::string allow;              ///< methods of the path; empty when the path is unknown
  };
  /// `path` is decoded. HEAD finds the GET route.
  [[nodiscard]] Match find(std::string_view method, std::string_view path) const;
  [[nodiscard]] const std::vector<Route>& routes() const { return routes_; }

 private:
  std::vector<Route> routes_;
};

}  // namespace tc::server

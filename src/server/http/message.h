// Requests and answers as plain values: what a handler sees of HTTP. Header names are lower case.
// The bytes on the wire are made here too, so that the security headers stand on every answer.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace tc::server {

using NameValue = std::pair<std::string, std::string>;

struct Request {
  std::string method;              ///< "GET"; HEAD reaches a GET handler as "GET"
  std::string target;              ///< as sent
  std::string path;                ///< percent-decoded, without the query
  std::vector<NameValue> query;    ///< decoded, in order
  std::vector<NameValue> headers;  ///< names in lower case, in order
  std::vector<NameValue> params;   ///< from the route's `{name}` segments, decoded
  std::string body;
  std::string peer;        ///< address without port
  std::string request_id;  ///< the client's, if well formed, else ours
  bool head = false;       ///< the client asked HEAD
  int version = 11;        ///< 10 or 11

  /// First header of that (lower-case) name, or nullptr.
  [[nodiscard]] const std::string* header(std::string_view name) const;
  /// First query value of that name, or nullptr.
  [[nodiscard]] const std::string* query_value(std::string_view name) const;
  /// Value of a `{name}` segment; empty when the route has none.
  [[nodiscard]] std::string_view param(std::string_view name) const;
};

/// Asks the transport to keep the connection open and write the events of `topic` to it.
struct EventStream {
  std::string topic;
  std::string last_event_id;  ///< empty: from now on
};

struct Response {
  int status = 200;
  std::vector<NameValue> headers;  ///< beside those every answer has
  std::string body;
  std::optional<EventStream> events;

  void set(std::string_view name, std::string_view value);
  [[nodiscard]] const std::string* header(std::string_view name) const;
};

using Handler = std::function<Result<Response>(const Request&)>;

[[nodiscard]] Response json_response(int status, std::string json);
[[nodiscard]] Response text_response(int status, std::string_view type, std::string text);

[[nodiscard]] std::string_view reason_phrase(int status);

/// How an answer goes out, beside its content.
struct Wire {
  int version = 11;
  bool keep_alive = true;
  std::string_view request_id;
};
/// Status line and headers up to the empty line. CR, LF and NUL in values are dropped.
[[nodiscard]] std::string encode_head(const Response& response, const Wire& wire);

/// ASCII only; the rest of HTTP's names is ASCII too.
[[nodiscard]] std::string lower(std::string_view text);
[[nodiscard]] bool same_text(std::string_view a, std::string_view b);  ///< ignoring ASCII case
[[nodiscard]] std::string_view trim(std::string_view text);            ///< spaces and tabs

/// A request id we take over: 1 to 64 of `A-Za-z0-9._-`.
[[nodiscard]] bool good_request_id(std::string_view text);

}  // namespace tc::server

// The head of a request checked byte by byte before any parser sees it. Where the standard lets a
// recipient choose between repair and refusal, we refuse: two readers of one request that repair it
// differently are how requests are smuggled (RFC 9112 §11.2).
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "server/http/message.h"

namespace tc::server {

/// Fed as bytes arrive; finds the end of the head and bytes that can never be right, at once.
class HeadScanner {
 public:
  enum class State : std::uint8_t { more, done, bad };
  /// `bytes` continues what was fed before; bytes behind the end of the head are not looked at.
  State feed(std::string_view bytes);
  /// Length of the head with its empty line; valid when done.
  [[nodiscard]] std::size_t length() const { return length_; }

 private:
  std::size_t length_ = 0;
  int line_bytes_ = 0;  ///< bytes of the current line, capped; 0 at its start
  bool after_cr_ = false;
  State state_ = State::more;
};

struct Head {
  std::string method;
  std::string target;
  int version = 11;                ///< 10 or 11
  std::vector<NameValue> headers;  ///< names in lower case, values trimmed
};

/// The whole head, ending in CRLF CRLF. Rules: http.request_line, http.version, http.header,
/// http.header_count, http.duplicate, http.host_missing, http.content_length,
/// http.transfer_encoding, http.framing.
[[nodiscard]] Result<Head> parse_head(std::string_view head);

}  // namespace tc::server

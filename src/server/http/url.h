// The target of a request taken apart: path and query, percent-decoded once. A path that is not
// UTF-8, or that hides a slash, a NUL or a control character behind a percent sign, is refused.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "server/http/message.h"

namespace tc::server {

/// `%41` → `A`; `plus_is_space` for query parts. Rule: http.percent.
[[nodiscard]] Result<std::string> percent_decode(std::string_view text, bool plus_is_space);

struct Target {
  std::string path;              ///< decoded; begins with '/'
  std::vector<NameValue> query;  ///< decoded
};
/// Origin form, or absolute form whose authority equals `host` (RFC 9112 §3.2).
/// Rules: http.target, http.percent, http.host_mismatch.
[[nodiscard]] Result<Target> parse_target(std::string_view target, std::string_view host);

/// Segments between slashes: "/a/b" → {"a", "b"}.
[[nodiscard]] std::vector<std::string_view> split_path(std::string_view path);

}  // namespace tc::server

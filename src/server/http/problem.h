// Errors as problem+json (RFC 9457) with our stable rule id beside the standard members, and the
// one table that says which status a rule or a code has.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "base/result.h"
#include "server/http/message.h"

namespace tc::server {

/// By rule where a rule has its own status, else by code.
[[nodiscard]] int status_of(const Error& error);

/// `{type, title, status, rule, message, where, advice, request_id}`. Internal errors keep their
/// details to the log. 429 and 503 carry Retry-After.
[[nodiscard]] Response problem(const Error& error, std::string_view request_id);

}  // namespace tc::server

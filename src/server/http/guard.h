// What may be refused from the head of a request alone: who is asked (Host), from where (Origin,
// Sec-Fetch-Site), what is sent and wanted (Content-Type, Accept), and the keys a change must
// carry. The host and origin rules stop DNS rebinding and cross-site requests to a server on
// loopback. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "base/result.h"
#include "server/http/message.h"
#include "server/http/router.h"

namespace tc::server {

/// `localhost`, 127.0.0.0/8 or `[::1]`, with or without a port.
[[nodiscard]] bool is_loopback_host(std::string_view host);

/// Rules: http.host, http.origin, http.cross_site.
[[nodiscard]] Result<void> check_origin(const Request& request);

/// Whether an Accept header (may be empty) allows this media type.
[[nodiscard]] bool accepts(std::string_view accept, std::string_view type);

/// Rules: http.accept, http.content_type, http.content_encoding, http.expect, if_match.missing,
/// idempotency.missing, idempotency.shape.
[[nodiscard]] Result<void> check_route_needs(const Request& request, const Route& route);

}  // namespace tc::server

// What every use case takes: who acts where, and the request that it answers.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "app/app.h"
#include "model/acting.h"

namespace tc::app {

struct Request {
  model::Acting acting;
  Origin origin;
};

/// A question about a city, now or on a past day.
struct Query {
  model::Acting acting;
  std::optional<Day> as_of;
};

/// The answer to a request that changed one row.
struct ChangedRow {
  model::Row row;
};

/// The reply kept for the request's idempotency key: unset when the key is new. Rule:
/// idempotency.reused (same key, other request; bad_input).
[[nodiscard]] Result<std::optional<std::string>> kept_reply(App& app, const Request& request);

/// Exactly the revision the caller saw must still be there. Rules: if_match.stale (conflict).
[[nodiscard]] Result<void> check_revision(const model::Row& current, std::int64_t expected);

}  // namespace tc::app

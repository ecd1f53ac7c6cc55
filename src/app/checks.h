// Questions about the installation itself: the chain, the store, the data.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "app/request.h"

namespace tc::app {

/// Recomputes the journal chain of the acting city, and holds each row against its last entry.
/// Rule: city.unknown.
[[nodiscard]] Result<store::AuditReport> verify_journal(App& app, const model::Acting& acting);

struct Finding {
  std::string name;  ///< "store", "schema", "chain 140300", "memory", "templates"
  bool ok = false;
  std::string text;
};
/// Everything worth checking before trusting the installation; `ready` is the quick part.
[[nodiscard]] std::vector<Finding> doctor(App& app);
[[nodiscard]] std::vector<Finding> ready(App& app);

[[nodiscard]] std::string to_json(const store::AuditReport& report);
[[nodiscard]] std::string to_json(const std::vector<Finding>& findings);

}  // namespace tc::app

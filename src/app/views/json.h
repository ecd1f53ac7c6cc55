// Views as JSON text, one object each, as api/openapi.yaml describes them.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "app/request.h"
#include "app/views/page.h"
#include "app/views/sheet.h"
#include "model/journal.h"

namespace tc::app {

[[nodiscard]] std::string to_json(const std::vector<CityView>& cities);  ///< {"cities":[…]}
[[nodiscard]] std::string to_json(const DispatchSheet& sheet);
[[nodiscard]] std::string to_json(const Overview& overview);
[[nodiscard]] std::string to_json(const ProjectList& list);
[[nodiscard]] std::string to_json(const ProjectPage& page);
[[nodiscard]] std::string to_json(const ChangedRow& changed);
/// {"entries":[…]}: before and after as objects.
[[nodiscard]] std::string to_json(const std::vector<model::JournalEntry>& entries);
/// {"error":{"rule","message","where","advice"}}: the problem object of the command line.
[[nodiscard]] std::string to_json(const Error& error);

}  // namespace tc::app

// The map of the server: every address, what it needs, and the function that answers it. A test
// holds this table against api/openapi.yaml.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "app/app.h"
#include "server/http/router.h"
#include "server/http/site.h"

namespace tc::server {

/// `app` and `site` must outlive the routes.
[[nodiscard]] std::vector<Route> make_routes(app::App& app, const Site& site);

}  // namespace tc::server

// Publishing an outlook: it is drawn as it stands and kept, to be scored when the dates have
// passed. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "app/forecasts.h"
#include "app/outlook.h"
#include "app/request.h"

namespace tc::app {

/// Draws the outlook of one project (its finish and its key nodes) or, without one, of every
/// project (their finishes), and keeps it, all or nothing; what is finished is left out. Rules:
/// forecast.without (an outlook with something gone is no forecast), those of outlook_of_project
/// and publish_forecasts.
[[nodiscard]] Result<PublishedForecasts> publish_outlook(App& app, const Request& request,
                                                         std::optional<model::ProjectId> project,
                                                         const OutlookAsk& ask);

}  // namespace tc::app

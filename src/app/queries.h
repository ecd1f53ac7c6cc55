// The questions: each is answered from an immutable snapshot, filtered by the acting user's scope.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "app/request.h"
#include "app/views/page.h"
#include "app/views/sheet.h"
#include "model/journal.h"

namespace tc::app {

[[nodiscard]] Result<std::vector<CityView>> list_cities(App& app, const model::Acting& acting);

/// The dispatch sheet; `top` decisions at most, 0 for all. Rules: city.unknown, as_of.empty.
[[nodiscard]] Result<DispatchSheet> dispatch(App& app, const Query& query, std::size_t top);
[[nodiscard]] Result<Overview> overview(App& app, const Query& query);

struct Page {
  std::size_t offset = 0;
  std::size_t limit = 500;
};
[[nodiscard]] Result<ProjectList> list_projects(App& app, const Query& query, Page page);
/// Rule: project.unknown (also for projects outside the scope).
[[nodiscard]] Result<ProjectPage> project_page(App& app, const Query& query, model::ProjectId id);
/// Newest first, at most 500. Rule: project.unknown.
[[nodiscard]] Result<std::vector<model::JournalEntry>> project_journal(App& app, const Query& query,
                                                                       model::ProjectId id);

}  // namespace tc::app

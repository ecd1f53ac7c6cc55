// The outlook of a planning file, of a project with all that links join to it, and of a city: when
// work will be done as ranges, what moves it, and what each blocker and gate costs it, expected
// over the same trials. Equal for any number of threads. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "app/file_schedule.h"
#include "app/outlook_model.h"
#include "app/request.h"
#include "app/views/outlook.h"

namespace tc::app {

struct OutlookAsk {
  std::int64_t trials = 2000;
  std::uint64_t seed = 1;
  int threads = 0;              ///< 0: as many as the machine has
  bool every_activity = false;  ///< each unfinished activity is a node
  /// A blocker as if released, or an activity (id or code) at its shortest; empty: as it is.
  std::string without = {};
  engine::OutlookWatch watch = {};
};

using OutlookPtr = std::shared_ptr<const OutlookAnswer>;

/// Rules: outlook.empty (nothing to finish), outlook.without (no such blocker or activity), those
/// of engine::run_outlook.
[[nodiscard]] Result<OutlookAnswer> outlook_of_file(const Library& library,
                                                    const FileSchedule& file,
                                                    const OutlookAsk& ask);
/// As of the query's day; kept for the next who asks the same. Rules: project.unknown, those above.
[[nodiscard]] Result<OutlookPtr> outlook_of_project(App& app, const Query& query,
                                                    model::ProjectId id, const OutlookAsk& ask);

/// One finish a project, by project id; projects without anything to finish are left out.
struct CityOutlook {
  std::int64_t trials{};
  std::uint64_t seed{};
  Day data_date;
  std::vector<OutlookNode> nodes;
};
/// Projects that links join are drawn together, each such group apart. Rules: those of
/// engine::run_outlook and of the state.
[[nodiscard]] Result<CityOutlook> outlook_of_city(App& app, const Query& query,
                                                  const OutlookAsk& ask);

/// From a scene and what came out of it; `at` is the target's position.
[[nodiscard]] OutlookNode outlook_node(const OutlookSubject& subject, const OutlookScene& scene,
                                       const engine::Outlook& outlook, std::size_t at);

[[nodiscard]] std::string to_json(const OutlookAnswer& answer);
[[nodiscard]] std::string to_json(const CityOutlook& city);

}  // namespace tc::app

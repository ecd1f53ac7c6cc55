// Plans as calculated: the drag of holds on a template, and the dates of a project's network.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/request.h"
#include "app/views/page.h"

namespace tc::app {

struct TemplateHold {
  std::string activity;  ///< code in the template
  int days{};            ///< calendar days
};
/// "13=30". Rules: drag.hold.
[[nodiscard]] Result<TemplateHold> parse_hold(std::string_view text);

struct DragAnswer {
  std::string type;
  Day start;
  Day completion;            ///< first free day, with the holds
  std::int64_t drag_days{};  ///< completion with − completion without
};
/// Field work (phases C, E, T, S4) of a template at likely durations in the planning calendar.
/// Rules: template.unknown, drag.activity, drag.hold.
[[nodiscard]] Result<DragAnswer> drag_on_template(const Library& library, std::string_view type,
                                                  Day start,
                                                  const std::vector<TemplateHold>& holds);

struct ScheduledActivity {
  std::int64_t project{};
  ActivityView activity;
  bool longest_path = false;
};
struct PhaseTimes {
  double read{}, build{}, cpm{};  ///< milliseconds
};
struct ScheduleAnswer {
  std::int64_t activities{};
  std::vector<ScheduledActivity> rows;  ///< empty unless asked for
  PhaseTimes timings_ms;
  std::optional<Minute> finish;
};
struct ScheduleQuery {
  Query query;
  std::optional<model::ProjectId> project;  ///< unset: the whole city as one network
  bool rows = true;
};
/// Rules: project.unknown, network.*.
[[nodiscard]] Result<ScheduleAnswer> schedule_city(App& app, const ScheduleQuery& query);

[[nodiscard]] std::string to_json(const DragAnswer& answer);
[[nodiscard]] std::string to_json(const ScheduleAnswer& answer);
/// Header and one line an activity, as docs/operations.md describes it.
[[nodiscard]] std::string to_csv(const ScheduleAnswer& answer);

}  // namespace tc::app

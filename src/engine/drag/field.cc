// SPDX-License-Identifier: Apache-2.0
#include "engine/drag/field.h"

#include <algorithm>
#include <array>
#include <string>

#include "engine/network/network.h"

namespace tc::engine {
namespace {

constexpr std::array<std::string_view, 4> kFieldPhases{"C", "E", "T", "S4"};
constexpr model::CalendarId kFieldCalendar{1};

bool in_field(const model::Activity& activity) {
  return std::ranges::find(kFieldPhases, activity.phase) != kFieldPhases.end();
}

/// The activity as the field rule sees it: no progress, no constraint, the field's calendar.
model::Activity as_planned(const model::Activity& activity) {
  model::Activity planned;
  planned.id = activity.id;
  planned.code = activity.code;
  planned.name = activity.name;
  planned.kind = activity.kind;
  planned.calendar_id = kFieldCalendar;
  planned.weather = activity.weather;
  planned.duration_likely = activity.duration_likely;
  return planned;
}

}  // namespace

Result<TemplateDrag> drag_on_field(const FieldCase& field) {
  model::ProjectFile file;
  for (const model::Activity& activity : field.activities) {
    if (in_field(activity)) file.activities.push_back(as_planned(activity));
  }
  if (file.activities.empty()) {
    return fail(Code::bad_input, "drag.empty",
                "none of " + std::to_string(field.activities.size()) +
                    " activities is field work (phases C, E, T, S4)");
  }
  for (model::Link link : field.links) {
    link.lag_calendar_id = {};
    file.links.push_back(link);
  }
  model::Calendar calendar;
  calendar.id = kFieldCalendar;
  calendar.name = "field";
  calendar.week = "mon-sun 00:00-24:00";
  calendar.winter = field.winter;
  calendar.whole_days = true;

  const std::array<const model::ProjectFile*, 1> projects{&file};
  TC_TRY(const Network network,
         build_network({.projects = projects, .calendars = std::span(&calendar, 1)}));
  for (const Hold& hold : field.holds) {
    if (!network.find(hold.activity)) {
      return fail(Code::bad_input, "drag.hold",
                  "activity " + std::to_string(hold.activity.value) + " is no field work", {},
                  "hold an activity of the phases C, E, T or S4");
    }
  }
  CpmInput input;
  input.data_date = start_of(field.start);
  Schedule schedule;
  run_forward(network, input, schedule);
  TemplateDrag result;
  result.completion_without = day_of(schedule.finish);
  input.holds = field.holds;
  run_forward(network, input, schedule);
  result.completion = day_of(schedule.finish);
  result.drag_days = result.completion - result.completion_without;
  for (const model::Activity& activity : file.activities) {
    const auto node = network.find(activity.id);
    result.finishes.push_back({activity.id, day_of(schedule.early_finish[*node])});
  }
  return result;
}

}  // namespace tc::engine

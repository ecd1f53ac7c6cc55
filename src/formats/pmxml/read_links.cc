// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "formats/pmxml/reading.h"
#include "formats/pmxml/words.h"

namespace tc::formats::pmxml {
namespace {

model::CalendarId lag_calendar(const ScheduleProject& of_successor, const model::Activity& before,
                               const model::Activity& after) {
  switch (of_successor.rules.lag_calendar) {
    case model::LagCalendar::predecessor:
      return before.calendar_id;
    case model::LagCalendar::successor:
      return after.calendar_id;
    case model::LagCalendar::project:
      return of_successor.calendar_id;
    case model::LagCalendar::elapsed:
      break;
  }
  return {};
}

const ActivityPlace* find(const ReadState& state, std::string_view object_id) {
  const auto found = state.activities.find(std::string(object_id));
  return found == state.activities.end() ? nullptr : &found->second;
}

/// Everything but the id, so that a link stored with both of its projects is taken once.
using Likeness = std::tuple<std::int64_t, std::int64_t, model::LinkType, std::int64_t, std::string>;

/// Activities of a baseline by their code, which a project and its baselines share.
std::unordered_map<std::string, pugi::xml_node> by_code(pugi::xml_node baseline) {
  std::unordered_map<std::string, pugi::xml_node> found;
  for (const pugi::xml_node& child : baseline.children()) {
    if (xml::local_name(child) != "Activity") continue;
    found.try_emplace(std::string(Element(child).text("Id")), child);
  }
  return found;
}

}  // namespace

void read_links(ReadState& state, const Nodes& relationships) {
  Ids ids;
  std::map<Likeness, bool> seen;
  for (const pugi::xml_node& node : relationships) {
    const Element element(node);
    const ActivityPlace* before = find(state, element.text("PredecessorActivityObjectId"));
    const ActivityPlace* after = find(state, element.text("SuccessorActivityObjectId"));
    if (before == nullptr || after == nullptr) {
      state.note("pmxml.link",
                 fmt::format("the link from {} to {} is kept but not used: the file does not hold "
                             "both activities",
                             element.text("PredecessorActivityObjectId"),
                             element.text("SuccessorActivityObjectId")),
                 node);
      continue;
    }
    ScheduleProject& project = state.file.projects[after->project];
    const model::Activity& predecessor =
        state.file.projects[before->project].file.activities[before->activity];
    const model::Activity& successor = project.file.activities[after->activity];
    model::Link link;
    link.project_id = project.file.project.id;
    link.predecessor_id = predecessor.id;
    link.successor_id = successor.id;
    const std::optional<model::LinkType> type = link_of(element.text("Type"));
    if (!type) {
      state.note(
          "pmxml.value",
          fmt::format("the link type '{}' is taken as finish to start", element.text("Type")),
          node);
    }
    link.type = type.value_or(model::LinkType::finish_start);
    link.lag = state.hours(element, "Lag").value_or(0);
    link.lag_calendar_id = lag_calendar(project, predecessor, successor);
    const std::string object_id(element.text("ObjectId"));
    const bool fresh = seen.try_emplace({link.predecessor_id.value, link.successor_id.value,
                                         link.type, link.lag, object_id},
                                        true)
                           .second;
    if (!fresh) {
      if (const auto id = parse_id(object_id)) state.places.links.emplace(*id, node);
      continue;
    }
    link.id = {ids.take(object_id).value_or(0)};
    if (link.id) state.places.links.emplace(link.id.value, node);
    project.file.links.push_back(link);
  }
  for (ScheduleProject& project : state.file.projects) {
    for (model::Link& link : project.file.links) {
      if (!link.id) link.id = {ids.fresh()};
    }
  }
}

void read_baselines(ReadState& state, const Nodes& baselines) {
  std::unordered_map<std::string, pugi::xml_node> by_id;
  for (const pugi::xml_node& node : baselines) {
    by_id.try_emplace(std::string(Element(node).text("ObjectId")), node);
  }
  for (ScheduleProject& project : state.file.projects) {
    const auto place = state.places.projects.find(project.file.project.id.value);
    if (place == state.places.projects.end()) continue;
    const Element fields(place->second);
    const auto found = by_id.find(std::string(fields.text("CurrentBaselineProjectObjectId")));
    if (found == by_id.end()) continue;
    const auto activities = by_code(found->second);
    state.places.baselined.insert(project.file.project.id.value);
    for (model::Activity& activity : project.file.activities) {
      const auto old = activities.find(activity.code);
      if (old == activities.end()) {
        activity.approved_start = activity.approved_finish = std::nullopt;
        continue;
      }
      const Element element(old->second);
      state.places.baseline_activities.emplace(activity.id.value, old->second);
      const auto either = [&](std::string_view planned, std::string_view current) {
        const std::optional<Minute> date = state.stamp(element, planned);
        return date ? date : state.stamp(element, current);
      };
      activity.approved_start = either("PlannedStartDate", "StartDate");
      activity.approved_finish = either("PlannedFinishDate", "FinishDate");
    }
  }
}

}  // namespace tc::formats::pmxml

// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <cmath>

#include "formats/pmxml/reading.h"
#include "formats/pmxml/words.h"

namespace tc::formats::pmxml {
namespace {

constexpr double kMostQuantity = 1e12;

/// An assignment that sets dates of a resource-dependent activity.
struct Driver {
  std::size_t assignment{};
  model::Activity* activity = nullptr;
};

class AssignmentReader {
 public:
  explicit AssignmentReader(ReadState& state) : state_(state) {
    for (const FileResource& resource : state.file.resources) {
      resources_.emplace(resource.id, &resource);
    }
  }

  void read(pugi::xml_node node) {
    const Element element(node);
    const auto place = state_.activities.find(std::string(element.text("ActivityObjectId")));
    const auto resource = resources_.find(parse_id(element.text("ResourceObjectId")).value_or(0));
    if (place == state_.activities.end() || resource == resources_.end()) {
      // Roles, and resources that were not exported.
      ++state_.kept["ResourceAssignment of a role"];
      return;
    }
    model::Activity& activity =
        state_.file.projects[place->second.project].file.activities[place->second.activity];
    const bool material = resource->second->kind == ResourceKind::material;
    FileAssignment assignment;
    assignment.id = ids_.take(element.text("ObjectId")).value_or(0);
    assignment.activity_id = activity.id;
    assignment.resource_id = resource->second->id;
    assignment.units = parse_number(element.text("PlannedUnitsPerTime")).value_or(0);
    assignment.work = amount(element, "PlannedUnits", material);
    assignment.remaining_work = amount(element, "RemainingUnits", material);
    assignment.cost = parse_number(element.text("PlannedCost")).value_or(0);
    if (assignment.id != 0) state_.places.assignments.emplace(assignment.id, node);
    state_.file.assignments.push_back(assignment);
    take_driver(element, activity, *resource->second);
  }

  /// One calendar is the activity's own; of several each stays with its assignment.
  void settle() {
    for (const Driver& driver : drivers_) {
      driver.activity->calendar_id = first_.at(driver.activity->id.value);
      if (differ_.contains(driver.activity->id.value)) continue;
      FileAssignment& own = state_.file.assignments[driver.assignment];
      own.drives_in = {};
      own.span = 0;
    }
    for (FileAssignment& assignment : state_.file.assignments) {
      if (assignment.id == 0) assignment.id = ids_.fresh();
    }
  }

 private:
  /// Hours of people and machines as minutes; of material the quantity in thousandths.
  std::int64_t amount(const Element& element, std::string_view name, bool material) {
    const std::string_view text = element.text(name);
    const std::optional<double> quantity = parse_number(text);
    if (!quantity || std::abs(*quantity) > kMostQuantity) {
      if (!text.empty()) {
        state_.note("pmxml.value", fmt::format("{} is no quantity within 10^12", name),
                    element.child(name));
      }
      return 0;
    }
    return static_cast<std::int64_t>(std::round(*quantity * (material ? 1000 : 60)));
  }

  /// A resource-dependent activity works when the resources do that drive its dates: each takes
  /// what remains of its work at its hourly rate.
  void take_driver(const Element& element, model::Activity& activity,
                   const FileResource& resource) {
    if (activity.kind != model::ActivityKind::resource_dependent || !resource.calendar_id ||
        resource.kind == ResourceKind::material ||
        !state_.flag(element, "DrivingActivityDatesFlag", true)) {
      return;
    }
    FileAssignment& own = state_.file.assignments.back();
    const double rate = parse_number(element.text("RemainingUnitsPerTime")).value_or(0);
    const double minutes = rate > 0 ? static_cast<double>(own.remaining_work) / rate : 0;
    own.drives_in = resource.calendar_id;
    own.span =
        minutes > 0 && minutes < kMostQuantity
            ? static_cast<std::int64_t>(std::round(minutes))
            : activity.remaining.value_or(activity.actual_finish ? 0 : activity.duration_likely);
    drivers_.push_back({state_.file.assignments.size() - 1, &activity});
    const auto [first, fresh] = first_.try_emplace(activity.id.value, own.drives_in);
    if (!fresh && first->second != own.drives_in && differ_.insert(activity.id.value).second) {
      state_.note(
          "pmxml.resource_calendars",
          fmt::format("the resources of activity '{}' work in several calendars", activity.code),
          element.node());
    }
  }

  ReadState& state_;
  std::unordered_map<std::int64_t, const FileResource*> resources_;
  Ids ids_;
  std::vector<Driver> drivers_;
  std::unordered_map<std::int64_t, model::CalendarId> first_;  ///< by activity
  std::unordered_set<std::int64_t> differ_;
};

}  // namespace

void read_resources(ReadState& state, const Nodes& resources) {
  Ids ids;
  for (const pugi::xml_node& node : resources) {
    const Element element(node);
    FileResource resource;
    const std::optional<std::int64_t> id = ids.take(element.text("ObjectId"));
    if (!id) {
      state.note("pmxml.id", "a resource without an ObjectId of its own is kept but not used",
                 node);
      continue;
    }
    resource.id = *id;
    resource.code = element.text("Id");
    resource.name = element.text("Name");
    resource.guid = element.text("GUID");
    resource.kind = resource_of(element.text("ResourceType")).value_or(ResourceKind::labour);
    const auto calendar = state.calendars.find(std::string(element.text("CalendarObjectId")));
    if (calendar != state.calendars.end()) resource.calendar_id = calendar->second;
    state.places.resources.emplace(resource.id, node);
    state.file.resources.push_back(std::move(resource));
  }
}

void read_assignments(ReadState& state, const Nodes& assignments) {
  AssignmentReader reader(state);
  for (const pugi::xml_node& node : assignments) reader.read(node);
  reader.settle();
}

}  // namespace tc::formats::pmxml

// SPDX-License-Identifier: Apache-2.0
#include "formats/mspdi/resources.h"

#include <algorithm>
#include <array>

#include "formats/mspdi/values.h"

namespace tc::formats::mspdi {
namespace {

constexpr std::array<std::string_view, 9> kResourceNames{
    "CalendarUID", "Code", "GUID", "IsCostResource", "IsNull", "Name", "Type", "UID", "WorkGroup"};
constexpr std::array<std::string_view, 13> kAssignmentNames{
    "Cost",  "Finish",      "OvertimeWork",   "RemainingWork", "ResourceUID",
    "Start", "TaskUID",     "TimephasedData", "UID",           "Units",
    "Work",  "WorkContour", "WorkGroup"};

struct Resource {
  ResourceKind kind{};
  std::optional<model::CalendarId> calendar;
};

using Resources = std::unordered_map<std::int64_t, Resource>;

ResourceKind kind_of(const Record& record) {
  const std::int64_t type = record.whole("Type").value_or(1);
  if (type == 2 || record.flag("IsCostResource", false)) return ResourceKind::cost;
  return type == 0 ? ResourceKind::material : ResourceKind::labour;
}

Resources read_list(pugi::xml_node project, const Calendars& calendars, Remarks& remarks,
                    ScheduleFile& file, std::vector<pugi::xml_node>& nodes) {
  Resources resources;
  each_child(child_of(project, "Resources"), "Resource", [&](pugi::xml_node node) {
    const Record record(node, "Resource", kResourceNames, remarks);
    const auto uid = record.whole("UID");
    if (!uid || record.flag("IsNull", false)) return;
    const Resource resource{kind_of(record), calendars.find(record.whole("CalendarUID"))};
    if (!resources.emplace(*uid, resource).second) {
      remarks.add("mspdi.resource", "the resource's UID is there twice; the first counts", node);
      return;
    }
    const std::string_view name = record.text("Name");
    if (*uid == 0 && name.empty()) return;  // what unassigned work hangs on, no resource
    nodes.push_back(node);
    file.resources.push_back({.id = *uid,
                              .code = std::string(record.text("Code")),
                              .name = std::string(name),
                              .guid = std::string(record.text("GUID")),
                              .kind = resource.kind,
                              .calendar_id = resource.calendar.value_or(model::CalendarId{})});
  });
  return resources;
}

/// Type 1 is remaining work, 2 actual work; a row without work is a break.
void read_busy(pugi::xml_node assignment, std::vector<Stretch>& busy) {
  each_child(assignment, "TimephasedData", [&](pugi::xml_node node) {
    const auto type = parse_whole(child_of(node, "Type").child_value());
    const auto value = parse_duration(child_of(node, "Value").child_value());
    if (!type || *type < 1 || *type > 2 || value.value_or(0) <= 0) return;
    const auto from = parse_moment(child_of(node, "Start").child_value());
    const auto to = parse_moment(child_of(node, "Finish").child_value());
    if (from && to && *from < *to) busy.push_back({*from, *to});
  });
}

/// Work of a material is written as hours, of which one is one unit.
std::int64_t amount_of(std::int64_t minutes, ResourceKind kind) {
  return kind == ResourceKind::material ? minutes * 1000 / 60 : minutes;
}

}  // namespace

Assigned read_resources(pugi::xml_node project, const Calendars& calendars, Remarks& remarks,
                        ScheduleFile& file) {
  Assigned out;
  const Resources resources = read_list(project, calendars, remarks, file, out.resource_nodes);
  each_child(child_of(project, "Assignments"), "Assignment", [&](pugi::xml_node node) {
    const Record record(node, "Assignment", kAssignmentNames, remarks);
    const auto task = record.whole("TaskUID");
    if (!task) return;
    const auto resource = resources.find(record.whole("ResourceUID").value_or(-1));
    const bool works = resource != resources.end() && resource->second.kind == ResourceKind::labour;
    if (works || resource == resources.end()) read_busy(node, out.work[*task].busy);
    if (resource == resources.end() || resource->first == 0) return;
    const std::int64_t whole = record.duration("Work").value_or(0);
    const std::int64_t overtime = record.duration("OvertimeWork").value_or(0);
    const Work work{.assignment = file.assignments.size(),
                    .calendar = resource->second.calendar,
                    .work = std::max<std::int64_t>(0, whole - overtime),
                    .remaining = record.duration("RemainingWork").value_or(0),
                    .units = record.number("Units").value_or(1),
                    .contour = record.whole("WorkContour").value_or(0),
                    .start = record.moment("Start"),
                    .finish = record.moment("Finish")};
    FileAssignment assignment;
    assignment.id = record.whole("UID").value_or(0);
    assignment.resource_id = resource->first;
    assignment.units = work.units;
    assignment.work = amount_of(whole, resource->second.kind);
    assignment.remaining_work = amount_of(work.remaining, resource->second.kind);
    assignment.cost = record.number("Cost").value_or(0) / 100;  // costs are in hundredths
    file.assignments.push_back(assignment);
    out.task_uids.push_back(*task);
    out.nodes.push_back(node);
    if (works) out.work[*task].works.push_back(work);
  });
  return out;
}

}  // namespace tc::formats::mspdi

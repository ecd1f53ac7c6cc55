// SPDX-License-Identifier: Apache-2.0
#include "formats/pmxml/writing.h"

namespace tc::formats::pmxml {
namespace {

constexpr const char* kNameSpace =
    "http://xmlns.oracle.com/Primavera/P6/V17.12/API/BusinessObjects";
constexpr const char* kInstances = "http://www.w3.org/2001/XMLSchema-instance";

}  // namespace

Referred::Referred(const ScheduleFile& file) {
  for (const FileResource& resource : file.resources) resources.emplace(resource.id, &resource);
  for (const ScheduleProject& project : file.projects) {
    for (const model::Activity& activity : project.file.activities) {
      activities.emplace(activity.id.value, &activity);
    }
  }
  for (const FileAssignment& assignment : file.assignments) {
    const auto activity = activities.find(assignment.activity_id.value);
    if (activity == activities.end()) continue;
    of_project[activity->second->project_id.value].push_back(&assignment);
  }
}

AssignmentView Referred::view(const FileAssignment& assignment) const {
  const auto resource = resources.find(assignment.resource_id);
  const auto activity = activities.find(assignment.activity_id.value);
  return {.assignment = assignment,
          .resource = resource == resources.end() ? nullptr : resource->second,
          .activity = activity == activities.end() ? nullptr : activity->second};
}

void add_project(pugi::xml_node root, const Naming& naming, const Referred& referred,
                 const ScheduleProject& project) {
  const pugi::xml_node node = append(root, "Project");
  write_rows(node, project_rows(), naming, project);
  const model::ProjectId id = project.file.project.id;
  for (const WbsElement& element : project.wbs) {
    add(node, "WBS", element_rows(), naming, ElementView{element, id});
  }
  for (std::size_t i = 0; i < project.file.activities.size(); ++i) {
    add(node, "Activity", activity_rows(), naming,
        ActivityView{project.file.activities[i], project.facts[i]});
  }
  const auto assigned = referred.of_project.find(id.value);
  if (assigned != referred.of_project.end()) {
    for (const FileAssignment* assignment : assigned->second) {
      add(node, "ResourceAssignment", assignment_rows(), naming, referred.view(*assignment));
    }
  }
  for (const model::Link& link : project.file.links) {
    add(node, "Relationship", link_rows(), naming, link);
  }
  add(node, "ScheduleOptions", option_rows(), naming, project);
}

Result<void> write_new(const ScheduleFile& file, const Naming& naming, pugi::xml_document& tree) {
  pugi::xml_node declaration = tree.append_child(pugi::node_declaration);
  declaration.append_attribute("version").set_value("1.0");
  declaration.append_attribute("encoding").set_value("UTF-8");
  pugi::xml_node root = tree.append_child("APIBusinessObjects");
  root.append_attribute("xmlns").set_value(kNameSpace);
  root.append_attribute("xmlns:xsi").set_value(kInstances);
  for (std::size_t i = 0; i < file.calendars.size(); ++i) {
    const pugi::xml_node node = add(root, "Calendar", calendar_rows(), naming,
                                    CalendarView{file.calendars[i], file.calendar_facts[i]});
    TC_TRY_VOID(write_working_time(node, file.calendars[i], true));
  }
  for (const FileResource& resource : file.resources) {
    add(root, "Resource", resource_rows(), naming, resource);
  }
  const Referred referred(file);
  for (const ScheduleProject& project : file.projects) add_project(root, naming, referred, project);
  return {};
}

}  // namespace tc::formats::pmxml

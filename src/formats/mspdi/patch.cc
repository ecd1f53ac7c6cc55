// SPDX-License-Identifier: Apache-2.0
#include "formats/mspdi/patch.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <unordered_map>

#include "formats/mspdi/calendar_element.h"
#include "formats/mspdi/patch_tasks.h"
#include "formats/mspdi/record.h"
#include "formats/mspdi/task_fields.h"
#include "formats/mspdi/values.h"

namespace tc::formats::mspdi {
namespace {

std::string whole(std::int64_t value) { return fmt::format("{}", value); }

pugi::xml_node list_of(pugi::xml_node root, std::string_view name) {
  const pugi::xml_node list = child_of(root, name);
  return list ? list : insert_child(root, name, project_order());
}

struct Patcher {
  const ScheduleFile& before;
  const ScheduleFile& now;
  const Nodes& nodes;
  pugi::xml_node root;
  Dropped& dropped;
  Uids calendars{};

  const model::Calendar* calendar_before(model::CalendarId id) const {
    const auto found = std::ranges::find(before.calendars, id, &model::Calendar::id);
    return found == before.calendars.end() ? nullptr : &*found;
  }

  /// UIDs of calendars that stand in the file, and of new ones.
  void number_calendars() {
    std::int64_t largest = 0;
    for (std::size_t i = 0; i < nodes.calendars.size(); ++i) {
      const auto uid = parse_whole(before.calendar_facts[i].file_id);
      if (!uid) continue;
      largest = std::max(largest, *uid);
      calendars.emplace(before.calendars[i].id.value, *uid);
    }
    for (const model::Calendar& calendar : now.calendars) {
      if (!calendar_before(calendar.id)) calendars.emplace(calendar.id.value, ++largest);
    }
  }

  Result<void> rewrite(pugi::xml_node node, const model::Calendar& calendar,
                       model::CalendarId base) {
    TC_TRY(WorkingTime time, from_model(calendar));
    const auto found = std::ranges::find(now.calendars, base, &model::Calendar::id);
    if (base && found != now.calendars.end()) {
      TC_TRY(const WorkingTime below, from_model(*found));
      time = over_base(std::move(time), below);
    }
    write_working_time(node, time);
    return {};
  }

  Result<void> patch_calendars() {
    std::unordered_map<std::int64_t, const model::Calendar*> left;
    for (const model::Calendar& calendar : now.calendars)
      left.emplace(calendar.id.value, &calendar);
    for (std::size_t i = 0; i < nodes.calendars.size(); ++i) {
      const model::Calendar& old = before.calendars[i];
      pugi::xml_node node = nodes.calendars[i];
      if (!node) continue;
      const auto found = left.find(old.id.value);
      if (found == left.end()) {
        node.parent().remove_child(node);
        continue;
      }
      const model::Calendar& calendar = *found->second;
      if (calendar.name != old.name) put(node, {"Name", calendar.name}, calendar_order());
      if (calendar.week == old.week && calendar.exceptions == old.exceptions) continue;
      TC_TRY_VOID(rewrite(node, calendar, before.calendar_facts[i].base));
    }
    for (const model::Calendar& calendar : now.calendars) {
      if (calendar_before(calendar.id)) continue;
      pugi::xml_node node = append_child(list_of(root, "Calendars"), "Calendar");
      append_text(node, "UID", whole(calendars.at(calendar.id.value)));
      append_text(node, "Name", calendar.name);
      append_text(node, "IsBaseCalendar", "1");
      append_text(node, "BaseCalendarUID", "-1");
      TC_TRY_VOID(rewrite(node, calendar, {}));
    }
    return {};
  }

  void patch_resources() {
    std::unordered_map<std::int64_t, const FileResource*> left;
    std::int64_t id = 0;
    for (const FileResource& resource : now.resources) left.emplace(resource.id, &resource);
    for (std::size_t i = 0; i < before.resources.size(); ++i) {
      const FileResource& old = before.resources[i];
      pugi::xml_node node = nodes.resources[i];
      id = std::max(id, parse_whole(child_of(node, "ID").child_value()).value_or(0));
      const auto found = left.find(old.id);
      if (found == left.end()) {
        node.parent().remove_child(node);
        continue;
      }
      put_changes(node, resource_fields(old), resource_fields(*found->second), resource_order());
      if (found->second->calendar_id != old.calendar_id) {
        const auto uid = calendars.find(found->second->calendar_id.value);
        if (uid != calendars.end()) {
          put(node, {"CalendarUID", whole(uid->second)}, resource_order());
        }
      }
      left.erase(found);
    }
    for (const FileResource& resource : now.resources) {
      if (!left.contains(resource.id)) continue;
      pugi::xml_node node = append_child(list_of(root, "Resources"), "Resource");
      Fields fields = resource_fields(resource);
      fields.push_back({"UID", whole(resource.id)});
      fields.push_back({"ID", whole(++id)});
      fields.push_back({"IsNull", "0"});
      append_fields(node, std::move(fields), resource_order());
    }
  }

  ResourceKind kind_of(std::int64_t resource) const {
    const auto found = std::ranges::find(now.resources, resource, &FileResource::id);
    return found == now.resources.end() ? ResourceKind::labour : found->kind;
  }

  static std::string key_of(const FileAssignment& one) {
    return fmt::format("{}/{}/{}", one.id, one.activity_id.value, one.resource_id);
  }

  void patch_assignments(const Uids& tasks) {
    std::unordered_map<std::string, const FileAssignment*> left;
    for (const FileAssignment& one : now.assignments) left.emplace(key_of(one), &one);
    std::int64_t uid = 0;
    for (std::size_t i = 0; i < before.assignments.size(); ++i) {
      const FileAssignment& old = before.assignments[i];
      uid = std::max(uid, old.id);
      pugi::xml_node node = nodes.assignments[i];
      const auto found = left.find(key_of(old));
      if (found == left.end() || !tasks.contains(old.activity_id.value)) {
        node.parent().remove_child(node);
        continue;
      }
      const ResourceKind kind = kind_of(old.resource_id);
      put_changes(node, assignment_fields(old, kind), assignment_fields(*found->second, kind),
                  assignment_order());
      left.erase(found);
    }
    for (const FileAssignment& one : now.assignments) {
      const auto task = tasks.find(one.activity_id.value);
      if (!left.contains(key_of(one)) || task == tasks.end()) continue;
      pugi::xml_node node = append_child(list_of(root, "Assignments"), "Assignment");
      Fields fields = assignment_fields(one, kind_of(one.resource_id));
      fields.push_back({"UID", whole(++uid)});
      fields.push_back({"TaskUID", whole(task->second)});
      fields.push_back({"ResourceUID", whole(one.resource_id)});
      append_fields(node, std::move(fields), assignment_order());
    }
  }

  Result<void> run() {
    number_calendars();
    put_changes(root, project_fields(before.projects.front(), calendars),
                project_fields(now.projects.front(), calendars), project_order());
    TC_TRY_VOID(patch_calendars());
    const Uids tasks = patch_tasks({.before = before,
                                    .now = now,
                                    .nodes = nodes,
                                    .root = root,
                                    .calendars = calendars,
                                    .dropped = dropped});
    patch_resources();
    patch_assignments(tasks);
    return {};
  }
};

}  // namespace

Result<std::string> patch(const MspdiDocument& document, const ScheduleFile& file,
                          Dropped& dropped) {
  xml::Document copy;
  copy.tree.reset(document.xml->tree);
  copy.encoding = document.xml->encoding;
  Nodes nodes;
  TC_TRY(const ScheduleFile before, read_document(copy, nodes));
  Patcher patcher{before, file, nodes, copy.tree.document_element(), dropped};
  TC_TRY_VOID(patcher.run());
  // The text is written as UTF-8, whatever it was.
  for (pugi::xml_node node = copy.tree.first_child(); node; node = node.next_sibling()) {
    if (node.type() != pugi::node_declaration || !node.attribute("encoding")) continue;
    if (copy.encoding != "UTF-8") node.attribute("encoding") = "UTF-8";
  }
  return xml::to_bytes(copy.tree);
}

}  // namespace tc::formats::mspdi

// A new MSPDI document from a schedule of any format.
// SPDX-License-Identifier: Apache-2.0
#include "formats/mspdi/compose.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "formats/mspdi/calendar_element.h"
#include "formats/mspdi/outline.h"
#include "formats/mspdi/task_fields.h"
#include "formats/mspdi/values.h"

namespace tc::formats::mspdi {
namespace {

constexpr std::int64_t kLargestUid = 2'000'000'000;

/// Ids as UIDs where all of them can be, else counted anew from 1.
template <class List, class IdOf>
Uids uids_of(const List& list, const IdOf& id_of) {
  Uids uids;
  bool keep = true;
  for (const auto& one : list) {
    const std::int64_t id = id_of(one);
    keep = keep && id > 0 && id < kLargestUid && uids.emplace(id, id).second;
  }
  if (keep) return uids;
  uids.clear();
  std::int64_t next = 0;
  for (const auto& one : list) uids.emplace(id_of(one), ++next);
  return uids;
}

std::string whole(std::int64_t value) { return fmt::format("{}", value); }

struct Composer {
  const ScheduleFile& file;
  pugi::xml_node root;
  Dropped& dropped;
  bool several;
  Outline outline;
  Uids calendars{};
  Uids resources{};
  std::vector<std::vector<std::vector<const model::Link*>>> links{};  ///< by project and activity

  const ScheduleProject& project_of(const OutlineRow& row) const {
    return file.projects[row.project];
  }

  void write_project() {
    ScheduleProject fallback;
    const ScheduleProject& first = file.projects.empty() ? fallback : file.projects.front();
    Fields fields = project_fields(first, calendars);
    fields.push_back({"SaveVersion", "14"});
    fields.push_back({"GUID", first.guid.empty() ? std::nullopt : std::optional(first.guid)});
    fields.push_back({"MinutesPerWeek", whole(first.minutes_per_day * 5)});
    fields.push_back({"DaysPerMonth", "20"});
    fields.push_back({"DurationFormat", whole(kDays)});
    fields.push_back({"WorkFormat", "2"});
    fields.push_back({"HonorConstraints", first.rules.honor_constraints ? "1" : "0"});
    fields.push_back({"NewTasksAreManual", "0"});
    append_fields(root, std::move(fields), project_order());
    const bool other_rules = first.rules.dates != model::DateRule::project;
    if (!file.projects.empty() && other_rules) {
      dropped.add("mspdi.rules", "the scheduling options of the other tool are left out");
    }
    if (!several) return;
    dropped.add("mspdi.projects",
                fmt::format("{} projects stand as summaries in one file", file.projects.size()));
  }

  /// How often resources and activities name each calendar.
  void count_users() {
    for (const FileResource& one : file.resources) ++resource_users_[one.calendar_id.value];
    for (const ScheduleProject& project : file.projects) {
      ++task_users_[project.calendar_id.value];
      for (const model::Activity& one : project.file.activities) {
        ++task_users_[one.calendar_id.value];
      }
    }
  }

  /// Microsoft Project gives each resource a calendar of its own, derived from a base, and tasks
  /// bases only. What is used so can be written so.
  bool is_own(std::size_t i) const {
    if (i >= file.calendar_facts.size() || file.projects.empty()) return false;
    const std::int64_t id = file.calendars[i].id.value;
    const auto users = resource_users_.find(id);
    return file.calendar_facts[i].scope == CalendarScope::resource && !task_users_.contains(id) &&
           users != resource_users_.end() && users->second == 1;
  }

  Result<void> write_calendar(std::size_t i) {
    const model::Calendar& calendar = file.calendars[i];
    const std::int64_t uid = calendars.at(calendar.id.value);
    TC_TRY(WorkingTime time, from_model(calendar));
    std::int64_t base_uid = -1;
    if (is_own(i)) {
      const auto& facts = file.calendar_facts[i];
      const model::CalendarId id = facts.base ? facts.base : file.projects.front().calendar_id;
      const auto base = std::ranges::find(file.calendars, id, &model::Calendar::id);
      if (base != file.calendars.end() && base->id != calendar.id) {
        TC_TRY(const WorkingTime below, from_model(*base));
        time = over_base(std::move(time), below);
        base_uid = calendars.at(base->id.value);
        own_uids_.insert(uid);
      }
    }
    pugi::xml_node node = append_child(calendar_list_, "Calendar");
    append_text(node, "UID", whole(uid));
    if (i < file.calendar_facts.size() && !file.calendar_facts[i].guid.empty()) {
      append_text(node, "GUID", file.calendar_facts[i].guid);
    }
    append_text(node, "Name", calendar.name);
    append_text(node, "IsBaseCalendar", base_uid < 0 ? "1" : "0");
    append_text(node, "BaseCalendarUID", whole(base_uid));
    write_working_time(node, time);
    if (!calendar.winter.empty() || calendar.whole_days) {
      dropped.add("mspdi.calendar", "the winter regime and whole days are left out", calendar.name);
    }
    return {};
  }

  Result<void> write_calendars() {
    calendar_list_ = append_child(root, "Calendars");
    count_users();
    for (std::size_t i = 0; i < file.calendars.size(); ++i) TC_TRY_VOID(write_calendar(i));
    std::int64_t next = 0;
    for (const auto& [id, uid] : calendars) next = std::max(next, uid);
    for (const FileResource& resource : file.resources) {
      const auto base = calendars.find(resource.calendar_id.value);
      if (!resource.calendar_id || base == calendars.end()) continue;
      if (own_uids_.contains(base->second)) {
        own_calendar_.emplace(resource.id, base->second);
        continue;
      }
      own_calendar_.emplace(resource.id, ++next);
      pugi::xml_node node = append_child(calendar_list_, "Calendar");
      append_text(node, "UID", whole(next));
      append_text(node, "Name", resource.name);
      append_text(node, "IsBaseCalendar", "0");
      append_text(node, "BaseCalendarUID", whole(base->second));
    }
    return {};
  }

  /// The WBS text: of a summary the codes down to it, of a task its own code.
  std::string code_of(const OutlineRow& row) const {
    const ScheduleProject& project = project_of(row);
    const bool same_kind = file.format == ScheduleFormat::mspdi;
    if (row.element != kNone && (row.activity == kNone || !same_kind)) {
      return project.wbs[row.element].path;
    }
    if (row.activity != kNone) return project.file.activities[row.activity].code;
    return project.code;
  }

  /// A summary that no activity stands for.
  Fields summary_fields(const OutlineRow& row) const {
    const ScheduleProject& project = project_of(row);
    const bool element = row.element != kNone;
    std::string name = element                             ? project.wbs[row.element].name
                       : project.file.project.name.empty() ? project.code
                                                           : project.file.project.name;
    return {{"Name", std::move(name)}, {"Active", "1"},
            {"Manual", "0"},           {"Type", "1"},
            {"Milestone", "0"},        {"DurationFormat", whole(kDays)},
            {"ConstraintType", "0"},   {"CalendarUID", "-1"}};
  }

  /// Other tools let started work go on at the data date; Microsoft Project has to be told.
  model::Activity resumed(const ScheduleProject& project, std::size_t place) {
    model::Activity activity = project.file.activities[place];
    const bool under_way = activity.actual_start && !activity.actual_finish;
    if (!under_way || activity.resumed_at || project.rules.dates == model::DateRule::project) {
      return activity;
    }
    activity.resumed_at = std::max(*activity.actual_start, project.data_date);
    dropped.add("mspdi.activity", "started work is said to resume at the data date", activity.code);
    return activity;
  }

  void write_task(const OutlineRow& row, std::int64_t id) {
    pugi::xml_node node = append_child(tasks_, "Task");
    const ScheduleProject& project = project_of(row);
    const bool own = row.activity != kNone;
    static const ActivityFacts kNoFacts;
    const ActivityFacts& facts =
        own && row.activity < project.facts.size() ? project.facts[row.activity] : kNoFacts;
    Fields fields =
        own ? task_fields(resumed(project, row.activity), facts, calendars) : summary_fields(row);
    if (own && driven_alone_.contains(project.file.activities[row.activity].id.value)) {
      std::ranges::find(fields, "CalendarUID", &Field::name)->value = "-1";
    }
    for (Field& field : outline_fields(id, row.level, row.number)) {
      fields.push_back(std::move(field));
    }
    const std::string code = code_of(row);
    fields.push_back({"UID", whole(row.uid)});
    fields.push_back({"GUID", facts.guid.empty() ? std::nullopt : std::optional(facts.guid)});
    fields.push_back({"IsNull", "0"});
    fields.push_back({"WBS", code.empty() ? std::nullopt : std::optional(code)});
    fields.push_back({"EffortDriven", "0"});
    fields.push_back({"Estimated", "0"});
    fields.push_back({"Summary", row.summary ? "1" : "0"});
    append_fields(node, std::move(fields), task_order());
    if (!own) return;
    const model::Activity& activity = project.file.activities[row.activity];
    for (const model::Link* link : links[row.project][row.activity])
      write_link(node, *link, activity);
    write_baseline(node, activity);
    note_losses(activity, facts.file_id.empty() ? activity.code : facts.file_id, dropped);
  }

  void write_link(pugi::xml_node task, const model::Link& link, const model::Activity& successor) {
    const auto uid = outline.uids.find(link.predecessor_id.value);
    const std::string where =
        fmt::format("{} -> {}", link.predecessor_id.value, successor.id.value);
    if (uid == outline.uids.end()) {
      dropped.add("mspdi.link", "a predecessor that is not in the file is left out", where);
      return;
    }
    pugi::xml_node node = append_child(task, "PredecessorLink");
    append_fields(node, link_fields(link, uid->second), link_order());
    if (link.lag != 0 && link.lag_calendar_id && link.lag_calendar_id != successor.calendar_id) {
      dropped.add("mspdi.lag", "a lag counts in the successor's calendar", where);
    }
  }

  /// Activities that run in their resources' own hours: a task calendar would narrow them.
  void find_driven() {
    std::unordered_map<std::int64_t, model::CalendarId> hours;
    for (const FileResource& resource : file.resources) {
      hours.emplace(resource.id, resource.calendar_id);
    }
    for (const FileAssignment& one : file.assignments) {
      const auto found = hours.find(one.resource_id);
      if (one.drives_in && found != hours.end() && found->second == one.drives_in) {
        driven_alone_.insert(one.activity_id.value);
      }
    }
  }

  void sort_links() {
    std::unordered_map<std::int64_t, std::pair<std::size_t, std::size_t>> places;
    links.resize(file.projects.size());
    for (std::size_t p = 0; p < file.projects.size(); ++p) {
      const auto& activities = file.projects[p].file.activities;
      links[p].resize(activities.size());
      for (std::size_t a = 0; a < activities.size(); ++a)
        places.emplace(activities[a].id.value, std::pair(p, a));
    }
    for (const ScheduleProject& project : file.projects) {
      std::unordered_set<std::string> pairs;
      for (const model::Link& link : project.file.links) {
        const auto place = places.find(link.successor_id.value);
        if (place == places.end()) continue;
        const auto [p, a] = place->second;
        links[p][a].push_back(&link);
        std::string key =
            fmt::format("{} -> {}", link.predecessor_id.value, link.successor_id.value);
        if (!pairs.insert(key).second) {
          dropped.add("mspdi.link",
                      "of several links between two tasks Microsoft Project keeps one", key);
        }
      }
    }
  }

  void write_tasks() {
    tasks_ = append_child(root, "Tasks");
    sort_links();
    find_driven();
    std::int64_t id = 0;
    for (const OutlineRow& row : outline.rows) write_task(row, ++id);
    for (const std::string& path : outline.empty_elements) {
      dropped.add("mspdi.wbs", "a WBS element without activities is left out", path);
    }
  }

  void write_resources() {
    pugi::xml_node list = append_child(root, "Resources");
    std::int64_t id = 0;
    for (const FileResource& resource : file.resources) {
      pugi::xml_node node = append_child(list, "Resource");
      const auto calendar = own_calendar_.find(resource.id);
      Fields fields = resource_fields(resource);
      fields.push_back({"UID", whole(resources.at(resource.id))});
      fields.push_back(
          {"GUID", resource.guid.empty() ? std::nullopt : std::optional(resource.guid)});
      fields.push_back({"ID", whole(++id)});
      fields.push_back({"IsNull", "0"});
      if (calendar != own_calendar_.end()) {
        fields.push_back({"CalendarUID", whole(calendar->second)});
      }
      append_fields(node, std::move(fields), resource_order());
      if (resource.kind == ResourceKind::equipment) {
        dropped.add("mspdi.resource", "equipment becomes a work resource", resource.name);
      }
    }
  }

  void write_assignments() {
    pugi::xml_node list = append_child(root, "Assignments");
    std::unordered_map<std::int64_t, ResourceKind> kinds;
    for (const FileResource& resource : file.resources) kinds.emplace(resource.id, resource.kind);
    std::int64_t uid = 0;
    for (const FileAssignment& assignment : file.assignments) {
      const auto task = outline.uids.find(assignment.activity_id.value);
      const auto resource = resources.find(assignment.resource_id);
      if (task == outline.uids.end() || resource == resources.end()) {
        dropped.add("mspdi.assignment", "an assignment without activity or resource is left out");
        continue;
      }
      pugi::xml_node node = append_child(list, "Assignment");
      Fields fields = assignment_fields(assignment, kinds.at(assignment.resource_id));
      fields.push_back({"UID", whole(++uid)});
      fields.push_back({"TaskUID", whole(task->second)});
      fields.push_back({"ResourceUID", whole(resource->second)});
      append_fields(node, std::move(fields), assignment_order());
    }
  }

  Result<void> write() {
    calendars = uids_of(file.calendars, [](const auto& one) { return one.id.value; });
    resources = uids_of(file.resources, [](const auto& one) { return one.id; });
    write_project();
    TC_TRY_VOID(write_calendars());
    write_tasks();
    write_resources();
    write_assignments();
    return {};
  }

  pugi::xml_node tasks_{};
  pugi::xml_node calendar_list_{};
  Uids own_calendar_{};                              ///< UID of each resource's derived calendar
  std::unordered_set<std::int64_t> driven_alone_{};  ///< activity ids
  std::unordered_set<std::int64_t> own_uids_{};      ///< of calendars written as a resource's own
  std::unordered_map<std::int64_t, std::size_t> resource_users_{};  ///< by calendar id
  std::unordered_map<std::int64_t, std::size_t> task_users_{};
};

}  // namespace

Result<void> compose(const ScheduleFile& file, pugi::xml_document& tree, Dropped& dropped) {
  pugi::xml_node declaration = tree.append_child(pugi::node_declaration);
  declaration.append_attribute("version") = "1.0";
  declaration.append_attribute("encoding") = "UTF-8";
  declaration.append_attribute("standalone") = "yes";
  pugi::xml_node root = tree.append_child("Project");
  root.append_attribute("xmlns") = "http://schemas.microsoft.com/project";
  const bool several = file.projects.size() > 1;
  Composer composer{file, root, dropped, several, outline_of(file, several)};
  return composer.write();
}

}  // namespace tc::formats::mspdi

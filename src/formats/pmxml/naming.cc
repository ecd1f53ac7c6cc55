// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <unordered_set>

#include "formats/pmxml/rows.h"

namespace tc::formats::pmxml {
namespace {

std::string key_of(model::ProjectId project, const std::string& path) {
  return std::to_string(project.value) + "/" + path;
}

const std::string* find(const std::unordered_map<std::int64_t, std::string>& names,
                        std::int64_t id) {
  const auto found = names.find(id);
  return found == names.end() ? nullptr : &found->second;
}

}  // namespace

Naming::Naming(const ScheduleFile& file, bool as_read) {
  const auto name = [as_read](std::int64_t id, const std::string& file_id) {
    return as_read && !file_id.empty() ? file_id : std::to_string(id);
  };
  for (std::size_t i = 0; i < file.calendars.size(); ++i) {
    const std::int64_t id = file.calendars[i].id.value;
    calendars_.emplace(id, name(id, file.calendar_facts[i].file_id));
  }
  for (const ScheduleProject& project : file.projects) {
    const std::int64_t id = project.file.project.id.value;
    projects_.emplace(id, name(id, project.file_id));
    name_activities(project, as_read);
  }
  name_elements(file);
}

void Naming::name_activities(const ScheduleProject& project, bool as_read) {
  std::unordered_set<std::string> taken;
  for (std::size_t i = 0; i < project.file.activities.size(); ++i) {
    const model::Activity& activity = project.file.activities[i];
    const std::int64_t id = activity.id.value;
    const std::string& file_id = project.facts[i].file_id;
    activities_.emplace(id, as_read && !file_id.empty() ? file_id : std::to_string(id));
    activity_projects_.emplace(id, this->project(project.file.project.id));
    if (as_read || (!activity.code.empty() && taken.insert(activity.code).second)) continue;
    std::string code =
        activity.code.empty() ? fmt::format("A{}", id) : fmt::format("{}-{}", activity.code, id);
    while (!taken.insert(code).second) code += '\'';
    made_.push_back(
        {"pmxml.code",
         fmt::format("the activity's code '{}' is written as '{}': P6 needs one that no "
                     "other activity has",
                     activity.code, code),
         fmt::format("activity {}", id)});
    codes_.emplace(id, std::move(code));
  }
}

/// File ids that are whole numbers are kept, the first of each; others get numbers above them.
void Naming::name_elements(const ScheduleFile& file) {
  std::unordered_set<std::int64_t> taken;
  std::vector<std::string> nameless;
  for (const ScheduleProject& project : file.projects) {
    for (const WbsElement& element : project.wbs) {
      const std::string key = key_of(project.file.project.id, element.path);
      const std::optional<std::int64_t> id = parse_id(element.file_id);
      if (id && taken.insert(*id).second) {
        elements_.emplace(key, std::to_string(*id));
      } else {
        nameless.push_back(key);
      }
    }
  }
  std::int64_t next = 0;
  for (const std::int64_t id : taken) next = std::max(next, id);
  for (const std::string& key : nameless) elements_.emplace(key, std::to_string(++next));
}

std::string Naming::activity(model::ActivityId id) const {
  const std::string* name = find(activities_, id.value);
  return name != nullptr ? *name : std::to_string(id.value);
}

std::string Naming::project(model::ProjectId id) const {
  const std::string* name = find(projects_, id.value);
  return name != nullptr ? *name : std::to_string(id.value);
}

std::string Naming::project_of(model::ActivityId id) const {
  const std::string* name = find(activity_projects_, id.value);
  return name != nullptr ? *name : std::string();
}

std::string Naming::calendar(model::CalendarId id) const {
  const std::string* name = find(calendars_, id.value);
  return name != nullptr ? *name : std::string();
}

Text Naming::element(model::ProjectId project, const std::string& path) const {
  const auto found = elements_.find(key_of(project, path));
  return found == elements_.end() ? Text() : Text(found->second);
}

std::string Naming::code(const model::Activity& activity) const {
  const std::string* made = find(codes_, activity.id.value);
  return made != nullptr ? *made : activity.code;
}

}  // namespace tc::formats::pmxml

// Writing a file that came from an XER: what was read is read again, compared with what is to be
// written, and only the cells that differ are changed in the document.
// SPDX-License-Identifier: Apache-2.0
#include "formats/xer/write.h"

#include <algorithm>

#include "formats/xer/pair_up.h"
#include "formats/xer/reading.h"
#include "formats/xer/table_edit.h"
#include "formats/xer/values.h"

namespace tc::formats::xer {
namespace {

/// An activity with what stands beside it.
struct Task {
  const ScheduleProject* project;
  const model::Activity* activity;
  const ActivityFacts* facts;
  friend bool operator==(const Task& a, const Task& b) {
    return a.project->file.project.id == b.project->file.project.id && *a.activity == *b.activity &&
           *a.facts == *b.facts;
  }
};

const ActivityFacts& facts_of(const ScheduleProject& project, std::size_t index) {
  static const ActivityFacts none;
  return index < project.facts.size() ? project.facts[index] : none;
}

std::vector<Task> tasks_of(const ScheduleFile& file) {
  std::vector<Task> tasks;
  for (const ScheduleProject& project : file.projects) {
    for (std::size_t i = 0; i < project.file.activities.size(); ++i) {
      tasks.push_back({&project, &project.file.activities[i], &facts_of(project, i)});
    }
  }
  return tasks;
}

std::vector<const model::Link*> links_of(const ScheduleFile& file) {
  std::vector<const model::Link*> links;
  for (const ScheduleProject& project : file.projects) {
    for (const model::Link& link : project.file.links) links.push_back(&link);
  }
  return links;
}

template <class T>
std::vector<const T*> pointers(const std::vector<T>& values) {
  std::vector<const T*> out;
  out.reserve(values.size());
  for (const T& value : values) out.push_back(&value);
  return out;
}

using TextSet = std::set<std::string, std::less<>>;

class Patcher {
 public:
  Patcher(Reading& base, const ScheduleFile& given, TableEdit& edit)
      : base_(base),
        given_(given),
        edit_(edit),
        before_(make_context(base.file, ids_)),
        after_(make_context(given, ids_)) {}

  Result<void> run();

 private:
  void seed(const Ids& rows, IdTexts& texts, std::unordered_map<std::int64_t, std::size_t>& places);
  void seed_ids();
  void seed_elements();
  [[nodiscard]] std::optional<std::size_t> element_row(const std::string& key,
                                                       const WbsElement& element) const;
  Result<void> patch_calendars();
  void patch_projects();
  void patch_elements();
  void patch_resources();
  void patch_tasks();
  void patch_links();
  void patch_assignments();
  void patch_options(const ScheduleProject& before, const ScheduleProject& after);

  Reading& base_;
  const ScheduleFile& given_;
  TableEdit& edit_;
  RowIds ids_;
  FieldContext before_;
  FieldContext after_;
  std::unordered_map<std::int64_t, std::size_t> calendar_rows_, project_rows_, task_rows_,
      link_rows_, resource_rows_, assignment_rows_;
  std::unordered_map<std::string, std::size_t> element_rows_;  ///< by project id and path
  bool same_elements_ = false;
};

void Patcher::seed(const Ids& rows, IdTexts& texts,
                   std::unordered_map<std::int64_t, std::size_t>& places) {
  for (std::size_t row = 0; row < rows.size(); ++row) {
    texts.set(rows.of_row(row), base_.source.transcoder.decode(rows.text_of_row(row)));
    places.emplace(rows.of_row(row), row);
  }
}

void Patcher::seed_ids() {
  seed(base_.calendars, ids_.calendars, calendar_rows_);
  seed(base_.projects, ids_.projects, project_rows_);
  seed(base_.tasks, ids_.tasks, task_rows_);
  seed(base_.links, ids_.links, link_rows_);
  seed(base_.resources, ids_.resources, resource_rows_);
  seed(base_.assignments, ids_.assignments, assignment_rows_);
  for (const ScheduleProject& project : base_.file.projects) {
    ids_.projects.set(project.file.project.id.value, project.file_id);  // made for lack of a row
  }
  for (std::size_t i = 0; i < given_.calendars.size(); ++i) {
    const bool facts = i < given_.calendar_facts.size();
    (void)ids_.calendars.take(given_.calendars[i].id.value,
                              facts ? given_.calendar_facts[i].file_id : "");
  }
  for (const ScheduleProject& project : given_.projects) {
    (void)ids_.projects.take(project.file.project.id.value, project.file_id);
  }
  for (const Task& task : tasks_of(given_)) {
    (void)ids_.tasks.take(task.activity->id.value, task.facts->file_id);
  }
  for (const model::Link* link : links_of(given_)) (void)ids_.links.take(link->id.value);
  for (const FileResource& resource : given_.resources) (void)ids_.resources.take(resource.id);
  for (const FileAssignment& row : given_.assignments) (void)ids_.assignments.take(row.id);
}

/// Row of PROJWBS that an element of the given file came from: one of the same path and id, else
/// the one with its id, wherever it lies now.
std::optional<std::size_t> Patcher::element_row(const std::string& key,
                                                const WbsElement& element) const {
  const auto same = element_rows_.find(key);
  if (same != element_rows_.end() && before_.elements.at(key) == element.file_id) {
    return same->second;
  }
  return element.file_id.empty() ? std::nullopt : base_.elements.find(element.file_id);
}

void Patcher::seed_elements() {
  for (std::size_t row = 0; row < base_.elements.size(); ++row) {
    const std::string text = base_.source.transcoder.decode(base_.elements.text_of_row(row));
    ids_.elements.set(static_cast<std::int64_t>(row) + 1, text);
    if (base_.element_project[row] < 0) continue;
    const auto index = static_cast<std::size_t>(base_.element_project[row]);
    const model::ProjectId id = base_.file.projects[index].file.project.id;
    const std::string key = element_key(id, base_.element_paths[row]);
    if (base_.element_paths[row].empty()) {
      if (base_.root_rows[index] == static_cast<std::int32_t>(row)) {
        before_.elements[key] = after_.elements[key] = text;
      }
      continue;
    }
    before_.elements[key] = text;
    element_rows_[key] = row;
  }
  for (const ScheduleProject& project : given_.projects) {
    for (const WbsElement& element : project.wbs) {
      const std::string key = element_key(project.file.project.id, element.path);
      after_.elements[key] =
          element_row(key, element) ? element.file_id : ids_.elements.fresh(element.file_id);
    }
  }
  same_elements_ = before_.elements == after_.elements;
}

Result<void> Patcher::patch_calendars() {
  struct Numbered {
    const model::Calendar* calendar;
    std::size_t index;
  };
  const auto number = [](const std::vector<model::Calendar>& calendars) {
    std::vector<Numbered> out;
    for (std::size_t i = 0; i < calendars.size(); ++i) out.push_back({&calendars[i], i});
    return out;
  };
  const auto pairs = pair_up(number(base_.file.calendars), number(given_.calendars),
                             [](const Numbered& entry) { return entry.calendar->id.value; });
  for (const auto& [old, now] : pairs.both) {
    const bool facts = now.index < given_.calendar_facts.size();
    if (*old.calendar == *now.calendar &&
        (!facts || base_.file.calendar_facts[old.index] == given_.calendar_facts[now.index])) {
      continue;
    }
    TC_TRY(const Fields before, calendar_fields(before_, old.index));
    TC_TRY(const Fields after, calendar_fields(after_, now.index));
    edit_.change("CALENDAR", calendar_rows_.at(old.calendar->id.value), before, after);
  }
  for (const Numbered& now : pairs.added) {
    TC_TRY(Fields fields, calendar_fields(after_, now.index));
    edit_.add("CALENDAR", std::move(fields));
  }
  for (const Numbered& old : pairs.removed) {
    edit_.remove("CALENDAR", calendar_rows_.at(old.calendar->id.value));
  }
  return {};
}

void Patcher::patch_options(const ScheduleProject& before, const ScheduleProject& after) {
  if (before.rules == after.rules) return;
  const std::string id = ids_.projects.of(before.file.project.id.value);
  std::size_t row = 0;
  for (const Table* table : base_.source.document.sections("SCHEDOPTIONS")) {
    Source quiet{base_.source.document, Transcoder::open({}).value(), {}};
    Cells cells(quiet, *table);
    const Column project = cells.column("proj_id");
    for (; cells.next(); ++row) {
      if (cells.raw(project) != id) continue;
      return edit_.change("SCHEDOPTIONS", row, option_fields(before_, before),
                          option_fields(after_, after));
    }
  }
  const Fields options = option_fields(after_, after);
  if (option_fields(before_, before) == options) return;
  Fields fields{{.name = "schedoptions_id", .value = id}};
  fields.insert(fields.end(), options.begin(), options.end());
  edit_.add("SCHEDOPTIONS", std::move(fields));
}

void Patcher::patch_projects() {
  const auto pairs =
      pair_up(pointers(base_.file.projects), pointers(given_.projects),
              [](const ScheduleProject* project) { return project->file.project.id.value; });
  for (const auto& [old, now] : pairs.both) {
    const auto row = project_rows_.find(old->file.project.id.value);
    if (row == project_rows_.end()) continue;
    edit_.change("PROJECT", row->second, project_fields(before_, *old),
                 project_fields(after_, *now));
    patch_options(*old, *now);
    const auto index = static_cast<std::size_t>(old - base_.file.projects.data());
    if (base_.root_rows[index] < 0) continue;
    edit_.change("PROJWBS", static_cast<std::size_t>(base_.root_rows[index]),
                 root_fields(before_, *old), root_fields(after_, *now));
  }
  for (const ScheduleProject* now : pairs.added) {
    after_.elements[element_key(now->file.project.id, "")] = ids_.elements.fresh();
    edit_.add("PROJECT", project_fields(after_, *now));
    edit_.add("SCHEDOPTIONS", option_fields(after_, *now));
    edit_.add("PROJWBS", root_fields(after_, *now));
  }
  TextSet gone;
  for (const ScheduleProject* old : pairs.removed) {
    gone.insert(ids_.projects.of(old->file.project.id.value));
  }
  edit_.remove_where("proj_id", gone);
}

void Patcher::patch_elements() {
  struct Known {
    const ScheduleProject* project;
    const WbsElement* element;
  };
  std::unordered_map<std::size_t, Known> known;  // by row
  for (const ScheduleProject& project : base_.file.projects) {
    for (const WbsElement& element : project.wbs) {
      const auto row = element_rows_.find(element_key(project.file.project.id, element.path));
      if (row != element_rows_.end()) known.emplace(row->second, Known{&project, &element});
    }
  }
  for (const ScheduleProject& project : given_.projects) {
    for (const WbsElement& element : project.wbs) {
      const auto row = element_row(element_key(project.file.project.id, element.path), element);
      const auto old = row ? known.find(*row) : known.end();
      if (!row) {
        edit_.add("PROJWBS", element_fields(after_, project, element));
      } else if (old != known.end()) {
        edit_.change("PROJWBS", *row,
                     element_fields(before_, *old->second.project, *old->second.element),
                     element_fields(after_, project, element));
        known.erase(old);
      }
    }
  }
  for (const auto& [row, old] : known) edit_.remove("PROJWBS", row);
}

void Patcher::patch_resources() {
  const auto pairs = pair_up(pointers(base_.file.resources), pointers(given_.resources),
                             [](const FileResource* resource) { return resource->id; });
  for (const auto& [old, now] : pairs.both) {
    if (*old == *now) continue;
    edit_.change("RSRC", resource_rows_.at(old->id), resource_fields(before_, *old),
                 resource_fields(after_, *now));
  }
  for (const FileResource* now : pairs.added) edit_.add("RSRC", resource_fields(after_, *now));
  TextSet gone;
  for (const FileResource* old : pairs.removed) gone.insert(ids_.resources.of(old->id));
  edit_.remove_where("rsrc_id", gone);
}

void Patcher::patch_tasks() {
  const auto pairs = pair_up(tasks_of(base_.file), tasks_of(given_),
                             [](const Task& task) { return task.activity->id.value; });
  for (const auto& [old, now] : pairs.both) {
    if (same_elements_ && old == now) continue;
    edit_.change("TASK", task_rows_.at(old.activity->id.value),
                 task_fields(before_, *old.project, *old.activity, *old.facts),
                 task_fields(after_, *now.project, *now.activity, *now.facts));
  }
  for (const Task& now : pairs.added) {
    edit_.add("TASK", task_fields(after_, *now.project, *now.activity, *now.facts));
  }
  TextSet gone;
  for (const Task& old : pairs.removed) gone.insert(ids_.tasks.of(old.activity->id.value));
  edit_.remove_where("task_id", gone);
  edit_.remove_where("pred_task_id", gone);
}

void Patcher::patch_links() {
  const auto pairs = pair_up(links_of(base_.file), links_of(given_),
                             [](const model::Link* link) { return link->id.value; });
  for (const auto& [old, now] : pairs.both) {
    if (*old == *now) continue;
    edit_.change("TASKPRED", link_rows_.at(old->id.value), link_fields(before_, *old),
                 link_fields(after_, *now));
  }
  for (const model::Link* now : pairs.added) edit_.add("TASKPRED", link_fields(after_, *now));
  for (const model::Link* old : pairs.removed) {
    edit_.remove("TASKPRED", link_rows_.at(old->id.value));
  }
}

void Patcher::patch_assignments() {
  const auto pairs = pair_up(pointers(base_.file.assignments), pointers(given_.assignments),
                             [](const FileAssignment* assignment) { return assignment->id; });
  for (const auto& [old, now] : pairs.both) {
    if (*old == *now) continue;
    edit_.change("TASKRSRC", assignment_rows_.at(old->id), assignment_fields(before_, *old),
                 assignment_fields(after_, *now));
  }
  for (const FileAssignment* now : pairs.added) {
    edit_.add("TASKRSRC", assignment_fields(after_, *now));
  }
  for (const FileAssignment* old : pairs.removed) {
    edit_.remove("TASKRSRC", assignment_rows_.at(old->id));
  }
}

Result<void> Patcher::run() {
  seed_ids();
  seed_elements();
  TC_TRY_VOID(patch_calendars());
  patch_projects();
  patch_elements();
  patch_resources();
  patch_tasks();
  patch_links();
  patch_assignments();
  return {};
}

}  // namespace

Result<void> patch_tables(Reading& base, const ScheduleFile& file, TableEdit& edit) {
  return Patcher(base, file, edit).run();
}

}  // namespace tc::formats::xer

// A new XER from the schedule alone: headings of an outline become the WBS, time without a calendar
// gets one of 24 hours, and what P6 wants unique or filled is made so.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "formats/xer/fields.h"
#include "formats/xer/write.h"

namespace tc::formats::xer {
namespace {

using model::Activity;

constexpr std::string_view kLineEnd = "\r\n";

/// The first project that uses each calendar; the only one has all.
std::unordered_map<std::int64_t, model::ProjectId> calendar_users(const ScheduleFile& file) {
  std::unordered_map<std::int64_t, model::ProjectId> users;
  for (const ScheduleProject& project : file.projects) {
    const model::ProjectId id = project.file.project.id;
    users.try_emplace(project.calendar_id.value, id);
    for (const Activity& activity : project.file.activities) {
      users.try_emplace(activity.calendar_id.value, id);
    }
  }
  if (file.projects.size() == 1) {
    for (const model::Calendar& calendar : file.calendars) {
      users.try_emplace(calendar.id.value, file.projects.front().file.project.id);
    }
  }
  return users;
}

/// The schedule as P6 can hold it.
class Shaper {
 public:
  explicit Shaper(const ScheduleFile& given) : file_(given) {}
  ScheduleFile run();

 private:
  void shape_project(ScheduleProject& project);
  void take_outline(ScheduleProject& project);
  void add_elements(ScheduleProject& project);
  void fill_codes(ScheduleProject& project);
  model::CalendarId around_the_clock();

  ScheduleFile file_;
  model::CalendarId day_and_night_;
};

/// The calendar of 24 hours, made when it is first needed.
model::CalendarId Shaper::around_the_clock() {
  if (day_and_night_) return day_and_night_;
  std::int64_t id = 1;
  for (const model::Calendar& calendar : file_.calendars) id = std::max(id, calendar.id.value + 1);
  day_and_night_.value = id;
  model::Calendar calendar;
  calendar.id = day_and_night_;
  calendar.name = "24 h";
  calendar.week = "mon-sun 00:00-24:00";
  CalendarFacts facts;
  facts.minutes_per_day = kMinutesPerDay;
  file_.calendar_facts.resize(file_.calendars.size());
  file_.calendars.push_back(std::move(calendar));
  file_.calendar_facts.push_back(std::move(facts));
  return day_and_night_;
}

/// Headings go; links on them cannot be kept.
void Shaper::take_outline(ScheduleProject& project) {
  std::unordered_set<std::int64_t> headings;
  std::vector<Activity> activities;
  std::vector<ActivityFacts> facts;
  for (std::size_t i = 0; i < project.file.activities.size(); ++i) {
    Activity& activity = project.file.activities[i];
    if (is_outline(file_, activity)) {
      headings.insert(activity.id.value);
      continue;
    }
    activities.push_back(std::move(activity));
    facts.push_back(std::move(project.facts[i]));
  }
  project.file.activities = std::move(activities);
  project.facts = std::move(facts);
  std::erase_if(project.file.links, [&headings](const model::Link& link) {
    return headings.contains(link.predecessor_id.value) ||
           headings.contains(link.successor_id.value);
  });
  std::erase_if(file_.assignments, [&headings](const FileAssignment& assignment) {
    return headings.contains(assignment.activity_id.value);
  });
}

/// Elements that activities name and the list lacks, from the parts of the path.
void Shaper::add_elements(ScheduleProject& project) {
  std::unordered_set<std::string> known;
  for (const WbsElement& element : project.wbs) known.insert(element.path);
  for (const Activity& activity : project.file.activities) {
    std::string parent;
    for (std::size_t at = 0; !activity.wbs.empty() && at != std::string::npos;) {
      if (known.contains(activity.wbs)) break;
      at = activity.wbs.find('.', at);
      const std::string path = activity.wbs.substr(0, at);
      if (known.insert(path).second) {
        const std::size_t own = parent.empty() ? 0 : parent.size() + 1;
        WbsElement element;
        element.path = path;
        element.parent = parent;
        element.code = element.name = path.substr(own);
        project.wbs.push_back(std::move(element));
      }
      parent = path;
      if (at != std::string::npos) ++at;
    }
  }
}

/// Codes that P6 needs: none empty, each once in its project.
void Shaper::fill_codes(ScheduleProject& project) {
  std::unordered_set<std::string> used;
  for (Activity& activity : project.file.activities) {
    if (activity.code.empty()) activity.code = "A" + std::to_string(activity.id.value);
    const std::string base = activity.code;
    for (int n = 2; !used.insert(activity.code).second; ++n) {
      activity.code = base + "-" + std::to_string(n);
    }
  }
  if (project.code.empty()) project.code = project.file.project.name;
  if (project.code.empty()) project.code = "P" + std::to_string(project.file.project.id.value);
  if (project.file.project.name.empty()) project.file.project.name = project.code;
  for (WbsElement& element : project.wbs) {
    if (element.code.empty())
      element.code = element.file_id.empty() ? element.name : element.file_id;
    if (element.name.empty()) element.name = element.code;
  }
}

void Shaper::shape_project(ScheduleProject& project) {
  project.facts.resize(project.file.activities.size());
  take_outline(project);
  add_elements(project);
  fill_codes(project);
  if (!project.calendar_id) project.calendar_id = around_the_clock();
  for (Activity& activity : project.file.activities) {
    if (!activity.calendar_id) activity.calendar_id = around_the_clock();
  }
}

ScheduleFile Shaper::run() {
  for (ScheduleProject& project : file_.projects) shape_project(project);
  file_.calendar_facts.resize(file_.calendars.size());
  // A project's calendar must say whose; one that no project uses is for all.
  const auto users = calendar_users(file_);
  for (std::size_t i = 0; i < file_.calendars.size(); ++i) {
    CalendarFacts& facts = file_.calendar_facts[i];
    if (facts.scope == CalendarScope::project && !users.contains(file_.calendars[i].id.value)) {
      facts.scope = CalendarScope::global;
    }
  }
  std::unordered_set<std::int64_t> tasks;
  for (const ScheduleProject& project : file_.projects) {
    for (const Activity& activity : project.file.activities) tasks.insert(activity.id.value);
  }
  for (ScheduleProject& project : file_.projects) {
    std::erase_if(project.file.links, [&tasks](const model::Link& link) {
      return !tasks.contains(link.predecessor_id.value) || !tasks.contains(link.successor_id.value);
    });
  }
  std::erase_if(file_.assignments, [&tasks](const FileAssignment& assignment) {
    return !tasks.contains(assignment.activity_id.value);
  });
  return std::move(file_);
}

/// Gives every row its id.
void number_rows(const ScheduleFile& file, FieldContext& context) {
  RowIds& ids = context.ids;
  for (std::size_t i = 0; i < file.calendars.size(); ++i) {
    const bool facts = i < file.calendar_facts.size();
    (void)ids.calendars.take(file.calendars[i].id.value,
                             facts ? file.calendar_facts[i].file_id : "");
  }
  for (const ScheduleProject& project : file.projects) {
    const model::ProjectId id = project.file.project.id;
    (void)ids.projects.take(id.value, project.file_id);
    for (const WbsElement& element : project.wbs) {
      context.elements[element_key(id, element.path)] = ids.elements.fresh(element.file_id);
    }
    for (std::size_t i = 0; i < project.file.activities.size(); ++i) {
      (void)ids.tasks.take(project.file.activities[i].id.value, project.facts[i].file_id);
    }
    for (const model::Link& link : project.file.links) (void)ids.links.take(link.id.value);
  }
  for (const ScheduleProject& project : file.projects) {
    context.elements[element_key(project.file.project.id, "")] = ids.elements.fresh();
  }
  for (const FileResource& resource : file.resources) (void)ids.resources.take(resource.id);
  for (const FileAssignment& row : file.assignments) (void)ids.assignments.take(row.id);
}

/// Collects the rows of one table as text.
class TableText {
 public:
  explicit TableText(std::string_view table) : table_(table) {
    for (const Default& known : defaults_of(table)) columns_.emplace_back(known.column);
  }
  void add(const Fields& fields) {
    std::string row = "%R";
    for (const Field& field : full_row(table_, columns_, fields)) (row += '\t') += field.value;
    rows_.push_back(std::move(row));
  }
  void write(std::string& out) const {
    if (!rows_.empty()) out += table_text(table_, rows_, kLineEnd);
  }

 private:
  std::string_view table_;
  std::vector<std::string> columns_;
  std::vector<std::string> rows_;
};

Fields with_id(std::string_view name, const std::string& value, const Fields& fields) {
  Fields all{{.name = name, .value = value}};
  all.insert(all.end(), fields.begin(), fields.end());
  return all;
}

void write_projects(const FieldContext& context, std::string& out) {
  TableText projects("PROJECT");
  for (const ScheduleProject& project : context.file.projects) {
    projects.add(project_fields(context, project));
  }
  projects.write(out);
}

Result<void> write_calendars(const FieldContext& context, std::string& out) {
  TableText calendars("CALENDAR");
  const auto users = calendar_users(context.file);
  for (std::size_t i = 0; i < context.file.calendars.size(); ++i) {
    TC_TRY(const Fields fields, calendar_fields(context, i));
    const bool own = context.file.calendar_facts[i].scope == CalendarScope::project;
    const auto user = users.find(context.file.calendars[i].id.value);
    calendars.add(own && user != users.end()
                      ? with_id("proj_id", context.ids.projects.of(user->second.value), fields)
                      : fields);
  }
  calendars.write(out);
  return {};
}

void write_structure(const FieldContext& context, std::string& out) {
  TableText options("SCHEDOPTIONS");
  TableText elements("PROJWBS");
  int number = 0;
  for (const ScheduleProject& project : context.file.projects) {
    options.add(
        with_id("schedoptions_id", std::to_string(++number), option_fields(context, project)));
    elements.add(root_fields(context, project));
    int sequence = 0;
    for (const WbsElement& element : project.wbs) {
      elements.add(with_id("seq_num", std::to_string(++sequence),
                           element_fields(context, project, element)));
    }
  }
  options.write(out);
  elements.write(out);
}

void write_work(const FieldContext& context, std::string& out) {
  TableText resources("RSRC");
  TableText tasks("TASK");
  TableText links("TASKPRED");
  TableText assignments("TASKRSRC");
  for (const FileResource& resource : context.file.resources) {
    resources.add(resource_fields(context, resource));
  }
  for (const ScheduleProject& project : context.file.projects) {
    for (std::size_t i = 0; i < project.file.activities.size(); ++i) {
      tasks.add(task_fields(context, project, project.file.activities[i], project.facts[i]));
    }
    for (const model::Link& link : project.file.links) links.add(link_fields(context, link));
  }
  for (const FileAssignment& assignment : context.file.assignments) {
    assignments.add(assignment_fields(context, assignment));
  }
  resources.write(out);
  tasks.write(out);
  links.write(out);
  assignments.write(out);
}

}  // namespace

Result<std::string> new_text(const ScheduleFile& given) {
  const ScheduleFile file = Shaper(given).run();
  RowIds ids;
  FieldContext context = make_context(file, ids);
  number_rows(file, context);
  const Day day = day_of(file.projects.empty() ? Minute{} : file.projects.front().data_date);
  std::string out = "ERMHDR\t8.0\t" + to_text(day) +
                    "\tProject\tadmin\tadmin\tdbxDatabaseNoName\tProject Management\tCNY";
  out += kLineEnd;
  for (const std::string_view table : {"CURRTYPE", "OBS"}) {
    TableText text(table);
    text.add({});
    text.write(out);
  }
  write_projects(context, out);
  TC_TRY_VOID(write_calendars(context, out));
  write_structure(context, out);
  write_work(context, out);
  return (out += "%E") += kLineEnd;
}

}  // namespace tc::formats::xer

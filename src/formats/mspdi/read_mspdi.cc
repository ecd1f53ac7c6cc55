// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "formats/mspdi/document.h"
#include "formats/mspdi/mspdi.h"
#include "formats/mspdi/values.h"

namespace tc::formats {
namespace mspdi {
namespace {

constexpr std::array<std::string_view, 20> kProjectNames{
    "Assignments",  "BuildNumber",        "CalendarUID",   "Calendars",
    "CreationDate", "CriticalSlackLimit", "CurrentDate",   "FinishDate",
    "GUID",         "LastSaved",          "MinutesPerDay", "MultipleCriticalPaths",
    "Name",         "Resources",          "SaveVersion",   "ScheduleFromStart",
    "StartDate",    "StatusDate",         "Tasks",         "Title"};

/// The releases that write each value of SaveVersion.
std::string version_text(const Record& record) {
  const std::string_view build = record.text("BuildNumber");
  if (!build.empty()) return std::string(build);
  const std::string_view save = record.text("SaveVersion");
  return save.empty() ? std::string() : fmt::format("SaveVersion {}", save);
}

/// Whether Project 2013 or a later release wrote the file; a file that does not say is taken for
/// one of theirs.
bool written_since_2013(const Record& record) {
  constexpr std::int64_t kFirstBuild = 15;
  constexpr std::int64_t kSaveVersion = 14;
  const std::string_view build = record.text("BuildNumber");
  std::int64_t major = 0;
  const auto parsed = std::from_chars(build.data(), build.data() + build.size(), major);
  if (parsed.ec == std::errc()) return major >= kFirstBuild;
  auto saved = record.moment("LastSaved");
  if (!saved) saved = record.moment("CreationDate");
  return record.whole("SaveVersion").value_or(kSaveVersion) >= kSaveVersion &&
         (!saved || *saved >= start_of(to_day({2013, 1, 1})));
}

model::SchedulingRules rules_of(const Record& record, std::int64_t minutes_per_day) {
  model::SchedulingRules rules = model::project_rules();
  // What is left of a started task goes on where the file says, not after its predecessors.
  rules.progress = model::ProgressRule::progress_override;
  const std::int64_t days = record.whole("CriticalSlackLimit").value_or(0);
  rules.critical_minutes = std::clamp<std::int64_t>(days, -100'000, 100'000) * minutes_per_day;
  rules.own_open_ends = record.flag("MultipleCriticalPaths", false);
  rules.from_finish = !record.flag("ScheduleFromStart", true);
  rules.late_from_stop = written_since_2013(record);
  return rules;
}

/// The earliest date that a task shows, for a file without a start.
std::optional<Minute> first_date(const ScheduleProject& project) {
  std::optional<Minute> first;
  for (const model::Activity& activity : project.file.activities) {
    const auto& start = activity.planned_start;
    if (start && (!first || *start < *first)) first = start;
  }
  return first;
}

void read_project(const Record& record, ScheduleProject& out) {
  const std::string_view title = record.text("Title");
  const std::string_view name = record.text("Name");
  out.file.project.id = {1};
  out.file.project.name = title.empty() ? name : title;
  out.code = name;
  out.guid = record.text("GUID");
  out.minutes_per_day =
      std::clamp<std::int64_t>(record.whole("MinutesPerDay").value_or(480), 1, kMinutesPerDay);
  out.rules = rules_of(record, out.minutes_per_day);
  out.start = record.moment("StartDate");
  out.finish = record.moment("FinishDate");
  if (out.rules.from_finish) out.must_finish_by = out.finish;
}

/// Microsoft Project does not hold unstarted work back to a data date, so that the project's start
/// stands for it unless the file gives a status date.
void settle_data_date(const Record& record, ScheduleProject& out) {
  const auto status = record.moment("StatusDate");
  const auto start = out.start ? out.start : first_date(out);
  out.data_date = status ? *status : start.value_or(Minute{});
}

/// Gives assignments their activities; those of tasks that are not there are left out.
void set_activities(const Tasks& tasks, const Assigned& assigned, ScheduleFile& file,
                    std::vector<pugi::xml_node>& nodes) {
  const auto& activities = file.projects.front().file.activities;
  std::vector<FileAssignment> kept;
  for (std::size_t i = 0; i < file.assignments.size(); ++i) {
    const auto found = tasks.by_uid.find(assigned.task_uids[i]);
    if (found == tasks.by_uid.end()) continue;
    kept.push_back(file.assignments[i]);
    kept.back().activity_id = activities[found->second].id;
    nodes.push_back(assigned.nodes[i]);
  }
  file.assignments = std::move(kept);
}

}  // namespace

Result<ScheduleFile> read_document(const xml::Document& document, Nodes& nodes) {
  const pugi::xml_node root = document.tree.document_element();
  if (xml::local_name(root) != "Project") {
    return fail(Code::bad_input, "mspdi.shape",
                fmt::format("the root element is '{:.60}', not Project", root.name()),
                xml::place(document, root), "export the plan as Microsoft Project XML");
  }
  Remarks remarks(document);
  const Record record(root, "Project", kProjectNames, remarks);
  ScheduleFile file;
  file.format = ScheduleFormat::mspdi;
  file.tool = "Microsoft Project";
  file.version = version_text(record);
  file.encoding = document.encoding;
  ScheduleProject& project = file.projects.emplace_back();
  read_project(record, project);
  Calendars calendars(root, remarks);
  const auto own = calendars.find(record.whole("CalendarUID"));
  project.calendar_id = own.value_or(calendars.first());
  calendars.set_default(project.calendar_id, project.minutes_per_day);
  nodes.calendars = calendars.nodes();
  Assigned assigned = read_resources(root, calendars, remarks, file);
  nodes.resources = assigned.resource_nodes;
  TaskContext context{calendars, project.calendar_id, remarks, assigned, file.assignments};
  const Tasks tasks = read_tasks(root, context, project);
  settle_tasks(tasks, context, project);
  for (const Row& row : tasks.rows) nodes.tasks.push_back(row.node);
  nodes.links = read_links(tasks, remarks, project);
  settle_data_date(record, project);
  set_activities(tasks, assigned, file, nodes.assignments);
  calendars.move_into(file);
  if (document.encoding_differs) {
    remarks.add("mspdi.encoding",
                fmt::format("the file says another encoding; it is read as {}", document.encoding),
                root);
  }
  file.notes = remarks.take();
  return file;
}

}  // namespace mspdi

bool looks_like_mspdi(std::string_view bytes) {
  if (xml::sniff_root(bytes) != "Project") return false;
  const std::string head = xml::sniff_head(bytes);
  // Other tools' documents have the same root; the namespace or the first elements tell.
  for (const std::string_view sign :
       {"schemas.microsoft.com/project", "<SaveVersion>", "<Tasks>", "<Calendars>", "<CalendarUID>",
        "<ScheduleFromStart>", "<MinutesPerDay>"}) {
    if (head.find(sign) != std::string::npos) return true;
  }
  return false;
}

Result<ScheduleFile> read_mspdi(std::string_view bytes) {
  TC_TRY(auto document, xml::parse_xml(bytes));
  mspdi::Nodes nodes;
  TC_TRY(ScheduleFile file, mspdi::read_document(*document, nodes));
  file.source = std::make_shared<mspdi::MspdiDocument>(std::move(document));
  return file;
}

}  // namespace tc::formats

// A schedule file's dates as CSV and JSON.
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "app/csv_text.h"
#include "app/encode.h"
#include "app/file_schedule.h"

namespace tc::app {
namespace {

std::string text_of(const std::optional<Minute>& at) { return at ? to_text(*at) : ""; }

std::string hours_of(const std::optional<std::int64_t>& minutes) {
  return minutes ? csv_hours(static_cast<double>(*minutes) / 60) : "";
}

/// What the file calls the project: its id, else its code.
const std::string& name_of(const formats::ScheduleProject& project) {
  return project.file_id.empty() ? project.code : project.file_id;
}

}  // namespace

std::string to_csv(const FileSchedule& schedule) {
  std::string out(kScheduleHeader);
  for (const FileRow& row : file_rows(schedule)) {
    const formats::ScheduleProject& project = schedule.source.projects[row.project];
    const model::Activity& activity = project.file.activities[row.position];
    out += fmt::format("{},{},{},{},{},{},{},{},{},{},{},{},{}\n", csv_cell(name_of(project)),
                       csv_cell(project.facts[row.position].file_id), csv_cell(activity.code),
                       text_of(row.early_start), text_of(row.early_finish), text_of(row.late_start),
                       text_of(row.late_finish), text_of(row.start), text_of(row.finish),
                       hours_of(row.total_float), hours_of(row.free_float), row.critical ? 1 : 0,
                       row.longest_path ? 1 : 0);
  }
  return out;
}

std::string to_json(const FileSchedule& schedule) {
  Json projects = Json::array();
  for (std::size_t p = 0; p < schedule.source.projects.size(); ++p) {
    const formats::ScheduleProject& project = schedule.source.projects[p];
    projects.push_back({{"project", name_of(project)},
                        {"code", project.code},
                        {"name", project.file.project.name},
                        {"data_date", encode(project.data_date)},
                        {"finish", encode(schedule.schedule.project_finish[p])}});
  }
  Json rows = Json::array();
  for (const FileRow& row : file_rows(schedule)) {
    const formats::ScheduleProject& project = schedule.source.projects[row.project];
    const model::Activity& activity = project.file.activities[row.position];
    rows.push_back({{"project", name_of(project)},
                    {"activity", project.facts[row.position].file_id},
                    {"code", activity.code},
                    {"name", activity.name},
                    {"early_start", encode(row.early_start)},
                    {"early_finish", encode(row.early_finish)},
                    {"late_start", encode(row.late_start)},
                    {"late_finish", encode(row.late_finish)},
                    {"start", encode(row.start)},
                    {"finish", encode(row.finish)},
                    {"total_float_minutes", encode(row.total_float)},
                    {"free_float_minutes", encode(row.free_float)},
                    {"critical", row.critical},
                    {"longest_path", row.longest_path}});
  }
  return Json{{"tool", schedule.source.tool},
              {"version", schedule.source.version},
              {"encoding", schedule.source.encoding},
              {"projects", std::move(projects)},
              {"activities", rows.size()},
              {"timings_ms",
               {{"read", schedule.timings_ms.read},
                {"build", schedule.timings_ms.build},
                {"cpm", schedule.timings_ms.cpm}}},
              {"rows", std::move(rows)},
              {"notes", encode(schedule.source.notes)}}
      .dump();
}

}  // namespace tc::app

// SPDX-License-Identifier: Apache-2.0
#include "app/file_schedule.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "app/inactive.h"
#include "formats/exchange/exchange.h"

namespace tc::app {
namespace {

using Clock = std::chrono::steady_clock;
using engine::DateRule;
using engine::Progress;

double since(Clock::time_point begin) {
  return std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
}

Result<void> build(FileSchedule& out) {
  const Clock::time_point begin = Clock::now();
  out.calendars = engine::CalendarTable(out.source.calendars);
  std::vector<const model::ProjectFile*> projects;
  out.thinned.reserve(out.source.projects.size());
  for (const formats::ScheduleProject& project : out.source.projects) {
    std::optional<model::ProjectFile> thin = without_inactive(project);
    projects.push_back(thin ? &out.thinned.emplace_back(std::move(*thin)) : &project.file);
    out.terms.push_back({.rules = project.rules,
                         .data_date = project.data_date,
                         .project_start = project.start,
                         .must_finish_by = project.must_finish_by});
  }
  const std::vector<engine::WorkPart> parts = work_parts(out.source);
  TC_TRY(out.network,
         engine::build_network(
             {.projects = projects, .calendars = out.source.calendars, .parts = parts}));
  out.timings_ms.build = since(begin);
  return {};
}

}  // namespace

std::vector<engine::WorkPart> work_parts(const formats::ScheduleFile& file) {
  std::vector<engine::WorkPart> parts;
  for (const formats::FileAssignment& assignment : file.assignments) {
    if (!assignment.drives_in || assignment.span <= 0) continue;
    parts.push_back({assignment.activity_id, assignment.drives_in, assignment.span});
  }
  std::ranges::stable_sort(parts, {}, &engine::WorkPart::activity);
  return parts;
}

engine::CpmInput FileSchedule::input() const {
  engine::CpmInput input;
  input.by_project = terms;
  return input;
}

Result<FileSchedulePtr> compute_file(formats::ScheduleFile file) {
  auto out = std::make_unique<FileSchedule>();
  out->source = std::move(file);
  TC_TRY_VOID(build(*out));
  const Clock::time_point begin = Clock::now();
  engine::run_cpm(out->network, out->input(), out->schedule);
  out->timings_ms.cpm = since(begin);
  return out;
}

Result<FileSchedulePtr> compute_file(std::string_view bytes, std::string_view file_name) {
  const Clock::time_point begin = Clock::now();
  TC_TRY(formats::ScheduleFile file, formats::read_schedule(bytes, file_name));
  const double read = since(begin);
  TC_TRY(FileSchedulePtr out, compute_file(std::move(file)));
  out->timings_ms.read = read;
  return out;
}

namespace {

/// What the tool shows of an activity that is not computed: what the file holds.
FileRow stored_row(const formats::ActivityFacts& facts) {
  const formats::StoredDates& stored = facts.stored;
  FileRow row;
  row.early_start = stored.early_start;
  row.early_finish = stored.early_finish;
  row.late_start = stored.late_start;
  row.late_finish = stored.late_finish;
  row.start = stored.start;
  row.finish = stored.finish;
  row.total_float = stored.total_float;
  row.free_float = stored.free_float;
  row.critical = stored.critical.value_or(false);
  return row;
}

FileRow computed_row(const FileSchedule& file, std::size_t node) {
  const engine::Network& network = file.network;
  const engine::Schedule& schedule = file.schedule;
  const DateRule dates = schedule.terms[network.project[node]].rules.dates;
  const Progress progress = network.progress[node];
  FileRow row;
  row.early_start = schedule.early_start[node];
  row.early_finish = schedule.early_finish[node];
  row.late_start = schedule.late_start[node];
  row.late_finish = schedule.late_finish[node];
  row.total_float = schedule.total_float[node];
  row.free_float = schedule.free_float[node];
  row.critical = schedule.critical[node] != 0;
  row.longest_path = schedule.longest_path[node] != 0;
  const bool late = dates == DateRule::project && progress == Progress::not_started &&
                    network.constraint[node] == model::ConstraintKind::as_late_as_possible;
  row.start = late ? row.late_start : row.early_start;
  row.finish = late ? row.late_finish : row.early_finish;
  if (progress != Progress::not_started) row.start = network.actual_start[node];
  if (progress == Progress::finished) {
    row.finish = network.actual_finish[node];
    if (dates == DateRule::p6) row.total_float = row.free_float = std::nullopt;
  }
  return row;
}

bool is_outline(const formats::ScheduleFile& file, const model::Activity& activity) {
  return file.format == formats::ScheduleFormat::mspdi &&
         activity.kind == model::ActivityKind::summary;
}

}  // namespace

std::vector<FileRow> file_rows(const FileSchedule& schedule) {
  std::vector<FileRow> rows;
  for (std::size_t p = 0; p < schedule.source.projects.size(); ++p) {
    const formats::ScheduleProject& project = schedule.source.projects[p];
    for (std::size_t i = 0; i < project.file.activities.size(); ++i) {
      const model::Activity& activity = project.file.activities[i];
      if (is_outline(schedule.source, activity)) continue;
      const auto node = schedule.network.find(activity.id);
      FileRow row = node ? computed_row(schedule, *node) : stored_row(project.facts[i]);
      row.project = p;
      row.position = i;
      rows.push_back(row);
    }
  }
  return rows;
}

namespace {

using Get = std::optional<Minute> FileRow::*;
using GetStored = std::optional<Minute> formats::StoredDates::*;

void score(Comparison& out, const std::string& field, std::string who, std::string stored,
           std::string computed) {
  auto at = std::ranges::find(out.fields, field, &FieldScore::field);
  if (at == out.fields.end()) at = out.fields.insert(at, {field, 0, 0});
  ++at->stored;
  if (stored == computed) {
    ++at->equal;
    return;
  }
  out.differences.push_back({std::move(who), field, std::move(stored), std::move(computed)});
}

std::string text_of(const std::optional<Minute>& at) { return at ? to_text(*at) : ""; }
std::string text_of(const std::optional<std::int64_t>& minutes) {
  return minutes ? std::to_string(*minutes) + " min" : "";
}

}  // namespace

Comparison compare_with_stored(const FileSchedule& schedule) {
  static const std::vector<std::tuple<const char*, Get, GetStored>> kDates{
      {"early_start", &FileRow::early_start, &formats::StoredDates::early_start},
      {"early_finish", &FileRow::early_finish, &formats::StoredDates::early_finish},
      {"late_start", &FileRow::late_start, &formats::StoredDates::late_start},
      {"late_finish", &FileRow::late_finish, &formats::StoredDates::late_finish},
      {"start", &FileRow::start, &formats::StoredDates::start},
      {"finish", &FileRow::finish, &formats::StoredDates::finish}};
  Comparison out;
  for (const FileRow& row : file_rows(schedule)) {
    const formats::ScheduleProject& project = schedule.source.projects[row.project];
    const formats::StoredDates& stored = project.facts[row.position].stored;
    const model::Activity& activity = project.file.activities[row.position];
    const std::string who = project.facts[row.position].file_id + " " + activity.code;
    for (const auto& [field, computed, held] : kDates) {
      if (stored.*held) score(out, field, who, text_of(stored.*held), text_of(row.*computed));
    }
    if (stored.total_float) {
      score(out, "total_float", who, text_of(stored.total_float), text_of(row.total_float));
    }
    if (stored.free_float) {
      score(out, "free_float", who, text_of(stored.free_float), text_of(row.free_float));
    }
    if (stored.critical) {
      score(out, "critical", who, *stored.critical ? "yes" : "no", row.critical ? "yes" : "no");
    }
    if (stored.longest_path) {
      score(out, "longest_path", who, *stored.longest_path ? "yes" : "no",
            row.longest_path ? "yes" : "no");
    }
  }
  return out;
}

}  // namespace tc::app

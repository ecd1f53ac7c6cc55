// TASK: activities and what the file says of them beyond the model.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "formats/xer/codes.h"
#include "formats/xer/reading.h"

namespace tc::formats::xer {
namespace {

using model::Activity;
using model::ActivityKind;

struct TaskColumns {
  Cells& cells;
  Column id = cells.column("task_id");
  Column project = cells.column("proj_id");
  Column element = cells.column("wbs_id");
  Column calendar = cells.column("clndr_id");
  Column code = cells.column("task_code");
  Column name = cells.column("task_name");
  Column type = cells.column("task_type");
  Column status = cells.column("status_code");
  Column guid = cells.column("guid");
  Column duration = cells.column("target_drtn_hr_cnt");
  Column remaining = cells.column("remain_drtn_hr_cnt");
  Column actual_start = cells.column("act_start_date");
  Column actual_finish = cells.column("act_end_date");
  Column restart = cells.column("restart_date");
  Column remaining_end = cells.column("reend_date");
  Column early_start = cells.column("early_start_date");
  Column early_finish = cells.column("early_end_date");
  Column late_start = cells.column("late_start_date");
  Column late_finish = cells.column("late_end_date");
  Column total_float = cells.column("total_float_hr_cnt");
  Column free_float = cells.column("free_float_hr_cnt");
  Column target_start = cells.column("target_start_date", "plan_start_date");
  Column target_finish = cells.column("target_end_date", "plan_end_date");
  Column constraint = cells.column("cstr_type");
  Column constraint_date = cells.column("cstr_date");
  Column second = cells.column("cstr_type2");
  Column second_date = cells.column("cstr_date2");
  Column expected = cells.column("expect_end_date");
  Column suspended = cells.column("suspend_date");
  Column resumed = cells.column("resume_date");
  Column external_start = cells.column("external_early_start_date");
  Column external_finish = cells.column("external_late_end_date");
  Column percent = cells.column("phys_complete_pct");
  Column longest = cells.column("driving_path_flag");
};

/// A constraint of the named columns; without its date it is none.
void read_constraint(Cells& cells, Column type, Column date, model::ConstraintKind& kind,
                     std::optional<Minute>& at) {
  const std::string_view word = cells.raw(type);
  if (word.empty()) return;
  const auto known = value_of(kConstraints, word);
  if (!known) return cells.remark("xer.code", type, "is no constraint known and is left out");
  const auto when = cells.date(date);
  if (*known == model::ConstraintKind::as_late_as_possible) {
    kind = *known;
  } else if (when) {
    kind = *known;
    at = when;
  } else {
    cells.remark("xer.constraint_date", type, "has no date and is left out");
  }
}

void read_progress(Cells& cells, const TaskColumns& columns, Activity& activity) {
  activity.actual_start = cells.date(columns.actual_start);
  activity.actual_finish = cells.date(columns.actual_finish);
  if (activity.actual_finish && !activity.actual_start) {
    cells.remark("xer.progress", columns.actual_finish,
                 "ends work that never began; it is taken to begin there too");
    activity.actual_start = activity.actual_finish;
  }
  const std::string_view status = cells.raw(columns.status);
  if ((same_name(status, "TK_Complete") && !activity.actual_finish) ||
      (same_name(status, "TK_Active") && !activity.actual_start) ||
      (same_name(status, "TK_NotStart") && activity.actual_start)) {
    cells.remark("xer.progress", columns.status, "does not go with the actual dates; these count");
  }
  const auto remaining = cells.span(columns.remaining);
  const std::int64_t usual = activity.actual_finish ? 0 : activity.duration_likely;
  const bool started = activity.actual_start && !activity.actual_finish;
  if (remaining && (started || *remaining != usual)) activity.remaining = remaining;
  activity.suspended_at = cells.date(columns.suspended);
  activity.resumed_at = cells.date(columns.resumed);
  activity.expected_finish = cells.date(columns.expected);
}

void read_stored(Cells& cells, const TaskColumns& columns, const Activity& activity,
                 StoredDates& stored) {
  stored.early_start = cells.date(columns.early_start);
  stored.early_finish = cells.date(columns.early_finish);
  stored.late_start = cells.date(columns.late_start);
  stored.late_finish = cells.date(columns.late_finish);
  const auto restart = cells.date(columns.restart);
  const auto remaining_end = cells.date(columns.remaining_end);
  stored.start = activity.actual_start ? activity.actual_start
                 : restart             ? restart
                                       : stored.early_start;
  stored.finish = activity.actual_finish ? activity.actual_finish
                  : remaining_end        ? remaining_end
                                         : stored.early_finish;
  stored.total_float = cells.minutes(columns.total_float);
  stored.free_float = cells.minutes(columns.free_float);
  if (!cells.raw(columns.longest).empty()) stored.longest_path = cells.yes(columns.longest, false);
}

/// The share of the duration that is done; where there is no duration, the physical one.
std::optional<double> percent(Cells& cells, const TaskColumns& columns, const Activity& activity) {
  if (activity.actual_finish) return 100;
  const std::int64_t duration = activity.duration_likely;
  if (!activity.actual_start) return 0;
  const std::int64_t left = activity.remaining.value_or(duration);
  if (duration > 0) {
    return std::clamp(100.0 * static_cast<double>(duration - left) / static_cast<double>(duration),
                      0.0, 100.0);
  }
  const auto physical = cells.number(columns.percent);
  return physical ? std::optional(std::clamp(*physical, 0.0, 100.0)) : std::nullopt;
}

class TaskReader {
 public:
  explicit TaskReader(Reading& reading) : reading_(reading) {}
  void read(const Table& table);

 private:
  [[nodiscard]] std::int32_t project_of(Cells& cells, const TaskColumns& columns);
  void read_row(Cells& cells, const TaskColumns& columns, ScheduleProject& project);
  void read_calendar(Cells& cells, const TaskColumns& columns, const ScheduleProject& project,
                     Activity& activity);
  void read_kind(Cells& cells, const TaskColumns& columns, Activity& activity);

  Reading& reading_;
  std::size_t row_ = 0;
};

std::int32_t TaskReader::project_of(Cells& cells, const TaskColumns& columns) {
  const auto row = reading_.projects.find(cells.raw(columns.project));
  if (row) return reading_.project_rows[*row];
  if (reading_.file.projects.size() == 1) {
    if (reading_.projects.size() > 0) {
      cells.remark("xer.no_project", columns.project,
                   "names no project of the file; its only one is taken");
    }
    return 0;
  }
  cells.remark("xer.no_project", columns.project, "names no project; the row is kept but not read");
  return -1;
}

void TaskReader::read_kind(Cells& cells, const TaskColumns& columns, Activity& activity) {
  const std::string_view word = cells.raw(columns.type);
  const auto kind = value_of(kTaskTypes, word);
  activity.kind = kind.value_or(ActivityKind::task);
  if (!kind && !word.empty()) {
    cells.remark("xer.code", columns.type, "is no kind of activity known; taken as a task");
  }
}

void TaskReader::read_calendar(Cells& cells, const TaskColumns& columns,
                               const ScheduleProject& project, Activity& activity) {
  const std::string_view calendar = cells.raw(columns.calendar);
  activity.calendar_id = reading_.calendar_of(calendar);
  if (activity.calendar_id) return;
  activity.calendar_id = project.calendar_id;
  if (!calendar.empty()) {
    cells.remark("xer.no_calendar", columns.calendar,
                 "names no calendar of the file; the project's is taken");
  }
}

void TaskReader::read_row(Cells& cells, const TaskColumns& columns, ScheduleProject& project) {
  Activity activity;
  ActivityFacts facts;
  activity.id.value = reading_.tasks.of_row(row_);
  activity.project_id = project.file.project.id;
  activity.code = cells.text(columns.code);
  activity.name = cells.text(columns.name);
  read_kind(cells, columns, activity);
  const auto element = reading_.elements.find(cells.raw(columns.element));
  if (element) activity.wbs = reading_.element_paths[*element];
  read_calendar(cells, columns, project, activity);
  const std::int64_t duration =
      model::is_milestone(activity.kind) ? 0 : cells.span(columns.duration).value_or(0);
  activity.duration_low = activity.duration_likely = activity.duration_high = duration;
  facts.original_duration = duration;
  read_progress(cells, columns, activity);
  read_constraint(cells, columns.constraint, columns.constraint_date, activity.constraint_kind,
                  activity.constraint_at);
  read_constraint(cells, columns.second, columns.second_date, activity.secondary_kind,
                  activity.secondary_at);
  activity.external_start = cells.date(columns.external_start);
  activity.external_finish = cells.date(columns.external_finish);
  activity.approved_start = cells.date(columns.target_start);
  activity.approved_finish = cells.date(columns.target_finish);
  facts.file_id = cells.text(columns.id);
  facts.guid = cells.text(columns.guid);
  read_stored(cells, columns, activity, facts.stored);
  activity.planned_start = facts.stored.start;
  activity.planned_finish = facts.stored.finish;
  facts.percent_complete = percent(cells, columns, activity);
  if (project.rules.critical == model::CriticalRule::longest_path) {
    facts.stored.critical = facts.stored.longest_path;
  } else if (facts.stored.total_float && !activity.actual_finish) {
    facts.stored.critical = *facts.stored.total_float <= project.rules.critical_minutes;
  }
  project.file.activities.push_back(std::move(activity));
  project.facts.push_back(std::move(facts));
}

void TaskReader::read(const Table& table) {
  Cells cells(reading_.source, table);
  const TaskColumns columns{cells};
  for (; cells.next(); ++row_) {
    TaskPlace& place = reading_.task_places[row_];
    place.project = project_of(cells, columns);
    if (place.project < 0) continue;
    ScheduleProject& project = reading_.file.projects[static_cast<std::size_t>(place.project)];
    place.index = static_cast<std::uint32_t>(project.file.activities.size());
    read_row(cells, columns, project);
  }
  cells.remark_kept();
}

}  // namespace

void read_tasks(Reading& reading) {
  reading.tasks.build(reading.source, "TASK", "task_id");
  reading.task_places.resize(reading.tasks.size());
  TaskReader reader(reading);
  for (const Table* table : reading.source.document.sections("TASK")) reader.read(*table);
}

}  // namespace tc::formats::xer

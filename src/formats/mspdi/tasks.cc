// SPDX-License-Identifier: Apache-2.0
#include "formats/mspdi/tasks.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "formats/mspdi/values.h"

namespace tc::formats::mspdi {
namespace {

constexpr std::array<std::string_view, 46> kTaskNames{"Active",
                                                      "ActualDuration",
                                                      "ActualFinish",
                                                      "ActualStart",
                                                      "Baseline",
                                                      "CalendarUID",
                                                      "ConstraintDate",
                                                      "ConstraintType",
                                                      "Critical",
                                                      "Deadline",
                                                      "Duration",
                                                      "DurationFormat",
                                                      "EarlyFinish",
                                                      "EarlyStart",
                                                      "ExternalTask",
                                                      "Finish",
                                                      "FreeSlack",
                                                      "GUID",
                                                      "ID",
                                                      "IgnoreResourceCalendar",
                                                      "IsNull",
                                                      "IsSubproject",
                                                      "LateFinish",
                                                      "LateStart",
                                                      "LevelingDelay",
                                                      "LevelingDelayFormat",
                                                      "Manual",
                                                      "ManualDuration",
                                                      "ManualFinish",
                                                      "ManualStart",
                                                      "Milestone",
                                                      "Name",
                                                      "OutlineLevel",
                                                      "OutlineNumber",
                                                      "PercentComplete",
                                                      "PredecessorLink",
                                                      "RemainingDuration",
                                                      "Resume",
                                                      "Start",
                                                      "Stop",
                                                      "Summary",
                                                      "TotalSlack",
                                                      "Type",
                                                      "UID",
                                                      "WBS",
                                                      "Work"};

constexpr std::int64_t kLargestId = std::int64_t{1} << 40;

constexpr std::array kConstraints{
    model::ConstraintKind::none,
    model::ConstraintKind::as_late_as_possible,
    model::ConstraintKind::must_start,
    model::ConstraintKind::must_finish,
    model::ConstraintKind::start_not_earlier,
    model::ConstraintKind::start_not_later,
    model::ConstraintKind::finish_not_earlier,
    model::ConstraintKind::finish_not_later,
};

/// Outline level 1 and deeper; 0 is the project's own summary row.
std::int64_t level_of(const Record& record) {
  if (const auto level = record.whole("OutlineLevel")) return *level;
  const std::string_view number = record.text("OutlineNumber");
  if (number == "0") return 0;
  return number.empty() ? 1 : std::ranges::count(number, '.') + 1;
}

StoredDates stored_of(const Record& record) {
  StoredDates stored;
  stored.early_start = record.moment("EarlyStart");
  stored.early_finish = record.moment("EarlyFinish");
  stored.late_start = record.moment("LateStart");
  stored.late_finish = record.moment("LateFinish");
  stored.start = record.moment("Start");
  stored.finish = record.moment("Finish");
  // Writers leave a slack of zero out.
  if (stored.late_finish || record.child("TotalSlack")) {
    stored.total_float = from_tenths(record.whole("TotalSlack").value_or(0));
    stored.free_float = from_tenths(record.whole("FreeSlack").value_or(0));
  }
  if (record.child("Critical")) stored.critical = record.flag("Critical", false);
  return stored;
}

struct TaskReader {
  TaskContext& context;
  ScheduleProject& out;
  Tasks tasks{};
  std::vector<std::size_t> open{};       ///< rows that the next one may lie under, outermost first
  std::vector<std::size_t> siblings{0};  ///< rows so far at each open level
  std::int64_t next_id = 1;
  std::set<std::int64_t> ids{};

  /// The row's UID where it can be an id, else a fresh one.
  model::ActivityId id_of(std::optional<std::int64_t> uid) {
    if (uid && *uid > 0 && *uid < kLargestId && ids.insert(*uid).second) return {*uid};
    while (!ids.insert(next_id).second) ++next_id;
    return {next_id};
  }

  /// Puts the row under the open one that is less deep.
  void place(Row& row) {
    if (row.level > kDeepestOutline) {
      context.remarks.add("mspdi.limit",
                          fmt::format("outline level {} is read as {}", row.level, kDeepestOutline),
                          row.node);
    }
    row.level = std::clamp<std::int64_t>(row.level, 1, kDeepestOutline);
    while (!open.empty() && tasks.rows[open.back()].level >= row.level) {
      open.pop_back();
      siblings.pop_back();
    }
    row.path = fmt::format("{}", ++siblings.back());
    if (!open.empty()) {
      Row& parent = tasks.rows[open.back()];
      row.parent = open.back();
      ++parent.children;
      row.path = parent.path + "." + row.path;
    }
    open.push_back(tasks.rows.size());
    siblings.push_back(0);
  }

  void read_progress(const Record& record, const ActivityFacts& facts, Row& row,
                     model::Activity& activity) {
    activity.actual_start = record.moment("ActualStart");
    activity.actual_finish = record.moment("ActualFinish");
    if (activity.actual_finish && !activity.actual_start) {
      activity.actual_start = activity.actual_finish;
    }
    const auto remaining = record.duration("RemainingDuration");
    const auto actual = record.duration("ActualDuration");
    const std::int64_t whole = activity.duration_likely;
    row.remaining = remaining.value_or(std::max<std::int64_t>(0, whole - actual.value_or(0)));
    row.actual_duration = actual.value_or(std::max<std::int64_t>(0, whole - row.remaining));
    row.stop = record.moment("Stop");
    row.resume = record.moment("Resume");
    if (activity.actual_start && !activity.actual_finish) {
      if (facts.percent_complete == 100) activity.actual_finish = facts.stored.finish;
    }
    if (activity.actual_start && !activity.actual_finish) activity.remaining = row.remaining;
  }

  void read_constraint(const Record& record, model::Activity& activity) {
    const std::int64_t type = record.whole("ConstraintType").value_or(0);
    const auto at = record.moment("ConstraintDate");
    activity.deadline = record.moment("Deadline");
    if (type < 0 || type >= static_cast<std::int64_t>(kConstraints.size())) {
      context.remarks.add("mspdi.value", fmt::format("constraint type {} is unknown", type),
                          record.node());
      return;
    }
    const bool dated = type > 1;
    if (dated && !at) return;
    activity.constraint_kind = kConstraints[static_cast<std::size_t>(type)];
    if (dated) activity.constraint_at = at;
  }

  void read_leveling(const Record& record, model::Activity& activity) {
    activity.leveling_delay = from_tenths(record.whole("LevelingDelay").value_or(0));
    const bool elapsed =
        is_elapsed_unit(record.whole("LevelingDelayFormat").value_or(kElapsedDays));
    if (activity.leveling_delay == 0 || elapsed) return;
    context.remarks.add("mspdi.task", "a leveling delay in working time is read as elapsed time",
                        record.child("LevelingDelay"));
  }

  void read_baseline(const Record& record, model::Activity& activity) {
    each_child(record.node(), "Baseline", [&](pugi::xml_node node) {
      if (parse_whole(child_of(node, "Number").child_value()).value_or(0) != 0) return;
      activity.approved_start = parse_moment(child_of(node, "Start").child_value());
      activity.approved_finish = parse_moment(child_of(node, "Finish").child_value());
    });
  }

  void read_row(const Record& record, Row& row, model::Activity& activity, ActivityFacts& facts) {
    activity.name = record.text("Name");
    activity.duration_likely = std::max<std::int64_t>(0, record.duration("Duration").value_or(0));
    facts.original_duration = activity.duration_likely;
    facts.guid = record.text("GUID");
    facts.file_id = record.text("UID");
    facts.stored = stored_of(record);
    facts.percent_complete = record.number("PercentComplete");
    facts.inactive = !record.flag("Active", true);
    facts.manual = record.flag("Manual", false);
    facts.elapsed = is_elapsed_unit(record.whole("DurationFormat").value_or(kDays));
    activity.planned_start = facts.stored.start ? facts.stored.start : record.moment("ManualStart");
    activity.planned_finish =
        facts.stored.finish ? facts.stored.finish : record.moment("ManualFinish");
    row.manual_dates = record.child("ManualStart") || record.child("ManualFinish");
    tasks.manual_dates = tasks.manual_dates || (facts.manual && record.child("ManualStart"));
    row.type = record.whole("Type").value_or(0);
    row.wbs = record.text("WBS");
    row.calendar = context.calendars.find(record.whole("CalendarUID"));
    row.lag_calendar = row.calendar.value_or(context.default_calendar);
    row.ignores_resources = record.flag("IgnoreResourceCalendar", false);
    row.fixed_dates = record.flag("ExternalTask", false) || record.flag("IsSubproject", false);
    read_progress(record, facts, row, activity);
    read_constraint(record, activity);
    read_leveling(record, activity);
    if (record.child("Baseline")) read_baseline(record, activity);
  }

  void read(pugi::xml_node node) {
    const Record record(node, "Task", kTaskNames, context.remarks);
    const auto uid = record.whole("UID");
    if (record.flag("IsNull", false)) return;
    Row row;
    row.uid = uid.value_or(-1);
    row.node = node;
    row.level = level_of(record);
    // The project's own summary row is the project, not one of its tasks.
    if (row.level == 0 && tasks.rows.empty()) return;
    model::Activity activity;
    ActivityFacts facts;
    activity.id = id_of(uid);
    read_row(record, row, activity, facts);
    place(row);
    activity.code = row.wbs.empty() ? row.path : row.wbs;
    if (!uid || !tasks.by_uid.emplace(*uid, tasks.rows.size()).second) {
      context.remarks.add(
          "mspdi.task",
          fmt::format("the UID '{:.20}' is missing or there twice; the task is read "
                      "as {}",
                      facts.file_id, activity.id.value),
          node);
      facts.file_id = fmt::format("{}", activity.id.value);
    }
    tasks.rows.push_back(std::move(row));
    out.file.activities.push_back(std::move(activity));
    out.facts.push_back(std::move(facts));
  }
};

/// The last part of a WBS text that continues its parent's, else all of it.
std::string wbs_code(const Row& row, const Row* parent) {
  const std::string& whole = row.wbs.empty() ? row.path : row.wbs;
  const std::string before =
      parent == nullptr ? std::string() : (parent->wbs.empty() ? parent->path : parent->wbs) + ".";
  return whole.size() > before.size() && whole.compare(0, before.size(), before) == 0
             ? whole.substr(before.size())
             : whole;
}

}  // namespace

Tasks read_tasks(pugi::xml_node project, TaskContext& context, ScheduleProject& out) {
  TaskReader reader{context, out};
  const pugi::xml_node list = child_of(project, "Tasks");
  each_child(list, "Task", [&](pugi::xml_node node) {
    const auto uid = parse_whole(child_of(node, "UID").child_value());
    reader.next_id = std::max(reader.next_id, std::min(uid.value_or(0), kLargestId) + 1);
  });
  each_child(list, "Task", [&](pugi::xml_node node) { reader.read(node); });
  Tasks tasks = std::move(reader.tasks);
  for (std::size_t i = 0; i < tasks.rows.size(); ++i) {
    const Row& row = tasks.rows[i];
    const Row* parent = row.parent == kNoRow ? nullptr : &tasks.rows[row.parent];
    model::Activity& activity = out.file.activities[i];
    activity.project_id = out.file.project.id;
    if (parent != nullptr) activity.wbs = parent->path;
    if (row.children == 0) continue;
    activity.kind = model::ActivityKind::summary;
    activity.wbs = row.path;
    out.wbs.push_back({.path = row.path,
                       .parent = parent == nullptr ? std::string() : parent->path,
                       .code = wbs_code(row, parent),
                       .name = activity.name,
                       .file_id = out.facts[i].file_id,
                       .guid = out.facts[i].guid});
  }
  return tasks;
}

}  // namespace tc::formats::mspdi

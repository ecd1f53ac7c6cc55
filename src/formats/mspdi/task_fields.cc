// SPDX-License-Identifier: Apache-2.0
#include "formats/mspdi/task_fields.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "formats/mspdi/record.h"
#include "formats/mspdi/values.h"

namespace tc::formats::mspdi {
namespace {

using model::ActivityKind;
using model::ConstraintKind;

constexpr std::int64_t kMostTenths = std::int64_t{1} << 50;

std::string flag(bool value) { return value ? "1" : "0"; }

std::string whole(std::int64_t value) { return fmt::format("{}", value); }

std::int64_t tenths(std::int64_t minutes) {
  return std::clamp(minutes, -kMostTenths, kMostTenths) * 10;
}

std::optional<std::string> slack(const std::optional<std::int64_t>& minutes) {
  return minutes ? std::optional(whole(tenths(*minutes))) : std::nullopt;
}

/// The code of ConstraintType; a mandatory date is written as a must.
std::int64_t constraint_code(ConstraintKind kind) {
  switch (kind) {
    case ConstraintKind::as_late_as_possible:
      return 1;
    case ConstraintKind::must_start:
    case ConstraintKind::mandatory_start:
      return 2;
    case ConstraintKind::must_finish:
    case ConstraintKind::mandatory_finish:
      return 3;
    case ConstraintKind::start_not_earlier:
      return 4;
    case ConstraintKind::start_not_later:
      return 5;
    case ConstraintKind::finish_not_earlier:
      return 6;
    case ConstraintKind::finish_not_later:
      return 7;
    case ConstraintKind::none:
    case ConstraintKind::set_by_hand:
      return 0;
  }
  return 0;
}

/// Finished tasks and summaries may be manual without a date that is set.
bool is_manual(const model::Activity& activity, const ActivityFacts& facts) {
  const bool dateless = activity.actual_finish || activity.kind == ActivityKind::summary;
  return activity.constraint_kind == ConstraintKind::set_by_hand || (facts.manual && dateless);
}

/// A second constraint that only caps late dates is what a deadline is.
std::optional<Minute> deadline_of(const model::Activity& activity) {
  const bool caps = activity.secondary_kind == ConstraintKind::finish_not_later;
  return activity.deadline || !caps ? activity.deadline : activity.secondary_at;
}

std::int64_t remaining_of(const model::Activity& activity) {
  if (activity.actual_finish) return 0;
  if (!activity.actual_start) return activity.duration_likely;
  return std::clamp<std::int64_t>(activity.remaining.value_or(activity.duration_likely), 0,
                                  std::max<std::int64_t>(0, kMostTenths));
}

void add_dates(const model::Activity& activity, const ActivityFacts& facts, Fields& out) {
  const StoredDates& stored = facts.stored;
  const auto start = activity.actual_start    ? activity.actual_start
                     : activity.planned_start ? activity.planned_start
                                              : stored.start;
  const auto finish = activity.actual_finish    ? activity.actual_finish
                      : activity.planned_finish ? activity.planned_finish
                                                : stored.finish;
  const bool manual = is_manual(activity, facts);
  out.push_back({"Start", moment_field(start)});
  out.push_back({"Finish", moment_field(finish)});
  out.push_back({"ManualStart", manual ? moment_field(activity.constraint_at) : std::nullopt});
  out.push_back({"ManualFinish", manual ? moment_field(finish) : std::nullopt});
  out.push_back({"ManualDuration",
                 manual ? std::optional(duration_text(activity.duration_likely)) : std::nullopt});
  out.push_back({"EarlyStart", moment_field(stored.early_start)});
  out.push_back({"EarlyFinish", moment_field(stored.early_finish)});
  out.push_back({"LateStart", moment_field(stored.late_start)});
  out.push_back({"LateFinish", moment_field(stored.late_finish)});
  out.push_back({"FreeSlack", slack(stored.free_float)});
  out.push_back({"TotalSlack", slack(stored.total_float)});
  out.push_back(
      {"Critical", stored.critical ? std::optional(flag(*stored.critical)) : std::nullopt});
}

void add_progress(const model::Activity& activity, const ActivityFacts& facts, Fields& out) {
  const std::int64_t remaining = remaining_of(activity);
  const std::int64_t done = std::max<std::int64_t>(0, activity.duration_likely - remaining);
  const bool under_way = activity.actual_start && !activity.actual_finish;
  const double percent = facts.percent_complete.value_or(static_cast<double>(percent_of(activity)));
  out.push_back({"Stop", under_way ? moment_field(activity.suspended_at) : std::nullopt});
  out.push_back({"Resume", under_way ? moment_field(activity.resumed_at) : std::nullopt});
  out.push_back({"PercentComplete", number_text(percent)});
  out.push_back({"ActualStart", moment_field(activity.actual_start)});
  out.push_back({"ActualFinish", moment_field(activity.actual_finish)});
  out.push_back({"ActualDuration", duration_text(activity.actual_finish ? activity.duration_likely
                                                 : under_way            ? done
                                                                        : 0)});
  out.push_back({"RemainingDuration", duration_text(remaining)});
}

}  // namespace

std::int64_t percent_of(const model::Activity& activity) {
  if (activity.actual_finish) return 100;
  if (!activity.actual_start || activity.duration_likely <= 0) return 0;
  const double left =
      static_cast<double>(remaining_of(activity)) / static_cast<double>(activity.duration_likely);
  return std::clamp<std::int64_t>(static_cast<std::int64_t>((1 - std::min(left, 1.0)) * 100 + 0.5),
                                  0, 99);
}

Fields task_fields(const model::Activity& activity, const ActivityFacts& facts,
                   const Uids& calendars) {
  Fields out;
  const auto calendar = calendars.find(activity.calendar_id.value);
  const bool driven = activity.kind == ActivityKind::resource_dependent;
  const bool milestone = activity.kind == ActivityKind::milestone ||
                         activity.kind == ActivityKind::start_milestone ||
                         activity.kind == ActivityKind::finish_milestone;
  const bool dated = constraint_code(activity.constraint_kind) > 1;
  const bool elapsed = facts.elapsed || !activity.calendar_id;
  out.push_back({"Name", activity.name});
  out.push_back({"Active", flag(!facts.inactive)});
  out.push_back({"Manual", flag(is_manual(activity, facts))});
  out.push_back({"Type", driven ? "0" : "1"});
  out.push_back({"Duration", duration_text(activity.duration_likely)});
  out.push_back({"DurationFormat", whole(elapsed ? kElapsedDays : kDays)});
  out.push_back({"Milestone", flag(milestone)});
  add_dates(activity, facts, out);
  add_progress(activity, facts, out);
  out.push_back({"ConstraintType", whole(constraint_code(activity.constraint_kind))});
  out.push_back(
      {"CalendarUID", calendar == calendars.end() ? std::string("-1") : whole(calendar->second)});
  out.push_back({"ConstraintDate", dated ? moment_field(activity.constraint_at) : std::nullopt});
  out.push_back({"Deadline", moment_field(deadline_of(activity))});
  out.push_back({"LevelingDelay", whole(tenths(activity.leveling_delay))});
  out.push_back({"LevelingDelayFormat", whole(kElapsedDays)});
  // Dates of the other tool do not wait for resources, unless the activity says so.
  out.push_back({"IgnoreResourceCalendar", flag(!driven && calendar != calendars.end())});
  return out;
}

Fields outline_fields(std::int64_t id, std::int64_t level, const std::string& number) {
  return {{"ID", whole(id)}, {"OutlineNumber", number}, {"OutlineLevel", whole(level)}};
}

Fields link_fields(const model::Link& link, std::int64_t predecessor_uid) {
  std::int64_t type = 1;
  switch (link.type) {
    case model::LinkType::finish_finish:
      type = 0;
      break;
    case model::LinkType::finish_start:
      type = 1;
      break;
    case model::LinkType::start_finish:
      type = 2;
      break;
    case model::LinkType::start_start:
      type = 3;
      break;
  }
  const bool elapsed = !link.lag_calendar_id && link.lag != 0;
  return {{"PredecessorUID", whole(predecessor_uid)},
          {"Type", whole(type)},
          {"CrossProject", "0"},
          {"LinkLag", whole(tenths(link.lag))},
          {"LagFormat", whole(elapsed ? kElapsedDays : kDays)}};
}

Fields project_fields(const ScheduleProject& project, const Uids& calendars) {
  const auto calendar = calendars.find(project.calendar_id.value);
  const std::int64_t per_day = std::clamp<std::int64_t>(project.minutes_per_day, 1, kMinutesPerDay);
  const std::string& name = project.file.project.name;
  const bool dated = project.start && project.data_date != *project.start;
  return {{"Name", project.code.empty() ? name : project.code},
          {"Title", name.empty() ? project.code : name},
          {"ScheduleFromStart", flag(!project.rules.from_finish)},
          {"StartDate", moment_field(project.start ? *project.start : project.data_date)},
          {"FinishDate",
           moment_field(project.rules.from_finish && project.must_finish_by ? project.must_finish_by
                                                                            : project.finish)},
          {"CriticalSlackLimit", whole(project.rules.critical_minutes / per_day)},
          {"CalendarUID",
           calendar == calendars.end() ? std::nullopt : std::optional(whole(calendar->second))},
          {"MinutesPerDay", whole(per_day)},
          {"MultipleCriticalPaths", flag(project.rules.own_open_ends)},
          {"StatusDate", dated ? moment_field(project.data_date) : std::nullopt}};
}

Fields resource_fields(const FileResource& resource) {
  const bool cost = resource.kind == ResourceKind::cost;
  const char* type = cost ? "2" : resource.kind == ResourceKind::material ? "0" : "1";
  return {{"Name", resource.name},
          {"Type", type},
          {"Code", resource.code.empty() ? std::nullopt : std::optional(resource.code)},
          {"IsCostResource", flag(cost)}};
}

Fields assignment_fields(const FileAssignment& assignment, ResourceKind kind) {
  const auto amount = [kind](std::int64_t value) {
    const std::int64_t bounded = std::clamp(value, -kMostTenths, kMostTenths);
    return duration_text(kind == ResourceKind::material ? bounded * 60 / 1000 : bounded);
  };
  return {{"Cost", number_text(assignment.cost * 100)},
          {"RemainingWork", amount(assignment.remaining_work)},
          {"Units", number_text(assignment.units)},
          {"Work", amount(assignment.work)}};
}

Fields baseline_fields(const model::Activity& activity) {
  return {{"Start", moment_field(activity.approved_start)},
          {"Finish", moment_field(activity.approved_finish)}};
}

void write_baseline(pugi::xml_node task, const model::Activity& activity) {
  pugi::xml_node baseline;
  each_child(task, "Baseline", [&](pugi::xml_node node) {
    if (parse_whole(child_of(node, "Number").child_value()).value_or(0) == 0) baseline = node;
  });
  const bool none = !activity.approved_start && !activity.approved_finish;
  if (none && !baseline) return;
  if (!baseline) {
    baseline = insert_child(task, "Baseline", task_order());
    append_text(baseline, "Number", "0");
  }
  constexpr auto kOrder = std::to_array<std::string_view>(
      {"TimephasedData", "Number", "Interim", "Start", "Finish", "Duration"});
  for (const Field& field : baseline_fields(activity)) put(baseline, field, kOrder);
}

void note_losses(const model::Activity& activity, const std::string& where, Dropped& dropped) {
  const ConstraintKind kind = activity.constraint_kind;
  if (kind == ConstraintKind::mandatory_start || kind == ConstraintKind::mandatory_finish) {
    dropped.add("mspdi.constraint", "a mandatory date becomes a must date", where);
  }
  const ConstraintKind second = activity.secondary_kind;
  const bool as_deadline = second == ConstraintKind::finish_not_later && !activity.deadline;
  if (second != ConstraintKind::none) {
    dropped.add(
        "mspdi.constraint",
        as_deadline ? "a second constraint becomes a deadline" : "a second constraint is left out",
        where);
  }
  const auto lost = [&](bool given, std::string_view what) {
    if (given) dropped.add("mspdi.activity", what, where);
  };
  lost(activity.expected_finish.has_value(), "an expected finish is left out");
  lost(activity.external_start.has_value() || activity.external_finish.has_value(),
       "dates from projects that are not loaded are left out");
  lost(activity.interruption > 0, "breaks within the work are left out");
  lost(activity.weather != 0, "the weather class is left out");
  lost(activity.kind == ActivityKind::level_of_effort,
       "a level of effort becomes a task of fixed duration");
  lost(activity.kind == ActivityKind::start_milestone ||
           activity.kind == ActivityKind::finish_milestone,
       "the edge of a start or finish milestone is left out");
}

}  // namespace tc::formats::mspdi

// SPDX-License-Identifier: Apache-2.0
#include "formats/xer/fields.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "formats/schedule/working_time.h"
#include "formats/xer/clndr_data.h"
#include "formats/xer/codes.h"
#include "formats/xer/values.h"

namespace tc::formats::xer {
namespace {

using model::Activity;

std::string one_line(std::string text) {
  for (char& c : text) {
    if (c == '\t' || c == '\r' || c == '\n') c = ' ';
  }
  return text;
}

/// Adds fields one after the other, each kind of value in its form.
class Row {
 public:
  Row& text(std::string_view name, std::string value) {
    fields_.push_back({.name = name, .value = one_line(std::move(value))});
    return *this;
  }
  Row& word(std::string_view name, std::string_view value) {
    return text(name, std::string(value));
  }
  Row& date(std::string_view name, std::optional<Minute> value) {
    return text(name, value ? date_text(*value) : std::string());
  }
  Row& hours(std::string_view name, std::optional<std::int64_t> minutes) {
    fields_.push_back(
        {.name = name, .value = minutes ? hours_text(*minutes) : std::string(), .number = true});
    return *this;
  }
  Row& number(std::string_view name, double value) {
    fields_.push_back({.name = name, .value = number_text(value), .number = true});
    return *this;
  }
  Row& flag(std::string_view name, bool value) { return word(name, value ? "Y" : "N"); }
  Row& if_present(std::string_view name, std::string value) {
    text(name, std::move(value));
    fields_.back().if_present = true;
    return *this;
  }
  [[nodiscard]] Fields take() { return std::move(fields_); }

 private:
  Fields fields_;
};

std::string element_of(const FieldContext& context, model::ProjectId project,
                       std::string_view path) {
  auto at = context.elements.find(element_key(project, path));
  if (at == context.elements.end()) at = context.elements.find(element_key(project, ""));
  return at == context.elements.end() ? std::string() : at->second;
}

/// proj_id of the project that holds the activity.
std::string project_of(const FieldContext& context, model::ActivityId id) {
  const auto at = context.task_projects.find(id.value);
  return at == context.task_projects.end() ? std::string() : context.ids.projects.of(at->second);
}

std::string_view status_word(const Activity& activity) {
  return activity.actual_finish  ? "TK_Complete"
         : activity.actual_start ? "TK_Active"
                                 : "TK_NotStart";
}

/// What the model shows as current dates of work to do, and the tool's early and late dates.
void add_dates(Row& row, const Activity& activity, const StoredDates& stored) {
  const bool done = activity.actual_finish.has_value();
  const auto early = stored.early_start ? stored.early_start : activity.planned_start;
  const auto begin = activity.actual_start    ? early
                     : activity.planned_start ? activity.planned_start
                                              : early;
  const auto end = activity.planned_finish ? activity.planned_finish : stored.early_finish;
  row.date("act_start_date", activity.actual_start)
      .date("act_end_date", activity.actual_finish)
      .date("restart_date", done ? std::nullopt : begin)
      .date("reend_date", done ? std::nullopt : end)
      .date("early_start_date", stored.early_start)
      .date("early_end_date", stored.early_finish)
      .date("late_start_date", stored.late_start)
      .date("late_end_date", stored.late_finish)
      .date("rem_late_start_date", done ? std::nullopt : stored.late_start)
      .date("rem_late_end_date", done ? std::nullopt : stored.late_finish)
      .date("target_start_date", activity.approved_start)
      .date("target_end_date", activity.approved_finish)
      .hours("total_float_hr_cnt", stored.total_float)
      .hours("free_float_hr_cnt", stored.free_float);
}

void add_constraint(Row& row, std::string_view suffix, model::ConstraintKind kind,
                    std::optional<Minute> at) {
  const std::string_view word = word_of(kConstraints, kind);
  const bool first = suffix.empty();
  row.word(first ? "cstr_type" : "cstr_type2", word)
      .date(first ? "cstr_date" : "cstr_date2", word.empty() ? std::nullopt : at);
}

void add_constraints(Row& row, const Activity& activity) {
  add_constraint(row, "", activity.constraint_kind, activity.constraint_at);
  add_constraint(row, "2", activity.secondary_kind, activity.secondary_at);
  row.date("expect_end_date", activity.expected_finish)
      .date("suspend_date", activity.suspended_at)
      .date("resume_date", activity.resumed_at)
      .date("external_early_start_date", activity.external_start)
      .date("external_late_end_date", activity.external_finish);
}

}  // namespace

void IdTexts::set(std::int64_t id, const std::string& text) {
  texts_.try_emplace(id, text);
  used_.insert(text);
  if (const auto number = parse_id(text)) next_ = std::max(next_, *number + 1);
}

std::string IdTexts::fresh(std::string_view wish) {
  if (parse_id(wish) && !used_.contains(wish)) return *used_.insert(std::string(wish)).first;
  while (used_.contains(std::to_string(next_))) ++next_;
  return *used_.insert(std::to_string(next_)).first;
}

const std::string& IdTexts::take(std::int64_t id, std::string_view wish) {
  const auto known = texts_.find(id);
  if (known != texts_.end()) return known->second;
  const std::string own = std::to_string(id);
  return texts_.emplace(id, fresh(parse_id(wish) && !used_.contains(wish) ? wish : own))
      .first->second;
}

std::string IdTexts::of(std::int64_t id) const {
  const auto known = texts_.find(id);
  return known == texts_.end() ? std::string() : known->second;
}

std::string element_key(model::ProjectId project, std::string_view path) {
  return std::to_string(project.value) + "/" + std::string(path);
}

FieldContext make_context(const ScheduleFile& file, RowIds& ids) {
  FieldContext context{.file = file, .ids = ids, .elements = {}, .kinds = {}, .task_projects = {}};
  for (const FileResource& resource : file.resources) {
    context.kinds.emplace(resource.id, resource.kind);
  }
  for (const ScheduleProject& project : file.projects) {
    for (const Activity& activity : project.file.activities) {
      context.task_projects.emplace(activity.id.value, project.file.project.id.value);
    }
  }
  return context;
}

Result<Fields> calendar_fields(const FieldContext& context, std::size_t index) {
  const model::Calendar& calendar = context.file.calendars[index];
  CalendarFacts facts;
  if (index < context.file.calendar_facts.size()) facts = context.file.calendar_facts[index];
  TC_TRY(WorkingTime time, from_model(calendar));
  Row row;
  row.text("clndr_id", context.ids.calendars.of(calendar.id.value))
      .text("clndr_name", calendar.name)
      .word("clndr_type", word_of(kScopes, facts.scope))
      .flag("default_flag", facts.is_default)
      .text("base_clndr_id", context.ids.calendars.of(facts.base.value))
      .hours("day_hr_cnt", facts.minutes_per_day)
      .text("clndr_data", print_clndr_data(time));
  return row.take();
}

Fields project_fields(const FieldContext& context, const ScheduleProject& project) {
  Row row;
  row.text("proj_id", context.ids.projects.of(project.file.project.id.value))
      .text("proj_short_name", project.code)
      .if_present("proj_name", project.file.project.name)
      .text("guid", project.guid)
      .date("plan_start_date", project.start)
      .date("plan_end_date", project.must_finish_by)
      .date("scd_end_date", project.finish)
      .date("last_recalc_date", project.data_date)
      .text("clndr_id", context.ids.calendars.of(project.calendar_id.value))
      .word("critical_path_type", word_of(kCriticalPaths, project.rules.critical))
      .hours("critical_drtn_hr_cnt", project.rules.critical_minutes);
  return row.take();
}

Fields option_fields(const FieldContext& context, const ScheduleProject& project) {
  const model::SchedulingRules& rules = project.rules;
  Row row;
  row.text("proj_id", context.ids.projects.of(project.file.project.id.value))
      .flag("sched_open_critical_flag", rules.own_open_ends)
      .flag("sched_lag_early_start_flag", !rules.lag_from_actual_start)
      .flag("sched_retained_logic", rules.progress == model::ProgressRule::retained_logic)
      .flag("sched_progress_override", rules.progress == model::ProgressRule::progress_override)
      .word("sched_float_type", word_of(kFloatTypes, rules.total_float))
      .word("sched_calendar_on_relationship_lag", word_of(kLagCalendars, rules.lag_calendar))
      .flag("sched_use_expect_end_flag", rules.use_expected_finish)
      .flag("sched_use_project_end_date_for_float",
            rules.float_basis == model::FloatBasis::own_project);
  return row.take();
}

Fields root_fields(const FieldContext& context, const ScheduleProject& project) {
  const model::ProjectId id = project.file.project.id;
  Row row;
  row.text("wbs_id", element_of(context, id, ""))
      .text("proj_id", context.ids.projects.of(id.value))
      .flag("proj_node_flag", true)
      .text("wbs_short_name", project.code)
      .text("wbs_name", project.file.project.name);
  return row.take();
}

Fields element_fields(const FieldContext& context, const ScheduleProject& project,
                      const WbsElement& element) {
  const model::ProjectId id = project.file.project.id;
  Row row;
  row.text("wbs_id", element_of(context, id, element.path))
      .text("proj_id", context.ids.projects.of(id.value))
      .text("parent_wbs_id", element_of(context, id, element.parent))
      .text("wbs_short_name", element.code)
      .text("wbs_name", element.name)
      .text("guid", element.guid);
  return row.take();
}

Fields resource_fields(const FieldContext& context, const FileResource& resource) {
  Row row;
  row.text("rsrc_id", context.ids.resources.of(resource.id))
      .text("rsrc_short_name", resource.code)
      .text("rsrc_name", resource.name)
      .text("guid", resource.guid)
      .word("rsrc_type", word_of(kResourceKinds, resource.kind))
      .text("clndr_id", context.ids.calendars.of(resource.calendar_id.value));
  return row.take();
}

Fields task_fields(const FieldContext& context, const ScheduleProject& project,
                   const Activity& activity, const ActivityFacts& facts) {
  const model::ProjectId id = project.file.project.id;
  const std::int64_t usual = activity.actual_finish ? 0 : activity.duration_likely;
  Row row;
  row.text("task_id", context.ids.tasks.of(activity.id.value))
      .text("proj_id", context.ids.projects.of(id.value))
      .text("wbs_id", element_of(context, id, activity.wbs))
      .text("clndr_id", context.ids.calendars.of(activity.calendar_id.value))
      .text("task_code", activity.code)
      .text("task_name", activity.name)
      .word("task_type", word_of(kTaskTypes, activity.kind))
      .word("status_code", status_word(activity))
      .text("guid", facts.guid)
      .hours("target_drtn_hr_cnt", activity.duration_likely)
      .hours("remain_drtn_hr_cnt", activity.remaining.value_or(usual));
  add_dates(row, activity, facts.stored);
  add_constraints(row, activity);
  row.word("driving_path_flag", !facts.stored.longest_path   ? ""
                                : *facts.stored.longest_path ? "Y"
                                                             : "N");
  return row.take();
}

Fields assignment_fields(const FieldContext& context, const FileAssignment& assignment) {
  const auto kind = context.kinds.find(assignment.resource_id);
  const bool material = kind != context.kinds.end() && kind->second == ResourceKind::material;
  const double scale = material ? 1000 : 60;
  Row row;
  row.text("taskrsrc_id", context.ids.assignments.of(assignment.id))
      .text("task_id", context.ids.tasks.of(assignment.activity_id.value))
      .text("proj_id", project_of(context, assignment.activity_id))
      .text("rsrc_id", context.ids.resources.of(assignment.resource_id))
      .word("rsrc_type", kind == context.kinds.end() ? "" : word_of(kResourceKinds, kind->second))
      .number("target_qty_per_hr", assignment.units)
      .number("target_qty", static_cast<double>(assignment.work) / scale)
      .number("remain_qty", static_cast<double>(assignment.remaining_work) / scale)
      .number("target_cost", assignment.cost);
  return row.take();
}

Fields link_fields(const FieldContext& context, const model::Link& link) {
  Row row;
  row.text("task_pred_id", context.ids.links.of(link.id.value))
      .text("task_id", context.ids.tasks.of(link.successor_id.value))
      .text("pred_task_id", context.ids.tasks.of(link.predecessor_id.value))
      .text("proj_id", context.ids.projects.of(link.project_id.value))
      .text("pred_proj_id", project_of(context, link.predecessor_id))
      .word("pred_type", word_of(kLinkTypes, link.type))
      .hours("lag_hr_cnt", link.lag);
  return row.take();
}

}  // namespace tc::formats::xer

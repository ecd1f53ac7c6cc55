// SPDX-License-Identifier: Apache-2.0
#include "formats/pmxml/rows.h"

#include <fmt/format.h>

#include <array>

#include "formats/pmxml/words.h"

namespace tc::formats::pmxml {
namespace {

Text stamp(const std::optional<Minute>& date) { return date ? Text(stamp_text(*date)) : Text(); }
Text flag(bool value) { return value ? "1" : "0"; }
Text filled(std::string_view text) { return text.empty() ? Text() : Text(std::string(text)); }
Text number(double value) { return fmt::format("{}", value); }

using V = const ActivityView&;
using N = const Naming&;

std::string_view status_of(const model::Activity& activity) {
  if (activity.actual_finish) return "Completed";
  return activity.actual_start ? "In Progress" : "Not Started";
}

std::int64_t remaining_of(const model::Activity& activity) {
  return activity.remaining.value_or(activity.actual_finish ? 0 : activity.duration_likely);
}

/// P6 has no deadline; one that caps the late finish stands as the second constraint.
bool deadline_is_second(const model::Activity& activity) {
  return activity.deadline && activity.secondary_kind == model::ConstraintKind::none;
}

Text second_kind(const model::Activity& activity) {
  return filled(word_of(deadline_is_second(activity) ? model::ConstraintKind::finish_not_later
                                                     : activity.secondary_kind));
}

constexpr std::array kActivityRows{
    RowOf<ActivityView>{"ActualFinishDate", [](N, V v) { return stamp(v.activity.actual_finish); }},
    RowOf<ActivityView>{"ActualStartDate", [](N, V v) { return stamp(v.activity.actual_start); }},
    RowOf<ActivityView>{"CalendarObjectId",
                        [](N n, V v) { return filled(n.calendar(v.activity.calendar_id)); }},
    RowOf<ActivityView>{"DurationPercentComplete",
                        [](N, V v) {
                          return v.facts.percent_complete ? number(*v.facts.percent_complete / 100)
                                                          : Text();
                        }},
    RowOf<ActivityView>{"DurationType",
                        [](N, V) -> Text { return "Fixed Duration and Units/Time"; }, true},
    RowOf<ActivityView>{"ExpectedFinishDate",
                        [](N, V v) { return stamp(v.activity.expected_finish); }},
    RowOf<ActivityView>{"ExternalEarlyStartDate",
                        [](N, V v) { return stamp(v.activity.external_start); }},
    RowOf<ActivityView>{"ExternalLateFinishDate",
                        [](N, V v) { return stamp(v.activity.external_finish); }},
    RowOf<ActivityView>{"FinishDate", [](N, V v) { return stamp(v.activity.planned_finish); }},
    RowOf<ActivityView>{"GUID", [](N, V v) { return filled(v.facts.guid); }},
    RowOf<ActivityView>{"Id", [](N n, V v) -> Text { return n.code(v.activity); }},
    RowOf<ActivityView>{"Name", [](N, V v) -> Text { return v.activity.name; }},
    RowOf<ActivityView>{"ObjectId", [](N n, V v) -> Text { return n.activity(v.activity.id); }},
    RowOf<ActivityView>{"PercentCompleteType", [](N, V) -> Text { return "Duration"; }, true},
    RowOf<ActivityView>{"PlannedDuration",
                        [](N, V v) -> Text { return hours_text(v.activity.duration_likely); }},
    RowOf<ActivityView>{"PlannedFinishDate",
                        [](N, V v) {
                          const model::Activity& a = v.activity;
                          return stamp(a.approved_finish ? a.approved_finish : a.planned_finish);
                        },
                        false, true},
    RowOf<ActivityView>{"PlannedStartDate",
                        [](N, V v) {
                          const model::Activity& a = v.activity;
                          return stamp(a.approved_start ? a.approved_start : a.planned_start);
                        },
                        false, true},
    RowOf<ActivityView>{"PrimaryConstraintDate",
                        [](N, V v) { return stamp(v.activity.constraint_at); }},
    RowOf<ActivityView>{"PrimaryConstraintType",
                        [](N, V v) { return filled(word_of(v.activity.constraint_kind)); }},
    RowOf<ActivityView>{"ProjectObjectId",
                        [](N n, V v) -> Text { return n.project(v.activity.project_id); }},
    RowOf<ActivityView>{"RemainingDuration",
                        [](N, V v) -> Text { return hours_text(remaining_of(v.activity)); }},
    RowOf<ActivityView>{"RemainingEarlyFinishDate",
                        [](N, V v) { return stamp(v.facts.stored.early_finish); }},
    RowOf<ActivityView>{"RemainingEarlyStartDate",
                        [](N, V v) { return stamp(v.facts.stored.early_start); }},
    RowOf<ActivityView>{"RemainingLateFinishDate",
                        [](N, V v) { return stamp(v.facts.stored.late_finish); }},
    RowOf<ActivityView>{"RemainingLateStartDate",
                        [](N, V v) { return stamp(v.facts.stored.late_start); }},
    RowOf<ActivityView>{"ResumeDate", [](N, V v) { return stamp(v.activity.resumed_at); }},
    RowOf<ActivityView>{"SecondaryConstraintDate",
                        [](N, V v) {
                          return stamp(deadline_is_second(v.activity) ? v.activity.deadline
                                                                      : v.activity.secondary_at);
                        }},
    RowOf<ActivityView>{"SecondaryConstraintType", [](N, V v) { return second_kind(v.activity); }},
    RowOf<ActivityView>{"StartDate", [](N, V v) { return stamp(v.activity.planned_start); }},
    RowOf<ActivityView>{"Status", [](N, V v) { return filled(status_of(v.activity)); }},
    RowOf<ActivityView>{"SuspendDate", [](N, V v) { return stamp(v.activity.suspended_at); }},
    RowOf<ActivityView>{"Type", [](N, V v) { return filled(word_of(v.activity.kind)); }},
    RowOf<ActivityView>{"WBSObjectId",
                        [](N n, V v) { return n.element(v.activity.project_id, v.activity.wbs); }},
};

using E = const ElementView&;
constexpr std::array kElementRows{
    RowOf<ElementView>{"Code", [](N, E e) -> Text { return e.element.code; }},
    RowOf<ElementView>{"GUID", [](N, E e) { return filled(e.element.guid); }},
    RowOf<ElementView>{"Name", [](N, E e) -> Text { return e.element.name; }},
    RowOf<ElementView>{"ObjectId", [](N n, E e) { return n.element(e.project, e.element.path); }},
    RowOf<ElementView>{"ParentObjectId",
                       [](N n, E e) { return n.element(e.project, e.element.parent); }},
    RowOf<ElementView>{"ProjectObjectId", [](N n, E e) -> Text { return n.project(e.project); }},
    RowOf<ElementView>{"Status", [](N, E) -> Text { return "Active"; }, true},
};

using P = const ScheduleProject&;
constexpr std::array kProjectRows{
    RowOf<ScheduleProject>{"ActivityDefaultCalendarObjectId",
                           [](N n, P p) { return filled(n.calendar(p.calendar_id)); }},
    RowOf<ScheduleProject>{"CriticalActivityFloatLimit",
                           [](N, P p) -> Text { return hours_text(p.rules.critical_minutes); }},
    RowOf<ScheduleProject>{"CriticalActivityPathType",
                           [](N, P p) { return filled(word_of(p.rules.critical)); }},
    RowOf<ScheduleProject>{"DataDate", [](N, P p) -> Text { return stamp_text(p.data_date); }},
    RowOf<ScheduleProject>{"GUID", [](N, P p) { return filled(p.guid); }},
    RowOf<ScheduleProject>{
        "Id",
        [](N n, P p) -> Text { return p.code.empty() ? n.project(p.file.project.id) : p.code; }},
    RowOf<ScheduleProject>{"MustFinishByDate", [](N, P p) { return stamp(p.must_finish_by); }},
    RowOf<ScheduleProject>{"Name", [](N, P p) -> Text { return p.file.project.name; }},
    RowOf<ScheduleProject>{"ObjectId",
                           [](N n, P p) -> Text { return n.project(p.file.project.id); }},
    RowOf<ScheduleProject>{"PlannedStartDate", [](N, P p) { return stamp(p.start); }},
    RowOf<ScheduleProject>{"ScheduledFinishDate", [](N, P p) { return stamp(p.finish); }},
    RowOf<ScheduleProject>{"Status", [](N, P) -> Text { return "Active"; }, true},
    RowOf<ScheduleProject>{"WBSCodeSeparator", [](N, P) -> Text { return "."; }, true},
};

constexpr std::array kOptionRows{
    RowOf<ScheduleProject>{
        "CalculateFloatBasedOnFinishDate",
        [](N, P p) { return flag(p.rules.float_basis == model::FloatBasis::own_project); }},
    RowOf<ScheduleProject>{"ComputeTotalFloatType",
                           [](N, P p) { return filled(word_of(p.rules.total_float)); }},
    RowOf<ScheduleProject>{"CriticalActivityFloatThreshold",
                           [](N, P p) -> Text { return hours_text(p.rules.critical_minutes); }},
    RowOf<ScheduleProject>{"CriticalActivityPathType",
                           [](N, P p) { return filled(word_of(p.rules.critical)); }},
    RowOf<ScheduleProject>{"MakeOpenEndedActivitiesCritical",
                           [](N, P p) { return flag(p.rules.own_open_ends); }},
    RowOf<ScheduleProject>{"OutOfSequenceScheduleType",
                           [](N, P p) { return filled(word_of(p.rules.progress)); }},
    RowOf<ScheduleProject>{"ProjectObjectId",
                           [](N n, P p) -> Text { return n.project(p.file.project.id); }},
    RowOf<ScheduleProject>{"RelationshipLagCalendar",
                           [](N, P p) { return filled(word_of(p.rules.lag_calendar)); }},
    RowOf<ScheduleProject>{"StartToStartLagCalculationType",
                           [](N, P p) { return flag(!p.rules.lag_from_actual_start); }},
    RowOf<ScheduleProject>{"UseExpectedFinishDates",
                           [](N, P p) { return flag(p.rules.use_expected_finish); }},
};

using L = const model::Link&;
constexpr std::array kLinkRows{
    RowOf<model::Link>{"Lag", [](N, L l) -> Text { return hours_text(l.lag); }},
    RowOf<model::Link>{"ObjectId", [](N, L l) -> Text { return std::to_string(l.id.value); }},
    RowOf<model::Link>{"PredecessorActivityObjectId",
                       [](N n, L l) -> Text { return n.activity(l.predecessor_id); }},
    RowOf<model::Link>{"PredecessorProjectObjectId",
                       [](N n, L l) { return filled(n.project_of(l.predecessor_id)); }},
    RowOf<model::Link>{"SuccessorActivityObjectId",
                       [](N n, L l) -> Text { return n.activity(l.successor_id); }},
    RowOf<model::Link>{"SuccessorProjectObjectId",
                       [](N n, L l) { return filled(n.project_of(l.successor_id)); }},
    RowOf<model::Link>{"Type", [](N, L l) { return filled(word_of(l.type)); }},
};

using C = const CalendarView&;
constexpr std::array kCalendarRows{
    RowOf<CalendarView>{"BaseCalendarObjectId",
                        [](N n, C c) { return filled(n.calendar(c.facts.base)); }},
    RowOf<CalendarView>{"GUID", [](N, C c) { return filled(c.facts.guid); }},
    RowOf<CalendarView>{"HoursPerDay",
                        [](N, C c) -> Text { return hours_text(c.facts.minutes_per_day); }},
    RowOf<CalendarView>{"IsDefault", [](N, C c) { return flag(c.facts.is_default); }},
    RowOf<CalendarView>{"IsPersonal", [](N, C) { return flag(false); }, true},
    RowOf<CalendarView>{"Name", [](N, C c) -> Text { return c.calendar.name; }},
    RowOf<CalendarView>{"ObjectId", [](N n, C c) { return filled(n.calendar(c.calendar.id)); }},
    RowOf<CalendarView>{"Type", [](N, C c) { return filled(word_of(c.facts.scope)); }},
};

using R = const FileResource&;
constexpr std::array kResourceRows{
    RowOf<FileResource>{"CalendarObjectId",
                        [](N n, R r) { return filled(n.calendar(r.calendar_id)); }},
    RowOf<FileResource>{"GUID", [](N, R r) { return filled(r.guid); }},
    RowOf<FileResource>{
        "Id", [](N, R r) -> Text { return r.code.empty() ? "R" + std::to_string(r.id) : r.code; }},
    RowOf<FileResource>{"IsActive", [](N, R) { return flag(true); }, true},
    RowOf<FileResource>{"Name", [](N, R r) -> Text { return r.name; }},
    RowOf<FileResource>{"ObjectId", [](N, R r) -> Text { return std::to_string(r.id); }},
    RowOf<FileResource>{"ResourceType", [](N, R r) { return filled(word_of(r.kind)); }},
};

using A = const AssignmentView&;
bool is_material(A a) {
  return a.resource != nullptr && a.resource->kind == ResourceKind::material;
}
Text amount(A a, std::int64_t value) {
  if (!is_material(a)) return hours_text(value);
  return number(static_cast<double>(value) / 1000);
}
/// Whether reading shall take the resource's calendar for the activity's.
bool drives(A a) {
  return a.assignment.drives_in || a.resource == nullptr || a.activity == nullptr ||
         !a.resource->calendar_id || a.activity->calendar_id == a.resource->calendar_id;
}
/// The hourly rate at which what remains takes the span that the assignment needs.
Text remaining_rate(A a) {
  if (a.assignment.span <= 0) return number(a.assignment.units);
  return number(static_cast<double>(a.assignment.remaining_work) /
                static_cast<double>(a.assignment.span));
}

constexpr std::array kAssignmentRows{
    RowOf<AssignmentView>{"ActivityObjectId",
                          [](N n, A a) -> Text { return n.activity(a.assignment.activity_id); }},
    RowOf<AssignmentView>{"DrivingActivityDatesFlag", [](N, A a) { return flag(drives(a)); }, true},
    RowOf<AssignmentView>{"ObjectId",
                          [](N, A a) -> Text { return std::to_string(a.assignment.id); }},
    RowOf<AssignmentView>{"PlannedCost", [](N, A a) { return number(a.assignment.cost); }},
    RowOf<AssignmentView>{"PlannedUnits", [](N, A a) { return amount(a, a.assignment.work); }},
    RowOf<AssignmentView>{"PlannedUnitsPerTime", [](N, A a) { return number(a.assignment.units); }},
    RowOf<AssignmentView>{"ProjectObjectId",
                          [](N n, A a) { return filled(n.project_of(a.assignment.activity_id)); }},
    RowOf<AssignmentView>{"RemainingUnits",
                          [](N, A a) { return amount(a, a.assignment.remaining_work); }},
    RowOf<AssignmentView>{"RemainingUnitsPerTime", [](N, A a) { return remaining_rate(a); }},
    RowOf<AssignmentView>{"ResourceObjectId",
                          [](N, A a) -> Text { return std::to_string(a.assignment.resource_id); }},
    RowOf<AssignmentView>{
        "ResourceType",
        [](N, A a) { return a.resource == nullptr ? Text() : filled(word_of(a.resource->kind)); }},
};

}  // namespace

std::span<const RowOf<ActivityView>> activity_rows() { return kActivityRows; }
std::span<const RowOf<ElementView>> element_rows() { return kElementRows; }
std::span<const RowOf<ScheduleProject>> project_rows() { return kProjectRows; }
std::span<const RowOf<ScheduleProject>> option_rows() { return kOptionRows; }
std::span<const RowOf<model::Link>> link_rows() { return kLinkRows; }
std::span<const RowOf<CalendarView>> calendar_rows() { return kCalendarRows; }
std::span<const RowOf<FileResource>> resource_rows() { return kResourceRows; }
std::span<const RowOf<AssignmentView>> assignment_rows() { return kAssignmentRows; }

}  // namespace tc::formats::pmxml

// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "formats/pmxml/reading.h"
#include "formats/pmxml/words.h"

namespace tc::formats::pmxml {
namespace {

/// A field's word as an enumerator; an unknown word is noted, an absent one is not.
template <class E>
std::optional<E> word(ReadState& state, const Element& element, std::string_view name,
                      std::optional<E> (*find)(std::string_view)) {
  const std::string_view text = element.text(name);
  if (text.empty()) return std::nullopt;
  const std::optional<E> value = find(text);
  if (!value) {
    state.note("pmxml.value", fmt::format("{} '{}' is not understood", name, text.substr(0, 60)),
               element.child(name));
  }
  return value;
}

void read_work(ReadState& state, const Element& element, model::Activity& activity,
               ActivityFacts& facts) {
  const std::optional<std::int64_t> planned = state.hours(element, "PlannedDuration");
  const std::optional<std::int64_t> at_end = state.hours(element, "AtCompletionDuration");
  const std::int64_t duration = std::max<std::int64_t>(planned.value_or(at_end.value_or(0)), 0);
  facts.original_duration = duration;
  activity.duration_low = activity.duration_likely = activity.duration_high = duration;
  if (model::is_milestone(activity.kind)) {
    activity.duration_low = activity.duration_likely = activity.duration_high = 0;
  }
  // What P6 writes of work not started, or finished, says nothing that the duration does not.
  const auto remaining = state.hours(element, "RemainingDuration");
  const std::int64_t usual = activity.actual_finish ? 0 : activity.duration_likely;
  const bool started = activity.actual_start && !activity.actual_finish;
  if (remaining && *remaining >= 0 && (started || *remaining != usual)) {
    activity.remaining = remaining;
  }
  std::string_view percent = element.text("DurationPercentComplete");
  if (percent.empty() && element.text("PercentCompleteType") == "Duration") {
    percent = element.text("PercentComplete");
  }
  if (const std::optional<double> share = parse_number(percent)) {
    facts.percent_complete = std::clamp(*share * 100, 0.0, 100.0);
  }
}

void read_dates(ReadState& state, const Element& element, model::Activity& activity,
                ActivityFacts& facts) {
  activity.actual_start = state.stamp(element, "ActualStartDate");
  activity.actual_finish = state.stamp(element, "ActualFinishDate");
  if (activity.actual_finish && !activity.actual_start) {
    state.note("pmxml.progress", "work that never began is finished; it began there too",
               element.child("ActualFinishDate"));
    activity.actual_start = activity.actual_finish;
  }
  activity.planned_start = state.stamp(element, "StartDate");
  activity.planned_finish = state.stamp(element, "FinishDate");
  activity.approved_start = state.stamp(element, "PlannedStartDate");
  activity.approved_finish = state.stamp(element, "PlannedFinishDate");
  activity.expected_finish = state.stamp(element, "ExpectedFinishDate");
  activity.external_start = state.stamp(element, "ExternalEarlyStartDate");
  activity.external_finish = state.stamp(element, "ExternalLateFinishDate");
  activity.suspended_at = state.stamp(element, "SuspendDate");
  activity.resumed_at = state.stamp(element, "ResumeDate");
  StoredDates& stored = facts.stored;
  stored.start = activity.planned_start;
  stored.finish = activity.planned_finish;
  stored.early_start = state.stamp(element, "RemainingEarlyStartDate");
  stored.early_finish = state.stamp(element, "RemainingEarlyFinishDate");
  stored.late_start = state.stamp(element, "RemainingLateStartDate");
  stored.late_finish = state.stamp(element, "RemainingLateFinishDate");
  stored.total_float = state.hours(element, "TotalFloat");
  stored.free_float = state.hours(element, "FreeFloat");
  if (!element.text("IsCritical").empty())
    stored.critical = state.flag(element, "IsCritical", false);
  if (!element.text("IsLongestPath").empty()) {
    stored.longest_path = state.flag(element, "IsLongestPath", false);
  }
}

/// A constraint without its date is none, but for "as late as possible".
void read_constraint(ReadState& state, const Element& element, const std::string& which,
                     model::ConstraintKind& kind, std::optional<Minute>& at) {
  using model::ConstraintKind;
  const std::optional<ConstraintKind> named =
      word(state, element, which + "ConstraintType",
           static_cast<std::optional<ConstraintKind> (*)(std::string_view)>(constraint_of));
  if (!named) return;
  if (*named != ConstraintKind::as_late_as_possible) {
    at = state.stamp(element, which + "ConstraintDate");
    if (!at) {
      state.note("pmxml.value", which + "ConstraintType has no date and is left out",
                 element.node());
      return;
    }
  }
  kind = *named;
}

void read_activity(ReadState& state, pugi::xml_node node, ScheduleProject& project, Ids& ids) {
  const Element element(node);
  model::Activity activity;
  ActivityFacts facts;
  facts.file_id = element.text("ObjectId");
  facts.guid = element.text("GUID");
  activity.id = {ids.take(facts.file_id).value_or(0)};
  activity.project_id = project.file.project.id;
  activity.code = element.text("Id");
  activity.name = element.text("Name");
  activity.kind = word(state, element, "Type", kind_of).value_or(model::ActivityKind::task);
  const auto path = state.wbs_paths.find(std::string(element.text("WBSObjectId")));
  if (path != state.wbs_paths.end()) activity.wbs = path->second;
  const auto calendar = state.calendars.find(std::string(element.text("CalendarObjectId")));
  activity.calendar_id = calendar != state.calendars.end() ? calendar->second : project.calendar_id;
  read_dates(state, element, activity, facts);
  read_work(state, element, activity, facts);
  read_constraint(state, element, "Primary", activity.constraint_kind, activity.constraint_at);
  read_constraint(state, element, "Secondary", activity.secondary_kind, activity.secondary_at);
  const std::size_t p = static_cast<std::size_t>(&project - state.file.projects.data());
  state.activities.try_emplace(facts.file_id, ActivityPlace{p, project.file.activities.size()});
  project.file.activities.push_back(std::move(activity));
  project.facts.push_back(std::move(facts));
}

void read_fields(ReadState& state, const Element& element, ScheduleProject& project) {
  project.code = element.text("Id");
  project.file.project.name = element.text("Name");
  if (project.file.project.name.empty()) project.file.project.name = project.code;
  project.file_id = element.text("ObjectId");
  project.guid = element.text("GUID");
  project.start = state.stamp(element, "PlannedStartDate");
  project.data_date = state.stamp(element, "DataDate").value_or(project.start.value_or(Minute{}));
  project.must_finish_by = state.stamp(element, "MustFinishByDate");
  project.finish = state.stamp(element, "ScheduledFinishDate");
  const auto calendar =
      state.calendars.find(std::string(element.text("ActivityDefaultCalendarObjectId")));
  if (calendar != state.calendars.end()) project.calendar_id = calendar->second;
  if (!project.calendar_id) project.calendar_id = state.default_calendar;
  const auto minutes = state.minutes_per_day.find(project.calendar_id.value);
  if (minutes != state.minutes_per_day.end()) project.minutes_per_day = minutes->second;
  project.rules = model::p6_rules();
  read_options(state, element, project.rules);
}

}  // namespace

void read_options(ReadState& state, const Element& options, model::SchedulingRules& rules) {
  const auto take = [&](std::string_view name, auto find, auto& rule) {
    if (const auto value = word(state, options, name, find)) rule = *value;
  };
  using namespace model;
  take("OutOfSequenceScheduleType",
       static_cast<std::optional<ProgressRule> (*)(std::string_view)>(progress_of), rules.progress);
  take("ComputeTotalFloatType",
       static_cast<std::optional<FloatRule> (*)(std::string_view)>(float_of), rules.total_float);
  take("CriticalActivityPathType",
       static_cast<std::optional<CriticalRule> (*)(std::string_view)>(critical_of), rules.critical);
  take("RelationshipLagCalendar",
       static_cast<std::optional<LagCalendar> (*)(std::string_view)>(lag_calendar_of),
       rules.lag_calendar);
  for (const std::string_view limit :
       {"CriticalActivityFloatLimit", "CriticalActivityFloatThreshold"}) {
    if (const auto minutes = state.hours(options, limit)) rules.critical_minutes = *minutes;
  }
  rules.use_expected_finish =
      state.flag(options, "UseExpectedFinishDates", rules.use_expected_finish);
  // The flag says that the lag counts from the early start; else from the actual one.
  rules.lag_from_actual_start =
      !state.flag(options, "StartToStartLagCalculationType", !rules.lag_from_actual_start);
  const bool own = state.flag(options, "CalculateFloatBasedOnFinishDate",
                              rules.float_basis == FloatBasis::own_project);
  rules.float_basis = own ? FloatBasis::own_project : FloatBasis::batch;
  rules.own_open_ends = state.flag(options, "MakeOpenEndedActivitiesCritical", rules.own_open_ends);
  constexpr std::string_view kOther = "IgnoreOtherProjectRelationships";
  if (state.flag(options, kOther, false)) {
    state.note("pmxml.option", fmt::format("the option {} is set but not followed", kOther),
               options.child(kOther));
  }
}

std::size_t read_project(ReadState& state, pugi::xml_node node, FileIds& ids) {
  const std::size_t index = state.file.projects.size();
  ScheduleProject& project = state.file.projects.emplace_back();
  const Element element(node);
  read_fields(state, element, project);
  project.file.project.id = {ids.projects.take(project.file_id).value_or(0)};
  const auto groups = group_children(state, node);
  const auto all = [&groups](std::string_view name) {
    const auto found = groups.find(name);
    return found == groups.end() ? Nodes{} : found->second;
  };
  for (const pugi::xml_node& options : all("ScheduleOptions")) {
    read_options(state, Element(options), project.rules);
  }
  read_wbs(state, all("WBS"), project);
  for (const pugi::xml_node& activity : all("Activity")) {
    read_activity(state, activity, project, ids.activities);
  }
  return index;
}

}  // namespace tc::formats::pmxml

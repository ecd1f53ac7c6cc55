// What a schedule may say and an XER cannot.
// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "formats/xer/remarks.h"
#include "formats/xer/write.h"

namespace tc::formats::xer {
namespace {

using model::Activity;
using model::ActivityKind;

class DropList {
 public:
  explicit DropList(const ScheduleFile& file) : file_(file) {}
  Notes run();
  Notes list_codes();

 private:
  void drop(const std::string& what, const std::string& message, const Activity& activity) {
    const std::string rule = "xer.dropped_" + what;
    if (!remarks_.wants(rule)) return;
    remarks_.add(rule, message,
                 "activity " + (activity.code.empty() ? activity.name : activity.code));
  }
  void list_activity(const Activity& activity, const ActivityFacts& facts);
  void list_link(const ScheduleProject& project, const model::Link& link);
  void list_rules(const ScheduleProject& project);

  const ScheduleFile& file_;
  Remarks remarks_;
  std::unordered_map<std::int64_t, const Activity*> activities_;
};

void DropList::list_activity(const Activity& activity, const ActivityFacts& facts) {
  if (activity.deadline) drop("deadline", "P6 knows no deadline", activity);
  if (activity.leveling_delay != 0) {
    drop("leveling", "a leveling delay is part of the dates in P6, not of the file", activity);
  }
  if (activity.interruption != 0) {
    drop("interruption", "P6 splits no activity; its breaks are left out", activity);
  }
  if (facts.inactive) drop("inactive", "the activity had no effect; P6 will schedule it", activity);
  if (activity.constraint_kind == model::ConstraintKind::set_by_hand ||
      activity.secondary_kind == model::ConstraintKind::set_by_hand) {
    drop("manual", "a date set by hand is written as a mandatory start", activity);
  } else if (facts.manual) {
    drop("manual", "set by hand without a date; P6 will schedule it", activity);
  }
  if (facts.elapsed) {
    drop("elapsed", "an elapsed duration is counted in a calendar of 24 hours", activity);
  }
  if (activity.weather != 0) drop("weather", "P6 knows no weather class", activity);
  if (activity.duration_low != activity.duration_likely ||
      activity.duration_high != activity.duration_likely) {
    drop("range", "of three durations the likely one is written", activity);
  }
  if (activity.kind == ActivityKind::milestone) {
    drop("edge", "a milestone of no stated edge is written as a finish milestone", activity);
  }
  if (activity.kind == ActivityKind::gate) {
    drop("gate", "a gate is written as a task", activity);
  }
}

/// Whose calendar P6 will count the lag in.
model::CalendarId usual_calendar(const ScheduleProject& project, const Activity& before,
                                 const Activity& after) {
  switch (project.rules.lag_calendar) {
    case model::LagCalendar::predecessor:
      return before.calendar_id;
    case model::LagCalendar::successor:
      return after.calendar_id;
    case model::LagCalendar::elapsed:
      return {};
    case model::LagCalendar::project:
      return project.calendar_id;
  }
  return {};
}

void DropList::list_link(const ScheduleProject& project, const model::Link& link) {
  const auto before = activities_.find(link.predecessor_id.value);
  const auto after = activities_.find(link.successor_id.value);
  const std::string where = "link " + std::to_string(link.id.value);
  if (before == activities_.end() || after == activities_.end()) {
    remarks_.add("xer.dropped_link", "an end of the link is not in the file", where);
  } else if (is_outline(file_, *before->second) || is_outline(file_, *after->second)) {
    remarks_.add("xer.dropped_summary_link", "P6 links no summaries; the link is left out", where);
  } else if (link.lag != 0 &&
             usual_calendar(project, *before->second, *after->second) != link.lag_calendar_id) {
    remarks_.add("xer.dropped_lag_calendar",
                 "the lag counts in another calendar than P6 will use for it", where);
  }
}

void DropList::list_rules(const ScheduleProject& project) {
  const model::SchedulingRules& rules = project.rules;
  const model::SchedulingRules usual = model::p6_rules();
  if (rules.dates != usual.dates || rules.from_finish != usual.from_finish ||
      rules.honor_constraints != usual.honor_constraints ||
      rules.late_from_stop != usual.late_from_stop) {
    remarks_.add("xer.dropped_rules", "P6 will compute the dates by rules of its own",
                 "project " + project.code);
  }
}

Notes DropList::list_codes() {
  for (const ScheduleProject& project : file_.projects) {
    std::unordered_set<std::string_view> used;
    for (const Activity& activity : project.file.activities) {
      if (is_outline(file_, activity)) continue;
      if (activity.code.empty() || !used.insert(activity.code).second) {
        drop("code", "P6 wants a code of its own for each activity; one is made", activity);
      }
    }
  }
  return remarks_.take();
}

Notes DropList::run() {
  for (const ScheduleProject& project : file_.projects) {
    for (const Activity& activity : project.file.activities) {
      activities_.emplace(activity.id.value, &activity);
    }
  }
  for (const model::Calendar& calendar : file_.calendars) {
    if (!calendar.winter.empty() || calendar.whole_days) {
      remarks_.add("xer.dropped_calendar", "P6 knows neither winter regimes nor whole-day planning",
                   "calendar " + calendar.name);
    }
  }
  for (const FileResource& resource : file_.resources) {
    if (resource.kind == ResourceKind::cost) {
      remarks_.add("xer.dropped_resource", "a cost resource is written as equipment",
                   "resource " + resource.name);
    }
  }
  const ActivityFacts none;
  for (const ScheduleProject& project : file_.projects) {
    list_rules(project);
    for (std::size_t i = 0; i < project.file.activities.size(); ++i) {
      list_activity(project.file.activities[i], i < project.facts.size() ? project.facts[i] : none);
    }
    for (const model::Link& link : project.file.links) list_link(project, link);
  }
  return remarks_.take();
}

}  // namespace

bool is_outline(const ScheduleFile& file, const Activity& activity) {
  const bool primavera = file.format == ScheduleFormat::xer || file.format == ScheduleFormat::pmxml;
  return activity.kind == ActivityKind::summary && !primavera;
}

Notes list_dropped(const ScheduleFile& file) { return DropList(file).run(); }
Notes list_made_codes(const ScheduleFile& file) { return DropList(file).list_codes(); }

}  // namespace tc::formats::xer

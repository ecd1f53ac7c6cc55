// SPDX-License-Identifier: Apache-2.0
#include "app/why_versions.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string>

#include "app/import_plan.h"
#include "app/why_file.h"

namespace tc::app {
namespace {

using engine::PlanVersion;
using model::Activity;
using model::ActivityId;
using model::CalendarId;
using model::ProjectFile;

using ActivityIds = std::map<ActivityId, ActivityId>;
using CalendarIds = std::map<CalendarId, CalendarId>;

/// What dates are computed from, without the rest of the file.
ProjectFile plan_of(const ProjectFile& file) {
  ProjectFile out;
  out.project = file.project;
  out.activities = file.activities;
  out.links = file.links;
  return out;
}

PlanVersion version_of(const FileSchedule& file) {
  PlanVersion out;
  const FileNames names(file);
  for (const ProjectFile* project : file.network.projects) {
    ProjectFile& plan = out.projects.emplace_back(plan_of(*project));
    for (Activity& activity : plan.activities) activity.file_id = names.of(activity);
  }
  out.calendars = file.source.calendars;
  out.terms = file.terms;
  out.parts = work_parts(file.source);
  return out;
}

PlanVersion version_of(const LinkedPlan& plan) {
  PlanVersion out;
  for (const ProjectFile* project : plan.files) {
    ProjectFile& file = out.projects.emplace_back(plan_of(*project));
    for (Activity& activity : file.activities) activity.file_id = std::to_string(activity.id.value);
  }
  out.calendars = plan.state->calendars;
  out.terms = plan.terms;
  out.holds = plan.holds;
  return out;
}

/// Takes over the ids of `before` into those of `after`.
class Renumbering {
 public:
  Renumbering(PlanVersion& before, const PlanVersion& after) : before_(before) {
    for (const ProjectFile& file : after.projects) {
      for (const Activity& one : file.activities) last_ = std::max(last_, one.id.value);
    }
    for (const model::Calendar& one : after.calendars) {
      last_calendar_ = std::max(last_calendar_, one.id.value);
    }
  }

  void run(ActivityIds& ids, CalendarIds& calendars) {
    for (ProjectFile& file : before_.projects) {
      for (Activity& one : file.activities) fresh(ids, one.id, last_);
    }
    for (const model::Calendar& one : before_.calendars) fresh(calendars, one.id, last_calendar_);
    for (ProjectFile& file : before_.projects) {
      for (Activity& one : file.activities) {
        take(ids, one.id);
        take(calendars, one.calendar_id);
      }
      for (model::Link& link : file.links) {
        take(ids, link.predecessor_id);
        take(ids, link.successor_id);
        take(calendars, link.lag_calendar_id);
      }
    }
    for (model::Calendar& one : before_.calendars) take(calendars, one.id);
    for (engine::Hold& hold : before_.holds) take(ids, hold.activity);
    for (engine::WorkPart& part : before_.parts) {
      take(ids, part.activity);
      take(calendars, part.calendar);
    }
  }

 private:
  template <class IdOf>
  static void fresh(std::map<IdOf, IdOf>& ids, IdOf old, std::int64_t& last) {
    if (!ids.contains(old)) ids[old] = IdOf{++last};
  }
  /// What nothing knows stays outside: an id that neither version has.
  template <class IdOf>
  static void take(const std::map<IdOf, IdOf>& ids, IdOf& id) {
    if (!id) return;
    const auto at = ids.find(id);
    id = at == ids.end() ? IdOf{-id.value} : at->second;
  }

  PlanVersion& before_;
  std::int64_t last_ = 0;
  std::int64_t last_calendar_ = 0;
};

bool same_time(const model::Calendar& a, const model::Calendar& b) {
  return a.week == b.week && a.exceptions == b.exceptions && a.winter == b.winter &&
         a.whole_days == b.whole_days;
}

/// Calendars of one id and name are the same, then those of equal working time (of one name first),
/// then those of one name, then those of one id.
CalendarIds match_calendars(const PlanVersion& before, const PlanVersion& after) {
  CalendarIds ids;
  std::set<CalendarId> taken;
  using Alike = bool (*)(const model::Calendar&, const model::Calendar&);
  const Alike kinds[] = {
      [](const auto& a, const auto& b) { return a.id == b.id && a.name == b.name; },
      [](const auto& a, const auto& b) { return a.name == b.name && same_time(a, b); },
      [](const auto& a, const auto& b) { return same_time(a, b); },
      [](const auto& a, const auto& b) { return a.name == b.name; },
      [](const auto& a, const auto& b) { return a.id == b.id; }};
  for (const Alike alike : kinds) {
    for (const model::Calendar& old : before.calendars) {
      if (ids.contains(old.id)) continue;
      const auto same = std::ranges::find_if(after.calendars, [&](const model::Calendar& one) {
        return !taken.contains(one.id) && alike(old, one);
      });
      if (same == after.calendars.end()) continue;
      ids[old.id] = same->id;
      taken.insert(same->id);
    }
  }
  return ids;
}

void add_missing_calendars(PlanVersion& to, const PlanVersion& from) {
  for (const model::Calendar& one : from.calendars) {
    const auto at = std::ranges::find(to.calendars, one.id, &model::Calendar::id);
    if (at == to.calendars.end()) to.calendars.push_back(one);
  }
}

/// The project, with nothing in it yet or any more.
ProjectFile empty_copy(const ProjectFile& file) {
  ProjectFile out;
  out.project = file.project;
  return out;
}

/// Puts the projects of `before` beside those of `after`: `old_of` gives the position of each.
void stand_beside(PlanVersion& before, PlanVersion& after,
                  const std::vector<std::optional<std::size_t>>& old_of) {
  std::vector<ProjectFile> projects;
  std::vector<engine::ProjectTerms> terms;
  std::set<std::size_t> used;
  for (std::size_t p = 0; p < old_of.size(); ++p) {
    const auto old = old_of[p];
    projects.push_back(old ? std::move(before.projects[*old]) : empty_copy(after.projects[p]));
    terms.push_back(old ? before.terms[*old] : after.terms[p]);
    if (old) used.insert(*old);
  }
  for (std::size_t p = 0; p < before.projects.size(); ++p) {
    if (used.contains(p)) continue;
    after.projects.push_back(empty_copy(before.projects[p]));
    after.terms.push_back(before.terms[p]);
    projects.push_back(std::move(before.projects[p]));
    terms.push_back(before.terms[p]);
  }
  before.projects = std::move(projects);
  before.terms = std::move(terms);
}

PlanVersions joined(PlanVersion before, PlanVersion after, ActivityIds ids,
                    const std::vector<std::optional<std::size_t>>& old_of) {
  CalendarIds calendars = match_calendars(before, after);
  Renumbering(before, after).run(ids, calendars);
  stand_beside(before, after, old_of);
  add_missing_calendars(before, after);
  add_missing_calendars(after, before);
  engine::pair_links(before, after);
  return {std::move(before), std::move(after)};
}

/// A file of one project is the same project whatever it is called.
std::optional<std::size_t> same_project(const formats::ScheduleFile& before,
                                        const formats::ScheduleProject& project, bool only) {
  if (only && before.projects.size() == 1) return 0;
  for (const bool by_id : {true, false}) {
    for (std::size_t p = 0; p < before.projects.size(); ++p) {
      const formats::ScheduleProject& other = before.projects[p];
      const std::string& mine = by_id ? project.file_id : project.code;
      if (!mine.empty() && (by_id ? other.file_id : other.code) == mine) return p;
    }
  }
  return std::nullopt;
}

/// Activities of the programme that changed their id: by code, as an import finds them.
void match_by_code(const ProjectFile& before, const ProjectFile& after, ActivityIds& ids) {
  std::set<ActivityId> found;
  for (const auto& [old, now] : ids) found.insert(now);
  ProjectFile old;
  for (const Activity& one : before.activities) {
    if (!ids.contains(one.id)) old.activities.push_back(one);
  }
  formats::ScheduleProject rest;
  for (const Activity& one : after.activities) {
    if (found.contains(one.id)) continue;
    rest.file.activities.push_back(one);
    rest.facts.emplace_back().file_id = one.file_id;
  }
  for (const ActivityImport& row : match_activities(rest, &old)) {
    if (row.before != nullptr) ids[row.before->id] = row.after.id;
  }
}

}  // namespace

PlanVersions versions_of(const FileSchedule& before, const FileSchedule& after) {
  PlanVersion old = version_of(before);
  PlanVersion now = version_of(after);
  ActivityIds ids;
  std::vector<std::optional<std::size_t>> old_of;
  std::set<std::size_t> taken;
  for (const formats::ScheduleProject& project : after.source.projects) {
    std::optional<std::size_t> at =
        same_project(before.source, project, after.source.projects.size() == 1);
    if (at && !taken.insert(*at).second) at = std::nullopt;
    old_of.push_back(at);
    if (!at) continue;
    for (const ActivityImport& row : match_activities(project, &old.projects[*at])) {
      if (row.before != nullptr) ids[row.before->id] = row.after.id;
    }
  }
  return joined(std::move(old), std::move(now), std::move(ids), old_of);
}

PlanVersions versions_of(const LinkedPlan& before, const LinkedPlan& after) {
  PlanVersion old = version_of(before);
  PlanVersion now = version_of(after);
  std::set<ActivityId> present;
  for (const ProjectFile& file : now.projects) {
    for (const Activity& one : file.activities) present.insert(one.id);
  }
  ActivityIds ids;
  for (const ProjectFile& file : old.projects) {
    for (const Activity& one : file.activities) {
      if (present.contains(one.id)) ids[one.id] = one.id;
    }
  }
  std::vector<std::optional<std::size_t>> old_of;
  for (const ProjectFile& file : now.projects) {
    const auto at = std::ranges::find(old.projects, file.project.id,
                                      [](const ProjectFile& other) { return other.project.id; });
    old_of.emplace_back();
    if (at == old.projects.end()) continue;
    old_of.back() = static_cast<std::size_t>(at - old.projects.begin());
    match_by_code(*at, file, ids);
  }
  return joined(std::move(old), std::move(now), std::move(ids), old_of);
}

}  // namespace tc::app

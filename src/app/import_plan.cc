// SPDX-License-Identifier: Apache-2.0
#include "app/import_plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>
#include <unordered_map>
#include <unordered_set>

#include "app/inactive.h"
#include "model/scheduling_rules.h"

namespace tc::app {
namespace {

using model::Activity;
using model::ActivityId;
using model::CalendarId;
using model::Link;

class Planner {
 public:
  Planner(const ImportSource& source, IdSource& ids) : source_(source), ids_(ids) {}

  Result<ImportPlan> run() {
    for (const std::size_t position : source_.projects) {
      const formats::ScheduleProject& project = source_.file.projects[position];
      ProjectImport out;
      out.source = &project;
      out.file_links = effective_links(project);
      out.before = model::find_project(source_.state, source_.into);
      out.activities = match_activities(project, out.before);
      plan_.projects.push_back(std::move(out));
    }
    TC_TRY(plan_.calendars, match_calendars(source_, used_calendars(), ids_));
    for (const CalendarImport& calendar : plan_.calendars) {
      calendar_ids_[calendar.source->id.value] = calendar.after.id;
    }
    for (ProjectImport& project : plan_.projects) {
      take_project(project);
      take_activities(project);
      take_gone(project);
    }
    for (ProjectImport& project : plan_.projects) take_links(project);
    take_rows();
    take_notes(source_, plan_);
    return std::move(plan_);
  }

 private:
  [[nodiscard]] std::vector<CalendarId> used_calendars() const {
    std::unordered_set<std::int64_t> used;
    for (const ProjectImport& project : plan_.projects) {
      for (const ActivityImport& row : project.activities) used.insert(row.after.calendar_id.value);
      for (const Link& link : project.file_links) used.insert(link.lag_calendar_id.value);
    }
    std::vector<CalendarId> ids;
    for (const std::int64_t id : used) ids.push_back({id});
    return ids;
  }

  /// Elapsed time (0) stays elapsed time.
  [[nodiscard]] CalendarId city_calendar(CalendarId of_file) const {
    const auto found = calendar_ids_.find(of_file.value);
    return found == calendar_ids_.end() ? CalendarId{} : found->second;
  }

  void take_project(ProjectImport& project) {
    const formats::ScheduleProject& source = *project.source;
    model::Project& out = project.after;
    if (project.before != nullptr) {
      out = project.before->project;
    } else {
      out.id = ids_.next<model::Project>();
      const std::string stem = source_.file_name.substr(0, source_.file_name.find_last_of('.'));
      for (const std::string* name : {&source.file.project.name, &source.code, &stem}) {
        if (out.name.empty()) out.name = *name;
      }
      out.provenance = model::Provenance::reported;
      out.source_note = fmt::format("{} #{}", source_.file_name, source.code);
      take_stage(project);
    }
    out.scheduling = model::to_text(source.rules);
    out.plan_start = source.start;
    out.must_finish_by = source.must_finish_by;
  }

  /// A plan says no stage; its progress does.
  void take_stage(ProjectImport& project) {
    std::size_t work = 0;
    std::size_t started = 0;
    std::size_t finished = 0;
    for (const ActivityImport& row : project.activities) {
      if (model::is_spanning(row.after.kind)) continue;
      ++work;
      started += row.after.actual_start ? 1u : 0u;
      finished += row.after.actual_finish ? 1u : 0u;
    }
    project.after.stage = model::Stage::preparing;
    if (started > 0) project.after.stage = model::Stage::building;
    if (work > 0 && finished == work) project.after.stage = model::Stage::completed;
    model::FieldSource source;
    source.id = ids_.next<model::FieldSource>();
    source.project_id = project.after.id;
    source.noun = model::Project::kNoun;
    source.noun_id = project.after.id.value;
    source.field = "stage";
    source.provenance = model::Provenance::inferred;
    source.source_note = fmt::format("{}：{}/{}/{}", source_.file_name, finished, started, work);
    project.new_sources.push_back(std::move(source));
  }

  void take_activities(ProjectImport& project) {
    const MergeTerms terms{.project = project.after.id,
                           .data_date = project.source->data_date,
                           .file_name = source_.file_name};
    for (ActivityImport& row : project.activities) {
      const ActivityId of_file = row.after.id;
      row.after.calendar_id = city_calendar(row.after.calendar_id);
      row.after = merged(row, terms);
      if (row.before == nullptr) {
        row.after.id = ids_.next<Activity>();
        row.after.revision = 0;
      }
      activity_ids_[of_file.value] = row.after.id;
    }
  }

  void take_gone(ProjectImport& project) {
    if (project.before == nullptr) return;
    std::unordered_set<const Activity*> found;
    for (const ActivityImport& row : project.activities) found.insert(row.before);
    std::vector<std::vector<ImportTie>> ties = ties_of(source_.state, *project.before);
    std::unordered_set<std::int64_t> removed;
    for (std::size_t i = 0; i < project.before->activities.size(); ++i) {
      const Activity& activity = project.before->activities[i];
      if (found.contains(&activity)) continue;
      if (ties[i].empty()) removed.insert(activity.id.value);
      project.gone.push_back({&activity, std::move(ties[i])});
    }
    for (const model::FieldSource& source : project.before->field_sources) {
      if (source.noun == Activity::kNoun && removed.contains(source.noun_id)) {
        project.lost_sources.push_back(source);
      }
    }
  }

  using LinkKey = std::tuple<std::int64_t, std::int64_t, model::LinkType>;

  /// Links of the file, each matched with one here of the same ends and type; links to other
  /// projects of the programme stay as they are.
  void take_links(ProjectImport& project) {
    std::multimap<LinkKey, const Link*> here;
    if (project.before != nullptr) {
      for (const Link& link : project.before->links) {
        if (model::find_activity(*project.before, link.predecessor_id) == nullptr) continue;
        here.emplace(LinkKey(link.predecessor_id.value, link.successor_id.value, link.type), &link);
      }
    }
    for (const Link& of_file : project.file_links) {
      const auto predecessor = activity_ids_.find(of_file.predecessor_id.value);
      const auto successor = activity_ids_.find(of_file.successor_id.value);
      if (predecessor == activity_ids_.end() || successor == activity_ids_.end()) continue;
      Link link = of_file;
      link.predecessor_id = predecessor->second;
      link.successor_id = successor->second;
      const auto found =
          here.find(LinkKey(link.predecessor_id.value, link.successor_id.value, link.type));
      const Link* before = found == here.end() ? nullptr : found->second;
      if (before != nullptr) here.erase(found);
      settle_link(project, before, link);
    }
    for (const auto& [key, link] : here) project.links.push_back({link, std::nullopt});
  }

  void settle_link(ProjectImport& project, const Link* before, Link link) {
    link.project_id = project.after.id;
    link.lag_calendar_id = city_calendar(link.lag_calendar_id);
    link.provenance = model::Provenance::reported;
    if (before == nullptr) {
      link.id = ids_.next<Link>();
      link.revision = 0;
    } else {
      link.id = before->id;
      link.revision = before->revision;
      const bool same = link.lag == before->lag && link.lag_calendar_id == before->lag_calendar_id;
      if (same) link.provenance = before->provenance;
    }
    project.links.push_back({before, link});
  }

  /// Only what differs, in an order in which nothing points at what is not there yet.
  void take_rows() {
    for (const CalendarImport& calendar : plan_.calendars) {
      if (calendar.origin != CalendarOrigin::matched) plan_.put.emplace_back(calendar.after);
    }
    for (const ProjectImport& project : plan_.projects) {
      if (project.before == nullptr || project.before->project != project.after) {
        plan_.put.emplace_back(project.after);
      }
      for (const model::FieldSource& source : project.new_sources) plan_.put.emplace_back(source);
    }
    for (const ProjectImport& project : plan_.projects) {
      for (const ActivityImport& row : project.activities) {
        if (row.before == nullptr || *row.before != row.after) plan_.put.emplace_back(row.after);
      }
    }
    for (const ProjectImport& project : plan_.projects) {
      for (const LinkImport& link : project.links) {
        if (!link.after) {
          plan_.removed.emplace_back(*link.before);
        } else if (link.before == nullptr || *link.before != *link.after) {
          plan_.put.emplace_back(*link.after);
        }
      }
      for (const model::FieldSource& source : project.lost_sources) {
        plan_.removed.emplace_back(source);
      }
    }
    for (const ProjectImport& project : plan_.projects) {
      for (const GoneActivity& gone : project.gone) {
        if (gone.because.empty()) plan_.removed.emplace_back(*gone.before);
      }
    }
  }

  const ImportSource& source_;
  IdSource& ids_;
  ImportPlan plan_;
  std::unordered_map<std::int64_t, CalendarId> calendar_ids_;
  std::unordered_map<std::int64_t, ActivityId> activity_ids_;
};

}  // namespace

Result<ImportPlan> plan_import(const ImportSource& source, IdSource& ids) {
  return Planner(source, ids).run();
}

}  // namespace tc::app

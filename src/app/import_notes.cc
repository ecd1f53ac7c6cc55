// What a person should know before an import: dates beside the city's, and what is not kept.
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <unordered_set>

#include "app/import_plan.h"

namespace tc::app {
namespace {

using model::Activity;

class Remarks {
 public:
  Remarks(const ImportSource& source, ImportPlan& plan) : source_(source), plan_(plan) {}

  void on(const ProjectImport& project) {
    where_ = project.after.name;
    on_dates(project);
    on_actuals(project);
    on_matches(project);
    on_same_name(project);
    on_links(project);
    on_dropped(project);
  }

 private:
  void note(std::size_t count, std::string_view rule, std::string_view text) {
    if (count == 0) return;
    plan_.notes.push_back({std::string(rule), fmt::format("{} {}", count, text), where_});
  }
  void drop(std::size_t count, std::string_view rule, std::string_view text) {
    if (count == 0) return;
    plan_.dropped.push_back({std::string(rule), fmt::format("{} {}", count, text), where_});
  }

  void on_dates(const ProjectImport& project) {
    const Day day = day_of(project.source->data_date);
    const bool unknown = project.source->data_date == Minute{};
    if (unknown || day == source_.data_date) return;
    plan_.notes.push_back(
        {day > source_.data_date ? "import.data_date_later" : "import.data_date_earlier",
         fmt::format("the file stands at {}, the city at {}; open work is computed from the latter",
                     to_text(day), to_text(source_.data_date)),
         where_});
  }

  void on_actuals(const ProjectImport& project) {
    const Minute end = start_of(source_.data_date + 1);
    std::size_t ahead = 0;
    std::size_t newer = 0;
    std::size_t withdrawn = 0;
    for (const ActivityImport& row : project.activities) {
      const Activity& after = row.after;
      ahead += (after.actual_start && *after.actual_start > end) ||
                       (after.actual_finish && *after.actual_finish > end)
                   ? 1u
                   : 0u;
      if (row.before == nullptr) continue;
      const auto at = static_cast<std::size_t>(row.facts - project.source->facts.data());
      const Activity& of_file = project.source->file.activities[at];
      newer += (after.actual_start && !of_file.actual_start) ||
                       (after.actual_finish && !of_file.actual_finish)
                   ? 1u
                   : 0u;
      withdrawn += (row.before->actual_start && !after.actual_start) ||
                           (row.before->actual_finish && !after.actual_finish)
                       ? 1u
                       : 0u;
    }
    note(ahead, "import.actual_ahead", "activities have actual dates after the city's data date");
    note(newer, "import.actual_newer",
         "activities keep actual dates reported here since the file's data date");
    note(withdrawn, "import.actual_withdrawn",
         "activities have an actual date here that the file does not have; it is taken back");
  }

  void on_matches(const ProjectImport& project) {
    std::size_t by_id_alone = 0;
    for (const ActivityImport& row : project.activities) {
      const bool matched = row.before != nullptr && !row.found_by_code;
      by_id_alone +=
          matched && row.before->code != row.after.code && row.before->name != row.after.name ? 1u
                                                                                              : 0u;
    }
    note(by_id_alone, "import.renamed",
         "activities are found by the file's id alone: both code and name are new");
    const bool none = std::ranges::all_of(
        project.activities, [](const ActivityImport& row) { return row.before == nullptr; });
    if (project.before != nullptr && !project.before->activities.empty() && none) {
      plan_.notes.push_back({"import.nothing_found",
                             "no activity of the file is found in the project by id or code; its "
                             "plan is replaced (equal names alone do not count)",
                             where_});
    }
  }

  void on_same_name(const ProjectImport& project) {
    if (project.before != nullptr) return;
    for (const auto& file : source_.state.projects) {
      if (file->project.name != project.after.name) continue;
      plan_.notes.push_back(
          {"import.same_name",
           fmt::format("project {} has this name already; import into it to update it",
                       file->project.id.value),
           where_});
      return;
    }
  }

  /// Links whose other end is not imported with them.
  void on_links(const ProjectImport& project) {
    std::unordered_set<std::int64_t> known;
    std::unordered_set<std::int64_t> inactive;
    for (const ProjectImport& other : plan_.projects) {
      for (std::size_t i = 0; i < other.source->facts.size(); ++i) {
        const std::int64_t id = other.source->file.activities[i].id.value;
        (other.source->facts[i].inactive ? inactive : known).insert(id);
      }
    }
    std::size_t outside = 0;
    std::size_t of_inactive = 0;
    for (const model::Link& link : project.source->file.links) {
      const std::int64_t predecessor = link.predecessor_id.value;
      const std::int64_t successor = link.successor_id.value;
      if (inactive.contains(predecessor) || inactive.contains(successor)) {
        ++of_inactive;
      } else if (!known.contains(predecessor) || !known.contains(successor)) {
        ++outside;
      }
    }
    drop(outside, "import.links_outside",
         "links lead to projects that are not imported with this one");
    drop(of_inactive, "import.links_inactive",
         "links of activities without effect; where their tool does, what precedes these is linked "
         "to what follows");
  }

  void on_dropped(const ProjectImport& project) {
    std::size_t inactive = 0;
    std::unordered_set<std::int64_t> own;
    for (std::size_t i = 0; i < project.source->facts.size(); ++i) {
      inactive += project.source->facts[i].inactive ? 1u : 0u;
      own.insert(project.source->file.activities[i].id.value);
    }
    std::size_t assignments = 0;
    std::unordered_set<std::int64_t> driven;
    for (const formats::FileAssignment& assignment : source_.file.assignments) {
      if (!own.contains(assignment.activity_id.value)) continue;
      ++assignments;
      if (assignment.drives_in && assignment.span > 0) driven.insert(assignment.activity_id.value);
    }
    drop(inactive, "import.inactive", "activities without effect");
    drop(assignments, "import.resources", "resource assignments");
    drop(driven.size(), "import.resource_dates",
         "activities are dated by the calendars of their resources; here by their own calendar");
    drop(project.source->wbs.size(), "import.wbs_names",
         "names of WBS elements; activities keep the path");
  }

  const ImportSource& source_;
  ImportPlan& plan_;
  std::string where_;
};

}  // namespace

void take_notes(const ImportSource& source, ImportPlan& plan) {
  Remarks remarks(source, plan);
  for (const ProjectImport& project : plan.projects) remarks.on(project);
}

}  // namespace tc::app

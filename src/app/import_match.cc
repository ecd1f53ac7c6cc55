// Finding the file's activities again in the programme.
// SPDX-License-Identifier: Apache-2.0
#include <unordered_map>
#include <unordered_set>

#include "app/import_plan.h"

namespace tc::app {
namespace {

using model::Activity;

class Matching {
 public:
  Matching(std::vector<ActivityImport>& rows, const model::ProjectFile& existing)
      : rows_(rows), existing_(existing) {}

  /// The file's id says which activity it is while code or name agree. When both differ the id may
  /// come from another database of the same tool, so an equal code is asked first.
  void run() {
    by_id(true);
    by_code();
    by_id(false);
  }

 private:
  using Index = std::unordered_map<std::string_view, const Activity*>;

  void take(ActivityImport& row, const Activity& activity) {
    row.before = &activity;
    taken_.insert(&activity);
  }

  void by_id(bool likeness) {
    Index index;
    for (const Activity& activity : existing_.activities) {
      if (!activity.file_id.empty() && !taken_.contains(&activity)) {
        index.try_emplace(activity.file_id, &activity);
      }
    }
    for (ActivityImport& row : rows_) {
      if (row.before != nullptr) continue;
      const auto found = index.find(row.file_id);
      if (found == index.end() || taken_.contains(found->second)) continue;
      const Activity& activity = *found->second;
      const bool alike = activity.code == row.after.code || activity.name == row.after.name;
      if (alike || !likeness) take(row, activity);
    }
  }

  /// By code where it is unique on both sides. An activity that was inferred from a template has a
  /// number of the template, so there the name must agree too.
  void by_code() {
    std::unordered_map<std::string_view, int> in_file;
    for (const ActivityImport& row : rows_) {
      if (row.before == nullptr) ++in_file[row.after.code];
    }
    Index index;
    std::unordered_set<std::string_view> twice;
    for (const Activity& activity : existing_.activities) {
      if (activity.code.empty() || taken_.contains(&activity)) continue;
      if (!index.try_emplace(activity.code, &activity).second) twice.insert(activity.code);
    }
    for (ActivityImport& row : rows_) {
      const std::string_view code = row.after.code;
      if (row.before != nullptr || in_file[code] != 1 || twice.contains(code)) continue;
      const auto found = index.find(code);
      if (found == index.end()) continue;
      const Activity& activity = *found->second;
      const bool of_template =
          activity.file_id.empty() && activity.provenance == model::Provenance::inferred;
      if (of_template && activity.name != row.after.name) continue;
      take(row, activity);
      row.found_by_code = true;
    }
  }

  std::vector<ActivityImport>& rows_;
  const model::ProjectFile& existing_;
  std::unordered_set<const Activity*> taken_;
};

}  // namespace

std::vector<ActivityImport> match_activities(const formats::ScheduleProject& project,
                                             const model::ProjectFile* existing) {
  std::vector<ActivityImport> rows;
  rows.reserve(project.facts.size());
  for (std::size_t i = 0; i < project.facts.size(); ++i) {
    if (project.facts[i].inactive) continue;
    const Activity& activity = project.file.activities[i];
    const std::string& id = project.facts[i].file_id;
    rows.push_back({.before = nullptr,
                    .after = activity,
                    .facts = &project.facts[i],
                    .file_id = id.empty() ? activity.code : id,
                    .found_by_code = false});
  }
  if (existing != nullptr) Matching(rows, *existing).run();
  return rows;
}

}  // namespace tc::app

// From a planning file and the state of a city to the rows that change: pure, so that a preview and
// the import itself decide alike. Activities are found again by the file's own id, else by code;
// our ids stay, and with them all that hangs on them.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "app/app.h"
#include "app/library.h"
#include "app/views/import.h"
#include "base/result.h"
#include "formats/schedule/schedule_file.h"
#include "model/state.h"

namespace tc::app {

/// What is decided on, and about.
struct ImportSource {
  const Library& library;
  const model::CityState& state;
  const formats::ScheduleFile& file;
  Day data_date;                      ///< the city's
  std::string file_name;              ///< without folders
  std::vector<std::size_t> projects;  ///< positions in file.projects
  model::ProjectId into;              ///< 0: each becomes a new project
};

struct ActivityImport {
  const model::Activity* before = nullptr;  ///< null: new
  model::Activity after;
  const formats::ActivityFacts* facts = nullptr;
  std::string file_id;  ///< of a file without ids: the code
  bool found_by_code = false;
};

/// An activity of the programme that the file does not have (any more).
struct GoneActivity {
  const model::Activity* before = nullptr;
  std::vector<ImportTie> because;  ///< what hangs on it and keeps it; empty: it is removed
};

struct LinkImport {
  const model::Link* before = nullptr;  ///< null: new
  std::optional<model::Link> after;     ///< unset: removed
};

struct CalendarImport {
  const model::Calendar* source = nullptr;
  model::Calendar after;
  CalendarOrigin origin{};
};

struct ProjectImport {
  const formats::ScheduleProject* source = nullptr;
  const model::ProjectFile* before = nullptr;  ///< null: new
  model::Project after;
  std::vector<model::Link> file_links;     ///< those that take effect
  std::vector<ActivityImport> activities;  ///< in file order
  std::vector<GoneActivity> gone;
  std::vector<LinkImport> links;
  std::vector<model::FieldSource> new_sources;
  std::vector<model::FieldSource> lost_sources;
};

struct ImportPlan {
  std::vector<ProjectImport> projects;
  std::vector<CalendarImport> calendars;
  Notes notes;    ///< on what the plan does
  Notes dropped;  ///< what the file says and the programme does not keep
  std::vector<model::Row> put;
  std::vector<model::Row> removed;
};

/// `source` must outlive the plan. Rules: those of the file's calendars.
[[nodiscard]] Result<ImportPlan> plan_import(const ImportSource& source, IdSource& ids);

// The steps, each in a file of its own.

/// Which activities of the file are which of the programme; positions in `project.file.activities`
/// whose activity has no effect are left out. Fills `before` and `found_by_code`, and `after` with
/// what the file says.
[[nodiscard]] std::vector<ActivityImport> match_activities(const formats::ScheduleProject& project,
                                                           const model::ProjectFile* existing);

/// City calendars for those of the file that `used` names: one of equal working time, else the one
/// that this project's earlier import made, changed, else a new one.
[[nodiscard]] Result<std::vector<CalendarImport>> match_calendars(
    const ImportSource& source, std::span<const model::CalendarId> used, IdSource& ids);

/// What an activity becomes: what the file states, and what only people here know.
struct MergeTerms {
  model::ProjectId project;
  Minute data_date;       ///< of the file: what is reported here from then on is newer
  std::string file_name;  ///< for the source note
};
[[nodiscard]] model::Activity merged(const ActivityImport& match, const MergeTerms& terms);

/// What hangs on the activities of a project, by position in its activities.
[[nodiscard]] std::vector<std::vector<ImportTie>> ties_of(const model::CityState& state,
                                                          const model::ProjectFile& file);

/// Remarks on a finished plan: dates beside the city's, actuals, baselines, what is not kept.
void take_notes(const ImportSource& source, ImportPlan& plan);

}  // namespace tc::app

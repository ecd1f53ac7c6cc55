// Planning files (XER, PMXML, MSPDI, CSV) into the programme: first looked at, then done as it was
// looked at, in one transaction. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "app/request.h"
#include "app/views/import.h"

namespace tc::app {

struct ImportRequest {
  std::string_view bytes;
  std::string file_name;             ///< folders are cut off; kept as the source of what comes in
  model::ProjectId into;             ///< 0: as new projects
  std::string file_project;          ///< code of the one project of the file; empty: the only one,
                                     ///< or as new projects all of them
  std::optional<std::string> token;  ///< of the preview that is confirmed; unset: none was made
};

/// Changes nothing. Rules: those of formats::read_schedule, import.file_project (none or several to
/// choose from), import.scope, project.unknown, network.*, calendar.*, store.* (a value that no
/// database takes).
[[nodiscard]] Result<ScheduleImport> preview_schedule_import(App& app, const Request& request,
                                                             const ImportRequest& import);

struct ScheduleImported {
  ScheduleImport view;              ///< `done`, with the ids of the projects
  std::map<std::string, int> rows;  ///< put or removed, by noun
};
/// All or nothing; a file that says what is here already writes nothing. Rules: those of the
/// preview, import.stale (what was looked at is not what would be done; conflict).
[[nodiscard]] Result<ScheduleImported> import_schedule(App& app, const Request& request,
                                                       const ImportRequest& import);

[[nodiscard]] std::string to_json(const ScheduleImport& preview);
/// Without the long lists: they were in the preview.
[[nodiscard]] std::string to_json(const ScheduleImported& imported);

}  // namespace tc::app

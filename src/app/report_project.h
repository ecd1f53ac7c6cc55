// One project of a report: found by name, made from the template of its type, or completed.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/app.h"
#include "formats/report/reading.h"

namespace tc::app {

struct ProjectMaker {
  const Library& library;
  std::span<const model::Calendar> calendars;
  model::CalendarId calendar;  ///< of inferred plans
  Day day;                     ///< the day on which the stage words hold
  IdSource& ids;
  std::span<const formats::report::Sentence> sentences;  ///< of the report
};

/// A project whose name says the same: spaces, punctuation, width and the endings 项目 and 工程 do
/// not count.
[[nodiscard]] const model::ProjectFile* find_named(const model::CityState& state,
                                                   std::string_view name);

/// A new project. Type and plan are inferred from the name and the stage words; where no type or no
/// stage fits, there is a note and no plan.
[[nodiscard]] model::ProjectFile make_project(const ProjectMaker& maker,
                                              const formats::report::ProjectReading& reading,
                                              const std::string& source_note, Notes& notes);

/// A known project with empty fields filled from the reading; nothing that is there is changed.
[[nodiscard]] model::ProjectFile complete_project(const model::ProjectFile& known,
                                                  const formats::report::ProjectReading& reading,
                                                  const std::string& source_note);

/// The project and the parts that a reading may have made: activities, links, field sources.
[[nodiscard]] std::vector<model::Row> rows_of(const model::ProjectFile& file);

}  // namespace tc::app

// A schedule as a planning tool's file holds it: projects in the terms of the model, beside them
// what only files know (their own ids, stored dates, WBS names, resources), the rules the tool
// computes by, and the source document itself, so that nothing is lost on the way back.
// Durations and lags are working minutes; dates are wall minutes; ids are the file's own where they
// are whole numbers, else numbers in file order.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "model/scheduling_rules.h"
#include "model/state.h"

namespace tc::formats {

enum class ScheduleFormat : std::uint8_t { xer, pmxml, mspdi, csv };

/// What the file's own tool had computed when it wrote the file.
struct StoredDates {
  std::optional<Minute> early_start;
  std::optional<Minute> early_finish;
  std::optional<Minute> late_start;
  std::optional<Minute> late_finish;
  std::optional<Minute> start;  ///< as the tool shows it: actual, else scheduled
  std::optional<Minute> finish;
  std::optional<std::int64_t> total_float;  ///< working minutes
  std::optional<std::int64_t> free_float;
  std::optional<bool> critical;
  std::optional<bool> longest_path;
  friend bool operator==(const StoredDates&, const StoredDates&) = default;
};

/// What a file says of an activity beyond the model; beside ProjectFile::activities.
struct ActivityFacts {
  std::string file_id;  ///< task_id, UID, ObjectId, or the id column of a CSV
  std::string guid;
  StoredDates stored;
  std::optional<double> percent_complete;  ///< 0–100, of duration
  bool inactive = false;                   ///< kept in the file but without effect
  bool manual = false;                     ///< its dates are set by hand, links do not move it
  bool elapsed = false;                    ///< its duration counts 24 hours a day
  std::int64_t original_duration{};        ///< minutes, before progress
  friend bool operator==(const ActivityFacts&, const ActivityFacts&) = default;
};

/// One element of the WBS, parents before children. `path` is unique in its project and is what
/// Activity::wbs names.
struct WbsElement {
  std::string path;
  std::string parent;  ///< path, empty at the top
  std::string code;
  std::string name;
  std::string file_id;
  std::string guid;
  friend bool operator==(const WbsElement&, const WbsElement&) = default;
};

struct ScheduleProject {
  model::ProjectFile file;           ///< project, activities, links of this file; the rest empty
  std::vector<ActivityFacts> facts;  ///< beside file.activities
  std::vector<WbsElement> wbs;
  std::string code;     ///< short name; file.project.name is the long one
  std::string file_id;  ///< proj_id, ObjectId
  std::string guid;
  Minute data_date;
  std::optional<Minute> start;           ///< planned: unstarted work does not start before it
  std::optional<Minute> must_finish_by;  ///< late dates of open ends hang on it
  std::optional<Minute> finish;          ///< as the tool had computed it
  model::CalendarId calendar_id;         ///< the project's default
  std::int64_t minutes_per_day = 480;    ///< for showing durations
  model::SchedulingRules rules;
  friend bool operator==(const ScheduleProject&, const ScheduleProject&) = default;
};

enum class CalendarScope : std::uint8_t { global, project, resource };

/// Beside ScheduleFile::calendars, which hold the flattened working time.
struct CalendarFacts {
  std::string file_id;
  std::string guid;
  CalendarScope scope{};
  model::CalendarId base;  ///< derived from it; 0: stands alone
  bool is_default = false;
  std::int64_t minutes_per_day = 480;
  friend bool operator==(const CalendarFacts&, const CalendarFacts&) = default;
};

enum class ResourceKind : std::uint8_t { labour, equipment, material, cost };

struct FileResource {
  std::int64_t id{};
  std::string code;
  std::string name;
  std::string guid;
  ResourceKind kind{};
  model::CalendarId calendar_id;  ///< 0: the activity's
  friend bool operator==(const FileResource&, const FileResource&) = default;
};

struct FileAssignment {
  std::int64_t id{};
  model::ActivityId activity_id;
  std::int64_t resource_id{};
  double units{};       ///< 1 is one full-time unit
  std::int64_t work{};  ///< minutes budgeted (for material: quantity in thousandths)
  std::int64_t remaining_work{};
  double cost{};  ///< budgeted, in the file's currency
  /// Where assignments rather than the activity set its dates (resource-dependent activities): the
  /// calendar this one works in and the working minutes it still takes there; else 0.
  model::CalendarId drives_in;
  std::int64_t span{};
  friend bool operator==(const FileAssignment&, const FileAssignment&) = default;
};

/// The document behind a ScheduleFile; each format derives its own.
struct SourceDocument {
  virtual ~SourceDocument() = default;

 protected:
  SourceDocument() = default;
  SourceDocument(const SourceDocument&) = default;
  SourceDocument& operator=(const SourceDocument&) = default;
};

struct ScheduleFile {
  ScheduleFormat format{};
  std::string tool;      ///< e.g. "Primavera P6", "Microsoft Project"
  std::string version;   ///< as the file says
  std::string encoding;  ///< of the text as it was found, e.g. "GB18030"
  std::vector<model::Calendar> calendars;
  std::vector<CalendarFacts> calendar_facts;
  std::vector<ScheduleProject> projects;
  std::vector<FileResource> resources;
  std::vector<FileAssignment> assignments;
  Notes notes;  ///< what was not understood, with its place; it is kept in `source`
  std::shared_ptr<const SourceDocument> source;  ///< null when made by hand
};

/// A written file and what could not be carried into it.
struct WrittenSchedule {
  std::string bytes;
  Notes dropped;
};

}  // namespace tc::formats

// The schedule of a file, computed by the rules of the tool that wrote it, without a database:
// bytes → ScheduleFile → network → dates, and the comparison with the dates the tool had stored.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/plans.h"
#include "base/result.h"
#include "engine/cpm/cpm.h"
#include "engine/network/network.h"
#include "formats/schedule/schedule_file.h"

namespace tc::app {

/// Not movable: the network points into `files`.
struct FileSchedule {
  FileSchedule() = default;
  FileSchedule(const FileSchedule&) = delete;
  FileSchedule& operator=(const FileSchedule&) = delete;
  FileSchedule(FileSchedule&&) = delete;
  FileSchedule& operator=(FileSchedule&&) = delete;
  ~FileSchedule() = default;

  formats::ScheduleFile source;             ///< its activities without effect stay here alone
  std::vector<model::ProjectFile> thinned;  ///< projects without those, where there are any
  std::vector<engine::ProjectTerms> terms;  ///< by project of the network
  engine::CalendarTable calendars;
  engine::Network network;
  engine::Schedule schedule;
  PhaseTimes timings_ms;

  [[nodiscard]] engine::CpmInput input() const;
};
using FileSchedulePtr = std::unique_ptr<FileSchedule>;

/// What resources do on activities whose dates they set.
[[nodiscard]] std::vector<engine::WorkPart> work_parts(const formats::ScheduleFile& file);

/// Reads and computes. Rules: those of formats::read_schedule, of the calendars, network.*.
[[nodiscard]] Result<FileSchedulePtr> compute_file(std::string_view bytes,
                                                   std::string_view file_name);
/// The same from a file that was read already.
[[nodiscard]] Result<FileSchedulePtr> compute_file(formats::ScheduleFile file);

/// One activity of a file with the dates its tool would store. Empty: the tool stores none there.
struct FileRow {
  std::size_t project{};   ///< position in FileSchedule::source.projects
  std::size_t position{};  ///< in its activities
  std::optional<Minute> early_start, early_finish, late_start, late_finish, start, finish;
  std::optional<std::int64_t> total_float, free_float;  ///< working minutes
  bool critical = false;
  bool longest_path = false;
};
/// All activities that are no outline summaries of Microsoft Project, in file order.
[[nodiscard]] std::vector<FileRow> file_rows(const FileSchedule& schedule);

/// Header and one line an activity, as docs/operations.md describes it.
[[nodiscard]] std::string to_csv(const FileSchedule& schedule);
[[nodiscard]] std::string to_json(const FileSchedule& schedule);

/// How many stored values the computed ones equal to the minute, by field.
struct FieldScore {
  std::string field;
  std::size_t stored{};
  std::size_t equal{};
};
struct Difference {
  std::string activity;  ///< id of the file, code
  std::string field;
  std::string stored;
  std::string computed;
};
struct Comparison {
  std::vector<FieldScore> fields;
  std::vector<Difference> differences;
};
[[nodiscard]] Comparison compare_with_stored(const FileSchedule& schedule);

}  // namespace tc::app

// What an import of a planning file would do, or did. Field names are the JSON names of
// api/openapi.yaml. Lists are cut to kMostListed rows; the counts are whole.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "model/activity.h"
#include "model/fields.h"

namespace tc::app {

inline constexpr std::size_t kMostListed = 1000;

/// Where a city calendar came from.
enum class CalendarOrigin : std::uint8_t { matched, changed, added };
enum class LinkChange : std::uint8_t { added, removed, changed };

}  // namespace tc::app

template <>
inline constexpr auto tc::model::kEnumNames<tc::app::CalendarOrigin> =
    std::to_array<std::string_view>({"matched", "changed", "added"});
template <>
inline constexpr auto tc::model::kEnumNames<tc::app::LinkChange> =
    std::to_array<std::string_view>({"added", "removed", "changed"});

namespace tc::app {

/// A row that hangs on an activity.
struct ImportTie {
  std::string noun;
  std::int64_t id{};
  std::string text;
  friend bool operator==(const ImportTie&, const ImportTie&) = default;
};

struct ImportedActivity {
  std::int64_t id{};  ///< 0: not in the programme yet
  std::string code;
  std::string name;
  std::optional<Minute> start;  ///< computed; of removed ones: as it was
  std::optional<Minute> finish;
  std::vector<ImportTie> because;  ///< of kept ones
};

/// Computed dates before and after, and the days from one finish to the other.
struct ImportMove {
  std::int64_t id{};
  std::string code;
  std::string name;
  std::optional<Minute> start_before, start_after;
  std::optional<Minute> finish_before, finish_after;
  std::int64_t days{};
};

struct ImportChange {
  std::int64_t id{};
  std::string code;
  std::string name;
  std::string field;
  std::string before;  ///< durations in working hours
  std::string after;
};

struct ImportLink {
  LinkChange change{};
  std::string predecessor;  ///< code, else name
  std::string successor;
  model::LinkType type{};
  std::optional<double> lag_before;  ///< hours
  std::optional<double> lag_after;
};

struct ImportCalendar {
  std::string file_name;  ///< its name in the file
  std::string name;       ///< its name in the city
  CalendarOrigin origin{};
};

struct ImportCounts {
  std::int64_t activities{};  ///< of the file, that take effect
  std::int64_t added{}, removed{}, kept{}, moved{};
  std::int64_t found_by_id{}, found_by_code{};
  std::int64_t changed{};  ///< activities with another value than planned dates
  std::int64_t durations{}, constraints{}, actuals{}, planned{};
  std::int64_t links_added{}, links_removed{}, links_changed{};
  std::int64_t baselines_kept{};  ///< approved dates that the file has otherwise
};

struct ImportedProject {
  std::int64_t project_id{};  ///< 0: not made yet
  std::string name;
  bool is_new = false;
  std::string file_code;
  std::string file_project;           ///< its name in the file
  std::optional<Day> file_data_date;  ///< unset: the file states none
  std::optional<Minute> file_finish;  ///< as the file's own tool had computed it
  std::string scheduling;             ///< rules it is computed by from now on
  std::string scheduling_before;
  std::optional<Minute> finish_before, finish_after;
  std::optional<std::int64_t> finish_days;
  ImportCounts counts;
  std::vector<ImportMove> key_nodes;
  std::vector<ImportedActivity> added, removed, kept;
  std::vector<ImportMove> moved;
  std::vector<ImportChange> changes;
  std::vector<ImportLink> links;
  std::vector<ImportChange> baselines;  ///< approved dates here, and what the file has
};

struct ScheduleImport {
  std::int32_t city{};
  bool done = false;
  bool unchanged = false;  ///< the file says what is here already
  std::string token;       ///< to be given back with the confirmation; empty once done
  std::string file_name;
  std::string tool;
  std::string version;
  std::string encoding;
  Day data_date;  ///< the city's
  std::vector<ImportedProject> projects;
  std::vector<ImportCalendar> calendars;
  Notes notes;
  Notes dropped;
};

template <class P, class V>
requires model::Is<P, ImportTie>
void visit_fields(P& p, V&& v) {
  v("noun", p.noun);
  v("id", p.id);
  v("text", p.text);
}

template <class P, class V>
requires model::Is<P, ImportedActivity>
void visit_fields(P& p, V&& v) {
  v("id", p.id);
  v("code", p.code);
  v("name", p.name);
  v("start", p.start);
  v("finish", p.finish);
  v("because", p.because);
}

template <class P, class V>
requires model::Is<P, ImportMove>
void visit_fields(P& p, V&& v) {
  v("id", p.id);
  v("code", p.code);
  v("name", p.name);
  v("start_before", p.start_before);
  v("start_after", p.start_after);
  v("finish_before", p.finish_before);
  v("finish_after", p.finish_after);
  v("days", p.days);
}

template <class P, class V>
requires model::Is<P, ImportChange>
void visit_fields(P& p, V&& v) {
  v("id", p.id);
  v("code", p.code);
  v("name", p.name);
  v("field", p.field);
  v("before", p.before);
  v("after", p.after);
}

template <class P, class V>
requires model::Is<P, ImportLink>
void visit_fields(P& p, V&& v) {
  v("change", p.change);
  v("predecessor", p.predecessor);
  v("successor", p.successor);
  v("type", p.type);
  v("lag_before", p.lag_before);
  v("lag_after", p.lag_after);
}

template <class P, class V>
requires model::Is<P, ImportCalendar>
void visit_fields(P& p, V&& v) {
  v("file_name", p.file_name);
  v("name", p.name);
  v("origin", p.origin);
}

template <class P, class V>
requires model::Is<P, ImportCounts>
void visit_fields(P& p, V&& v) {
  v("activities", p.activities);
  v("added", p.added);
  v("removed", p.removed);
  v("kept", p.kept);
  v("moved", p.moved);
  v("found_by_id", p.found_by_id);
  v("found_by_code", p.found_by_code);
  v("changed", p.changed);
  v("durations", p.durations);
  v("constraints", p.constraints);
  v("actuals", p.actuals);
  v("planned", p.planned);
  v("links_added", p.links_added);
  v("links_removed", p.links_removed);
  v("links_changed", p.links_changed);
  v("baselines_kept", p.baselines_kept);
}

template <class P, class V>
requires model::Is<P, ImportedProject>
void visit_fields(P& p, V&& v) {
  v("project_id", p.project_id);
  v("name", p.name);
  v("is_new", p.is_new);
  v("file_code", p.file_code);
  v("file_project", p.file_project);
  v("file_data_date", p.file_data_date);
  v("file_finish", p.file_finish);
  v("scheduling", p.scheduling);
  v("scheduling_before", p.scheduling_before);
  v("finish_before", p.finish_before);
  v("finish_after", p.finish_after);
  v("finish_days", p.finish_days);
  v("counts", p.counts);
  v("key_nodes", p.key_nodes);
  v("added", p.added);
  v("removed", p.removed);
  v("kept", p.kept);
  v("moved", p.moved);
  v("changes", p.changes);
  v("links", p.links);
  v("baselines", p.baselines);
}

template <class P, class V>
requires model::Is<P, ScheduleImport>
void visit_fields(P& p, V&& v) {
  v("city", p.city);
  v("done", p.done);
  v("unchanged", p.unchanged);
  v("token", p.token);
  v("file_name", p.file_name);
  v("tool", p.tool);
  v("version", p.version);
  v("encoding", p.encoding);
  v("data_date", p.data_date);
  v("projects", p.projects);
  v("calendars", p.calendars);
  v("notes", p.notes);
  v("dropped", p.dropped);
}

}  // namespace tc::app

// Activities and links: the calendar network of the whole city. Durations are working minutes of
// the activity's own calendar; dates are wall minutes; finishes are the first free instant.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/money.h"
#include "base/time.h"
#include "model/fields.h"
#include "model/ids.h"
#include "model/provenance.h"

namespace tc::model {

/// A milestone of no stated edge takes any instant; a start or finish milestone stands where work
/// starts or ends. A summary spans what lies in its part of the WBS.
enum class ActivityKind : std::uint8_t {
  task,
  gate,
  milestone,
  level_of_effort,
  start_milestone,
  finish_milestone,
  summary,
  resource_dependent
};
template <>
inline constexpr auto kEnumNames<ActivityKind> = std::to_array<std::string_view>(
    {"task", "gate", "milestone", "level_of_effort", "start_milestone", "finish_milestone",
     "summary", "resource_dependent"});

/// Stands for a point in time.
[[nodiscard]] constexpr bool is_milestone(ActivityKind kind) {
  return kind == ActivityKind::milestone || kind == ActivityKind::start_milestone ||
         kind == ActivityKind::finish_milestone;
}
/// Has no work of its own and drives nothing: its dates are those of what it spans.
[[nodiscard]] constexpr bool is_spanning(ActivityKind kind) {
  return kind == ActivityKind::level_of_effort || kind == ActivityKind::summary;
}

/// Not-earlier binds early dates, not-later binds late dates, must binds both, mandatory replaces
/// both whatever the links say. As late as possible has no date. Set by hand (Microsoft Project's
/// manual scheduling) starts on its date whatever the links say; its late dates follow the links.
enum class ConstraintKind : std::uint8_t {
  none,
  start_not_earlier,
  start_not_later,
  finish_not_earlier,
  finish_not_later,
  must_start,
  must_finish,
  as_late_as_possible,
  mandatory_start,
  mandatory_finish,
  set_by_hand
};
template <>
inline constexpr auto kEnumNames<ConstraintKind> = std::to_array<std::string_view>(
    {"none", "start_not_earlier", "start_not_later", "finish_not_earlier", "finish_not_later",
     "must_start", "must_finish", "as_late_as_possible", "mandatory_start", "mandatory_finish",
     "set_by_hand"});

enum class LinkType : std::uint8_t { finish_start, start_start, finish_finish, start_finish };
template <>
inline constexpr auto kEnumNames<LinkType> = std::to_array<std::string_view>(
    {"finish_start", "start_start", "finish_finish", "start_finish"});

/// One step of a project: task, gate 审批, milestone, level of effort, summary.
struct Activity {
  static constexpr std::string_view kNoun = "activities";
  ActivityId id;
  std::int64_t revision{};
  ProjectId project_id;
  std::string code;     ///< number in its template or file
  std::string file_id;  ///< its id in the planning file it comes from; empty: it comes from none
  std::string name;
  std::string name_en;
  ActivityKind kind{};
  std::string wbs;  ///< path of its WBS element, codes joined by '.'; of a summary: its own
  std::string
      phase;  ///< S1 S2 S3 approvals, C civil, E equipment, T trial, S4 acceptance, R ramp-up
  std::string owner;  ///< duty holder, e.g. 自然资源; "a/b" shared
  CalendarId calendar_id;
  std::int32_t weather{};          ///< 0 none, 1 half speed, 2 stops in the winter regime
  std::int64_t duration_low{};     ///< minutes, optimistic
  std::int64_t duration_likely{};  ///< minutes
  std::int64_t duration_high{};    ///< minutes, pessimistic
  ConstraintKind constraint_kind{};
  std::optional<Minute> constraint_at;
  ConstraintKind secondary_kind{};  ///< a second constraint, as P6 allows
  std::optional<Minute> secondary_at;
  std::optional<Minute> deadline;         ///< caps the late finish alone
  std::optional<Minute> expected_finish;  ///< remaining work is derived to end there
  std::optional<Minute> external_start;   ///< floor from a project that is not loaded
  std::optional<Minute> external_finish;  ///< cap on the late finish from such a project
  std::optional<Minute> suspended_at;
  std::optional<Minute> resumed_at;  ///< remaining work goes on no sooner
  std::int64_t leveling_delay{};     ///< elapsed minutes after what its links allow
  std::int64_t interruption{};       ///< working minutes of breaks within the remaining work
  std::optional<Minute> actual_start;
  std::optional<Minute> actual_finish;
  std::optional<std::int64_t>
      remaining;          ///< working minutes left; unset: all of it, or none once finished
  double weight{};        ///< share of physical progress, any scale
  bool key_node = false;  ///< its approved, current and forecast dates are shown
  std::optional<Minute> approved_start;
  std::optional<Minute> approved_finish;
  std::optional<Minute> planned_start;
  std::optional<Minute> planned_finish;
  std::optional<std::int32_t> statutory_days;  ///< limit of a gate, calendar days
  Provenance provenance{};
  std::string source_note;
  friend bool operator==(const Activity&, const Activity&) = default;
};

template <class P, class V>
requires Is<P, Activity>
void visit_fields(P& p, V&& v) {
  v("id", p.id);
  v("revision", p.revision);
  v("project_id", p.project_id);
  v("code", p.code);
  v("file_id", p.file_id);
  v("name", p.name);
  v("name_en", p.name_en);
  v("kind", p.kind);
  v("wbs", p.wbs);
  v("phase", p.phase);
  v("owner", p.owner);
  v("calendar_id", p.calendar_id);
  v("weather", p.weather);
  v("duration_low", p.duration_low);
  v("duration_likely", p.duration_likely);
  v("duration_high", p.duration_high);
  v("constraint_kind", p.constraint_kind);
  v("constraint_at", p.constraint_at);
  v("secondary_kind", p.secondary_kind);
  v("secondary_at", p.secondary_at);
  v("deadline", p.deadline);
  v("expected_finish", p.expected_finish);
  v("external_start", p.external_start);
  v("external_finish", p.external_finish);
  v("suspended_at", p.suspended_at);
  v("resumed_at", p.resumed_at);
  v("leveling_delay", p.leveling_delay);
  v("interruption", p.interruption);
  v("actual_start", p.actual_start);
  v("actual_finish", p.actual_finish);
  v("remaining", p.remaining);
  v("weight", p.weight);
  v("key_node", p.key_node);
  v("approved_start", p.approved_start);
  v("approved_finish", p.approved_finish);
  v("planned_start", p.planned_start);
  v("planned_finish", p.planned_finish);
  v("statutory_days", p.statutory_days);
  v("provenance", p.provenance);
  v("source_note", p.source_note);
}

/// A precedence, also across projects; stored with the successor.
struct Link {
  static constexpr std::string_view kNoun = "links";
  LinkId id;
  std::int64_t revision{};
  ProjectId project_id;  ///< of the successor
  ActivityId predecessor_id;
  ActivityId successor_id;
  LinkType type{};
  std::int64_t lag{};          ///< working minutes of lag_calendar_id, may be negative
  CalendarId lag_calendar_id;  ///< 0: elapsed time, 24 h a day
  Provenance provenance{};
  friend bool operator==(const Link&, const Link&) = default;
};

template <class P, class V>
requires Is<P, Link>
void visit_fields(P& p, V&& v) {
  v("id", p.id);
  v("revision", p.revision);
  v("project_id", p.project_id);
  v("predecessor_id", p.predecessor_id);
  v("successor_id", p.successor_id);
  v("type", p.type);
  v("lag", p.lag);
  v("lag_calendar_id", p.lag_calendar_id);
  v("provenance", p.provenance);
}

}  // namespace tc::model

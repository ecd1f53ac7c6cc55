// Why a date moved since an earlier version of a plan: groups of changes, and within them each
// change that moves it. Minutes are elapsed ones, later is positive; rows sum to the whole move.
// Field names are the JSON names of api/openapi.yaml.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/views/why_activity.h"
#include "base/time.h"
#include "engine/explain/plan_change.h"
#include "model/fields.h"

template <>
inline constexpr auto tc::model::kEnumNames<tc::engine::ChangeGroup> =
    std::to_array<std::string_view>({"data_date", "progress", "work", "links", "constraints",
                                     "calendars", "activities", "holds", "rules"});
template <>
inline constexpr auto tc::model::kEnumNames<tc::engine::ChangeKind> =
    std::to_array<std::string_view>({"data_date",         "actual_start",    "actual_finish",
                                     "suspension",        "remaining",       "duration",
                                     "interruption",      "expected_finish", "link_added",
                                     "link_changed",      "constraint",      "secondary_constraint",
                                     "deadline",          "planned_finish",  "external_start",
                                     "external_finish",   "leveling_delay",  "working_time",
                                     "activity_calendar", "activity_added",  "activity_removed",
                                     "link_removed",      "hold_added",      "hold_removed",
                                     "hold_changed",      "activity_kind",   "wbs",
                                     "project_start",     "must_finish_by",  "rules",
                                     "work_parts"});

namespace tc::app {

/// One change and by how much it moves the date; without a kind: several that were not told apart.
struct WhyCause {
  std::optional<engine::ChangeKind> kind;
  std::optional<WhyActivity> activity;  ///< of links: the successor
  std::optional<WhyActivity> other;     ///< of links: the predecessor
  std::int64_t blocker_id{};
  std::int64_t changes = 1;
  std::string before;  ///< the old value; empty: there was none
  std::string before_en;
  std::string after;
  std::string after_en;
  std::int64_t minutes{};
  std::string text;
  std::string text_en;
};

template <class P, class V>
requires model::Is<P, WhyCause>
void visit_fields(P& p, V&& v) {
  v("kind", p.kind);
  v("activity", p.activity);
  v("other", p.other);
  v("blocker_id", p.blocker_id);
  v("changes", p.changes);
  v("before", p.before);
  v("before_en", p.before_en);
  v("after", p.after);
  v("after_en", p.after_en);
  v("minutes", p.minutes);
  v("text", p.text);
  v("text_en", p.text_en);
}

struct WhyMoveGroup {
  engine::ChangeGroup group{};
  std::int64_t changes{};  ///< how many there are, with those that move nothing
  Minute to;               ///< the date after them
  std::int64_t minutes{};
  std::vector<WhyCause> causes;
  std::string text;
  std::string text_en;
};

template <class P, class V>
requires model::Is<P, WhyMoveGroup>
void visit_fields(P& p, V&& v) {
  v("group", p.group);
  v("changes", p.changes);
  v("to", p.to);
  v("minutes", p.minutes);
  v("causes", p.causes);
  v("text", p.text);
  v("text_en", p.text_en);
}

struct WhyMove {
  std::string since;            ///< a day, or the earlier file's name
  bool project_finish = false;  ///< the date is the project's finish, else the activity's
  Minute from;
  Minute to;
  std::int64_t minutes{};
  std::vector<WhyMoveGroup> groups;  ///< those with changes, in the order in which they were made
  std::string text;
  std::string text_en;
};

template <class P, class V>
requires model::Is<P, WhyMove>
void visit_fields(P& p, V&& v) {
  v("since", p.since);
  v("project_finish", p.project_finish);
  v("from", p.from);
  v("to", p.to);
  v("minutes", p.minutes);
  v("groups", p.groups);
  v("text", p.text);
  v("text_en", p.text_en);
}

}  // namespace tc::app

// Why a date is what it is, why an activity is critical and what leads to it. Field names are the
// JSON names of api/openapi.yaml. Sentences stand in both languages beside the data they say.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/views/why_activity.h"
#include "app/views/why_move.h"
#include "base/time.h"
#include "engine/explain/explain.h"
#include "model/activity.h"
#include "model/fields.h"

template <>
inline constexpr auto tc::model::kEnumNames<tc::engine::DateField> =
    std::to_array<std::string_view>({"early_start", "early_finish", "late_start", "late_finish"});
template <>
inline constexpr auto tc::model::kEnumNames<tc::engine::StepKind> = std::to_array<std::string_view>(
    {"data_date", "project_start", "link", "constraint", "hold", "actual", "late", "delay",
     "external", "resume", "calendar", "work", "expected_finish", "project_finish", "must_finish",
     "deadline", "own_finish", "member", "hold_delay"});
template <>
inline constexpr auto tc::model::kEnumNames<tc::engine::FloatSides::Counts> =
    std::to_array<std::string_view>({"start", "finish", "none"});

namespace tc::app {

/// One move of a date, in order; `to` is the date after it.
struct WhyStep {
  engine::StepKind kind{};
  std::optional<WhyActivity> other;  ///< of links: the activity at the other end
  std::optional<model::LinkType> link_type;
  std::optional<std::int64_t> lag_minutes;  ///< what of it counts
  std::string lag_calendar;                 ///< name; empty: elapsed time
  std::optional<model::ConstraintKind> constraint;
  std::int64_t blocker_id{};
  std::optional<Minute> from;    ///< the date it starts from
  std::optional<Minute> lagged;  ///< that with the lag
  Minute to;
  std::string text;
  std::string text_en;
};

template <class P, class V>
requires model::Is<P, WhyStep>
void visit_fields(P& p, V&& v) {
  v("kind", p.kind);
  v("other", p.other);
  v("link_type", p.link_type);
  v("lag_minutes", p.lag_minutes);
  v("lag_calendar", p.lag_calendar);
  v("constraint", p.constraint);
  v("blocker_id", p.blocker_id);
  v("from", p.from);
  v("lagged", p.lagged);
  v("to", p.to);
  v("text", p.text);
  v("text_en", p.text_en);
}

/// A date, what set it, and one sentence that says so.
struct WhyDate {
  WhyActivity activity;
  engine::DateField field{};
  Minute date;
  std::vector<WhyStep> steps;
  std::string text;
  std::string text_en;
};

template <class P, class V>
requires model::Is<P, WhyDate>
void visit_fields(P& p, V&& v) {
  v("activity", p.activity);
  v("field", p.field);
  v("date", p.date);
  v("steps", p.steps);
  v("text", p.text);
  v("text_en", p.text_en);
}

/// Total and free float, and whether the activity is critical.
struct WhyFloat {
  std::int64_t total_float_minutes{};
  std::int64_t by_start_minutes{};
  std::int64_t by_finish_minutes{};
  engine::FloatSides::Counts counts{};
  std::int64_t free_float_minutes{};
  std::optional<WhyActivity> free_until;  ///< the successor that limits free float
  bool critical = false;
  bool longest_path = false;
  std::int64_t threshold_minutes{};
  std::vector<WhyActivity> path;  ///< on the longest path: from here to the project's finish
  std::string text;
  std::string text_en;
};

template <class P, class V>
requires model::Is<P, WhyFloat>
void visit_fields(P& p, V&& v) {
  v("total_float_minutes", p.total_float_minutes);
  v("by_start_minutes", p.by_start_minutes);
  v("by_finish_minutes", p.by_finish_minutes);
  v("counts", p.counts);
  v("free_float_minutes", p.free_float_minutes);
  v("free_until", p.free_until);
  v("critical", p.critical);
  v("longest_path", p.longest_path);
  v("threshold_minutes", p.threshold_minutes);
  v("path", p.path);
  v("text", p.text);
  v("text_en", p.text_en);
}

/// A predecessor, and how far it may slip before it moves this activity.
struct WhyPredecessor {
  WhyActivity activity;
  model::LinkType link_type{};
  std::int64_t lag_minutes{};
  std::optional<std::int64_t> slack_minutes;  ///< unset: progress has settled the link
  bool driving = false;
};

template <class P, class V>
requires model::Is<P, WhyPredecessor>
void visit_fields(P& p, V&& v) {
  v("activity", p.activity);
  v("link_type", p.link_type);
  v("lag_minutes", p.lag_minutes);
  v("slack_minutes", p.slack_minutes);
  v("driving", p.driving);
}

/// A float path: from its first activity to where it joins an earlier path.
struct WhyPath {
  int number{};
  std::int64_t slack_minutes{};
  std::optional<WhyActivity> joins;
  std::vector<WhyActivity> activities;
};

template <class P, class V>
requires model::Is<P, WhyPath>
void visit_fields(P& p, V&& v) {
  v("number", p.number);
  v("slack_minutes", p.slack_minutes);
  v("joins", p.joins);
  v("activities", p.activities);
}

struct WhyAnswer {
  WhyActivity activity;
  std::int64_t minutes_per_day = 1440;  ///< for showing working time in days
  engine::DateField field{};            ///< the date asked for
  std::string text;                     ///< why it is what it is
  std::string text_en;
  std::vector<WhyDate> dates;  ///< the four dates
  std::vector<WhyDate> chain;  ///< the date asked for, then what it stems from, to the beginning
  WhyFloat total_float;
  std::vector<WhyPredecessor> predecessors;
  std::vector<WhyPath> paths;
  std::optional<WhyMove> move;  ///< since the version it was asked to be compared with
};

template <class P, class V>
requires model::Is<P, WhyAnswer>
void visit_fields(P& p, V&& v) {
  v("activity", p.activity);
  v("minutes_per_day", p.minutes_per_day);
  v("field", p.field);
  v("text", p.text);
  v("text_en", p.text_en);
  v("dates", p.dates);
  v("chain", p.chain);
  v("float", p.total_float);
  v("predecessors", p.predecessors);
  v("paths", p.paths);
  v("move", p.move);
}

}  // namespace tc::app

// The project page. Field names are the JSON names of api/openapi.yaml.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/views/row.h"
#include "base/result.h"
#include "base/time.h"
#include "model/activity.h"
#include "model/blocker.h"
#include "model/fields.h"
#include "model/order.h"
#include "model/project.h"
#include "model/provenance.h"

namespace tc::app {

enum class StageState : std::uint8_t { done, current, ahead };

}  // namespace tc::app

template <>
inline constexpr auto tc::model::kEnumNames<tc::app::StageState> =
    std::to_array<std::string_view>({"done", "current", "ahead"});

namespace tc::app {

/// An activity with its computed dates.
struct ActivityView {
  std::int64_t id{};
  std::int64_t revision{};
  std::string code;
  std::string name;
  std::string name_en;
  model::ActivityKind kind{};
  std::string wbs;
  std::string phase;
  std::string owner;
  int weather{};
  double duration_days{};
  std::optional<double> remaining_days;
  bool key_node = false;
  model::ConstraintKind constraint_kind{};
  std::optional<Minute> constraint_at;
  model::ConstraintKind secondary_kind{};
  std::optional<Minute> secondary_at;
  std::optional<Minute> deadline;
  std::optional<Minute> actual_start;
  std::optional<Minute> actual_finish;
  std::optional<Minute> approved_start;
  std::optional<Minute> approved_finish;
  std::optional<Minute> planned_start;
  std::optional<Minute> planned_finish;
  Minute early_start;
  Minute early_finish;
  Minute late_start;
  Minute late_finish;
  double total_float_days{};
  double free_float_days{};
  bool critical = false;
  bool driving = false;
  std::string set_by;
  std::optional<std::int32_t> statutory_days;
  model::Provenance provenance{};
  std::string source_note;
};

template <class P, class V>
requires model::Is<P, ActivityView>
void visit_fields(P& p, V&& v) {
  v("id", p.id);
  v("revision", p.revision);
  v("code", p.code);
  v("name", p.name);
  v("name_en", p.name_en);
  v("kind", p.kind);
  v("wbs", p.wbs);
  v("phase", p.phase);
  v("owner", p.owner);
  v("weather", p.weather);
  v("duration_days", p.duration_days);
  v("remaining_days", p.remaining_days);
  v("key_node", p.key_node);
  v("constraint_kind", p.constraint_kind);
  v("constraint_at", p.constraint_at);
  v("secondary_kind", p.secondary_kind);
  v("secondary_at", p.secondary_at);
  v("deadline", p.deadline);
  v("actual_start", p.actual_start);
  v("actual_finish", p.actual_finish);
  v("approved_start", p.approved_start);
  v("approved_finish", p.approved_finish);
  v("planned_start", p.planned_start);
  v("planned_finish", p.planned_finish);
  v("early_start", p.early_start);
  v("early_finish", p.early_finish);
  v("late_start", p.late_start);
  v("late_finish", p.late_finish);
  v("total_float_days", p.total_float_days);
  v("free_float_days", p.free_float_days);
  v("critical", p.critical);
  v("driving", p.driving);
  v("set_by", p.set_by);
  v("statutory_days", p.statutory_days);
  v("provenance", p.provenance);
  v("source_note", p.source_note);
}

/// A link; the predecessor may lie in another project.
struct LinkView {
  std::int64_t id{};
  std::int64_t predecessor_id{};
  std::int64_t successor_id{};
  model::LinkType type{};
  double lag_days{};
  bool driving = false;
  std::int64_t other_project_id{};  ///< 0: the same project
  std::string other_name;
};

template <class P, class V>
requires model::Is<P, LinkView>
void visit_fields(P& p, V&& v) {
  v("id", p.id);
  v("predecessor_id", p.predecessor_id);
  v("successor_id", p.successor_id);
  v("type", p.type);
  v("lag_days", p.lag_days);
  v("driving", p.driving);
  v("other_project_id", p.other_project_id);
  v("other_name", p.other_name);
}

/// A blocker with the days it costs.
struct BlockerView {
  std::int64_t id{};
  std::int64_t revision{};
  std::int64_t activity_id{};
  std::string activity_name;
  model::BlockerKind kind{};
  std::string text;
  std::string owner_organization;
  std::string owner_person;
  std::string ask;
  model::BlockerState state{};
  model::BlockerLevel level{};
  Day raised_day;
  std::optional<Day> limit_day;
  std::optional<Day> release_likely;
  std::optional<Day> resolved_day;
  std::string evidence;
  std::optional<Day> closed_day;
  std::string closed_by;
  std::optional<std::int64_t> drag_days;
  model::Provenance provenance{};
  std::string source_note;
};

template <class P, class V>
requires model::Is<P, BlockerView>
void visit_fields(P& p, V&& v) {
  v("id", p.id);
  v("revision", p.revision);
  v("activity_id", p.activity_id);
  v("activity_name", p.activity_name);
  v("kind", p.kind);
  v("text", p.text);
  v("owner_organization", p.owner_organization);
  v("owner_person", p.owner_person);
  v("ask", p.ask);
  v("state", p.state);
  v("level", p.level);
  v("raised_day", p.raised_day);
  v("limit_day", p.limit_day);
  v("release_likely", p.release_likely);
  v("resolved_day", p.resolved_day);
  v("evidence", p.evidence);
  v("closed_day", p.closed_day);
  v("closed_by", p.closed_by);
  v("drag_days", p.drag_days);
  v("provenance", p.provenance);
  v("source_note", p.source_note);
}

/// A visit that stopped at this project.
struct VisitView {
  std::int64_t id{};
  Day day;
  std::string leader;
  std::string title;
  std::vector<std::string> participants;
  std::vector<std::string> asked;
  std::string source_note;
};

template <class P, class V>
requires model::Is<P, VisitView>
void visit_fields(P& p, V&& v) {
  v("id", p.id);
  v("day", p.day);
  v("leader", p.leader);
  v("title", p.title);
  v("participants", p.participants);
  v("asked", p.asked);
  v("source_note", p.source_note);
}

/// A field whose source differs from its noun's.
struct SourceView {
  std::string noun;
  std::int64_t noun_id{};
  std::string field;
  model::Provenance provenance{};
  std::string source_note;
};

template <class P, class V>
requires model::Is<P, SourceView>
void visit_fields(P& p, V&& v) {
  v("noun", p.noun);
  v("noun_id", p.noun_id);
  v("field", p.field);
  v("provenance", p.provenance);
  v("source_note", p.source_note);
}

/// One step of the lifeline.
struct LifelineStep {
  model::Stage stage{};
  StageState state{};
  std::optional<Day> day;
};

template <class P, class V>
requires model::Is<P, LifelineStep>
void visit_fields(P& p, V&& v) {
  v("stage", p.stage);
  v("state", p.state);
  v("day", p.day);
}

/// Records behind the later tabs.
struct Counts {
  int returns{};
  int fund_lines{};
  int factor_needs{};
  int hazards{};
  int outputs{};
};

template <class P, class V>
requires model::Is<P, Counts>
void visit_fields(P& p, V&& v) {
  v("returns", p.returns);
  v("fund_lines", p.fund_lines);
  v("factor_needs", p.factor_needs);
  v("hazards", p.hazards);
  v("outputs", p.outputs);
}

/// The winter regime, MM-DD; empty when none.
struct Winter {
  std::string from;
  std::string to;
};

template <class P, class V>
requires model::Is<P, Winter>
void visit_fields(P& p, V&& v) {
  v("from", p.from);
  v("to", p.to);
}

/// The whole file of a project with its computed dates.
struct ProjectPage {
  CityView city;
  Day as_of;
  bool read_only = false;
  model::Project project;
  ProjectRow row;
  std::vector<SourceView> sources;
  std::vector<LifelineStep> lifeline;
  std::vector<ActivityView> activities;
  std::vector<LinkView> links;
  std::vector<std::int64_t> chain;
  std::string chain_text;
  std::string chain_text_en;
  std::string forecast_text;
  std::string forecast_text_en;
  std::vector<BlockerView> blockers;
  std::vector<model::Order> orders;
  std::vector<model::Promise> promises;
  std::vector<VisitView> visits;
  Counts counts;
  Winter winter;
};

template <class P, class V>
requires model::Is<P, ProjectPage>
void visit_fields(P& p, V&& v) {
  v("city", p.city);
  v("as_of", p.as_of);
  v("read_only", p.read_only);
  v("project", p.project);
  v("row", p.row);
  v("sources", p.sources);
  v("lifeline", p.lifeline);
  v("activities", p.activities);
  v("links", p.links);
  v("chain", p.chain);
  v("chain_text", p.chain_text);
  v("chain_text_en", p.chain_text_en);
  v("forecast_text", p.forecast_text);
  v("forecast_text_en", p.forecast_text_en);
  v("blockers", p.blockers);
  v("orders", p.orders);
  v("promises", p.promises);
  v("visits", p.visits);
  v("counts", p.counts);
  v("winter", p.winter);
}

}  // namespace tc::app

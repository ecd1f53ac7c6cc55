// The dispatch sheet, the overview and the project list. Field names are the JSON names of
// api/openapi.yaml.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/views/row.h"
#include "base/result.h"
#include "base/time.h"
#include "model/fields.h"
#include "model/order.h"
#include "model/project.h"
#include "model/provenance.h"
#include "rules/rank.h"

namespace tc::app {

enum class BasisKind : std::uint8_t { record, sentence, template_file };

}  // namespace tc::app

template <>
inline constexpr auto tc::model::kEnumNames<tc::app::BasisKind> =
    std::to_array<std::string_view>({"record", "sentence", "template"});

namespace tc::app {

/// A decision somebody can take now, and what it saves.
struct Decision {
  int rank{};
  rules::DecisionKind kind{};
  std::int64_t project_id{};
  std::string project_name;
  std::int64_t activity_id{};
  std::string activity_name;
  std::int64_t blocker_id{};
  std::string who;
  std::string what;
  std::string what_en;
  Day by;
  std::int64_t days_saved{};
  std::optional<double> worth_per_day;  ///< 万元
  model::Provenance worth_provenance{};
  rules::WorthBasis worth_basis{};
  std::string worth_text;  ///< what it rests on
  std::string worth_text_en;
  std::optional<double> value;           ///< 万元; by the expected days where they are known
  std::optional<double> expected_days;   ///< after the decisions ranked before it
  std::int64_t minutes{};                ///< of the decider's time
  std::optional<double> value_per_hour;  ///< 万元
  bool held_up = false;                  ///< ranked higher for its county's least share
  BasisKind basis_kind{};
  std::string basis;
  std::string basis_en;
  std::int64_t order_id{};
  model::Provenance provenance{};
};

template <class P, class V>
requires model::Is<P, Decision>
void visit_fields(P& p, V&& v) {
  v("rank", p.rank);
  v("kind", p.kind);
  v("project_id", p.project_id);
  v("project_name", p.project_name);
  v("activity_id", p.activity_id);
  v("activity_name", p.activity_name);
  v("blocker_id", p.blocker_id);
  v("who", p.who);
  v("what", p.what);
  v("what_en", p.what_en);
  v("by", p.by);
  v("days_saved", p.days_saved);
  v("worth_per_day", p.worth_per_day);
  v("worth_provenance", p.worth_provenance);
  v("worth_basis", p.worth_basis);
  v("worth_text", p.worth_text);
  v("worth_text_en", p.worth_text_en);
  v("value", p.value);
  v("expected_days", p.expected_days);
  v("minutes", p.minutes);
  v("value_per_hour", p.value_per_hour);
  v("held_up", p.held_up);
  v("basis_kind", p.basis_kind);
  v("basis", p.basis);
  v("basis_en", p.basis_en);
  v("order_id", p.order_id);
  v("provenance", p.provenance);
}

/// A project on the dispatch sheet.
struct SheetLine {
  ProjectRow project;
  std::vector<std::int64_t> chain;  ///< activities that drive the finish, from the data date on
  std::string chain_text;
  std::string chain_text_en;
  std::vector<model::Order> orders;
  std::vector<model::Promise> promises;
};

template <class P, class V>
requires model::Is<P, SheetLine>
void visit_fields(P& p, V&& v) {
  v("project", p.project);
  v("chain", p.chain);
  v("chain_text", p.chain_text);
  v("chain_text_en", p.chain_text_en);
  v("orders", p.orders);
  v("promises", p.promises);
}

/// How the decisions were ranked.
struct Agenda {
  std::int64_t candidates{};
  std::int64_t trials{};
  std::int64_t seed{};
  double least_share{};
  std::string text;
  std::string text_en;
  std::string source;
};

template <class P, class V>
requires model::Is<P, Agenda>
void visit_fields(P& p, V&& v) {
  v("candidates", p.candidates);
  v("trials", p.trials);
  v("seed", p.seed);
  v("least_share", p.least_share);
  v("text", p.text);
  v("text_en", p.text_en);
  v("source", p.source);
}

/// The dispatch sheet 调度单 of a city at a date.
struct DispatchSheet {
  CityView city;
  Day as_of;
  bool read_only = false;
  std::string pack;
  std::string pack_en;
  LightCounts lights;
  std::vector<SheetLine> lines;
  Agenda agenda;
  std::vector<Decision> decisions;
  Notes notes;
};

template <class P, class V>
requires model::Is<P, DispatchSheet>
void visit_fields(P& p, V&& v) {
  v("city", p.city);
  v("as_of", p.as_of);
  v("read_only", p.read_only);
  v("pack", p.pack);
  v("pack_en", p.pack_en);
  v("lights", p.lights);
  v("lines", p.lines);
  v("agenda", p.agenda);
  v("decisions", p.decisions);
  v("notes", p.notes);
}

/// A KPI with the projects it counted.
struct Kpi {
  std::string name;
  double numerator{};
  double denominator{};
  std::optional<double> percent;
  std::optional<double> points;
  std::vector<std::int64_t> project_ids;
  std::vector<std::int64_t> exception_ids;
};

template <class P, class V>
requires model::Is<P, Kpi>
void visit_fields(P& p, V&& v) {
  v("name", p.name);
  v("numerator", p.numerator);
  v("denominator", p.denominator);
  v("percent", p.percent);
  v("points", p.points);
  v("project_ids", p.project_ids);
  v("exception_ids", p.exception_ids);
}

/// The lights of one county.
struct CountyLights {
  std::string county;
  int total{};
  LightCounts lights;
};

template <class P, class V>
requires model::Is<P, CountyLights>
void visit_fields(P& p, V&& v) {
  v("county", p.county);
  v("total", p.total);
  v("lights", p.lights);
}

/// Projects that share something worth a look.
struct ChangeCount {
  std::string kind;
  int count{};
  std::vector<std::int64_t> project_ids;
};

template <class P, class V>
requires model::Is<P, ChangeCount>
void visit_fields(P& p, V&& v) {
  v("kind", p.kind);
  v("count", p.count);
  v("project_ids", p.project_ids);
}

/// How many records already feed each lever.
struct Levers {
  int orders{};
  int fund_lines{};
  int factor_needs{};
  int factor_quotas{};
  int visits{};
  int promises{};
  int hazards{};
  int outputs{};
  int returns{};
  int blockers{};
};

template <class P, class V>
requires model::Is<P, Levers>
void visit_fields(P& p, V&& v) {
  v("orders", p.orders);
  v("fund_lines", p.fund_lines);
  v("factor_needs", p.factor_needs);
  v("factor_quotas", p.factor_quotas);
  v("visits", p.visits);
  v("promises", p.promises);
  v("hazards", p.hazards);
  v("outputs", p.outputs);
  v("returns", p.returns);
  v("blockers", p.blockers);
}

/// The first screen.
struct Overview {
  CityView city;
  Day as_of;
  bool read_only = false;
  std::vector<Kpi> kpis;
  LightCounts lights;
  std::vector<CountyLights> counties;
  std::vector<Decision> decisions;
  std::vector<ChangeCount> changes;
  Levers levers;
};

template <class P, class V>
requires model::Is<P, Overview>
void visit_fields(P& p, V&& v) {
  v("city", p.city);
  v("as_of", p.as_of);
  v("read_only", p.read_only);
  v("kpis", p.kpis);
  v("lights", p.lights);
  v("counties", p.counties);
  v("decisions", p.decisions);
  v("changes", p.changes);
  v("levers", p.levers);
}

/// A page of the project list.
struct ProjectList {
  CityView city;
  Day as_of;
  bool read_only = false;
  std::int64_t total{};
  std::vector<ProjectRow> projects;
};

template <class P, class V>
requires model::Is<P, ProjectList>
void visit_fields(P& p, V&& v) {
  v("city", p.city);
  v("as_of", p.as_of);
  v("read_only", p.read_only);
  v("total", p.total);
  v("projects", p.projects);
}

}  // namespace tc::app

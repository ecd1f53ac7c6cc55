// When work will be done, as ranges, with what moves it and what holds it. Field names are the JSON
// names of api/openapi.yaml. Days are civil days, money is 万元, chances go from 0 to 1.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/views/row.h"
#include "base/result.h"
#include "base/time.h"
#include "engine/outlook/outlook.h"
#include "model/fields.h"
#include "model/provenance.h"
#include "rules/worth.h"

namespace tc::app {

enum class OutlookNodeKind : std::uint8_t { finish, production, key_node };
enum class OutlookDriverKind : std::uint8_t { activity, blocker, risk };
enum class OutlookDragKind : std::uint8_t { blocker, gate };

}  // namespace tc::app

template <>
inline constexpr auto tc::model::kEnumNames<tc::app::OutlookNodeKind> =
    std::to_array<std::string_view>({"finish", "production", "key_node"});
template <>
inline constexpr auto tc::model::kEnumNames<tc::app::OutlookDriverKind> =
    std::to_array<std::string_view>({"activity", "blocker", "risk"});
template <>
inline constexpr auto tc::model::kEnumNames<tc::app::OutlookDragKind> =
    std::to_array<std::string_view>({"blocker", "gate"});

namespace tc::engine {

template <class P, class V>
requires model::Is<P, Histogram>
void visit_fields(P& p, V&& v) {
  v("first", p.first);
  v("width_days", p.width_days);
  v("count", p.count);
}

}  // namespace tc::engine

namespace tc::app {

/// A finish that is asked for; see OutlookNode of api/openapi.yaml.
struct OutlookNode {
  OutlookNodeKind kind{};
  std::string id;  ///< of the activity; of a planning file the file's own
  std::int64_t activity_id{};
  std::int64_t project_id{};
  std::string name;
  std::string name_en;
  Minute p10;
  Minute p20;
  Minute p50;
  Minute p80;
  Minute p90;
  double p80_error_days{};
  Minute mean;
  std::optional<Minute> plan_finish;  ///< on the plan's own durations
  std::optional<Minute> approved;
  std::optional<Minute> current;
  Against against{};  ///< what lateness is measured against
  std::optional<Day> winter_day;
  std::optional<double> chance_of_baseline;
  std::optional<double> chance_of_current;
  std::optional<double> chance_before_winter;
  std::optional<double> days_late;
  std::optional<double> wan_late;
  std::optional<double> worth_per_day;
  rules::WorthBasis worth_basis{};
  std::string worth_text;
  std::string worth_text_en;
  std::vector<Minute> quantiles;  ///< 101: the least, P1 … P99, the greatest
  engine::Histogram histogram;
};

template <class P, class V>
requires model::Is<P, OutlookNode>
void visit_fields(P& p, V&& v) {
  v("kind", p.kind);
  v("id", p.id);
  v("activity_id", p.activity_id);
  v("project_id", p.project_id);
  v("name", p.name);
  v("name_en", p.name_en);
  v("p10", p.p10);
  v("p20", p.p20);
  v("p50", p.p50);
  v("p80", p.p80);
  v("p90", p.p90);
  v("p80_error_days", p.p80_error_days);
  v("mean", p.mean);
  v("plan_finish", p.plan_finish);
  v("approved", p.approved);
  v("current", p.current);
  v("against", p.against);
  v("winter_day", p.winter_day);
  v("chance_of_baseline", p.chance_of_baseline);
  v("chance_of_current", p.chance_of_current);
  v("chance_before_winter", p.chance_before_winter);
  v("days_late", p.days_late);
  v("wan_late", p.wan_late);
  v("worth_per_day", p.worth_per_day);
  v("worth_basis", p.worth_basis);
  v("worth_text", p.worth_text);
  v("worth_text_en", p.worth_text_en);
  v("quantiles", p.quantiles);
  v("histogram", p.histogram);
}

/// One bar of the tornado.
struct OutlookDriver {
  OutlookDriverKind kind{};
  std::string id;
  std::int64_t activity_id{};
  std::int64_t blocker_id{};
  std::string name;
  std::string name_en;
  Minute p50_at_low;
  Minute p50_at_high;
  double swing_days{};
  double cruciality{};
  double criticality{};
  model::Provenance provenance{};
};

template <class P, class V>
requires model::Is<P, OutlookDriver>
void visit_fields(P& p, V&& v) {
  v("kind", p.kind);
  v("id", p.id);
  v("activity_id", p.activity_id);
  v("blocker_id", p.blocker_id);
  v("name", p.name);
  v("name_en", p.name_en);
  v("p50_at_low", p.p50_at_low);
  v("p50_at_high", p.p50_at_high);
  v("swing_days", p.swing_days);
  v("cruciality", p.cruciality);
  v("criticality", p.criticality);
  v("provenance", p.provenance);
}

/// What a blocker or gate costs the finish, expected.
struct OutlookDrag {
  OutlookDragKind kind{};
  std::string id;
  std::int64_t activity_id{};
  std::int64_t blocker_id{};
  std::string name;
  std::string name_en;
  std::string decider;
  double days{};  ///< what the outlook changes by without it
  double days_error{};
  double alone_days{};
  double shapley_days{};
  std::optional<double> production_days;
  std::optional<double> wan;
  model::Provenance provenance{};
  std::string basis;
  std::string basis_en;
};

template <class P, class V>
requires model::Is<P, OutlookDrag>
void visit_fields(P& p, V&& v) {
  v("kind", p.kind);
  v("id", p.id);
  v("activity_id", p.activity_id);
  v("blocker_id", p.blocker_id);
  v("name", p.name);
  v("name_en", p.name_en);
  v("decider", p.decider);
  v("days", p.days);
  v("days_error", p.days_error);
  v("alone_days", p.alone_days);
  v("shapley_days", p.shapley_days);
  v("production_days", p.production_days);
  v("wan", p.wan);
  v("provenance", p.provenance);
  v("basis", p.basis);
  v("basis_en", p.basis_en);
}

struct OutlookAssumption {
  std::string key;
  std::int64_t count{};  ///< what it is applied to
  model::Provenance provenance{};
  std::string text;
  std::string text_en;
  std::string source;
};

template <class P, class V>
requires model::Is<P, OutlookAssumption>
void visit_fields(P& p, V&& v) {
  v("key", p.key);
  v("count", p.count);
  v("provenance", p.provenance);
  v("text", p.text);
  v("text_en", p.text_en);
  v("source", p.source);
}

struct OutlookAnswer {
  std::int64_t project_id{};  ///< 0: a planning file
  std::string name;
  Day data_date;
  bool read_only = false;
  bool synthetic = false;
  std::int64_t trials{};
  std::int64_t seed{};
  std::string headline;
  std::string headline_en;
  std::vector<OutlookNode> nodes;
  std::vector<OutlookDriver> drivers;
  std::vector<OutlookDrag> drags;
  std::vector<OutlookAssumption> assumptions;
  Notes notes;
};

template <class P, class V>
requires model::Is<P, OutlookAnswer>
void visit_fields(P& p, V&& v) {
  v("project_id", p.project_id);
  v("name", p.name);
  v("data_date", p.data_date);
  v("read_only", p.read_only);
  v("synthetic", p.synthetic);
  v("trials", p.trials);
  v("seed", p.seed);
  v("headline", p.headline);
  v("headline_en", p.headline_en);
  v("nodes", p.nodes);
  v("drivers", p.drivers);
  v("drags", p.drags);
  v("assumptions", p.assumptions);
  v("notes", p.notes);
}

}  // namespace tc::app

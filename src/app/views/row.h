// One line a project, as the list, the sheet and the overview show it. Field names are the JSON
// names of api/openapi.yaml. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "model/fields.h"
#include "model/project.h"
#include "model/provenance.h"
#include "rules/worth.h"

namespace tc::app {

enum class Against : std::uint8_t { approved, planned, none };

}  // namespace tc::app

template <>
inline constexpr auto tc::model::kEnumNames<tc::app::Against> =
    std::to_array<std::string_view>({"approved", "planned", "none"});

namespace tc::app {

/// A city of this installation.
struct CityView {
  int code{};
  std::string name;
  bool synthetic = false;
  Day data_date;
  std::string light_pack;
  std::int64_t projects{};
};

template <class P, class V>
requires model::Is<P, CityView>
void visit_fields(P& p, V&& v) {
  v("code", p.code);
  v("name", p.name);
  v("synthetic", p.synthetic);
  v("data_date", p.data_date);
  v("light_pack", p.light_pack);
  v("projects", p.projects);
}

/// One number behind a light.
struct Number {
  std::string name;
  double value{};
  std::string unit;
};

template <class P, class V>
requires model::Is<P, Number>
void visit_fields(P& p, V&& v) {
  v("name", p.name);
  v("value", p.value);
  v("unit", p.unit);
}

/// A light with its pack, the row that decided and its numbers.
struct LightView {
  std::string color;
  std::string pack;
  std::string pack_name_zh;
  std::string pack_name_en;
  std::string rule;
  std::string reason_zh;
  std::string reason_en;
  std::vector<Number> numbers;
  model::Provenance provenance{};  ///< inferred: the plan behind it is
};

template <class P, class V>
requires model::Is<P, LightView>
void visit_fields(P& p, V&& v) {
  v("color", p.color);
  v("pack", p.pack);
  v("pack_name_zh", p.pack_name_zh);
  v("pack_name_en", p.pack_name_en);
  v("rule", p.rule);
  v("reason_zh", p.reason_zh);
  v("reason_en", p.reason_en);
  v("numbers", p.numbers);
  v("provenance", p.provenance);
}

/// How many projects show which light.
struct LightCounts {
  int green{};
  int yellow{};
  int orange{};
  int red{};
  int none{};
};

template <class P, class V>
requires model::Is<P, LightCounts>
void visit_fields(P& p, V&& v) {
  v("green", p.green);
  v("yellow", p.yellow);
  v("orange", p.orange);
  v("red", p.red);
  v("none", p.none);
}

/// The next unfinished key node on the way.
struct NextNode {
  std::int64_t activity_id{};
  std::string name;
  std::string owner;
  std::optional<Minute> approved_finish;
  std::optional<Minute> planned_finish;
  Minute forecast_finish;
};

template <class P, class V>
requires model::Is<P, NextNode>
void visit_fields(P& p, V&& v) {
  v("activity_id", p.activity_id);
  v("name", p.name);
  v("owner", p.owner);
  v("approved_finish", p.approved_finish);
  v("planned_finish", p.planned_finish);
  v("forecast_finish", p.forecast_finish);
}

/// What costs a project most days now.
struct Cause {
  std::string text;
  std::int64_t days{};
  std::int64_t blocker_id{};
};

template <class P, class V>
requires model::Is<P, Cause>
void visit_fields(P& p, V&& v) {
  v("text", p.text);
  v("days", p.days);
  v("blocker_id", p.blocker_id);
}

/// One line a project: register, plan, light, cause.
struct ProjectRow {
  std::int64_t id{};
  std::string name;
  std::string initials;  ///< pinyin initials of the name
  std::string unit;
  std::string county;
  std::string sector;
  std::string type;
  std::string type_zh;
  std::string type_en;
  model::Stage stage{};
  model::SideState side_state{};
  model::ProjectLevel level{};
  std::optional<double> investment;     ///< 万元
  std::optional<double> worth_per_day;  ///< 万元
  model::Provenance worth_provenance{};
  rules::WorthBasis worth_basis{};
  std::string worth_text;  ///< what it rests on
  std::string worth_text_en;
  LightView light;
  std::optional<Minute> approved_finish;
  std::optional<Minute> planned_finish;
  std::optional<Minute> forecast_finish;
  std::optional<std::int64_t> days_late;
  Against late_against{};
  std::optional<NextNode> next_node;
  std::optional<Cause> top_cause;
  int open_blockers{};
  int open_orders{};
  int open_promises{};
  std::optional<Day> last_return_day;
  std::optional<double> done_percent;
  model::Provenance provenance{};
  std::int64_t revision{};
};

template <class P, class V>
requires model::Is<P, ProjectRow>
void visit_fields(P& p, V&& v) {
  v("id", p.id);
  v("name", p.name);
  v("initials", p.initials);
  v("unit", p.unit);
  v("county", p.county);
  v("sector", p.sector);
  v("type", p.type);
  v("type_zh", p.type_zh);
  v("type_en", p.type_en);
  v("stage", p.stage);
  v("side_state", p.side_state);
  v("level", p.level);
  v("investment", p.investment);
  v("worth_per_day", p.worth_per_day);
  v("worth_provenance", p.worth_provenance);
  v("worth_basis", p.worth_basis);
  v("worth_text", p.worth_text);
  v("worth_text_en", p.worth_text_en);
  v("light", p.light);
  v("approved_finish", p.approved_finish);
  v("planned_finish", p.planned_finish);
  v("forecast_finish", p.forecast_finish);
  v("days_late", p.days_late);
  v("late_against", p.late_against);
  v("next_node", p.next_node);
  v("top_cause", p.top_cause);
  v("open_blockers", p.open_blockers);
  v("open_orders", p.open_orders);
  v("open_promises", p.open_promises);
  v("last_return_day", p.last_return_day);
  v("done_percent", p.done_percent);
  v("provenance", p.provenance);
  v("revision", p.revision);
}

}  // namespace tc::app

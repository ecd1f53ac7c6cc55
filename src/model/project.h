// The project: one id for life, eight-step lifeline, three dates for each key node (on activities).
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

/// 谋划 前期 齐备 在建 竣工 试产 达产 (reference: stages S0–S7 of a key project).
enum class Stage : std::uint8_t {
  conceived,
  preparing,
  ready,
  building,
  completed,
  trial,
  producing
};
template <>
inline constexpr auto kEnumNames<Stage> = std::to_array<std::string_view>(
    {"conceived", "preparing", "ready", "building", "completed", "trial", "producing"});

/// 暂停 延期 调出 终止: beside the stage, never instead of it.
enum class SideState : std::uint8_t { none, paused, deferred, withdrawn, terminated };
template <>
inline constexpr auto kEnumNames<SideState> =
    std::to_array<std::string_view>({"none", "paused", "deferred", "withdrawn", "terminated"});

enum class ProjectLevel : std::uint8_t { unstated, national, provincial, city, county };
template <>
inline constexpr auto kEnumNames<ProjectLevel> =
    std::to_array<std::string_view>({"unstated", "national", "provincial", "city", "county"});

/// A major project. Text fields are empty and optional fields unset when nothing states them.
struct Project {
  static constexpr std::string_view kNoun = "projects";
  ProjectId id;
  std::int64_t revision{};
  std::string national_code;  ///< YYMM-RRRRRR-DD-TT-NNNNNC or empty
  std::string name;
  std::string unit;  ///< the company that builds; empty when not stated
  ProjectLevel level{};
  std::string type;  ///< template key, e.g. "wwtp"; empty when none fits
  std::string sector;
  std::string county;
  std::string place;
  std::optional<double> longitude;
  std::optional<double> latitude;
  std::optional<double> capacity_value;  ///< in capacity_unit
  std::string capacity_unit;             ///< base unit: t/a, t, MW …
  std::string capacity_text;             ///< as the source says it
  std::optional<Money> investment;
  std::optional<Money> worth_per_day;
  std::string lead_leader;
  std::string lead_department;
  std::string contact;
  Stage stage{};
  SideState side_state{};
  std::string side_reason;
  std::optional<Day> side_review_day;
  std::vector<std::string> stage_words;  ///< the source's own words
  std::optional<Day> due_start_day;      ///< start promised in the plan of the year
  std::optional<Day> started_day;        ///< first permanent work
  std::optional<Day> in_register_day;    ///< entered in statistics 纳统
  std::optional<Money> annual_plan;      ///< investment planned this year
  std::optional<double> design_output;   ///< per month, in capacity_unit per month
  std::string scheduling;  ///< rules its own planning tool computes by; empty: the house rules
  std::optional<Minute> plan_start;      ///< work that has not begun does not start before it
  std::optional<Minute> must_finish_by;  ///< late dates of open ends hang on it
  Provenance provenance{};
  std::string source_note;
  friend bool operator==(const Project&, const Project&) = default;
};

template <class P, class V>
requires Is<P, Project>
void visit_fields(P& p, V&& v) {
  v("id", p.id);
  v("revision", p.revision);
  v("national_code", p.national_code);
  v("name", p.name);
  v("unit", p.unit);
  v("level", p.level);
  v("type", p.type);
  v("sector", p.sector);
  v("county", p.county);
  v("place", p.place);
  v("longitude", p.longitude);
  v("latitude", p.latitude);
  v("capacity_value", p.capacity_value);
  v("capacity_unit", p.capacity_unit);
  v("capacity_text", p.capacity_text);
  v("investment", p.investment);
  v("worth_per_day", p.worth_per_day);
  v("lead_leader", p.lead_leader);
  v("lead_department", p.lead_department);
  v("contact", p.contact);
  v("stage", p.stage);
  v("side_state", p.side_state);
  v("side_reason", p.side_reason);
  v("side_review_day", p.side_review_day);
  v("stage_words", p.stage_words);
  v("due_start_day", p.due_start_day);
  v("started_day", p.started_day);
  v("in_register_day", p.in_register_day);
  v("annual_plan", p.annual_plan);
  v("design_output", p.design_output);
  v("scheduling", p.scheduling);
  v("plan_start", p.plan_start);
  v("must_finish_by", p.must_finish_by);
  v("provenance", p.provenance);
  v("source_note", p.source_note);
}

}  // namespace tc::model

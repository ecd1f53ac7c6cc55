// What a check of schedule quality found. Field names are the JSON names of api/openapi.yaml.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "model/fields.h"
#include "rules/quality/quality.h"

namespace tc::app {

/// How a check's figure is to be read.
enum class FigureUnit : std::uint8_t { share, count, index };

}  // namespace tc::app

template <>
inline constexpr auto tc::model::kEnumNames<tc::app::FigureUnit> =
    std::to_array<std::string_view>({"share", "count", "index"});

namespace tc::app {

/// An activity or link that a finding names; ids are 0 where they do not apply.
struct OffenderView {
  std::int64_t project_id{};
  std::int64_t activity_id{};
  std::string file_id;  ///< the activity's own id in its file
  std::string code;
  std::string name;
  std::string name_en;
  std::int64_t predecessor_id{};  ///< of a link
  std::string predecessor_code;
  std::string predecessor_name;
  std::string predecessor_name_en;
  double value{};
  std::string text;
  std::string text_en;
};

template <class P, class V>
requires model::Is<P, OffenderView>
void visit_fields(P& p, V&& v) {
  v("project_id", p.project_id);
  v("activity_id", p.activity_id);
  v("file_id", p.file_id);
  v("code", p.code);
  v("name", p.name);
  v("name_en", p.name_en);
  v("predecessor_id", p.predecessor_id);
  v("predecessor_code", p.predecessor_code);
  v("predecessor_name", p.predecessor_name);
  v("predecessor_name_en", p.predecessor_name_en);
  v("value", p.value);
  v("text", p.text);
  v("text_en", p.text_en);
}

struct CheckView {
  rules::CheckKind check{};
  int number{};
  std::string name;
  std::string name_en;
  std::string source;
  rules::CheckState state{};
  std::optional<double> figure;
  FigureUnit unit{};
  std::int64_t count{};
  std::int64_t population{};
  std::optional<double> at_most;
  std::optional<double> at_least;
  std::string reason;
  std::string reason_en;
  std::vector<OffenderView> offenders;  ///< the first of `count`
};

template <class P, class V>
requires model::Is<P, CheckView>
void visit_fields(P& p, V&& v) {
  v("check", p.check);
  v("number", p.number);
  v("name", p.name);
  v("name_en", p.name_en);
  v("source", p.source);
  v("state", p.state);
  v("figure", p.figure);
  v("unit", p.unit);
  v("count", p.count);
  v("population", p.population);
  v("at_most", p.at_most);
  v("at_least", p.at_least);
  v("reason", p.reason);
  v("reason_en", p.reason_en);
  v("offenders", p.offenders);
}

struct FaultView {
  std::string rule;  ///< e.g. "quality.loop"
  rules::Severity severity{};
  std::string name;
  std::string name_en;
  std::string advice;
  std::string advice_en;
  std::int64_t count{};
  std::vector<OffenderView> places;  ///< the first of `count`
};

template <class P, class V>
requires model::Is<P, FaultView>
void visit_fields(P& p, V&& v) {
  v("rule", p.rule);
  v("severity", p.severity);
  v("name", p.name);
  v("name_en", p.name_en);
  v("advice", p.advice);
  v("advice_en", p.advice_en);
  v("count", p.count);
  v("places", p.places);
}

struct PracticeView {
  int number{};
  std::string name;
  std::string name_en;
  rules::PracticeState state{};
  std::string reason;
  std::string reason_en;
};

template <class P, class V>
requires model::Is<P, PracticeView>
void visit_fields(P& p, V&& v) {
  v("number", p.number);
  v("name", p.name);
  v("name_en", p.name_en);
  v("state", p.state);
  v("reason", p.reason);
  v("reason_en", p.reason_en);
}

/// A project that was checked.
struct CheckedProject {
  std::int64_t id{};
  std::string name;
  Minute data_date;
  std::optional<Minute> finish;  ///< unset when there are no dates
};

template <class P, class V>
requires model::Is<P, CheckedProject>
void visit_fields(P& p, V&& v) {
  v("id", p.id);
  v("name", p.name);
  v("data_date", p.data_date);
  v("finish", p.finish);
}

struct QualityView {
  bool passed = false;
  std::string pack;
  std::string pack_name;
  std::string pack_name_en;
  std::string pack_source;
  std::vector<CheckedProject> projects;
  std::int64_t activities{};  ///< without levels of effort and summaries
  std::int64_t incomplete{};
  std::int64_t links{};
  std::vector<CheckView> checks;
  std::vector<FaultView> faults;
  std::vector<PracticeView> practices;
};

template <class P, class V>
requires model::Is<P, QualityView>
void visit_fields(P& p, V&& v) {
  v("passed", p.passed);
  v("pack", p.pack);
  v("pack_name", p.pack_name);
  v("pack_name_en", p.pack_name_en);
  v("pack_source", p.pack_source);
  v("projects", p.projects);
  v("activities", p.activities);
  v("incomplete", p.incomplete);
  v("links", p.links);
  v("checks", p.checks);
  v("faults", p.faults);
  v("practices", p.practices);
}

}  // namespace tc::app

// How kept forecasts fared, and the forecasts of a project with what became of them. Field names
// are the JSON names of api/openapi.yaml. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/views/row.h"
#include "model/forecast.h"
#include "rules/reference_class.h"

namespace tc::app {

/// Of the dates forecast at one level, those that have come due and those kept.
struct LevelKept {
  int level{};  ///< percent
  std::int64_t due{};
  std::int64_t kept{};
};

template <class P, class V>
requires model::Is<P, LevelKept>
void visit_fields(P& p, V&& v) {
  v("level", p.level);
  v("due", p.due);
  v("kept", p.kept);
}

/// Stated chances between two bounds (percent) against how often they came true.
struct ReliabilityRow {
  int from{};
  int to{};
  std::int64_t count{};
  std::int64_t came_true{};
  std::optional<double> stated;    ///< mean chance, 0–1
  std::optional<double> observed;  ///< share that came true, 0–1
};

template <class P, class V>
requires model::Is<P, ReliabilityRow>
void visit_fields(P& p, V&& v) {
  v("from", p.from);
  v("to", p.to);
  v("count", p.count);
  v("came_true", p.came_true);
  v("stated", p.stated);
  v("observed", p.observed);
}

struct ScoreView {
  std::string key;  ///< project type or county; empty: all
  std::string name_zh;
  std::string name_en;
  std::int64_t forecasts{};
  std::int64_t open{};
  std::vector<LevelKept> levels;
  std::vector<ReliabilityRow> reliability;
  std::int64_t chances{};
  std::optional<double> brier;
  std::optional<double> brier_of_base_rate;
  std::int64_t finished{};
  std::optional<double> crps_days;
  std::optional<double> p50_error_days;
};

template <class P, class V>
requires model::Is<P, ScoreView>
void visit_fields(P& p, V&& v) {
  v("key", p.key);
  v("name_zh", p.name_zh);
  v("name_en", p.name_en);
  v("forecasts", p.forecasts);
  v("open", p.open);
  v("levels", p.levels);
  v("reliability", p.reliability);
  v("chances", p.chances);
  v("brier", p.brier);
  v("brier_of_base_rate", p.brier_of_base_rate);
  v("finished", p.finished);
  v("crps_days", p.crps_days);
  v("p50_error_days", p.p50_error_days);
}

struct CalibrationView {
  CityView city;
  Day as_of;
  ScoreView all;
  std::vector<ScoreView> types;
  std::vector<ScoreView> counties;
};

template <class P, class V>
requires model::Is<P, CalibrationView>
void visit_fields(P& p, V&& v) {
  v("city", p.city);
  v("as_of", p.as_of);
  v("all", p.all);
  v("types", p.types);
  v("counties", p.counties);
}

struct ForecastView {
  model::Forecast forecast;
  std::string activity_name;  ///< empty: the project's finish
  std::optional<Minute> actual_finish;
  std::optional<bool> p50_kept;  ///< unset: not due
  std::optional<bool> p80_kept;
  std::optional<double> crps_days;
};

template <class P, class V>
requires model::Is<P, ForecastView>
void visit_fields(P& p, V&& v) {
  v("forecast", p.forecast);
  v("activity_name", p.activity_name);
  v("actual_finish", p.actual_finish);
  v("p50_kept", p.p50_kept);
  v("p80_kept", p.p80_kept);
  v("crps_days", p.crps_days);
}

/// The newest forecast of the project's finish beside what became of other people's projects.
struct ClassCheckView {
  std::string key;
  std::string name_zh;
  std::string name_en;
  rules::ClassVerdict verdict{};
  std::string text;
  std::string text_en;
  rules::ClassStatus status{};
  std::string source;
};

template <class P, class V>
requires model::Is<P, ClassCheckView>
void visit_fields(P& p, V&& v) {
  v("key", p.key);
  v("name_zh", p.name_zh);
  v("name_en", p.name_en);
  v("verdict", p.verdict);
  v("text", p.text);
  v("text_en", p.text_en);
  v("status", p.status);
  v("source", p.source);
}

struct ForecastList {
  CityView city;
  Day as_of;
  std::optional<ClassCheckView> class_check;
  std::vector<ForecastView> forecasts;  ///< newest first
};

template <class P, class V>
requires model::Is<P, ForecastList>
void visit_fields(P& p, V&& v) {
  v("city", p.city);
  v("as_of", p.as_of);
  v("class_check", p.class_check);
  v("forecasts", p.forecasts);
}

/// What was published, in the order given.
struct PublishedForecasts {
  std::vector<model::Forecast> forecasts;
};

template <class P, class V>
requires model::Is<P, PublishedForecasts>
void visit_fields(P& p, V&& v) { v("forecasts", p.forecasts); }

}  // namespace tc::app

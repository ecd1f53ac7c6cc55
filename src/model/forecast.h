// A forecast as it was published: the range of a finish, and the chances of the dates that were in
// force then. Kept to be scored against what happens; never changed and never removed.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/time.h"
#include "model/fields.h"
#include "model/ids.h"
#include "model/provenance.h"

namespace tc::model {

/// Finishes are the first free instant; p10 ≤ p20 ≤ p50 ≤ p80 ≤ p90 are the least dates kept in
/// that share of the trials.
struct Forecast {
  static constexpr std::string_view kNoun = "forecasts";
  ForecastId id;
  std::int64_t revision{};
  ProjectId project_id;
  ActivityId activity_id;  ///< the key node; 0: the project's finish, ramp-up apart
  Day made_on;             ///< the day it was published
  Day data_date;           ///< the day its facts stood at
  Minute p10, p20, p50, p80, p90;
  std::optional<Minute> approved_finish;     ///< baseline in force then
  std::optional<Minute> planned_finish;      ///< current plan of then
  std::optional<double> chance_of_baseline;  ///< to finish by approved_finish, 0–1
  std::optional<double> chance_of_current;   ///< to finish by planned_finish, 0–1
  std::int64_t trials{};
  std::int64_t seed{};
  std::string engine;  ///< version that computed it
  Provenance provenance{};
  std::string source_note;
  friend bool operator==(const Forecast&, const Forecast&) = default;
};

template <class P, class V>
requires Is<P, Forecast>
void visit_fields(P& p, V&& v) {
  v("id", p.id);
  v("revision", p.revision);
  v("project_id", p.project_id);
  v("activity_id", p.activity_id);
  v("made_on", p.made_on);
  v("data_date", p.data_date);
  v("p10", p.p10);
  v("p20", p.p20);
  v("p50", p.p50);
  v("p80", p.p80);
  v("p90", p.p90);
  v("approved_finish", p.approved_finish);
  v("planned_finish", p.planned_finish);
  v("chance_of_baseline", p.chance_of_baseline);
  v("chance_of_current", p.chance_of_current);
  v("trials", p.trials);
  v("seed", p.seed);
  v("engine", p.engine);
  v("provenance", p.provenance);
  v("source_note", p.source_note);
}

}  // namespace tc::model

// Earned value of a project and of the city. Field names are the JSON names of api/openapi.yaml.
// Shares are 0–1, money 万元, times months since the plan's start.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/views/row.h"
#include "rules/earned_value.h"

namespace tc::app {

struct EarnedRow {
  std::string month;  ///< YYYY-MM
  double planned{};
  std::optional<double> earned;
  std::optional<double> spent;  ///< 万元
};

template <class P, class V>
requires model::Is<P, EarnedRow>
void visit_fields(P& p, V&& v) {
  v("month", p.month);
  v("planned", p.planned);
  v("earned", p.earned);
  v("spent", p.spent);
}

/// What a project's records say against each other.
struct FlagView {
  std::string rule;
  std::string text;
  std::string text_en;
  std::string where;  ///< month or day
};

template <class P, class V>
requires model::Is<P, FlagView>
void visit_fields(P& p, V&& v) {
  v("rule", p.rule);
  v("text", p.text);
  v("text_en", p.text_en);
  v("where", p.where);
}

struct EarnedView {
  CityView city;
  Day as_of;
  std::int64_t project_id{};
  std::string name;
  rules::PlanCurve curve{};
  rules::EarnedBasis earned_basis{};
  std::optional<double> budget;  ///< 万元
  std::optional<Day> status_day;
  double planned{};
  std::optional<double> earned;
  std::optional<double> spent;  ///< 万元
  std::optional<double> spi;
  std::optional<double> cpi;
  std::optional<double> planned_duration;
  std::optional<double> earned_schedule;
  std::optional<double> actual_time;
  std::optional<double> spi_time;
  std::optional<double> ieac_time;
  std::optional<Day> finish_estimate;
  std::vector<EarnedRow> months;
  std::vector<FlagView> flags;
};

template <class P, class V>
requires model::Is<P, EarnedView>
void visit_fields(P& p, V&& v) {
  v("city", p.city);
  v("as_of", p.as_of);
  v("project_id", p.project_id);
  v("name", p.name);
  v("curve", p.curve);
  v("earned_basis", p.earned_basis);
  v("budget", p.budget);
  v("status_day", p.status_day);
  v("planned", p.planned);
  v("earned", p.earned);
  v("spent", p.spent);
  v("spi", p.spi);
  v("cpi", p.cpi);
  v("planned_duration", p.planned_duration);
  v("earned_schedule", p.earned_schedule);
  v("actual_time", p.actual_time);
  v("spi_time", p.spi_time);
  v("ieac_time", p.ieac_time);
  v("finish_estimate", p.finish_estimate);
  v("months", p.months);
  v("flags", p.flags);
}

/// Money of a month over several projects, cumulative, 万元.
struct RolledRow {
  std::string month;
  double planned{};
  double earned{};
  double spent{};
};

template <class P, class V>
requires model::Is<P, RolledRow>
void visit_fields(P& p, V&& v) {
  v("month", p.month);
  v("planned", p.planned);
  v("earned", p.earned);
  v("spent", p.spent);
}

struct RolledView {
  std::string key;  ///< type or county; empty: all
  std::string name_zh;
  std::string name_en;
  std::int64_t projects{};
  std::int64_t apart{};  ///< without investment, plan or earned share
  double budget{};       ///< 万元
  std::optional<double> spi;
  std::optional<double> cpi;
  std::vector<RolledRow> months;
};

template <class P, class V>
requires model::Is<P, RolledView>
void visit_fields(P& p, V&& v) {
  v("key", p.key);
  v("name_zh", p.name_zh);
  v("name_en", p.name_en);
  v("projects", p.projects);
  v("apart", p.apart);
  v("budget", p.budget);
  v("spi", p.spi);
  v("cpi", p.cpi);
  v("months", p.months);
}

/// A project whose records contradict each other.
struct FlaggedProject {
  std::int64_t project_id{};
  std::string name;
  std::vector<FlagView> flags;
};

template <class P, class V>
requires model::Is<P, FlaggedProject>
void visit_fields(P& p, V&& v) {
  v("project_id", p.project_id);
  v("name", p.name);
  v("flags", p.flags);
}

struct CityEarned {
  CityView city;
  Day as_of;
  RolledView all;
  std::vector<RolledView> types;
  std::vector<RolledView> counties;
  std::vector<FlaggedProject> flagged;
};

template <class P, class V>
requires model::Is<P, CityEarned>
void visit_fields(P& p, V&& v) {
  v("city", p.city);
  v("as_of", p.as_of);
  v("all", p.all);
  v("types", p.types);
  v("counties", p.counties);
  v("flagged", p.flagged);
}

}  // namespace tc::app

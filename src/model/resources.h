// Money, factors, safety, returns and output of a project, as far as the first path needs them.
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

/// 中央预算内 专项债 超长期特别国债 省级 银行贷款 自筹
enum class FundSource : std::uint8_t {
  central_budget,
  special_bond,
  ultra_long_bond,
  provincial,
  bank_loan,
  own_funds
};
template <>
inline constexpr auto kEnumNames<FundSource> = std::to_array<std::string_view>(
    {"central_budget", "special_bond", "ultra_long_bond", "provincial", "bank_loan", "own_funds"});

/// mu, tce, t, m3, MVA, people
enum class Factor : std::uint8_t { land, energy, emission, water, power, labour };
template <>
inline constexpr auto kEnumNames<Factor> =
    std::to_array<std::string_view>({"land", "energy", "emission", "water", "power", "labour"});

enum class HazardLevel : std::uint8_t { general, major };
template <>
inline constexpr auto kEnumNames<HazardLevel> = std::to_array<std::string_view>({"general",
                                                                                 "major"});

/// 填报: a unit's report for a month. Versions are added, never overwritten.
struct UnitReturn {
  static constexpr std::string_view kNoun = "returns";
  UnitReturnId id;
  std::int64_t revision{};
  ProjectId project_id;
  std::string period;  ///< YYYY-MM
  Day day;
  std::int32_t version{};
  std::optional<double> progress;  ///< physical, 0–1, cumulative
  std::optional<Money> spend;      ///< this year to date
  std::optional<std::int32_t> people_on_site;
  std::string remark;
  Provenance provenance{};
  friend bool operator==(const UnitReturn&, const UnitReturn&) = default;
};

template <class P, class V>
requires Is<P, UnitReturn>
void visit_fields(P& p, V&& v) {
  v("id", p.id);
  v("revision", p.revision);
  v("project_id", p.project_id);
  v("period", p.period);
  v("day", p.day);
  v("version", p.version);
  v("progress", p.progress);
  v("spend", p.spend);
  v("people_on_site", p.people_on_site);
  v("remark", p.remark);
  v("provenance", p.provenance);
}

/// One source of a project's money.
struct FundLine {
  static constexpr std::string_view kNoun = "fund_lines";
  FundLineId id;
  std::int64_t revision{};
  ProjectId project_id;
  FundSource source{};
  Money asked;
  Money approved;
  Money arrived;
  Money paid;
  std::optional<Day> window_from;
  std::optional<Day> window_to;
  Provenance provenance{};
  friend bool operator==(const FundLine&, const FundLine&) = default;
};

template <class P, class V>
requires Is<P, FundLine>
void visit_fields(P& p, V&& v) {
  v("id", p.id);
  v("revision", p.revision);
  v("project_id", p.project_id);
  v("source", p.source);
  v("asked", p.asked);
  v("approved", p.approved);
  v("arrived", p.arrived);
  v("paid", p.paid);
  v("window_from", p.window_from);
  v("window_to", p.window_to);
  v("provenance", p.provenance);
}

/// What a project needs of a limited factor.
struct FactorNeed {
  static constexpr std::string_view kNoun = "factor_needs";
  FactorNeedId id;
  std::int64_t revision{};
  ProjectId project_id;
  Factor factor{};
  double amount{};
  double allotted{};
  std::optional<Day> needed_by;
  Provenance provenance{};
  friend bool operator==(const FactorNeed&, const FactorNeed&) = default;
};

template <class P, class V>
requires Is<P, FactorNeed>
void visit_fields(P& p, V&& v) {
  v("id", p.id);
  v("revision", p.revision);
  v("project_id", p.project_id);
  v("factor", p.factor);
  v("amount", p.amount);
  v("allotted", p.allotted);
  v("needed_by", p.needed_by);
  v("provenance", p.provenance);
}

/// What the city may allot of a factor in a year.
struct FactorQuota {
  static constexpr std::string_view kNoun = "factor_quotas";
  FactorQuotaId id;
  std::int64_t revision{};
  Factor factor{};
  std::int32_t year{};
  double amount{};
  Provenance provenance{};
  friend bool operator==(const FactorQuota&, const FactorQuota&) = default;
};

template <class P, class V>
requires Is<P, FactorQuota>
void visit_fields(P& p, V&& v) {
  v("id", p.id);
  v("revision", p.revision);
  v("factor", p.factor);
  v("year", p.year);
  v("amount", p.amount);
  v("provenance", p.provenance);
}

/// 隐患; an open major one forbids crashing its activity.
struct Hazard {
  static constexpr std::string_view kNoun = "hazards";
  HazardId id;
  std::int64_t revision{};
  ProjectId project_id;
  ActivityId activity_id;
  HazardLevel level{};
  std::string text;
  Day found_day;
  std::optional<Day> closed_day;
  Provenance provenance{};
  friend bool operator==(const Hazard&, const Hazard&) = default;
};

template <class P, class V>
requires Is<P, Hazard>
void visit_fields(P& p, V&& v) {
  v("id", p.id);
  v("revision", p.revision);
  v("project_id", p.project_id);
  v("activity_id", p.activity_id);
  v("level", p.level);
  v("text", p.text);
  v("found_day", p.found_day);
  v("closed_day", p.closed_day);
  v("provenance", p.provenance);
}

/// Monthly production of a finished project.
struct Output {
  static constexpr std::string_view kNoun = "outputs";
  OutputId id;
  std::int64_t revision{};
  ProjectId project_id;
  std::string month;  ///< YYYY-MM
  double quantity{};  ///< in capacity unit of the month
  std::optional<Money> value;
  std::optional<Money> tax;
  std::optional<std::int32_t> jobs;
  Provenance provenance{};
  friend bool operator==(const Output&, const Output&) = default;
};

template <class P, class V>
requires Is<P, Output>
void visit_fields(P& p, V&& v) {
  v("id", p.id);
  v("revision", p.revision);
  v("project_id", p.project_id);
  v("month", p.month);
  v("quantity", p.quantity);
  v("value", p.value);
  v("tax", p.tax);
  v("jobs", p.jobs);
  v("provenance", p.provenance);
}

}  // namespace tc::model

// What one project shows at a data date, before any rule judges it. Every value is optional: unset
// means not known, never zero. Shares are 0–1, points are 1/100 of a share, months are calendar
// months, days are civil days. Facts dated after the data date are not seen.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "base/money.h"
#include "base/time.h"
#include "model/fields.h"
#include "model/state.h"

namespace tc::rules {

/// The year's curve against which money is held; `dates`: no curve, only the dated plan counts.
enum class Baseline : std::uint8_t { seasonal, linear, dates };
/// Whose dates the planned side rests on: approved, the current plan where none is approved, both.
enum class PlanBasis : std::uint8_t { none, approved, current, mixed };

/// What the network says of the project: the latest forecast finish of its activities outside
/// ramp-up (phase R).
struct Forecast {
  std::optional<Minute> finish;
};

struct Measures {
  Baseline baseline = Baseline::seasonal;
  bool building = false;  ///< stage building, completed or trial: returns are due

  // Physical progress, by weights (by likely durations when no activity has a weight).
  PlanBasis plan_basis = PlanBasis::none;
  std::optional<double> done_share;
  std::optional<double> planned_share;  ///< unset when dated activities hold under 80 % of weight
  std::optional<double> gap_points;     ///< (done − planned) × 100; unset while both are 0
  std::optional<double> ratio;          ///< done / planned, unset when nothing is planned yet

  // Investment of the year, compared at the end of the period that the last return covers.
  std::optional<Day> investment_day;
  std::optional<Money> investment_done;
  std::optional<Money> investment_planned;  ///< annual plan × curve
  std::optional<double> investment_done_share;
  std::optional<double> investment_planned_share;
  std::optional<double> investment_gap_points;
  std::optional<double> investment_ratio;
  std::optional<double> month_task_share;  ///< spend of the month / curve's task of the month

  // Start and statistics.
  std::optional<double> months_start_late;  ///< months ended since the due month began, not started
  bool start_excused = false;               ///< approved deferral still running
  std::optional<double> months_since_start;
  std::optional<bool> in_register;

  // Money paid.
  std::optional<double> payment_rate;    ///< paid / arrived, all sources
  std::optional<double> bond_use_ratio;  ///< share of bond money used / share expected by now

  // Time.
  PlanBasis finish_basis = PlanBasis::none;
  std::optional<double> forecast_days_late;  ///< forecast finish − approved (else current) finish
  std::optional<double> days_since_last_return;
  std::optional<double> overdue_node_days;  ///< the most overdue unfinished key node; 0: none late
};

/// The measures a light rule may name.
enum class MeasureKind : std::uint8_t {
  done_share,
  planned_share,
  gap_points,
  ratio,
  investment_done_share,
  investment_planned_share,
  investment_gap_points,
  investment_ratio,
  month_task_share,
  months_start_late,
  months_since_start,
  months_unregistered,
  payment_rate,
  bond_use_ratio,
  forecast_days_late,
  days_since_last_return,
  overdue_node_days
};

/// How a number is written: a share as percent, a ratio, points, months or days.
enum class MeasureUnit : std::uint8_t { share, ratio, points, months, days };

struct MeasureRow {
  MeasureKind kind{};
  std::string_view name;
  MeasureUnit unit{};
  std::string_view zh;
  std::string_view en;
};
/// One row for each MeasureKind, in its order.
[[nodiscard]] std::span<const MeasureRow> measure_table();

/// The measure's value, or unset. months_unregistered is months_since_start while not in the
/// register and 0 once in it.
[[nodiscard]] std::optional<double> value_of(const Measures& measures, MeasureKind kind);

/// The finish the forecast is held against: latest approved (else current plan) finish of the last
/// activities outside ramp-up. Unset when one of them carries no date.
struct BaselineFinish {
  std::optional<Minute> finish;
  PlanBasis basis = PlanBasis::none;
};
[[nodiscard]] BaselineFinish baseline_finish(const model::ProjectFile& file);

/// Share of an activity done by the end of `date`: 0, 1, or 1 − remaining / likely duration.
[[nodiscard]] double progress_of(const model::Activity& activity, Day date);

/// Everything above for one project. Never fails: what cannot be computed stays unset.
[[nodiscard]] Measures measure(const model::ProjectFile& file, Day data_date,
                               const Forecast& forecast, Baseline baseline);

/// Only the investment of the year (the investment_* fields), e.g. for sums over many projects.
[[nodiscard]] Measures measure_investment(const model::ProjectFile& file, Day data_date,
                                          Baseline baseline);

}  // namespace tc::rules

template <>
inline constexpr auto tc::model::kEnumNames<tc::rules::Baseline> =
    std::to_array<std::string_view>({"seasonal", "linear", "dates"});
template <>
inline constexpr auto tc::model::kEnumNames<tc::rules::PlanBasis> =
    std::to_array<std::string_view>({"none", "approved", "current", "mixed"});

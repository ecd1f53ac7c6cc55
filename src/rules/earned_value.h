// Earned value and earned schedule of a project from its approved plan and its returns. Shares are
// 0–1 of the project, cumulative at the end of a month; time is months from the start of the plan.
// Source: Lipke 2003 (earned schedule); PMI Practice Standard for Earned Value Management.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "base/money.h"
#include "base/time.h"
#include "model/fields.h"
#include "model/state.h"

namespace tc::rules {

/// What the planned share rests on: dated activities by weight, or a Beta curve between the dates.
enum class PlanCurve : std::uint8_t { none, weights, beta };
/// What the earned share rests on: the unit's returns, or the activities' own progress.
enum class EarnedBasis : std::uint8_t { none, returns, activities };

/// Shape of a Beta S-curve; 2, 2 when nothing is known of the type.
struct BetaShape {
  double a = 2;
  double b = 2;
};

/// When each activity's share of the work is planned: the planned share of a whole project.
class PlanLine {
 public:
  /// Approved dates, else planned ones, of at least 80 % of the weight; else a Beta curve from the
  /// start on record to the project's must-finish date; else empty.
  PlanLine(const model::ProjectFile& file, BetaShape shape);

  [[nodiscard]] PlanCurve curve() const { return curve_; }
  [[nodiscard]] Minute start() const { return start_; }
  [[nodiscard]] Minute finish() const { return finish_; }
  /// 0–1, never falls; 0 before the start and 1 from the finish on.
  [[nodiscard]] double share_at(Minute at) const;
  /// Share of the way from start to finish of each step's middle, with its weight: what a Beta
  /// shape is fitted to. Empty for a Beta line.
  struct Point {
    double place;
    double weight;
  };
  [[nodiscard]] std::vector<Point> points() const;

 private:
  struct Step {
    Minute start, finish;
    double weight;
  };
  PlanCurve curve_ = PlanCurve::none;
  Minute start_, finish_;
  BetaShape shape_;
  std::vector<Step> steps_;
  double total_ = 0;
};

/// Beta shape with the mean and spread of the steps of weighted plans: the S-curve of a type. Two
/// steps or fewer, or steps without spread, give 2, 2. Each parameter is held within 0.5–8.
[[nodiscard]] BetaShape fit_beta(std::span<const std::shared_ptr<const model::ProjectFile>> files);

struct EarnedMonth {
  int month = 0;  ///< month number, see month_index
  double planned = 0;
  std::optional<double> earned;
  std::optional<Money> spent;
  friend bool operator==(const EarnedMonth&, const EarnedMonth&) = default;
};

struct EarnedValue {
  PlanCurve curve = PlanCurve::none;
  EarnedBasis earned_basis = EarnedBasis::none;
  BetaShape shape;
  std::optional<Money> budget;  ///< investment
  std::vector<EarnedMonth> months;
  // At the end of the last month that has an earned share (or at the data date, when earlier).
  std::optional<Day> status_day;
  double planned = 0;
  std::optional<double> earned;
  std::optional<Money> spent;
  std::optional<double> spi;               ///< earned / planned
  std::optional<double> cpi;               ///< earned × budget / spent
  std::optional<double> earned_schedule;   ///< ES: month at which the plan had what is earned now
  std::optional<double> actual_time;       ///< AT
  std::optional<double> planned_duration;  ///< PD
  std::optional<double> spi_time;          ///< ES / AT
  std::optional<double> ieac_time;         ///< AT + (PD − ES) / SPI(t)
  std::optional<Day> finish_estimate;      ///< start + IEAC(t)
};

/// ES by linear interpolation between month ends of `planned` (shares at 0, 1, 2 … months).
[[nodiscard]] double earned_schedule(std::span<const double> planned, double earned);

/// Facts after the data date are not seen. Months run from the plan's start to its finish or to the
/// status day, whichever is later; at most 600.
[[nodiscard]] EarnedValue earned_value(const model::ProjectFile& file, Day data_date,
                                       BetaShape shape);

/// Sums in money over projects with an investment, month by month.
struct RolledMonth {
  int month = 0;
  Money planned;
  Money earned;
  Money spent;
  friend bool operator==(const RolledMonth&, const RolledMonth&) = default;
};
struct RolledValue {
  std::int64_t projects = 0;  ///< that count
  std::int64_t apart = 0;     ///< without investment, plan or earned share
  Money budget;
  std::vector<RolledMonth> months;  ///< to the latest status month
  std::optional<double> spi;
  std::optional<double> cpi;
};
/// What a project earned last stands until its next month; before its first it is 0.
[[nodiscard]] RolledValue roll_up(std::span<const EarnedValue> projects);

}  // namespace tc::rules

template <>
inline constexpr auto tc::model::kEnumNames<tc::rules::PlanCurve> =
    std::to_array<std::string_view>({"none", "weights", "beta"});
template <>
inline constexpr auto tc::model::kEnumNames<tc::rules::EarnedBasis> =
    std::to_array<std::string_view>({"none", "returns", "activities"});

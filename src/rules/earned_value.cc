// SPDX-License-Identifier: Apache-2.0
#include "rules/earned_value.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "rules/curve.h"
#include "rules/measures.h"
#include "rules/monthly.h"

namespace tc::rules {
namespace {

using model::Activity;
using model::ProjectFile;

constexpr double kLeastDatedWeight = 0.8;
constexpr double kLeastShape = 0.5;
constexpr double kMostShape = 8;
constexpr int kMonthsAYear = 12;
constexpr int kMostMonths = 600;
constexpr double kDaysAMonth = 30.4375;

int month_of(Day day) {
  const CivilDay civil = to_civil(day);
  return civil.year * kMonthsAYear + civil.month - 1;
}

Day first_day(int month) { return to_day({month / kMonthsAYear, month % kMonthsAYear + 1, 1}); }
/// Midnight after the last day of the month.
Minute end_of(int month) { return start_of(first_day(month + 1)); }

bool any_weight(const ProjectFile& file) {
  return std::ranges::any_of(file.activities, [](const Activity& one) {
    return !model::is_spanning(one.kind) && one.weight > 0;
  });
}

double weight_of(const Activity& activity, bool weighted) {
  if (model::is_spanning(activity.kind)) return 0;
  const double weight = weighted ? activity.weight : static_cast<double>(activity.duration_likely);
  return std::isfinite(weight) && weight > 0 ? weight : 0;
}

std::optional<Minute> planned_start(const model::Project& project) {
  if (project.started_day) return start_of(*project.started_day);
  if (project.due_start_day) return start_of(*project.due_start_day);
  return project.plan_start;
}

double months(Minute from, Minute to) { return months_between(day_of(from), day_of(to)); }

/// Earned share at the end of a day by the activities' own progress.
double share_done(const ProjectFile& file, Day day) {
  const bool weighted = any_weight(file);
  double total = 0;
  double done = 0;
  for (const Activity& activity : file.activities) {
    const double weight = weight_of(activity, weighted);
    total += weight;
    if (weight > 0) done += weight * progress_of(activity, day);
  }
  return total > 0 ? done / total : 0;
}

void take_returns(const ProjectFile& file, Day data_date, EarnedValue& out,
                  std::map<int, EarnedMonth>& rows) {
  for (const MonthReturn& one : monthly_returns(file, data_date)) {
    EarnedMonth& row = rows[one.month];
    row.spent = one.spend;
    if (one.progress && std::isfinite(*one.progress)) {
      row.earned = std::clamp(*one.progress, 0.0, 1.0);
      out.earned_basis = EarnedBasis::returns;
      out.status_day = std::min(first_day(one.month + 1) - 1, data_date);
    }
  }
}

/// Without a returned share: what the activities say at the data date.
void take_activities(const ProjectFile& file, Day data_date, EarnedValue& out,
                     std::map<int, EarnedMonth>& rows) {
  const bool begun = std::ranges::any_of(file.activities, [data_date](const Activity& one) {
    return one.actual_start && *one.actual_start <= start_of(data_date + 1);
  });
  if (out.earned_basis != EarnedBasis::none || !begun) return;
  out.earned_basis = EarnedBasis::activities;
  out.status_day = data_date;
  rows[month_of(data_date)].earned = share_done(file, data_date);
}

/// Every month from the plan's first to its last, or to the status month.
void fill_months(const PlanLine& line, std::map<int, EarnedMonth>& rows, EarnedValue& out) {
  if (rows.empty() && line.curve() == PlanCurve::none) return;
  int first = rows.empty() ? month_of(day_of(line.start())) : rows.begin()->first;
  int last = rows.empty() ? first : rows.rbegin()->first;
  if (line.curve() != PlanCurve::none) {
    first = std::min(first, month_of(day_of(line.start())));
    last = std::max(last, month_of(day_of(line.finish() - 1)));
  }
  last = std::min(last, first + kMostMonths - 1);
  for (int month = first; month <= last; ++month) {
    EarnedMonth row = rows[month];
    row.month = month;
    row.planned = line.share_at(end_of(month));
    out.months.push_back(row);
  }
}

/// Planned shares at 0, 1, 2 … months after the start, up to the finish.
std::vector<double> monthly_plan(const PlanLine& line, double duration) {
  std::vector<double> shares;
  const int whole = static_cast<int>(std::min(std::ceil(duration), double{kMostMonths}));
  for (int month = 0; month <= whole; ++month) {
    const auto minutes = static_cast<std::int64_t>(
        static_cast<double>(line.finish() - line.start()) * std::min(month / duration, 1.0));
    shares.push_back(line.share_at(line.start() + minutes));
  }
  return shares;
}

/// ES, SPI(t) and IEAC(t); nothing before the plan has begun or without its length.
void take_time(const PlanLine& line, EarnedValue& out) {
  if (line.curve() == PlanCurve::none) return;
  const double duration = months(line.start(), line.finish());
  if (!(duration > 0)) return;
  out.planned_duration = duration;
  if (!out.earned || !out.status_day) return;
  const double at = months(line.start(), start_of(*out.status_day + 1));
  const double schedule =
      std::min(earned_schedule(monthly_plan(line, duration), *out.earned), duration);
  out.earned_schedule = schedule;
  if (!(at > 0)) return;
  out.actual_time = at;
  out.spi_time = schedule / at;
  if (!(*out.spi_time > 0)) return;
  const double estimate = at + (duration - schedule) / *out.spi_time;
  out.ieac_time = estimate;
  if (estimate <= kMostMonths) {
    out.finish_estimate =
        day_of(line.start()) + static_cast<int>(std::lround(estimate * kDaysAMonth));
  }
}

void take_status(const PlanLine& line, EarnedValue& out) {
  for (const EarnedMonth& row : out.months) {
    if (row.earned) out.earned = row.earned;
    if (row.spent) out.spent = row.spent;
  }
  if (!out.status_day) return;
  out.planned = line.share_at(start_of(*out.status_day + 1));
  if (out.planned > 0 && out.earned) out.spi = *out.earned / out.planned;
  if (out.earned && out.budget && out.spent && out.spent->fen > 0) {
    out.cpi =
        *out.earned * static_cast<double>(out.budget->fen) / static_cast<double>(out.spent->fen);
  }
}

}  // namespace

PlanLine::PlanLine(const ProjectFile& file, BetaShape shape) : shape_(shape) {
  const bool weighted = any_weight(file);
  double all = 0;
  for (const Activity& activity : file.activities) {
    const double weight = weight_of(activity, weighted);
    all += weight;
    const bool approved = activity.approved_start && activity.approved_finish;
    const auto& start = approved ? activity.approved_start : activity.planned_start;
    const auto& finish = approved ? activity.approved_finish : activity.planned_finish;
    if (!(weight > 0) || !start || !finish || *finish < *start) continue;
    steps_.push_back({*start, *finish, weight});
    total_ += weight;
  }
  if (total_ > 0 && total_ >= kLeastDatedWeight * all) {
    curve_ = PlanCurve::weights;
    start_ = std::ranges::min(steps_, {}, &Step::start).start;
    finish_ = std::ranges::max(steps_, {}, &Step::finish).finish;
    return;
  }
  steps_.clear();
  const std::optional<Minute> start = planned_start(file.project);
  if (!start || !file.project.must_finish_by || *file.project.must_finish_by <= *start) return;
  curve_ = PlanCurve::beta;
  start_ = *start;
  finish_ = *file.project.must_finish_by;
}

double PlanLine::share_at(Minute at) const {
  if (curve_ == PlanCurve::none || at <= start_) return 0;
  if (at >= finish_) return 1;
  if (curve_ == PlanCurve::beta) {
    return beta_share(static_cast<double>(at - start_) / static_cast<double>(finish_ - start_),
                      shape_.a, shape_.b);
  }
  double done = 0;
  for (const Step& step : steps_) {
    if (at >= step.finish) {
      done += step.weight;
    } else if (at > step.start) {
      done += step.weight * static_cast<double>(at - step.start) /
              static_cast<double>(step.finish - step.start);
    }
  }
  return done / total_;
}

std::vector<PlanLine::Point> PlanLine::points() const {
  std::vector<Point> out;
  if (curve_ != PlanCurve::weights || finish_ <= start_) return out;
  const auto length = static_cast<double>(finish_ - start_);
  for (const Step& step : steps_) {
    const double from = static_cast<double>(step.start - start_) / length;
    const double to = static_cast<double>(step.finish - start_) / length;
    // A step's work is spread evenly: quarter points keep its own spread in the moments.
    out.push_back({from + (to - from) / 4, step.weight / total_ / 2});
    out.push_back({to - (to - from) / 4, step.weight / total_ / 2});
  }
  return out;
}

BetaShape fit_beta(std::span<const std::shared_ptr<const ProjectFile>> files) {
  double weight = 0;
  double sum = 0;
  double squares = 0;
  for (const auto& file : files) {
    for (const PlanLine::Point& point : PlanLine(*file, {}).points()) {
      weight += point.weight;
      sum += point.weight * point.place;
      squares += point.weight * point.place * point.place;
    }
  }
  if (!(weight > 0)) return {};
  const double mean = sum / weight;
  const double variance = squares / weight - mean * mean;
  if (!(variance > 1e-6) || !(mean > 0) || !(mean < 1)) return {};
  const double size = mean * (1 - mean) / variance - 1;
  if (!(size > 0)) return {};
  return {std::clamp(mean * size, kLeastShape, kMostShape),
          std::clamp((1 - mean) * size, kLeastShape, kMostShape)};
}

double earned_schedule(std::span<const double> planned, double earned) {
  if (planned.empty() || earned <= planned.front()) return 0;
  for (std::size_t i = 1; i < planned.size(); ++i) {
    if (planned[i] < earned) continue;
    const double step = planned[i] - planned[i - 1];
    const double part = step > 0 ? (earned - planned[i - 1]) / step : 1;
    return static_cast<double>(i - 1) + part;
  }
  return static_cast<double>(planned.size() - 1);
}

EarnedValue earned_value(const ProjectFile& file, Day data_date, BetaShape shape) {
  const PlanLine line(file, shape);
  EarnedValue out;
  out.curve = line.curve();
  out.shape = shape;
  if (file.project.investment && file.project.investment->fen > 0) {
    out.budget = file.project.investment;
  }
  std::map<int, EarnedMonth> rows;
  take_returns(file, data_date, out, rows);
  take_activities(file, data_date, out, rows);
  fill_months(line, rows, out);
  take_status(line, out);
  take_time(line, out);
  return out;
}

namespace {

bool counts(const EarnedValue& one) {
  return one.budget && one.earned && one.curve != PlanCurve::none;
}

Money part_of(Money budget, double share) {
  return {std::llround(static_cast<double>(budget.fen) * share)};
}

/// Adds one project from its first month to `last`, each figure standing until the next.
void add_months(const EarnedValue& one, int last, std::map<int, RolledMonth>& rows) {
  double planned = 0;
  double earned = 0;
  Money spent;
  std::size_t at = 0;
  for (int month = one.months.front().month; month <= last; ++month) {
    if (at < one.months.size()) {
      const EarnedMonth& row = one.months[at++];
      planned = row.planned;
      earned = row.earned.value_or(earned);
      spent = row.spent.value_or(spent);
    }
    RolledMonth& sum = rows[month];
    sum.planned = sum.planned + part_of(*one.budget, planned);
    sum.earned = sum.earned + part_of(*one.budget, earned);
    sum.spent = sum.spent + spent;
  }
}

}  // namespace

RolledValue roll_up(std::span<const EarnedValue> projects) {
  RolledValue out;
  int last = 0;
  for (const EarnedValue& one : projects) {
    if (counts(one)) last = std::max(last, month_of(*one.status_day));
  }
  std::map<int, RolledMonth> rows;
  for (const EarnedValue& one : projects) {
    if (!counts(one)) {
      ++out.apart;
      continue;
    }
    ++out.projects;
    out.budget = out.budget + *one.budget;
    add_months(one, last, rows);
  }
  for (auto& [month, row] : rows) {
    row.month = month;
    out.months.push_back(row);
  }
  if (out.months.empty()) return out;
  const RolledMonth& end = out.months.back();
  if (end.planned.fen > 0) {
    out.spi = static_cast<double>(end.earned.fen) / static_cast<double>(end.planned.fen);
  }
  if (end.spent.fen > 0) {
    out.cpi = static_cast<double>(end.earned.fen) / static_cast<double>(end.spent.fen);
  }
  return out;
}

}  // namespace tc::rules

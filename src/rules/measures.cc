// SPDX-License-Identifier: Apache-2.0
#include "rules/measures.h"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_set>

#include "rules/curve.h"
#include "rules/output.h"

namespace tc::rules {
namespace {

using model::Activity;
using model::ProjectFile;

constexpr std::array kMeasures{
    MeasureRow{MeasureKind::done_share, "done_share", MeasureUnit::share, "形象进度",
               "physical progress"},
    MeasureRow{MeasureKind::planned_share, "planned_share", MeasureUnit::share, "计划形象进度",
               "planned physical progress"},
    MeasureRow{MeasureKind::gap_points, "gap_points", MeasureUnit::points, "形象进度差",
               "physical gap"},
    MeasureRow{MeasureKind::ratio, "ratio", MeasureUnit::ratio, "形象进度比", "physical ratio"},
    MeasureRow{MeasureKind::investment_done_share, "investment_done_share", MeasureUnit::share,
               "年度投资完成率", "investment done this year"},
    MeasureRow{MeasureKind::investment_planned_share, "investment_planned_share",
               MeasureUnit::share, "投资序时进度", "investment planned by now"},
    MeasureRow{MeasureKind::investment_gap_points, "investment_gap_points", MeasureUnit::points,
               "投资序时差", "investment gap"},
    MeasureRow{MeasureKind::investment_ratio, "investment_ratio", MeasureUnit::ratio, "投资序时比",
               "investment ratio"},
    MeasureRow{MeasureKind::month_task_share, "month_task_share", MeasureUnit::share,
               "当月任务完成率", "task of the month done"},
    MeasureRow{MeasureKind::months_start_late, "months_start_late", MeasureUnit::months,
               "应开未开月数", "months due and not started"},
    MeasureRow{MeasureKind::months_since_start, "months_since_start", MeasureUnit::months,
               "开工月数", "months since start"},
    MeasureRow{MeasureKind::months_unregistered, "months_unregistered", MeasureUnit::months,
               "开工未入库月数", "months started and not in statistics"},
    MeasureRow{MeasureKind::payment_rate, "payment_rate", MeasureUnit::share, "资金支付率",
               "payment rate"},
    MeasureRow{MeasureKind::bond_use_ratio, "bond_use_ratio", MeasureUnit::ratio, "债券资金支出比",
               "bond money used against expected"},
    MeasureRow{MeasureKind::forecast_days_late, "forecast_days_late", MeasureUnit::days,
               "预测延误天数", "forecast days late"},
    MeasureRow{MeasureKind::days_since_last_return, "days_since_last_return", MeasureUnit::days,
               "距上次填报天数", "days since the last return"},
    MeasureRow{MeasureKind::overdue_node_days, "overdue_node_days", MeasureUnit::days,
               "节点滞后天数", "days a node is overdue"},
};
constexpr bool in_order() {
  for (std::size_t i = 0; i < kMeasures.size(); ++i) {
    if (static_cast<std::size_t>(kMeasures[i].kind) != i) return false;
  }
  return kMeasures.size() == static_cast<std::size_t>(MeasureKind::overdue_node_days) + 1;
}
static_assert(in_order(), "one row for each MeasureKind, in its order");

constexpr double kLeastDatedWeight = 0.8;
constexpr double kBondMonths = 6;  // Tianjin 2022: used within six months after the month of issue

/// Approved dates where the activity has them, else those of the current plan.
struct Dates {
  std::optional<Minute> start, finish;
  PlanBasis basis = PlanBasis::none;
};
Dates dates_of(const Activity& activity) {
  if (activity.approved_start && activity.approved_finish) {
    return {activity.approved_start, activity.approved_finish, PlanBasis::approved};
  }
  if (activity.planned_start && activity.planned_finish) {
    return {activity.planned_start, activity.planned_finish, PlanBasis::current};
  }
  return {};
}
Dates finish_of(const Activity& activity) {
  if (activity.approved_finish) return {{}, activity.approved_finish, PlanBasis::approved};
  if (activity.planned_finish) return {{}, activity.planned_finish, PlanBasis::current};
  return {};
}

PlanBasis join(PlanBasis a, PlanBasis b) {
  if (a == PlanBasis::none) return b;
  return a == b || b == PlanBasis::none ? a : PlanBasis::mixed;
}

bool counts(const Activity& activity) { return !model::is_spanning(activity.kind); }

bool finished(const Activity& activity, Day date) {
  return activity.actual_finish && *activity.actual_finish <= start_of(date + 1);
}

/// Linear between the two dates; a milestone (no length) is planned done at its date.
double planned_of(const Dates& dates, Minute at) {
  if (at >= *dates.finish) return 1;
  if (at <= *dates.start) return 0;
  return static_cast<double>(at - *dates.start) / static_cast<double>(*dates.finish - *dates.start);
}

void measure_progress(const ProjectFile& file, Day date, Measures& out) {
  const bool weighted = std::any_of(file.activities.begin(), file.activities.end(),
                                    [](const Activity& a) { return counts(a) && a.weight > 0; });
  double total = 0, done = 0, dated = 0, dated_done = 0, planned = 0;
  for (const Activity& activity : file.activities) {
    if (!counts(activity)) continue;
    const double weight =
        weighted ? activity.weight : static_cast<double>(activity.duration_likely);
    if (!(weight > 0)) continue;
    const double progress = progress_of(activity, date);
    total += weight;
    done += weight * progress;
    const Dates dates = dates_of(activity);
    if (dates.basis == PlanBasis::none) continue;
    out.plan_basis = join(out.plan_basis, dates.basis);
    dated += weight;
    dated_done += weight * progress;
    planned += weight * planned_of(dates, start_of(date));
  }
  if (!(total > 0)) return;
  out.done_share = done / total;
  if (dated < kLeastDatedWeight * total) return;
  out.planned_share = planned / dated;
  const double compared = dated_done / dated;
  if (planned <= 0 && compared <= 0)
    return;  // no physical work planned or done: nothing to compare
  out.gap_points = (compared - *out.planned_share) * 100;
  if (*out.planned_share > 0) out.ratio = compared / *out.planned_share;
}

void measure_nodes(const ProjectFile& file, Day date, Measures& out) {
  const auto is_node = [](const Activity& a) {
    return counts(a) && (a.key_node || model::is_milestone(a.kind));
  };
  const bool named = std::any_of(file.activities.begin(), file.activities.end(), is_node);
  for (const Activity& activity : file.activities) {
    if (named ? !is_node(activity) : !counts(activity)) continue;
    const Dates dates = finish_of(activity);
    if (dates.basis == PlanBasis::none) continue;
    double late = 0;
    if (!finished(activity, date)) {
      const Day due = day_of(*dates.finish - 1);  // the last working day, not the free instant
      late = std::max(0, date - due);
    }
    out.overdue_node_days = std::max(out.overdue_node_days.value_or(0), late);
  }
}

Day last_day_of(int index) {
  const int next = index + 1;
  return to_day({next / 12, next % 12 + 1, 1}) - 1;
}

/// Latest version of the return for a month, among those handed in by `date`.
const model::UnitReturn* return_for(const ProjectFile& file, int index, Day date) {
  const model::UnitReturn* found = nullptr;
  for (const model::UnitReturn& row : file.returns) {
    if (row.day > date || !row.spend || month_index(row.period) != index) continue;
    if (found == nullptr || row.version >= found->version) found = &row;
  }
  return found;
}

double curve(Baseline baseline, Day day) {
  const double fraction = year_fraction(day);
  return baseline == Baseline::linear ? linear_share(fraction) : seasonal_share(fraction);
}

double share(Money part, Money whole) {
  return static_cast<double>(part.fen) / static_cast<double>(whole.fen);
}

void measure_month_task(const ProjectFile& file, int index, Money spend, Day date, Measures& out) {
  Money before{};
  double planned_before = 0;
  if (index % 12 != 0) {
    const model::UnitReturn* previous = return_for(file, index - 1, date);
    if (previous == nullptr) return;
    before = *previous->spend;
    planned_before = curve(out.baseline, last_day_of(index - 1));
  }
  const double task = curve(out.baseline, last_day_of(index)) - planned_before;
  out.month_task_share = share(spend - before, *file.project.annual_plan) / task;
}

void measure_money(const ProjectFile& file, Day date, Measures& out) {
  const std::optional<Money> plan = file.project.annual_plan;
  if (out.baseline == Baseline::dates || !plan || plan->fen <= 0) return;
  const int year = to_civil(date).year;
  for (int index = year * 12 + to_civil(date).month - 1; index >= year * 12; --index) {
    const model::UnitReturn* row = return_for(file, index, date);
    if (row == nullptr) continue;
    const Day at = std::min(last_day_of(index), date);
    const double planned = curve(out.baseline, at);
    out.investment_day = at;
    out.investment_done = *row->spend;
    out.investment_planned =
        Money{static_cast<std::int64_t>(static_cast<double>(plan->fen) * planned + 0.5)};
    out.investment_done_share = share(*row->spend, *plan);
    out.investment_planned_share = planned;
    out.investment_gap_points = (*out.investment_done_share - planned) * 100;
    if (planned > 0) out.investment_ratio = *out.investment_done_share / planned;
    if (at == last_day_of(index)) measure_month_task(file, index, *row->spend, date, out);
    return;
  }
}

void measure_start(const model::Project& project, Day date, Measures& out) {
  const bool started = (project.started_day && *project.started_day <= date) ||
                       (!project.started_day && project.stage >= model::Stage::building);
  out.start_excused = !started && project.side_state == model::SideState::deferred &&
                      project.side_review_day && *project.side_review_day >= date;
  if (started || out.start_excused) {
    if (project.due_start_day) out.months_start_late = 0;
  } else if (project.due_start_day) {
    const CivilDay due = to_civil(*project.due_start_day);
    const CivilDay next = to_civil(date + 1);  // a month has ended when its last day has
    out.months_start_late = std::max(0, (next.year - due.year) * 12 + next.month - due.month);
  }
  if (!project.started_day || *project.started_day > date) return;
  out.months_since_start = months_between(*project.started_day, date);
  out.in_register = project.in_register_day && *project.in_register_day <= date;
}

/// The model holds no month of issue; the end of a bond line's window stands in for it.
void measure_payment(const ProjectFile& file, Day date, Measures& out) {
  Money arrived{}, paid{};
  double bond_expected = 0, bond_paid = 0;
  for (const model::FundLine& line : file.fund_lines) {
    arrived = arrived + line.arrived;
    paid = paid + line.paid;
    const bool bond = line.source == model::FundSource::special_bond ||
                      line.source == model::FundSource::ultra_long_bond;
    if (!bond || line.arrived.fen <= 0 || !line.window_to || *line.window_to > date) continue;
    const double expected =
        std::clamp(months_between(*line.window_to, date) / kBondMonths, 0.0, 1.0);
    bond_expected += expected * static_cast<double>(line.arrived.fen);
    bond_paid += static_cast<double>(line.paid.fen);
  }
  if (arrived.fen > 0) out.payment_rate = share(paid, arrived);
  if (bond_expected > 0) out.bond_use_ratio = bond_paid / bond_expected;
}

void measure_returns(const ProjectFile& file, Day date, Measures& out) {
  for (const model::UnitReturn& row : file.returns) {
    if (row.day > date) continue;
    const double days = date - row.day;
    out.days_since_last_return = std::min(out.days_since_last_return.value_or(days), days);
  }
}

}  // namespace

std::span<const MeasureRow> measure_table() { return kMeasures; }

std::optional<double> value_of(const Measures& m, MeasureKind kind) {
  switch (kind) {
    case MeasureKind::done_share:
      return m.done_share;
    case MeasureKind::planned_share:
      return m.planned_share;
    case MeasureKind::gap_points:
      return m.gap_points;
    case MeasureKind::ratio:
      return m.ratio;
    case MeasureKind::investment_done_share:
      return m.investment_done_share;
    case MeasureKind::investment_planned_share:
      return m.investment_planned_share;
    case MeasureKind::investment_gap_points:
      return m.investment_gap_points;
    case MeasureKind::investment_ratio:
      return m.investment_ratio;
    case MeasureKind::month_task_share:
      return m.month_task_share;
    case MeasureKind::months_start_late:
      return m.months_start_late;
    case MeasureKind::months_since_start:
      return m.months_since_start;
    case MeasureKind::months_unregistered:
      if (!m.in_register) return std::nullopt;
      return *m.in_register ? std::optional<double>(0) : m.months_since_start;
    case MeasureKind::payment_rate:
      return m.payment_rate;
    case MeasureKind::bond_use_ratio:
      return m.bond_use_ratio;
    case MeasureKind::forecast_days_late:
      return m.forecast_days_late;
    case MeasureKind::days_since_last_return:
      return m.days_since_last_return;
    case MeasureKind::overdue_node_days:
      return m.overdue_node_days;
  }
  return std::nullopt;
}

double progress_of(const Activity& activity, Day date) {
  const Minute end = start_of(date + 1);
  if (finished(activity, date)) return 1;
  if (!activity.actual_start || *activity.actual_start >= end || !activity.remaining) return 0;
  if (activity.duration_likely <= 0) return 0;
  const double left =
      static_cast<double>(*activity.remaining) / static_cast<double>(activity.duration_likely);
  return std::clamp(1 - left, 0.0, 1.0);
}

BaselineFinish baseline_finish(const ProjectFile& file) {
  std::unordered_set<std::int64_t> building;
  for (const Activity& a : file.activities) {
    if (counts(a) && a.phase != "R") building.insert(a.id.value);
  }
  std::unordered_set<std::int64_t> followed;
  for (const model::Link& link : file.links) {
    if (building.contains(link.successor_id.value)) followed.insert(link.predecessor_id.value);
  }
  BaselineFinish out;
  for (const Activity& a : file.activities) {
    if (!building.contains(a.id.value) || followed.contains(a.id.value)) continue;
    const Dates dates = finish_of(a);
    if (dates.basis == PlanBasis::none) return {};
    out.basis = join(out.basis, dates.basis);
    out.finish = std::max(out.finish.value_or(*dates.finish), *dates.finish);
  }
  return out;
}

Measures measure_investment(const ProjectFile& file, Day data_date, Baseline baseline) {
  Measures out;
  out.baseline = baseline;
  measure_money(file, data_date, out);
  return out;
}

Measures measure(const ProjectFile& file, Day data_date, const Forecast& forecast,
                 Baseline baseline) {
  Measures out;
  out.baseline = baseline;
  out.building = file.project.stage >= model::Stage::building &&
                 file.project.stage <= model::Stage::trial &&
                 file.project.side_state == model::SideState::none;
  measure_progress(file, data_date, out);
  measure_nodes(file, data_date, out);
  measure_money(file, data_date, out);
  measure_start(file.project, data_date, out);
  measure_payment(file, data_date, out);
  measure_returns(file, data_date, out);
  const BaselineFinish target = baseline_finish(file);
  out.finish_basis = target.basis;
  if (forecast.finish && target.finish) {
    out.forecast_days_late = day_of(*forecast.finish - 1) - day_of(*target.finish - 1);
  }
  return out;
}

}  // namespace tc::rules

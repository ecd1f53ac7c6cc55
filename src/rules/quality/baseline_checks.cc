// DCMA 11, 13, 14: the schedule against its approved dates. Finishes are compared by their last day
// of work, as dates are told; a project without approved dates is not judged.
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "rules/quality/checks.h"
#include "rules/quality/phrases.h"

namespace tc::rules::quality {
namespace {

using engine::Progress;

const Sentence kNoBaseline{"没有基准（批准）完成日期", "there are no baseline finish dates"};
const Sentence kNothingDue{"到数据日期，基准中没有应完成的活动",
                           "nothing was to be finished by the data date"};

/// Finishes are the first free instant: a finish at midnight belongs to the day before.
Day last_day(Minute finish) { return day_of(finish - 1); }

const std::optional<Minute>& baseline_finish_of(const Plan& plan, std::uint32_t node) {
  return plan.network.activity[node]->approved_finish;
}

bool has_baseline(const Plan& plan) {
  return std::ranges::any_of(plan.counted, [&plan](std::uint32_t node) {
    return baseline_finish_of(plan, node).has_value();
  });
}

bool is_due(const Plan& plan, std::uint32_t node) {
  const std::optional<Minute>& due = baseline_finish_of(plan, node);
  return due && *due <= plan.data_date(node);
}

/// Days after the baseline: of a finished activity its own, else those gone by at the data date or,
/// when later, at the forecast.
int days_late(const Plan& plan, std::uint32_t node) {
  const Day due = last_day(*baseline_finish_of(plan, node));
  if (plan.network.progress[node] == Progress::finished) {
    return last_day(plan.network.actual_finish[node]) - due;
  }
  const Day gone = day_of(plan.data_date(node));
  return (plan.has_loops() ? gone : std::max(gone, last_day(plan.forecast_finish(node)))) - due;
}

/// The activities of one project that end latest: by forecast or actual date, and by baseline.
struct Ending {
  std::optional<std::uint32_t> last;  ///< incomplete, with the latest forecast finish
  Minute finish;                      ///< of it
  std::optional<Minute> target;
  bool by_contract = false;  ///< the target is the must-finish date, not the baseline
};

/// Held against the must-finish date the whole project counts, against the baseline only what has
/// one: both sides must speak of the same work.
Ending ending_of(const Plan& plan, std::uint32_t project) {
  Ending out;
  out.target = plan.schedule.terms[project].must_finish_by;
  out.by_contract = out.target.has_value();
  for (const std::uint32_t node : plan.counted) {
    if (plan.network.project[node] != project) continue;
    const std::optional<Minute>& baseline = baseline_finish_of(plan, node);
    if (!out.by_contract) {
      if (!baseline) continue;
      if (!out.target || *baseline > *out.target) out.target = baseline;
    }
    if (!plan.is_incomplete(node)) continue;
    const Minute finish = plan.schedule.early_finish[node];
    if (!out.last || finish > out.finish) {
      out.last = node;
      out.finish = finish;
    }
  }
  return out;
}

struct PathIndex {
  double index{};
  double length{};  ///< working days of the last activity's calendar
  double spare{};
};

std::optional<PathIndex> path_index(const Plan& plan, const Ending& ending) {
  if (!ending.last || !ending.target) return std::nullopt;
  const engine::WorkingCalendar& calendar = plan.calendar(*ending.last);
  const std::int64_t length = calendar.work_between(plan.data_date(*ending.last), ending.finish);
  if (length <= 0) return std::nullopt;
  const std::int64_t spare = calendar.work_between(ending.finish, *ending.target);
  return PathIndex{.index = static_cast<double>(length + spare) / static_cast<double>(length),
                   .length = plan.days(*ending.last, length),
                   .spare = plan.days(*ending.last, spare)};
}

Sentence index_text(const PathIndex& index, const Ending& ending) {
  const std::string length = number(index.length);
  const std::string formula =
      fmt::format("({} {} {}) / {} = {:.2f}", length, index.spare < 0 ? "-" : "+",
                  number(std::abs(index.spare)), length, index.index);
  return {fmt::format("{}：关键线路 {} 个工作日，距{} {} 天", formula, length,
                      ending.by_contract ? "必须完成日期" : "基准完成", number(index.spare)),
          fmt::format("{}: critical path of {} working days, {} to the {}", formula, length,
                      counted_days(index.spare),
                      ending.by_contract ? "must-finish date" : "baseline finish")};
}

}  // namespace

void check_missed(const Plan& plan, const CheckRow&, CheckResult& out) {
  if (!has_baseline(plan)) return not_applicable(out, kNoBaseline);
  for (const std::uint32_t node : plan.counted) {
    if (!is_due(plan, node)) continue;
    ++out.population;
    const bool finished = plan.network.progress[node] == Progress::finished;
    const int days = days_late(plan, node);
    if (finished && days <= 0) continue;
    plan.add(out.count, out.offenders, [&] {
      const Day due = last_day(*baseline_finish_of(plan, node));
      return plan.offender(
          node, days,
          {fmt::format("基准 {}，{}，迟 {} 天", to_text(due), finished ? "已完成" : "未完成", days),
           fmt::format("baseline {}, {}, {} late", to_text(due),
                       finished ? "finished" : "not finished", counted_days(days))});
    });
  }
  out.population == 0 ? not_applicable(out, kNothingDue) : take_share(out);
}

void check_path_length_index(const Plan& plan, const CheckRow& row, CheckResult& out) {
  if (plan.has_loops()) {
    return not_applicable(out,
                          {"有逻辑环路，日期无从计算", "there is a loop, so there are no dates"});
  }
  for (std::uint32_t p = 0; p < plan.network.projects.size(); ++p) {
    if (!plan.judged_project(p)) continue;
    const Ending ending = ending_of(plan, p);
    const std::optional<PathIndex> index = path_index(plan, ending);
    if (!index) continue;
    ++out.population;
    const Sentence text = index_text(*index, ending);
    if (!out.figure || index->index < *out.figure) {
      out.figure = index->index;
      out.reason = text;
    }
    if (!row.at_least || index->index >= *row.at_least) continue;
    plan.add(out.count, out.offenders,
             [&] { return plan.offender(*ending.last, index->index, text); });
  }
  if (out.population > 0) return;
  not_applicable(out, has_baseline(plan)
                          ? Sentence{"没有未完的工作可比", "no work is left to compare"}
                          : Sentence{"没有基准完成日期，也没有必须完成日期",
                                     "there is neither a baseline finish nor a must-finish date"});
}

void check_execution_index(const Plan& plan, const CheckRow&, CheckResult& out) {
  if (!has_baseline(plan)) return not_applicable(out, kNoBaseline);
  std::size_t finished = 0;
  for (const std::uint32_t node : plan.counted) {
    if (!baseline_finish_of(plan, node)) continue;
    const bool done = plan.network.progress[node] == Progress::finished;
    if (done) ++finished;
    if (!is_due(plan, node)) continue;
    ++out.population;
    if (done) continue;
    plan.add(out.count, out.offenders, [&] {
      const Day due = last_day(*baseline_finish_of(plan, node));
      return plan.offender(node, days_late(plan, node),
                           {fmt::format("基准 {} 应完成而未完成", to_text(due)),
                            fmt::format("was to be finished by {}", to_text(due))});
    });
  }
  if (out.population == 0) return not_applicable(out, kNothingDue);
  out.figure = static_cast<double>(finished) / static_cast<double>(out.population);
  out.reason = {fmt::format("已完成 {} ÷ 应完成 {}", finished, out.population),
                fmt::format("{} finished / {} due", finished, out.population)};
}

}  // namespace tc::rules::quality

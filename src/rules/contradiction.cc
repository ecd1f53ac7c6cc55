// SPDX-License-Identifier: Apache-2.0
#include "rules/contradiction.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "rules/monthly.h"

namespace tc::rules {
namespace {

using model::Activity;
using model::ProjectFile;
using Found = std::vector<Contradiction>;

constexpr int kHalfYear = 6;
constexpr int kLeastMonths = 5;
constexpr double kAllDone = 0.9995;
/// Less than this is rounding, not a step back or forward.
constexpr double kStep = 0.005;
constexpr std::string_view kPermitPhase = "S3";
constexpr std::string_view kWorksPhase = "C";

std::string month_text(int month) { return fmt::format("{:04}-{:02}", month / 12, month % 12 + 1); }

double share(Money part, Money whole) {
  return static_cast<double>(part.fen) / static_cast<double>(whole.fen);
}

const MonthReturn* last_with_progress(const std::vector<MonthReturn>& months) {
  const auto at = std::find_if(months.rbegin(), months.rend(), [](const MonthReturn& one) {
    return one.progress && std::isfinite(*one.progress);
  });
  return at == months.rend() ? nullptr : &*at;
}

void check_spend(const ProjectFile& file, const MonthReturn& last, Found& out) {
  const std::optional<Money>& investment = file.project.investment;
  if (!investment || investment->fen <= 0 || !last.spend) return;
  const double spent = share(*last.spend, *investment);
  const double points = (spent - *last.progress) * 100;
  if (spent > 1) {
    out.push_back(
        {"ev.over_investment", fmt::format("累计完成投资为总投资的 {:.0f} %", spent * 100),
         fmt::format("spent {:.0f} % of the investment", spent * 100), month_text(last.month)});
  }
  if (std::abs(points) <= kSpendGapPoints) return;
  out.push_back(
      {"ev.spend_progress",
       fmt::format("投资完成 {:.0f} %，形象进度 {:.0f} %，相差 {:.0f} 个点", spent * 100,
                   *last.progress * 100, points),
       fmt::format("{:.0f} % of the money spent, {:.0f} % of the work done: {:.0f} points",
                   spent * 100, *last.progress * 100, points),
       month_text(last.month)});
}

void check_done(const ProjectFile& file, const MonthReturn& last, Found& out) {
  if (*last.progress < kAllDone) return;
  const std::string where = month_text(last.month);
  if (!file.project.in_register_day) {
    out.push_back({"ev.done_unregistered", "形象进度 100 %，尚未入统",
                   "all work done and not in statistics", where});
  }
  if (!last.spend || last.spend->fen <= 0) {
    out.push_back({"ev.done_unspent", "形象进度 100 %，未报任何投资",
                   "all work done and nothing spent", where});
  }
}

/// Spend of the month alone, against the month before in the same year.
Money spend_of_month(const std::vector<MonthReturn>& months, std::size_t i) {
  const Money now = months[i].spend_of_year.value_or(Money{});
  const bool same_year = i > 0 && months[i - 1].month / 12 == months[i].month / 12;
  return same_year ? now - months[i - 1].spend_of_year.value_or(Money{}) : now;
}

void check_half_years(const std::vector<MonthReturn>& months, Found& out) {
  Money sum;
  int count = 0;
  for (std::size_t i = 0; i < months.size(); ++i) {
    const bool begins = i == 0 || months[i].month / kHalfYear != months[i - 1].month / kHalfYear;
    if (begins) {
      sum = {};
      count = 0;
    }
    const Money alone = spend_of_month(months, i);
    sum = sum + alone;
    ++count;
    const bool ends = months[i].month % kHalfYear == kHalfYear - 1;
    if (!ends || count < kLeastMonths || sum.fen <= 0) continue;
    const double late = share(alone, sum);
    if (late <= kLastMonthShare) continue;
    out.push_back(
        {"ev.half_year_end", fmt::format("半年投资的 {:.0f} % 记在最后一个月", late * 100),
         fmt::format("{:.0f} % of the half-year's spend is booked in its last month", late * 100),
         month_text(months[i].month)});
  }
}

void check_steps(const std::vector<MonthReturn>& months, Found& out) {
  std::optional<double> before;
  for (const MonthReturn& one : months) {
    if (!one.progress || !std::isfinite(*one.progress)) continue;
    const double step = *one.progress - before.value_or(*one.progress);
    if (step < -kStep) {
      out.push_back(
          {"ev.falling",
           fmt::format("形象进度由 {:.1f} % 退到 {:.1f} %", *before * 100, *one.progress * 100),
           fmt::format("progress fell from {:.1f} % to {:.1f} %", *before * 100,
                       *one.progress * 100),
           month_text(one.month)});
    }
    if (step > kStep && one.people && *one.people == 0) {
      out.push_back({"ev.nobody_on_site",
                     fmt::format("现场无人，形象进度却增加 {:.1f} 个点", step * 100),
                     fmt::format("nobody on site and progress rose by {:.1f} points", step * 100),
                     month_text(one.month)});
    }
    before = *one.progress;
  }
}

bool begun_by(const std::optional<Minute>& at, Day day) { return at && *at < start_of(day + 1); }

/// Works begun before a gate of the permit phase was through.
void check_permits(const ProjectFile& file, Day date, Found& out) {
  const Activity* first = nullptr;
  for (const Activity& one : file.activities) {
    if (one.phase != kWorksPhase || !begun_by(one.actual_start, date)) continue;
    if (first == nullptr || *one.actual_start < *first->actual_start) first = &one;
  }
  if (first == nullptr) return;
  for (const Activity& gate : file.activities) {
    if (gate.phase != kPermitPhase || gate.kind != model::ActivityKind::gate) continue;
    const bool through = gate.actual_finish && *gate.actual_finish <= start_of(date + 1);
    if (through) continue;
    out.push_back({"ev.started_unpermitted",
                   fmt::format("「{}」已开工，「{}」尚未办结", first->name, gate.name),
                   fmt::format("\"{}\" has begun, \"{}\" is not through",
                               first->name_en.empty() ? first->name : first->name_en,
                               gate.name_en.empty() ? gate.name : gate.name_en),
                   to_text(day_of(*first->actual_start))});
  }
}

void check_paid(const ProjectFile& file, const std::vector<MonthReturn>& months, Found& out) {
  const std::optional<Money>& investment = file.project.investment;
  if (file.fund_lines.empty() || months.empty() || !months.back().spend) return;
  if (!investment || investment->fen <= 0) return;
  Money paid;
  for (const model::FundLine& line : file.fund_lines) paid = paid + line.paid;
  const double over = share(*months.back().spend - paid, *investment) * 100;
  if (over <= kSpendGapPoints) return;
  out.push_back(
      {"ev.claimed_unpaid", fmt::format("申报投资比实付资金多出总投资的 {:.0f} %", over),
       fmt::format("claimed spend exceeds what was paid by {:.0f} % of the investment", over),
       month_text(months.back().month)});
}

}  // namespace

std::vector<Contradiction> contradictions(const ProjectFile& file, Day data_date) {
  Found out;
  const std::vector<MonthReturn> months = monthly_returns(file, data_date);
  if (const MonthReturn* last = last_with_progress(months)) {
    check_spend(file, *last, out);
    check_done(file, *last, out);
  }
  check_half_years(months, out);
  check_steps(months, out);
  check_permits(file, data_date, out);
  check_paid(file, months, out);
  return out;
}

Note to_note(const Contradiction& one) { return {one.rule, one.zh, one.where}; }

}  // namespace tc::rules

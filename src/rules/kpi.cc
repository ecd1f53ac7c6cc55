// SPDX-License-Identifier: Apache-2.0
#include "rules/kpi.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "rules/output.h"

namespace tc::rules {
namespace {

using model::ProjectFile;
using model::ProjectId;
using model::SideState;

constexpr std::array kKpis{
    KpiRow{KpiKind::due_started, KpiUnit::projects, "应开尽开率", "due and started",
           "due by the day and started by the day / due by the day; early starts count apart; a "
           "running deferral stands apart"},
    KpiRow{KpiKind::year_started, KpiUnit::projects, "年度开工率", "started of the year's plan",
           "started by the day / due to start in the year"},
    KpiRow{KpiKind::registered, KpiUnit::projects, "纳统率", "in statistics",
           "in statistics by the day / started by the day"},
    KpiRow{KpiKind::investment_done, KpiUnit::fen, "年度投资完成率", "investment of the year done",
           "spent this year by the last return / annual plan; no return counts as nothing spent"},
    KpiRow{KpiKind::schedule_gap, KpiUnit::fen, "序时差", "schedule gap",
           "points: spent − annual plan × curve at each project's last return, over the plans of "
           "the projects that reported; the others stand apart"},
    KpiRow{KpiKind::funds_arrived, KpiUnit::fen, "资金到位率", "money arrived",
           "arrived / approved"},
    KpiRow{KpiKind::funds_paid, KpiUnit::fen, "资金支付率", "money paid", "paid / arrived"},
    KpiRow{KpiKind::design_output, KpiUnit::permille, "达产率", "output against design",
           "mean over projects of (mean output of the last three months / design output of a "
           "month); without three recent months in a row a project stands apart"},
    KpiRow{KpiKind::blockers_closed, KpiUnit::blockers, "问题办结率", "blockers closed",
           "closed by the day / raised by the day"},
    KpiRow{KpiKind::returns_fresh, KpiUnit::projects, "数据新鲜度", "data freshness",
           "projects under construction with a return younger than the cadence / all of them"},
};
constexpr bool in_order() {
  for (std::size_t i = 0; i < kKpis.size(); ++i) {
    if (static_cast<std::size_t>(kKpis[i].kind) != i) return false;
  }
  return kKpis.size() == model::kEnumNames<KpiKind>.size();
}
static_assert(in_order(), "one row for each KpiKind, in its order");

bool in_plan(const ProjectFile& file) {
  return file.project.side_state != SideState::withdrawn &&
         file.project.side_state != SideState::terminated;
}

bool by(const std::optional<Day>& day, Day date) { return day && *day <= date; }

void add(Kpi& kpi, ProjectId id, std::int64_t numerator, std::int64_t denominator) {
  kpi.numerator += numerator;
  kpi.denominator += denominator;
  (numerator > 0 ? kpi.counted : kpi.lacking).push_back(id);
}

void due_started(const ProjectFile& file, Day date, Kpi& out) {
  const model::Project& p = file.project;
  if (!p.due_start_day) return;
  const bool started = by(p.started_day, date);
  if (*p.due_start_day > date) {
    if (started) out.details[0].projects.push_back(p.id);  // early: shown, never in the share
    return;
  }
  const bool deferred = !started && p.side_state == SideState::deferred && p.side_review_day &&
                        *p.side_review_day >= date;
  if (deferred) {
    out.apart.push_back(p.id);
    return;
  }
  add(out, p.id, started ? 1 : 0, 1);
  if (!started) out.details[1].projects.push_back(p.id);
}

void year_started(const ProjectFile& file, Day date, Kpi& out) {
  const model::Project& p = file.project;
  if (!p.due_start_day || to_civil(*p.due_start_day).year != to_civil(date).year) return;
  add(out, p.id, by(p.started_day, date) ? 1 : 0, 1);
}

void registered(const ProjectFile& file, Day date, Kpi& out) {
  const model::Project& p = file.project;
  if (by(p.started_day, date)) add(out, p.id, by(p.in_register_day, date) ? 1 : 0, 1);
}

void investment(const ProjectFile& file, Day date, const KpiOptions& options, Kpi& out) {
  const std::optional<Money> plan = file.project.annual_plan;
  if (!plan || plan->fen <= 0) return;
  // Only the curve differs between the figures; `dates` packs have none, so the line stands in.
  const Baseline baseline =
      options.baseline == Baseline::dates ? Baseline::linear : options.baseline;
  const Measures m = measure_investment(file, date, baseline);
  if (out.kind == KpiKind::investment_done) {
    add(out, file.project.id, m.investment_done ? m.investment_done->fen : 0, plan->fen);
    return;
  }
  if (!m.investment_done) {
    out.apart.push_back(file.project.id);
    return;
  }
  const std::int64_t over = m.investment_done->fen - m.investment_planned->fen;
  out.numerator += over;
  out.denominator += plan->fen;
  (over >= 0 ? out.counted : out.lacking).push_back(file.project.id);
}

void funds(const ProjectFile& file, Kpi& out) {
  const bool arrivals = out.kind == KpiKind::funds_arrived;
  std::int64_t part = 0, whole = 0;
  for (const model::FundLine& line : file.fund_lines) {
    part += arrivals ? line.arrived.fen : line.paid.fen;
    whole += arrivals ? line.approved.fen : line.arrived.fen;
  }
  if (whole > 0) add(out, file.project.id, part, whole);
}

void design_output(const ProjectFile& file, Day date, Kpi& out) {
  if (!file.project.design_output || file.project.stage < model::Stage::trial) return;
  const std::optional<std::int64_t> rate = output_permille(file, date);
  if (!rate) {
    out.apart.push_back(file.project.id);
    return;
  }
  add(out, file.project.id, *rate, 1000);
  if (*rate >= 900) out.details[0].projects.push_back(file.project.id);
}

struct BlockerCount {
  std::int64_t in_time = 0, reopened = 0, oldest_open = 0;
  std::vector<std::int64_t> days;  ///< raised → closed
};

void blockers(const ProjectFile& file, Day date, BlockerCount& count, Kpi& out) {
  bool any = false, all_closed = true;
  for (const model::Blocker& b : file.blockers) {
    if (b.raised_day > date) continue;
    any = true;
    ++out.denominator;
    count.reopened += b.reopened > 0 ? 1 : 0;
    const bool closed = b.state == model::BlockerState::closed && by(b.closed_day, date);
    if (!closed) {
      all_closed = false;
      count.oldest_open = std::max<std::int64_t>(count.oldest_open, date - b.raised_day);
      continue;
    }
    ++out.numerator;
    count.days.push_back(*b.closed_day - b.raised_day);
    if (b.limit_day && *b.closed_day <= *b.limit_day) ++count.in_time;
  }
  if (any) (all_closed ? out.counted : out.lacking).push_back(file.project.id);
}

/// Lower middle of an even number, so that the figure is a day that occurred.
std::int64_t median(std::vector<std::int64_t> days) {
  if (days.empty()) return 0;
  std::ranges::sort(days);
  return days[(days.size() - 1) / 2];
}

void fresh(const ProjectFile& file, Day date, const KpiOptions& options, Kpi& out) {
  const model::Project& p = file.project;
  const bool building = p.stage >= model::Stage::building && p.stage <= model::Stage::trial;
  if (!building || p.side_state == SideState::paused) return;
  const auto young = [&](const model::UnitReturn& row) {
    return row.day <= date && date - row.day <= options.cadence_days;
  };
  add(out, p.id, std::ranges::any_of(file.returns, young) ? 1 : 0, 1);
}

void add_one(const ProjectFile& file, Day date, const KpiOptions& options, Kpi& out) {
  switch (out.kind) {
    case KpiKind::due_started:
      return due_started(file, date, out);
    case KpiKind::year_started:
      return year_started(file, date, out);
    case KpiKind::registered:
      return registered(file, date, out);
    case KpiKind::investment_done:
    case KpiKind::schedule_gap:
      return investment(file, date, options, out);
    case KpiKind::funds_arrived:
    case KpiKind::funds_paid:
      return funds(file, out);
    case KpiKind::design_output:
      return design_output(file, date, out);
    case KpiKind::returns_fresh:
      return fresh(file, date, options, out);
    case KpiKind::blockers_closed:
      return;  // counted by blocker, see kpi()
  }
}

void finish(Kpi& out, const BlockerCount& count) {
  if (out.kind == KpiKind::blockers_closed) {
    out.details = {{"in_time", count.in_time, {}},
                   {"median_days", median(count.days), {}},
                   {"reopened", count.reopened, {}},
                   {"oldest_open_days", count.oldest_open, {}}};
    return;
  }
  for (KpiDetail& row : out.details) row.value = static_cast<std::int64_t>(row.projects.size());
  if (out.kind == KpiKind::schedule_gap && out.denominator > 0) {
    out.points_milli = std::llround(static_cast<double>(out.numerator) /
                                    static_cast<double>(out.denominator) * 100'000);
  }
}

}  // namespace

std::span<const KpiRow> kpi_table() { return kKpis; }

Kpi kpi(KpiKind kind, ProjectFiles projects, Day date, const KpiOptions& options) {
  Kpi out;
  out.kind = kind;
  if (kind == KpiKind::due_started) out.details = {{"early", 0, {}}, {"overdue", 0, {}}};
  if (kind == KpiKind::design_output) out.details = {{"reached", 0, {}}};
  BlockerCount count;
  for (const auto& file : projects) {
    if (!in_plan(*file)) {
      out.apart.push_back(file->project.id);
    } else if (kind == KpiKind::blockers_closed) {
      blockers(*file, date, count, out);
    } else {
      add_one(*file, date, options, out);
    }
  }
  finish(out, count);
  return out;
}

std::vector<Kpi> kpis(ProjectFiles projects, Day date, const KpiOptions& options) {
  std::vector<Kpi> out;
  for (const KpiRow& row : kKpis) out.push_back(kpi(row.kind, projects, date, options));
  return out;
}

std::optional<std::int64_t> detail(const Kpi& kpi, std::string_view name) {
  for (const KpiDetail& row : kpi.details) {
    if (row.name == name) return row.value;
  }
  return std::nullopt;
}

std::string figure_text(const Kpi& kpi, int decimals) {
  if (kpi.denominator <= 0) return "–";
  __extension__ using Wide = __int128;  // fen × 100 000 passes 64 bits for a province
  std::int64_t scale = 1;
  for (int i = 0; i < std::clamp(decimals, 0, 3); ++i) scale *= 10;
  const Wide top =
      static_cast<Wide>(kpi.numerator < 0 ? -kpi.numerator : kpi.numerator) * 100 * scale * 2;
  const auto rounded =
      static_cast<std::int64_t>((top + kpi.denominator) / (static_cast<Wide>(kpi.denominator) * 2));
  std::string text = fmt::format("{}", rounded / scale);
  if (scale > 1) {
    text += fmt::format(".{:0{}}", rounded % scale, std::clamp(decimals, 0, 3));
  }
  if (kpi.numerator < 0 && rounded != 0) return "-" + text;
  return kpi.kind == KpiKind::schedule_gap && rounded != 0 ? "+" + text : text;
}

}  // namespace tc::rules

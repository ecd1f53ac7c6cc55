// SPDX-License-Identifier: Apache-2.0
#include "rules/quality/quality.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "rules/quality/checks.h"
#include "rules/quality/faults.h"
#include "rules/quality/phrases.h"
#include "rules/quality/plan.h"
#include "rules/quality/practices.h"

namespace tc::rules {

using namespace quality;

namespace quality {

void not_applicable(CheckResult& out, Sentence why) {
  out.state = CheckState::not_applicable;
  out.figure = std::nullopt;
  out.reason = std::move(why);
}

void take_share(CheckResult& out) {
  out.figure = static_cast<double>(out.count) / static_cast<double>(out.population);
}

}  // namespace quality

namespace {

struct CheckEntry {
  CheckKind kind;
  Check run;
};
/// In the order of CheckKind.
constexpr std::array kChecks{
    CheckEntry{CheckKind::missing_logic, check_missing_logic},
    CheckEntry{CheckKind::leads, check_leads},
    CheckEntry{CheckKind::lags, check_lags},
    CheckEntry{CheckKind::link_types, check_link_types},
    CheckEntry{CheckKind::hard_constraints, check_hard_constraints},
    CheckEntry{CheckKind::high_float, check_high_float},
    CheckEntry{CheckKind::negative_float, check_negative_float},
    CheckEntry{CheckKind::high_duration, check_high_duration},
    CheckEntry{CheckKind::invalid_dates, check_invalid_dates},
    CheckEntry{CheckKind::resources, check_resources},
    CheckEntry{CheckKind::missed_activities, check_missed},
    CheckEntry{CheckKind::critical_path_test, check_critical_path},
    CheckEntry{CheckKind::critical_path_length_index, check_path_length_index},
    CheckEntry{CheckKind::baseline_execution_index, check_execution_index},
};
static_assert(kChecks.size() == model::kEnumNames<CheckKind>.size());

struct FaultEntry {
  FaultKind kind;
  Search run;
};
/// In the order of FaultKind.
constexpr std::array kSearches{
    FaultEntry{FaultKind::loop, find_loop_faults},
    FaultEntry{FaultKind::open_start, find_open_starts},
    FaultEntry{FaultKind::open_finish, find_open_finishes},
    FaultEntry{FaultKind::out_of_sequence, find_out_of_sequence},
    FaultEntry{FaultKind::actual_after_data_date, find_late_actuals},
    FaultEntry{FaultKind::forecast_before_data_date, find_early_forecasts},
    FaultEntry{FaultKind::no_actual_start, find_missing_starts},
    FaultEntry{FaultKind::no_actual_finish, find_missing_finishes},
    FaultEntry{FaultKind::finish_before_start, find_crossed_actuals},
    FaultEntry{FaultKind::remaining_after_finish, find_leftover_work},
    FaultEntry{FaultKind::duplicate_link, find_duplicate_links},
    FaultEntry{FaultKind::link_to_span, find_span_links},
    FaultEntry{FaultKind::lag_over_duration, find_long_lags},
    FaultEntry{FaultKind::constraint_against_logic, find_crossed_constraints},
    FaultEntry{FaultKind::set_by_hand, find_hand_set},
    FaultEntry{FaultKind::empty_calendar, find_empty_calendars},
    FaultEntry{FaultKind::no_wbs, find_no_wbs},
    FaultEntry{FaultKind::outside_link, find_outside_links},
};
static_assert(kSearches.size() == kFaultKinds);

CheckState state_of(const CheckRow& row, double figure) {
  if (!row.at_most && !row.at_least) return CheckState::reported;
  const bool holds =
      (!row.at_most || figure <= *row.at_most) && (!row.at_least || figure >= *row.at_least);
  return holds ? CheckState::passed : CheckState::failed;
}

CheckResult run_check(const Plan& plan, const CheckRow& row) {
  CheckResult out;
  out.kind = row.kind;
  out.number = row.number;
  out.name = {row.zh, row.en};
  out.source = row.source;
  out.at_most = row.at_most;
  out.at_least = row.at_least;
  kChecks[static_cast<std::size_t>(row.kind)].run(plan, row, out);
  if (out.state != CheckState::not_applicable) out.state = state_of(row, *out.figure);
  return out;
}

FaultResult run_search(const Plan& plan, FaultKind kind, Severity severity) {
  FaultResult out;
  out.kind = kind;
  out.severity = severity;
  out.name = fault_name(kind);
  out.advice = fault_advice(kind);
  kSearches[static_cast<std::size_t>(kind)].run(plan, out);
  return out;
}

}  // namespace

const CheckResult* QualityReport::find(CheckKind kind) const {
  const auto at = std::ranges::find(checks, kind, &CheckResult::kind);
  return at == checks.end() ? nullptr : &*at;
}

const FaultResult* QualityReport::find(FaultKind kind) const {
  const auto at = std::ranges::find(faults, kind, &FaultResult::kind);
  return at == faults.end() ? nullptr : &*at;
}

QualityReport check_quality(const QualityInput& input, const QualityPack& pack) {
  const Plan plan(input);
  QualityReport report;
  report.activities = plan.counted.size();
  report.incomplete = plan.incomplete.size();
  report.links = static_cast<std::size_t>(std::ranges::count_if(
      plan.links, [&plan](const PlanLink& link) { return plan.is_checked(link); }));
  for (const CheckRow& row : pack.checks) report.checks.push_back(run_check(plan, row));
  for (const FaultEntry& entry : kSearches) {
    const Severity severity = pack.severity_of(entry.kind);
    if (severity == Severity::off) continue;
    report.faults.push_back(run_search(plan, entry.kind, severity));
  }
  report.practices = judge_practices(plan, report);
  const bool failed = std::ranges::find(report.checks, CheckState::failed, &CheckResult::state) !=
                          report.checks.end() ||
                      std::ranges::any_of(report.faults, [](const FaultResult& fault) {
                        return fault.severity == Severity::error && fault.count > 0;
                      });
  report.passed = report.activities > 0 && !failed;
  return report;
}

}  // namespace tc::rules

// SPDX-License-Identifier: Apache-2.0
#include "rules/quality/practices.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <variant>

#include "rules/quality/phrases.h"

namespace tc::rules::quality {
namespace {

using Witness = std::variant<std::monostate, CheckKind, FaultKind>;
constexpr std::size_t kMostWitnesses = 8;

struct PracticeRow {
  int number;
  std::string_view zh, en;
  std::array<Witness, kMostWitnesses> witnesses;
};
constexpr std::array kPractices{
    PracticeRow{1, "活动齐全", "Capturing all activities", {FaultKind::no_wbs}},
    PracticeRow{2,
                "活动排序",
                "Sequencing all activities",
                {CheckKind::missing_logic, CheckKind::leads, CheckKind::lags, CheckKind::link_types,
                 CheckKind::hard_constraints, FaultKind::loop, FaultKind::open_start,
                 FaultKind::open_finish}},
    PracticeRow{3, "资源落实", "Assigning resources to all activities", {CheckKind::resources}},
    PracticeRow{4,
                "工期估算",
                "Establishing the duration of all activities",
                {CheckKind::high_duration, FaultKind::lag_over_duration}},
    PracticeRow{5,
                "横向纵向可追溯",
                "Horizontal and vertical traceability",
                {CheckKind::missing_logic, FaultKind::loop, FaultKind::outside_link,
                 FaultKind::link_to_span, FaultKind::no_wbs}},
    PracticeRow{6,
                "关键线路有效",
                "A valid critical path",
                {CheckKind::critical_path_test, CheckKind::negative_float, FaultKind::loop,
                 FaultKind::constraint_against_logic, FaultKind::set_by_hand}},
    PracticeRow{7,
                "时差合理",
                "Reasonable total float",
                {CheckKind::high_float, CheckKind::negative_float}},
    PracticeRow{8, "进度风险分析", "Schedule risk analysis", {}},
    PracticeRow{9,
                "按实际进展更新",
                "Updating with actual progress and logic",
                {CheckKind::invalid_dates, FaultKind::out_of_sequence, FaultKind::no_actual_start,
                 FaultKind::no_actual_finish, FaultKind::finish_before_start,
                 FaultKind::remaining_after_finish}},
    PracticeRow{10,
                "保持基准",
                "Maintaining a baseline",
                {CheckKind::missed_activities, CheckKind::critical_path_length_index,
                 CheckKind::baseline_execution_index}},
};

/// What one witness says: holds, does not, or nothing.
struct Answer {
  std::optional<bool> holds;
  Sentence name;
};

/// A figure without threshold holds when there is no offender.
Answer ask(const QualityReport& report, CheckKind kind) {
  const CheckResult* check = report.find(kind);
  if (check == nullptr) return {};
  Answer answer{.holds = std::nullopt, .name = check->name};
  if (check->state == CheckState::passed) answer.holds = true;
  if (check->state == CheckState::failed) answer.holds = false;
  if (check->state == CheckState::reported) answer.holds = check->count == 0;
  return answer;
}

/// Faults that are not looked for while a loop leaves no dates.
bool needs_dates(FaultKind kind) {
  return kind == FaultKind::constraint_against_logic || kind == FaultKind::empty_calendar ||
         kind == FaultKind::forecast_before_data_date;
}

/// No place of the WBS says nothing while nobody uses one.
Answer ask(const Plan& plan, const QualityReport& report, FaultKind kind) {
  const FaultResult* fault = report.find(kind);
  if (fault == nullptr) return {};
  Answer answer{.holds = fault->count == 0, .name = fault->name};
  const bool uses_wbs = std::ranges::any_of(plan.counted, [&plan](std::uint32_t node) {
    return !plan.network.activity[node]->wbs.empty();
  });
  if (kind == FaultKind::no_wbs && !uses_wbs) answer.holds = std::nullopt;
  if (plan.has_loops() && needs_dates(kind)) answer.holds = std::nullopt;
  return answer;
}

void append(std::string& list, const std::string& name, const char* comma) {
  if (!list.empty()) list += comma;
  list += name;
}

PracticeResult judge(const Plan& plan, const QualityReport& report, const PracticeRow& row) {
  PracticeResult out{.number = row.number,
                     .name = {std::string(row.zh), std::string(row.en)},
                     .state = PracticeState::not_assessable,
                     .reason = {}};
  int held = 0;
  int asked = 0;
  Sentence failed;
  for (const Witness& witness : row.witnesses) {
    Answer answer;
    if (const auto* check = std::get_if<CheckKind>(&witness)) answer = ask(report, *check);
    if (const auto* fault = std::get_if<FaultKind>(&witness)) answer = ask(plan, report, *fault);
    if (!answer.holds) continue;
    ++asked;
    held += *answer.holds ? 1 : 0;
    if (*answer.holds) continue;
    append(failed.zh, answer.name.zh, "、");
    append(failed.en, answer.name.en, ", ");
  }
  if (asked == 0) {
    out.reason = {"这份计划里没有可据以判断的内容", "nothing in this schedule speaks to it"};
    return out;
  }
  out.state = held == asked ? PracticeState::met
              : held > 0    ? PracticeState::partly
                            : PracticeState::not_met;
  out.reason = held == asked
                   ? Sentence{fmt::format("有关的 {} 项都合格", asked),
                              fmt::format("all {} findings that speak to it hold", asked)}
                   : Sentence{fmt::format("{} 项中 {} 项合格；不合格：{}", asked, held, failed.zh),
                              fmt::format("{} of {} hold; not: {}", held, asked, failed.en)};
  return out;
}

/// Whether all work is in the plan, no plan can show; that what is in it has its place, it can.
void soften_capturing(PracticeResult& practice) {
  if (practice.state != PracticeState::met) return;
  practice.state = PracticeState::partly;
  practice.reason = {"活动都在 WBS 之下；是否遗漏，计划本身看不出，须对照工作范围",
                     "every activity has its place in the WBS; whether work is missing only the "
                     "scope of work can tell"};
}

/// A loop leaves no critical path at all, whatever else holds.
void judge_path(const Plan& plan, PracticeResult& practice) {
  if (!plan.has_loops()) return;
  practice.state = PracticeState::not_met;
  practice.reason = {"有逻辑环路，没有关键线路可言",
                     "there is a loop, so there is no critical path"};
}

/// An analysis lies outside the schedule; three-point durations are what it starts from.
void judge_risk(const Plan& plan, PracticeResult& practice) {
  const auto ranged = std::ranges::count_if(plan.incomplete, [&plan](std::uint32_t node) {
    const model::Activity& activity = *plan.network.activity[node];
    return activity.duration_low < activity.duration_high;
  });
  if (ranged == 0) return;
  const auto total = static_cast<std::ptrdiff_t>(plan.incomplete.size());
  practice.state = PracticeState::partly;
  practice.reason = {
      fmt::format("{} 项未完活动中 {} 项有三点工期，可做风险分析；计划里看不出是否做过", total,
                  ranged),
      fmt::format(
          "{} of {} incomplete activities have three-point durations to start from; whether "
          "an analysis was made the schedule does not say",
          ranged, total)};
}

}  // namespace

std::vector<PracticeResult> judge_practices(const Plan& plan, const QualityReport& report) {
  std::vector<PracticeResult> out;
  for (const PracticeRow& row : kPractices) {
    PracticeResult practice = judge(plan, report, row);
    if (row.number == 1) soften_capturing(practice);
    if (row.number == 6) judge_path(plan, practice);
    if (row.number == 8) judge_risk(plan, practice);
    out.push_back(std::move(practice));
  }
  return out;
}

}  // namespace tc::rules::quality

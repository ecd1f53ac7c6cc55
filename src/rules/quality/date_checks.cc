// DCMA 6–10: float, durations, dates around the data date, resources.
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "rules/quality/checks.h"
#include "rules/quality/date_findings.h"
#include "rules/quality/phrases.h"

namespace tc::rules::quality {
namespace {

const Sentence kNothingOpen{"没有未完活动", "no activity is incomplete"};
const Sentence kLoops{"有逻辑环路，日期无从计算", "there is a loop, so there are no dates"};

/// Counts the incomplete activities whose minutes are beyond what the row allows.
template <class Minutes, class Beyond>
void judge_minutes(const Plan& plan, CheckResult& out, Minutes minutes, Beyond beyond) {
  out.population = plan.incomplete.size();
  for (const std::uint32_t node : plan.incomplete) {
    const double days = plan.days(node, minutes(node));
    if (!beyond(days)) continue;
    plan.add(out.count, out.offenders, [&] { return plan.offender(node, days, {}); });
  }
  out.population == 0 ? not_applicable(out, kNothingOpen) : take_share(out);
}

void say(CheckResult& out, const char* zh, const char* en) {
  for (Offender& offender : out.offenders) {
    offender.text = {fmt::format("{} {} 天", zh, number(offender.value)),
                     fmt::format("{} {}", en, counted_days(offender.value))};
  }
}

}  // namespace

void check_high_float(const Plan& plan, const CheckRow& row, CheckResult& out) {
  if (plan.has_loops()) return not_applicable(out, kLoops);
  judge_minutes(
      plan, out, [&plan](std::uint32_t node) { return plan.schedule.total_float[node]; },
      [&row](double days) { return days > row.days; });
  say(out, "总时差", "total float");
}

void check_negative_float(const Plan& plan, const CheckRow&, CheckResult& out) {
  if (plan.has_loops()) return not_applicable(out, kLoops);
  judge_minutes(
      plan, out, [&plan](std::uint32_t node) { return plan.schedule.total_float[node]; },
      [](double days) { return days < 0; });
  say(out, "总时差", "total float");
}

void check_high_duration(const Plan& plan, const CheckRow& row, CheckResult& out) {
  judge_minutes(
      plan, out, [&plan](std::uint32_t node) { return remaining_minutes(plan, node); },
      [&row](double days) { return days > row.days; });
  say(out, "剩余工期", "remaining duration");
}

void check_invalid_dates(const Plan& plan, const CheckRow&, CheckResult& out) {
  out.population = plan.counted.size();
  for (const std::uint32_t node : plan.counted) {
    std::optional<DateFinding> finding = late_actual(plan, node);
    if (!finding && !plan.has_loops()) finding = early_forecast(plan, node);
    if (!finding) continue;
    plan.add(out.count, out.offenders,
             [&] { return plan.offender(node, finding->days, finding->text); });
  }
  if (out.population == 0) return not_applicable(out, {"没有活动", "there is no activity"});
  if (plan.has_loops()) {
    out.reason = {"有逻辑环路，只查实际日期", "there is a loop: only actual dates are looked at"};
  }
  take_share(out);
}

void check_resources(const Plan& plan, const CheckRow& row, CheckResult& out) {
  if (!plan.input.loaded) {
    return not_applicable(out, {"没有资源和费用数据", "nothing is known of resources or costs"});
  }
  for (const std::uint32_t node : plan.incomplete) {
    const model::Activity& activity = *plan.network.activity[node];
    const double days = plan.days(node, activity.duration_likely);
    if (model::is_milestone(activity.kind) || days < row.days) continue;
    ++out.population;
    if (std::ranges::binary_search(*plan.input.loaded, activity.id)) continue;
    plan.add(out.count, out.offenders, [&] {
      return plan.offender(node, days,
                           {fmt::format("工期 {} 天，无资源或费用", number(days)),
                            fmt::format("{}, no resource and no cost", counted_days(days))});
    });
  }
  if (out.population == 0) {
    return not_applicable(out, {"没有一天及以上的未完活动", "no incomplete activity takes a day"});
  }
  take_share(out);
}

}  // namespace tc::rules::quality

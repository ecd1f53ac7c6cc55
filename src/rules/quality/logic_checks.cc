// DCMA 1–5: what stands in the links and constraints, whatever the dates.
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "rules/quality/checks.h"
#include "rules/quality/phrases.h"

namespace tc::rules::quality {
namespace {

using model::ConstraintKind;
using model::LinkType;

const Sentence kNothingOpen{"没有未完活动", "no activity is incomplete"};
const Sentence kNoLinks{"未完活动没有紧前关系", "no incomplete activity has a predecessor"};

template <class Bad, class Make>
void judge_links(const Plan& plan, CheckResult& out, Bad bad, Make make) {
  for (const PlanLink& link : plan.links) {
    if (!plan.is_checked(link)) continue;
    ++out.population;
    if (bad(*link.link)) plan.add(out.count, out.offenders, [&] { return make(link); });
  }
  out.population == 0 ? not_applicable(out, kNoLinks) : take_share(out);
}

/// "负时距 -3 天" with the link's type; the days are those of the lag's calendar.
Offender lag_offender(const Plan& plan, const PlanLink& link, const Sentence& what) {
  const double days = static_cast<double>(link.link->lag) /
                      static_cast<double>(plan.day_minutes(link.link->lag_calendar_id));
  const bool elapsed = !link.link->lag_calendar_id;
  return plan.offender(link, days,
                       {fmt::format("{} {} {} {}天", short_name(link.link->type), what.zh,
                                    number(days), elapsed ? "日历" : ""),
                        fmt::format("{} with a {} of {}{}", short_name(link.link->type), what.en,
                                    counted_days(days), elapsed ? " elapsed" : "")});
}

}  // namespace

void check_missing_logic(const Plan& plan, const CheckRow&, CheckResult& out) {
  out.population = plan.incomplete.size();
  for (const std::uint32_t node : plan.incomplete) {
    const Ties ties = plan.ties[node];
    if (ties.before && ties.after) continue;
    plan.add(out.count, out.offenders, [&] {
      const Sentence what = ties.before ? Sentence{"缺紧后", "no successor"}
                            : ties.after
                                ? Sentence{"缺紧前", "no predecessor"}
                                : Sentence{"缺紧前和紧后", "neither predecessor nor successor"};
      return plan.offender(node, 0, what);
    });
  }
  out.population == 0 ? not_applicable(out, kNothingOpen) : take_share(out);
}

void check_leads(const Plan& plan, const CheckRow&, CheckResult& out) {
  judge_links(
      plan, out, [](const model::Link& link) { return link.lag < 0; },
      [&plan](const PlanLink& link) {
        return lag_offender(plan, link, {"负时距", "lead"});
      });
}

void check_lags(const Plan& plan, const CheckRow&, CheckResult& out) {
  judge_links(
      plan, out, [](const model::Link& link) { return link.lag > 0; },
      [&plan](const PlanLink& link) {
        return lag_offender(plan, link, {"时距", "lag"});
      });
}

void check_link_types(const Plan& plan, const CheckRow&, CheckResult& out) {
  judge_links(
      plan, out, [](const model::Link& link) { return link.type != LinkType::finish_start; },
      [&plan](const PlanLink& link) {
        const Sentence name = link_type_name(link.link->type);
        return plan.offender(link, 0,
                             {fmt::format("{} {}", short_name(link.link->type), name.zh),
                              fmt::format("{} {}", short_name(link.link->type), name.en)});
      });
  if (out.figure) out.figure = 1 - *out.figure;
}

void check_hard_constraints(const Plan& plan, const CheckRow& row, CheckResult& out) {
  out.population = plan.incomplete.size();
  const auto hard = [&row](ConstraintKind kind) {
    return std::ranges::find(row.constraints, kind) != row.constraints.end();
  };
  for (const std::uint32_t node : plan.incomplete) {
    const engine::Extra* extra = plan.network.extra_of(node);
    const ConstraintKind first = plan.network.constraint[node];
    const ConstraintKind second = extra == nullptr ? ConstraintKind::none : extra->secondary;
    if (!hard(first) && !hard(second)) continue;
    plan.add(out.count, out.offenders, [&] {
      const ConstraintKind kind = hard(first) ? first : second;
      const Minute at = hard(first) ? plan.network.constraint_at[node] : extra->secondary_at;
      const Sentence name = constraint_name(kind);
      return plan.offender(
          node, 0,
          {fmt::format("{} {}", name.zh, to_text(at)), fmt::format("{} {}", name.en, to_text(at))});
    });
  }
  out.population == 0 ? not_applicable(out, kNothingOpen) : take_share(out);
}

}  // namespace tc::rules::quality

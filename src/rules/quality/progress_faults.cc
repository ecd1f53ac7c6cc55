// Faults in what has been reported: dates that cannot be, and work that went ahead of its logic.
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "rules/quality/date_findings.h"
#include "rules/quality/faults.h"
#include "rules/quality/phrases.h"

namespace tc::rules::quality {
namespace {

using engine::Edge;
using engine::Progress;
using model::LinkType;

void add_finding(const Plan& plan, FaultResult& out, std::uint32_t node,
                 const std::optional<DateFinding>& finding) {
  if (!finding) return;
  plan.add(out.count, out.places,
           [&] { return plan.offender(node, finding->days, finding->text); });
}

bool ties_finish(LinkType type) {
  return type == LinkType::finish_finish || type == LinkType::start_finish;
}

bool hangs_on_start(LinkType type) {
  return type == LinkType::start_start || type == LinkType::start_finish;
}

Minute after_lag(const Plan& plan, const Edge& edge, Minute from) {
  return edge.calendar == 0 ? from + edge.lag
                            : plan.network.calendars[edge.calendar].add(from, edge.lag);
}

/// What of a link was not kept: its end that already happened, and when it was allowed (unset:
/// still not).
struct Breach {
  Minute happened;
  std::optional<Minute> allowed;
};

std::optional<Breach> breach_of(const Plan& plan, const Edge& edge, std::uint32_t node) {
  const engine::Network& network = plan.network;
  const bool end_of_it = ties_finish(edge.type);
  const Progress progress = network.progress[node];
  if (progress == Progress::not_started) return std::nullopt;
  if (end_of_it && progress != Progress::finished) return std::nullopt;
  Breach breach{.happened = end_of_it ? network.actual_finish[node] : network.actual_start[node],
                .allowed = std::nullopt};
  const Progress before = network.progress[edge.node];
  const bool reached =
      hangs_on_start(edge.type) ? before != Progress::not_started : before == Progress::finished;
  if (!reached) return breach;
  breach.allowed = after_lag(plan, edge,
                             hangs_on_start(edge.type) ? network.actual_start[edge.node]
                                                       : network.actual_finish[edge.node]);
  // Hours of one day are seldom reported with care: only another day counts.
  const Day due = day_of(end_of_it ? *breach.allowed - 1 : *breach.allowed);
  const Day happened = day_of(end_of_it ? breach.happened - 1 : breach.happened);
  if (happened >= due) return std::nullopt;
  return breach;
}

/// What each progress rule makes of it.
Sentence effect_of(const Plan& plan, std::uint32_t node) {
  if (plan.network.progress[node] == Progress::finished) {
    return {"已完成，不再影响它自己的日期", "finished: its own dates move no more"};
  }
  const model::ProgressRule rule = plan.schedule.terms[plan.network.project[node]].rules.progress;
  const Sentence name = progress_rule_name(rule);
  const std::string resumes = plan.has_loops() ? "—" : to_text(plan.schedule.early_start[node]);
  const Sentence other =
      rule == model::ProgressRule::retained_logic
          ? Sentence{"若用进度优先，从数据日期接着干",
                     "progress override would go on from the data date"}
          : Sentence{"若用保留逻辑，剩余工作要等紧前完成",
                     "retained logic would hold what remains until its predecessors are done"};
  return {fmt::format("按{}，剩余工作从 {} 起；{}", name.zh, resumes, other.zh),
          fmt::format("by {} what remains goes on from {}; {}", name.en, resumes, other.en)};
}

Sentence breach_text(const Plan& plan, const Edge& edge, std::uint32_t node, const Breach& breach) {
  const std::string before = name_of(*plan.network.activity[edge.node]);
  const bool finished = ties_finish(edge.type);
  const Sentence allowed =
      breach.allowed ? Sentence{fmt::format("逻辑上最早 {}", to_text(*breach.allowed)),
                                fmt::format("logic allowed {}", to_text(*breach.allowed))}
                     : Sentence{hangs_on_start(edge.type) ? "紧前尚未开工" : "紧前尚未完成",
                                hangs_on_start(edge.type) ? "the predecessor has not started"
                                                          : "the predecessor is not finished"};
  const Sentence effect = breach.allowed ? Sentence{"紧前已到位，不再影响日期",
                                                    "its predecessor is through: no date moves"}
                                         : effect_of(plan, node);
  return {
      fmt::format("{}于 {}，{}（{} {}）；{}", finished ? "完成" : "开工", to_text(breach.happened),
                  allowed.zh, short_name(edge.type), before, effect.zh),
      fmt::format("{} {}, {} ({} {}); {}", finished ? "finished" : "started",
                  to_text(breach.happened), allowed.en, short_name(edge.type), before, effect.en)};
}

}  // namespace

void find_late_actuals(const Plan& plan, FaultResult& out) {
  for (const std::uint32_t node : plan.counted)
    add_finding(plan, out, node, late_actual(plan, node));
}

void find_early_forecasts(const Plan& plan, FaultResult& out) {
  if (plan.has_loops()) return;
  for (const std::uint32_t node : plan.counted) {
    add_finding(plan, out, node, early_forecast(plan, node));
  }
}

void find_missing_starts(const Plan& plan, FaultResult& out) {
  for (const std::uint32_t node : plan.counted) {
    const model::Activity& activity = *plan.network.activity[node];
    if (activity.actual_start || model::is_milestone(activity.kind)) continue;
    const bool advanced = activity.remaining && *activity.remaining < activity.duration_likely;
    if (!activity.actual_finish && !advanced) continue;
    plan.add(out.count, out.places, [&] {
      return plan.offender(
          node, 0,
          activity.actual_finish
              ? Sentence{"有实际完成，无实际开始", "an actual finish without an actual start"}
              : Sentence{"工期已减少，无实际开始",
                         "less is left than planned, without an actual start"});
    });
  }
}

void find_missing_finishes(const Plan& plan, FaultResult& out) {
  for (const std::uint32_t node : plan.incomplete) {
    const model::Activity& activity = *plan.network.activity[node];
    if (activity.duration_likely <= 0 || activity.remaining.value_or(1) > 0) continue;
    plan.add(out.count, out.places, [&] {
      return plan.offender(
          node, 0, {"剩余工期为零，无实际完成", "nothing remains, without an actual finish"});
    });
  }
}

void find_crossed_actuals(const Plan& plan, FaultResult& out) {
  for (const std::uint32_t node : plan.counted) {
    const model::Activity& activity = *plan.network.activity[node];
    if (!activity.actual_start || !activity.actual_finish ||
        *activity.actual_start <= *activity.actual_finish) {
      continue;
    }
    plan.add(out.count, out.places, [&] {
      return plan.offender(
          node, 0,
          {fmt::format("实际开始 {}，实际完成 {}", to_text(*activity.actual_start),
                       to_text(*activity.actual_finish)),
           fmt::format("actual start {}, actual finish {}", to_text(*activity.actual_start),
                       to_text(*activity.actual_finish))});
    });
  }
}

void find_leftover_work(const Plan& plan, FaultResult& out) {
  for (const std::uint32_t node : plan.counted) {
    const model::Activity& activity = *plan.network.activity[node];
    if (!activity.actual_finish || activity.remaining.value_or(0) <= 0) continue;
    const double days = plan.days(node, *activity.remaining);
    plan.add(out.count, out.places, [&] {
      return plan.offender(node, days,
                           {fmt::format("已完成，还剩 {} 天", number(days)),
                            fmt::format("finished with {} left", counted_days(days))});
    });
  }
}

void find_out_of_sequence(const Plan& plan, FaultResult& out) {
  const engine::Network& network = plan.network;
  for (const std::uint32_t node : plan.counted) {
    for (std::uint32_t e = network.first_predecessor[node]; e < network.first_predecessor[node + 1];
         ++e) {
      const Edge& edge = network.predecessors[e];
      const std::optional<Breach> breach = breach_of(plan, edge, node);
      if (!breach) continue;
      plan.add(out.count, out.places, [&] {
        const PlanLink link{network.predecessor_links[e], edge.node, node};
        const double days = breach->allowed
                                ? static_cast<double>(*breach->allowed - breach->happened) /
                                      static_cast<double>(kMinutesPerDay)
                                : 0;
        return plan.offender(link, days, breach_text(plan, edge, node, *breach));
      });
    }
  }
}

}  // namespace tc::rules::quality

// Faults where dates are set against the links: constraints that make negative float or break
// logic, dates set by hand, calendars that never work.
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "rules/quality/faults.h"
#include "rules/quality/phrases.h"

namespace tc::rules::quality {
namespace {

using engine::Edge;
using engine::Progress;
using model::ConstraintKind;
using model::LinkType;

constexpr std::int64_t kYear = 366 * kMinutesPerDay;

bool caps_start(ConstraintKind kind) {
  return kind == ConstraintKind::start_not_later || kind == ConstraintKind::must_start;
}
bool caps_finish(ConstraintKind kind) {
  return kind == ConstraintKind::finish_not_later || kind == ConstraintKind::must_finish;
}
bool beats_links(ConstraintKind kind, const model::SchedulingRules& rules) {
  return kind == ConstraintKind::mandatory_start || kind == ConstraintKind::mandatory_finish ||
         kind == ConstraintKind::set_by_hand ||
         (rules.honor_constraints && (caps_start(kind) || caps_finish(kind)));
}

/// A date that the links may run past.
struct Cap {
  Sentence name;
  Minute at;
  Minute given;  ///< what the links give
};

void judge_cap(const Plan& plan, std::uint32_t node, const Cap& cap, FaultResult& out) {
  if (cap.given <= cap.at) return;
  const double days = plan.days(node, plan.calendar(node).work_between(cap.at, cap.given));
  plan.add(out.count, out.places, [&] {
    return plan.offender(
        node, days,
        {fmt::format("{} {}，逻辑给出 {}，差 {} 个工作日", cap.name.zh, to_text(cap.at),
                     to_text(cap.given), number(days)),
         fmt::format("{} {}, logic gives {}: {} working days too late", cap.name.en,
                     to_text(cap.at), to_text(cap.given), number(days))});
  });
}

void judge_constraint(const Plan& plan, std::uint32_t node, ConstraintKind kind, Minute at,
                      FaultResult& out) {
  const bool started = plan.network.progress[node] != Progress::not_started;
  const Sentence name = constraint_name(kind);
  if (caps_start(kind) && !started) {
    judge_cap(plan, node, {name, at, plan.schedule.early_start[node]}, out);
  }
  if (caps_finish(kind)) {
    judge_cap(plan, node, {name, at, plan.schedule.early_finish[node]}, out);
  }
}

/// What the link asks for of the activity's own start or finish, by calculated or actual dates.
Minute asked_by(const Plan& plan, const Edge& edge) {
  const engine::Network& network = plan.network;
  const bool from_start = edge.type == LinkType::start_start || edge.type == LinkType::start_finish;
  const Progress progress = network.progress[edge.node];
  Minute from =
      from_start ? plan.schedule.early_start[edge.node] : plan.schedule.early_finish[edge.node];
  if (from_start && progress != Progress::not_started) from = network.actual_start[edge.node];
  if (!from_start && progress == Progress::finished) from = network.actual_finish[edge.node];
  return edge.calendar == 0 ? from + edge.lag
                            : network.calendars[edge.calendar].add(from, edge.lag);
}

/// Links that a date stronger than logic has broken. Only work not started is looked at: what
/// started out of order is another fault.
void judge_broken_links(const Plan& plan, std::uint32_t node, FaultResult& out) {
  const engine::Network& network = plan.network;
  const ConstraintKind kind = network.constraint[node];
  if (network.progress[node] != Progress::not_started ||
      !beats_links(kind, plan.schedule.terms[network.project[node]].rules)) {
    return;
  }
  for (std::uint32_t e = network.first_predecessor[node]; e < network.first_predecessor[node + 1];
       ++e) {
    const Edge& edge = network.predecessors[e];
    const bool to_start = edge.type == LinkType::finish_start || edge.type == LinkType::start_start;
    const Minute has =
        to_start ? plan.schedule.early_start[node] : plan.schedule.early_finish[node];
    const Minute asked = asked_by(plan, edge);
    if (has >= asked) continue;
    const double days = plan.days(node, plan.calendar(node).work_between(has, asked));
    if (days <= 0) continue;
    plan.add(out.count, out.places, [&] {
      const Sentence name = constraint_name(kind);
      return plan.offender(
          PlanLink{network.predecessor_links[e], edge.node, node}, days,
          {fmt::format("{}压过了 {} 关系：逻辑要求 {}，实排 {}", name.zh, short_name(edge.type),
                       to_text(asked), to_text(has)),
           fmt::format("{} beats the {} link: logic asks for {}, the plan has {}", name.en,
                       short_name(edge.type), to_text(asked), to_text(has))});
    });
  }
}

void judge_must_finish(const Plan& plan, FaultResult& out) {
  for (std::size_t p = 0; p < plan.network.projects.size(); ++p) {
    const std::optional<Minute>& by = plan.schedule.terms[p].must_finish_by;
    const Minute finish = plan.schedule.project_finish[p];
    if (!plan.judged_project(p) || !by || finish <= *by) continue;
    const double days = static_cast<double>(finish - *by) / static_cast<double>(kMinutesPerDay);
    plan.add(out.count, out.places, [&] {
      return Offender{
          .project = plan.network.projects[p]->project.id,
          .activity = {},
          .predecessor = {},
          .link = {},
          .value = days,
          .text = {fmt::format("项目须于 {} 完成，计算为 {}", to_text(*by), to_text(finish)),
                   fmt::format("the project must finish by {}, calculated {}", to_text(*by),
                               to_text(finish))}};
    });
  }
}

/// The first stretch of more than a year without work that begins between the two, if any. A probe
/// every half year cannot miss one.
std::optional<std::pair<Minute, Minute>> long_gap(const engine::WorkingCalendar& calendar,
                                                  Minute from, Minute to) {
  for (Minute at = from; at < to; at = at + kYear / 2) {
    const Minute next = calendar.next_work_start(at);
    const Minute last = std::max(calendar.previous_work_finish(at), from);
    if (next > at && next - last > kYear) return std::pair(last, next);
  }
  return std::nullopt;
}

}  // namespace

void find_crossed_constraints(const Plan& plan, FaultResult& out) {
  if (plan.has_loops()) return;
  judge_must_finish(plan, out);
  for (const std::uint32_t node : plan.incomplete) {
    judge_constraint(plan, node, plan.network.constraint[node], plan.network.constraint_at[node],
                     out);
    judge_broken_links(plan, node, out);
    const engine::Extra* extra = plan.network.extra_of(node);
    if (extra == nullptr) continue;
    judge_constraint(plan, node, extra->secondary, extra->secondary_at, out);
    if (extra->deadline) {
      const Minute finish = plan.schedule.early_finish[node];
      judge_cap(plan, node, {{"期限", "deadline"}, *extra->deadline, finish}, out);
    }
  }
}

void find_hand_set(const Plan& plan, FaultResult& out) {
  for (const std::uint32_t node : plan.incomplete) {
    if (plan.network.constraint[node] != ConstraintKind::set_by_hand) continue;
    plan.add(out.count, out.places, [&] {
      return plan.offender(
          node, 0,
          {"日期由人工设定，紧前变动推不动它", "set by hand: no change before it moves it"});
    });
  }
}

void find_empty_calendars(const Plan& plan, FaultResult& out) {
  if (plan.has_loops()) return;
  std::set<std::uint16_t> seen;
  for (const std::uint32_t node : plan.incomplete) {
    if (plan.calendar(node).continuous()) continue;
    const Minute from = std::min(plan.schedule.early_start[node], plan.data_date(node));
    const auto gap = long_gap(plan.calendar(node), from, plan.schedule.early_finish[node]);
    if (!gap || !seen.insert(plan.network.calendar[node]).second) continue;
    plan.add(out.count, out.places, [&] {
      const double days =
          static_cast<double>(gap->second - gap->first) / static_cast<double>(kMinutesPerDay);
      return plan.offender(node, days,
                           {fmt::format("日历 {} 从 {} 到 {} 没有工作时间",
                                        plan.network.activity[node]->calendar_id.value,
                                        to_text(gap->first), to_text(gap->second)),
                            fmt::format("calendar {} has no working time from {} to {}",
                                        plan.network.activity[node]->calendar_id.value,
                                        to_text(gap->first), to_text(gap->second))});
    });
  }
}

}  // namespace tc::rules::quality

// Faults that stand in the links and the WBS, whatever the dates.
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "rules/quality/faults.h"
#include "rules/quality/phrases.h"

namespace tc::rules::quality {
namespace {

constexpr std::size_t kNamed = 20;  ///< members of a loop that its sentence names

const model::Activity* find_activity(const Plan& plan, model::ActivityId id) {
  const auto node = plan.network.find(id);
  return node ? plan.network.activity[*node] : nullptr;
}

std::string loop_path(const Plan& plan, const Loop& loop) {
  std::string path;
  const auto name = [&plan](model::ActivityId id) {
    const model::Activity* activity = find_activity(plan, id);
    return activity == nullptr ? fmt::format("#{}", id.value) : name_of(*activity);
  };
  for (std::size_t i = 0; i < std::min(loop.members.size(), kNamed); ++i) {
    path += name(loop.members[i]) + " → ";
  }
  if (loop.members.size() > kNamed) {
    path += fmt::format("… {} … → ", loop.members.size() - kNamed);
  }
  return path + name(loop.members.front());
}

std::string tangle_text(const Loop& loop, const char* format_text) {
  return loop.tangle > loop.members.size()
             ? fmt::format(fmt::runtime(format_text), loop.tangle - loop.members.size())
             : "";
}

/// The one activity of each project that may well hang free: its first to start, its last to
/// finish. By file order where there are no dates.
template <class Free, class Later>
std::vector<std::uint32_t> natural_ends(const Plan& plan, Free free, Later later) {
  std::vector<std::uint32_t> ends(plan.network.projects.size(), kOutside);
  for (const std::uint32_t node : plan.counted) {
    std::uint32_t& end = ends[plan.network.project[node]];
    if (free(node) && (end == kOutside || later(node, end))) end = node;
  }
  return ends;
}

}  // namespace

void find_loop_faults(const Plan& plan, FaultResult& out) {
  for (const Loop& loop : plan.input.loops) {
    const auto node = plan.network.find(loop.members.front());
    if (!node || !plan.judged(static_cast<std::uint32_t>(*node))) continue;
    plan.add(out.count, out.places, [&] {
      const std::string path = loop_path(plan, loop);
      return plan.offender(static_cast<std::uint32_t>(*node),
                           static_cast<double>(loop.members.size()),
                           {fmt::format("{} 项互相等待：{}{}", loop.members.size(), path,
                                        tangle_text(loop, "；另有 {} 项缠在一起")),
                            fmt::format("{} wait for each other: {}{}", loop.members.size(), path,
                                        tangle_text(loop, "; {} more are tangled up with them"))});
    });
  }
}

void find_open_starts(const Plan& plan, FaultResult& out) {
  const auto ends = natural_ends(
      plan, [&plan](std::uint32_t node) { return !plan.ties[node].before; },
      [&plan](std::uint32_t node, std::uint32_t than) {
        return !plan.has_loops() &&
               plan.schedule.early_start[node] < plan.schedule.early_start[than];
      });
  for (const std::uint32_t node : plan.counted) {
    const Ties& ties = plan.ties[node];
    if (ties.drives_start || plan.network.progress[node] != engine::Progress::not_started ||
        ends[plan.network.project[node]] == node) {
      continue;
    }
    plan.add(out.count, out.places, [&] {
      return plan.offender(node, 0,
                           ties.before
                               ? Sentence{"紧前只有 FF 或 SF，没有什么决定它何时开始",
                                          "only FF or SF predecessors: nothing says when it starts"}
                               : Sentence{"没有紧前", "no predecessor"});
    });
  }
}

void find_open_finishes(const Plan& plan, FaultResult& out) {
  const auto ends = natural_ends(
      plan, [&plan](std::uint32_t node) { return !plan.ties[node].after; },
      [&plan](std::uint32_t node, std::uint32_t than) {
        return plan.has_loops() ||
               plan.schedule.early_finish[node] >= plan.schedule.early_finish[than];
      });
  for (const std::uint32_t node : plan.incomplete) {
    const Ties& ties = plan.ties[node];
    if (ties.finish_drives || ends[plan.network.project[node]] == node) continue;
    plan.add(out.count, out.places, [&] {
      return plan.offender(
          node, 0,
          ties.after ? Sentence{"紧后只有 SS 或 SF，完成迟了也不影响什么",
                                "only SS or SF successors: finishing late holds nothing up"}
                     : Sentence{"没有紧后", "no successor"});
    });
  }
}

void find_duplicate_links(const Plan& plan, FaultResult& out) {
  std::vector<const PlanLink*> sorted;
  sorted.reserve(plan.links.size());
  for (const PlanLink& link : plan.links) sorted.push_back(&link);
  const auto key = [](const PlanLink* link) {
    return std::tuple(link->link->successor_id, link->link->predecessor_id, link->link->type);
  };
  std::ranges::stable_sort(sorted, {}, key);
  for (std::size_t i = 1; i < sorted.size(); ++i) {
    if (key(sorted[i]) != key(sorted[i - 1])) continue;
    plan.add(out.count, out.places, [&] {
      return plan.offender(
          *sorted[i], 0,
          {fmt::format("{} 已有一条", short_name(sorted[i]->link->type)),
           fmt::format("there is a {} already", short_name(sorted[i]->link->type))});
    });
  }
}

void find_span_links(const Plan& plan, FaultResult& out) {
  const auto is = [&plan](std::uint32_t node, model::ActivityKind kind) {
    return node != kOutside && plan.network.kind[node] == kind;
  };
  for (const PlanLink& link : plan.links) {
    const bool summary =
        is(link.from, model::ActivityKind::summary) || is(link.to, model::ActivityKind::summary);
    const bool effort = is(link.from, model::ActivityKind::level_of_effort) &&
                        link.link->type == model::LinkType::finish_start;
    if (!summary && !effort) continue;
    plan.add(out.count, out.places, [&] {
      return plan.offender(
          link, 0,
          summary ? Sentence{fmt::format("{} 接在汇总上", short_name(link.link->type)),
                             fmt::format("{} tied to a summary", short_name(link.link->type))}
                  : Sentence{"FS 紧前是支持性工作，它的完成由别人决定",
                             "FS from a level of effort, whose finish others decide"});
    });
  }
}

void find_long_lags(const Plan& plan, FaultResult& out) {
  for (const PlanLink& link : plan.links) {
    if (!plan.is_checked(link) || link.from == kOutside || link.link->lag <= 0) continue;
    const std::int64_t duration = plan.network.activity[link.from]->duration_likely;
    const double lag = static_cast<double>(link.link->lag) /
                       static_cast<double>(plan.day_minutes(link.link->lag_calendar_id));
    const double of_predecessor = plan.days(link.from, duration);
    if (duration <= 0 || lag <= of_predecessor) continue;
    plan.add(out.count, out.places, [&] {
      return plan.offender(
          link, lag,
          {fmt::format("时距 {} 天，紧前工期 {} 天", number(lag), number(of_predecessor)),
           fmt::format("lag of {}, predecessor of {}", counted_days(lag),
                       counted_days(of_predecessor))});
    });
  }
}

void find_outside_links(const Plan& plan, FaultResult& out) {
  for (const PlanLink& link : plan.links) {
    if (link.from != kOutside && link.to != kOutside) continue;
    plan.add(out.count, out.places, [&] {
      return plan.offender(link, 0,
                           link.from == kOutside
                               ? Sentence{"紧前不在其中", "its predecessor is not here"}
                               : Sentence{"紧后不在其中", "its successor is not here"});
    });
  }
}

void find_no_wbs(const Plan& plan, FaultResult& out) {
  std::vector<std::uint8_t> uses_wbs(plan.network.projects.size(), 0);
  for (const std::uint32_t node : plan.counted) {
    if (!plan.network.activity[node]->wbs.empty()) uses_wbs[plan.network.project[node]] = 1;
  }
  for (const std::uint32_t node : plan.counted) {
    const bool has_one = !plan.network.activity[node]->wbs.empty();
    if (has_one || uses_wbs[plan.network.project[node]] == 0) continue;
    plan.add(out.count, out.places, [&] {
      return plan.offender(node, 0, {"没有 WBS", "no element of the WBS"});
    });
  }
}

}  // namespace tc::rules::quality

// DCMA 12: what is called critical must move the finish. Each trial makes one critical activity
// longer by so many of its own working days and runs the forward sweep again; what ended the
// project must end later by as much, counted in working days of the same calendar (other calendars
// on the way shift it by their holidays, hence a tolerance). An end that stands still shows a
// constraint in the way or links that are missing, even where the longer activity itself now ends
// last. SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "rules/quality/checks.h"
#include "rules/quality/phrases.h"

namespace tc::rules::quality {
namespace {

/// Least total float of the incomplete activities, by project.
std::vector<std::int64_t> least_floats(const Plan& plan) {
  std::vector<std::int64_t> least(plan.network.projects.size(),
                                  std::numeric_limits<std::int64_t>::max());
  for (const std::uint32_t node : plan.incomplete) {
    std::int64_t& of_project = least[plan.network.project[node]];
    of_project = std::min(of_project, plan.schedule.total_float[node]);
  }
  return least;
}

/// Whether more work on this activity is more time: not for milestones, for work that resources or
/// an expected finish derive, or in a plan that is calculated backward from its finish.
bool can_be_tried(const Plan& plan, std::uint32_t node) {
  const model::SchedulingRules& rules = plan.schedule.terms[plan.network.project[node]].rules;
  const engine::Extra* extra = plan.network.extra_of(node);
  const bool derived = extra != nullptr && (extra->part_count > 0 ||
                                            (extra->expected_finish && rules.use_expected_finish));
  return plan.network.work[node] > 0 && !derived && !rules.from_finish &&
         !model::is_milestone(plan.network.kind[node]);
}

/// Critical activities in order of start: those on the longest path, and those of the least float.
std::vector<std::uint32_t> candidates(const Plan& plan) {
  const std::vector<std::int64_t> least = least_floats(plan);
  std::vector<std::uint32_t> nodes;
  for (const std::uint32_t node : plan.incomplete) {
    const bool critical = plan.schedule.longest_path[node] != 0 ||
                          plan.schedule.total_float[node] <= least[plan.network.project[node]];
    if (critical && can_be_tried(plan, node)) nodes.push_back(node);
  }
  std::ranges::stable_sort(nodes, {}, [&plan](std::uint32_t node) {
    return std::pair(plan.schedule.early_start[node], node);
  });
  return nodes;
}

/// At most `count` of them, evenly spread from the first to the last.
std::vector<std::uint32_t> spread(const std::vector<std::uint32_t>& nodes, std::size_t count) {
  if (nodes.size() <= count) return nodes;
  std::vector<std::uint32_t> chosen;
  for (std::size_t i = 0; i < count; ++i) {
    chosen.push_back(nodes[count == 1 ? 0 : i * (nodes.size() - 1) / (count - 1)]);
  }
  return chosen;
}

/// The activities that end their project: all with the latest early finish.
std::vector<std::vector<std::uint32_t>> ends_of(const Plan& plan) {
  std::vector<std::vector<std::uint32_t>> ends(plan.network.projects.size());
  for (const std::uint32_t node : plan.counted) {
    const std::uint32_t project = plan.network.project[node];
    if (plan.schedule.early_finish[node] == plan.schedule.project_finish[project]) {
      ends[project].push_back(node);
    }
  }
  return ends;
}

class Trials {
 public:
  Trials(const Plan& plan, double days)
      : plan_(plan), days_(days), work_(plan.network.work), ends_(ends_of(plan)) {
    const std::span<const std::int64_t> given = plan.input.input.work;
    if (!given.empty()) work_.assign(given.begin(), given.end());
  }

  /// Working days by which what ended the project ends later.
  double moved(std::uint32_t node) {
    const std::int64_t before = work_[node];
    work_[node] += std::llround(days_ * static_cast<double>(plan_.day_minutes(node)));
    engine::CpmInput input = plan_.input.input;
    input.work = work_;
    engine::run_forward(plan_.network, input, scratch_);
    work_[node] = before;
    const std::uint32_t project = plan_.network.project[node];
    Minute finish = plan_.schedule.project_finish[project];
    for (const std::uint32_t end : ends_[project]) {
      finish = std::max(finish, scratch_.early_finish[end]);
    }
    return plan_.days(
        node, plan_.calendar(node).work_between(plan_.schedule.project_finish[project], finish));
  }

 private:
  const Plan& plan_;
  double days_;
  std::vector<std::int64_t> work_;
  std::vector<std::vector<std::uint32_t>> ends_;
  engine::Schedule scratch_;
};

}  // namespace

void check_critical_path(const Plan& plan, const CheckRow& row, CheckResult& out) {
  if (plan.has_loops()) {
    return not_applicable(out,
                          {"有逻辑环路，日期无从计算", "there is a loop, so there are no dates"});
  }
  const std::vector<std::uint32_t> tried =
      spread(candidates(plan), static_cast<std::size_t>(row.trials));
  if (tried.empty()) {
    return not_applicable(out, {"没有可加长的关键活动", "no critical activity can be made longer"});
  }
  out.population = tried.size();
  Trials trials(plan, row.days);
  for (const std::uint32_t node : tried) {
    const double moved = trials.moved(node);
    if (moved >= row.days * (1 - row.tolerance)) continue;
    plan.add(out.count, out.offenders, [&] {
      return plan.offender(
          node, moved,
          {fmt::format("加 {} 个工作日，项目完成只推后 {} 个", number(row.days), number(moved)),
           fmt::format("{} working days more move the finish by {} only", number(row.days),
                       number(moved))});
    });
  }
  out.figure = static_cast<double>(out.count);
  out.reason = {fmt::format("试了 {} 项关键活动，各加 {} 个工作日", tried.size(), number(row.days)),
                fmt::format("{} critical activities tried, {} working days added to each",
                            tried.size(), number(row.days))};
}

}  // namespace tc::rules::quality

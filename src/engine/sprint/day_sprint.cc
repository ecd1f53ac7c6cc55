// The trade-off after J. E. Kelley and M. R. Walker (1959) and D. R. Fulkerson (1961); its curve is
// convex and breaks at whole days only.
// SPDX-License-Identifier: Apache-2.0
#include "engine/sprint/day_sprint.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "engine/lp/lp.h"

namespace tc::engine {
namespace {

constexpr std::int64_t kMostFen = std::int64_t{1} << 60;
constexpr std::int32_t kMostDays = 1'000'000;

Result<void> check_ranges(const model::DayNetwork& network) {
  std::int64_t total = 0;
  for (const model::DayActivity& activity : network.activities) {
    const std::string where = fmt::format("activity {}", activity.id);
    const std::int64_t gain = std::int64_t{activity.normal_days} - activity.crash_days;
    if (activity.crash_days < 0 || gain < 0 || activity.normal_days > kMostDays) {
      return fail(Code::bad_input, "sprint.range",
                  fmt::format("{} days, crashed {}", activity.normal_days, activity.crash_days),
                  where);
    }
    const std::int64_t slope = activity.slope.fen;
    if (slope < 0 || (gain > 0 && slope > (kMostFen - total) / gain)) {
      return fail(Code::bad_input, "sprint.range", fmt::format("price {} fen a day", slope), where);
    }
    total += slope * gain;
    for (const std::uint32_t before : activity.before) {
      if (before < network.activities.size()) continue;
      return fail(Code::bad_input, "sprint.range", fmt::format("no activity {}", before), where);
    }
  }
  return {};
}

/// Kahn's order, lowest position first among what is ready; shorter than the network with a loop.
std::vector<std::uint32_t> order_of(const model::DayNetwork& network) {
  const auto& all = network.activities;
  std::vector<std::size_t> waiting(all.size());
  std::vector<std::vector<std::uint32_t>> after(all.size());
  std::vector<std::uint32_t> order;
  for (std::uint32_t i = 0; i < all.size(); ++i) {
    waiting[i] = all[i].before.size();
    for (const std::uint32_t before : all[i].before) after[before].push_back(i);
    if (waiting[i] == 0) order.push_back(i);
  }
  for (std::size_t k = 0; k < order.size(); ++k) {
    for (const std::uint32_t next : after[order[k]]) {
      if (--waiting[next] == 0) order.push_back(next);
    }
  }
  return order;
}

/// Columns of the programme: starts, ends, days crashed, by activity, then the finish.
struct Columns {
  std::uint32_t count;
  [[nodiscard]] std::uint32_t start(std::uint32_t i) const { return i; }
  [[nodiscard]] std::uint32_t end(std::uint32_t i) const { return count + i; }
  [[nodiscard]] std::uint32_t crashed(std::uint32_t i) const { return 2 * count + i; }
};

LinearProgram programme_of(const model::DayNetwork& network, std::int64_t deadline, bool integer) {
  const auto& all = network.activities;
  const Columns at{static_cast<std::uint32_t>(all.size())};
  const auto last = static_cast<double>(deadline);
  LinearProgram program;
  program.columns.resize(3 * all.size(), {.lower = 0, .upper = last});
  for (std::uint32_t i = 0; i < all.size(); ++i) {
    program.columns[at.crashed(i)] = {
        .lower = 0,
        .upper = static_cast<double>(all[i].normal_days - all[i].crash_days),
        .cost = to_wan(all[i].slope),
        .integer = integer};
    program.rows.push_back({.lower = static_cast<double>(all[i].normal_days),
                            .terms = {{at.end(i), 1}, {at.start(i), -1}, {at.crashed(i), 1}}});
    std::vector<std::uint32_t> before = all[i].before;
    std::ranges::sort(before);
    before.erase(std::unique(before.begin(), before.end()), before.end());
    for (const std::uint32_t one : before) {
      program.rows.push_back({.lower = 0, .terms = {{at.start(i), 1}, {at.end(one), -1}}});
    }
  }
  return program;
}

}  // namespace

Result<DaySprint> DaySprint::make(const model::DayNetwork& network) {
  TC_TRY_VOID(check_ranges(network));
  DaySprint sprint(network);
  sprint.order_ = order_of(network);
  if (sprint.order_.size() != network.activities.size()) {
    std::vector<std::uint8_t> placed(network.activities.size());
    for (const std::uint32_t i : sprint.order_) placed[i] = 1;
    const auto at = std::ranges::find(placed, std::uint8_t{0});
    const auto first = static_cast<std::size_t>(at - placed.begin());
    return fail(Code::bad_input, "sprint.loop", "the links run in a circle",
                fmt::format("activity {}", network.activities[first].id),
                "an activity may not wait for itself");
  }
  std::vector<std::int32_t> normal, crash;
  for (const model::DayActivity& activity : network.activities) {
    normal.push_back(activity.normal_days);
    crash.push_back(activity.crash_days);
  }
  sprint.normal_finish_ = sprint.finish_of(normal);
  sprint.crash_finish_ = sprint.finish_of(crash);
  return sprint;
}

std::int64_t DaySprint::finish_of(const std::vector<std::int32_t>& days) const {
  std::vector<std::int64_t> end(days.size());
  std::int64_t finish = 0;
  for (const std::uint32_t i : order_) {
    std::int64_t start = 0;
    for (const std::uint32_t before : network_->activities[i].before) {
      start = std::max(start, end[before]);
    }
    end[i] = start + days[i];
    finish = std::max(finish, end[i]);
  }
  return finish;
}

Money DaySprint::cost_of(const std::vector<std::int32_t>& days) const {
  Money cost;
  for (std::size_t i = 0; i < days.size(); ++i) {
    const model::DayActivity& activity = network_->activities[i];
    cost.fen += activity.slope.fen * (std::int64_t{activity.normal_days} - days[i]);
  }
  return cost;
}

Result<std::vector<std::int32_t>> DaySprint::solve_for(std::int64_t deadline, bool integer) const {
  TC_TRY(const LpSolution found, solve(programme_of(*network_, deadline, integer)));
  std::vector<std::int32_t> days;
  if (found.status != LpStatus::optimal) return days;
  const Columns at{static_cast<std::uint32_t>(network_->activities.size())};
  for (std::uint32_t i = 0; i < at.count; ++i) {
    const double crashed = std::round(found.columns[at.crashed(i)]);
    days.push_back(network_->activities[i].normal_days - static_cast<std::int32_t>(crashed));
  }
  // Whole days may cost no more than the solver says: its value is the bound.
  const double slack = 1e-7 * (1 + std::abs(found.value));
  if (finish_of(days) > deadline || to_wan(cost_of(days)) > found.value + slack) days.clear();
  return days;
}

Result<DayPlan> DaySprint::cheapest(std::int64_t deadline) const {
  DayPlan plan;
  plan.deadline = deadline;
  plan.feasible = deadline >= crash_finish_;
  for (const model::DayActivity& activity : network_->activities) {
    plan.days.push_back(plan.feasible ? activity.normal_days : activity.crash_days);
  }
  if (plan.feasible && deadline < normal_finish_) {
    TC_TRY(plan.days, solve_for(deadline, false));
    if (plan.days.empty()) {
      TC_TRY(plan.days, solve_for(deadline, true));
    }
    if (plan.days.empty()) {
      return fail(Code::limit, "sprint.solver",
                  fmt::format("no plan of whole days for {} stands the check", deadline));
    }
  }
  plan.finish = finish_of(plan.days);
  plan.cost = cost_of(plan.days);
  return plan;
}

namespace {

/// Costs by deadline, each computed once. The curve is convex and straight between whole days.
class CurveSearch {
 public:
  CurveSearch(const DaySprint& sprint, int most) : sprint_(sprint), left_(most) {}

  Result<std::int64_t> at(std::int64_t days) {
    const auto known = cost_.find(days);
    if (known != cost_.end()) return known->second;
    if (left_-- <= 0) {
      return fail(Code::limit, "sprint.limit", fmt::format("{} points of the curve", cost_.size()));
    }
    TC_TRY(const DayPlan plan, sprint_.cheapest(days));
    cost_[days] = plan.cost.fen;
    return plan.cost.fen;
  }

  /// The lines through both ends meet on the curve, or below a part of it that is looked into.
  Result<void> look(std::int64_t low, std::int64_t high) {
    TC_TRY(const std::int64_t at_low, at(low));
    TC_TRY(const std::int64_t at_high, at(high));
    if (high - low < 2) return {};
    TC_TRY(const std::int64_t next, at(low + 1));
    TC_TRY(const std::int64_t last, at(high - 1));
    const std::int64_t first_slope = next - at_low;
    const std::int64_t last_slope = at_high - last;
    if (first_slope >= last_slope) return {};  // straight
    const double meet = static_cast<double>(at_high - at_low - last_slope * (high - low)) /
                        static_cast<double>(first_slope - last_slope);
    const auto away = static_cast<std::int64_t>(std::floor(meet + 1e-9));
    const std::int64_t middle = low + std::clamp<std::int64_t>(away, 1, high - low - 1);
    TC_TRY_VOID(look(low, middle));
    return look(middle, high);
  }

  /// Ends and the points where the slope changes.
  [[nodiscard]] std::vector<CurvePoint> points() const {
    std::vector<CurvePoint> out;
    for (auto here = cost_.begin(); here != cost_.end(); ++here) {
      const CurvePoint point{here->first, {here->second}};
      while (out.size() >= 2 && in_line(out[out.size() - 2], out.back(), point)) out.pop_back();
      out.push_back(point);
    }
    return out;
  }

 private:
  static bool in_line(const CurvePoint& a, const CurvePoint& b, const CurvePoint& c) {
    const auto product = [](std::int64_t x, std::int64_t y) {
      return static_cast<long double>(x) * static_cast<long double>(y);
    };
    return product(b.cost.fen - a.cost.fen, c.days - b.days) ==
           product(c.cost.fen - b.cost.fen, b.days - a.days);
  }

  const DaySprint& sprint_;
  int left_;
  std::map<std::int64_t, std::int64_t> cost_;  ///< fen
};

}  // namespace

Result<std::vector<CurvePoint>> DaySprint::curve(int most) const {
  CurveSearch search(*this, most);
  TC_TRY_VOID(search.look(crash_finish_, normal_finish_));
  return search.points();
}

std::vector<std::int64_t> DaySprint::quarter_deadlines() const {
  std::vector<std::int64_t> out;
  const std::int64_t gain = normal_finish_ - crash_finish_;
  for (std::int64_t i = 0; i <= 4; ++i) {
    // Four times the deadline, rounded to a whole day with halves to even.
    const std::int64_t fourfold = 4 * normal_finish_ - i * gain;
    std::int64_t days = fourfold / 4;
    const std::int64_t rest = fourfold % 4;
    if (rest == 3 || (rest == 2 && days % 2 != 0)) ++days;
    if (out.empty() || out.back() != days) out.push_back(days);
  }
  return out;
}

}  // namespace tc::engine

// Time-cost studies in whole days. SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "app/encode.h"
#include "app/sprint.h"
#include "engine/sprint/day_sprint.h"
#include "formats/crash/crash.h"

namespace tc::app {
namespace {

constexpr std::int64_t kMostDays = 1'000'000'000;

Money per_day(double fen) { return {static_cast<std::int64_t>(fen)}; }

Result<void> take_curve(const engine::DaySprint& sprint, DaySprintView& view) {
  TC_TRY(const std::vector<engine::CurvePoint> curve, sprint.curve());
  for (const engine::CurvePoint& point : curve) view.curve.push_back({point.days, point.cost});
  if (const auto knee = engine::knee_of(curve)) {
    view.knee = knee->point;
    view.knee_before = per_day(knee->day_price_before);
    view.knee_after = per_day(knee->day_price_after);
  }
  return {};
}

}  // namespace

bool is_sprint_study(std::string_view bytes) { return formats::looks_like_crash(bytes); }

Result<DaySprintView> sprint_of_study(std::string_view bytes, std::optional<std::int64_t> by) {
  if (by && (*by < 0 || *by > kMostDays)) {
    return fail(Code::usage, "sprint.days", fmt::format("{} is no number of days", *by), "--by",
                fmt::format("from 0 to {}", kMostDays));
  }
  TC_TRY(const formats::CrashReading reading, formats::read_crash(bytes));
  TC_TRY(const engine::DaySprint sprint, engine::DaySprint::make(reading.network));
  DaySprintView view;
  view.notes = reading.notes;
  view.normal_finish = sprint.normal_finish();
  view.crash_finish = sprint.crash_finish();
  for (const model::DayActivity& activity : reading.network.activities) {
    view.ids.push_back(activity.id);
    view.normal_days.push_back(activity.normal_days);
  }
  const std::vector<std::int64_t> deadlines =
      by ? std::vector<std::int64_t>{*by} : sprint.quarter_deadlines();
  for (const std::int64_t deadline : deadlines) {
    TC_TRY(engine::DayPlan plan, sprint.cheapest(deadline));
    view.deadlines.push_back(
        {deadline, plan.feasible, plan.finish, plan.cost, std::move(plan.days)});
  }
  TC_TRY_VOID(take_curve(sprint, view));
  return view;
}

std::string to_json(const DaySprintView& view) {
  Json deadlines = Json::array();
  for (const DayDeadline& one : view.deadlines) {
    Json durations = Json::object();
    for (std::size_t i = 0; i < view.ids.size(); ++i) durations[view.ids[i]] = one.days[i];
    deadlines.push_back({{"deadline", one.deadline},
                         {"feasible", one.feasible},
                         {"finish", one.finish},
                         {"cost", to_wan(one.cost)},
                         {"durations", std::move(durations)}});
  }
  Json curve = Json::array();
  for (const DayPoint& point : view.curve) {
    curve.push_back({{"deadline", point.deadline}, {"cost", to_wan(point.cost)}});
  }
  Json knee = nullptr;
  if (view.knee) {
    knee = {{"deadline", view.curve[*view.knee].deadline},
            {"cost", to_wan(view.curve[*view.knee].cost)},
            {"day_price_before", to_wan(view.knee_before)},
            {"day_price_after", to_wan(view.knee_after)}};
  }
  return Json{{"deadlines", std::move(deadlines)}, {"normal_finish", view.normal_finish},
              {"crash_finish", view.crash_finish}, {"curve", std::move(curve)},
              {"knee", std::move(knee)},           {"notes", encode(view.notes)}}
      .dump();
}

}  // namespace tc::app

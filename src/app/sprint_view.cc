// The answer as it is shown: plan, curve and countdown from the engine's picks.
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "app/encode.h"
#include "app/sprint_scene.h"
#include "engine/sprint/countdown.h"
#include "engine/sprint/curve.h"

namespace tc::app {
namespace {

constexpr engine::SprintLimits kForCurve{.rounds = 8, .nodes = 300, .passes = 0};
constexpr int kMostBurnDays = 1500;

/// The last instant that counts for the day: whoever ends later ends on another day.
Minute limit_of(Day by) { return start_of(by + 1) - 1; }

double in_days(std::int64_t minutes, std::int64_t of_day) {
  return std::round(10.0 * static_cast<double>(minutes) / static_cast<double>(of_day)) / 10.0;
}

class Composer {
 public:
  Composer(const SprintSource& source, const SprintScene& scene, SprintView& view)
      : source_(source),
        scene_(scene),
        view_(view),
        case_{source.network, source.input, scene.nodes, scene.sets} {}

  Result<void> compose(const SprintAsk& ask) {
    TC_TRY(const engine::SprintReach reach, engine::reach_of(case_));
    view_.normal_finish = day_of(reach.normal);
    view_.earliest_finish = day_of(reach.fastest);
    if (view_.by_source == SprintDate::forecast) view_.by = view_.normal_finish;
    TC_TRY(engine::SprintPlan plan, engine::plan_sprint(case_, limit_of(view_.by)));
    view_.feasible = plan.feasible;
    for (const std::size_t node : plan.holding) {
      view_.holding.push_back(named(source_, *source_.network.activity[node]));
    }
    if (!plan.feasible) {  // what remains to be said: how to be as early as possible
      TC_TRY(plan, engine::plan_sprint(case_, limit_of(view_.earliest_finish)));
    }
    take_plan(plan);
    take_dates(plan);
    if (ask.points > 1) TC_TRY_VOID(take_curve(ask.points));
    return {};
  }

 private:
  void take_plan(const engine::SprintPlan& plan) {
    view_.proved = plan.proved;
    view_.finish = day_of(plan.finish);
    view_.days_gained = view_.normal_finish - view_.finish;
    view_.price = plan.price;
    view_.bound = plan.bound_wan;
    view_.gap = plan.gap();
    if (view_.worth_per_day) view_.worth = Money{view_.worth_per_day->fen * view_.days_gained};
  }

  void take_dates(const engine::SprintPlan& plan) {
    engine::Trial trial(case_);
    trial.finish(plan.picks);
    const std::vector<std::size_t> chain = trial.chain();
    const std::set<std::size_t> drives(chain.begin(), chain.end());
    const engine::Schedule& schedule = trial.late_dates(plan.picks, limit_of(view_.by));
    const std::vector<engine::CountdownRow> rows =
        engine::countdown_of(source_.network, schedule, scene_.nodes);
    std::vector<std::uint16_t> calendars;
    for (const engine::CountdownRow& row : rows) {
      const std::size_t set = trial.set_of(row.node);
      const bool crashed = set < scene_.sets.size() && plan.picks[set] != 0;
      if (crashed) take_measure(row, set, plan.picks[set]);
      take_row(
          row,
          crashed ? scene_.sets[set].choices[plan.picks[set]].work : source_.network.work[row.node],
          crashed, drives.contains(row.node));
      calendars.push_back(source_.network.calendar[row.node]);
    }
    std::ranges::stable_sort(view_.measures, {}, &SprintMeasure::start);
    take_burn_down(rows, calendars);
    take_weeks();
  }

  void take_measure(const engine::CountdownRow& row, std::size_t set, std::uint32_t pick) {
    const rules::CrashOffer& offer = scene_.offers[set][pick];
    const model::Activity& activity = *source_.network.activity[row.node];
    const rules::CrashLabel label = rules::label_of(source_.options, offer.way, offer.enclosed);
    const engine::ChoiceSet& choices = scene_.sets[set];
    const std::int64_t minutes = scene_.minutes[set];
    view_.measures.push_back({.activity = named(source_, activity),
                              .way = offer.way,
                              .enclosed = offer.enclosed,
                              .label = label.zh,
                              .label_en = label.en,
                              .days_before = in_days(choices.choices.front().work, minutes),
                              .days_after = in_days(choices.choices[pick].work, minutes),
                              .weather_before = activity.weather,
                              .weather_after = offer.enclosed ? 0 : activity.weather,
                              .price = offer.price,
                              .start = day_of(row.planned_start),
                              .finish = day_of(row.planned_finish),
                              .provenance = model::Provenance::assumed,
                              .basis = scene_.basis,
                              .basis_en = scene_.basis_en});
  }

  void take_row(const engine::CountdownRow& row, std::int64_t work, bool crashed, bool drives) {
    const model::Activity& activity = *source_.network.activity[row.node];
    view_.countdown.push_back(
        {.activity = named(source_, activity),
         .started = source_.network.progress[row.node] == engine::Progress::started,
         .crashed = crashed,
         .latest_start = row.latest_start,
         .latest_finish = row.latest_finish,
         .planned_start = row.planned_start,
         .planned_finish = row.planned_finish,
         .slack_days = in_days(row.latest_start - row.planned_start, kMinutesPerDay),
         .work_days = in_days(work, minutes_of_day(source_, row.node)),
         .drives = drives});
  }

  void take_burn_down(const std::vector<engine::CountdownRow>& rows,
                      const std::vector<std::uint16_t>& calendars) {
    const Day from = view_.data_date;
    const int days = std::clamp(std::max(view_.finish, view_.by) - from + 1, 0, kMostBurnDays);
    const std::vector<std::int64_t> left =
        engine::burn_down(source_.network, rows, calendars, from, days);
    for (int d = 0; d < days; ++d) {
      view_.burn_down.push_back({from + d, static_cast<double>(left[static_cast<std::size_t>(d)])});
    }
  }

  /// Every week that the burn-down reaches; what is due before the first stands in it, what is due
  /// after the last is left to the rows.
  void take_weeks() {
    if (view_.burn_down.empty()) return;
    const Day first = view_.data_date - weekday(view_.data_date);
    for (const SprintBurn& burn : view_.burn_down) {
      const Day monday = burn.day - weekday(burn.day);
      if (view_.weeks.empty() || view_.weeks.back().begin != monday) {
        view_.weeks.push_back({monday, {}, {}, 0});
      }
      view_.weeks.back().work_days_left = burn.work_days_left;
    }
    const auto week_of = [&](Minute t) -> SprintWeek* {
      const auto at = static_cast<std::size_t>(std::max(day_of(t) - first, 0) / 7);
      return at < view_.weeks.size() ? &view_.weeks[at] : nullptr;
    };
    for (const SprintCountdown& row : view_.countdown) {
      SprintWeek* start = row.started ? nullptr : week_of(row.latest_start);
      if (start != nullptr) start->must_start.push_back(row.activity.id);
    }
    std::vector<const SprintCountdown*> by_finish;
    for (const SprintCountdown& row : view_.countdown) by_finish.push_back(&row);
    std::ranges::stable_sort(by_finish, {}, [](const auto* row) { return row->latest_finish; });
    for (const SprintCountdown* row : by_finish) {
      SprintWeek* finish = week_of(row->latest_finish - 1);
      if (finish != nullptr) finish->must_finish.push_back(row->activity.id);
    }
  }

  /// Days evenly between the earliest and the normal finish, and the date itself between them.
  [[nodiscard]] std::vector<Day> curve_days(std::size_t points) const {
    const int room = view_.normal_finish - view_.earliest_finish;
    const int parts = static_cast<int>(points) - 1;
    std::set<Day> days;
    for (int i = 0; i <= parts; ++i) days.insert(view_.earliest_finish + room * i / parts);
    if (view_.by > view_.earliest_finish && view_.by < view_.normal_finish) days.insert(view_.by);
    return {days.begin(), days.end()};
  }

  Result<void> take_curve(std::size_t points) {
    const std::vector<Day> days = curve_days(points);
    std::vector<Minute> dates;
    for (const Day day : days) dates.push_back(limit_of(day));
    TC_TRY(const std::vector<engine::SprintPlan> plans,
           engine::plan_sprints(case_, dates, kForCurve));
    std::vector<engine::CurvePoint> curve;
    for (std::size_t i = 0; i < plans.size(); ++i) {
      const bool asked = days[i] == view_.by && view_.feasible && view_.price <= plans[i].price;
      view_.curve.push_back({.finish = days[i],
                             .days_gained = view_.normal_finish - days[i],
                             .price = asked ? view_.price : plans[i].price,
                             .bound = asked ? view_.bound : plans[i].bound_wan,
                             .proved = asked ? view_.proved : plans[i].proved});
      curve.push_back({days[i].count, view_.curve.back().price});
    }
    if (const auto knee = engine::knee_of(curve)) {
      const SprintPoint& point = view_.curve[knee->point];
      const double wan = static_cast<double>(kFenPerWan);
      view_.knee = SprintKnee{point.finish, point.days_gained, point.price,
                              knee->day_price_before / wan, knee->day_price_after / wan};
    }
    return {};
  }

  const SprintSource& source_;
  const SprintScene& scene_;
  SprintView& view_;
  engine::SprintCase case_;
};

/// What is known of the price.
rules::CrashLabel how_good(const SprintView& view) {
  if (view.proved) return {"已证明最省", "proved cheapest"};
  if (view.bound <= 0) return {"未能证明最省", "not proved cheapest"};
  return {fmt::format("不会低于 {:.1f} 万元", view.bound),
          fmt::format("no plan costs less than {:.1f} wan", view.bound)};
}

void say(SprintView& view) {
  const std::string by = to_text(view.by);
  const std::size_t count = view.measures.size();
  if (!view.feasible) {
    const std::string price = to_text_zh(view.price);
    view.text = fmt::format("{} 前完不成：最早 {}，要赶 {} 项，花 {}。", by, to_text(view.finish),
                            count, price);
    view.text_en =
        fmt::format("Not possible by {}: the earliest is {}, by crashing {} activities for {}.", by,
                    to_text(view.finish), count, price);
  } else if (count == 0) {
    view.text = fmt::format("{} 前能完成，不用赶工：照现在的干法 {} 完成。", by,
                            to_text(view.normal_finish));
    view.text_en = fmt::format("Done by {} without crashing: the normal finish is {}.", by,
                               to_text(view.normal_finish));
  } else {
    const std::string price = to_text_zh(view.price);
    view.text = fmt::format("{} 前完成，要赶 {} 项，花 {}，比现在提前 {} 天；{}。", by, count,
                            price, view.days_gained, how_good(view).zh);
    view.text_en = fmt::format("Done by {} by crashing {} activities for {}, {} days sooner; {}.",
                               by, count, price, view.days_gained, how_good(view).en);
  }
  if (view.refused.empty()) return;
  view.text += fmt::format("{} 项有未关闭的重大隐患，不许赶工。", view.refused.size());
  view.text_en +=
      fmt::format(" {} may not be crashed for open major hazards.", view.refused.size());
}

}  // namespace

Result<SprintView> compose_sprint(const SprintSource& source, const SprintScene& scene,
                                  const SprintAsk& ask, SprintView view) {
  view.data_date = source.data_date;
  view.refused = scene.refused;
  view.notes = scene.notes;
  TC_TRY_VOID(Composer(source, scene, view).compose(ask));
  say(view);
  return view;
}

std::string to_json(const SprintView& view) { return encode(view).dump(); }

}  // namespace tc::app

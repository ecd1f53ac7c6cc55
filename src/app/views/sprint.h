// 冲刺攻坚: the cheapest plan for a date, the curve cost–date, and the countdown from the date
// backward. Field names are the JSON names of api/openapi.yaml. A finish counts for the day in
// which its instant lies, as everywhere. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/money.h"
#include "base/result.h"
#include "base/time.h"
#include "model/fields.h"
#include "model/provenance.h"
#include "rules/crash_options.h"

namespace tc::app {

/// Where the date comes from; `current` is the plan in force, `forecast` the calculated finish.
enum class SprintDate : std::uint8_t { asked, approved, current, forecast };

struct SprintActivity {
  std::int64_t id{};
  std::string file_id;  ///< the planning file's own id; of the programme: the id
  std::string code;
  std::string name;
  std::string name_en;
};
template <class P, class V>
requires model::Is<P, SprintActivity>
void visit_fields(P& p, V&& v) {
  v("id", p.id);
  v("file_id", p.file_id);
  v("code", p.code);
  v("name", p.name);
  v("name_en", p.name_en);
}

/// What the plan does to one activity.
struct SprintMeasure {
  SprintActivity activity;
  rules::CrashWay way{};  ///< how it is done faster
  bool enclosed = false;  ///< and under a winter enclosure
  std::string label;      ///< both in words
  std::string label_en;
  double days_before{};  ///< work still to be done, in days of work
  double days_after{};
  std::int32_t weather_before{};  ///< weather class
  std::int32_t weather_after{};
  Money price;
  Day start;  ///< in the plan
  Day finish;
  model::Provenance provenance{};
  std::string basis;  ///< what the price and the days rest on
  std::string basis_en;
};
template <class P, class V>
requires model::Is<P, SprintMeasure>
void visit_fields(P& p, V&& v) {
  v("activity", p.activity);
  v("way", p.way);
  v("enclosed", p.enclosed);
  v("label", p.label);
  v("label_en", p.label_en);
  v("days_before", p.days_before);
  v("days_after", p.days_after);
  v("weather_before", p.weather_before);
  v("weather_after", p.weather_after);
  v("price", p.price);
  v("start", p.start);
  v("finish", p.finish);
  v("provenance", p.provenance);
  v("basis", p.basis);
  v("basis_en", p.basis_en);
}

/// An activity that may not be crashed, and the open major hazard that forbids it.
struct SprintRefusal {
  SprintActivity activity;
  std::int64_t hazard_id{};
  std::string hazard;
  Day found_day;
  std::vector<std::string> ways;  ///< what it would have been offered, in words
  std::vector<std::string> ways_en;
};
template <class P, class V>
requires model::Is<P, SprintRefusal>
void visit_fields(P& p, V&& v) {
  v("activity", p.activity);
  v("hazard_id", p.hazard_id);
  v("hazard", p.hazard);
  v("found_day", p.found_day);
  v("ways", p.ways);
  v("ways_en", p.ways_en);
}

struct SprintPoint {
  Day finish;
  std::int64_t days_gained{};  ///< against the normal finish
  Money price;
  double bound{};  ///< 万元
  bool proved = false;
};
template <class P, class V>
requires model::Is<P, SprintPoint>
void visit_fields(P& p, V&& v) {
  v("finish", p.finish);
  v("days_gained", p.days_gained);
  v("price", p.price);
  v("bound", p.bound);
  v("proved", p.proved);
}

/// The point of the curve at which the price of one day less rises most.
struct SprintKnee {
  Day finish;
  std::int64_t days_gained{};
  Money price;
  double day_price_before{};  ///< 万元 for one day less on the way to it
  double day_price_after{};   ///< and beyond it
};
template <class P, class V>
requires model::Is<P, SprintKnee>
void visit_fields(P& p, V&& v) {
  v("finish", p.finish);
  v("days_gained", p.days_gained);
  v("price", p.price);
  v("day_price_before", p.day_price_before);
  v("day_price_after", p.day_price_after);
}

/// 倒排工期, one row an activity still to be done, by latest start.
struct SprintCountdown {
  SprintActivity activity;
  bool started = false;
  bool crashed = false;
  Minute latest_start;  ///< of what is left, so that the date is still met
  Minute latest_finish;
  Minute planned_start;  ///< in the plan
  Minute planned_finish;
  double slack_days{};  ///< elapsed days from planned to latest start; negative: too late already
  double work_days{};   ///< left to be done, in days of work
  bool drives = false;  ///< on the chain that sets the finish
};
template <class P, class V>
requires model::Is<P, SprintCountdown>
void visit_fields(P& p, V&& v) {
  v("activity", p.activity);
  v("started", p.started);
  v("crashed", p.crashed);
  v("latest_start", p.latest_start);
  v("latest_finish", p.latest_finish);
  v("planned_start", p.planned_start);
  v("planned_finish", p.planned_finish);
  v("slack_days", p.slack_days);
  v("work_days", p.work_days);
  v("drives", p.drives);
}

/// A week of the countdown: what must have begun and ended in it at the latest.
struct SprintWeek {
  Day begin;                              ///< its Monday
  std::vector<std::int64_t> must_start;   ///< ids, by latest start
  std::vector<std::int64_t> must_finish;  ///< ids, by latest finish
  double work_days_left{};                ///< planned to be left at its end
};
template <class P, class V>
requires model::Is<P, SprintWeek>
void visit_fields(P& p, V&& v) {
  v("begin", p.begin);
  v("must_start", p.must_start);
  v("must_finish", p.must_finish);
  v("work_days_left", p.work_days_left);
}

/// Work left at the end of a day, as planned, in activity days.
struct SprintBurn {
  Day day;
  double work_days_left{};
};
template <class P, class V>
requires model::Is<P, SprintBurn>
void visit_fields(P& p, V&& v) {
  v("day", p.day);
  v("work_days_left", p.work_days_left);
}

struct SprintView {
  std::int64_t project_id{};
  std::string project_name;
  Day data_date;
  Day by;
  SprintDate by_source{};
  bool feasible = false;
  bool proved = false;  ///< the price is the least there is
  Day normal_finish;    ///< without crashing
  Day earliest_finish;  ///< with everything crashed
  Day finish;  ///< in the plan; when not feasible that of the cheapest plan for the earliest
  std::int64_t days_gained{};
  Money price;                          ///< of the plan
  double bound{};                       ///< 万元; no plan that meets the date costs less
  double gap{};                         ///< share of the price that might still be saved
  std::optional<Money> worth_per_day;   ///< what a day of the project is worth
  std::optional<Money> worth;           ///< of the days gained
  std::vector<SprintMeasure> measures;  ///< by start
  std::vector<SprintRefusal> refused;
  std::vector<SprintActivity> holding;  ///< when not feasible: what keeps the finish, in order
  std::vector<SprintPoint> curve;       ///< earliest finish first
  std::optional<SprintKnee> knee;
  std::vector<SprintCountdown> countdown;
  std::vector<SprintWeek> weeks;
  std::vector<SprintBurn> burn_down;
  std::string text;  ///< the answer in a sentence
  std::string text_en;
  Notes notes;
};
template <class P, class V>
requires model::Is<P, SprintView>
void visit_fields(P& p, V&& v) {
  v("project_id", p.project_id);
  v("project_name", p.project_name);
  v("data_date", p.data_date);
  v("by", p.by);
  v("by_source", p.by_source);
  v("feasible", p.feasible);
  v("proved", p.proved);
  v("normal_finish", p.normal_finish);
  v("earliest_finish", p.earliest_finish);
  v("finish", p.finish);
  v("days_gained", p.days_gained);
  v("price", p.price);
  v("bound", p.bound);
  v("gap", p.gap);
  v("worth_per_day", p.worth_per_day);
  v("worth", p.worth);
  v("measures", p.measures);
  v("refused", p.refused);
  v("holding", p.holding);
  v("curve", p.curve);
  v("knee", p.knee);
  v("countdown", p.countdown);
  v("weeks", p.weeks);
  v("burn_down", p.burn_down);
  v("text", p.text);
  v("text_en", p.text_en);
  v("notes", p.notes);
}

}  // namespace tc::app

template <>
inline constexpr auto tc::model::kEnumNames<tc::app::SprintDate> =
    std::to_array<std::string_view>({"asked", "approved", "current", "forecast"});

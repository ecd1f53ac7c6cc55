// How a planning tool turns links, calendars and progress into dates. Tools differ; the difference
// is this value, filled from the file by its reader, and the engine is written against it. Sources:
// Oracle P6 schedule options, Microsoft Project calculation options. Stored with a project as text:
// `name=value` of each field that is not the house rule.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "model/fields.h"

namespace tc::model {

/// By whose arithmetic dates snap to work, float is measured and progress counts.
enum class DateRule : std::uint8_t {
  exact,  ///< the house rule: nothing is snapped that need not be
  p6,
  project  ///< Microsoft Project
};
template <>
inline constexpr auto kEnumNames<DateRule> = std::to_array<std::string_view>({"exact", "p6",
                                                                              "project"});

/// What an activity that started out of sequence does with its unfinished predecessors.
enum class ProgressRule : std::uint8_t {
  retained_logic,     ///< its remaining work waits for them
  progress_override,  ///< its remaining work goes on at the data date
  actual_dates        ///< as override, and they are late when they end after its actual dates
};
template <>
inline constexpr auto kEnumNames<ProgressRule> =
    std::to_array<std::string_view>({"retained_logic", "progress_override", "actual_dates"});

enum class FloatRule : std::uint8_t { start, finish, least };
template <>
inline constexpr auto kEnumNames<FloatRule> = std::to_array<std::string_view>({"start", "finish",
                                                                               "least"});

/// What the late dates of open ends hang on.
enum class FloatBasis : std::uint8_t {
  own_project,  ///< the finish of the activity's own project
  batch         ///< the latest finish of all projects
};
template <>
inline constexpr auto kEnumNames<FloatBasis> = std::to_array<std::string_view>({"own_project",
                                                                                "batch"});

enum class CriticalRule : std::uint8_t { longest_path, total_float };
template <>
inline constexpr auto kEnumNames<CriticalRule> = std::to_array<std::string_view>({"longest_path",
                                                                                  "total_float"});

/// Whose calendar counts a lag. Readers write the calendar onto each link; this says the default.
enum class LagCalendar : std::uint8_t { predecessor, successor, elapsed, project };
template <>
inline constexpr auto kEnumNames<LagCalendar> =
    std::to_array<std::string_view>({"predecessor", "successor", "elapsed", "project"});

/// The first value of each is the house rule.
struct SchedulingRules {
  DateRule dates = DateRule::exact;
  ProgressRule progress = ProgressRule::retained_logic;
  FloatRule total_float = FloatRule::least;
  FloatBasis float_basis = FloatBasis::own_project;
  CriticalRule critical = CriticalRule::longest_path;
  std::int64_t critical_minutes = 0;  ///< total float up to which an activity is critical
  LagCalendar lag_calendar = LagCalendar::successor;
  bool lag_from_actual_start = false;  ///< what is left of an SS lag counts from the data date
  bool use_expected_finish = true;
  bool from_finish = false;    ///< scheduled backward from the project's finish
  bool own_open_ends = false;  ///< an open end is late when it ends later than it does now
  /// As Microsoft Project since 2013: what precedes started work must be done by its stop, and a
  /// link passes through an inactive task.
  bool late_from_stop = true;
  bool honor_constraints = false;  ///< must and not-later constraints beat links
  friend bool operator==(const SchedulingRules&, const SchedulingRules&) = default;
};

/// Its text form follows from this alone.
template <class P, class V>
requires Is<P, SchedulingRules>
void visit_fields(P& p, V&& v) {
  v("dates", p.dates);
  v("progress", p.progress);
  v("total_float", p.total_float);
  v("float_basis", p.float_basis);
  v("critical", p.critical);
  v("critical_minutes", p.critical_minutes);
  v("lag_calendar", p.lag_calendar);
  v("lag_from_actual_start", p.lag_from_actual_start);
  v("use_expected_finish", p.use_expected_finish);
  v("from_finish", p.from_finish);
  v("own_open_ends", p.own_open_ends);
  v("late_from_stop", p.late_from_stop);
  v("honor_constraints", p.honor_constraints);
}

/// "critical=total_float lag_calendar=predecessor": the fields that differ from the house rules, in
/// their order, one space between; empty for the house rules.
[[nodiscard]] std::string to_text(const SchedulingRules& rules);
/// Fields that the text does not name have the house rule. White space separates, order is free.
/// Rule: project.scheduling (no `name=value`, unknown name or value, a name twice).
[[nodiscard]] Result<SchedulingRules> rules_from_text(std::string_view text);

/// The options that Oracle P6 has when nothing was changed.
[[nodiscard]] inline SchedulingRules p6_rules() {
  SchedulingRules rules;
  rules.dates = DateRule::p6;
  rules.total_float = FloatRule::finish;
  rules.critical = CriticalRule::total_float;
  rules.lag_calendar = LagCalendar::predecessor;
  return rules;
}

/// The rules of Microsoft Project.
[[nodiscard]] inline SchedulingRules project_rules() {
  SchedulingRules rules;
  rules.dates = DateRule::project;
  rules.honor_constraints = true;
  rules.critical = CriticalRule::total_float;
  return rules;
}

}  // namespace tc::model

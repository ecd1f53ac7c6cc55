// Schedule quality: the 14 checks of the DCMA, faults of structure and progress, and the ten
// practices of GAO-16-89G, judged by a pack of thresholds. Pure: a calculated network in, a report
// out. "Incomplete" leaves out finished activities, levels of effort and summaries. What cannot be
// checked says so and why; it never passes. Days are working days of the activity's own calendar.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/cpm/cpm.h"
#include "engine/network/network.h"
#include "rules/quality/loops.h"
#include "rules/quality/pack.h"

namespace tc::rules {

/// reported: a figure without threshold.
enum class CheckState : std::uint8_t { passed, failed, reported, not_applicable };
enum class PracticeState : std::uint8_t { met, partly, not_met, not_assessable };

}  // namespace tc::rules

template <>
inline constexpr auto tc::model::kEnumNames<tc::rules::CheckState> =
    std::to_array<std::string_view>({"passed", "failed", "reported", "not_applicable"});
template <>
inline constexpr auto tc::model::kEnumNames<tc::rules::PracticeState> =
    std::to_array<std::string_view>({"met", "partly", "not_met", "not_assessable"});

namespace tc::rules {

/// One thing said in both languages.
struct Sentence {
  std::string zh, en;
};

/// An activity or link that a check or fault names. Ids are 0 where they do not apply.
struct Offender {
  model::ProjectId project;
  model::ActivityId activity;     ///< of a link: the successor
  model::ActivityId predecessor;  ///< of a link
  model::LinkId link;
  double value{};  ///< days of float, duration, lag or lateness, as the text says
  Sentence text;
};

struct CheckResult {
  CheckKind kind{};
  int number{};
  Sentence name;
  std::string source;
  CheckState state{};
  /// Share of the population (link_types: of those that are finish-start); critical_path_test: the
  /// count; the two indices: the index. Unset when there is nothing to tell.
  std::optional<double> figure;
  std::size_t count{};  ///< offenders
  std::size_t population{};
  std::optional<double> at_most, at_least;
  Sentence reason;                  ///< why not applicable, or what the figure was made of
  std::vector<Offender> offenders;  ///< the first of them, see QualityInput::most_listed
};

struct FaultResult {
  FaultKind kind{};
  Severity severity{};
  Sentence name;
  Sentence advice;
  std::size_t count{};
  std::vector<Offender> places;  ///< the first of them
};

struct PracticeResult {
  int number{};
  Sentence name;
  PracticeState state{};
  Sentence reason;
};

struct QualityReport {
  std::size_t activities{};  ///< all but levels of effort and summaries
  std::size_t incomplete{};
  std::size_t links{};  ///< of incomplete activities to their predecessors
  std::vector<CheckResult> checks;
  std::vector<FaultResult> faults;  ///< those that the pack looks for, found or not
  std::vector<PracticeResult> practices;
  /// There are activities, no check failed, no fault of severity error was found.
  bool passed = false;

  [[nodiscard]] const CheckResult* find(CheckKind kind) const;
  [[nodiscard]] const FaultResult* find(FaultKind kind) const;
};

/// What a file says a working day of a calendar has; others are measured.
struct DayLength {
  model::CalendarId calendar;
  std::int64_t minutes{};
};

/// Forecast dates as their own tool shows them, which may be older than the data date.
struct StatedDates {
  model::ActivityId activity;
  std::optional<Minute> start, finish;
};

struct QualityInput {
  const engine::Network& network;
  const engine::Schedule& schedule;
  const engine::CpmInput& input;  ///< what the schedule was calculated with
  /// Loops of the links, and the links that were taken out of the network to open them. With loops
  /// the dates mean nothing, and what rests on dates is not applicable.
  std::span<const Loop> loops = {};
  std::span<const model::Link* const> left_out = {};
  std::optional<model::ProjectId> only;  ///< judge one project of the set; unset: all
  /// Activities with a resource or a cost, sorted; unset: such things are not known.
  std::optional<std::span<const model::ActivityId>> loaded;
  std::span<const DayLength> day_lengths = {};  ///< sorted by calendar
  std::span<const StatedDates> stated = {};     ///< sorted by activity
  std::size_t most_listed = 0;                  ///< offenders kept of each check; 0: all
};

/// Judges the schedule by the pack. Linear in activities and links, apart from sorting and the
/// trials of the critical path test (one forward sweep each). A set without activities does not
/// pass.
[[nodiscard]] QualityReport check_quality(const QualityInput& input, const QualityPack& pack);

}  // namespace tc::rules

// Critical-path method over a compiled network: one forward and one backward sweep in topological
// order. Dates are the first free instant; floats are working minutes of the activity's own
// calendar. What one tool does differently from another is a value (SchedulingRules).
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/time.h"
#include "engine/network/network.h"
#include "model/ids.h"
#include "model/scheduling_rules.h"

namespace tc::engine {

using model::CriticalRule;
using model::DateRule;
using model::FloatBasis;
using model::FloatRule;
using model::ProgressRule;
using model::SchedulingRules;

/// Something that keeps an activity (or its remaining work) from going on.
struct Hold {
  model::ActivityId activity;
  std::optional<Minute> until;   ///< not before this instant
  std::int64_t delay_minutes{};  ///< elapsed minutes after its predecessors let it start
  model::BlockerId blocker;      ///< where it comes from; 0: not a recorded blocker
  friend bool operator==(const Hold&, const Hold&) = default;
};

/// What holds for one project.
struct ProjectTerms {
  SchedulingRules rules;
  Minute data_date;                      ///< nothing still to be done lies before it
  std::optional<Minute> project_start;   ///< unstarted activities do not start before it
  std::optional<Minute> must_finish_by;  ///< late dates of open ends hang on it
  friend bool operator==(const ProjectTerms&, const ProjectTerms&) = default;
};

/// By itself the terms of every project, unless `by_project` gives each its own.
struct CpmInput : ProjectTerms {
  std::span<const ProjectTerms> by_project = {};  ///< by Network::projects
  /// Several on one activity run side by side; those of finished or unknown activities do nothing.
  std::span<const Hold> holds = {};
  std::span<const std::int64_t> work = {};  ///< by node, in place of Network::work; empty: that one
  std::span<const Part> parts = {};         ///< in place of Network::parts; empty: those

  [[nodiscard]] const ProjectTerms& terms_of(std::size_t project) const {
    return by_project.empty() ? *this : by_project[project];
  }
};

/// What set an early start. `late` is the wish to be as late as possible, `delay` leveling,
/// `external` a project that is not loaded, `resume` the end of a suspension.
enum class StartCause : std::uint8_t {
  data_date,
  project_start,
  link,
  constraint,
  hold,
  actual,
  late,
  delay,
  external,
  resume
};

inline constexpr std::uint32_t kNoLink = 0xFFFF'FFFF;

/// Dates by node of the network. For an activity in progress early_start and late_start are those
/// of its remaining work (under DateRule::project its actual start); for a finished one early and
/// late dates are its actual dates (under DateRule::p6 those that logic gives from the data date).
struct Schedule {
  std::vector<Minute> early_start;
  std::vector<Minute> early_finish;
  std::vector<Minute> late_start;
  std::vector<Minute> late_finish;
  std::vector<std::int64_t> total_float;  ///< working minutes, may be negative
  /// Working minutes; under DateRule::exact and DateRule::project at least 0.
  std::vector<std::int64_t> free_float;
  std::vector<StartCause> cause;
  /// Position in Network::predecessors of the link that set the early start (for a hold that counts
  /// from the predecessors: the one it counts from), or kNoLink.
  std::vector<std::uint32_t> driver;
  std::vector<std::uint8_t> longest_path;  ///< 1: on a driving chain to its project's finish
  std::vector<std::uint8_t> critical;      ///< 1: by SchedulingRules::critical
  std::vector<Minute> project_finish;      ///< latest early finish by Network::projects
  Minute finish;                           ///< latest of them; the data date when there are none

  /// Holds of this pass by node; kept so that a second pass allocates nothing.
  struct HeldNode {
    std::uint32_t node{};
    Minute until;
    std::int64_t delay{};
    friend bool operator==(const HeldNode&, const HeldNode&) = default;
  };
  std::vector<HeldNode> held;
  std::vector<ProjectTerms> terms;  ///< those of this pass by project, dates within reason

  friend bool operator==(const Schedule&, const Schedule&) = default;
};

/// Both sweeps. Pure and deterministic; the second form reuses the vectors of `out`.
[[nodiscard]] Schedule run_cpm(const Network& network, const CpmInput& input);
void run_cpm(const Network& network, const CpmInput& input, Schedule& out);
/// The forward sweep alone: early dates, causes, drivers and finishes; the rest of `out` is left as
/// it was.
void run_forward(const Network& network, const CpmInput& input, Schedule& out);

/// The date when the activity starts or did start.
[[nodiscard]] inline Minute start_date(const Network& network, const Schedule& schedule,
                                       std::size_t node) {
  return network.progress[node] == Progress::not_started ? schedule.early_start[node]
                                                         : network.actual_start[node];
}

/// The nodes from where the dates begin (data date, constraint, hold, actual) along driving links
/// to `to`, which is the last one.
[[nodiscard]] std::vector<std::size_t> driving_chain(const Network& network,
                                                     const Schedule& schedule, std::size_t to);

}  // namespace tc::engine

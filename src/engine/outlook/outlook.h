// When the work will be done, as ranges: many trials of the calendar network, each with durations,
// releases of holds, refusals and shared risks drawn anew. A draw depends on seed, trial, entity
// and draw number alone, so the answer is the same to the bit for any loop, order and machine.
// Dates are the first free instant; durations working minutes of the activity's own calendar.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/money.h"
#include "base/result.h"
#include "base/time.h"
#include "engine/cpm/cpm.h"
#include "engine/network/network.h"

namespace tc::engine {

/// Runs body(0) … body(n - 1), each once, in any order and on any threads, and returns when all are
/// done.
using ForEachIndex = std::function<void(std::size_t n, const std::function<void(std::size_t)>&)>;
/// One after the other on the caller's thread.
void for_each_in_turn(std::size_t n, const std::function<void(std::size_t)>& body);

enum class SpreadShape : std::uint8_t {
  fixed,       ///< `likely`
  triangular,  ///< `low` and `high` are the ends, not percentiles
  pert         ///< beta with the mean (low + 4 likely + high) / 6
};

/// Of the work that remains (of what has none of its own it is not asked); 0 <= low <= likely <=
/// high, except that a fixed one has `likely` only.
struct WorkSpread {
  SpreadShape shape{};
  std::int64_t low{};
  std::int64_t likely{};
  std::int64_t high{};
  friend bool operator==(const WorkSpread&, const WorkSpread&) = default;
};

enum class ReleaseShape : std::uint8_t {
  fixed,       ///< as the hold says
  triangular,  ///< from `low` to `high`, mode `likely`
  pert,
  exponential  ///< constant hazard: `mean_days` more, on average, from `low` on
};

/// When a hold ends. What it draws stands in the place of Hold::until; an instant that has passed
/// holds nothing.
struct ReleaseSpread {
  ReleaseShape shape{};
  Minute low;
  Minute likely;
  Minute high;
  double mean_days{};
  friend bool operator==(const ReleaseSpread&, const ReleaseSpread&) = default;
};

/// A step that may be refused: each try is, with `chance`, and then `share` of its drawn work is
/// done again, until it passes or `most_tries` (counting the first) are spent.
struct Redo {
  std::uint32_t node{};
  double chance{};
  double share = 1;
  int most_tries = 3;
};

/// Something that hits many activities at once: in a trial where it happens all their work is
/// multiplied by the same factor, drawn triangular. Several multiply.
struct RiskDriver {
  std::string name;
  double chance{};
  double low = 1;
  double likely = 1;
  double high = 1;
  std::vector<std::uint32_t> nodes;
};

/// Something whose finish is asked for: the latest of the early finishes of `nodes` (a key node has
/// one; a project all that count towards its completion).
struct OutlookTarget {
  std::string name;
  std::vector<std::uint32_t> nodes;
  std::optional<Minute> approved;  ///< baseline
  std::optional<Minute> current;   ///< current plan
  std::optional<Day> winter;       ///< first day of the winter regime it should be done before
  std::optional<Money> worth_per_day;
  bool causes = true;  ///< whether what moves it is looked for as well; costs time
};

/// How the trials are computed; the answers are the same.
enum class OutlookKernel : std::uint8_t {
  automatic,  ///< side by side where every project is under DateRule::exact, else one by one
  one_by_one  ///< each trial a pass of `run_forward`; slow
};

struct OutlookModel {
  std::vector<WorkSpread> work;         ///< by node; empty: `default_spreads`
  std::vector<ReleaseSpread> releases;  ///< beside CpmInput::holds; empty: all fixed
  std::vector<Redo> redos;              ///< at most one a node
  std::vector<RiskDriver> risks;
  std::vector<OutlookTarget> targets;
  std::vector<int> percentiles{10, 20, 50, 80, 90};
  std::uint64_t seed = 1;
  std::int64_t trials = 1000;
  std::size_t most_causes = 12;  ///< shown per target
  OutlookKernel kernel{};
};

/// For long runs. `progress` may be called from any of the loop's threads, several at a time.
struct OutlookWatch {
  const std::atomic<bool>* cancel = nullptr;  ///< once true the run ends with outlook.cancelled
  std::function<void(std::int64_t done, std::int64_t trials)> progress = {};
};

/// Share of the trials by finish: `count[i]` of them in [first + i × width, first + (i + 1) ×
/// width).
struct Histogram {
  Day first;
  int width_days = 1;
  std::vector<std::int64_t> count;
  friend bool operator==(const Histogram&, const Histogram&) = default;
};

struct ActivityIndex {
  std::uint32_t node{};
  double criticality{};  ///< share of trials in which it is on the target's driving chain
  double cruciality{};   ///< correlation of its drawn work with the target's finish; 0: none drawn
  friend bool operator==(const ActivityIndex&, const ActivityIndex&) = default;
};

enum class CauseKind : std::uint8_t { activity, hold, risk };

/// What the target's middle finish is when a cause is among its lowest and its highest tenth.
struct CauseSwing {
  CauseKind kind{};
  std::uint32_t index{};  ///< node, position in CpmInput::holds, or in OutlookModel::risks
  Minute p50_at_low;
  Minute p50_at_high;
  double cruciality{};
  double criticality{};  ///< of holds: share of trials whose driving chain begins with it
  friend bool operator==(const CauseSwing&, const CauseSwing&) = default;
};

struct TargetOutlook {
  std::vector<Minute>
      percentiles;          ///< beside OutlookModel::percentiles: the least date kept so often
  double p80_error_days{};  ///< standard error of the 80th percentile
  std::optional<double> chance_approved;  ///< finish at or before the date
  std::optional<double> chance_current;
  std::optional<double> chance_before_winter;
  std::optional<double> days_late;  ///< expected, against `approved`; an early finish counts 0
  std::optional<double> wan_late;   ///< the same in 万元
  Histogram histogram;
  std::vector<Minute> ordered;            ///< all finishes, ascending
  std::vector<ActivityIndex> activities;  ///< criticality or cruciality not 0, by node
  std::vector<CauseSwing> causes;         ///< widest first
  friend bool operator==(const TargetOutlook&, const TargetOutlook&) = default;
};

struct Outlook {
  std::int64_t trials{};
  std::uint64_t seed{};
  std::vector<TargetOutlook> targets;  ///< beside OutlookModel::targets
  friend bool operator==(const Outlook&, const Outlook&) = default;
};

/// Spreads of what remains, from the three durations of each activity: PERT where they differ,
/// scaled to what is left of a started one; fixed where they are not given or do not ascend.
[[nodiscard]] std::vector<WorkSpread> default_spreads(const Network& network);

/// Rules: outlook.trials (not 1 … 10^6), outlook.targets (none, or without node), outlook.node (no
/// such node), outlook.duration, outlook.release, outlook.redo, outlook.risk (numbers out of order
/// or range, lists of the wrong length), outlook.percentile (not 1 … 99), outlook.memory (targets ×
/// trials, or targets with causes × activities, beyond reason), outlook.cancelled.
[[nodiscard]] Result<Outlook> run_outlook(const Network& network, const CpmInput& input,
                                          const OutlookModel& model,
                                          const ForEachIndex& for_each = for_each_in_turn,
                                          const OutlookWatch& watch = {});

/// Share of the trials that finish at or before `date`.
[[nodiscard]] double chance_by(const TargetOutlook& target, Minute date);

}  // namespace tc::engine

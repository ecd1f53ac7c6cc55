// How fast blockers of a kind are released at each level, learned from the programme's own ones.
// The prior's mean days m(kind, level) give the hazard 1/m; one factor a kind scales it at all
// levels, so that the worth of a level stays as the prior has it. Days are civil days.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/time.h"
#include "model/blocker.h"
#include "rules/prior.h"

namespace tc::rules {

struct LevelSince {
  Day day;
  model::BlockerLevel level{};
};

/// A blocker's life as the record has it. `levels` in any order; before the first the first holds,
/// of two on a day the later in the list. A reopened blocker is one that has not been released: the
/// old clock runs on.
struct BlockerRecord {
  model::BlockerKind kind{};
  Day raised;
  std::vector<LevelSince> levels;
  std::optional<Day> released;
};

/// The record of a blocker whose levels are not known but for the present one. Released on the day
/// it was resolved, else closed.
[[nodiscard]] BlockerRecord record_of(const model::Blocker& blocker);

using DaysByLevel = std::array<double, kBlockerLevels>;

struct KindHazard {
  std::int64_t released = 0;
  std::int64_t open = 0;     ///< censored at the data date
  DaysByLevel observed{};    ///< days that blockers stood at each level
  double expected = 0;       ///< releases that the prior expects of those days
  double factor = 1;         ///< posterior mean: how much faster than the prior
  double factor_low = 1;     ///< 10th percentile
  double factor_high = 1;    ///< 90th percentile
  DaysByLevel prior_mean{};  ///< mean days until release, at each level
  DaysByLevel mean{};        ///< the same, learned
  friend bool operator==(const KindHazard&, const KindHazard&) = default;
};

using Hazards = std::array<KindHazard, kBlockerKinds>;

/// Mean of a triangular distribution over the three days; at least half a day.
[[nodiscard]] double mean_days(const ResidualDays& days);

/// Gamma–exponential, conjugate: N releases while the prior expected E of the days observed make
/// the factor Gamma(s + N, s + E), mean (s + N)/(s + E); s is `strength`, the closures that the
/// prior counts for. Nothing recorded gives the prior to the bit; records without end the record's
/// own rate. Records raised after the data date are not seen, releases after it not yet known. A
/// release on the day of raising counts as half a day.
[[nodiscard]] Hazards learn_hazards(const BlockerPriors& priors,
                                    std::span<const BlockerRecord> records, Day data_date,
                                    double strength);

/// The priors with each kind's days divided by its factor, rounded, for whoever takes three days.
[[nodiscard]] BlockerPriors with_learned(const BlockerPriors& priors, const Hazards& hazards);

}  // namespace tc::rules

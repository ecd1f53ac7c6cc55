// The priors as the city's record has changed them: what an outlook asks of a blocker, a gate or a
// work, and how much record stands behind the answer.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"
#include "model/activity.h"
#include "model/provenance.h"
#include "model/state.h"
#include "rules/learning/hazard.h"
#include "rules/learning/ratio.h"

namespace tc::rules {

/// Settings of the learning; data: templates/priors/learning.toml.
struct LearningPrior {
  std::string source;
  double closures = 6;  ///< closed blockers that the prior of a kind counts for
  RatioPrior gates;
  RatioPrior works;
};

/// Rules: prior.syntax, prior.field (unknown or missing key), prior.number (a number not in 0.01 …
/// 1000).
[[nodiscard]] Result<LearningPrior> parse_learning_prior(std::string_view toml,
                                                         std::string_view where);

enum class DurationKind : std::uint8_t { gate, work };

/// A gate of its owner, or a work of its project's type; what passes neither is not learned from.
struct DurationClass {
  DurationKind kind{};
  std::string key;  ///< the gate's owner, the project's type
  friend auto operator<=>(const DurationClass&, const DurationClass&) = default;
};
/// Gates by owner; tasks outside the approval phases (S…) and ramp-up by project type.
[[nodiscard]] std::optional<DurationClass> class_of(const model::Activity& activity,
                                                    const model::Project& project);

struct DurationRecord {
  DurationClass of;
  RatioRecord record;
};

struct Learned {
  Hazards hazards;
  RatioPrior gate_prior;
  RatioPrior work_prior;
  std::map<DurationClass, RatioEstimate> durations;  ///< classes with a record
};

/// What the programme has recorded by the data date.
struct LearningRecords {
  std::span<const BlockerRecord> blockers;
  std::span<const DurationRecord> durations;
  Day data_date;
};
[[nodiscard]] Learned learn(const BlockerPriors& priors, const LearningPrior& settings,
                            const LearningRecords& records);

/// Mean days a blocker still stands, counted from the data date; of a constant hazard, whatever its
/// age. Assumed while nothing of its kind was released, then inferred.
struct ResidualEstimate {
  double mean_days{};
  std::int64_t released = 0;
  std::int64_t open = 0;
  model::Provenance provenance = model::Provenance::assumed;
};
[[nodiscard]] ResidualEstimate residual_of(const Learned& learned, const model::Blocker& blocker);

/// Ratio of the activity's class, else of its kind's prior (finished = 0).
[[nodiscard]] RatioEstimate ratio_of(const Learned& learned, const DurationClass& of);

}  // namespace tc::rules

template <>
inline constexpr auto tc::model::kEnumNames<tc::rules::DurationKind> =
    std::to_array<std::string_view>({"gate", "work"});

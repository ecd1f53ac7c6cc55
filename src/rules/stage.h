// The lifeline of a project as a table: each step forward and the proofs it needs (programme stages
// S0–S7). A stage moves one step at a time; side states stand beside the stage and have their own
// needs. Nothing here changes a project: the app asks, then saves.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/state.h"

namespace tc::rules {

enum class Proof : std::uint8_t {
  unit_named,
  scale_stated,
  place_stated,
  investment_stated,
  code_given,
  permits_finished,
  factors_allotted,
  first_work_dated,
  in_register,
  works_finished,
  no_major_hazard,
  trial_started,
  acceptance_finished,
  output_reached
};

/// One proof of one step. A step's proofs are its rows.
struct StageGate {
  model::Stage from{};
  model::Stage to{};
  Proof proof{};
  std::string_view zh;
  std::string_view en;
};
[[nodiscard]] std::span<const StageGate> stage_gates();

/// 达产: this share of design output in each of the last three months.
inline constexpr double kReachedShare = 0.9;

/// The gates of the step to `to` whose proof is missing.
[[nodiscard]] std::vector<StageGate> missing_proofs(const model::ProjectFile& file,
                                                    model::Stage to);

/// Whether the project may move to `to`. Rules: stage.same, stage.step (not the next one),
/// stage.side (paused and the like do not move), stage.proof (lists what is missing).
[[nodiscard]] Result<void> may_move(const model::ProjectFile& file, model::Stage to);

/// What a side state asks for. A date is the day it is looked at again.
struct SideStateRow {
  model::SideState state{};
  bool needs_reason = false;
  bool needs_review_day = false;
  int review_within_days = 0;  ///< 0: no limit
  bool may_return = false;     ///< to `none`, by the same door
  std::string_view zh;
  std::string_view en;
};
[[nodiscard]] std::span<const SideStateRow> side_states();

/// Whether `to` may stand beside the stage. Rules: side.final, side.reason, side.review.
struct SideChange {
  model::SideState to{};
  std::string_view reason;
  std::optional<Day> review_day;
};
[[nodiscard]] Result<void> may_set_side_state(const model::Project& project,
                                              const SideChange& change, Day today);

}  // namespace tc::rules

template <>
inline constexpr auto tc::model::kEnumNames<tc::rules::Proof> = std::to_array<std::string_view>(
    {"unit_named", "scale_stated", "place_stated", "investment_stated", "code_given",
     "permits_finished", "factors_allotted", "first_work_dated", "in_register", "works_finished",
     "no_major_hazard", "trial_started", "acceptance_finished", "output_reached"});

// Why a date moved from one version of a plan to another: the changes between them are made group
// by group in the order of ChangeGroup, the date is computed after each, and within a group those
// that move it are found one by one along the chains that set it. What each row says is the
// difference of two computed dates, so that the rows sum to the whole move exactly. The order is
// part of the answer: a change counts on top of all before it. Shifts are elapsed minutes.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "engine/explain/explain.h"
#include "engine/explain/plan_change.h"

namespace tc::engine {

/// The date that is asked about, in both versions. Without an activity: the project's finish.
struct MoveTarget {
  std::optional<model::ActivityId> activity;
  DateField field = DateField::early_start;
  std::size_t project{};  ///< position in PlanVersion::projects
};

/// By how much a change moves the date when it is made; or, without one, what is left of its group
/// and only together moves it, or was not told apart.
struct MoveCause {
  std::optional<std::size_t> change;  ///< position in PlanMove::changes
  std::size_t together{};             ///< how many changes, where they are not told apart
  std::int64_t minutes{};             ///< later: positive; never 0
};

struct MoveGroup {
  ChangeGroup group{};
  std::size_t changes{};  ///< made here
  Minute to;              ///< the date after them
  std::int64_t minutes{};
  std::vector<MoveCause> causes;  ///< sum to `minutes`
};

struct PlanMove {
  Minute from;
  Minute to;
  std::vector<PlanChange> changes;  ///< all of them, in the order of changes_between
  std::vector<MoveGroup> groups;    ///< those with changes, in their order; sum to `to` − `from`
};

/// The links of the versions must have been paired. `effort` bounds the work: activities computed
/// over all passes; beyond it what is left of a group stays together. Where a mixture of both
/// versions cannot be computed (links of both may close a loop) its group is made with the next.
/// Rules: those of build_network for either version; why.target (the activity is not in both).
[[nodiscard]] Result<PlanMove> explain_move(const PlanVersion& before, const PlanVersion& after,
                                            const MoveTarget& target,
                                            std::size_t effort = 4'000'000);

}  // namespace tc::engine

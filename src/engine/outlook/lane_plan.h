// A network made ready for trials side by side: only what the targets hang on, in topological
// order, times as minutes since one midnight, everything that does not change from trial to trial
// worked out once. Only for DateRule::exact; the arithmetic is that of HouseSweep::forward, lane by
// lane. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <vector>

#include "engine/cpm/cpm.h"
#include "engine/outlook/draws.h"
#include "engine/outlook/lane_calendar.h"

namespace tc::engine {

inline constexpr std::int32_t kNoBound = std::numeric_limits<std::int32_t>::min();
inline constexpr std::uint32_t kNoSlot = 0xFFFF'FFFF;

/// A link as a lane sees it.
struct LaneEdge {
  std::uint32_t row{};       ///< the predecessor's times: 2 × slot its finish, + 1 its start
  std::uint32_t slot{};      ///< of the predecessor
  std::int32_t lag{};        ///< working minutes of `calendar`
  std::int32_t value{};      ///< with lag, where `settled`
  std::uint16_t calendar{};  ///< position in LanePlan::calendars; kElapsed: elapsed time
  bool ties_finish = false;
  bool settled = false;  ///< the predecessor's date has happened: `value` holds in every trial
};
inline constexpr std::uint16_t kElapsed = 0xFFFF;

/// One activity that is not finished. Bounds kNoBound: none.
struct LaneStep {
  std::uint32_t slot{};
  std::uint32_t node{};
  std::uint32_t first_edge{};
  std::uint32_t end_edge{};
  std::int32_t floor{};
  std::int32_t start_at = kNoBound;   ///< constraints on the start
  std::int32_t finish_at = kNoBound;  ///< constraints on the finish that push it
  std::int32_t late_at = kNoBound;    ///< external start, resumption: after leveling
  std::int32_t leveling{};
  std::uint32_t hold = kNoSlot;  ///< position in LanePlan::holds, which is that in Reach::held
  std::uint16_t calendar{};
  bool wants_start = false;  ///< someone reads its start
  bool ties_finish = false;  ///< a link or constraint asks for its finish
};

/// All holds of one activity.
struct LaneHold {
  std::int32_t until = kNoBound;  ///< of those whose release is not drawn
  std::int32_t delay{};
  std::vector<std::uint32_t> drawn;  ///< positions in CpmInput::holds
};

struct LanePlan {
  Minute origin;  ///< a midnight; times count from it
  std::vector<LaneCalendar> calendars;
  std::vector<LaneStep> steps;
  std::vector<LaneEdge> edges;
  std::vector<LaneHold> holds;
  /// A row of times that no trial changes.
  struct Settled {
    std::uint32_t row{};
    std::int32_t value{};
  };
  std::vector<Settled> settled;
  std::size_t slots{};
};

/// An activity within reach, and its holds by position in CpmInput::holds.
struct HeldNode {
  std::uint32_t node{};
  std::vector<std::uint32_t> holds;
};

/// Everything the targets can hang on: `slot_of` by node (kNoSlot: nothing does), `nodes` by slot.
struct Reach {
  std::vector<std::uint32_t> nodes;
  std::vector<std::uint32_t> slot_of;
  std::vector<HeldNode> held;
};
[[nodiscard]] Reach reach_of(const Network& network, std::span<const Hold> holds,
                             std::span<const OutlookTarget> targets);

/// Nothing where lanes cannot hold it: another date rule, or dates or durations so far out that 32
/// bits might not do.
[[nodiscard]] std::optional<LanePlan> make_lane_plan(const Network& network, const CpmInput& input,
                                                     const OutlookModel& model, const Draws& draws,
                                                     const Reach& reach);

}  // namespace tc::engine

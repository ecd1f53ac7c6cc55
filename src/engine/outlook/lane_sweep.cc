// HouseSweep::forward for kLanes trials at once: bounds from links, holds and constraints are
// maxima lane by lane; the calendar then places the work.
// SPDX-License-Identifier: Apache-2.0
#include "engine/outlook/lane_sweep.h"

#include <algorithm>

namespace tc::engine {
namespace {

/// Bounds of one step as they grow, and what set them.
struct Growing {
  std::int32_t bound[kLanes];
  std::uint32_t driver[kLanes];
  std::int32_t held[kLanes];  ///< the bound that a hold gave
};

class Sweeper {
 public:
  Sweeper(const LanePlan& plan, BlockState& state) : plan_(plan), state_(state) {}

  template <bool kCauses>
  void take(const LaneStep& step, const std::int32_t* work);

 private:
  /// The predecessor's date with lag; `room` holds it where it must be computed.
  const std::int32_t* lagged(const LaneEdge& edge, std::int32_t* room) const {
    if (edge.settled) {
      std::fill_n(room, kLanes, edge.value);
      return room;
    }
    const std::int32_t* from = state_.times.data() + edge.row * kLanes;
    if (edge.lag == 0) return from;
    if (edge.calendar == kElapsed) {
      for (std::size_t lane = 0; lane < kLanes; ++lane) room[lane] = from[lane] + edge.lag;
    } else {
      plan_.calendars[edge.calendar].add(from, edge.lag, room);
    }
    return room;
  }
  template <bool kCauses>
  static void by_link(const std::int32_t* asked, std::uint32_t slot, Growing& growing) {
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
      if constexpr (kCauses) {
        const bool first = asked[lane] == growing.bound[lane] && growing.driver[lane] == kNoSlot;
        growing.driver[lane] =
            asked[lane] > growing.bound[lane] || first ? slot : growing.driver[lane];
      }
      growing.bound[lane] = std::max(growing.bound[lane], asked[lane]);
    }
  }
  template <bool kCauses>
  static void push(std::int32_t to, Growing& growing) {
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
      if constexpr (kCauses) {
        growing.driver[lane] = to > growing.bound[lane] ? kNoSlot : growing.driver[lane];
      }
      growing.bound[lane] = std::max(growing.bound[lane], to);
    }
  }
  template <bool kCauses>
  void by_hold(const LaneStep& step, Growing& growing);
  template <bool kCauses>
  bool by_finishes(const LaneStep& step, const std::int32_t* work, const std::int32_t* latest,
                   Growing& growing) const;
  template <bool kCauses>
  void reach_finish(const LaneStep& step, std::int32_t work, std::size_t lane,
                    Growing& growing) const;
  template <bool kCauses>
  bool push_finish(const LaneStep& step, const std::int32_t* work, Growing& growing) const;

  const LanePlan& plan_;
  BlockState& state_;
};

template <bool kCauses>
void Sweeper::by_hold(const LaneStep& step, Growing& growing) {
  const std::int32_t delay = state_.delay[step.hold];
  const std::int32_t* until = state_.until.data() + step.hold * kLanes;
  LaneMask began = delay > 0 ? LaneMask{0xFFFF} : LaneMask{0};
  for (std::size_t lane = 0; lane < kLanes; ++lane) {
    growing.bound[lane] += delay;
    growing.held[lane] = growing.bound[lane];
    if (until[lane] <= growing.bound[lane]) continue;
    growing.bound[lane] = growing.held[lane] = until[lane];
    growing.driver[lane] = kNoSlot;
    began = static_cast<LaneMask>(began | 1U << lane);
  }
  if constexpr (kCauses) state_.held[step.hold] = began;
}

/// What asks for the finish of one trial's step: links first, then constraints.
template <bool kCauses>
void Sweeper::reach_finish(const LaneStep& step, std::int32_t work, std::size_t lane,
                           Growing& growing) const {
  const LaneCalendar& calendar = plan_.calendars[step.calendar];
  for (std::uint32_t e = step.first_edge; e < step.end_edge; ++e) {
    const LaneEdge& edge = plan_.edges[e];
    if (!edge.ties_finish) continue;
    std::int32_t room[kLanes];
    const std::int32_t start = calendar.start_reaching(lagged(edge, room)[lane], work);
    if (start <= growing.bound[lane]) continue;
    growing.bound[lane] = start;
    growing.driver[lane] = edge.slot;
  }
  if (step.finish_at == kNoBound) return;
  const std::int32_t start = calendar.start_reaching(step.finish_at, work);
  if (start <= growing.bound[lane]) return;
  growing.bound[lane] = start;
  growing.driver[lane] = kNoSlot;
}

/// Where the work would end too early for a finish asked for (`latest`), the start moves. Where it
/// does not, the least start that reaches it is no later than the bound, and nothing is asked.
template <bool kCauses>
bool Sweeper::push_finish(const LaneStep& step, const std::int32_t* work, Growing& growing) const {
  std::int32_t latest[kLanes];
  std::fill_n(latest, kLanes, step.finish_at);
  for (std::uint32_t e = step.first_edge; e < step.end_edge; ++e) {
    const LaneEdge& edge = plan_.edges[e];
    if (!edge.ties_finish) continue;
    std::int32_t room[kLanes];
    const std::int32_t* asked = lagged(edge, room);
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
      latest[lane] = std::max(latest[lane], asked[lane]);
    }
  }
  const LaneCalendar& calendar = plan_.calendars[step.calendar];
  std::int32_t finish[kLanes];
  calendar.place(growing.bound, work, nullptr, finish);
  const bool days = calendar.whole_days();
  bool moved = false;
  for (std::size_t lane = 0; lane < kLanes; ++lane) {
    // In whole days the least start is told as a midnight; a bound within a day lies before it.
    const bool within = days && growing.bound[lane] % kDayMinutes != 0;
    if (finish[lane] >= latest[lane] && !within) continue;
    reach_finish<kCauses>(step, work[lane], lane, growing);
    moved = true;
  }
  return moved;
}

template <bool kCauses>
void Sweeper::take(const LaneStep& step, const std::int32_t* work) {
  Growing growing;
  std::fill_n(growing.bound, kLanes, step.floor);
  std::fill_n(growing.driver, kLanes, kNoSlot);
  for (std::uint32_t e = step.first_edge; e < step.end_edge; ++e) {
    const LaneEdge& edge = plan_.edges[e];
    if (edge.ties_finish) continue;
    std::int32_t room[kLanes];
    by_link<kCauses>(lagged(edge, room), edge.slot, growing);
  }
  if (step.hold != kNoSlot) by_hold<kCauses>(step, growing);
  if (step.ties_finish) push_finish<kCauses>(step, work, growing);
  if (step.start_at != kNoBound) push<kCauses>(step.start_at, growing);
  if (step.leveling > 0) {
    for (std::size_t lane = 0; lane < kLanes; ++lane) growing.bound[lane] += step.leveling;
    std::fill_n(growing.driver, kLanes, kNoSlot);
  }
  if (step.late_at != kNoBound) push<kCauses>(step.late_at, growing);
  std::int32_t* finish = state_.times.data() + std::size_t{2} * step.slot * kLanes;
  plan_.calendars[step.calendar].place(growing.bound, work,
                                       step.wants_start ? finish + kLanes : nullptr, finish);
  if constexpr (kCauses) {
    std::copy_n(growing.driver, kLanes, state_.driver.data() + step.slot * kLanes);
    if (step.hold == kNoSlot) return;
    for (std::size_t lane = 0; lane < kLanes; ++lane) {  // what came after the hold sets the start
      if (growing.bound[lane] == growing.held[lane]) continue;
      state_.held[step.hold] = static_cast<LaneMask>(state_.held[step.hold] & ~(1U << lane));
    }
  }
}

template <bool kCauses>
void sweep_all(const LanePlan& plan, const Draws& draws, std::uint64_t block, BlockState& state) {
  Sweeper sweeper(plan, state);
  std::int32_t room[kLanes];
  for (const LaneStep& step : plan.steps) {
    std::int32_t* work = kCauses ? state.work.data() + step.slot * kLanes : room;
    draws.draw_work(draws.work[step.node], block, state.risks, work);
    sweeper.take<kCauses>(step, work);
  }
}

}  // namespace

void prepare(const LanePlan& plan, BlockState& state) {
  state.times.assign(2 * plan.slots * kLanes, 0);
  state.work.assign(plan.slots * kLanes, 0);
  state.driver.assign(plan.slots * kLanes, kNoSlot);
  state.until.assign(plan.holds.size() * kLanes, kNoBound);
  state.held.assign(plan.holds.size(), 0);
  state.delay.assign(plan.holds.size(), 0);
  for (const LanePlan::Settled& row : plan.settled) {
    std::fill_n(state.times.data() + row.row * kLanes, kLanes, row.value);
  }
}

void draw_block(const LanePlan& plan, const Draws& draws, std::uint64_t block, BlockState& state) {
  draws.draw_risks(block, state.risks);
  const std::int64_t shift = draws.origin - plan.origin;
  std::int64_t minutes[kLanes];
  for (std::size_t h = 0; h < plan.holds.size(); ++h) {
    std::int32_t* until = state.until.data() + h * kLanes;
    std::fill_n(until, kLanes, plan.holds[h].until);
    state.delay[h] = plan.holds[h].delay;
    for (const std::uint32_t hold : plan.holds[h].drawn) {
      draws.draw_release(hold, block, minutes);
      for (std::size_t lane = 0; lane < kLanes; ++lane) {
        until[lane] = std::max(until[lane], static_cast<std::int32_t>(minutes[lane] + shift));
      }
    }
  }
}

void sweep_step(const LanePlan& plan, const LaneStep& step, const std::int32_t* work,
                BlockState& state) {
  Sweeper(plan, state).take<false>(step, work);
}

void sweep_block(const LanePlan& plan, const Draws& draws, std::uint64_t block, bool causes,
                 BlockState& state) {
  if (causes) {
    sweep_all<true>(plan, draws, block, state);
  } else {
    sweep_all<false>(plan, draws, block, state);
  }
}

}  // namespace tc::engine

// SPDX-License-Identifier: Apache-2.0
#include "engine/outlook/trials.h"

#include <algorithm>

#include "engine/cpm/sweep_base.h"

namespace tc::engine {
namespace {

/// Ends of a level of effort or summary as they grow, in minutes since the plan's origin.
struct SpanEnds {
  std::int64_t start = std::numeric_limits<std::int64_t>::max();
  std::int64_t finish = std::numeric_limits<std::int64_t>::min();
};

}  // namespace

Trials::Trials(const Network& network, const CpmInput& input, const OutlookModel& model,
               std::span<const OtherSpread> others)
    : network_(network),
      input_(input),
      model_(model),
      draws_(network, input, model, others),
      reach_(reach_of(network, input.holds, model.targets)) {
  if (model.kernel == OutlookKernel::automatic) {
    plan_ = make_lane_plan(network, input, model, draws_, reach_);
  }
  if (plan_) {
    step_of_.assign(reach_.nodes.size(), kNoSlot);
    for (std::uint32_t k = 0; k < plan_->steps.size(); ++k) step_of_[plan_->steps[k].slot] = k;
  }
  for (const std::uint32_t node : reach_.nodes) spans_ = spans_ || network.is_span(node);
}

TrialState Trials::state() const {
  TrialState state;
  state.block.target_finish.resize(model_.targets.size() * kLanes);
  state.block.target_slot.resize(model_.targets.size() * kLanes);
  state.releases.assign(input_.holds.size() * kLanes, 0);
  if (plan_) {
    prepare(*plan_, state.block);
    return state;
  }
  state.block.work.assign(reach_.nodes.size() * kLanes, 0);
  state.block.driver.assign(reach_.nodes.size() * kLanes, kNoSlot);
  state.block.held.assign(reach_.held.size(), 0);
  state.replaced.assign(reach_.nodes.size(), 0);
  state.work = network_.work;
  state.parts = network_.parts;
  state.holds.assign(input_.holds.begin(), input_.holds.end());
  for (const std::uint32_t node : reach_.nodes) {
    const WorkDraw& draw = draws_.work[node];
    if (!draw.random()) {
      set_work(node, static_cast<std::int64_t>(draw.sampler.low), state);
    }
  }
  return state;
}

void Trials::run(std::uint64_t block, bool causes, TrialState& state) const {
  if (plan_) {
    run_lanes(block, causes, state);
  } else {
    run_one_by_one(block, causes, state);
  }
}

/// As in spans.cc under DateRule::exact, early side only, for the spans within reach.
void Trials::place_spans(BlockState& state) const {
  const auto row = [&](std::size_t node, bool start) {
    const std::size_t at = 2 * std::size_t{reach_.slot_of[node]} + (start ? 1 : 0);
    return state.times.data() + at * kLanes;
  };
  auto link = network_.span_links.begin();
  for (const std::uint32_t span : network_.spans) {
    const auto first = link;
    while (link != network_.span_links.end() && link->span == span) ++link;
    const bool finished = network_.progress[span] == Progress::finished;
    if (reach_.slot_of[span] == kNoSlot || finished) continue;
    const ProjectTerms& terms = input_.terms_of(network_.project[span]);
    const Minute floor = std::max(terms.data_date, terms.project_start.value_or(terms.data_date));
    const WorkingCalendar& calendar = network_.calendars[network_.calendar[span]];
    const bool summary = network_.kind[span] == model::ActivityKind::summary;
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
      SpanEnds ends;
      for (auto tie = first; tie != link; ++tie) {
        if (summary) {
          ends.start = std::min<std::int64_t>(ends.start, row(tie->other, true)[lane]);
          ends.finish = std::max<std::int64_t>(ends.finish, row(tie->other, false)[lane]);
          continue;
        }
        const bool other_start =
            tie->span_first ? !ties_finish(tie->type) : hangs_on_start(tie->type);
        const bool own_start =
            tie->span_first ? hangs_on_start(tie->type) : !ties_finish(tie->type);
        Minute at{plan_->origin.count + row(tie->other, other_start)[lane]};
        const std::int64_t lag = tie->span_first ? -tie->lag : tie->lag;
        if (lag != 0) {
          at = tie->calendar == 0 ? at + lag : network_.calendars[tie->calendar].add(at, lag);
        }
        if (own_start) ends.start = std::min(ends.start, at - plan_->origin);
        if (!own_start) ends.finish = std::max(ends.finish, at - plan_->origin);
      }
      const bool open = ends.finish == SpanEnds().finish;
      const bool begun = ends.start != SpanEnds().start;
      const WorkSpan placed = calendar.place_early(begun ? plan_->origin + ends.start : floor,
                                                   open ? network_.work[span] : 0);
      const Minute finish =
          open ? placed.finish : std::max(plan_->origin + ends.finish, placed.start);
      row(span, false)[lane] = static_cast<std::int32_t>(finish - plan_->origin);
      if (network_.progress[span] != Progress::not_started) continue;  // its start has happened
      row(span, true)[lane] = static_cast<std::int32_t>(placed.start - plan_->origin);
    }
  }
}

void Trials::run_lanes(std::uint64_t block, bool causes, TrialState& state) const {
  BlockState& here = state.block;
  draw_block(*plan_, draws_, block, here);
  sweep_block(*plan_, draws_, block, causes, here);
  finish_targets(here);
}

void Trials::finish_targets(BlockState& here) const {
  if (spans_) place_spans(here);
  for (std::size_t t = 0; t < model_.targets.size(); ++t) {
    std::int32_t latest[kLanes];
    std::fill_n(latest, kLanes, kNoBound);
    std::uint32_t* slots = here.target_slot.data() + t * kLanes;
    for (const std::uint32_t node : model_.targets[t].nodes) {
      const std::uint32_t slot = reach_.slot_of[node];
      const std::int32_t* finish = here.times.data() + std::size_t{2} * slot * kLanes;
      for (std::size_t lane = 0; lane < kLanes; ++lane) {
        slots[lane] = finish[lane] > latest[lane] ? slot : slots[lane];
        latest[lane] = std::max(latest[lane], finish[lane]);
      }
    }
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
      here.target_finish[t * kLanes + lane] = plan_->origin + latest[lane];
    }
  }
}

void Trials::draw_holds(std::uint64_t block, TrialState& state) const {
  for (const HeldNode& held : reach_.held) {
    for (const std::uint32_t h : held.holds) {
      if (draws_.release_drawn[h] == 0) continue;
      draws_.draw_release(h, block, state.releases.data() + h * kLanes);
    }
  }
}

/// Shares that run in calendars of their own grow as the whole does.
void Trials::set_work(std::uint32_t node, std::int64_t minutes, TrialState& state) const {
  state.work[node] = minutes;
  const Extra* extra = network_.extra_of(node);
  if (extra == nullptr || network_.work[node] == 0) return;
  const double growth = static_cast<double>(minutes) / static_cast<double>(network_.work[node]);
  for (std::uint32_t p = extra->first_part; p < extra->first_part + extra->part_count; ++p) {
    const double grown = growth * static_cast<double>(network_.parts[p].work);
    state.parts[p].work = static_cast<std::int64_t>(grown + 0.5);
  }
}

/// Work and releases of one lane as run_forward takes them.
void Trials::set_trial(std::size_t lane, TrialState& state) const {
  for (std::size_t slot = 0; slot < reach_.nodes.size(); ++slot) {
    const std::uint32_t node = reach_.nodes[slot];
    if (draws_.work[node].random() || state.replaced[slot] != 0) {
      set_work(node, state.block.work[slot * kLanes + lane], state);
    }
  }
  for (const HeldNode& held : reach_.held) {
    for (const std::uint32_t h : held.holds) {
      if (draws_.release_drawn[h] == 0) continue;
      state.holds[h].until = draws_.origin + state.releases[h * kLanes + lane];
    }
  }
}

void Trials::take_trial(std::size_t lane, bool causes, TrialState& state) const {
  BlockState& here = state.block;
  const Schedule& schedule = state.schedule;
  for (std::size_t t = 0; t < model_.targets.size(); ++t) {
    Minute latest = kAlways;
    std::uint32_t last = kNoSlot;
    for (const std::uint32_t node : model_.targets[t].nodes) {
      const Minute finish = network_.progress[node] == Progress::finished
                                ? network_.actual_finish[node]
                                : schedule.early_finish[node];
      if (finish <= latest) continue;
      latest = finish;
      last = reach_.slot_of[node];
    }
    here.target_finish[t * kLanes + lane] = latest;
    here.target_slot[t * kLanes + lane] = last;
  }
  if (!causes) return;
  for (std::size_t slot = 0; slot < reach_.nodes.size(); ++slot) {
    const std::uint32_t driver = schedule.driver[reach_.nodes[slot]];
    here.driver[slot * kLanes + lane] =
        driver == kNoLink ? kNoSlot : reach_.slot_of[network_.predecessors[driver].node];
  }
  for (std::size_t h = 0; h < reach_.held.size(); ++h) {
    const bool holds = schedule.cause[reach_.held[h].node] == StartCause::hold;
    here.held[h] = static_cast<LaneMask>(here.held[h] | (holds ? 1U : 0U) << lane);
  }
}

/// Each lane a pass over what was drawn for it.
void Trials::pass_each(bool causes, TrialState& state) const {
  CpmInput input = input_;
  input.work = state.work;
  input.parts = state.parts;
  input.holds = state.holds;
  std::ranges::fill(state.block.held, LaneMask{0});
  for (std::size_t lane = 0; lane < kLanes; ++lane) {
    set_trial(lane, state);
    run_forward(network_, input, state.schedule);
    take_trial(lane, causes, state);
  }
}

void Trials::run_one_by_one(std::uint64_t block, bool causes, TrialState& state) const {
  draws_.draw_risks(block, state.block.risks);
  draw_holds(block, state);
  for (std::size_t slot = 0; slot < reach_.nodes.size(); ++slot) {
    const WorkDraw& draw = draws_.work[reach_.nodes[slot]];
    if (draw.random()) {
      draws_.draw_work(draw, block, state.block.risks, state.block.work.data() + slot * kLanes);
    }
  }
  pass_each(causes, state);
}

void Trials::begin_reruns(std::uint64_t block, TrialState& state) const {
  draw_holds(block, state);
}

void Trials::rerun(std::uint64_t block, const Absent& absent, std::span<const std::uint32_t> slots,
                   TrialState& state) const {
  if (plan_) {
    rerun_lanes(block, absent, slots, state);
  } else {
    rerun_one_by_one(block, absent, state);
  }
}

/// What still holds each activity, in lanes.
void Trials::set_lane_holds(const Absent& absent, TrialState& state) const {
  BlockState& here = state.block;
  for (std::size_t g = 0; g < reach_.held.size(); ++g) {
    std::int32_t* until = here.until.data() + g * kLanes;
    std::fill_n(until, kLanes, kNoBound);
    here.delay[g] = 0;
    for (const std::uint32_t h : reach_.held[g].holds) {
      if (absent.hold[h] != 0) continue;
      const Hold& hold = input_.holds[h];
      const std::int64_t delay = std::max<std::int64_t>(hold.delay_minutes, 0);
      here.delay[g] = std::max(here.delay[g], static_cast<std::int32_t>(delay));
      const bool drawn = draws_.release_drawn[h] != 0;
      if (!drawn && !hold.until) continue;
      for (std::size_t lane = 0; lane < kLanes; ++lane) {
        const Minute at = drawn ? draws_.origin + state.releases[h * kLanes + lane] : *hold.until;
        until[lane] = std::max(until[lane], static_cast<std::int32_t>(at - plan_->origin));
      }
    }
  }
}

void Trials::rerun_lanes(std::uint64_t block, const Absent& absent,
                         std::span<const std::uint32_t> slots, TrialState& state) const {
  set_lane_holds(absent, state);
  std::int32_t room[kLanes];
  for (const std::uint32_t slot : slots) {
    if (step_of_[slot] == kNoSlot) continue;
    const std::int32_t* work = state.block.work.data() + slot * kLanes;
    if (absent.work[slot] != nullptr) {
      draws_.draw_work(*absent.work[slot], block, state.block.risks, room);
      work = room;
    }
    sweep_step(*plan_, plan_->steps[step_of_[slot]], work, state.block);
  }
  finish_targets(state.block);
}

void Trials::rerun_one_by_one(std::uint64_t block, const Absent& absent, TrialState& state) const {
  const std::vector<std::int32_t> own = state.block.work;
  for (std::size_t slot = 0; slot < reach_.nodes.size(); ++slot) {
    if (absent.work[slot] == nullptr) continue;
    state.replaced[slot] = 1;
    draws_.draw_work(*absent.work[slot], block, state.block.risks,
                     state.block.work.data() + slot * kLanes);
  }
  const std::vector<Hold> all = state.holds;
  for (std::size_t h = 0; h < absent.hold.size(); ++h) {
    if (absent.hold[h] != 0) state.holds[h].activity = {};  // of no activity: holds nothing
  }
  pass_each(false, state);
  state.block.work = own;
  for (std::size_t slot = 0; slot < reach_.nodes.size(); ++slot) {
    if (state.replaced[slot] == 0) continue;
    state.replaced[slot] = 0;
    const std::uint32_t node = reach_.nodes[slot];
    set_work(node, static_cast<std::int64_t>(draws_.work[node].sampler.low), state);
  }
  for (std::size_t h = 0; h < all.size(); ++h) state.holds[h].activity = all[h].activity;
}

}  // namespace tc::engine

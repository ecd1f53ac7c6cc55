// How a pass came to each date: the steps that set it, in the order the sweeps took them, kept only
// when a recording is lent. A step is noted where the sweep moves the date, so what it says cannot
// differ from what was computed. Dates as in Schedule.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/cpm/cpm.h"

namespace tc::engine {

/// Those of StartCause first, in its order; then what only finishes, late dates and arithmetic
/// know.
enum class StepKind : std::uint8_t {
  data_date,
  project_start,
  link,
  constraint,
  hold,
  actual,
  late,
  delay,
  external,
  resume,
  calendar,  ///< on to (or back to) the next working time
  work,      ///< the remaining work added or taken away
  expected_finish,
  project_finish,  ///< of the project, or of the batch
  must_finish,
  deadline,
  own_finish,  ///< an open end that may not end later than it does
  member,      ///< of a summary
  hold_delay   ///< of a hold that counts from the predecessors
};

[[nodiscard]] constexpr StepKind step_of(StartCause cause) { return static_cast<StepKind>(cause); }

/// What a link asks of one of its ends, step by step. Forward: the predecessor's date, the lag that
/// still counts, their sum, the start (of a level of effort: the end) that follows. Backward: the
/// successor's date, the lag taken away, the latest start or finish that follows.
struct LinkDemand {
  bool binds = false;  ///< false: settled, it asks nothing
  Minute from;
  std::int64_t lag{};
  Minute lagged;
  Minute asked;
};

/// One move of a date. `to` is the bound after it; `demand.from` the date it starts from, where
/// that is not told by the activity itself.
struct DateStep {
  StepKind kind{};
  bool on_finish = false;              ///< bears on the finish, else on the start
  model::ConstraintKind constraint{};  ///< of constraints
  /// Early: position in Network::predecessors; late and moved: in Network::successors; of levels of
  /// effort and summaries: in Network::span_links. Else kNoLink.
  std::uint32_t link = kNoLink;
  LinkDemand demand;
  Minute to;
};

/// `moved`: what a wish to be as late as possible did to the early dates afterwards.
enum class StepPart : std::uint8_t { early, late, moved };

class Recording {
 public:
  void reset(std::size_t nodes) {
    steps_.clear();
    for (auto& ranges : ranges_) ranges.assign(nodes, {});
  }
  /// What follows is about this; steps of an earlier pass over it are forgotten.
  void begin(std::size_t node, StepPart part) {
    open_ = &ranges_[static_cast<std::size_t>(part)][node];
    *open_ = {static_cast<std::uint32_t>(steps_.size()), 0};
  }
  void add(const DateStep& step) {
    steps_.push_back(step);
    ++open_->count;
  }
  [[nodiscard]] std::span<const DateStep> steps(std::size_t node, StepPart part) const {
    const Range& range = ranges_[static_cast<std::size_t>(part)][node];
    return {steps_.data() + range.first, range.count};
  }

 private:
  struct Range {
    std::uint32_t first{};
    std::uint32_t count{};
  };
  std::vector<DateStep> steps_;
  std::array<std::vector<Range>, 3> ranges_;
  Range* open_ = nullptr;
};

/// Both sweeps, with their steps.
void run_cpm(const Network& network, const CpmInput& input, Schedule& out, Recording& recording);

}  // namespace tc::engine

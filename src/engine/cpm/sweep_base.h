// What the sweeps of all date rules stand on: the network, the terms of each project, the dates so
// far, and the arithmetic of lags. A sweep answers for one activity, forward and backward; the
// passes in cpm.cc and incremental.cc are loops over these.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>

#include "base/result.h"
#include "engine/cpm/cpm.h"
#include "engine/cpm/recording.h"

namespace tc::engine {

inline constexpr Minute kNever{std::numeric_limits<std::int64_t>::max()};
inline constexpr Minute kAlways{std::numeric_limits<std::int64_t>::min()};

/// Keeps absurd dates far from overflow: at most two million years either way.
[[nodiscard]] inline Minute within_reason(Minute t) {
  constexpr std::int64_t kFar = std::int64_t{1} << 40;
  return {std::clamp(t.count, -kFar, kFar)};
}

/// FF and SF tie the successor's finish, FS and SS its start.
[[nodiscard]] inline bool ties_finish(model::LinkType type) {
  return type == model::LinkType::finish_finish || type == model::LinkType::start_finish;
}
/// SS and SF hang on the predecessor's start.
[[nodiscard]] inline bool hangs_on_start(model::LinkType type) {
  return type == model::LinkType::start_start || type == model::LinkType::start_finish;
}

/// Total float as measured at both ends, in working minutes, and which of them counts.
struct FloatSides {
  enum class Counts : std::uint8_t { start, finish, none };
  std::int64_t start{};
  std::int64_t finish{};
  Counts counts{};
  [[nodiscard]] std::int64_t total() const {
    return counts == Counts::none ? 0 : counts == Counts::start ? start : finish;
  }
};

/// By the rule in force; of two equal ones the finish counts.
[[nodiscard]] inline FloatSides float_by(FloatRule rule, std::int64_t start, std::int64_t finish) {
  const bool by_start = rule == FloatRule::start || (rule == FloatRule::least && start < finish);
  return {start, finish, by_start ? FloatSides::Counts::start : FloatSides::Counts::finish};
}

/// What is asked of an activity apart from its links.
struct Wish {
  model::ConstraintKind kind{};
  Minute at;
};

/// `out.held` and `out.terms` must be ready; all vectors of `out` that are written must be sized.
class SweepBase {
 public:
  /// From now on the steps of each activity go there; null: nowhere.
  void record(Recording* recording) { recording_ = recording; }

 protected:
  SweepBase(const Network& network, const CpmInput& input, Schedule& out)
      : network_(network),
        work_(input.work.empty() ? network.work.data() : input.work.data()),
        parts_(input.parts.empty() ? network.parts.data() : input.parts.data()),
        out_(out) {
    TC_CHECK(input.parts.empty() || input.parts.size() == network.parts.size(),
             "parts are given as the network's");
    TC_CHECK(input.work.empty() || input.work.size() == network.size(), "work is given by node");
  }

  [[nodiscard]] std::int64_t work_of(std::size_t i) const { return work_[i]; }
  [[nodiscard]] std::span<const Part> parts_of(std::size_t i) const {
    const Extra* extra = network_.extra_of(i);
    if (extra == nullptr) return {};
    return {parts_ + extra->first_part, extra->part_count};
  }
  [[nodiscard]] const WorkingCalendar& calendar_of(std::size_t i) const {
    return network_.calendars[network_.calendar[i]];
  }
  [[nodiscard]] const ProjectTerms& terms_of(std::size_t i) const {
    return out_.terms[network_.project[i]];
  }
  [[nodiscard]] const SchedulingRules& rules_of(std::size_t i) const { return terms_of(i).rules; }
  [[nodiscard]] bool started(std::size_t i) const {
    return network_.progress[i] != Progress::not_started;
  }
  [[nodiscard]] bool finished(std::size_t i) const {
    return network_.progress[i] == Progress::finished;
  }
  /// The least start of an activity by the terms alone, and why.
  [[nodiscard]] Minute floor_of(std::size_t i, StartCause& cause) const {
    const ProjectTerms& terms = terms_of(i);
    cause = StartCause::data_date;
    if (started(i) || !terms.project_start || *terms.project_start <= terms.data_date) {
      return terms.data_date;
    }
    cause = StartCause::project_start;
    return *terms.project_start;
  }
  [[nodiscard]] Minute after_lag(const Edge& edge, Minute t) const {
    if (edge.lag == 0) return t;
    return edge.calendar == 0 ? t + edge.lag : network_.calendars[edge.calendar].add(t, edge.lag);
  }
  /// The edge as the other end sees it, whose other end is then `i`.
  [[nodiscard]] static Edge seen_from(const Edge& edge, std::size_t i) {
    return {edge.lag, static_cast<std::uint32_t>(i), edge.calendar, edge.type, edge.of_summary};
  }
  [[nodiscard]] std::int64_t delay_of(std::size_t node) const {
    if (out_.held.empty()) return 0;
    const auto held = std::ranges::lower_bound(out_.held, node, {}, &Schedule::HeldNode::node);
    return held != out_.held.end() && held->node == node ? held->delay : 0;
  }
  /// What late dates of open ends hang on, before the must-finish-by date is asked.
  [[nodiscard]] Minute finish_for(std::size_t i) const {
    return rules_of(i).float_basis == FloatBasis::batch ? out_.finish
                                                        : out_.project_finish[network_.project[i]];
  }
  [[nodiscard]] bool is_critical(std::size_t i) const {
    const SchedulingRules& rules = rules_of(i);
    return rules.critical == CriticalRule::longest_path
               ? out_.longest_path[i] != 0
               : out_.total_float[i] <= rules.critical_minutes;
  }
  /// The early start moves to `bound` when that is later.
  void push(std::size_t i, Minute& start, Minute bound, StartCause cause, Wish wish = {}) const {
    if (bound <= start) return;
    start = bound;
    out_.cause[i] = cause;
    out_.driver[i] = kNoLink;
    note(step_of(cause), false, start, wish);
  }

  /// The late finish comes down to `at` when that is earlier.
  void cap(Minute& finish, const std::optional<Minute>& at, StepKind kind) const {
    if (!at || *at >= finish) return;
    finish = *at;
    note(kind, true, finish);
  }

  void begin(std::size_t i, StepPart part) const {
    if (recording_ != nullptr) recording_->begin(i, part);
  }
  void note(StepKind kind, bool on_finish, Minute to, Wish wish = {}) const {
    if (recording_ == nullptr) return;
    LinkDemand from;
    from.from = wish.at;
    recording_->add({kind, on_finish, wish.kind, kNoLink, from, to});
  }
  /// The date goes on in working time when that is another.
  void note_calendar(bool on_finish, Minute from, Minute to) const {
    if (from != to) note(StepKind::calendar, on_finish, to, {.kind = {}, .at = from});
  }
  void note_link(std::uint32_t link, const LinkDemand& demand, bool on_finish, Minute to) const {
    if (recording_ == nullptr) return;
    recording_->add({StepKind::link, on_finish, {}, link, demand, to});
  }
  /// Position of an edge in Network::successors.
  [[nodiscard]] std::uint32_t position_of(const Edge& successor) const {
    return static_cast<std::uint32_t>(&successor - network_.successors.data());
  }

  const Network& network_;
  const std::int64_t* work_;
  const Part* parts_;
  Schedule& out_;
  Recording* recording_ = nullptr;
};

}  // namespace tc::engine

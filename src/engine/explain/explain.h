// Why a date is what it is: the steps that set it, and the dates it stems from, back to the data
// date, a constraint or an actual (early dates) or on to the project's end (late dates). Everything
// is read from one recorded pass; nothing is computed a second time.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "engine/cpm/recording.h"
#include "engine/cpm/sweeps.h"

namespace tc::engine {

enum class DateField : std::uint8_t { early_start, early_finish, late_start, late_finish };

/// One date of one activity.
struct DateRef {
  std::uint32_t node{};
  DateField field{};
  friend bool operator==(const DateRef&, const DateRef&) = default;
};

/// A date, the steps that set it (the first one sets, the others shift; the last `to` is the date)
/// and the date that the first step starts from, if it is one of the schedule.
struct DateExplanation {
  DateRef ref;
  Minute date;
  std::vector<DateStep> steps;  ///< at least one
  /// Steps point into Network::successors (a late date, or an early one as late as possible).
  bool from_successors = false;
  std::optional<DateRef> from;
};

/// Total float: the two ends it may be measured at, what counts, and whether that is critical.
struct FloatExplanation {
  FloatSides sides;
  std::int64_t total{};  ///< working minutes
  DateRef early, late;   ///< the dates it lies between
  bool critical = false;
  bool longest_path = false;
  CriticalRule rule{};
  std::int64_t threshold{};  ///< total float up to which an activity is critical
};

/// A link and the working minutes by which its predecessor may move before it moves its successor.
struct LinkSlack {
  std::uint32_t link{};               ///< position in Network::predecessors
  std::optional<std::int64_t> slack;  ///< unset: progress has settled it
  bool driving = false;
};

/// Free float and the successor that limits it; without one the project's end does.
struct FreeFloatExplanation {
  std::int64_t minutes{};
  std::optional<std::uint32_t> link;  ///< position in Network::successors
};

/// One recorded pass and what can be asked of it. `network` and what `input` points to must outlive
/// it.
class Explainer {
 public:
  Explainer(const Network& network, const CpmInput& input);
  Explainer(const Explainer&) = delete;
  Explainer& operator=(const Explainer&) = delete;
  Explainer(Explainer&&) = delete;
  Explainer& operator=(Explainer&&) = delete;
  ~Explainer() = default;

  [[nodiscard]] const Network& network() const { return network_; }
  [[nodiscard]] const Schedule& schedule() const { return schedule_; }
  [[nodiscard]] const Sweeps& sweeps() const { return sweeps_; }
  [[nodiscard]] Minute date_of(DateRef ref) const;
  /// Whether the early dates were moved to be as late as possible after the forward pass.
  [[nodiscard]] bool moved(std::size_t node) const;

  [[nodiscard]] DateExplanation explain(DateRef ref) const;
  /// `ref` explained, then the date it stems from, and so on to where the dates begin.
  [[nodiscard]] std::vector<DateExplanation> chain(DateRef ref) const;

  [[nodiscard]] FloatExplanation total_float(std::size_t node) const;
  [[nodiscard]] FreeFloatExplanation free_float(std::size_t node) const;
  /// From `node` along the links that drive on the longest path to its project's end; empty when it
  /// is not on it.
  [[nodiscard]] std::vector<std::size_t> path_to_finish(std::size_t node) const;
  /// The predecessors' links, those that drive most first; settled ones last.
  [[nodiscard]] std::vector<LinkSlack> predecessors(std::size_t node) const;
  /// Working minutes from the linked date of a predecessor to the latest one that the link alone
  /// allows it; the link is one of `node`, at this position of Network::predecessors, not settled.
  [[nodiscard]] std::int64_t link_total_float(std::uint32_t link, std::size_t node) const;

 private:
  [[nodiscard]] std::optional<DateRef> origin_of(const DateExplanation& explanation) const;
  [[nodiscard]] std::optional<DateRef> origin_of_span(const DateExplanation& explanation) const;
  [[nodiscard]] bool stands_done(std::size_t node) const;
  [[nodiscard]] const Edge& mirror(std::uint32_t link, std::size_t node) const;

  const Network& network_;
  Schedule schedule_;
  Recording recording_;
  Sweeps sweeps_;
};

}  // namespace tc::engine

// A calendar network in which some activities can be done in several ways, and the true finish of
// any choice among them: a forward pass, whatever the calendars, constraints and holds are.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <utility>
#include <vector>

#include "base/money.h"
#include "base/result.h"
#include "engine/cpm/cpm.h"
#include "engine/network/network.h"

namespace tc::engine {

/// One way to do the work that is left of an activity.
struct CrashChoice {
  std::int64_t work{};       ///< working minutes of `calendar`
  std::uint16_t calendar{};  ///< position in Network::calendars
  Money price;               ///< beyond the normal way
  friend bool operator==(const CrashChoice&, const CrashChoice&) = default;
};

/// The ways of one activity: first the normal one (the network's own work and calendar, free), last
/// the fastest, which is at least as fast as all others on every day.
struct ChoiceSet {
  std::uint32_t node{};
  std::vector<CrashChoice> choices;
};

/// By choice set: the position of the way taken.
using Picks = std::vector<std::uint32_t>;

/// What a sprint is about. `network` is changed during passes and put back afterwards.
struct SprintCase {
  Network& network;
  const CpmInput& input;
  std::span<const std::uint32_t> ends;  ///< nodes of which the last to finish counts
  std::span<const ChoiceSet> sets;      ///< of activities not yet finished, each once
};

/// Rules: sprint.ends (none, or not in the network), sprint.choices (a set that is not of the form
/// above, or of a finished, spanning or twice named activity).
[[nodiscard]] Result<void> check_case(const SprintCase& one);

/// Which calendar works at least as long as which other one on every day of the years after `near`;
/// told for the weather classes of one calendar, whose shifts are the same.
class CalendarOrder {
 public:
  CalendarOrder(const Network& network, Minute near) : network_(&network), near_(near) {}
  [[nodiscard]] bool as_fast(std::uint16_t a, std::uint16_t b);
  [[nodiscard]] bool as_fast(const CrashChoice& a, const CrashChoice& b) {
    return a.work <= b.work && as_fast(a.calendar, b.calendar);
  }

 private:
  const Network* network_;
  Minute near_;
  std::map<std::pair<std::uint16_t, std::uint16_t>, bool> known_;
};

class Trial {
 public:
  explicit Trial(const SprintCase& one);
  Trial(const Trial&) = delete;
  Trial& operator=(const Trial&) = delete;
  Trial(Trial&&) = delete;
  Trial& operator=(Trial&&) = delete;
  ~Trial();

  /// The finish with these picks, by a forward pass.
  Minute finish(const Picks& picks);
  /// That of the last pass; after `finish` early dates, causes and drivers only.
  [[nodiscard]] const Schedule& schedule() const { return schedule_; }
  /// Early dates of these picks, and late dates by which all ends still meet `by`; floats and
  /// longest path mean nothing here.
  const Schedule& late_dates(const Picks& picks, Minute by);
  /// Positions of sets on the driving chain to the end that finishes last, in the last pass; and
  /// the chain itself.
  [[nodiscard]] std::vector<std::size_t> chain() const;
  [[nodiscard]] std::vector<std::uint32_t> sets_on_chain() const;

  [[nodiscard]] const Network& network() const { return case_.network; }
  [[nodiscard]] std::span<const ChoiceSet> sets() const { return case_.sets; }
  [[nodiscard]] std::span<const std::uint32_t> ends() const { return case_.ends; }
  [[nodiscard]] const CpmInput& input() const { return case_.input; }
  /// Whether `a` is at least as fast as `b` whenever they are begun.
  [[nodiscard]] bool as_fast(const CrashChoice& a, const CrashChoice& b) const {
    return order_.as_fast(a, b);
  }
  /// Position of the node's set, or the number of sets.
  [[nodiscard]] std::size_t set_of(std::size_t node) const { return set_of_[node]; }
  [[nodiscard]] Picks normal() const { return Picks(case_.sets.size()); }
  [[nodiscard]] Picks fastest() const;
  [[nodiscard]] Money price_of(const Picks& picks) const;
  /// Forward passes so far.
  [[nodiscard]] std::size_t passes() const { return passes_; }

 private:
  void apply(const Picks& picks);
  [[nodiscard]] Minute last_end() const;

  SprintCase case_;
  std::vector<std::int64_t> work_;
  std::vector<std::uint16_t> calendars_before_;  ///< by set
  std::vector<std::uint32_t> set_of_;            ///< by node
  mutable CalendarOrder order_;                  ///< remembers what it was asked
  Schedule schedule_;
  std::size_t passes_{};
};

}  // namespace tc::engine

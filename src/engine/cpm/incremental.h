// A schedule kept equal to the full pass while single activities change: only what an edit moves is
// computed again, forward from it and backward from what moved. The order of the network must stay
// (no new links); numbers of the network may change under it.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/cpm/cpm.h"

namespace tc::engine {

/// Positions in topological order that wait to be computed; walked without looking at the others.
class WaitingNodes {
 public:
  void reset(std::size_t size) { words_.assign((size + 63) / 64, 0); }
  void add(std::size_t i) { words_[i / 64] |= std::uint64_t{1} << (i % 64); }
  void add_all(std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) add(i);
  }
  /// Takes all in ascending order; `use` may add later ones.
  template <class Use>
  void take_ascending(const Use& use) {
    for (std::size_t w = 0; w < words_.size(); ++w) {
      while (words_[w] != 0) {
        const auto bit = static_cast<std::size_t>(std::countr_zero(words_[w]));
        words_[w] &= words_[w] - 1;
        use(w * 64 + bit);
      }
    }
  }
  /// Takes all in descending order; `use` may add earlier ones.
  template <class Use>
  void take_descending(const Use& use) {
    for (std::size_t w = words_.size(); w-- > 0;) {
      while (words_[w] != 0) {
        const auto bit = 63 - static_cast<std::size_t>(std::countl_zero(words_[w]));
        words_[w] &= ~(std::uint64_t{1} << bit);
        use(w * 64 + bit);
      }
    }
  }

 private:
  std::vector<std::uint64_t> words_;
};

class IncrementalPass {
 public:
  /// Runs the full pass. `network` and what `input` points to must outlive this.
  IncrementalPass(const Network& network, const CpmInput& input);

  /// Brings the schedule up to date after numbers of these activities changed in the network or in
  /// CpmInput::work: work, progress, actual dates, constraint, the lag of a link that ends there.
  /// Calendars, terms and the set of links must be as they were.
  const Schedule& update(std::span<const std::uint32_t> touched);
  /// The same after the holds changed; `input.holds` given anew.
  const Schedule& update_holds(std::span<const Hold> holds);

  [[nodiscard]] const Schedule& schedule() const { return schedule_; }
  /// Activities computed again by the last update, forward and backward together.
  [[nodiscard]] std::size_t recomputed() const { return recomputed_; }

 private:
  void full_pass();
  void restore_unmoved();
  void keep_unmoved();
  void forward();
  void note_finish(std::size_t i, Minute before);
  void settle_finishes();
  void backward();
  void mark_around(std::size_t i);
  [[nodiscard]] bool reaches_far(std::size_t i) const;
  [[nodiscard]] const Schedule::HeldNode* hold_of(std::size_t i) const;
  void touch(std::size_t i);
  const Schedule& repair();

  /// Dates that the forward pass gave an activity which then moved to be as late as possible.
  struct Unmoved {
    std::uint32_t node{};
    Minute start, finish;
    StartCause cause{};
    std::uint32_t driver{};
    Minute moved_start, moved_finish;
  };

  const Network& network_;
  CpmInput input_;
  Schedule schedule_;
  WaitingNodes forward_;
  WaitingNodes backward_;
  std::vector<Unmoved> unmoved_;                 ///< P6's wishes to be late, in order
  std::vector<std::uint8_t> shrunk_;             ///< by project: its last finish may have come down
  std::vector<Minute> finish_before_;            ///< by project
  std::vector<std::uint32_t> first_of_project_;  ///< CSR of what does not span
  std::vector<std::uint32_t> of_project_;
  bool whole_ = false;  ///< each update is a full pass
  std::size_t recomputed_{};
};

}  // namespace tc::engine

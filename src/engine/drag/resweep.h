// A forward pass kept for questions of the kind "and without this hold?": only what lies downstream
// of what differs from the last question is swept again.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/cpm/cpm.h"
#include "engine/cpm/incremental.h"
#include "engine/network/network.h"

namespace tc::engine {

/// Remaining work of one node in place of its own, in minutes.
struct OtherWork {
  std::uint32_t node{};
  std::int64_t minutes{};
  friend bool operator==(const OtherWork&, const OtherWork&) = default;
};

class Resweep {
 public:
  /// Runs the whole pass. `network` and what `input` points to must outlive this.
  Resweep(const Network& network, const CpmInput& input);

  /// The forward pass (as run_forward leaves it) with these holds in place of the input's, and with
  /// `work` in place of the input's work of those nodes. Stands until the next call.
  const Schedule& with(std::span<const Hold> holds, std::span<const OtherWork> work);

  [[nodiscard]] const Schedule& schedule() const { return schedule_; }
  /// Activities swept by the last call.
  [[nodiscard]] std::size_t swept() const { return swept_; }

 private:
  void touch(std::uint32_t node);
  void take_work(std::span<const OtherWork> work);

  const Network& network_;
  CpmInput input_;
  std::vector<std::int64_t> own_work_;  ///< by node, as the input has it
  std::vector<std::int64_t> work_;      ///< by node, of the last question
  std::vector<std::uint32_t> other_;    ///< nodes whose work differs
  Schedule schedule_;
  WaitingNodes waiting_;
  std::size_t swept_{};
};

}  // namespace tc::engine

// Walks through worlds in which some causes are gone, and sums up what each of them costs.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "base/time.h"
#include "engine/drag/causes.h"

namespace tc::engine {

/// Which causes are gone; by cause, 1: gone.
using Gone = std::vector<std::uint8_t>;

/// Something that can tell the finishes when causes are gone.
class CauseWorld {
 public:
  virtual ~CauseWorld() = default;
  /// Finishes by target and lane (target × lanes() + lane); stands until the next call.
  virtual std::span<const Minute> finishes(const Gone& gone) = 0;
  [[nodiscard]] virtual std::size_t targets() const = 0;
  [[nodiscard]] virtual std::size_t lanes() const = 0;
};

/// Sums of minutes over lanes; of shares over lanes and orders. By target, or target × causes + k.
struct CauseSums {
  std::vector<std::int64_t> with;  ///< finishes since `origin`
  std::vector<std::int64_t> without;
  std::vector<std::int64_t> alone;
  std::vector<std::int64_t> marginal;
  /// To be divided by `weight`, the orders summed over: exact ones once, else one for each pair of
  /// an order and its reverse.
  std::vector<std::vector<std::int64_t>> shapley;
  std::int64_t weight = 1;
};

/// `lanes`: the first so many of the world's count. Exact shares where the effort says so, else
/// from the pairs of orders number `first_pair` … `first_pair` + `pairs` - 1.
struct SetWalk {
  std::size_t causes{};
  std::size_t lanes{};
  Minute origin;
  const DragEffort& effort;
  std::uint64_t first_pair{};
  std::uint64_t pairs{};
};
[[nodiscard]] CauseSums walk_sets(CauseWorld& world, const SetWalk& walk);

/// The rules drag.cause, drag.target, drag.effort.
[[nodiscard]] Result<void> check_causes(const Network& network, const CpmInput& input,
                                        std::span<const Cause> causes, const DragEffort& effort);

/// A mean of batches and its standard error from their scatter; `counts` trials in each batch.
class BatchMean {
 public:
  void add(std::int64_t sum, std::int64_t count);
  /// In days; `sampled` false: the number is exact.
  [[nodiscard]] DragDays days(bool sampled) const;

 private:
  std::vector<std::int64_t> sums_;
  std::vector<std::int64_t> counts_;
};

}  // namespace tc::engine

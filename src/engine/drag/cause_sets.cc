// Shares after L. S. Shapley, "A Value for n-Person Games" (1953): from all subsets, or the mean
// marginal over random orders (each followed by its reverse, which steadies the mean).
// SPDX-License-Identifier: Apache-2.0
#include "engine/drag/cause_sets.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>
#include <string>

#include "engine/outlook/philox.h"

namespace tc::engine {
namespace {

constexpr std::size_t kMostExact = 10;
constexpr int kMostOrders = 10'000;
constexpr std::uint32_t kOrderDraws = 0x4F52'4452;  ///< tells these draws from others of the seed

std::int64_t factorial(std::size_t n) {
  std::int64_t product = 1;
  for (std::size_t i = 2; i <= n; ++i) product *= static_cast<std::int64_t>(i);
  return product;
}

class Walk {
 public:
  Walk(CauseWorld& world, const SetWalk& walk)
      : world_(world), walk_(walk), targets_(world.targets()), gone_(walk.causes, 0) {
    sums_.with = sum_now();
    sums_.alone.assign(targets_ * walk.causes, 0);
    sums_.marginal.assign(targets_ * walk.causes, 0);
  }

  CauseSums run() {
    for (std::size_t k = 0; k < walk_.causes; ++k) {
      gone_[k] = 1;
      add(sums_.marginal, k, sums_.with, sum_now());
      gone_[k] = 0;
    }
    std::ranges::fill(gone_, std::uint8_t{1});
    sums_.without = sum_now();
    if (walk_.causes <= walk_.effort.exact_up_to) {
      share_exactly();
    } else {
      for (std::size_t k = 0; k < walk_.causes; ++k) {
        gone_[k] = 0;
        add(sums_.alone, k, sum_now(), sums_.without);
        gone_[k] = 1;
      }
      share_by_orders();
    }
    return std::move(sums_);
  }

 private:
  using Sums = std::vector<std::int64_t>;  ///< by target

  /// Of the finishes over lanes.
  [[nodiscard]] Sums sum_now() {
    const std::span<const Minute> finishes = world_.finishes(gone_);
    Sums sums(targets_, 0);
    for (std::size_t t = 0; t < targets_; ++t) {
      for (std::size_t lane = 0; lane < walk_.lanes; ++lane) {
        sums[t] += finishes[t * world_.lanes() + lane] - walk_.origin;
      }
    }
    return sums;
  }
  void add(Sums& by_cause, std::size_t k, const Sums& later, const Sums& earlier,
           std::int64_t weight = 1) {
    for (std::size_t t = 0; t < targets_; ++t) {
      by_cause[t * walk_.causes + k] += weight * (later[t] - earlier[t]);
    }
  }
  void share_exactly();
  void share_by_orders();
  [[nodiscard]] std::vector<std::size_t> order(std::uint64_t number) const;

  CauseWorld& world_;
  const SetWalk& walk_;
  std::size_t targets_;
  Gone gone_;
  CauseSums sums_;
};

/// All subsets in Gray's order: one cause comes or goes at a time. Bit k: cause k is there.
void Walk::share_exactly() {
  const std::size_t n = walk_.causes;
  std::vector<Sums> of_set(std::size_t{1} << n);
  of_set[0] = sums_.without;
  for (std::size_t step = 1; step < of_set.size(); ++step) {
    const auto flipped = static_cast<std::size_t>(std::countr_zero(step));
    gone_[flipped] ^= 1U;
    of_set[step ^ step >> 1] = sum_now();
  }
  sums_.weight = factorial(n);
  Sums& shares = sums_.shapley.emplace_back(targets_ * n, 0);
  for (std::size_t set = 0; set < of_set.size(); ++set) {
    const auto size = static_cast<std::size_t>(std::popcount(set));
    for (std::size_t k = 0; k < n; ++k) {
      if ((set >> k & 1U) != 0) continue;
      const std::int64_t orders = factorial(size) * factorial(n - size - 1);
      add(shares, k, of_set[set | std::size_t{1} << k], of_set[set], orders);
    }
  }
  for (std::size_t k = 0; k < n; ++k) add(sums_.alone, k, of_set[std::size_t{1} << k], of_set[0]);
}

/// A shuffle by Fisher and Yates.
std::vector<std::size_t> Walk::order(std::uint64_t number) const {
  std::vector<std::size_t> order(walk_.causes);
  std::iota(order.begin(), order.end(), std::size_t{0});
  for (std::size_t i = order.size(); i > 1; --i) {
    const PhiloxCounter words =
        philox({static_cast<std::uint32_t>(number), static_cast<std::uint32_t>(number >> 32),
                static_cast<std::uint32_t>(i), kOrderDraws},
               static_cast<std::uint32_t>(walk_.effort.seed),
               static_cast<std::uint32_t>(walk_.effort.seed >> 32));
    const auto pick = static_cast<std::size_t>(std::uint64_t{words[0]} * i >> 32);
    std::swap(order[i - 1], order[pick]);
  }
  return order;
}

void Walk::share_by_orders() {
  sums_.weight = 2;
  for (std::uint64_t pair = walk_.first_pair; pair < walk_.first_pair + walk_.pairs; ++pair) {
    Sums& shares = sums_.shapley.emplace_back(targets_ * walk_.causes, 0);
    std::vector<std::size_t> causes = order(pair);
    for (int way = 0; way < 2; ++way) {
      std::ranges::fill(gone_, std::uint8_t{1});
      Sums before = sums_.without;
      for (const std::size_t k : causes) {
        gone_[k] = 0;
        Sums now = sum_now();
        add(shares, k, now, before);
        before = std::move(now);
      }
      std::ranges::reverse(causes);
    }
  }
}

}  // namespace

CauseSums walk_sets(CauseWorld& world, const SetWalk& walk) { return Walk(world, walk).run(); }

Result<void> check_causes(const Network& network, const CpmInput& input,
                          std::span<const Cause> causes, const DragEffort& effort) {
  if (effort.exact_up_to > kMostExact || effort.orders < 2 || effort.orders > kMostOrders) {
    return fail(Code::bad_input, "drag.effort",
                "exact shares of " + std::to_string(effort.exact_up_to) + " causes, " +
                    std::to_string(effort.orders) + " orders",
                {}, "ask for at most 10, and 2 to 10,000 orders");
  }
  for (std::size_t k = 0; k < causes.size(); ++k) {
    const auto wrong = [&](std::size_t number, std::size_t count, const std::string& what) {
      return fail(Code::bad_input, "drag.cause",
                  what + " " + std::to_string(number) + " is not one of " + std::to_string(count),
                  "cause " + std::to_string(k + 1));
    };
    for (const std::uint32_t hold : causes[k].holds) {
      if (hold >= input.holds.size()) return wrong(hold, input.holds.size(), "hold");
    }
    for (const WorkWithout& without : causes[k].work) {
      if (without.node >= network.size()) return wrong(without.node, network.size(), "node");
      const WorkSpread& work = without.work;
      const bool fixed = work.shape == SpreadShape::fixed;
      const bool ordered = fixed || (work.low <= work.likely && work.likely <= work.high);
      const std::int64_t most = fixed ? work.likely : work.high;
      if (ordered && (fixed ? work.likely : work.low) >= 0 && most <= std::int64_t{1} << 30)
        continue;
      return fail(Code::bad_input, "drag.cause",
                  std::to_string(work.low) + ", " + std::to_string(work.likely) + ", " +
                      std::to_string(work.high) + " minutes are no low, likely and high duration",
                  "cause " + std::to_string(k + 1));
    }
  }
  return {};
}

void BatchMean::add(std::int64_t sum, std::int64_t count) {
  sums_.push_back(sum);
  counts_.push_back(count);
}

/// The ratio of sums; its error as of a ratio estimate over batches (W. G. Cochran, Sampling
/// Techniques, 3rd ed. 1977, section 6.4).
DragDays BatchMean::days(bool sampled) const {
  const double whole = std::accumulate(sums_.begin(), sums_.end(), 0.0);
  const double count = std::accumulate(counts_.begin(), counts_.end(), 0.0);
  constexpr auto kDay = static_cast<double>(kMinutesPerDay);
  DragDays days{whole / count / kDay, 0};
  const auto n = static_cast<double>(sums_.size());
  if (!sampled || sums_.size() < 2) return days;
  double squares = 0;
  for (std::size_t b = 0; b < sums_.size(); ++b) {
    const double rest =
        static_cast<double>(sums_[b]) - whole / count * static_cast<double>(counts_[b]);
    squares += rest * rest;
  }
  days.error = std::sqrt(squares * n / (n - 1)) / count / kDay;
  return days;
}

}  // namespace tc::engine

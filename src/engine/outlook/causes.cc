// The causes of one target's spread. Draws are functions of their counters, so those of the few
// candidates are simply made again; no trial's work was kept.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>

#include "engine/outlook/summary.h"

namespace tc::engine {
namespace {

constexpr std::size_t kLookedAt = 2;  ///< candidates looked at for each one shown
constexpr std::size_t kTenth = 10;

class Search {
 public:
  Search(const CauseSearch& search, std::size_t target, std::span<const Minute> finishes,
         TargetOutlook& out)
      : in_(search), target_(target), finishes_(finishes), out_(out) {}

  void run() {
    take_indices();
    take_activities();
    take_holds();
    for (std::uint32_t r = 0; r < in_.model.risks.size(); ++r) take_risk(r);
    std::ranges::sort(out_.causes, {}, [](const CauseSwing& swing) {
      const std::int64_t width = swing.p50_at_high - swing.p50_at_low;
      return std::tuple(width < 0 ? width : -width, swing.kind, swing.index);
    });
    std::erase_if(out_.causes,
                  [](const auto& swing) { return swing.p50_at_low == swing.p50_at_high; });
    if (out_.causes.size() > in_.model.most_causes) out_.causes.resize(in_.model.most_causes);
  }

 private:
  [[nodiscard]] double share(std::int64_t trials) const {
    return static_cast<double>(trials) / static_cast<double>(finishes_.size());
  }
  void take_indices();
  void take_activities();
  void take_holds();
  void take_risk(std::uint32_t risk);
  /// `values` by trial, as many as there are finishes or a few more.
  void take_swing(CauseSwing swing, const std::vector<double>& values);
  [[nodiscard]] double correlation(const std::vector<double>& values) const;
  template <class Draw>
  [[nodiscard]] std::vector<double> drawn(const Draw& draw) const;

  const CauseSearch& in_;
  std::size_t target_;
  std::span<const Minute> finishes_;
  TargetOutlook& out_;
};

/// The values of all trials; `draw(block, values)` gives those of one block.
template <class Draw>
std::vector<double> Search::drawn(const Draw& draw) const {
  const std::size_t blocks = (finishes_.size() + kLanes - 1) / kLanes;
  std::vector<double> values(blocks * kLanes);
  for (std::size_t block = 0; block < blocks; ++block) draw(block, values.data() + block * kLanes);
  values.resize(finishes_.size());
  return values;
}

void Search::take_indices() {
  const auto& nodes = in_.trials.reach().nodes;
  const auto trials = static_cast<std::int64_t>(finishes_.size());
  for (std::size_t slot = 0; slot < nodes.size(); ++slot) {
    const ActivityIndex index{nodes[slot], share(in_.tally.of(target_).on_chain[slot]),
                              in_.tally.cruciality(target_, slot, trials)};
    const bool done = in_.network.progress[nodes[slot]] == Progress::finished;
    if (!done && (index.criticality > 0 || index.cruciality != 0)) out_.activities.push_back(index);
  }
}

void Search::take_activities() {
  std::vector<ActivityIndex> candidates = out_.activities;
  std::erase_if(candidates, [](const ActivityIndex& index) {
    return index.cruciality == 0 || index.criticality == 0;
  });
  std::ranges::sort(candidates, {}, [](const ActivityIndex& index) {
    return std::tuple(-std::abs(index.cruciality), index.node);
  });
  const std::size_t most = kLookedAt * in_.model.most_causes;
  if (candidates.size() > most) candidates.resize(most);
  for (const ActivityIndex& index : candidates) {
    const WorkDraw& draw = in_.trials.draws().work[index.node];
    take_swing({.kind = CauseKind::activity,
                .index = index.node,
                .p50_at_low = {},
                .p50_at_high = {},
                .cruciality = index.cruciality,
                .criticality = index.criticality},
               drawn([&](std::uint64_t block, double* values) {
                 in_.trials.draws().own_work(draw, block, values);
               }));
  }
}

void Search::take_holds() {
  struct Candidate {
    std::int64_t began;
    std::uint32_t hold;
  };
  std::vector<Candidate> candidates;
  for (std::size_t h = 0; h < in_.trials.held().size(); ++h) {
    const std::int64_t began = in_.tally.of(target_).hold_began[h];
    if (began == 0) continue;
    for (const std::uint32_t hold : in_.trials.held()[h].holds) {
      if (in_.trials.draws().release_drawn[hold] != 0) candidates.push_back({began, hold});
    }
  }
  std::ranges::sort(candidates, {},
                    [](const Candidate& c) { return std::tuple(-c.began, c.hold); });
  const std::size_t most = kLookedAt * in_.model.most_causes;
  if (candidates.size() > most) candidates.resize(most);
  for (const Candidate& candidate : candidates) {
    const std::vector<double> values = drawn([&](std::uint64_t block, double* out) {
      std::int64_t minutes[kLanes];
      in_.trials.draws().draw_release(candidate.hold, block, minutes);
      std::ranges::transform(minutes, out, [](std::int64_t m) { return static_cast<double>(m); });
    });
    take_swing({.kind = CauseKind::hold,
                .index = candidate.hold,
                .p50_at_low = {},
                .p50_at_high = {},
                .cruciality = correlation(values),
                .criticality = share(candidate.began)},
               values);
  }
}

void Search::take_risk(std::uint32_t risk) {
  RiskFactors factors;
  const std::vector<double> values = drawn([&](std::uint64_t block, double* out) {
    in_.trials.draws().draw_risks(block, factors);
    std::copy_n(factors.data() + risk * kLanes, kLanes, out);
  });
  take_swing({.kind = CauseKind::risk,
              .index = risk,
              .p50_at_low = {},
              .p50_at_high = {},
              .cruciality = correlation(values),
              .criticality = 0},
             values);
}

/// Sums in order of trials.
double Search::correlation(const std::vector<double>& values) const {
  const auto n = static_cast<double>(values.size());
  const double middle = std::accumulate(values.begin(), values.end(), 0.0) / n;
  double when = 0;
  const auto since = [&](std::size_t i) {
    return static_cast<double>(finishes_[i] - finishes_[0]);
  };
  for (std::size_t i = 0; i < values.size(); ++i) when += since(i);
  when /= n;
  double squares = 0;
  double when_squares = 0;
  double products = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double dv = values[i] - middle;
    const double dw = since(i) - when;
    squares += dv * dv;
    when_squares += dw * dw;
    products += dv * dw;
  }
  return squares > 0 && when_squares > 0 ? products / std::sqrt(squares * when_squares) : 0;
}

void Search::take_swing(CauseSwing swing, const std::vector<double>& values) {
  std::vector<std::uint32_t> order(values.size());
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::sort(order, {}, [&](std::uint32_t i) { return std::tuple(values[i], i); });
  const std::size_t tenth = std::max<std::size_t>(order.size() / kTenth, 1);
  const auto middle_of = [&](std::span<const std::uint32_t> trials) {
    std::vector<Minute> finishes;
    for (const std::uint32_t trial : trials) finishes.push_back(finishes_[trial]);
    std::ranges::sort(finishes);
    return percentile_of(finishes, 50);
  };
  const std::span<const std::uint32_t> all(order);
  swing.p50_at_low = middle_of(all.first(tenth));
  swing.p50_at_high = middle_of(all.last(tenth));
  out_.causes.push_back(swing);
}

}  // namespace

void find_causes(const CauseSearch& search, std::size_t target, std::span<const Minute> finishes,
                 TargetOutlook& out) {
  Search(search, target, finishes, out).run();
}

}  // namespace tc::engine

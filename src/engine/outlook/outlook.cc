// SPDX-License-Identifier: Apache-2.0
#include "engine/outlook/outlook.h"

#include <algorithm>

#include "engine/outlook/check.h"
#include "engine/outlook/summary.h"
#include "engine/outlook/tally.h"
#include "engine/outlook/trials.h"

namespace tc::engine {
namespace {

constexpr std::size_t kMostChunks = 64;  ///< calls of the lent loop; each has a worker's state

/// One run on its way.
class Run {
 public:
  Run(const CpmInput& input, const OutlookModel& model, const Trials& trials,
      const OutlookWatch& watch)
      : input_(input),
        model_(model),
        trials_(trials),
        watch_(watch),
        blocks_((static_cast<std::size_t>(model.trials) + kLanes - 1) / kLanes),
        tally_(trials, model, input.data_date) {
    causes_ = std::ranges::any_of(model.targets, &OutlookTarget::causes);
    finishes_.resize(model.targets.size());
    for (auto& finishes : finishes_) finishes.resize(static_cast<std::size_t>(model.trials));
  }

  void all(const ForEachIndex& for_each) {
    const std::size_t chunks = std::min(blocks_, kMostChunks);
    for_each(chunks,
             [&](std::size_t c) { chunk(c * blocks_ / chunks, (c + 1) * blocks_ / chunks); });
  }

  [[nodiscard]] bool cancelled() const {
    return watch_.cancel != nullptr && watch_.cancel->load(std::memory_order_relaxed);
  }
  [[nodiscard]] std::vector<std::vector<Minute>>& finishes() { return finishes_; }
  [[nodiscard]] const Tally& tally() const { return tally_; }

 private:
  void chunk(std::size_t begin, std::size_t end) {
    TrialState state = trials_.state();
    Tally mine(trials_, model_, input_.data_date);
    for (std::size_t block = begin; block < end; ++block) {
      if (cancelled()) return;
      trials_.run(block, causes_, state);
      const std::size_t first = block * kLanes;
      const std::size_t lanes = std::min(kLanes, static_cast<std::size_t>(model_.trials) - first);
      for (std::size_t t = 0; t < finishes_.size(); ++t) {
        std::copy_n(state.block.target_finish.data() + t * kLanes, lanes,
                    finishes_[t].data() + first);
      }
      mine.take(state, lanes);
      const auto done = done_.fetch_add(static_cast<std::int64_t>(lanes));
      if (watch_.progress) watch_.progress(done + static_cast<std::int64_t>(lanes), model_.trials);
    }
    mine.add_to(tally_);
  }

  const CpmInput& input_;
  const OutlookModel& model_;
  const Trials& trials_;
  const OutlookWatch& watch_;
  std::size_t blocks_;
  bool causes_ = false;
  std::vector<std::vector<Minute>> finishes_;  ///< by target and trial
  Tally tally_;
  std::atomic<std::int64_t> done_{0};
};

/// `minutes` of the planned duration, as a share of what remains.
std::int64_t scaled(std::int64_t minutes, std::int64_t remaining, std::int64_t planned) {
  return static_cast<std::int64_t>(static_cast<double>(minutes) * static_cast<double>(remaining) /
                                       static_cast<double>(planned) +
                                   0.5);
}

}  // namespace

void for_each_in_turn(std::size_t n, const std::function<void(std::size_t)>& body) {
  for (std::size_t i = 0; i < n; ++i) body(i);
}

std::vector<WorkSpread> default_spreads(const Network& network) {
  std::vector<WorkSpread> spreads(network.size());
  for (std::size_t i = 0; i < network.size(); ++i) {
    const model::Activity& activity = *network.activity[i];
    const std::int64_t remaining = network.work[i];
    WorkSpread& spread = spreads[i];
    spread.likely = remaining;
    const std::int64_t low = activity.duration_low;
    const std::int64_t likely = activity.duration_likely;
    const std::int64_t high = activity.duration_high;
    const bool given = 0 < low && low <= likely && likely <= high && low < high;
    if (!given || remaining == 0 || network.is_span(i)) continue;
    spread = {SpreadShape::pert, scaled(low, remaining, likely), remaining,
              scaled(high, remaining, likely)};
  }
  return spreads;
}

Result<Outlook> run_outlook(const Network& network, const CpmInput& input,
                            const OutlookModel& model, const ForEachIndex& for_each,
                            const OutlookWatch& watch) {
  TC_TRY_VOID(check_model(network, input, model));
  const Trials trials(network, input, model);
  Run run(input, model, trials, watch);
  run.all(for_each);
  if (run.cancelled()) {
    return fail(Code::limit, "outlook.cancelled",
                "cancelled before its " + std::to_string(model.trials) + " trials were done");
  }
  Outlook outlook{.trials = model.trials, .seed = model.seed, .targets = {}};
  outlook.targets.resize(model.targets.size());
  for_each(model.targets.size(), [&](std::size_t t) {
    TargetOutlook& target = outlook.targets[t];
    target = summarise(model.targets[t], model.percentiles, run.finishes()[t]);
    if (!model.targets[t].causes) return;
    find_causes({network, model, trials, run.tally()}, t, run.finishes()[t], target);
  });
  return outlook;
}

}  // namespace tc::engine

// The rounds follow logic-based Benders decomposition (Hooker and Ottosson 2003): the master is the
// relaxation, the pass through the calendars judges its plans and gives the covers.
// SPDX-License-Identifier: Apache-2.0
#include "engine/sprint/sprint.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "engine/sprint/relaxation.h"

namespace tc::engine {
namespace {

using model::ConstraintKind;
using model::LinkType;

constexpr std::size_t kMostWhole = 600;  // activities; of more the bound alone is asked for
constexpr double kSameWan = 1e-6;        // a fen, or a millionth of the price

bool finish_is_tied(const Network& network, std::size_t node) {
  for (const Edge& edge : network.predecessors_of(node)) {
    if (edge.type == LinkType::finish_finish || edge.type == LinkType::start_finish) return true;
  }
  const ConstraintKind kind = network.constraint[node];
  return network.extra_of(node) != nullptr || kind == ConstraintKind::finish_not_earlier ||
         kind == ConstraintKind::must_finish || kind == ConstraintKind::mandatory_finish;
}

bool start_is_hung_on(const Network& network, std::size_t node) {
  for (const Edge& edge : network.successors_of(node)) {
    if (edge.type == LinkType::start_start || edge.type == LinkType::start_finish) return true;
  }
  return false;
}

/// Whether less work can only make things earlier: see plan_sprint.
bool is_monotone(const SprintCase& one) {
  for (const ChoiceSet& set : one.sets) {
    if (finish_is_tied(one.network, set.node) && start_is_hung_on(one.network, set.node)) {
      return false;
    }
  }
  for (std::size_t i = 0; i < one.network.size(); ++i) {
    const Extra* extra = one.network.extra_of(i);
    if (one.network.constraint[i] == ConstraintKind::as_late_as_possible) return false;
    if (extra != nullptr && extra->secondary == ConstraintKind::as_late_as_possible) return false;
  }
  return true;
}

/// Every plan costs a whole number of these fen.
std::int64_t price_grain(const SprintCase& one) {
  std::int64_t grain = 0;
  for (const ChoiceSet& set : one.sets) {
    for (const CrashChoice& choice : set.choices) grain = std::gcd(grain, choice.price.fen);
  }
  return std::max<std::int64_t>(grain, 1);
}

std::size_t passes_for(const SprintLimits& limits, std::size_t size) {
  if (limits.passes > 0) return limits.passes;
  return std::clamp<std::size_t>(std::size_t{20'000'000} / (size + 1), 500, 40'000);
}

class Search {
 public:
  Search(const SprintCase& one, const SprintLimits& limits)
      : limits_(limits),
        most_passes_(passes_for(limits, one.network.size())),
        monotone_(is_monotone(one)),
        grain_(price_grain(one)),
        trial_(one) {}

  Result<SprintPlan> plan(Minute by, const Picks* known);

 private:
  [[nodiscard]] bool spent() const { return trial_.passes() >= stop_at_; }
  [[nodiscard]] double on_grain(double bound_wan) const;
  [[nodiscard]] bool meets(const Picks& picks) { return trial_.finish(picks) <= by_; }
  [[nodiscard]] static bool is_proved(const SprintPlan& plan) {
    const double price = to_wan(plan.price);
    return plan.feasible && price <= plan.bound_wan + kSameWan * std::max(1.0, price);
  }
  Result<void> rounds(SprintPlan& plan, const SprintFrame& frame);
  void lend_passes();
  void improve(SprintPlan& plan, const Picks& picks);
  [[nodiscard]] Picks fast_where_late();
  void take(SprintPlan& plan, Picks picks);
  [[nodiscard]] Picks trimmed(Picks picks);
  [[nodiscard]] std::optional<Picks> repaired(Picks picks);
  struct Move {
    std::uint32_t set{}, choice{};
    double worth = -1;
  };
  [[nodiscard]] Move best_move(Picks& picks, Minute finish);
  [[nodiscard]] Picks cover_of(const Picks& late);
  void raise(Picks& picks, std::uint32_t set);

  SprintLimits limits_;
  std::size_t most_passes_;
  std::size_t last_pass_{};  ///< of this plan
  std::size_t stop_at_{};    ///< of the heuristic that runs
  bool monotone_;
  std::int64_t grain_;  ///< fen
  Trial trial_;
  Minute by_;
};

/// The least price a plan can have that is not below the bound, the solver's tolerance aside.
double Search::on_grain(double bound_wan) const {
  const double tolerance = kSameWan * std::max(1.0, bound_wan);
  const double fen = (bound_wan - tolerance) * static_cast<double>(kFenPerWan);
  const auto grain = static_cast<double>(grain_);
  return std::max(
      {0.0, bound_wan, std::ceil(fen / grain) * grain / static_cast<double>(kFenPerWan)});
}

/// Keeps the plan when it is cheaper; it meets the date.
void Search::take(SprintPlan& plan, Picks picks) {
  const Money price = trial_.price_of(picks);
  if (price >= plan.price && plan.feasible) return;
  plan.feasible = true;
  plan.price = price;
  plan.picks = std::move(picks);
}

/// Undoes what the date does not need, the dearest first.
Picks Search::trimmed(Picks picks) {
  std::vector<std::uint32_t> order(picks.size());
  std::iota(order.begin(), order.end(), 0U);
  const auto price = [&](std::uint32_t s) { return trial_.sets()[s].choices[picks[s]].price; };
  std::ranges::stable_sort(order, [&](auto a, auto b) { return price(a) > price(b); });
  for (const std::uint32_t s : order) {
    const auto& choices = trial_.sets()[s].choices;
    const std::uint32_t before = picks[s];
    std::vector<std::uint32_t> cheaper;
    for (std::uint32_t k = 0; k < choices.size(); ++k) {
      if (choices[k].price < choices[before].price) cheaper.push_back(k);
    }
    std::ranges::stable_sort(cheaper, {}, [&](std::uint32_t k) { return choices[k].price; });
    for (const std::uint32_t k : cheaper) {
      if (spent()) break;
      picks[s] = k;
      if (meets(picks)) break;
      picks[s] = before;
    }
  }
  return picks;
}

/// Of all faster ways on the driving chain the one that gains most for its price. When none gains
/// alone (several chains are equally long) the one that costs least.
Search::Move Search::best_move(Picks& picks, Minute finish) {
  Move best, cheapest;
  for (const std::uint32_t s : trial_.sets_on_chain()) {
    const auto& choices = trial_.sets()[s].choices;
    const std::uint32_t before = picks[s];
    for (std::uint32_t k = 0; k < choices.size() && !spent(); ++k) {
      const bool faster = k != before && trial_.as_fast(choices[k], choices[before]) &&
                          !trial_.as_fast(choices[before], choices[k]);
      if (!faster) continue;
      picks[s] = k;
      const Minute after = std::max(trial_.finish(picks), by_);
      picks[s] = before;
      const double price = to_wan(choices[k].price - choices[before].price);
      const double gain = static_cast<double>(finish - after);
      const double worth = gain / (std::max(price, 0.0) + kSameWan);
      if (gain > 0 && worth > best.worth) best = {s, k, worth};
      if (-price > cheapest.worth || cheapest.worth == -1) cheapest = {s, k, -price};
    }
  }
  return best.worth > 0 ? best : cheapest;
}

/// Crashes on until the date is met; nothing when that would take too many passes.
std::optional<Picks> Search::repaired(Picks picks) {
  for (;;) {
    const Minute finish = trial_.finish(picks);
    if (finish <= by_) return picks;
    const Move move = best_move(picks, finish);
    if (move.worth == -1 || spent()) return std::nullopt;
    picks[move.set] = move.choice;
  }
}

/// The fastest way of the set with which the plan is still late.
void Search::raise(Picks& picks, std::uint32_t set) {
  const auto& choices = trial_.sets()[set].choices;
  const std::uint32_t before = picks[set];
  for (auto k = static_cast<std::uint32_t>(choices.size()); k-- > 0 && !spent();) {
    if (k == before || !trial_.as_fast(choices[k], choices[picks[set]])) continue;
    picks[set] = k;
    if (!meets(picks)) return;
    picks[set] = before;
  }
}

/// A plan that is still late although as much as possible is faster than in `late`: only what
/// stands slower than its fastest there must then change.
Picks Search::cover_of(const Picks& late) {
  if (meets(late)) return late;
  const std::vector<std::uint32_t> chain = trial_.sets_on_chain();
  Picks cover = trial_.fastest();
  for (const std::uint32_t s : chain) cover[s] = late[s];
  std::vector<std::uint32_t> order = chain;
  if (meets(cover)) {
    cover = late;
    order.resize(late.size());
    std::iota(order.begin(), order.end(), 0U);
  }
  for (const std::uint32_t s : order) raise(cover, s);
  return cover;
}

/// A heuristic may use a quarter of the passes that are left; covers and repairs that stop early
/// are only weaker.
void Search::lend_passes() {
  const std::size_t left = last_pass_ - std::min(last_pass_, trial_.passes());
  stop_at_ = trial_.passes() + left / 4;
}

Result<void> Search::rounds(SprintPlan& plan, const SprintFrame& frame) {
  Relaxation relaxation(trial_, frame, trial_.late_dates(trial_.normal(), by_));
  const bool whole = relaxation.size() <= kMostWhole;
  const int most = whole ? limits_.rounds : 1;
  int nodes = limits_.nodes;
  while (plan.rounds < most && nodes > 0) {
    ++plan.rounds;
    TC_TRY(const Relaxation::Answer answer, relaxation.solve_for_picks({.nodes = nodes}, whole));
    nodes -= answer.nodes + 1;
    if (answer.status == LpStatus::infeasible || answer.status == LpStatus::unbounded) {
      monotone_ = false;  // a true plan exists: the programme is wrong about this network
      return {};
    }
    plan.bound_wan = std::max(plan.bound_wan, on_grain(answer.bound));
    if (answer.status == LpStatus::limit || is_proved(plan)) return {};
    if (meets(answer.picks)) {
      take(plan, answer.picks);
      if (!is_proved(plan)) improve(plan, answer.picks);
      return {};
    }
    lend_passes();
    relaxation.add_cover(cover_of(answer.picks));
    relaxation.split_stretches();
    lend_passes();
    if (const std::optional<Picks> better = repaired(answer.picks)) improve(plan, *better);
  }
  return {};
}

void Search::improve(SprintPlan& plan, const Picks& picks) {
  lend_passes();
  take(plan, trimmed(picks));
}

/// Everything at its fastest that is late without crashing; all of it where that does not do.
Picks Search::fast_where_late() {
  const Schedule& late = trial_.late_dates(trial_.normal(), by_);
  Picks picks = trial_.fastest();
  for (std::size_t s = 0; s < picks.size(); ++s) {
    const std::uint32_t node = trial_.sets()[s].node;
    if (late.early_finish[node] <= late.late_finish[node]) picks[s] = 0;
  }
  return meets(picks) ? picks : trial_.fastest();
}

Result<SprintPlan> Search::plan(Minute by, const Picks* known) {
  by_ = by;
  last_pass_ = trial_.passes() + most_passes_;
  SprintPlan plan;
  plan.by = by;
  SprintFrame frame{.normal = {}, .fastest = {}, .by = by};
  plan.finish = trial_.finish(trial_.normal());
  frame.normal = trial_.schedule();
  if (plan.finish <= by) {
    plan.feasible = plan.proved = true;
    plan.picks = trial_.normal();
    return plan;
  }
  plan.finish = trial_.finish(trial_.fastest());
  frame.fastest = trial_.schedule();
  if (plan.finish > by) {
    plan.picks = trial_.fastest();
    plan.price = trial_.price_of(plan.picks);
    plan.holding = trial_.chain();
    return plan;
  }
  take(plan, fast_where_late());
  if (known != nullptr && meets(*known)) improve(plan, *known);
  TC_TRY_VOID(rounds(plan, frame));
  if (!monotone_) plan.bound_wan = 0;
  if (!is_proved(plan)) {
    stop_at_ = last_pass_;
    take(plan, trimmed(plan.picks));
  }
  plan.bound_wan = std::min(plan.bound_wan, to_wan(plan.price));
  plan.proved = monotone_ && is_proved(plan);
  plan.finish = trial_.finish(plan.picks);
  return plan;
}

}  // namespace

Result<SprintReach> reach_of(const SprintCase& one) {
  TC_TRY_VOID(check_case(one));
  Trial trial(one);
  const Minute normal = trial.finish(trial.normal());
  return SprintReach{normal, std::min(normal, trial.finish(trial.fastest()))};
}

Result<SprintPlan> plan_sprint(const SprintCase& one, Minute by, const SprintLimits& limits,
                               const Picks* known) {
  TC_TRY_VOID(check_case(one));
  Search search(one, limits);
  return search.plan(by, known);
}

Result<std::vector<SprintPlan>> plan_sprints(const SprintCase& one, std::span<const Minute> dates,
                                             const SprintLimits& limits) {
  TC_TRY_VOID(check_case(one));
  Search search(one, limits);
  std::vector<SprintPlan> plans;
  for (const Minute by : dates) {
    const bool start = !plans.empty() && plans.back().feasible;
    TC_TRY(SprintPlan plan, search.plan(by, start ? &plans.back().picks : nullptr));
    plans.push_back(std::move(plan));
  }
  return plans;
}

}  // namespace tc::engine

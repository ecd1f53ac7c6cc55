// The sprint against every choice there is, on small random networks with calendars, winter, all
// link types, constraints, holds and progress.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <limits>

#include "engine/sprint/sprint.h"
#include "property/cpm_random.h"
#include "property/cpm_world.h"

namespace tc::random {
namespace {

using engine::ChoiceSet;
using engine::Network;
using engine::Picks;

/// Up to four activities with up to five ways each: less work by days, milder weather, both.
std::vector<ChoiceSet> make_sets(Source& source, const Network& network, const World& world,
                                 Day near) {
  std::vector<ChoiceSet> sets;
  engine::CalendarOrder order(network, start_of(near));
  for (std::uint32_t i = 0; i < network.size() && sets.size() < 4; ++i) {
    const bool fit = !network.is_span(i) && network.progress[i] != engine::Progress::finished &&
                     network.work[i] > kMinutesPerDay && network.parts_of(i).empty();
    if (!fit || !source.chance(60)) continue;
    ChoiceSet set{.node = i, .choices = {{network.work[i], network.calendar[i], {}}}};
    const std::int64_t price = source.between(1, 40) * 100'000;
    const std::int64_t step = source.chance(50) ? kMinutesPerDay : network.work[i] / 7;
    const std::int64_t steps = std::min(source.between(1, 3), (network.work[i] - 1) / step);
    for (std::int64_t k = 1; k <= steps; ++k) {
      set.choices.push_back({network.work[i] - k * step, network.calendar[i], {k * price}});
    }
    const model::CalendarId id = network.activity[i]->calendar_id;
    const auto mild = world.table.find(id, 0);
    if (mild && *mild != network.calendar[i] && order.as_fast(*mild, network.calendar[i])) {
      const Money lump{source.between(1, 90) * 100'000};
      set.choices.push_back({network.work[i], *mild, lump});
      set.choices.push_back(
          {set.choices[static_cast<std::size_t>(steps)].work, *mild, lump + Money{steps * price}});
    }
    sets.push_back(std::move(set));
  }
  return sets;
}

/// Least price that meets the date over all choices; -1 when none does.
std::int64_t least_price(engine::Trial& trial, Minute by) {
  Picks picks = trial.normal();
  std::int64_t least = -1;
  for (;;) {
    if (trial.finish(picks) <= by) {
      const std::int64_t price = trial.price_of(picks).fen;
      if (least < 0 || price < least) least = price;
    }
    std::size_t s = 0;
    while (s < picks.size() && ++picks[s] == trial.sets()[s].choices.size()) picks[s++] = 0;
    if (s == picks.size()) return least;
  }
}

struct Tally {
  int plans = 0, proved = 0, best = 0, rounds = 0;
  double worst_gap = 0;
};

void check_plan(engine::SprintCase& one, Minute by, Tally& tally) {
  const auto plan = engine::plan_sprint(one, by);
  ASSERT_TRUE(plan) << to_line(plan.error());
  std::int64_t least = -1;
  {
    engine::Trial trial(one);
    least = least_price(trial, by);
    if (plan->feasible) {
      EXPECT_LE(trial.finish(plan->picks), by);
      EXPECT_EQ(trial.price_of(plan->picks), plan->price);
    }
  }
  if (!plan->feasible) return;
  ++tally.plans;
  tally.rounds += plan->rounds;
  if (plan->proved) ++tally.proved;
  if (plan->price.fen == least) ++tally.best;
  tally.worst_gap = std::max(tally.worst_gap, to_wan(plan->price) - to_wan({least}));
  EXPECT_GE(plan->price.fen, least);
  EXPECT_LE(plan->bound_wan, to_wan({least}) + 1e-6);
  if (plan->proved) {
    EXPECT_EQ(plan->price.fen, least);
  }
}

/// Cases in which crashing moves the finish, at four dates each.
void run_case(Source& source, const World& world, const CaseShape& shape, bool tools,
              Tally& tally) {
  Case given = make_case(source, world.naive.window, kCalendars, shape);
  std::vector<engine::ProjectTerms> terms;
  if (tools) {
    enrich(source, given);
    terms = make_terms(source, given);
    given.input.by_project = terms;
  }
  Network network = world.network_of(given);
  given.input.holds = given.holds;
  const std::vector<ChoiceSet> sets =
      make_sets(source, network, world, day_of(given.input.data_date));
  std::vector<std::uint32_t> ends;
  for (std::uint32_t i = 0; i < network.size(); ++i) {
    if (!network.is_span(i)) ends.push_back(i);
  }
  if (sets.empty() || ends.empty()) return;
  engine::SprintCase one{network, given.input, ends, sets};
  const auto reach = engine::reach_of(one);
  ASSERT_TRUE(reach) << to_line(reach.error());
  const std::int64_t room = reach->normal - reach->fastest;
  if (room <= 0) return;
  for (const std::int64_t quarter : {0, 1, 2, 3}) {
    check_plan(one, reach->fastest + room * quarter / 4, tally);
  }
}

Tally run(std::uint64_t first_seed, int worlds, const CaseShape& shape, bool tools) {
  constexpr int kCasesOfAWorld = 60;
  Tally tally;
  for (int round = 0; round < worlds; ++round) {
    SCOPED_TRACE(round);
    Source source(first_seed + static_cast<std::uint64_t>(round));
    const World world(source);
    for (int i = 0; i < kCasesOfAWorld && !testing::Test::HasFailure(); ++i) {
      SCOPED_TRACE(i);
      run_case(source, world, shape, tools, tally);
    }
  }
  return tally;
}

void say(const char* what, const Tally& tally) {
  std::printf("%s: %d plans, %d proved, %d best, %d rounds, worst %.2f\n", what, tally.plans,
              tally.proved, tally.best, tally.rounds, tally.worst_gap);
}

TEST(SprintReference, FinishStartIsAlwaysProved) {
  const Tally tally = run(1000, 60, {.only_finish_start = true}, false);
  say("finish-start", tally);
  EXPECT_GT(tally.plans, 300);
  EXPECT_EQ(tally.proved, tally.plans);
}

TEST(SprintReference, AnyLinkIsNeverBelowTheBoundAndMostlyProved) {
  const Tally tally = run(5000, 60, {}, false);
  say("any link", tally);
  EXPECT_GT(tally.plans, 300);
  EXPECT_GT(tally.proved * 10, tally.plans * 8);
  EXPECT_GT(tally.best * 100, tally.plans * 99);
}

TEST(SprintReference, HoldsUnderTheToolsOwnRules) {
  const Tally tally = run(9000, 120, {}, true);
  say("tools' rules", tally);
  EXPECT_GT(tally.plans, 200);
}

}  // namespace
}  // namespace tc::random

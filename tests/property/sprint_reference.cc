// The sprint against every choice there is, on small random networks with calendars, winter, all
// link types, constraints, holds and progress.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
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

/// Kept with the test's result: how many plans, how many of them proved, at what effort.
void keep(const Tally& tally) {
  testing::Test::RecordProperty("plans", tally.plans);
  testing::Test::RecordProperty("proved", tally.proved);
  testing::Test::RecordProperty("rounds", tally.rounds);
}

/// Six activities of some months each on the planning calendar, in any weather class.
model::ProjectFile winter_works(Source& source) {
  model::ProjectFile file;
  file.project.id.value = 1;
  for (std::int64_t i = 1; i <= 6; ++i) {
    model::Activity activity;
    activity.id.value = i;
    activity.calendar_id.value = 1;
    activity.weather = static_cast<std::int32_t>(source.between(0, 2));
    activity.duration_likely = source.between(15, 130) * kMinutesPerDay + source.between(0, 900);
    file.activities.push_back(activity);
    for (std::int64_t before = 1; before < i; ++before) {
      if (before != i - 1 && !source.chance(30)) continue;
      model::Link link;
      link.id.value = 10 * i + before;
      link.predecessor_id.value = before;
      link.successor_id.value = i;
      file.links.push_back(link);
    }
  }
  return file;
}

std::vector<ChoiceSet> winter_sets(Source& source, Network& network) {
  std::vector<ChoiceSet> sets;
  for (std::uint32_t i = 0; i < network.size(); ++i) {
    const std::uint16_t summer = network.own_calendars.number_of({1}, 0).value();
    network.calendars = network.own_calendars.calendars();
    ChoiceSet set{.node = i, .choices = {{network.work[i], network.calendar[i], {}}}};
    const std::int64_t step = source.between(1, 9) * kMinutesPerDay;
    const std::int64_t price = source.between(1, 60) * 100'000;
    for (std::int64_t k = 1; k <= source.between(1, 2); ++k) {
      set.choices.push_back({network.work[i] - k * step / 2, network.calendar[i], {k * price}});
    }
    if (summer != network.calendar[i]) {
      const Money lump{source.between(1, 300) * 100'000};
      const std::size_t open = set.choices.size();
      for (std::size_t k = 0; k < open; ++k) {
        set.choices.push_back({set.choices[k].work, summer, set.choices[k].price + lump});
      }
    }
    sets.push_back(std::move(set));
  }
  return sets;
}

TEST(SprintReference, MonthsOfWorkAcrossWintersAreProved) {
  Tally tally;
  model::Calendar calendar;
  calendar.id.value = 1;
  calendar.week = "mon-sun 00:00-24:00";
  calendar.winter = "11-15..03-14";
  calendar.whole_days = true;
  for (std::uint64_t round = 0; round < 60 && !testing::Test::HasFailure(); ++round) {
    SCOPED_TRACE(round);
    Source source(77'000 + round);
    const model::ProjectFile file = winter_works(source);
    const model::ProjectFile* files[] = {&file};
    auto built = engine::build_network({.projects = files, .calendars = {&calendar, 1}});
    ASSERT_TRUE(built) << to_line(built.error());
    Network network = std::move(*built);
    engine::CpmInput input;
    input.data_date = start_of(to_day({2026, 1, 1}) + static_cast<int>(source.between(0, 364)));
    const std::vector<ChoiceSet> sets = winter_sets(source, network);
    const std::vector<std::uint32_t> ends{0, 1, 2, 3, 4, 5};
    engine::SprintCase one{network, input, ends, sets};
    const auto reach = engine::reach_of(one);
    ASSERT_TRUE(reach) << to_line(reach.error());
    const std::int64_t room = reach->normal - reach->fastest;
    for (const std::int64_t quarter : {0, 1, 2, 3}) {
      check_plan(one, reach->fastest + room * quarter / 4, tally);
    }
  }
  keep(tally);
  EXPECT_EQ(tally.proved, tally.plans);
}

TEST(SprintReference, FinishStartIsAlwaysProved) {
  const Tally tally = run(1000, 60, {.only_finish_start = true}, false);
  keep(tally);
  EXPECT_GT(tally.plans, 300);
  EXPECT_EQ(tally.proved, tally.plans);
}

TEST(SprintReference, AnyLinkIsNeverBelowTheBoundAndMostlyProved) {
  const Tally tally = run(5000, 60, {}, false);
  keep(tally);
  EXPECT_GT(tally.plans, 300);
  EXPECT_GT(tally.proved * 10, tally.plans * 8);
  EXPECT_GT(tally.best * 100, tally.plans * 99);
}

TEST(SprintReference, HoldsUnderTheToolsOwnRules) {
  const Tally tally = run(9000, 120, {}, true);
  keep(tally);
  EXPECT_GT(tally.plans, 200);
}

}  // namespace
}  // namespace tc::random

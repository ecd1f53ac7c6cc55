// Drags against what they mean: the whole pass with and without, all subsets, other outlooks.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "engine/drag/causes.h"
#include "engine/drag/resweep.h"
#include "property/cpm_world.h"

namespace tc {
namespace {

using engine::Cause;
using engine::Network;
using engine::SpreadShape;

constexpr int kWorlds = 30;

/// A random network under random rules, its holds, and causes made of them and of work.
struct Scene {
  Network network;
  random::Case given;
  std::vector<engine::Hold> holds;
  std::vector<engine::ProjectTerms> terms;
  std::vector<Cause> causes;
  engine::CpmInput input;

  Scene(random::Source& source, const random::World& world, bool any_rule)
      : given(random::make_case(source, world.naive.window, random::kCalendars,
                                random::CaseShape{})) {
    if (any_rule && source.chance(50)) random::enrich(source, given);
    network = world.network_of(given);
    holds = given.holds;
    for (int more = 0; more < 3; ++more) {
      engine::Hold& hold = holds.emplace_back();
      hold.activity = network.activity[pick(source)]->id;
      hold.blocker.value = 100 + more;
      if (source.chance(70)) hold.until = given.input.data_date + source.between(0, 40'000);
      if (source.chance(40)) hold.delay_minutes = source.between(0, 9'000);
    }
    for (std::uint32_t h = 0; h < holds.size(); ++h) causes.push_back({{h}, {}});
    Cause& excess = causes.emplace_back();
    for (int nodes = 0; nodes < 2; ++nodes) {
      const auto node = static_cast<std::uint32_t>(pick(source));
      excess.work.push_back(
          {node, {SpreadShape::triangular, 0, network.work[node] / 2, network.work[node]}});
    }
    if (source.chance(30)) causes.back().holds.push_back(0);
    input = given.input;
    input.holds = holds;
    if (any_rule && source.chance(60)) {
      terms = random::make_terms(source, given);
      input.by_project = terms;
    }
  }
  [[nodiscard]] std::size_t pick(random::Source& source) const {
    return static_cast<std::size_t>(
        source.between(0, static_cast<std::int64_t>(network.size()) - 1));
  }
  /// The holds and the work that are left.
  void without(const engine::TargetNodes& gone, std::vector<engine::Hold>& left,
               std::vector<engine::OtherWork>& work) const {
    std::vector<bool> lifted(holds.size(), false);
    for (const std::uint32_t k : gone) {
      for (const std::uint32_t h : causes[k].holds) lifted[h] = true;
      for (const auto& other : causes[k].work) {
        if (std::ranges::find(work, other.node, &engine::OtherWork::node) == work.end()) {
          work.push_back({other.node, other.work.likely});
        }
      }
    }
    for (std::size_t h = 0; h < holds.size(); ++h) {
      if (!lifted[h]) left.push_back(holds[h]);
    }
  }
  [[nodiscard]] engine::Schedule whole_pass(const std::vector<engine::Hold>& left,
                                            const std::vector<engine::OtherWork>& other) const {
    std::vector<std::int64_t> work = network.work;
    for (const auto& change : other) work[change.node] = change.minutes;
    engine::CpmInput changed = input;
    changed.holds = left;
    changed.work = work;
    engine::Schedule schedule;
    engine::run_forward(network, changed, schedule);
    return schedule;
  }
  [[nodiscard]] std::vector<engine::TargetNodes> targets() const {
    std::vector<engine::TargetNodes> targets(2);
    for (std::uint32_t i = 0; i < network.size(); ++i) targets[0].push_back(i);
    targets[1] = {static_cast<std::uint32_t>(network.size() / 2)};
    return targets;
  }
};

template <class Use>
void each_scene(std::uint64_t seed, bool any_rule, const Use& use) {
  random::Source source(seed);
  for (int w = 0; w < kWorlds && !testing::Test::HasFailure(); ++w) {
    const random::World world(source);
    for (int c = 0; c < 5 && !testing::Test::HasFailure(); ++c) {
      SCOPED_TRACE("world " + std::to_string(w) + " case " + std::to_string(c));
      const Scene scene(source, world, any_rule);
      use(source, scene);
    }
  }
}

TEST(Resweep, EqualsTheWholePass) {
  std::size_t swept = 0;
  std::size_t nodes = 0;
  each_scene(21, true, [&](random::Source& source, const Scene& scene) {
    engine::Resweep resweep(scene.network, scene.input);
    for (int question = 0; question < 8; ++question) {
      engine::TargetNodes gone;
      for (std::uint32_t k = 0; k < scene.causes.size(); ++k) {
        if (source.chance(30)) gone.push_back(k);
      }
      std::vector<engine::Hold> left;
      std::vector<engine::OtherWork> work;
      scene.without(gone, left, work);
      const engine::Schedule& got = resweep.with(left, work);
      const engine::Schedule want = scene.whole_pass(left, work);
      EXPECT_EQ(got.early_start, want.early_start);
      EXPECT_EQ(got.early_finish, want.early_finish);
      EXPECT_EQ(got.driver, want.driver);
      EXPECT_EQ(got.cause, want.cause);
      EXPECT_EQ(got.project_finish, want.project_finish);
      swept += resweep.swept();
      nodes += scene.network.size();
    }
  });
  EXPECT_LT(swept, nodes * 2 / 3);
}

TEST(Drags, AreFinishesWithMinusWithout) {
  each_scene(22, true, [](random::Source&, const Scene& scene) {
    const auto targets = scene.targets();
    const auto drags = engine::drags_of(scene.network, scene.input, scene.causes, targets);
    ASSERT_TRUE(drags) << to_line(drags.error());
    const auto finish = [&](std::size_t target, const engine::TargetNodes& gone) {
      std::vector<engine::Hold> left;
      std::vector<engine::OtherWork> work;
      scene.without(gone, left, work);
      const engine::Schedule schedule = scene.whole_pass(left, work);
      Minute latest{std::numeric_limits<std::int64_t>::min()};
      for (const std::uint32_t node : targets[target]) {
        const bool done = scene.network.progress[node] == engine::Progress::finished;
        latest = std::max(latest,
                          done ? scene.network.actual_finish[node] : schedule.early_finish[node]);
      }
      return latest;
    };
    engine::TargetNodes all;
    for (std::uint32_t k = 0; k < scene.causes.size(); ++k) all.push_back(k);
    for (std::size_t t = 0; t < targets.size(); ++t) {
      const engine::TargetDrag& drag = (*drags)[t];
      EXPECT_EQ(drag.finish_with, finish(t, {}));
      EXPECT_EQ(drag.finish_without, finish(t, all));
      double shares = 0;
      for (std::uint32_t k = 0; k < scene.causes.size(); ++k) {
        engine::TargetNodes others = all;
        std::erase(others, k);
        EXPECT_EQ(drag.causes[k].marginal.days,
                  static_cast<double>(drag.finish_with - finish(t, {k})) / 1440);
        EXPECT_EQ(drag.causes[k].alone.days,
                  static_cast<double>(finish(t, others) - drag.finish_without) / 1440);
        if (scene.causes.size() <= engine::kShapleyHolds) {
          EXPECT_EQ(drag.causes[k].shapley.error, 0);
        }
        shares += drag.causes[k].shapley.days;
      }
      EXPECT_NEAR(shares, drag.joint.days, 1e-9);
    }
  });
}

TEST(Drags, SharesByOrdersComeNearTheExactOnes) {
  int beyond = 0;
  int compared = 0;
  each_scene(23, false, [&](random::Source& source, const Scene& scene) {
    const auto targets = scene.targets();
    const auto exact = engine::drags_of(scene.network, scene.input, scene.causes, targets);
    const engine::DragEffort effort{.exact_up_to = 0, .orders = 200, .seed = source.next()};
    const auto sampled =
        engine::drags_of(scene.network, scene.input, scene.causes, targets, effort);
    ASSERT_TRUE(exact && sampled);
    for (std::size_t k = 0; k < scene.causes.size(); ++k) {
      const engine::CauseDrag& want = (*exact)[0].causes[k];
      const engine::CauseDrag& got = (*sampled)[0].causes[k];
      EXPECT_EQ(got.alone, want.alone);
      EXPECT_EQ(got.marginal, want.marginal);
      const double off = std::abs(got.shapley.days - want.shapley.days);
      beyond += off > 3 * got.shapley.error + 1e-9 ? 1 : 0;
      ++compared;
    }
  });
  EXPECT_LT(beyond, compared / 50);
}

engine::OutlookModel model_of(random::Source& source, const Scene& scene) {
  engine::OutlookModel model;
  model.trials = source.between(1, 70);
  model.seed = source.next();
  for (const std::int64_t work : scene.network.work) {
    model.work.push_back({SpreadShape::pert, work / 2, work, work * 3});
  }
  for (const engine::Hold& hold : scene.holds) {
    engine::ReleaseSpread& release = model.releases.emplace_back();
    if (!hold.until || source.chance(30)) continue;
    release = {engine::ReleaseShape::exponential, scene.input.data_date, {}, {}, 9};
  }
  model.risks.push_back(
      {"r", 0.4, 1, 1.3, 2, {0, static_cast<std::uint32_t>(scene.network.size()) - 1}});
  for (const engine::TargetNodes& nodes : scene.targets()) {
    model.targets.emplace_back().nodes = nodes;
  }
  return model;
}

double mean_days(const engine::TargetOutlook& target, Minute since) {
  std::int64_t minutes = 0;
  for (const Minute finish : target.ordered) minutes += finish - since;
  return static_cast<double>(minutes) / static_cast<double>(target.ordered.size()) / 1440;
}

TEST(ExpectedDrags, AreOneOutlookMinusAnother) {
  each_scene(24, true, [](random::Source& source, const Scene& scene) {
    const engine::OutlookModel model = model_of(source, scene);
    const engine::ForEachIndex in_turn = engine::for_each_in_turn;
    const engine::DragTrials how{in_turn, {.exact_up_to = 3, .orders = 2, .seed = 5}, {}};
    const auto drags = engine::expected_drags(scene.network, scene.input, model, scene.causes, how);
    ASSERT_TRUE(drags) << to_line(drags.error());
    const auto with = engine::run_outlook(scene.network, scene.input, model);
    ASSERT_TRUE(with) << to_line(with.error());
    for (std::uint32_t k = 0; k < scene.causes.size(); ++k) {
      engine::OutlookModel other = model;
      std::vector<engine::Hold> left = scene.holds;
      for (const std::uint32_t h : scene.causes[k].holds) left[h].activity = {};
      for (const auto& change : scene.causes[k].work) {
        if (std::ranges::count(scene.causes[k].work, change.node, &engine::WorkWithout::node) ==
            1) {
          other.work[change.node] = change.work;
        } else {
          other.work[change.node] = scene.causes[k].work[0].work;
        }
      }
      engine::CpmInput input = scene.input;
      input.holds = left;
      const auto without = engine::run_outlook(scene.network, input, other);
      ASSERT_TRUE(without) << to_line(without.error());
      for (std::size_t t = 0; t < model.targets.size(); ++t) {
        const Minute since = scene.input.data_date;
        const double want =
            mean_days(with->targets[t], since) - mean_days(without->targets[t], since);
        EXPECT_NEAR((*drags)[t].causes[k].marginal.days, want, 1e-9) << "cause " << k;
      }
    }
  });
}

TEST(ExpectedDrags, SharesAddUpAndAnyKernelAgrees) {
  each_scene(25, false, [](random::Source& source, const Scene& scene) {
    engine::OutlookModel model = model_of(source, scene);
    const engine::ForEachIndex in_turn = engine::for_each_in_turn;
    const engine::DragTrials how{in_turn, {.exact_up_to = 5}, {}};
    const auto lanes = engine::expected_drags(scene.network, scene.input, model, scene.causes, how);
    model.kernel = engine::OutlookKernel::one_by_one;
    const auto passes =
        engine::expected_drags(scene.network, scene.input, model, scene.causes, how);
    ASSERT_TRUE(lanes && passes);
    EXPECT_EQ(*lanes, *passes);
    const engine::ForEachIndex backwards = [](std::size_t n, const auto& body) {
      for (std::size_t i = n; i-- > 0;) body(i);
    };
    model.kernel = engine::OutlookKernel::automatic;
    const auto reversed = engine::expected_drags(scene.network, scene.input, model, scene.causes,
                                                 {backwards, {.exact_up_to = 5}, {}});
    EXPECT_EQ(*lanes, *reversed);
    for (const engine::TargetDrag& drag : *lanes) {
      double shares = 0;
      for (const engine::CauseDrag& cause : drag.causes) shares += cause.shapley.days;
      EXPECT_NEAR(shares, drag.joint.days, 1e-9);
    }
  });
}

}  // namespace
}  // namespace tc

// The outlook against passes of run_forward on random networks: trials side by side, one by one,
// and the fixed durations whose outlook is the plan itself; then the same answer from any loop.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <thread>

#include "engine/outlook/outlook.h"
#include "property/cpm_world.h"

namespace tc {
namespace {

using engine::Network;
using engine::OutlookKernel;
using engine::OutlookModel;
using engine::SpreadShape;

constexpr int kWorlds = 50;
constexpr int kCasesPerWorld = 8;

/// Every activity a target of its own, and all together another.
void take_targets(const Network& network, OutlookModel& model) {
  for (std::uint32_t i = 0; i < network.size(); ++i) model.targets.emplace_back().nodes = {i};
  engine::OutlookTarget all;
  for (std::uint32_t i = 0; i < network.size(); ++i) all.nodes.push_back(i);
  model.targets.push_back(all);
}

engine::WorkSpread spread_about(random::Source& source, std::int64_t likely) {
  const auto shape = static_cast<SpreadShape>(source.between(0, 2));
  return {shape, source.between(0, likely), likely, likely + source.between(0, 4000)};
}

engine::ReleaseSpread release_about(random::Source& source, const engine::Hold& hold,
                                    Minute data_date) {
  const Minute likely = hold.until.value_or(data_date);
  switch (source.between(0, 3)) {
    case 0:
      return {};
    case 1:
      return {engine::ReleaseShape::exponential, data_date, {}, {}, 5.5};
    case 2:
      return {engine::ReleaseShape::pert, likely - 3000, likely, likely + 9000, 0};
    default:
      return {engine::ReleaseShape::triangular, likely, likely + 200, likely + 7000, 0};
  }
}

OutlookModel make_model(random::Source& source, const Network& network,
                        const engine::CpmInput& input) {
  OutlookModel model;
  model.trials = source.between(1, 40);
  model.seed = source.next();
  for (std::size_t i = 0; i < network.size(); ++i) {
    model.work.push_back(spread_about(source, network.work[i]));
    const auto node = static_cast<std::uint32_t>(i);
    if (source.chance(15)) model.redos.push_back({node, 0.5, 0.7, 3});
  }
  if (source.chance(50)) {
    engine::RiskDriver& risk = model.risks.emplace_back();
    risk = {"weather", 0.5, 0.8, 1.2, 2.5, {}};
    for (std::uint32_t i = 0; i < network.size(); i += 2) risk.nodes.push_back(i);
    model.risks.push_back({"prices", 1, 1, 1, 1.5, {0, 0}});
  }
  for (const engine::Hold& hold : input.holds) {
    model.releases.push_back(release_about(source, hold, input.data_date));
  }
  take_targets(network, model);
  return model;
}

template <class Use>
void each_case(std::uint64_t seed, const Use& use) {
  random::Source source(seed);
  for (int w = 0; w < kWorlds && !testing::Test::HasFailure(); ++w) {
    const random::World world(source);
    for (int c = 0; c < kCasesPerWorld && !testing::Test::HasFailure(); ++c) {
      SCOPED_TRACE("world " + std::to_string(w) + " case " + std::to_string(c));
      random::Case given =
          random::make_case(source, world.naive.window, random::kCalendars, random::CaseShape{});
      if (source.chance(50)) random::enrich(source, given);
      const Network network = world.network_of(given);
      given.input.holds = given.holds;
      use(source, given, network);
    }
  }
}

TEST(OutlookTrials, FixedDurationsGiveThePlan) {
  each_case(11, [](random::Source& source, random::Case& given, const Network& network) {
    OutlookModel model;
    model.trials = 3;
    for (std::size_t i = 0; i < network.size(); ++i) {
      model.work.push_back({SpreadShape::fixed, 0, network.work[i], 0});
    }
    take_targets(network, model);
    std::vector<engine::ProjectTerms> terms;
    if (source.chance(30)) {
      terms = random::make_terms(source, given);
      given.input.by_project = terms;
    }
    engine::Schedule schedule;
    engine::run_forward(network, given.input, schedule);
    const auto outlook = engine::run_outlook(network, given.input, model);
    ASSERT_TRUE(outlook) << to_line(outlook.error());
    for (std::size_t i = 0; i < network.size(); ++i) {
      const Minute want = network.progress[i] == engine::Progress::finished
                              ? network.actual_finish[i]
                              : schedule.early_finish[i];
      EXPECT_EQ(outlook->targets[i].ordered, std::vector<Minute>(3, want))
          << "activity " << network.activity[i]->id.value << " kind "
          << static_cast<int>(network.kind[i]);
    }
  });
}

TEST(OutlookTrials, SideBySideIsOneByOne) {
  int varied = 0;
  each_case(12, [&](random::Source& source, random::Case& given, const Network& network) {
    OutlookModel model = make_model(source, network, given.input);
    const auto lanes = engine::run_outlook(network, given.input, model);
    ASSERT_TRUE(lanes) << to_line(lanes.error());
    model.kernel = OutlookKernel::one_by_one;
    const auto passes = engine::run_outlook(network, given.input, model);
    ASSERT_TRUE(passes) << to_line(passes.error());
    for (std::size_t t = 0; t < lanes->targets.size(); ++t) {
      const engine::TargetOutlook& got = lanes->targets[t];
      const engine::TargetOutlook& want = passes->targets[t];
      EXPECT_EQ(got.ordered, want.ordered) << "target " << t;
      EXPECT_EQ(got.activities, want.activities) << "target " << t;
      EXPECT_EQ(got, want) << "target " << t;
      varied += got.ordered.front() != got.ordered.back() ? 1 : 0;
    }
  });
  EXPECT_GT(varied, 1000);
}

/// `threads` threads take what comes next, the last first.
engine::ForEachIndex loop_of(unsigned threads) {
  return [threads](std::size_t n, const std::function<void(std::size_t)>& body) {
    std::atomic<std::size_t> left = n;
    const auto work = [&] {
      for (std::size_t i = left.fetch_sub(1); i > 0 && i <= n; i = left.fetch_sub(1)) body(i - 1);
    };
    std::vector<std::thread> others;
    for (unsigned t = 1; t < threads; ++t) others.emplace_back(work);
    work();
    for (std::thread& other : others) other.join();
  };
}

TEST(OutlookTrials, AnyLoopGivesTheSameBits) {
  random::Source source(13);
  for (int w = 0; w < 5; ++w) {
    const random::World world(source);
    random::Case given =
        random::make_case(source, world.naive.window, random::kCalendars, random::CaseShape{});
    const Network network = world.network_of(given);
    given.input.holds = given.holds;
    OutlookModel model = make_model(source, network, given.input);
    model.trials = 1200;
    const auto want = engine::run_outlook(network, given.input, model);
    ASSERT_TRUE(want) << to_line(want.error());
    for (const unsigned threads : {1U, 2U, 3U, 8U}) {
      const auto got = engine::run_outlook(network, given.input, model, loop_of(threads));
      EXPECT_TRUE(got == want) << threads << " threads";
    }
    model.seed += 1;
    EXPECT_FALSE(engine::run_outlook(network, given.input, model) == want);
  }
}

}  // namespace
}  // namespace tc

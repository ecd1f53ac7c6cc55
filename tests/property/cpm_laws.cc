// Laws that every schedule keeps, on random networks without any reference.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "engine/drag/drag.h"
#include "property/cpm_world.h"

namespace tc {
namespace {

using engine::CpmInput;
using engine::Hold;
using engine::Network;
using engine::Schedule;

constexpr int kWorlds = 60;
constexpr int kCasesPerWorld = 30;

/// `check(source, case, network)` on many cases; the case's input carries its holds.
template <class Check>
void for_random_cases(std::uint64_t seed, const random::CaseShape& shape, Check check) {
  random::Source source(seed);
  for (int w = 0; w < kWorlds && !testing::Test::HasFailure(); ++w) {
    const random::World world(source);
    for (int c = 0; c < kCasesPerWorld && !testing::Test::HasFailure(); ++c) {
      SCOPED_TRACE("world " + std::to_string(w) + " case " + std::to_string(c));
      random::Case given = random::make_case(source, world.naive.window, random::kCalendars, shape);
      given.input.holds = given.holds;
      const Network network = world.network_of(given);
      check(source, given, network, world);
    }
  }
}

TEST(CpmLaws, FloatsAreNotNegativeWithoutLateConstraints) {
  for_random_cases(
      11, {.late_constraints = false},
      [](random::Source&, const random::Case& given, const Network& network, const random::World&) {
        const Schedule schedule = engine::run_cpm(network, given.input);
        for (std::size_t i = 0; i < network.size(); ++i) {
          EXPECT_GE(schedule.total_float[i], 0) << network.activity[i]->id.value;
          EXPECT_GE(schedule.free_float[i], 0);
          EXPECT_LE(schedule.free_float[i], schedule.total_float[i])
              << network.activity[i]->id.value;
        }
      });
}

TEST(CpmLaws, OrderOfInputChangesNothing) {
  for_random_cases(
      12, {},
      [](random::Source& source, const random::Case& given, const Network& network,
         const random::World& world) {
        const Schedule first = engine::run_cpm(network, given.input);
        EXPECT_EQ(first, engine::run_cpm(network, given.input));
        random::Case turned = given;
        std::ranges::reverse(turned.holds);
        turned.input.holds = turned.holds;
        for (auto& file : turned.files) {
          std::ranges::reverse(file.activities);
          std::ranges::rotate(
              file.links, file.links.begin() +
                              static_cast<std::ptrdiff_t>(source.next() % (file.links.size() + 1)));
        }
        const Network other = world.network_of(turned);
        const Schedule second = engine::run_cpm(other, turned.input);
        EXPECT_EQ(first.project_finish, second.project_finish);
        for (std::size_t i = 0; i < network.size(); ++i) {
          const std::size_t j = other.find(network.activity[i]->id).value();
          EXPECT_EQ(first.early_start[i], second.early_start[j]);
          EXPECT_EQ(first.early_finish[i], second.early_finish[j]);
          EXPECT_EQ(first.late_start[i], second.late_start[j]);
          EXPECT_EQ(first.late_finish[i], second.late_finish[j]);
          EXPECT_EQ(first.total_float[i], second.total_float[j]);
          EXPECT_EQ(first.free_float[i], second.free_float[j]);
          EXPECT_EQ(first.longest_path[i], second.longest_path[j]);
        }
      });
}

// With finish ties a longer activity may start earlier and pull what hangs on its start (the known
// anomaly of FF and SF), so the law is about links that tie starts.
TEST(CpmLaws, ALongerDurationNeverShortens) {
  const auto ties_finish = [](model::ConstraintKind kind) {
    return kind == model::ConstraintKind::finish_not_earlier ||
           kind == model::ConstraintKind::must_finish;
  };
  for_random_cases(13, {.only_starts = true},
                   [&](random::Source& source, const random::Case& given, const Network& network,
                       const random::World&) {
                     if (std::ranges::any_of(network.constraint, ties_finish)) return;
                     const Schedule before = engine::run_cpm(network, given.input);
                     std::vector<std::int64_t> work = network.work;
                     const auto changed = static_cast<std::size_t>(source.next() % work.size());
                     work[changed] += source.between(1, 3'000);
                     CpmInput longer = given.input;
                     longer.work = work;
                     const Schedule after = engine::run_cpm(network, longer);
                     EXPECT_GE(after.finish, before.finish);
                     for (std::size_t i = 0; i < network.size(); ++i) {
                       EXPECT_GE(after.early_start[i], before.early_start[i]);
                       EXPECT_GE(after.early_finish[i], before.early_finish[i]);
                     }
                   });
}

/// Whether any project finishes later in `after`.
bool moved(const Schedule& before, const Schedule& after) {
  for (std::size_t p = 0; p < before.project_finish.size(); ++p) {
    if (after.project_finish[p] > before.project_finish[p]) return true;
  }
  return false;
}

// Total float says exactly how long one activity may wait: until its late start nothing moves that
// its float was measured against, one minute more and something does.
TEST(CpmLaws, LateStartIsTheLastThatDelaysNothing) {
  const random::CaseShape shape{
      .only_finish_start = true, .negative_lags = false, .late_constraints = false};
  for_random_cases(
      14, shape,
      [](random::Source& source, const random::Case& given, const Network& network,
         const random::World&) {
        CpmInput input = given.input;
        input.rules.float_basis = engine::FloatBasis::own_project;
        const Schedule base = engine::run_cpm(network, input);
        const auto i = static_cast<std::size_t>(source.next() % network.size());
        if (network.progress[i] == engine::Progress::finished) return;
        std::vector<Hold> holds = given.holds;
        holds.push_back({.activity = network.activity[i]->id,
                         .until = base.late_start[i],
                         .delay_minutes = 0,
                         .blocker = {}});
        input.holds = holds;
        EXPECT_FALSE(moved(base, engine::run_cpm(network, input))) << holds.back().activity.value;
        holds.back().until = base.late_start[i] + 1;
        EXPECT_TRUE(moved(base, engine::run_cpm(network, input))) << holds.back().activity.value;
      });
}

TEST(CpmLaws, JointDragIsAtLeastEachAloneAndIsSharedOutWhole) {
  for_random_cases(
      15, {},
      [](random::Source&, const random::Case& given, const Network& network, const random::World&) {
        CpmInput input = given.input;
        input.holds = {};
        const engine::Drag drag = engine::drag_of(network, input, given.holds, {});
        double shared = 0;
        for (const engine::HoldDrag& hold : drag.holds) {
          EXPECT_GE(hold.alone_days, 0);
          EXPECT_GE(hold.marginal_days, 0);
          EXPECT_GE(drag.joint_days, hold.alone_days);
          EXPECT_GE(drag.joint_days, hold.marginal_days);
          shared += hold.shapley_days;
        }
        if (drag.holds.empty()) return;
        EXPECT_NEAR(shared * kMinutesPerDay,
                    static_cast<double>(drag.finish_with - drag.finish_without), 1e-6);
      });
}

TEST(CpmLaws, AProjectsOwnLongestPathReachesItsFinish) {
  for_random_cases(
      16, {.late_constraints = false},
      [](random::Source&, const random::Case& given, const Network& network, const random::World&) {
        const Schedule schedule = engine::run_cpm(network, given.input);
        for (std::size_t i = 0; i < network.size(); ++i) {
          const auto chain = engine::driving_chain(network, schedule, i);
          EXPECT_EQ(chain.back(), i);
          for (std::size_t k = 0; k + 1 < chain.size(); ++k) {
            const auto& edge = network.predecessors[schedule.driver[chain[k + 1]]];
            EXPECT_EQ(edge.node, chain[k]);
            EXPECT_GE(schedule.longest_path[chain[k]], schedule.longest_path[i]);
          }
          if (schedule.early_finish[i] == schedule.finish &&
              network.progress[i] != engine::Progress::finished) {
            EXPECT_EQ(schedule.longest_path[i], 1);
          }
        }
      });
}

}  // namespace
}  // namespace tc

// After any edit the incremental pass gives what the full pass gives, under every date rule.
// SPDX-License-Identifier: Apache-2.0
#include "engine/cpm/incremental.h"

#include <algorithm>

#include "property/cpm_world.h"

namespace tc {
namespace {

using engine::DateRule;
using engine::IncrementalPass;
using engine::Network;
using engine::Schedule;
using model::ConstraintKind;

constexpr int kWorlds = 60;
constexpr int kCasesPerWorld = 25;
constexpr int kEdits = 12;

/// One edit of the network's numbers; the activity that was touched.
std::uint32_t edit(random::Source& source, Network& network, const random::Case& given) {
  const auto i =
      static_cast<std::uint32_t>(source.between(0, static_cast<std::int64_t>(network.size()) - 1));
  const Minute at = given.input.data_date + source.between(-5000, 30 * kMinutesPerDay);
  switch (source.between(0, 4)) {
    case 0:
      network.constraint_at[i] = at;
      break;
    case 1:
      if (network.constraint[i] != ConstraintKind::as_late_as_possible) {
        network.constraint[i] = static_cast<ConstraintKind>(source.between(0, 6));
        network.constraint_at[i] = at;
      }
      break;
    case 2:
      if (network.first_predecessor[i] < network.first_predecessor[i + 1]) {
        network.set_lag(network.first_predecessor[i], source.between(-3000, 6000));
      }
      break;
    case 3:
      if (network.progress[i] == engine::Progress::not_started) {
        network.progress[i] = engine::Progress::started;
        network.actual_start[i] = given.input.data_date + -source.between(0, 9000);
      } else {
        network.progress[i] = engine::Progress::finished;
        network.actual_finish[i] = given.input.data_date;
      }
      break;
    default:
      network.work[i] = source.between(0, 12000);
  }
  return i;
}

/// Names the first node and field that differ, for a message that helps.
std::string difference(const Network& network, const Schedule& one, const Schedule& other) {
  for (std::size_t i = 0; i < network.size(); ++i) {
    const std::string who = "node " + std::to_string(i) + " ";
    if (one.early_start[i] != other.early_start[i]) return who + "early_start";
    if (one.early_finish[i] != other.early_finish[i]) return who + "early_finish";
    if (one.late_start[i] != other.late_start[i]) return who + "late_start";
    if (one.late_finish[i] != other.late_finish[i]) return who + "late_finish";
    if (one.total_float[i] != other.total_float[i]) return who + "total_float";
    if (one.free_float[i] != other.free_float[i]) return who + "free_float";
    if (one.cause[i] != other.cause[i]) return who + "cause";
    if (one.driver[i] != other.driver[i]) return who + "driver";
    if (one.longest_path[i] != other.longest_path[i]) return who + "longest_path";
    if (one.critical[i] != other.critical[i]) return who + "critical";
  }
  return one == other ? "" : "finishes, holds or terms";
}

void check_edits(random::Source& source, const random::World& world, random::Case& given) {
  Network network = world.network_of(given);
  if (network.size() == 0) return;
  const std::vector<engine::ProjectTerms> terms = random::make_terms(source, given);
  engine::CpmInput input = given.input;
  input.by_project = terms;
  input.holds = given.holds;
  IncrementalPass pass(network, input);
  ASSERT_EQ(difference(network, pass.schedule(), engine::run_cpm(network, input)), "");
  std::vector<engine::Hold> holds = given.holds;
  for (int e = 0; e < kEdits; ++e) {
    SCOPED_TRACE("edit " + std::to_string(e));
    if (!holds.empty() && source.chance(20)) {
      std::vector<engine::Hold> fewer = holds;
      fewer.pop_back();
      holds.swap(fewer);
      input.holds = holds;
      ASSERT_EQ(difference(network, pass.update_holds(holds), engine::run_cpm(network, input)), "");
      continue;
    }
    std::vector<std::uint32_t> touched{edit(source, network, given)};
    if (source.chance(30)) touched.push_back(edit(source, network, given));
    ASSERT_EQ(difference(network, pass.update(touched), engine::run_cpm(network, input)), "");
  }
}

TEST(CpmIncremental, AnyEditGivesWhatTheFullPassGives) {
  random::Source source(31);
  for (int w = 0; w < kWorlds && !testing::Test::HasFailure(); ++w) {
    const random::World world(source);
    for (int c = 0; c < kCasesPerWorld && !testing::Test::HasFailure(); ++c) {
      SCOPED_TRACE("world " + std::to_string(w) + " case " + std::to_string(c));
      random::Case given = random::make_case(source, world.naive.window, random::kCalendars, {});
      random::enrich(source, given);
      check_edits(source, world, given);
    }
  }
}

/// A hundred chains side by side: an edit in one computes that one.
TEST(CpmIncremental, AnEditComputesOnlyWhatItMoves) {
  model::ProjectFile file;
  constexpr std::int64_t kChains = 100;
  constexpr std::int64_t kLength = 20;
  for (std::int64_t id = 1; id <= kChains * kLength; ++id) {
    model::Activity& activity = file.activities.emplace_back();
    activity.id = {id};
    activity.duration_likely = 600 + 10 * (id / kLength);
    if (id % kLength == 1) continue;
    model::Link& link = file.links.emplace_back();
    link.id = {id};
    link.predecessor_id = {id - 1};
    link.successor_id = {id};
  }
  const model::ProjectFile* const files[] = {&file};
  auto network = engine::build_network({.projects = files, .calendars = {}});
  ASSERT_TRUE(network);
  const engine::CpmInput input;
  IncrementalPass pass(*network, input);
  const auto node = static_cast<std::uint32_t>(*network->find({15}));
  network->work[node] += 60;
  const std::uint32_t touched[] = {node};
  EXPECT_EQ(difference(*network, pass.update(touched), engine::run_cpm(*network, input)), "");
  EXPECT_LE(pass.recomputed(), 3U * kLength);
  EXPECT_GE(pass.recomputed(), 6U);
}

}  // namespace
}  // namespace tc

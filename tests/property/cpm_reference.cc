// The engine against the naive reference on random networks: every date, float and driving link.
// SPDX-License-Identifier: Apache-2.0
#include "property/cpm_world.h"

namespace tc {
namespace {

constexpr int kWorlds = 550;
constexpr int kCasesPerWorld = 20;

std::string name_of(const random::Case& given, const model::Activity& activity) {
  return "activity " + std::to_string(activity.id.value) + " (calendar " +
         std::to_string(activity.calendar_id.value) + ", weather " +
         std::to_string(activity.weather) + ", " + std::to_string(activity.duration_likely) +
         " min) of " + std::to_string(given.files.size()) + " projects";
}

void expect_equal(const random::World& world, const random::Case& given,
                  const engine::Network& network, const engine::Schedule& got,
                  std::map<std::int64_t, naive::Dates>& want) {
  const auto at = [&](Minute minute) { return minute - start_of(world.naive.window); };
  for (std::size_t i = 0; i < network.size(); ++i) {
    const model::Activity& activity = *network.activity[i];
    naive::Dates& dates = want[activity.id.value];
    SCOPED_TRACE(name_of(given, activity));
    EXPECT_EQ(at(got.early_start[i]), dates.early_start);
    EXPECT_EQ(at(got.early_finish[i]), dates.early_finish);
    EXPECT_EQ(at(got.late_start[i]), dates.late_start);
    EXPECT_EQ(at(got.late_finish[i]), dates.late_finish);
    EXPECT_EQ(got.total_float[i], dates.total_float);
    EXPECT_EQ(got.free_float[i], dates.free_float);
    if (got.cause[i] == engine::StartCause::link) {
      const model::Link* driver = network.predecessor_links[got.driver[i]];
      EXPECT_EQ(driver->successor_id, activity.id);
      EXPECT_EQ(at(got.early_start[i]), dates.allowed.at(driver));
    }
  }
}

TEST(CpmReference, RandomNetworksAgreeToTheMinute) {
  random::Source source(20250715);
  engine::Schedule got;  // one for all: a pass must not see what another left
  int compared = 0;
  int outside = 0;
  for (int w = 0; w < kWorlds && !testing::Test::HasFailure(); ++w) {
    const random::World world(source);
    for (int c = 0; c < kCasesPerWorld && !testing::Test::HasFailure(); ++c) {
      SCOPED_TRACE("world " + std::to_string(w) + " case " + std::to_string(c));
      random::Case given =
          random::make_case(source, world.naive.window, random::kCalendars, random::CaseShape{});
      try {
        auto want = naive::schedule(world.naive, given);
        const engine::Network network = world.network_of(given);
        given.input.holds = given.holds;
        engine::run_cpm(network, given.input, got);
        expect_equal(world, given, network, got, want);
        ++compared;
      } catch (const naive::OutOfWindow&) {
        ++outside;
      }
    }
  }
  RecordProperty("compared", compared);
  RecordProperty("outside", outside);
  EXPECT_GE(compared, 10'000) << outside << " cases left the window";
}

}  // namespace
}  // namespace tc

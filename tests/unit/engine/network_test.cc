// SPDX-License-Identifier: Apache-2.0
#include "engine/network/network.h"

#include "unit/engine/builder.h"

namespace tc::engine {
namespace {

TEST(Network, StandsInTopologicalOrderWithBothSidesOfEachLink) {
  Plan plan;
  for (const std::int64_t id : {30, 10, 20}) plan.add(id, 60);
  plan.link(20, 10);
  plan.link(10, 30, model::LinkType::start_start, 5);
  const Network network = plan.network();
  ASSERT_EQ(network.size(), 3U);
  EXPECT_EQ(network.activity[0]->id.value, 20);
  EXPECT_EQ(network.activity[1]->id.value, 10);
  EXPECT_EQ(network.activity[2]->id.value, 30);
  EXPECT_EQ(network.find({10}), std::optional<std::size_t>(1));
  EXPECT_EQ(network.find({11}), std::nullopt);
  EXPECT_EQ(network.find({-5}), std::nullopt);
  ASSERT_EQ(network.predecessors_of(2).size(), 1U);
  EXPECT_EQ(network.predecessors_of(2)[0].node, 1U);
  EXPECT_EQ(network.predecessors_of(2)[0].lag, 5);
  ASSERT_EQ(network.successors_of(0).size(), 1U);
  EXPECT_EQ(network.successors_of(0)[0].node, 1U);
  EXPECT_EQ(network.predecessor_links[network.first_predecessor[2]]->id.value, 2);
}

TEST(Network, IdsFarApartAreFoundToo) {
  Plan plan;
  for (std::int64_t i = 0; i < 3000; ++i) plan.add((i * 7919 + 1) << 20, 60);
  const Network network = plan.network();
  for (std::size_t i = 0; i < network.size(); ++i) {
    EXPECT_EQ(network.find(network.activity[i]->id), std::optional(i));
  }
  EXPECT_EQ(network.find({5}), std::nullopt);
}

TEST(Network, ALoopIsNamedByItsMembersInOrder) {
  Plan plan;
  for (std::int64_t id = 1; id <= 5; ++id) plan.add(id, 60).name = "step";
  plan.link(1, 2);
  plan.link(2, 4);
  plan.link(4, 3);
  plan.link(3, 2);
  plan.link(3, 5);
  const auto network = plan.build();
  ASSERT_FALSE(network);
  EXPECT_EQ(network.error().rule, "network.loop");
  EXPECT_EQ(network.error().message,
            "3 activities wait for each other: A2 step → A4 step → A3 step → A2 step");
  EXPECT_EQ(network.error().where, "activity 2");
}

TEST(Network, AnActivityThatWaitsForItselfIsALoop) {
  Plan plan;
  plan.add(1, 60);
  plan.link(1, 1);
  ASSERT_FALSE(plan.build());
  EXPECT_EQ(plan.build().error().message, "1 activities wait for each other: A1 → A1");
}

TEST(Network, ALongLoopIsCutShortInTheMessage) {
  Plan plan;
  for (std::int64_t id = 0; id < 1000; ++id) {
    plan.add(id + 1, 60);
    plan.link(id + 1, (id + 1) % 1000 + 1);
  }
  const auto network = plan.build();
  ASSERT_FALSE(network);
  EXPECT_NE(network.error().message.find("(980 more)"), std::string::npos);
  EXPECT_LT(network.error().message.size(), 400U);
}

TEST(Network, LinksThatLeaveTheSetAreCountedAndLeftOut) {
  Plan plan;
  plan.add(1, 60);
  plan.link(99, 1);
  const Network network = plan.network();
  EXPECT_EQ(network.outside_links, 1U);
  EXPECT_TRUE(network.predecessors_of(0).empty());
}

TEST(Network, LinksBetweenProjectsOfTheSetCount) {
  Plan first;
  first.add(1, 60);
  Plan second;
  second.file.project.id.value = 2;
  second.add(2, 60);
  second.link(1, 2);
  const model::ProjectFile* both[] = {&second.file, &first.file};
  const auto network = build_network({.projects = both, .calendars = {}});
  ASSERT_TRUE(network);
  EXPECT_EQ(network->activity[0]->id.value, 1);
  EXPECT_EQ(network->project[0], 1U);
  EXPECT_EQ(network->outside_links, 0U);
}

TEST(Network, FaultsNameTheActivity) {
  Plan plan;
  plan.add(1, 60, 4);
  EXPECT_EQ(plan.build().error().rule, "network.calendar");
  EXPECT_NE(plan.build().error().where.find("A1"), std::string::npos);
  plan.file.activities[0].calendar_id = {};
  plan.file.activities[0].duration_likely = -5;
  EXPECT_EQ(plan.build().error().rule, "network.duration");
  EXPECT_NE(plan.build().error().message.find("-5"), std::string::npos);
  plan.file.activities[0].duration_likely = 5;
  plan.add(1, 60);
  EXPECT_EQ(plan.build().error().rule, "network.duplicate");
  plan.file.activities[1].id.value = 2;
  plan.file.activities[1].actual_start = Minute{std::int64_t{1} << 60};
  EXPECT_EQ(plan.build().error().rule, "network.date");
  plan.file.activities[1].actual_start.reset();
  plan.link(1, 2).lag_calendar_id.value = 8;
  EXPECT_EQ(plan.build().error().rule, "network.calendar");
  EXPECT_EQ(plan.build().error().where, "link 1");
  plan.file.links[0].lag_calendar_id = {};
  plan.file.links[0].lag = std::int64_t{1} << 40;
  EXPECT_EQ(plan.build().error().rule, "network.duration");
}

TEST(Network, NothingIsANetworkToo) {
  const auto network = build_network({.projects = {}, .calendars = {}});
  ASSERT_TRUE(network);
  CpmInput input;
  input.data_date = at("2025-07-15");
  const Schedule schedule = run_cpm(*network, input);
  EXPECT_EQ(schedule.finish, at("2025-07-15"));
}

}  // namespace
}  // namespace tc::engine

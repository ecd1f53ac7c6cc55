// What stands for inactive activities: nothing, or links from what precedes them to what follows.
// SPDX-License-Identifier: Apache-2.0
#include "app/inactive.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace tc::app::testing {
namespace {

using model::ActivityId;
using model::Link;

/// Activities 1 to `count`, of which `inactive` have no effect.
formats::ScheduleProject plan(int count, const std::set<int>& inactive) {
  formats::ScheduleProject project;
  project.rules = model::project_rules();
  for (int id = 1; id <= count; ++id) {
    model::Activity activity;
    activity.id = ActivityId{id};
    project.file.activities.push_back(activity);
    formats::ActivityFacts facts;
    facts.inactive = inactive.contains(id);
    project.facts.push_back(facts);
  }
  return project;
}

void join(formats::ScheduleProject& project, int before, int after, std::int64_t lag = 0) {
  Link link;
  link.predecessor_id = ActivityId{before};
  link.successor_id = ActivityId{after};
  link.lag = lag;
  project.file.links.push_back(link);
}

TEST(Inactive, LinksRunOverInactiveActivitiesWithTheLaterLag) {
  formats::ScheduleProject project = plan(5, {2, 3});
  join(project, 1, 2, 60);
  join(project, 2, 3);
  join(project, 3, 4);
  join(project, 3, 5, 30);
  const std::vector<Link> links = effective_links(project);
  ASSERT_EQ(links.size(), 2u);
  EXPECT_EQ(links[0].predecessor_id, ActivityId{1});
  EXPECT_EQ(links[0].successor_id, ActivityId{4});
  EXPECT_EQ(links[0].lag, 60);
  EXPECT_EQ(links[1].successor_id, ActivityId{5});
  EXPECT_EQ(links[1].lag, 30);
}

TEST(Inactive, OtherToolsDropThem) {
  formats::ScheduleProject project = plan(3, {2});
  project.rules = model::p6_rules();
  join(project, 1, 2);
  join(project, 2, 3);
  EXPECT_TRUE(effective_links(project).empty());
}

TEST(Inactive, ACircleOfInactiveActivitiesEnds) {
  formats::ScheduleProject project = plan(4, {2, 3});
  join(project, 1, 2);
  join(project, 2, 3);
  join(project, 3, 2);
  join(project, 3, 4);
  const std::vector<Link> links = effective_links(project);
  ASSERT_EQ(links.size(), 1u);
  EXPECT_EQ(links[0].predecessor_id, ActivityId{1});
}

/// Two activities a layer, each linked to both of the next: 2^60 ways, and as many links as ends.
TEST(Inactive, DiamondsDoNotMultiply) {
  constexpr int kLayers = 60;
  std::set<int> inactive;
  for (int id = 3; id <= 2 * kLayers; ++id) inactive.insert(id);
  formats::ScheduleProject project = plan(2 * kLayers + 2, inactive);
  for (int layer = 0; layer < kLayers; ++layer) {
    for (const int from : {1, 2}) {
      for (const int to : {3, 4}) join(project, 2 * layer + from, 2 * layer + to);
    }
  }
  EXPECT_EQ(effective_links(project).size(), 4u) << "each end from each start";
}

}  // namespace
}  // namespace tc::app::testing

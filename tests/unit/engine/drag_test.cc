// SPDX-License-Identifier: Apache-2.0
#include "engine/drag/drag.h"

#include "engine/drag/field.h"
#include "unit/engine/builder.h"

namespace tc::engine {
namespace {

Hold delay(std::int64_t activity, std::int64_t days) {
  return {.activity = {activity}, .until = {}, .delay_minutes = days * kDay, .blocker = {}};
}

// 1 (10 d) and 2 (6 d) both before 3 (1 d). Holding 1 by 5 costs 5; holding 2 by 7 costs 3; both
// together cost 5. In either order of coming the shares are (5, 0) and (2, 3): 3.5 and 1.5.
TEST(Drag, JointAloneMarginalAndShapley) {
  Plan plan;
  plan.add(1, 10 * kDay);
  plan.add(2, 6 * kDay);
  plan.add(3, kDay);
  plan.link(1, 3);
  plan.link(2, 3);
  const Network network = plan.network();
  CpmInput base;
  base.data_date = at("2025-07-15");
  const std::vector<Hold> holds{delay(1, 5), delay(2, 7)};
  const Drag drag = drag_of(network, base, holds, {});
  EXPECT_EQ(drag.joint_days, 5);
  EXPECT_EQ(drag.finish_without, at("2025-07-26"));
  EXPECT_EQ(drag.finish_with, at("2025-07-31"));
  EXPECT_EQ(drag.holds[0], (HoldDrag{5, 2, 3.5, 0}));
  EXPECT_EQ(drag.holds[1], (HoldDrag{3, 0, 1.5, 0}));
}

TEST(Drag, ManyHoldsShareByOrdersAndNoneCostNothing) {
  Plan plan;
  std::vector<Hold> holds;
  for (std::int64_t id = 1; id <= 9; ++id) {
    plan.add(id, kDay);
    if (id > 1) plan.link(id - 1, id);
    holds.push_back(delay(id, 1));
  }
  const Network network = plan.network();
  CpmInput base;
  base.data_date = at("2025-07-15");
  const Drag drag = drag_of(network, base, holds, {});
  EXPECT_EQ(drag.joint_days, 9);
  for (const HoldDrag& hold : drag.holds) EXPECT_EQ(hold, (HoldDrag{1, 1, 1, 0}));
  const Drag nothing = drag_of(network, base, {}, {});
  EXPECT_EQ(nothing.joint_days, 0);
  EXPECT_EQ(nothing.finish_with, nothing.finish_without);
}

TEST(Drag, CountsTheFinishOfItsTarget) {
  Plan plan;
  plan.add(1, kDay);
  plan.add(2, 30 * kDay);
  const Network network = plan.network();
  CpmInput base;
  base.data_date = at("2025-07-15");
  const std::vector<Hold> holds{delay(1, 4)};
  EXPECT_EQ(drag_of(network, base, holds, {}).joint_days, 0);
  EXPECT_EQ(drag_of(network, base, holds, {.project = {1}, .activity = {}}).joint_days, 0);
  EXPECT_EQ(drag_of(network, base, holds, {.project = {}, .activity = {1}}).joint_days, 4);
}

TEST(Drag, HoldsOfOpenBlockersTiedToAnActivity) {
  const Day today = parse_day("2025-07-15").value();
  Plan plan;
  const auto blocker = [&](std::int64_t id, std::int64_t activity) -> model::Blocker& {
    plan.file.blockers.emplace_back();
    plan.file.blockers.back().id.value = id;
    plan.file.blockers.back().activity_id.value = activity;
    return plan.file.blockers.back();
  };
  blocker(1, 5).release_likely = today + 10;
  blocker(2, 9).release_likely = today;
  blocker(6, 0).release_likely = today + 10;
  blocker(7, 5).state = model::BlockerState::resolved;
  blocker(3, 7).release_likely = today + 30;
  const std::vector<Hold> holds =
      holds_of(plan.file, [](const model::Blocker& held) { return *held.release_likely; });
  ASSERT_EQ(holds.size(), 3U);
  const std::int64_t ids[] = {1, 2, 3};
  const int days[] = {10, 0, 30};
  for (std::size_t i = 0; i < holds.size(); ++i) {
    EXPECT_EQ(holds[i].blocker.value, ids[i]);
    EXPECT_EQ(holds[i].until, start_of(today + days[i])) << i;
  }
}

TEST(FieldDrag, TakesFieldWorkOnlyAndRefusesOtherHolds) {
  std::vector<model::Activity> activities(2);
  activities[0].id.value = 1;
  activities[0].phase = "S1";
  activities[1].id.value = 2;
  activities[1].phase = "C";
  activities[1].duration_likely = kMinutesPerMonth;
  FieldCase field{
      .activities = activities, .links = {}, .start = parse_day("2025-03-01").value(), .holds = {}};
  const auto result = drag_on_field(field);
  ASSERT_TRUE(result);
  EXPECT_EQ(to_text(result->completion), "2025-04-01");  // 30.4375 days, free on the next
  EXPECT_EQ(result->finishes.size(), 1U);
  const Hold hold = delay(1, 3);
  field.holds = std::span(&hold, 1);
  EXPECT_EQ(drag_on_field(field).error().rule, "drag.hold");
  activities.pop_back();
  field.activities = activities;
  EXPECT_EQ(drag_on_field(field).error().rule, "drag.empty");
}

}  // namespace
}  // namespace tc::engine

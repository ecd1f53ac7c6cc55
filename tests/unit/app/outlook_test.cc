// The outlook of the example cities, what-if, and the agenda that both are asked for.
// SPDX-License-Identifier: Apache-2.0
#include "app/outlook.h"

#include <algorithm>
#include <chrono>

#include "app/queries.h"
#include "app/what_if.h"
#include "fixture.h"

namespace tc::app::testing {
namespace {

constexpr model::ProjectId kProject{2};

TEST_F(AppTest, TheSameQuestionIsAnsweredFromWhatIsKept) {
  init("demo-city");
  OutlookAsk ask;
  ask.trials = 300;
  const auto first = outlook_of_project(*app_, query(), kProject, ask);
  ASSERT_TRUE(first) << to_line(first.error());
  ask.threads = 1;  // no part of the answer
  EXPECT_EQ(outlook_of_project(*app_, query(), kProject, ask)->get(), first->get());
  ask.seed = 2;
  EXPECT_NE(outlook_of_project(*app_, query(), kProject, ask)->get(), first->get());
  const auto lost = outlook_of_project(*app_, query(), model::ProjectId{9999}, ask);
  ASSERT_FALSE(lost);
  EXPECT_EQ(lost.error().rule, "project.unknown");
}

TEST_F(AppTest, ReleasingABlockerInAWhatIfSavesWhatItsDragSays) {
  init("demo-city");
  const auto outlook = outlook_of_project(*app_, query(), kProject, {});
  ASSERT_TRUE(outlook);
  const auto& drags = (*outlook)->drags;
  const auto drag = std::ranges::find(drags, OutlookDragKind::blocker, &OutlookDrag::kind);
  ASSERT_NE(drag, drags.end());
  WhatIfChange change{.kind = WhatIfKind::release,
                      .activity = {},
                      .blocker = model::BlockerId{drag->blocker_id},
                      .days = std::nullopt,
                      .day = std::nullopt};
  const auto answer = what_if(*app_, query(), kProject, {change});
  ASSERT_TRUE(answer) << to_line(answer.error());
  EXPECT_NEAR(answer->expected_days, drag->days, 4 * (answer->expected_error + drag->days_error));
  EXPECT_LE(answer->after.p50, answer->before.p50);
  change.blocker = model::BlockerId{99999};
  EXPECT_EQ(what_if(*app_, query(), kProject, {change}).error().rule, "what_if.blocker");
}

TEST_F(AppTest, HoldingMovesAndNothingChangesNothing) {
  init("demo-city");
  const auto none = what_if(*app_, query(), kProject, {});
  ASSERT_TRUE(none);
  EXPECT_EQ(none->before.p80, none->after.p80);
  EXPECT_EQ(none->expected_days, 0);
  EXPECT_TRUE(none->moved.empty());
  ASSERT_FALSE(none->before.chain.empty());
  WhatIfChange hold{.kind = WhatIfKind::hold,
                    .activity = model::ActivityId{none->before.chain.back()},
                    .blocker = {},
                    .days = 60,
                    .day = std::nullopt};
  const auto held = what_if(*app_, query(), kProject, {hold});
  ASSERT_TRUE(held) << to_line(held.error());
  EXPECT_LE(held->finish_days, -50);
  EXPECT_LT(held->expected_days, -40);
  hold.days = std::nullopt;
  EXPECT_EQ(what_if(*app_, query(), kProject, {hold}).error().rule, "what_if.days");
  hold.kind = WhatIfKind::shift;
  EXPECT_EQ(what_if(*app_, query(), kProject, {hold}).error().rule, "what_if.day");
  hold.activity = model::ActivityId{1};
  hold.kind = WhatIfKind::crash;
  EXPECT_EQ(what_if(*app_, query(), kProject, {hold}).error().rule, "what_if.activity");
}

TEST_F(AppTest, DecisionsAreRankedByWhatAnHourSavesAndSayHow) {
  init("demo-city");
  const auto sheet = dispatch(*app_, query(), 12);
  ASSERT_TRUE(sheet) << to_line(sheet.error());
  ASSERT_EQ(sheet->decisions.size(), 12U);
  EXPECT_GT(sheet->agenda.trials, 0);
  EXPECT_FALSE(sheet->agenda.source.empty());
  double last = 1e300;
  for (const Decision& decision : sheet->decisions) {
    EXPECT_GT(decision.minutes, 0);
    ASSERT_TRUE(decision.expected_days);
    if (decision.worth_per_day) {
      EXPECT_NEAR(*decision.value, *decision.expected_days * *decision.worth_per_day, 1e-6);
    }
    if (decision.held_up || !decision.value_per_hour) continue;
    // Only a later step of a project already on the list may be worth more than what is before it.
    const bool again = std::ranges::any_of(sheet->decisions, [&](const Decision& other) {
      return other.project_id == decision.project_id && other.rank < decision.rank;
    });
    if (!again) {
      EXPECT_LE(*decision.value_per_hour, last + 1e-9);
    }
    last = *decision.value_per_hour;
  }
  const auto same = dispatch(*app_, query(), 12);
  for (std::size_t i = 0; i < 12; ++i) {
    EXPECT_EQ(same->decisions[i].expected_days, sheet->decisions[i].expected_days);
  }
}

}  // namespace
}  // namespace tc::app::testing

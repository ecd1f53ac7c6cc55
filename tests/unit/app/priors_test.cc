// The learned priors of a city: levels from the journal, the past, and the worth of its days.
// SPDX-License-Identifier: Apache-2.0
#include "app/priors.h"

#include <algorithm>

#include "app/earned.h"
#include "app/queries.h"
#include "app/reports.h"
#include "unit/app/fixture.h"

namespace tc::app {
namespace {

using testing::AppTest;

class Priors : public AppTest {
 protected:
  void SetUp() override {
    AppTest::SetUp();
    init("demo-city");
  }
};

TEST_F(Priors, EveryBlockerIsCountedOnce) {
  const auto view = priors_of(*app_, query());
  ASSERT_TRUE(view) << to_line(view.error());
  std::int64_t counted = 0;
  for (const KindPrior& kind : view->blockers) counted += kind.released + kind.open;
  std::int64_t there = 0;
  for (const auto& file : state().projects) {
    there += static_cast<std::int64_t>(file->blockers.size());
  }
  EXPECT_EQ(counted, there);
  EXPECT_FALSE(view->durations.empty());
  EXPECT_NE(to_json(*view).find("\"after_days\""), std::string::npos);
}

TEST_F(Priors, ResolvingABlockerMakesItsKindFaster) {
  const auto before = priors_of(*app_, query());
  model::Blocker open;
  for (const auto& file : state().projects) {
    for (const model::Blocker& blocker : file->blockers) {
      if (blocker.state == model::BlockerState::in_hand) open = blocker;
    }
  }
  ASSERT_TRUE(open.id) << "the demo city has a blocker in hand";
  const auto moved = move_blocker(*app_, request(),
                                  {.id = open.id,
                                   .revision = open.revision,
                                   .state = model::BlockerState::resolved,
                                   .evidence = "已解决",
                                   .closed_by = {},
                                   .release_likely = {},
                                   .reason = {}});
  ASSERT_TRUE(moved) << to_line(moved.error());
  const auto after = priors_of(*app_, query());
  const auto kind = static_cast<std::size_t>(open.kind);
  EXPECT_EQ(after->blockers[kind].released, before->blockers[kind].released + 1);
  EXPECT_GT(after->blockers[kind].factor, before->blockers[kind].factor);
  EXPECT_LT(after->blockers[kind].levels[1].after_days,
            before->blockers[kind].levels[1].after_days);
}

TEST_F(Priors, TheOutlookCanAskOfABlocker) {
  const auto learned = learn_city(*app_, state(), *state().city.data_date);
  ASSERT_TRUE(learned) << to_line(learned.error());
  for (const auto& file : state().projects) {
    for (const model::Blocker& blocker : file->blockers) {
      EXPECT_GT(rules::residual_of(*learned, blocker).mean_days, 0);
    }
  }
}

TEST_F(Priors, TheCityRollsUpAndItsProjectsSayTheirWorth) {
  const auto rolled = earned_of_city(*app_, query());
  ASSERT_TRUE(rolled) << to_line(rolled.error());
  EXPECT_GT(rolled->all.projects, 0);
  std::int64_t by_county = 0;
  for (const RolledView& county : rolled->counties) by_county += county.projects;
  EXPECT_EQ(by_county, rolled->all.projects);
  const auto sheet = dispatch(*app_, query(), 5);
  ASSERT_TRUE(sheet) << to_line(sheet.error());
  for (const Decision& decision : sheet->decisions) {
    EXPECT_FALSE(decision.worth_text.empty());
    EXPECT_FALSE(decision.worth_text_en.empty());
  }
  for (const auto& file : state().projects) {
    const auto one = earned_of_project(*app_, query(), file->project.id);
    ASSERT_TRUE(one) << to_line(one.error());
    EXPECT_LE(one->earned.value_or(0), 1);
  }
}

}  // namespace
}  // namespace tc::app

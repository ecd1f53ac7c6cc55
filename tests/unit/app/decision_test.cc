// What a decision says of itself: whence its days saved are known, in both languages.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "app/queries.h"
#include "fixture.h"
#include "rules/prior.h"

namespace tc::app::testing {
namespace {

TEST_F(AppTest, ADecisionOnAnAssumedReleaseSaysSoInBothLanguages) {
  init("demo-city");
  const Day day = *state().city.data_date;
  const auto decisions = [&] { return dispatch(*app_, query(), 0)->decisions; };
  const auto all = decisions();
  const auto first = std::ranges::find(all, rules::DecisionKind::release_blocker, &Decision::kind);
  ASSERT_NE(first, all.end());
  const auto* file = model::find_project(state(), model::ProjectId{first->project_id});
  model::Blocker blocker =
      *std::ranges::find(file->blockers, model::BlockerId{first->blocker_id}, &model::Blocker::id);
  blocker.provenance = model::Provenance::reported;
  const auto decision_with = [&](std::optional<Day> release) -> std::optional<Decision> {
    blocker.release_low = blocker.release_high = std::nullopt;
    blocker.release_likely = release;
    const auto put = app_->change(
        {.acting = request().acting, .origin = {}, .create = false, .reply = {}},
        [&](const model::CityState&, IdSource&) -> Result<Plan> {
          return Plan{.action = "test", .reason = {}, .day = day, .put = {blocker}, .removed = {}};
        });
    EXPECT_TRUE(put) << to_line(put.error());
    for (const Decision& decision : decisions()) {
      if (decision.blocker_id == blocker.id.value) return decision;
    }
    return std::nullopt;
  };
  const auto stated = decision_with(day + 400);
  ASSERT_TRUE(stated);
  EXPECT_EQ(stated->provenance, model::Provenance::reported);
  EXPECT_NE(stated->basis.find("预计 " + to_text(day + 400) + " 解除"), std::string::npos);
  EXPECT_NE(stated->basis_en.find("release expected " + to_text(day + 400)), std::string::npos);
  const auto assumed = decision_with(std::nullopt);
  ASSERT_TRUE(assumed);
  EXPECT_EQ(assumed->provenance, model::Provenance::assumed);
  const Day by = rules::expected_release(app_->library().priors, blocker, day).likely;
  EXPECT_NE(assumed->basis.find("按同类经验假定 " + to_text(by) + " 解除"), std::string::npos)
      << assumed->basis;
  EXPECT_NE(assumed->basis_en.find("release assumed from others of its kind: " + to_text(by)),
            std::string::npos)
      << assumed->basis_en;
}

}  // namespace
}  // namespace tc::app::testing

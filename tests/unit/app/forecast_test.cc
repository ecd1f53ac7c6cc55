// Publishing keeps, once and for all; the score follows what the state says happened.
// SPDX-License-Identifier: Apache-2.0
#include "app/forecasts.h"
#include "app/publish.h"

#include "unit/app/fixture.h"

namespace tc::app {
namespace {

using testing::AppTest;

class Forecasts : public AppTest {
 protected:
  void SetUp() override {
    AppTest::SetUp();
    init("demo-city");
  }
  /// A project whose every activity outside ramp-up is done, and its finish.
  [[nodiscard]] std::pair<model::ProjectId, Minute> done_project() {
    for (const auto& file : state().projects) {
      std::optional<Minute> finish;
      bool done = !file->activities.empty();
      for (const model::Activity& one : file->activities) {
        if (one.phase == "R") continue;
        done = done && one.actual_finish;
        if (done) finish = std::max(finish.value_or(*one.actual_finish), *one.actual_finish);
      }
      if (done && finish) return {file->project.id, *finish};
    }
    return {};
  }
  [[nodiscard]] static model::Forecast around(model::ProjectId project, Minute p50) {
    model::Forecast row;
    row.project_id = project;
    row.data_date = day_of(p50) + -200;
    row.p10 = p50 + -40 * kMinutesPerDay;
    row.p20 = p50 + -20 * kMinutesPerDay;
    row.p50 = p50;
    row.p80 = p50 + 20 * kMinutesPerDay;
    row.p90 = p50 + 40 * kMinutesPerDay;
    row.trials = 1000;
    row.seed = 1;
    row.engine = "test";
    return row;
  }
};

TEST_F(Forecasts, APublishedForecastIsKeptAndScored) {
  const auto [project, finish] = done_project();
  ASSERT_TRUE(project) << "the demo city has a finished project";
  const std::vector rows{around(project, finish), around(project, finish + -30 * kMinutesPerDay)};
  const auto made = publish_forecasts(*app_, request(), rows);
  ASSERT_TRUE(made) << to_line(made.error());
  ASSERT_EQ(made->forecasts.size(), 2U);
  EXPECT_NE(made->forecasts[0].id, made->forecasts[1].id);
  EXPECT_GT(made->forecasts[0].revision, 0);
  open();
  const auto list = project_forecasts(*app_, query(), project);
  ASSERT_TRUE(list) << to_line(list.error());
  ASSERT_EQ(list->forecasts.size(), 2U);
  EXPECT_EQ(list->forecasts[1].forecast, made->forecasts[0]) << "newest first";
  EXPECT_EQ(list->forecasts[1].actual_finish, finish);
  ASSERT_FALSE(list->class_check) << "no baseline was given";
  const auto score = calibration(*app_, query());
  ASSERT_TRUE(score) << to_line(score.error());
  EXPECT_EQ(score->all.forecasts, 2);
  EXPECT_EQ(score->all.finished, 2);
  EXPECT_EQ(score->all.levels[2].kept, 1) << "the second P50 was 30 days early";
  EXPECT_EQ(score->types.size(), 1U);
  EXPECT_NE(to_json(*score).find("\"crps_days\""), std::string::npos);
}

TEST_F(Forecasts, NothingIsKeptWhenOneRowIsWrong) {
  const auto [project, finish] = done_project();
  const auto rule_of = [&](const model::Forecast& bad) {
    const std::vector rows{around(project, finish), bad};
    const auto made = publish_forecasts(*app_, request(), rows);
    return made ? std::string() : made.error().rule;
  };
  model::Forecast bad = around({9'999'999}, finish);
  EXPECT_EQ(rule_of(bad), "forecast.project");
  bad = around(project, finish);
  bad.activity_id = {9'999'999};
  EXPECT_EQ(rule_of(bad), "forecast.activity");
  bad = around(project, finish);
  std::swap(bad.p10, bad.p90);
  EXPECT_EQ(rule_of(bad), "forecast.order");
  bad = around(project, finish);
  bad.chance_of_baseline = 1.5;
  EXPECT_EQ(rule_of(bad), "forecast.chance");
  bad = around(project, finish);
  bad.trials = 0;
  EXPECT_EQ(rule_of(bad), "forecast.trials");
  EXPECT_EQ(calibration(*app_, query())->all.forecasts, 0);
  EXPECT_EQ(publish_forecasts(*app_, request(), {}).error().rule, "forecast.empty");
}

TEST_F(Forecasts, AKeptForecastIsNeverChanged) {
  const auto [project, finish] = done_project();
  const auto made = publish_forecasts(*app_, request(), std::vector{around(project, finish)});
  ASSERT_TRUE(made);
  const auto overwrite = [&](bool removed) {
    return app_->change({.acting = request().acting, .origin = {}, .create = false, .reply = {}},
                        [&](const model::CityState&, IdSource&) -> Result<Plan> {
                          model::Forecast row = made->forecasts[0];
                          row.seed = 2;
                          Plan plan;
                          plan.action = "forecast.change";
                          (removed ? plan.removed : plan.put).emplace_back(row);
                          return plan;
                        });
  };
  EXPECT_EQ(overwrite(false).error().rule, "store.append_only");
  EXPECT_EQ(overwrite(true).error().rule, "store.append_only");
  EXPECT_EQ(project_forecasts(*app_, query(), project)->forecasts[0].forecast, made->forecasts[0]);
}

/// Each project's finish as it is drawn today, and its key nodes where one project is asked for.
TEST_F(Forecasts, AnOutlookIsPublishedAsItStands) {
  const OutlookAsk ask{.trials = 200, .seed = 3};
  const auto city = publish_outlook(*app_, request(), std::nullopt, ask);
  ASSERT_TRUE(city) << to_line(city.error());
  const auto drawn = outlook_of_city(*app_, query(), ask);
  ASSERT_TRUE(drawn);
  std::vector<OutlookNode> open;
  for (const OutlookNode& node : drawn->nodes) {
    if (node.p90 > start_of(drawn->data_date)) open.push_back(node);
  }
  ASSERT_EQ(city->forecasts.size(), open.size());
  EXPECT_LT(open.size(), drawn->nodes.size()) << "of what has happened nothing is forecast";
  EXPECT_EQ(calibration(*app_, query())->all.finished, 0);
  const model::Forecast& first = city->forecasts.front();
  EXPECT_EQ(first.project_id.value, open.front().project_id);
  EXPECT_FALSE(first.activity_id);
  EXPECT_EQ(first.p80, open.front().p80);
  EXPECT_EQ(first.trials, 200);
  const auto one = publish_outlook(*app_, request(), first.project_id, ask);
  ASSERT_TRUE(one) << to_line(one.error());
  EXPECT_EQ(project_forecasts(*app_, query(), first.project_id)->forecasts.size(),
            1 + one->forecasts.size());
  OutlookAsk without = ask;
  without.without = "1";
  EXPECT_EQ(publish_outlook(*app_, request(), first.project_id, without).error().rule,
            "forecast.without");
}

TEST_F(Forecasts, TheNewestIsHeldAgainstItsClass) {
  const auto [project, finish] = done_project();
  model::Forecast row = around(project, finish);
  row.approved_finish = finish;
  ASSERT_TRUE(publish_forecasts(*app_, request(), std::vector{row}));
  const auto list = project_forecasts(*app_, query(), project);
  ASSERT_TRUE(list && list->class_check);
  EXPECT_EQ(list->class_check->verdict, rules::ClassVerdict::bolder) << "20 days at P80";
}

}  // namespace
}  // namespace tc::app

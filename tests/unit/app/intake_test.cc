// From a report to a dispatch sheet, and programme files: all or nothing.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "app/queries.h"
#include "app/views/json.h"
#include "base/data.h"
#include "fixture.h"

namespace tc::app::testing {
namespace {

TEST_F(AppTest, YangquanHoldsOnlyWhatTheReportSays) {
  init("yangquan");
  const model::CityState& city = state();
  ASSERT_EQ(city.projects.size(), 11u);
  ASSERT_EQ(city.visits.size(), 1u);
  EXPECT_EQ(to_text(city.visits.front().day), "2025-07-15");
  std::size_t units = 0;
  std::size_t capacities = 0;
  for (const auto& file : city.projects) {
    units += file->project.unit.empty() ? 0u : 1u;
    capacities += file->project.capacity_value ? 1u : 0u;
    EXPECT_TRUE(file->blockers.empty()) << file->project.name;
    EXPECT_TRUE(file->returns.empty());
    EXPECT_FALSE(file->project.investment);
    EXPECT_FALSE(file->project.worth_per_day);
    for (const model::Activity& activity : file->activities) {
      EXPECT_EQ(activity.provenance, model::Provenance::inferred);
      EXPECT_FALSE(activity.approved_finish);
      if (activity.actual_finish) {
        EXPECT_LE(*activity.actual_finish, start_of(*city.city.data_date + 1));
      }
    }
  }
  EXPECT_EQ(units, 7u);
  EXPECT_EQ(capacities, 7u);
}

TEST_F(AppTest, EveryYangquanProjectHasADatedPlanALightAndANextStep) {
  init("yangquan");
  const auto sheet = dispatch(*app_, query(), 0);
  ASSERT_TRUE(sheet) << to_line(sheet.error());
  ASSERT_EQ(sheet->lines.size(), 11u);
  for (const SheetLine& line : sheet->lines) {
    EXPECT_TRUE(line.project.forecast_finish) << line.project.name;
    EXPECT_FALSE(line.project.light.pack.empty());
    EXPECT_FALSE(line.project.light.reason_zh.empty());
    EXPECT_FALSE(line.orders.empty()) << line.project.name;
    EXPECT_EQ(line.project.provenance, model::Provenance::inferred);
  }
  for (const Decision& decision : sheet->decisions) {
    EXPECT_FALSE(decision.who.empty());
    EXPECT_GT(decision.days_saved, 0);
    EXPECT_FALSE(decision.value) << "no worth is stated, so no money may be shown";
    EXPECT_GE(decision.by, sheet->as_of);
  }
}

TEST_F(AppTest, ReadingTheSameReportAgainAddsNothing) {
  init("yangquan");
  const EmbeddedFile* report = find_file(data::examples(), "yangquan/report.txt");
  ASSERT_NE(report, nullptr);
  const model::CityState before = state();
  const auto again = take_report(*app_, request(), report->bytes,
                                 {.year = 2025, .source_name = "report.txt", .apply = true});
  ASSERT_TRUE(again) << to_line(again.error());
  EXPECT_TRUE(model::equal(state(), before));
}

TEST_F(AppTest, WhatAReportDoesNotSayStaysEmptyOrSaysSo) {
  init("yangquan");
  constexpr std::string_view kReport =
      "7月20日，市长钱文远到天河综合交通枢纽工程调研。目前部分征地补偿款还没有到位。钱文远要求，"
      "市财政局要加快资金拨付。";
  const auto outcome = take_report(*app_, request(), kReport,
                                   {.year = 2025, .source_name = "new.txt", .apply = true});
  ASSERT_TRUE(outcome) << to_line(outcome.error());
  ASSERT_EQ(state().projects.size(), 12u);
  const model::ProjectFile& file = *state().projects.back();
  EXPECT_TRUE(file.activities.empty()) << "no template fits, so no plan may be made up";
  const auto stage = std::ranges::find(file.field_sources, "stage", &model::FieldSource::field);
  ASSERT_NE(stage, file.field_sources.end());
  EXPECT_EQ(stage->provenance, model::Provenance::assumed);
  ASSERT_EQ(file.blockers.size(), 1u);
  EXPECT_FALSE(file.blockers.front().release_likely);
  EXPECT_TRUE(file.blockers.front().owner_organization.empty());
  EXPECT_EQ(to_text(*state().city.data_date), "2025-07-20") << "a pinned data date moves on";
}

TEST_F(AppTest, AnExampleIsMadeOnce) {
  init("demo-city");
  const auto again = init_example(*app_, {}, "demo-city");
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().rule, "import.exists");
  EXPECT_EQ(init_example(*app_, {}, "atlantis").error().rule, "example.unknown");
}

TEST_F(AppTest, ABadProgrammeLeavesNothing) {
  for (const char* text : {"", "{", "[]", R"({"format":"tongchou.programme","version":9})"}) {
    const auto outcome = import_programme(*app_, {}, text, false);
    ASSERT_FALSE(outcome) << text;
    EXPECT_EQ(outcome.error().code, Code::bad_input);
    EXPECT_FALSE(outcome.error().rule.empty());
  }
  EXPECT_TRUE(app_->cities().empty());
}

TEST_F(AppTest, ADryRunChangesNothing) {
  const EmbeddedFile* file = find_file(data::examples(), "demo-city/programme.json");
  ASSERT_NE(file, nullptr);
  const auto outcome = import_programme(*app_, {}, file->bytes, true);
  ASSERT_TRUE(outcome) << to_line(outcome.error());
  EXPECT_EQ(outcome->rows.at("projects"), 120);
  EXPECT_TRUE(app_->cities().empty());
}

TEST_F(AppTest, SheetsAreTheSameEachTime) {
  init("demo-city");
  const std::string first = to_json(*dispatch(*app_, query(), 0));
  open();
  EXPECT_EQ(to_json(*dispatch(*app_, query(), 0)), first);
}

}  // namespace
}  // namespace tc::app::testing

// SPDX-License-Identifier: Apache-2.0
#include "rules/kpi.h"

#include "rules/curve.h"
#include "unit/rules/support.h"

namespace tc::rules {
namespace {

using model::ProjectFile;
using model::SideState;

class City {
 public:
  ProjectFile& add() {
    files_.push_back(std::make_shared<ProjectFile>());
    files_.back()->project.id = {static_cast<std::int64_t>(files_.size())};
    return *files_.back();
  }
  Kpi at(KpiKind kind, std::string_view date, KpiOptions options = {}) const {
    const std::vector<std::shared_ptr<const ProjectFile>> view(files_.begin(), files_.end());
    return kpi(kind, view, day(date), options);
  }

 private:
  std::vector<std::shared_ptr<ProjectFile>> files_;
};

void due(ProjectFile& file, std::string_view due_day, std::string_view started) {
  file.project.due_start_day = day(due_day);
  if (!started.empty()) file.project.started_day = day(started);
}

// Shanxi, August 2019: 74 due, 72 started of which 3 early, 5 overdue: 69/74 = 93.2 %, not 97.3 %.
TEST(Kpi, EarlyStartsDoNotHideOverdueOnes) {
  City city;
  for (int i = 0; i < 69; ++i) due(city.add(), "2019-06-30", "2019-06-01");
  for (int i = 0; i < 5; ++i) due(city.add(), "2019-07-31", "");
  for (int i = 0; i < 3; ++i) due(city.add(), "2019-11-30", "2019-08-01");
  due(city.add(), "2019-12-31", "");
  const Kpi k = city.at(KpiKind::due_started, "2019-08-31");
  EXPECT_EQ(k.numerator, 69);
  EXPECT_EQ(k.denominator, 74);
  EXPECT_EQ(figure_text(k, 1), "93.2");
  EXPECT_EQ(*detail(k, "early"), 3);
  EXPECT_EQ(*detail(k, "overdue"), 5);
  EXPECT_EQ(k.counted.size(), 69U);
  EXPECT_EQ(k.lacking.size(), 5U);
  EXPECT_EQ(k.lacking.front().value, 70);
  const Kpi year = city.at(KpiKind::year_started, "2019-08-31");
  EXPECT_EQ(year.numerator, 72);
  EXPECT_EQ(year.denominator, 78);
}

TEST(Kpi, EndedAndDeferredProjectsStandApart) {
  City city;
  due(city.add(), "2026-01-01", "2026-01-01");
  ProjectFile& ended = city.add();
  due(ended, "2026-01-01", "");
  ended.project.side_state = SideState::terminated;
  ProjectFile& deferred = city.add();
  due(deferred, "2026-01-01", "");
  deferred.project.side_state = SideState::deferred;
  deferred.project.side_review_day = day("2026-04-01");
  const Kpi k = city.at(KpiKind::due_started, "2026-03-15");
  EXPECT_EQ(figure_text(k, 0), "100");
  EXPECT_EQ(k.apart.size(), 2U);
  EXPECT_EQ(city.at(KpiKind::due_started, "2026-04-02").denominator,
            2);  // the deferral has run out
}

TEST(Kpi, NoProjectNoFigure) {
  EXPECT_EQ(figure_text(City{}.at(KpiKind::due_started, "2026-01-01"), 1), "–");
}

model::UnitReturn spent(std::string period, std::string_view handed_in, double wan) {
  model::UnitReturn row;
  row.period = std::move(period);
  row.day = day(handed_in);
  row.version = 1;
  row.spend = from_wan(wan);
  return row;
}

TEST(Kpi, InvestmentAndGapInPoints) {
  City city;
  ProjectFile& a = city.add();
  a.project.annual_plan = from_wan(1000);
  a.returns = {spent("2026-06", "2026-07-02", 600)};
  ProjectFile& b = city.add();
  b.project.annual_plan = from_wan(3000);
  b.returns = {spent("2026-06", "2026-07-02", 1000)};
  city.add().project.annual_plan = from_wan(4000);  // silent
  const KpiOptions linear{.baseline = Baseline::linear};
  const Kpi rate = city.at(KpiKind::investment_done, "2026-07-05", linear);
  EXPECT_EQ(figure_text(rate, 1), "20.0");
  const Kpi gap = city.at(KpiKind::schedule_gap, "2026-07-05", linear);
  EXPECT_EQ(*gap.points_milli, -10'000);  // 1600/4000 − 6/12
  EXPECT_EQ(figure_text(gap, 1), "-10.0");
  EXPECT_EQ(gap.counted.size(), 1U);
  EXPECT_EQ(gap.apart.size(), 1U);
  const Kpi season = city.at(KpiKind::schedule_gap, "2026-07-05");
  EXPECT_NEAR(static_cast<double>(*season.points_milli), (0.4 - seasonal_share(0.5)) * 100'000, 1);
  EXPECT_EQ(figure_text(season, 1), "+2.1");
}

TEST(Kpi, DesignOutputIsTheMeanOfRates) {
  City city;
  for (const double quantity : {10.0, 5.0}) {
    ProjectFile& file = city.add();
    file.project.stage = model::Stage::producing;
    file.project.design_output = 10;
    for (const char* month : {"2025-12", "2026-01", "2026-02"}) {
      model::Output row;
      row.month = month;
      row.quantity = quantity;
      file.outputs.push_back(row);
    }
  }
  ProjectFile& unknown = city.add();
  unknown.project.stage = model::Stage::trial;
  unknown.project.design_output = 10;
  const Kpi k = city.at(KpiKind::design_output, "2026-03-15");
  EXPECT_EQ(figure_text(k, 1), "75.0");
  EXPECT_EQ(*detail(k, "reached"), 1);
  EXPECT_EQ(k.apart.size(), 1U);
}

model::Blocker blocker(std::string_view raised, std::string_view limit, std::string_view closed,
                       int reopened = 0) {
  model::Blocker b;
  b.raised_day = day(raised);
  b.limit_day = day(limit);
  b.reopened = reopened;
  if (!closed.empty()) {
    b.state = model::BlockerState::closed;
    b.closed_day = day(closed);
  }
  return b;
}

TEST(Kpi, BlockersWithTheirClock) {
  City city;
  city.add().blockers = {blocker("2026-01-01", "2026-01-10", "2026-01-05"),
                         blocker("2026-01-01", "2026-01-10", "2026-01-21", 1)};
  city.add().blockers = {blocker("2026-01-01", "2026-01-10", "2026-01-11"),
                         blocker("2026-02-01", "2026-02-10", ""),
                         blocker("2026-05-01", "2026-05-10", "")};  // not yet raised
  const Kpi k = city.at(KpiKind::blockers_closed, "2026-03-15");
  EXPECT_EQ(figure_text(k, 1), "75.0");
  EXPECT_EQ(*detail(k, "in_time"), 1);
  EXPECT_EQ(*detail(k, "median_days"), 10);
  EXPECT_EQ(*detail(k, "reopened"), 1);
  EXPECT_EQ(*detail(k, "oldest_open_days"), 42);
  EXPECT_EQ(k.counted, std::vector{model::ProjectId{1}});
  EXPECT_EQ(city.at(KpiKind::blockers_closed, "2026-01-11").numerator, 2);  // as it stood then
}

TEST(Kpi, FreshnessStatisticsAndMoney) {
  City city;
  ProjectFile& a = city.add();
  a.project.stage = model::Stage::building;
  a.project.started_day = day("2025-05-01");
  a.project.in_register_day = day("2025-06-01");
  a.returns = {spent("2026-02", "2026-02-08", 1)};
  ProjectFile& b = city.add();
  b.project.stage = model::Stage::building;
  b.project.started_day = day("2025-05-01");
  b.returns = {spent("2026-01", "2026-02-07", 1)};
  model::FundLine line;
  line.approved = from_wan(300);
  line.arrived = from_wan(200);
  line.paid = from_wan(50);
  b.fund_lines = {line};
  EXPECT_EQ(figure_text(city.at(KpiKind::returns_fresh, "2026-03-15"), 1), "50.0");
  EXPECT_EQ(figure_text(city.at(KpiKind::registered, "2026-03-15"), 1), "50.0");
  EXPECT_EQ(figure_text(city.at(KpiKind::funds_arrived, "2026-03-15"), 1), "66.7");
  EXPECT_EQ(figure_text(city.at(KpiKind::funds_paid, "2026-03-15"), 2), "25.00");
}

TEST(Kpi, AllFiguresInTheOrderOfTheTable) {
  const std::vector<Kpi> all = kpis({}, day("2026-03-15"), {});
  ASSERT_EQ(all.size(), kpi_table().size());
  for (std::size_t i = 0; i < all.size(); ++i) EXPECT_EQ(all[i].kind, kpi_table()[i].kind);
}

TEST(Kpi, RoundsHalfAwayFromZeroInIntegers) {
  Kpi k;
  k.numerator = 1;
  k.denominator = 8;
  EXPECT_EQ(figure_text(k, 1), "12.5");
  EXPECT_EQ(figure_text(k, 0), "13");
  k.numerator = 9'000'000'000'000'000'000;
  k.denominator = 9'000'000'000'000'000'000;
  EXPECT_EQ(figure_text(k, 3), "100.000");
}

}  // namespace
}  // namespace tc::rules

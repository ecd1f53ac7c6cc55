// Earned value and earned schedule against hand-made plans and closed forms.
// SPDX-License-Identifier: Apache-2.0
#include "rules/earned_value.h"

#include <cmath>
#include <limits>
#include <random>

#include "rules/contradiction.h"
#include "rules/curve.h"
#include "unit/rules/support.h"

namespace tc::rules {
namespace {

model::Activity step(std::int64_t id, std::string_view start, std::string_view finish,
                     double weight) {
  model::Activity one;
  one.id = {id};
  one.phase = "C";
  one.weight = weight;
  one.duration_likely = kMinutesPerDay;
  one.approved_start = minute(start);
  one.approved_finish = minute(finish);
  return one;
}

model::UnitReturn unit_return(std::string period, double progress, double wan) {
  model::UnitReturn row;
  row.day = parse_day(period + "-28").value();
  row.period = std::move(period);
  row.version = 1;
  row.progress = progress;
  row.spend = from_wan(wan);
  return row;
}

/// Ten months of 2026 from January, a tenth of the work in each.
model::ProjectFile ten_months() {
  model::ProjectFile file;
  file.project.investment = from_wan(1000);
  for (int month = 1; month <= 10; ++month) {
    const std::string from = "2026-" + std::string(month < 10 ? "0" : "") + std::to_string(month);
    const std::string to = "2026-" + std::string(month < 9 ? "0" : "") + std::to_string(month + 1);
    file.activities.push_back(step(month, from + "-01T00:00", to + "-01T00:00", 0.1));
  }
  return file;
}

std::vector<std::string> rules_of(const model::ProjectFile& file, std::string_view date) {
  std::vector<std::string> out;
  for (const Contradiction& one : contradictions(file, day(date))) out.push_back(one.rule);
  return out;
}

TEST(EarnedValue, APlanOfTenEqualMonths) {
  model::ProjectFile file = ten_months();
  file.returns = {unit_return("2026-03", 0.2, 250), unit_return("2026-05", 0.4, 500)};
  const EarnedValue got = earned_value(file, day("2026-06-10"), {});
  EXPECT_EQ(got.curve, PlanCurve::weights);
  EXPECT_EQ(got.earned_basis, EarnedBasis::returns);
  EXPECT_EQ(got.status_day, day("2026-05-31"));
  EXPECT_NEAR(got.planned, 0.5, 1e-12);
  EXPECT_NEAR(*got.spi, 0.8, 1e-12);
  EXPECT_NEAR(*got.cpi, 0.8, 1e-12);
  EXPECT_NEAR(*got.planned_duration, 10, 1e-12);
  EXPECT_NEAR(*got.earned_schedule, 4, 0.1);  // months are not equally long
  EXPECT_NEAR(*got.actual_time, 5, 1e-12);
  EXPECT_NEAR(*got.spi_time, 0.8, 0.02);
  EXPECT_NEAR(*got.ieac_time, 12.5, 0.3);
  ASSERT_EQ(got.months.size(), 10U);
  EXPECT_NEAR(got.months[4].planned, 0.5, 1e-12);
  EXPECT_FALSE(got.months[3].earned);
  EXPECT_EQ(got.months[4].spent, from_wan(500));
}

TEST(EarnedValue, OnPlanTheIndicesAreOne) {
  model::ProjectFile file = ten_months();
  file.returns = {unit_return("2026-07", 0.7, 700)};
  const EarnedValue got = earned_value(file, day("2026-07-31"), {});
  EXPECT_NEAR(*got.spi, 1, 1e-12);
  EXPECT_NEAR(*got.cpi, 1, 1e-12);
  EXPECT_NEAR(*got.spi_time, 1, 0.01);
  EXPECT_NEAR(*got.ieac_time, 10, 0.05);
}

TEST(EarnedValue, WithoutAWeightedPlanTheBetaCurveStands) {
  model::ProjectFile file;
  file.project.started_day = day("2026-01-01");
  file.project.must_finish_by = minute("2027-01-01T00:00");
  file.returns = {unit_return("2026-06", 0.3, 1)};
  const EarnedValue got = earned_value(file, day("2026-06-30"), {2.6, 2.0});
  EXPECT_EQ(got.curve, PlanCurve::beta);
  EXPECT_NEAR(got.planned, beta_share(181.0 / 365, 2.6, 2.0), 1e-12);
  EXPECT_LT(*got.spi, 1);
  EXPECT_FALSE(got.cpi) << "no investment, no cost index";
}

TEST(EarnedValue, NothingPlannedSaysNothing) {
  const EarnedValue empty = earned_value({}, day("2026-06-30"), {});
  EXPECT_EQ(empty.curve, PlanCurve::none);
  EXPECT_TRUE(empty.months.empty());
  EXPECT_FALSE(empty.spi || empty.spi_time || empty.finish_estimate);
  model::ProjectFile file;
  file.returns = {unit_return("2026-05", 0.4, 500)};
  const EarnedValue got = earned_value(file, day("2026-06-30"), {});
  ASSERT_EQ(got.months.size(), 1U);
  EXPECT_EQ(got.earned, 0.4);
  EXPECT_FALSE(got.spi);
}

TEST(EarnedSchedule, InvertsTheCumulativePlan) {
  const std::vector<double> plan{0, 0.1, 0.3, 0.3, 0.7, 1};
  EXPECT_EQ(earned_schedule(plan, 0), 0);
  EXPECT_NEAR(earned_schedule(plan, 0.2), 1.5, 1e-12);
  EXPECT_NEAR(earned_schedule(plan, 0.3), 2, 1e-12);
  EXPECT_NEAR(earned_schedule(plan, 0.5), 3.5, 1e-12);
  EXPECT_EQ(earned_schedule(plan, 1), 5);
  EXPECT_EQ(earned_schedule(plan, 2), 5);
  EXPECT_EQ(earned_schedule({}, 0.5), 0);
}

// The earned schedule of what the plan has at a time is that time, for random plans.
TEST(EarnedSchedule, OfThePlanItselfIsTheTime) {
  std::mt19937_64 random(41);
  for (int round = 0; round < 200; ++round) {
    std::vector<double> plan{0};
    while (plan.size() < 12)
      plan.push_back(plan.back() + 0.01 + static_cast<double>(random() % 100));
    for (double& share : plan) share /= plan.back();
    for (std::size_t i = 0; i < plan.size(); ++i) {
      EXPECT_NEAR(earned_schedule(plan, plan[i]), static_cast<double>(i), 1e-9);
    }
  }
}

TEST(EarnedValue, ABetaShapeIsFoundAgain) {
  // Many small steps placed by the inverse of I(x; 2.6, 2.0).
  auto file = std::make_shared<model::ProjectFile>();
  const Minute start = minute("2026-01-01T00:00");
  const double length = 400.0 * kMinutesPerDay;
  for (int i = 0; i < 2000; ++i) {
    double low = 0, high = 1;
    for (int k = 0; k < 50; ++k) {
      const double middle = (low + high) / 2;
      (beta_share(middle, 2.6, 2.0) < (i + 0.5) / 2000 ? low : high) = middle;
    }
    model::Activity one = step(i + 1, "2026-01-01T00:00", "2026-01-01T00:00", 1);
    one.approved_start = start + static_cast<std::int64_t>(low * length);
    one.approved_finish = *one.approved_start + 1;
    file->activities.push_back(one);
  }
  file->activities.push_back(step(5000, "2026-01-01T00:00", "2026-01-01T00:01", 1e-9));
  model::Activity end = file->activities.back();
  end.id = {5001};
  end.approved_start = start + static_cast<std::int64_t>(length) - 1;
  end.approved_finish = *end.approved_start + 1;
  file->activities.push_back(end);
  const BetaShape shape = fit_beta(std::vector<std::shared_ptr<const model::ProjectFile>>{file});
  EXPECT_NEAR(shape.a, 2.6, 0.05);
  EXPECT_NEAR(shape.b, 2.0, 0.05);
  EXPECT_EQ(fit_beta({}).a, 2);
}

TEST(EarnedValue, ThePlanNeverFallsAndEndsAtOne) {
  std::mt19937_64 random(43);
  for (int round = 0; round < 100; ++round) {
    model::ProjectFile file;
    for (int i = 0; i < 8; ++i) {
      model::Activity one =
          step(i + 1, "2026-01-01T00:00", "2026-01-01T00:00", static_cast<double>(random() % 5));
      one.approved_start = *one.approved_start + static_cast<std::int64_t>(random() % 500'000);
      one.approved_finish = *one.approved_start + static_cast<std::int64_t>(random() % 300'000);
      file.activities.push_back(one);
    }
    const PlanLine line(file, {});
    if (line.curve() == PlanCurve::none) continue;
    double before = 0;
    for (Minute at = line.start(); at <= line.finish(); at = at + 7'000) {
      const double share = line.share_at(at);
      EXPECT_GE(share, before - 1e-12);
      EXPECT_LE(share, 1 + 1e-12);
      before = share;
    }
    EXPECT_EQ(line.share_at(line.finish()), 1);
  }
}

TEST(EarnedValue, RolledUpMoneyIsTheSum) {
  model::ProjectFile first = ten_months();
  first.returns = {unit_return("2026-05", 0.4, 500)};
  model::ProjectFile second = ten_months();
  second.project.investment = from_wan(3000);
  second.returns = {unit_return("2026-03", 0.3, 600), unit_return("2026-04", 0.4, 900)};
  const Day today = day("2026-06-10");
  const std::vector values{earned_value(first, today, {}), earned_value(second, today, {}),
                           earned_value({}, today, {})};
  const RolledValue sum = roll_up(values);
  EXPECT_EQ(sum.projects, 2);
  EXPECT_EQ(sum.apart, 1);
  EXPECT_EQ(sum.budget, from_wan(4000));
  ASSERT_EQ(sum.months.size(), 5U);
  EXPECT_EQ(sum.months.back().earned, from_wan(400 + 1200)) << "the second stands at its April";
  EXPECT_EQ(sum.months.back().planned, from_wan(500 + 1500));
  EXPECT_EQ(sum.months.back().spent, from_wan(1400));
  EXPECT_NEAR(*sum.spi, 0.8, 1e-9);
}

TEST(EarnedValue, WildFiguresDoNoHarm) {
  model::ProjectFile file = ten_months();
  for (const double wild : {-1.0, 1e308, std::numeric_limits<double>::infinity(),
                            std::numeric_limits<double>::quiet_NaN()}) {
    file.returns = {unit_return("2026-05", wild, 5)};
    file.returns[0].spend = Money{std::numeric_limits<std::int64_t>::max()};
    file.activities[0].weight = wild;
    const EarnedValue got = earned_value(file, day("2026-06-10"), {});
    EXPECT_TRUE(!got.earned || (*got.earned >= 0 && *got.earned <= 1));
    (void)contradictions(file, day("2026-06-10"));
  }
  file = ten_months();
  file.activities[0].approved_start = minute("1905-01-01T00:00");
  file.returns = {unit_return("2026-05", 0.5, 5)};
  EXPECT_LE(earned_value(file, day("2026-06-10"), {}).months.size(), 600U);
}

TEST(Contradiction, EachRuleIsMetAndNotMet) {
  model::ProjectFile file = ten_months();
  file.project.in_register_day = day("2026-01-01");
  file.returns = {unit_return("2026-05", 0.4, 500)};
  EXPECT_TRUE(rules_of(file, "2026-06-10").empty());
  file.returns = {unit_return("2026-05", 0.4, 560)};
  EXPECT_EQ(rules_of(file, "2026-06-10"), std::vector<std::string>{"ev.spend_progress"});
  file.returns = {unit_return("2026-05", 0.95, 1050)};
  EXPECT_EQ(rules_of(file, "2026-06-10"), std::vector<std::string>{"ev.over_investment"});
  file.project.in_register_day.reset();
  file.returns = {unit_return("2026-05", 1, 950)};
  EXPECT_EQ(rules_of(file, "2026-06-10"), std::vector<std::string>{"ev.done_unregistered"});
  file.project.in_register_day = day("2026-01-01");
  file.returns = {unit_return("2026-05", 1, 0)};
  EXPECT_EQ(rules_of(file, "2026-06-10"),
            (std::vector<std::string>{"ev.spend_progress", "ev.done_unspent"}));
  file.returns = {unit_return("2026-04", 0.5, 400), unit_return("2026-05", 0.4, 400)};
  EXPECT_EQ(rules_of(file, "2026-06-10"), std::vector<std::string>{"ev.falling"});
  file.returns = {unit_return("2026-04", 0.4, 400), unit_return("2026-05", 0.5, 450)};
  file.returns[1].people_on_site = 0;
  EXPECT_EQ(rules_of(file, "2026-06-10"), std::vector<std::string>{"ev.nobody_on_site"});
  file.returns = {unit_return("2026-05", 0.4, 500)};
  file.fund_lines.emplace_back().paid = from_wan(300);
  EXPECT_EQ(rules_of(file, "2026-06-10"), std::vector<std::string>{"ev.claimed_unpaid"});
}

TEST(Contradiction, AHalfYearBookedInItsLastMonth) {
  model::ProjectFile file;
  const auto returns = [&](double june) {
    file.returns.clear();
    for (int month = 1; month <= 5; ++month) {
      file.returns.push_back(unit_return("2026-0" + std::to_string(month), 0.1, month * 10.0));
    }
    file.returns.push_back(unit_return("2026-06", 0.1, 50 + june));
    return rules_of(file, "2026-07-10");
  };
  EXPECT_TRUE(returns(33).empty());
  EXPECT_EQ(returns(34), std::vector<std::string>{"ev.half_year_end"});
}

TEST(Contradiction, WorksBegunBeforeTheirPermit) {
  model::ProjectFile file;
  model::Activity permit = step(1, "2026-01-01T00:00", "2026-02-01T00:00", 0);
  permit.kind = model::ActivityKind::gate;
  permit.phase = "S3";
  model::Activity works = step(2, "2026-02-01T00:00", "2026-03-01T00:00", 1);
  works.actual_start = minute("2026-02-02T00:00");
  file.activities = {permit, works};
  EXPECT_EQ(rules_of(file, "2026-02-10"), std::vector<std::string>{"ev.started_unpermitted"});
  EXPECT_TRUE(rules_of(file, "2026-02-01").empty()) << "not begun yet then";
  file.activities[0].actual_finish = minute("2026-01-20T00:00");
  EXPECT_TRUE(rules_of(file, "2026-02-10").empty());
}

}  // namespace
}  // namespace tc::rules

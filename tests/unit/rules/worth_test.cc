// What a day is worth: the order of the bases, closed forms, and that nothing is made up.
// SPDX-License-Identifier: Apache-2.0
#include "rules/worth.h"

#include <limits>

#include "rules/monthly.h"
#include "unit/rules/support.h"

namespace tc::rules {
namespace {

using FilePtr = std::shared_ptr<const model::ProjectFile>;
const Day kToday = day("2026-03-15");

model::UnitReturn unit_return(std::string period, std::optional<double> wan, int version = 1) {
  model::UnitReturn row;
  row.period = std::move(period);
  row.day = kToday + -1;
  row.version = version;
  if (wan) row.spend = from_wan(*wan);
  return row;
}

model::Output output(std::string month, double quantity, double value_wan, double tax_wan) {
  model::Output row;
  row.month = std::move(month);
  row.quantity = quantity;
  row.value = from_wan(value_wan);
  row.tax = from_wan(tax_wan);
  return row;
}

model::ProjectFile lime(std::int64_t id) {
  model::ProjectFile file;
  file.project.id = {id};
  file.project.type = "lime";
  file.project.capacity_unit = "t/a";
  file.project.design_output = 1000;
  return file;
}

WorthSources sources(const model::City& city, const std::vector<model::ProjectFile>& files) {
  std::vector<FilePtr> shared;
  for (const auto& file : files) shared.push_back(std::make_shared<model::ProjectFile>(file));
  return worth_sources(city, shared, kToday);
}

TEST(Worth, DeclaredThenOutputThenCapitalThenDefaultThenNothing) {
  model::City city;
  city.default_worth_per_day = from_wan(5);
  city.capital_rate_bp = 365;  // 3.65 % a year: a ten-thousandth a day
  model::ProjectFile file = lime(1);
  file.returns = {unit_return("2026-02", 10'000)};
  file.outputs = {output("2026-01", 100, 9, 1)};  // 0.1 万元 a unit
  file.project.worth_per_day = from_wan(3);
  EXPECT_EQ(worth_of(file, sources(city, {file})).basis, WorthBasis::declared);
  file.project.worth_per_day.reset();
  Worth worth = worth_of(file, sources(city, {file}));
  EXPECT_EQ(worth.basis, WorthBasis::derived);
  EXPECT_NEAR(to_wan(*worth.per_day), 0.1 * 1000 * 12 / 365, 1e-5);
  EXPECT_EQ(worth.provenance, model::Provenance::inferred);
  file.outputs.clear();
  worth = worth_of(file, sources(city, {file}));
  EXPECT_EQ(worth.basis, WorthBasis::derived);
  EXPECT_NEAR(to_wan(*worth.per_day), 1, 1e-9);
  EXPECT_NE(worth.zh.find("3.65"), std::string::npos) << worth.zh;
  city.capital_rate_bp.reset();
  EXPECT_EQ(worth_of(file, sources(city, {file})).basis, WorthBasis::assumed);
  city.default_worth_per_day.reset();
  worth = worth_of(file, sources(city, {file}));
  EXPECT_EQ(worth.basis, WorthBasis::none);
  EXPECT_FALSE(worth.per_day);
}

TEST(Worth, AnotherOfTheTypeLendsItsRecordOnlyWithTheSameUnit) {
  model::ProjectFile producing = lime(2);
  producing.outputs = {output("2026-01", 100, 9, 1), output("2026-02", 300, 27, 3)};
  const model::City city;
  model::ProjectFile file = lime(1);
  const Worth worth = worth_of(file, sources(city, {file, producing}));
  EXPECT_EQ(worth.basis, WorthBasis::derived);
  EXPECT_NEAR(to_wan(*worth.per_day), 0.1 * 1000 * 12 / 365, 1e-5);
  file.project.capacity_unit = "m³/d";
  EXPECT_EQ(worth_of(file, sources(city, {file, producing})).basis, WorthBasis::none);
}

TEST(Worth, WildFiguresGiveNothing) {
  model::City city;
  city.capital_rate_bp = -4;
  model::ProjectFile file = lime(1);
  file.returns = {unit_return("2026-02", 10'000)};
  for (const double quantity : {0.0, -1.0, 1e-300, std::numeric_limits<double>::infinity()}) {
    file.outputs = {output("2026-01", quantity, 9, 1)};
    const Worth worth = worth_of(file, sources(city, {file}));
    EXPECT_EQ(worth.basis, WorthBasis::none) << quantity;
  }
  city.capital_rate_bp = std::numeric_limits<std::int32_t>::max();
  EXPECT_EQ(worth_of(file, sources(city, {file})).basis, WorthBasis::none);
  file.outputs = {output("2026-09", 100, 9, 1)};
  EXPECT_EQ(worth_of(file, sources(city, {file})).basis, WorthBasis::none) << "not yet produced";
}

TEST(Monthly, YearsAddUpAndTheLastVersionCounts) {
  model::ProjectFile file;
  file.returns = {unit_return("2025-11", 100),    unit_return("2025-12", 150),
                  unit_return("2025-12", 160, 2), unit_return("2026-01", 0),
                  unit_return("2026-02", 30),     unit_return("soon", 5)};
  const auto months = monthly_returns(file, kToday);
  ASSERT_EQ(months.size(), 4U);
  EXPECT_EQ(months[1].spend, from_wan(160));
  EXPECT_EQ(months[2].spend, from_wan(160));
  EXPECT_EQ(months[3].spend, from_wan(190));
  EXPECT_EQ(invested_by(file, kToday), from_wan(190));
  EXPECT_FALSE(invested_by(file, day("2025-01-01")));
}

TEST(Monthly, AMonthWithoutMoneyKeepsWhatWasSpent) {
  model::ProjectFile file;
  file.returns = {unit_return("2025-10", {}), unit_return("2025-11", 100),
                  unit_return("2026-01", {})};
  const auto months = monthly_returns(file, kToday);
  EXPECT_FALSE(months[0].spend);
  EXPECT_EQ(months[2].spend, from_wan(100));
  model::FundLine line;
  line.paid = from_wan(70);
  file.returns.clear();
  file.fund_lines = {line, line};
  EXPECT_EQ(invested_by(file, kToday), from_wan(140));
}

}  // namespace
}  // namespace tc::rules

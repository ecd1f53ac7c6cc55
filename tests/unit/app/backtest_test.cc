// Our ranges on the published portfolios: the table is docs/backtest.md. Stale? Run with
// TC_UPDATE_GOLDEN=1, then look at the difference and at what the page says it teaches.
// SPDX-License-Identifier: Apache-2.0
#include "app/backtest.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace tc::app {
namespace {

namespace fs = std::filesystem;

const fs::path kFolder = fs::path(TC_SHARED_DIR) / "data" / "portfolios";
constexpr const char* kFiles[] = {
    "uk-gmpp/gmpp_2021_22.csv", "uk-gmpp/gmpp_2022_23.csv", "uk-gmpp/gmpp_2023_24.csv",
    "melbourne-water/capital_delivery.csv", "nyc-capital/projects.geojson"};

std::string read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string percent(const std::optional<double>& share) {
  return share ? fmt::format("{:.0f} %", *share * 100) : "–";
}
std::string number(const std::optional<double>& value, int decimals) {
  return value ? fmt::format("{:.{}f}", *value, decimals) : "–";
}

constexpr const char* kHead =
    "# Back-test 回测\n\n"
    "<!-- Made by tests/unit/app/backtest_test.cc from published portfolios that are not in the\n"
    "repository. Do not edit. -->\n\n"
    "Our reference-class ranges held against what happened to projects of other governments that\n"
    "they were not fitted on, beside the promise and the portfolio's own rating. A good range "
    "keeps\n"
    "its P50 in half and its P80 in four fifths of the cases. CRPS is in the unit of the table, "
    "Brier\n"
    "is of \"on time\" (one month; five percent of the budget); of both less is better. The words "
    "of\n"
    "the rating are read as chances of 90, 50 and 10 % for green, amber and red, our own numbers:\n"
    "the source gives their order only. Run it: `tongchou backtest FILE…`.\n\n"
    "Portfolios: UK Government Major Projects Portfolio (Open Government Licence v3), dates of a\n"
    "water utility in Melbourne (CC0), New York City capital projects FY2021.\n";

constexpr const char* kLessons =
    "\n## What it teaches\n\n"
    "- **The middle is mild, the tail is long.** Most end dates do not move within a year, so the "
    "P50\n"
    "  of a year's slip is the promise itself and is kept more often than half; what differs is "
    "the\n"
    "  tail. A promise read as certain is kept like a P50, not like a P80. Show P50 and P80, never "
    "a\n"
    "  mean: a few programmes whose end moved by decades make most of the CRPS of the first "
    "table.\n"
    "- **The rating does not foresee the slip.** Red projects slipped about as often as green "
    "ones;\n"
    "  read by its words the rating is a worse forecast than the share that slipped the year "
    "before,\n"
    "  and a range for each colour is no better than one range for all. It judges other things "
    "(cost,\n"
    "  benefits, whether somebody acts on it). Show colour beside the forecast, not in its place.\n"
    "- **Classes help where the works differ in kind.** Of gate dates and budgets the range of "
    "the\n"
    "  class beats one range for all; of a year's slip the four broad categories hardly differ.\n"
    "- **First budgets are not kept.** Under half of New York's were; the chance that the class\n"
    "  record gives is a far better forecast than the promise.\n\n"
    "## What it does not show\n\n"
    "- Projects that leave a portfolio between two years are not in the pairs; finished works "
    "alone\n"
    "  are in the gate dates, so durations there are on the short side.\n"
    "- The ranges are those of whole classes, before anything is known of the single project. Our\n"
    "  outlook of a city's project knows its network, winter and blockers; it is scored by\n"
    "  `tongchou calibration` once forecasts have been published and their dates have passed.\n"
    "- None of these is a Chinese county's programme: use them as an outside view, and the city's "
    "own\n"
    "  record (`tongchou priors`) as soon as there is one.\n";

std::string section(const BacktestTable& table) {
  std::string out =
      fmt::format("\n## {}: {} ({})\n\n{}; {} fitted on, {} tested.\n\n", table.portfolio,
                  table.value, table.unit, table.split, table.fitted, table.tested);
  out += "| method | tested | P50 kept | P80 kept | CRPS | Brier |\n|---|---|---|---|---|---|\n";
  for (const MethodRow& row : table.methods) {
    out += fmt::format("| {} | {} | {} | {} | {} | {} |\n", model::to_name(row.method), row.tested,
                       percent(row.p50_kept), percent(row.p80_kept), number(row.crps, 1),
                       number(row.brier, 3));
  }
  out += "\n| class or rating | n | P50 | P80 | P90 | beyond |\n|---|---|---|---|---|---|\n";
  std::vector<ClassRow> rows = table.classes;
  std::ranges::stable_sort(rows, std::ranges::greater{}, &ClassRow::count);
  if (rows.size() > 8) rows.resize(8);
  for (const ClassRow& row : rows) {
    out +=
        fmt::format("| {}{} | {} | {:.1f} | {:.1f} | {:.1f} | {} |\n", row.rating ? "rated " : "",
                    row.key, row.count, row.p50, row.p80, row.p90, percent(row.beyond));
  }
  return out;
}

std::string page_of(const BacktestView& view) {
  std::string out = kHead;
  for (const BacktestTable& table : view.tables) out += section(table);
  return out + kLessons;
}

const MethodRow& row_of(const BacktestTable& table, rules::Method method) {
  const auto at = std::ranges::find(table.methods, method, &MethodRow::method);
  EXPECT_NE(at, table.methods.end());
  return *at;
}

/// What the page says must hold of the numbers.
void expect_lessons(const BacktestView& view) {
  using rules::Method;
  ASSERT_EQ(view.tables.size(), 3U);
  const BacktestTable& annual = view.tables[0];
  const MethodRow& ours = row_of(annual, Method::reference_class);
  EXPECT_NEAR(*ours.p80_kept, 0.8, 0.07);
  EXPECT_LT(*ours.brier, *row_of(annual, Method::promise).brier);
  EXPECT_LT(*ours.brier, *row_of(annual, Method::rating_word).brier);
  EXPECT_NEAR(*row_of(annual, Method::rating_range).brier, *ours.brier, 0.01);
  for (const BacktestTable& table : {view.tables[1], view.tables[2]}) {
    EXPECT_NEAR(*row_of(table, Method::reference_class).p80_kept, 0.8, 0.05) << table.portfolio;
    EXPECT_LT(*row_of(table, Method::reference_class).crps, *row_of(table, Method::one_range).crps);
  }
  const BacktestTable& capital = view.tables[2];
  EXPECT_LT(*row_of(capital, Method::promise).p80_kept, 0.5);
  EXPECT_LT(*row_of(capital, Method::reference_class).brier,
            *row_of(capital, Method::promise).brier);
}

TEST(Backtest, PublishedPortfoliosGiveTheTableOfTheDocs) {
  std::vector<BacktestFile> files;
  for (const char* name : kFiles) {
    if (!fs::exists(kFolder / name)) GTEST_SKIP() << "the portfolios are not here: " << kFolder;
    files.push_back({fs::path(name).filename().string(), read(kFolder / name)});
  }
  const auto view = run_backtest(files);
  ASSERT_TRUE(view) << to_line(view.error());
  expect_lessons(*view);
  const std::string page = page_of(*view);
  const fs::path path = fs::path(TC_SOURCE_DIR) / "docs" / "backtest.md";
  if (std::getenv("TC_UPDATE_GOLDEN") != nullptr) {
    std::ofstream(path, std::ios::binary) << page;
  }
  EXPECT_EQ(read(path), page) << "docs/backtest.md is stale";
}

TEST(Backtest, YearsAreJoinedByIdElseByName) {
  const std::string head =
      "GMPP ID,Project Name,Annual Report Category,IPA Delivery Confidence,Project Start Date,"
      "Project End Date\n";
  std::string first = head;
  std::string second = head;
  for (int i = 0; i < 40; ++i) {
    first += fmt::format("A{},Works number {},ICT,Amber,2020-01-01,2025-03-31\n", i, i);
    // Half of them have a new id; every fourth slips two months.
    second += fmt::format("{}{},Works Number {},ICT,Red,2020-01-01,{}\n", i % 2 == 0 ? "A" : "B", i,
                          i, i % 4 == 0 ? "2025-05-31" : "2025-03-31");
  }
  const std::vector<BacktestFile> files{{"gmpp_2022_23.csv", second}, {"gmpp_2021_22.csv", first}};
  const auto view = run_backtest(files);
  ASSERT_TRUE(view) << to_line(view.error());
  const BacktestTable& table = view->tables.at(0);
  EXPECT_EQ(table.tested, 40);
  const auto ict = std::ranges::find(table.classes, std::string("ICT"), &ClassRow::key);
  ASSERT_NE(ict, table.classes.end());
  EXPECT_EQ(ict->count, 40);
  EXPECT_DOUBLE_EQ(*ict->beyond, 0.25);
  EXPECT_DOUBLE_EQ(ict->p80, 2);
}

TEST(Backtest, OneYearAloneAndNoFileAreRefused) {
  EXPECT_EQ(run_backtest({}).error().rule, "backtest.files");
  const std::vector<BacktestFile> one{
      {"x.csv", "GMPP ID,Project Name,Project Start Date,Project End Date\nA,b,,2025-03-31\n"}};
  EXPECT_EQ(run_backtest(one).error().rule, "backtest.files");
  const std::vector<BacktestFile> none{{"y.csv", "a,b\n"}};
  const auto bad = run_backtest(none);
  EXPECT_EQ(bad.error().rule, "portfolio.kind");
  EXPECT_NE(bad.error().where.find("y.csv"), std::string::npos);
}

}  // namespace
}  // namespace tc::app

// What outlooks assume, as data: which row an activity falls under, and what no file may say.
// SPDX-License-Identifier: Apache-2.0
#include "rules/risk.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "base/data.h"
#include "rules/agenda.h"

namespace tc::rules {
namespace {

std::string_view embedded(std::string_view path) {
  const EmbeddedFile* file = find_file(data::templates(), path);
  return file == nullptr ? std::string_view() : file->bytes;
}

RiskTable built_in() {
  RiskTable table;
  EXPECT_TRUE(parse_spreads(embedded("risk/spreads.toml"), "spreads", table));
  EXPECT_TRUE(parse_drivers(embedded("risk/drivers.toml"), "drivers", table));
  return table;
}

TEST(Risk, EveryActivityHasASpreadAndTheFirstRowThatFitsCounts) {
  const RiskTable table = built_in();
  model::Activity activity;
  activity.kind = model::ActivityKind::gate;
  activity.phase = "S1";
  ASSERT_NE(spread_of(table, activity), nullptr);
  EXPECT_EQ(spread_of(table, activity)->name.key, "approval");
  EXPECT_NE(refusal_of(table, activity), nullptr);
  activity.kind = model::ActivityKind::task;
  activity.phase = "C";
  activity.weather = 2;
  EXPECT_EQ(spread_of(table, activity)->name.key, "open_air");
  EXPECT_EQ(refusal_of(table, activity), nullptr);
  activity = {};
  EXPECT_EQ(spread_of(table, activity)->name.key, "other");
  EXPECT_FALSE(table.drivers.empty());
  for (const SharedRisk& risk : table.drivers) EXPECT_FALSE(risk.name.source.empty());
}

TEST(Risk, OwnersFitByAPartOfTheName) {
  ActivityFilter filter;
  filter.owners = {"自然资源"};
  model::Activity activity;
  activity.owner = "发改/自然资源";
  EXPECT_TRUE(fits(filter, activity));
  activity.owner = "住建";
  EXPECT_FALSE(fits(filter, activity));
}

struct Bad {
  std::string_view toml;
  std::string_view rule;
};

TEST(Risk, BadFilesSayWhatIsWrong) {
  constexpr std::string_view kHead = "source = \"s\"\n";
  const Bad rows[] = {
      {"[[spread]]\nkey = \"a\"\nzh = \"a\"\nen = \"a\"\nrange = [1.2, 2]\n", "risk.number"},
      {"[[spread]]\nkey = \"a\"\nzh = \"a\"\nen = \"a\"\nrange = [0.5, nan]\n", "risk.number"},
      {"[[spread]]\nkey = \"a\"\nzh = \"a\"\nen = \"a\"\nrange = [0.5]\n", "risk.field"},
      {"[[spread]]\nkey = \"a\"\nzh = \"a\"\nen = \"a\"\nkinds = [\"gates\"]\nrange = [1, 1]\n",
       "risk.field"},
      {"[[spread]]\nkeys = \"a\"\n", "risk.field"},
      {"spread = 3\n", "risk.field"},
      {"[release]\nrange = [0.7, 2.0]\nmore = 1\n[[", "risk.syntax"},
      {"", "risk.field"}};
  for (const Bad& row : rows) {
    RiskTable table;
    const auto read = parse_spreads(std::string(kHead) + std::string(row.toml), "x.toml", table);
    ASSERT_FALSE(read) << row.toml;
    EXPECT_EQ(read.error().rule, row.rule) << row.toml << read.error().message;
  }
}

TEST(Agenda, BuiltInSettingsAreReadAndBadOnesRefused) {
  const auto settings = parse_agenda(embedded("agenda.toml"), "agenda.toml");
  ASSERT_TRUE(settings) << to_line(settings.error());
  EXPECT_GT(settings->candidates, 0);
  for (const std::int64_t minutes : settings->minutes) EXPECT_GT(minutes, 0);
  EXPECT_EQ(parse_agenda("x = 1", "a").error().rule, "agenda.field");
  EXPECT_EQ(parse_agenda("source = ", "a").error().rule, "agenda.syntax");
  std::string text(embedded("agenda.toml"));
  text.replace(text.find("least_share = 0.08"), 18, "least_share = 1.08");
  EXPECT_EQ(parse_agenda(text, "a").error().rule, "agenda.number");
}

TEST(Agenda, TheBestNextStepOfAnyProjectComesFirst) {
  // The second step of the first project is worth more than its first: it still comes after it.
  const std::vector<std::vector<AgendaStep>> projects{{{0, 5}, {1, 9}}, {{2, 7}, {3, 1}}};
  EXPECT_EQ(merge_agenda(projects), (std::vector<std::size_t>{2, 0, 1, 3}));
  EXPECT_TRUE(merge_agenda({}).empty());
}

TEST(Agenda, EachCountyHasItsLeastShareOfThePlaces) {
  const std::vector<std::string> counties{"A", "A", "A", "A", "B", "A", "C"};
  EXPECT_EQ(share_places(counties, 4, 0.25), (std::vector<std::size_t>{0, 1, 4, 6, 2, 3, 5}));
  EXPECT_EQ(share_places(counties, 4, 0), (std::vector<std::size_t>{0, 1, 2, 3, 4, 5, 6}));
  for (std::size_t places = 0; places < 9; ++places) {
    std::vector<std::size_t> order = share_places(counties, places, 0.5);
    std::ranges::sort(order);
    for (std::size_t i = 0; i < order.size(); ++i) EXPECT_EQ(order[i], i);
  }
}

}  // namespace
}  // namespace tc::rules

// Published tables as they are printed, and worse.
// SPDX-License-Identifier: Apache-2.0
#include "formats/portfolio/portfolio.h"

#include <gtest/gtest.h>

#include "formats/portfolio/cells.h"

namespace tc::formats {
namespace {

using portfolio::parse_amount;
using portfolio::parse_day_cell;

const std::string kHeader =
    "\xEF\xBB\xBF\"GMPP ID Number\",\"Project Name\",\"Annual Report Category\","
    "\"IPA Delivery Confidence Assessment \n(at a fixed point, see notes)\","
    "\"SRO Delivery Confidence Assessment \n(of the owner)\",\"Project - Start Date \n(Latest)\","
    "\"Project - End Date \n(Latest)\",\"TOTAL Baseline Whole Life Costs (£m) (with all)\"\r\n";

Day day(std::string_view text) { return parse_day(text).value(); }

bool has(const Notes& notes, std::string_view rule) {
  for (const Note& note : notes) {
    if (note.rule == rule) return true;
  }
  return false;
}

TEST(Portfolio, AnAnnualFileWithAllItsWaysOfSayingNothing) {
  const auto read = read_portfolio(
      kHeader +
          "P1,Alpha,ICT,Amber,,2020-04-01,2025-03-31 00:00:00,\"£1,234.5\"\r\n"
          "P2,Beta,ICT,NA,Red,01/04/2020,31/03/2025,Exempt under Section 43 of the Act\n"
          "P3,Gamma,ICT,\"Exempt under Section 43\",Not Applicable,,someday,NA\n"
          "P1,Alpha again,ICT,Red,,,,\n"
          ",nobody,,,,,,\n",
      "data/gmpp_2021_22.csv");
  ASSERT_TRUE(read) << to_line(read.error());
  EXPECT_EQ(read->kind, PortfolioKind::annual);
  EXPECT_EQ(read->year, 2021);
  ASSERT_EQ(read->projects.size(), 3U);
  EXPECT_EQ(read->projects[0].rating, Rating::amber);
  EXPECT_EQ(read->projects[0].finish, day("2025-03-31"));
  EXPECT_EQ(read->projects[0].cost, 1234.5);
  EXPECT_EQ(read->projects[1].rating, Rating::red) << "the owner's where there is no other";
  EXPECT_EQ(read->projects[1].finish, day("2025-03-31"));
  EXPECT_FALSE(read->projects[1].cost);
  EXPECT_EQ(read->projects[2].rating, Rating::none);
  for (const char* rule :
       {"portfolio.date", "portfolio.twice", "portfolio.id", "portfolio.withheld"}) {
    EXPECT_TRUE(has(read->notes, rule)) << rule;
  }
}

TEST(Portfolio, AWesternCodePageIsRead) {
  std::string bytes = kHeader.substr(3) +
                      "P1,Alpha,ICT,Green,,,,\xA3"
                      "7\n";
  const auto read = read_portfolio(bytes, "x.csv");
  ASSERT_TRUE(read) << to_line(read.error());
  EXPECT_EQ(read->projects[0].cost, 7);
  EXPECT_FALSE(read->year);
}

TEST(Portfolio, GateDates) {
  const auto read = read_portfolio(
      "ID,FFC,Delivery Program,BNI,BCA,PBC,Stage1,Stage2,Stage3\n"
      "Q1,2500000,Framework,5/02/2016 5:00:00 PM,2016-05-25 17:00:00,,,2017-12-22 17:00:00,\n",
      "capital_delivery.csv");
  ASSERT_TRUE(read) << to_line(read.error());
  EXPECT_EQ(read->kind, PortfolioKind::gates);
  EXPECT_EQ(read->projects[0].idea, day("2016-02-05"));
  EXPECT_EQ(read->projects[0].completed, day("2017-12-22"));
  EXPECT_EQ(read->projects[0].cost, 2.5);
}

TEST(Portfolio, CapitalProjects) {
  const auto read = read_portfolio(
      R"({"type":"FeatureCollection","features":[{"properties":{}},
         {"properties":{"project_id":"A","original_budget":100,"combined_total":150}},
         {"properties":{"project_id":"B","original_budget":"much"}}, 7, {"properties":null}]})",
      "projects.geojson");
  ASSERT_TRUE(read) << to_line(read.error());
  EXPECT_EQ(read->kind, PortfolioKind::capital);
  ASSERT_EQ(read->projects.size(), 3U) << "one of them prints no id";
  EXPECT_EQ(read->projects[1].budget, 150);
  EXPECT_FALSE(read->projects[2].first_budget);
  EXPECT_TRUE(has(read->notes, "portfolio.amount"));
}

TEST(Portfolio, WhatIsNoneIsRefused) {
  const auto rule = [](std::string_view bytes) {
    const auto read = read_portfolio(bytes, "x");
    return read ? std::string() : read.error().rule;
  };
  EXPECT_EQ(rule(""), "portfolio.kind");
  EXPECT_EQ(rule("a,b\n1,2\n"), "portfolio.kind");
  EXPECT_EQ(rule("{}"), "portfolio.kind");
  EXPECT_EQ(rule("{"), "json.syntax");
  EXPECT_EQ(rule(R"({"features":[]})"), "portfolio.empty");
  EXPECT_EQ(rule("GMPP ID Number,Project Name\nP1,Alpha\n"), "portfolio.column");
  EXPECT_EQ(rule(kHeader), "portfolio.empty");
  EXPECT_EQ(rule(kHeader + "\"P1,Alpha"), "csv.quote");
  EXPECT_NE(rule(std::string("\0\xFF\xFE{", 4)), "");
}

TEST(PortfolioCells, AmountsAndDates) {
  EXPECT_EQ(parse_amount("£1,234.50"), 1234.5);
  EXPECT_EQ(parse_amount("(3.2)"), -3.2);
  EXPECT_EQ(parse_amount("£12m"), 12);
  for (const char* none : {"", "NA", "inf", "nan", "£", "1e999", "12 apples", "--"}) {
    EXPECT_FALSE(parse_amount(none)) << none;
  }
  EXPECT_EQ(parse_day_cell("5/02/2016 5:00:00 PM"), day("2016-02-05"));
  EXPECT_EQ(parse_day_cell("12/31/2016"), day("2016-12-31"));
  EXPECT_EQ(parse_day_cell("March 2025"), day("2025-03-31"));
  EXPECT_EQ(parse_day_cell("31-Mar-25"), day("2025-03-31"));
  for (const char* none : {"", "31/02/2025", "0/0/0", "2025", "99999999999/1/1", "Maybe 2025"}) {
    EXPECT_FALSE(parse_day_cell(none)) << none;
  }
  EXPECT_EQ(portfolio::parse_rating("AMBER/Red "), Rating::amber_red);
  EXPECT_FALSE(portfolio::parse_rating("amberish"));
}

}  // namespace
}  // namespace tc::formats

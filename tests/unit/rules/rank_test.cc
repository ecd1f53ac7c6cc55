// SPDX-License-Identifier: Apache-2.0
#include "rules/rank.h"

#include <algorithm>
#include <random>

#include "unit/rules/support.h"

namespace tc::rules {
namespace {

Candidate candidate(std::int64_t id, std::int64_t days, std::optional<double> worth_wan) {
  Candidate c;
  c.project_id = {id};
  c.noun_id = id;
  c.days_saved = days;
  if (worth_wan) c.worth_per_day = from_wan(*worth_wan);
  return c;
}

std::vector<std::int64_t> order(const std::vector<RankedDecision>& rows) {
  std::vector<std::int64_t> ids;
  for (const RankedDecision& row : rows) ids.push_back(row.candidate.project_id.value);
  return ids;
}

TEST(Rank, PricedByValueThenUnpricedByDaysThenTheRest) {
  const std::vector<Candidate> candidates{candidate(1, 10, 5),   candidate(2, 100, {}),
                                          candidate(3, 1, 100),  candidate(4, 0, 1000),
                                          candidate(5, 200, {}), candidate(6, -3, {})};
  const auto rows = rank(candidates, std::nullopt);
  EXPECT_EQ(order(rows), (std::vector<std::int64_t>{3, 1, 5, 2, 4, 6}));
  EXPECT_EQ(rows[0].basis, WorthBasis::declared);
  EXPECT_EQ(*rows[0].value, from_wan(100));
  EXPECT_EQ(rows[2].basis, WorthBasis::none);
  EXPECT_FALSE(rows[2].value);
}

TEST(Rank, CityDefaultIsMarkedAssumed) {
  const auto rows = rank(std::vector{candidate(1, 10, 5), candidate(2, 100, {})}, from_wan(1));
  EXPECT_EQ(order(rows), (std::vector<std::int64_t>{2, 1}));
  EXPECT_EQ(rows[0].basis, WorthBasis::assumed);
  EXPECT_EQ(rows[1].basis, WorthBasis::declared);
}

TEST(Rank, TiesByDaysThenDateThenIds) {
  std::vector<Candidate> c{candidate(5, 10, 2), candidate(4, 20, 1), candidate(3, 10, 2),
                           candidate(2, 10, 2)};
  c[2].by = day("2026-05-01");
  c[3].by = day("2026-04-01");
  EXPECT_EQ(order(rank(c, std::nullopt)), (std::vector<std::int64_t>{4, 2, 3, 5}));
}

TEST(Rank, HugeValuesDoNotWrap) {
  Candidate c = candidate(1, 1'000'000'000'000, {});
  c.worth_per_day = Money{1'000'000'000'000};
  EXPECT_EQ(rank(std::vector{c}, std::nullopt)[0].value->fen,
            std::numeric_limits<std::int64_t>::max());
}

TEST(Rank, OrderOfInputDoesNotMatter) {
  std::mt19937 random(7);
  std::vector<Candidate> candidates;
  for (int i = 0; i < 300; ++i) {
    const std::optional<double> worth = random() % 3 == 0 ? std::optional<double>() : random() % 5;
    candidates.push_back(candidate(i % 40, static_cast<std::int64_t>(random() % 9), worth));
    candidates.back().noun_id = i;
  }
  const auto keys = [](const std::vector<RankedDecision>& rows) {
    std::vector<std::int64_t> ids;
    for (const RankedDecision& row : rows) ids.push_back(row.candidate.noun_id);
    return ids;
  };
  const auto first = keys(rank(candidates, std::nullopt));
  for (int round = 0; round < 20; ++round) {
    std::shuffle(candidates.begin(), candidates.end(), random);
    ASSERT_EQ(keys(rank(candidates, std::nullopt)), first);
  }
}

}  // namespace
}  // namespace tc::rules

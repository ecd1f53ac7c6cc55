// The door to the solver: known optima, duals, and what cannot be solved.
// SPDX-License-Identifier: Apache-2.0
#include "engine/lp/lp.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <limits>

namespace tc::engine {
namespace {

/// min -3x - 2y, x + y <= 4, x + 3y <= 6, 0 <= x <= 3: the corner (3, 1).
LinearProgram corner() {
  return {
      .columns = {{.lower = 0, .upper = 3, .cost = -3}, {.cost = -2}},
      .rows = {{.upper = 4, .terms = {{0, 1}, {1, 1}}}, {.upper = 6, .terms = {{0, 1}, {1, 3}}}}};
}

TEST(Lp, FindsTheCornerAndItsDuals) {
  const auto solution = solve(corner());
  ASSERT_TRUE(solution);
  EXPECT_EQ(solution->status, LpStatus::optimal);
  EXPECT_NEAR(solution->value, -11, 1e-9);
  EXPECT_DOUBLE_EQ(solution->bound, solution->value);
  EXPECT_NEAR(solution->columns[0], 3, 1e-9);
  EXPECT_NEAR(solution->columns[1], 1, 1e-9);
  ASSERT_EQ(solution->row_duals.size(), 2U);
  // One more unit of the first or of the second row: (3, 2 - …) by hand.
  LinearProgram looser = corner();
  looser.rows[0].upper += 0.5;
  looser.rows[1].upper += 0.5;
  const auto moved = solve(looser);
  ASSERT_TRUE(moved);
  EXPECT_NEAR(moved->value - solution->value,
              0.5 * (solution->row_duals[0] + solution->row_duals[1]), 1e-7);
}

TEST(Lp, ADualIsWhatOneMoreUnitAdds) {
  // min 2x, x >= 5.
  const auto solution =
      solve({.columns = {{.cost = 2}}, .rows = {{.lower = 5, .terms = {{0, 1}}}}});
  ASSERT_TRUE(solution);
  EXPECT_NEAR(solution->value, 10, 1e-9);
  EXPECT_NEAR(solution->row_duals[0], 2, 1e-9);
}

TEST(Lp, SaysInfeasibleAndUnbounded) {
  LinearProgram none = corner();
  none.rows.push_back({.lower = 5, .terms = {{0, 1}, {1, 1}}});
  const auto infeasible = solve(none);
  ASSERT_TRUE(infeasible);
  EXPECT_EQ(infeasible->status, LpStatus::infeasible);
  EXPECT_TRUE(infeasible->columns.empty());
  none.columns[1].integer = true;
  EXPECT_EQ(solve(none)->status, LpStatus::infeasible);

  const auto crossed = solve({.columns = {{.lower = 2, .upper = 1}}, .rows = {}});
  ASSERT_TRUE(crossed);
  EXPECT_EQ(crossed->status, LpStatus::infeasible);

  const auto unbounded =
      solve({.columns = {{.cost = -1}}, .rows = {{.lower = 1, .terms = {{0, 1}}}}});
  ASSERT_TRUE(unbounded);
  EXPECT_EQ(unbounded->status, LpStatus::unbounded);
}

TEST(Lp, SolvesWithoutRowsAndWithoutColumns) {
  const auto no_rows = solve({.columns = {{.lower = -2, .upper = 7, .cost = 1}}, .rows = {}});
  ASSERT_TRUE(no_rows);
  EXPECT_EQ(no_rows->status, LpStatus::optimal);
  EXPECT_NEAR(no_rows->value, -2, 1e-9);
  const auto nothing = solve({});
  ASSERT_TRUE(nothing);
  EXPECT_EQ(nothing->value, 0);
}

std::uint32_t next(std::uint32_t& seed) {
  seed = seed * 1664525U + 1013904223U;
  return seed >> 8U;
}

/// A knapsack with a second row against all subsets.
TEST(Lp, MixedIntegerEqualsEnumeration) {
  std::uint32_t seed = 20260701;
  for (int round = 0; round < 60; ++round) {
    const std::size_t n = 4 + next(seed) % 7;
    LinearProgram program;
    program.rows.resize(2);
    for (std::uint32_t i = 0; i < n; ++i) {
      program.columns.push_back({.lower = 0,
                                 .upper = 1,
                                 .cost = 1 + static_cast<double>(next(seed) % 50),
                                 .integer = true});
      program.rows[0].terms.push_back({i, static_cast<double>(next(seed) % 20)});
      program.rows[1].terms.push_back({i, static_cast<double>(next(seed) % 9)});
    }
    program.rows[0].lower = 25;
    program.rows[1].upper = 30;
    double best = kLpInfinity;
    for (std::uint32_t set = 0; set < 1U << n; ++set) {
      double cost = 0, first = 0, second = 0;
      for (std::uint32_t i = 0; i < n; ++i) {
        if ((set >> i & 1U) == 0) continue;
        cost += program.columns[i].cost;
        first += program.rows[0].terms[i].value;
        second += program.rows[1].terms[i].value;
      }
      if (first >= 25 && second <= 30 && cost < best) best = cost;
    }
    const auto solution = solve(program);
    ASSERT_TRUE(solution);
    if (best == kLpInfinity) {
      EXPECT_EQ(solution->status, LpStatus::infeasible);
      continue;
    }
    ASSERT_EQ(solution->status, LpStatus::optimal);
    EXPECT_NEAR(solution->value, best, 1e-9);
    EXPECT_NEAR(solution->bound, best, 1e-6);
    for (const double value : solution->columns) EXPECT_EQ(value, std::round(value));
  }
}

TEST(Lp, TheSameProgrammeGivesTheSameBytes) {
  const auto first = solve(corner());
  const auto second = solve(corner());
  ASSERT_TRUE(first && second);
  EXPECT_EQ(first->columns, second->columns);
  EXPECT_EQ(first->row_duals, second->row_duals);
}

TEST(Lp, RefusesWhatIsNoProgramme) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  LinearProgram program = corner();
  program.columns[0].cost = nan;
  EXPECT_EQ(solve(program).error().rule, "lp.number");
  program = corner();
  program.columns[0].lower = kLpInfinity;
  EXPECT_EQ(solve(program).error().rule, "lp.number");
  program = corner();
  program.rows[0].terms[0].value = kLpInfinity;
  EXPECT_EQ(solve(program).error().rule, "lp.number");
  program = corner();
  program.rows[0].terms[0].column = 7;
  EXPECT_EQ(solve(program).error().rule, "lp.column");
  program = corner();
  program.rows[1].terms.push_back({0, 1});
  EXPECT_EQ(solve(program).error().rule, "lp.column");
}

}  // namespace
}  // namespace tc::engine

// Linear and mixed-integer programmes behind one door: plain numbers in, plain numbers out. The
// solver (COIN-OR CLP and CBC) stays in lp.cc: silent, one thread, bounded by counts and never by
// the clock, so that the same programme gives the same answer everywhere.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "base/result.h"

namespace tc::engine {

inline constexpr double kLpInfinity = std::numeric_limits<double>::infinity();

/// A variable with its bounds (either may be infinite) and its price in the objective.
struct LpColumn {
  double lower = 0;
  double upper = kLpInfinity;
  double cost = 0;
  bool integer = false;
};

struct LpTerm {
  std::uint32_t column{};
  double value{};
};

/// lower <= Σ value · column <= upper; a column may stand in a row once.
struct LpRow {
  double lower = -kLpInfinity;
  double upper = kLpInfinity;
  std::vector<LpTerm> terms;
};

/// Minimises Σ cost · column.
struct LinearProgram {
  std::vector<LpColumn> columns;
  std::vector<LpRow> rows;
};

/// Counts, not time.
struct LpLimits {
  int nodes = 20'000;       ///< of the tree of a mixed-integer programme
  int pivots = 2'000'000;   ///< of one linear programme
  double absolute_gap = 0;  ///< a solution this near to the bound is good enough
};

/// `feasible`: a limit was met with a solution in hand; `limit`: without one.
enum class LpStatus : std::uint8_t { optimal, feasible, infeasible, unbounded, limit };

struct LpSolution {
  LpStatus status{};
  double value{};               ///< of `columns`; meaningful when optimal or feasible
  double bound = -kLpInfinity;  ///< no solution costs less
  std::vector<double> columns;  ///< integer ones are whole numbers; empty without a solution
  /// Of a linear programme: what one more unit of the row's binding side adds to the value, by row.
  /// Empty for mixed-integer programmes, which have none.
  std::vector<double> row_duals;

  int nodes{};  ///< of the tree, for callers with a budget

  [[nodiscard]] bool has_solution() const {
    return status == LpStatus::optimal || status == LpStatus::feasible;
  }
};

/// Rules: lp.number (not a number, an infinite price, value or wrong-sided bound), lp.column (a
/// term names a column that is not there, or one column twice in a row), lp.size (beyond 10^7
/// terms), lp.solver (the solver gave up for a reason of its own; limit).
[[nodiscard]] Result<LpSolution> solve(const LinearProgram& program, const LpLimits& limits = {});

}  // namespace tc::engine

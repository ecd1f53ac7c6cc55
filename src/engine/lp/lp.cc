// CLP solves linear programmes by the dual simplex after presolve; CBC branches over it, with cuts
// and two cheap heuristics. SPDX-License-Identifier: Apache-2.0
#include "engine/lp/lp.h"

#include <fmt/format.h>

#include <CbcHeuristic.hpp>
#include <CbcHeuristicFPump.hpp>
#include <CbcModel.hpp>
#include <CglGomory.hpp>
#include <CglKnapsackCover.hpp>
#include <CglMixedIntegerRounding2.hpp>
#include <CglProbing.hpp>
#include <CoinError.hpp>
#include <CoinPackedMatrix.hpp>
#include <OsiClpSolverInterface.hpp>
#include <algorithm>
#include <cmath>
#include <exception>

namespace tc::engine {
namespace {

constexpr std::size_t kMostTerms = 10'000'000;
constexpr double kWhole = 1e-9;

tl::unexpected<Error> bad(std::string rule, std::string message, std::string where) {
  return fail(Code::bad_input, std::move(rule), std::move(message), std::move(where));
}

bool is_range(double lower, double upper) {
  return !std::isnan(lower) && !std::isnan(upper) && lower < kLpInfinity && upper > -kLpInfinity;
}

Result<void> check_row(const LinearProgram& program, std::size_t at,
                       std::vector<std::size_t>& seen) {
  const LpRow& row = program.rows[at];
  const std::string where = fmt::format("row {}", at);
  if (!is_range(row.lower, row.upper)) {
    return bad("lp.number", fmt::format("limits {} to {}", row.lower, row.upper), where);
  }
  for (const LpTerm& term : row.terms) {
    if (term.column >= program.columns.size()) {
      return bad("lp.column", fmt::format("no column {}", term.column), where);
    }
    if (seen[term.column] == at + 1) {
      return bad("lp.column", fmt::format("column {} stands twice", term.column), where);
    }
    seen[term.column] = at + 1;
    if (!std::isfinite(term.value)) {
      return bad("lp.number", fmt::format("value {}", term.value), where);
    }
  }
  return {};
}

Result<void> check(const LinearProgram& program) {
  std::size_t terms = program.columns.size();
  for (const LpRow& row : program.rows) terms += row.terms.size() + 1;
  if (terms > kMostTerms) {
    return fail(Code::limit, "lp.size", fmt::format("{} terms", terms), {},
                fmt::format("at most {}", kMostTerms));
  }
  for (std::size_t i = 0; i < program.columns.size(); ++i) {
    const LpColumn& column = program.columns[i];
    if (is_range(column.lower, column.upper) && std::isfinite(column.cost)) continue;
    return bad("lp.number",
               fmt::format("limits {} to {}, cost {}", column.lower, column.upper, column.cost),
               fmt::format("column {}", i));
  }
  std::vector<std::size_t> seen(program.columns.size());
  for (std::size_t i = 0; i < program.rows.size(); ++i) TC_TRY_VOID(check_row(program, i, seen));
  return {};
}

/// Limits that no value meets: nothing need be solved.
bool contradicts(const LinearProgram& program) {
  const auto crossed = [](const auto& one) { return one.lower > one.upper; };
  return std::ranges::any_of(program.columns, crossed) ||
         std::ranges::any_of(program.rows, crossed);
}

double bound_of(double value) {
  if (value == kLpInfinity) return COIN_DBL_MAX;
  return value == -kLpInfinity ? -COIN_DBL_MAX : value;
}

void load(const LinearProgram& program, OsiClpSolverInterface& solver) {
  std::vector<double> lower, upper, cost, row_lower, row_upper, values;
  std::vector<int> indices, lengths;
  std::vector<CoinBigIndex> starts{0};
  for (const LpColumn& column : program.columns) {
    lower.push_back(bound_of(column.lower));
    upper.push_back(bound_of(column.upper));
    cost.push_back(column.cost);
  }
  for (const LpRow& row : program.rows) {
    row_lower.push_back(bound_of(row.lower));
    row_upper.push_back(bound_of(row.upper));
    for (const LpTerm& term : row.terms) {
      indices.push_back(static_cast<int>(term.column));
      values.push_back(term.value);
    }
    lengths.push_back(static_cast<int>(row.terms.size()));
    starts.push_back(static_cast<CoinBigIndex>(indices.size()));
  }
  const CoinPackedMatrix matrix(false, static_cast<int>(lower.size()),
                                static_cast<int>(row_lower.size()),
                                static_cast<CoinBigIndex>(indices.size()), values.data(),
                                indices.data(), starts.data(), lengths.data());
  solver.loadProblem(matrix, lower.data(), upper.data(), cost.data(), row_lower.data(),
                     row_upper.data());
  for (std::size_t i = 0; i < program.columns.size(); ++i) {
    if (program.columns[i].integer) solver.setInteger(static_cast<int>(i));
  }
}

void quiet(OsiClpSolverInterface& solver, const LpLimits& limits) {
  solver.messageHandler()->setLogLevel(0);
  solver.getModelPtr()->setLogLevel(0);
  solver.setHintParam(OsiDoReducePrint, true, OsiHintTry);
  solver.setIntParam(OsiMaxNumIteration, limits.pivots);
  solver.setDblParam(OsiPrimalTolerance, kWhole);
  solver.setDblParam(OsiDualTolerance, kWhole);
}

/// What the columns cost by the programme's own prices, in its order.
double value_of(const LinearProgram& program, const std::vector<double>& columns) {
  double value = 0;
  for (std::size_t i = 0; i < columns.size(); ++i) value += program.columns[i].cost * columns[i];
  return value;
}

void take_columns(const LinearProgram& program, const double* found, LpSolution& solution) {
  solution.columns.assign(found, found + program.columns.size());
  for (std::size_t i = 0; i < program.columns.size(); ++i) {
    double& value = solution.columns[i];
    if (program.columns[i].integer) value = std::round(value);
    value = std::clamp(value, program.columns[i].lower, program.columns[i].upper);
  }
  solution.value = value_of(program, solution.columns);
}

LpStatus status_of(const OsiClpSolverInterface& solver) {
  if (solver.isProvenOptimal()) return LpStatus::optimal;
  if (solver.isProvenPrimalInfeasible()) return LpStatus::infeasible;
  if (solver.isProvenDualInfeasible()) return LpStatus::unbounded;
  return LpStatus::limit;
}

LpSolution solve_linear(const LinearProgram& program, OsiClpSolverInterface& solver) {
  solver.initialSolve();
  LpSolution solution;
  solution.status = status_of(solver);
  if (solution.status != LpStatus::optimal) return solution;
  take_columns(program, solver.getColSolution(), solution);
  solution.bound = solution.value;
  const double* duals = solver.getRowPrice();
  solution.row_duals.assign(duals, duals + program.rows.size());
  return solution;
}

/// The generators must outlive the search; CBC keeps copies of heuristics.
struct Cuts {
  CglProbing probing;
  CglGomory gomory;
  CglMixedIntegerRounding2 rounding;
  CglKnapsackCover knapsack;
};

void arm(CbcModel& model, Cuts& cuts) {
  cuts.probing.setUsingObjective(1);
  cuts.probing.setMaxPass(3);
  cuts.probing.setLogLevel(0);
  model.addCutGenerator(&cuts.probing, -1, "Probing");
  model.addCutGenerator(&cuts.gomory, -1, "Gomory");
  model.addCutGenerator(&cuts.rounding, -1, "MixedIntegerRounding2");
  model.addCutGenerator(&cuts.knapsack, -1, "Knapsack");
  CbcRounding rounding(model);
  model.addHeuristic(&rounding);
  CbcHeuristicFPump pump(model);
  pump.setMaximumPasses(10);
  model.addHeuristic(&pump);
}

LpSolution solve_mixed(const LinearProgram& program, const OsiClpSolverInterface& solver,
                       const LpLimits& limits) {
  CbcModel model(solver);
  model.messageHandler()->setLogLevel(0);
  model.solver()->messageHandler()->setLogLevel(0);
  model.setLogLevel(0);
  model.setMaximumNodes(limits.nodes);
  model.setAllowableGap(limits.absolute_gap);
  model.setAllowableFractionGap(0);
  model.setIntegerTolerance(1e-7);
  model.setNumberThreads(0);
  Cuts cuts;
  arm(model, cuts);
  model.initialSolve();
  LpSolution solution;
  if (model.isInitialSolveProvenPrimalInfeasible()) {
    solution.status = LpStatus::infeasible;
    return solution;
  }
  if (model.isInitialSolveProvenDualInfeasible()) {
    solution.status = LpStatus::unbounded;
    return solution;
  }
  model.branchAndBound();
  solution.nodes = model.getNodeCount();
  const bool found = model.bestSolution() != nullptr;
  if (model.isProvenInfeasible() && !found) {
    solution.status = LpStatus::infeasible;
    return solution;
  }
  solution.status = LpStatus::limit;
  solution.bound = std::max(model.getBestPossibleObjValue(), -kLpInfinity);
  if (!found) return solution;
  take_columns(program, model.bestSolution(), solution);
  const bool proved = model.isProvenOptimal();
  solution.status = proved ? LpStatus::optimal : LpStatus::feasible;
  solution.bound = std::min(solution.bound, solution.value);
  if (proved && limits.absolute_gap <= 0) solution.bound = solution.value;
  return solution;
}

bool any_integer(const LinearProgram& program) {
  return std::ranges::any_of(program.columns, &LpColumn::integer);
}

}  // namespace

Result<LpSolution> solve(const LinearProgram& program, const LpLimits& limits) {
  TC_TRY_VOID(check(program));
  if (contradicts(program)) {
    LpSolution none;
    none.status = LpStatus::infeasible;
    return none;
  }
  std::string why;
  try {
    OsiClpSolverInterface solver;
    quiet(solver, limits);
    load(program, solver);
    return any_integer(program) ? solve_mixed(program, solver, limits)
                                : solve_linear(program, solver);
  } catch (const CoinError& error) {
    why = error.message();
  } catch (const std::exception& error) {
    why = error.what();
  }
  return fail(Code::limit, "lp.solver", fmt::format("the solver gave up: {}", why));
}

}  // namespace tc::engine

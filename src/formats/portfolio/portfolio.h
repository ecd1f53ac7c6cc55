// A published portfolio: what each project promised, how it was rated, and what became of it. The
// files are as governments print them: headers over several lines, £, "Exempt under Section 43",
// "NA" and blank for the same thing; what cannot be read stays unset and is noted once a column.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "model/fields.h"

namespace tc::formats {

/// Ratings of end dates in force; dates of gates passed; budgets first and now.
enum class PortfolioKind : std::uint8_t { annual, gates, capital };

/// A reviewer's judgement, in the five steps once used and the three used now.
enum class Rating : std::uint8_t { none, green, amber_green, amber, amber_red, red };

struct PortfolioProject {
  std::string id;
  std::string name;      ///< of annual files, to match a project whose id changed
  std::string category;  ///< class within the portfolio, as printed
  Rating rating = Rating::none;
  std::optional<Day> start;
  std::optional<Day> finish;           ///< end date in force
  std::optional<double> cost;          ///< whole-life, million
  std::optional<Day> idea;             ///< of gates
  std::optional<Day> approved;         ///< business case
  std::optional<Day> completed;        ///< practical completion
  std::optional<double> first_budget;  ///< of capital
  std::optional<double> budget;        ///< in force
  friend bool operator==(const PortfolioProject&, const PortfolioProject&) = default;
};

struct Portfolio {
  PortfolioKind kind{};
  std::optional<int> year;  ///< the first of "2021_22" in the file's name
  std::vector<PortfolioProject> projects;
  Notes notes;
};

/// By content, whatever the name. Rules of errors: portfolio.kind (none of the three),
/// portfolio.column (a needed column is missing), portfolio.empty (no project), portfolio.size
/// (over 100 000 projects), csv.quote, csv.limit, json.*. Of notes: portfolio.date,
/// portfolio.amount, portfolio.rating (cells that say neither a value nor that there is none),
/// portfolio.twice (an id again: the first row counts), portfolio.id (rows without one are left
/// out), portfolio.withheld.
[[nodiscard]] Result<Portfolio> read_portfolio(std::string_view bytes, std::string_view file_name);

}  // namespace tc::formats

template <>
inline constexpr auto tc::model::kEnumNames<tc::formats::PortfolioKind> =
    std::to_array<std::string_view>({"annual", "gates", "capital"});
template <>
inline constexpr auto tc::model::kEnumNames<tc::formats::Rating> =
    std::to_array<std::string_view>({"none", "green", "amber_green", "amber", "amber_red", "red"});

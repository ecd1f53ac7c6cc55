// The two kinds that are tables.
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <map>

#include "formats/csv/table.h"
#include "formats/csv/values.h"
#include "formats/portfolio/cells.h"
#include "formats/portfolio/readers.h"

namespace tc::formats::portfolio {
namespace {

using Cells = std::vector<std::string>;
constexpr std::size_t kNoColumn = ~std::size_t{0};
constexpr std::size_t kShown = 60;

/// The rows of a table under its header, with what was odd in each column.
class Table {
 public:
  [[nodiscard]] static Result<Table> open(std::string_view utf8) {
    Table table(utf8);
    TC_TRY(const bool any, table.rows_.next(table.header_));
    if (!any) return fail(Code::bad_input, "portfolio.empty", "the file has no header");
    for (std::string& name : table.header_) name = plain(name);
    return table;
  }

  /// The first column whose name begins with `words`, in plain form. Rule: portfolio.column.
  [[nodiscard]] Result<std::size_t> needed(std::string_view words) const {
    const std::size_t at = find(words);
    if (at != kNoColumn) return at;
    return fail(Code::bad_input, "portfolio.column", fmt::format("no column '{}'", words),
                "header");
  }
  [[nodiscard]] std::size_t find(std::string_view words) const {
    for (std::size_t i = 0; i < header_.size(); ++i) {
      if (header_[i].starts_with(words)) return i;
    }
    return kNoColumn;
  }
  [[nodiscard]] Result<bool> next() { return rows_.next(cells_); }

  [[nodiscard]] std::string_view cell(std::size_t column) const {
    return column < cells_.size() ? csv::trimmed(cells_[column]) : std::string_view();
  }
  [[nodiscard]] std::optional<Day> day(std::size_t column) {
    return value<Day>(column, "portfolio.date", parse_day_cell);
  }
  [[nodiscard]] std::optional<double> amount(std::size_t column) {
    return value<double>(column, "portfolio.amount", parse_amount);
  }
  [[nodiscard]] Rating rating(std::size_t column) {
    return value<Rating>(column, "portfolio.rating", parse_rating).value_or(Rating::none);
  }
  [[nodiscard]] std::string where() const { return fmt::format("line {}", rows_.line()); }

  /// One note a column and rule.
  void take_notes(Notes& notes) const {
    for (const auto& [key, odd] : odd_) {
      notes.push_back({key.second,
                       fmt::format("{} cells of '{}' say no value, e.g. '{}'", odd.count,
                                   header_[key.first].substr(0, kShown), odd.example),
                       odd.where});
    }
    if (withheld_ > 0) {
      notes.push_back(
          {"portfolio.withheld",
           fmt::format("{} cells withhold their value (exempt, not applicable …)", withheld_), ""});
    }
  }

 private:
  explicit Table(std::string_view utf8)
      : rows_(utf8, csv::find_delimiter(utf8.substr(0, utf8.find('\n')))) {}

  template <class T, class Parse>
  std::optional<T> value(std::size_t column, const char* rule, const Parse& parse) {
    const std::string_view text = cell(column);
    if (const std::optional<T> found = parse(text)) return found;
    if (says_none(text)) {
      if (!text.empty()) ++withheld_;
      return std::nullopt;
    }
    Odd& odd = odd_[{column, rule}];
    if (odd.count++ == 0) {
      odd.example = plain(text).substr(0, kShown);
      odd.where = where();
    }
    return std::nullopt;
  }

  struct Odd {
    std::size_t count = 0;
    std::string example, where;
  };
  csv::RowReader rows_;
  Cells header_, cells_;
  std::map<std::pair<std::size_t, std::string>, Odd> odd_;
  std::size_t withheld_ = 0;
};

Result<void> check_count(const Portfolio& portfolio, const Table& table) {
  if (portfolio.projects.size() < kMostProjects) return {};
  return fail(Code::limit, "portfolio.size", fmt::format("over {} projects", kMostProjects),
              table.where());
}

}  // namespace

Result<Portfolio> read_annual(std::string_view utf8) {
  TC_TRY(Table table, Table::open(utf8));
  TC_TRY(const std::size_t id, table.needed("gmpp id"));
  TC_TRY(const std::size_t name, table.needed("project name"));
  TC_TRY(const std::size_t start, table.needed("project start date"));
  TC_TRY(const std::size_t finish, table.needed("project end date"));
  const std::size_t category = table.find("annual report category");
  const std::size_t reviewed = table.find("ipa delivery confidence");
  const std::size_t own = table.find("sro delivery confidence");
  const std::size_t cost = table.find("total baseline whole life cost");
  Portfolio out{.kind = PortfolioKind::annual, .year = {}, .projects = {}, .notes = {}};
  while (true) {
    TC_TRY(const bool more, table.next());
    if (!more) break;
    TC_TRY_VOID(check_count(out, table));
    PortfolioProject one;
    one.id = table.cell(id);
    one.name = table.cell(name);
    one.category = table.cell(category);
    one.rating = table.rating(reviewed);
    // Where the reviewers' rating is not published the project's own stands in.
    if (one.rating == Rating::none) one.rating = table.rating(own);
    one.start = table.day(start);
    one.finish = table.day(finish);
    one.cost = table.amount(cost);
    out.projects.push_back(std::move(one));
  }
  table.take_notes(out.notes);
  return out;
}

Result<Portfolio> read_gates(std::string_view utf8) {
  TC_TRY(Table table, Table::open(utf8));
  TC_TRY(const std::size_t id, table.needed("id"));
  TC_TRY(const std::size_t approved, table.needed("bca"));
  TC_TRY(const std::size_t completed, table.needed("stage2"));
  const std::size_t idea = table.find("bni");
  const std::size_t category = table.find("delivery program");
  const std::size_t cost = table.find("ffc");
  Portfolio out{.kind = PortfolioKind::gates, .year = {}, .projects = {}, .notes = {}};
  while (true) {
    TC_TRY(const bool more, table.next());
    if (!more) break;
    TC_TRY_VOID(check_count(out, table));
    PortfolioProject one;
    one.id = table.cell(id);
    one.category = table.cell(category);
    one.idea = table.day(idea);
    one.approved = table.day(approved);
    one.completed = table.day(completed);
    if (const auto whole = table.amount(cost)) one.cost = *whole / 1e6;
    out.projects.push_back(std::move(one));
  }
  table.take_notes(out.notes);
  return out;
}

}  // namespace tc::formats::portfolio

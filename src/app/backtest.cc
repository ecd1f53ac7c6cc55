// SPDX-License-Identifier: Apache-2.0
#include "app/backtest.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "app/encode.h"
#include "formats/portfolio/cells.h"
#include "formats/portfolio/portfolio.h"
#include "rules/curve.h"

namespace tc::app {
namespace {

using formats::Portfolio;
using formats::PortfolioKind;
using formats::PortfolioProject;
using rules::Outcome;
using Outcomes = std::vector<Outcome>;

constexpr std::uint64_t kSeed = 2026;
constexpr double kMonthsOnTime = 1;
constexpr double kPercentOnTime = 5;
constexpr std::size_t kLeastOfClass = 5;

std::string rating_text(formats::Rating rating) {
  return rating == formats::Rating::none ? std::string() : std::string(model::to_name(rating));
}

/// Projects of a year by id, and by a name that only one of them has.
class Year {
 public:
  explicit Year(const Portfolio& portfolio) {
    for (const PortfolioProject& one : portfolio.projects) {
      by_id_.emplace(one.id, &one);
      const std::string name = formats::portfolio::plain(one.name);
      if (name.empty()) continue;
      const auto [at, first] = by_name_.emplace(name, &one);
      if (!first) at->second = nullptr;
    }
  }
  [[nodiscard]] const PortfolioProject* find(const PortfolioProject& earlier) const {
    if (const auto at = by_id_.find(earlier.id); at != by_id_.end()) return at->second;
    const auto at = by_name_.find(formats::portfolio::plain(earlier.name));
    return at == by_name_.end() ? nullptr : at->second;
  }

 private:
  std::map<std::string, const PortfolioProject*> by_id_;
  std::map<std::string, const PortfolioProject*> by_name_;
};

/// How many months the end date in force moved from one year's file to the next.
Outcomes slips(const Portfolio& earlier, const Portfolio& later, std::size_t pair) {
  const Year year(later);
  Outcomes out;
  for (const PortfolioProject& one : earlier.projects) {
    const PortfolioProject* next = year.find(one);
    if (next == nullptr || !one.finish || !next->finish) continue;
    out.push_back({.id = fmt::format("{} {}", one.id, pair),
                   .category = one.category,
                   .rating = rating_text(one.rating),
                   .value = rules::months_between(*one.finish, *next->finish)});
  }
  return out;
}

Outcomes durations(const Portfolio& portfolio) {
  Outcomes out;
  for (const PortfolioProject& one : portfolio.projects) {
    if (!one.approved || !one.completed || *one.completed <= *one.approved) continue;
    out.push_back({.id = one.id,
                   .category = one.category,
                   .rating = {},
                   .value = rules::months_between(*one.approved, *one.completed)});
  }
  return out;
}

Outcomes growths(const Portfolio& portfolio) {
  Outcomes out;
  for (const PortfolioProject& one : portfolio.projects) {
    if (!one.first_budget || !one.budget || !(*one.first_budget > 0) || *one.budget < 0) continue;
    out.push_back({.id = one.id,
                   .category = one.category,
                   .rating = {},
                   .value = (*one.budget / *one.first_budget - 1) * 100});
  }
  return out;
}

std::vector<ClassRow> class_rows(const Outcomes& outcomes, bool rating,
                                 const std::optional<double>& on_time) {
  std::map<std::string, std::vector<double>> groups;
  for (const Outcome& one : outcomes) {
    const std::string& key = rating ? one.rating : one.category;
    if (!key.empty()) groups[key].push_back(one.value);
  }
  std::vector<ClassRow> rows;
  for (const auto& [key, values] : groups) {
    if (values.size() < kLeastOfClass) continue;
    const rules::Quantiles range = rules::class_range(values, {}, 0);
    ClassRow row{.key = key,
                 .rating = rating,
                 .count = static_cast<std::int64_t>(values.size()),
                 .p50 = range[2],
                 .p80 = range[3],
                 .p90 = range[4],
                 .beyond = std::nullopt};
    if (on_time) row.beyond = 1 - rules::class_chance(values, {}, 0, *on_time);
    rows.push_back(std::move(row));
  }
  return rows;
}

std::optional<double> ratio(const std::optional<rules::Share>& share) {
  if (!share || share->due == 0) return std::nullopt;
  return static_cast<double>(share->kept) / static_cast<double>(share->due);
}

void take_methods(const std::vector<rules::MethodScore>& scores, BacktestTable& table) {
  for (const rules::MethodScore& score : scores) {
    table.methods.push_back({.method = score.method,
                             .tested = score.tested,
                             .p50_kept = ratio(score.p50),
                             .p80_kept = ratio(score.p80),
                             .crps = score.crps,
                             .brier = score.brier});
  }
}

struct Halves {
  Outcomes first, second;
};
Halves halved(const Outcomes& outcomes) {
  Halves out;
  for (const Outcome& one : outcomes) {
    (rules::half_of(one.id, kSeed) == 0 ? out.first : out.second).push_back(one);
  }
  return out;
}

/// Each half tested on the range of the other.
void test_halves(const Outcomes& outcomes, const rules::BacktestRule& rule, BacktestTable& table) {
  const Halves halves = halved(outcomes);
  table.split = "each seeded half on the range of the other";
  table.fitted = static_cast<std::int64_t>(outcomes.size() / 2);
  table.tested = static_cast<std::int64_t>(outcomes.size());
  take_methods(rules::joined(rules::backtest(halves.first, halves.second, rule),
                             rules::backtest(halves.second, halves.first, rule)),
               table);
}

BacktestTable table_of(PortfolioKind kind, const rules::BacktestRule& rule) {
  BacktestTable table;
  table.portfolio = model::to_name(kind);
  table.on_time = rule.on_time;
  table.unit = kind == PortfolioKind::capital ? "percent" : "months";
  table.value = kind == PortfolioKind::annual  ? "slip of the end date in a year"
                : kind == PortfolioKind::gates ? "approval to practical completion"
                                               : "growth of the budget";
  return table;
}

void take_classes(const Outcomes& outcomes, BacktestTable& table) {
  table.classes = class_rows(outcomes, false, table.on_time);
  for (ClassRow& row : class_rows(outcomes, true, table.on_time)) {
    table.classes.push_back(std::move(row));
  }
}

std::string year_text(const Portfolio& portfolio) {
  return portfolio.year ? fmt::format("{}", *portfolio.year) : "?";
}

Result<BacktestTable> annual_table(std::vector<Portfolio> years) {
  if (years.size() < 2) {
    return fail(Code::usage, "backtest.files", "one annual file says nothing of the next year",
                "FILE", "give the files of two years or more");
  }
  std::ranges::stable_sort(years, {}, [](const Portfolio& one) { return one.year.value_or(0); });
  const rules::BacktestRule rule{.promise = 0, .on_time = kMonthsOnTime};
  BacktestTable table = table_of(PortfolioKind::annual, rule);
  Outcomes earlier;
  for (std::size_t i = 0; i + 2 < years.size(); ++i) {
    const Outcomes more = slips(years[i], years[i + 1], i);
    earlier.insert(earlier.end(), more.begin(), more.end());
  }
  const std::size_t last = years.size() - 2;
  const Outcomes tested = slips(years[last], years[last + 1], last);
  Outcomes all = earlier;
  all.insert(all.end(), tested.begin(), tested.end());
  if (earlier.empty()) {
    test_halves(tested, rule, table);
  } else {
    table.split =
        fmt::format("fitted on {}–{}, tested on {}–{}", year_text(years.front()),
                    year_text(years[last]), year_text(years[last]), year_text(years[last + 1]));
    table.fitted = static_cast<std::int64_t>(earlier.size());
    table.tested = static_cast<std::int64_t>(tested.size());
    take_methods(rules::backtest(earlier, tested, rule), table);
  }
  take_classes(all, table);
  return table;
}

BacktestTable halves_table(const Portfolio& portfolio) {
  const bool capital = portfolio.kind == PortfolioKind::capital;
  rules::BacktestRule rule;
  if (capital) {
    rule.promise = 0;
    rule.on_time = kPercentOnTime;
  }
  BacktestTable table = table_of(portfolio.kind, rule);
  const Outcomes outcomes = capital ? growths(portfolio) : durations(portfolio);
  test_halves(outcomes, rule, table);
  take_classes(outcomes, table);
  return table;
}

}  // namespace

Result<BacktestView> run_backtest(std::span<const BacktestFile> files) {
  if (files.empty()) return fail(Code::usage, "backtest.files", "no file", "FILE");
  BacktestView view;
  std::vector<Portfolio> years;
  std::vector<Portfolio> others;
  for (const BacktestFile& file : files) {
    Result<Portfolio> read = formats::read_portfolio(file.bytes, file.name);
    if (!read) {
      Error error = std::move(read).error();
      error.where = error.where.empty() ? file.name : file.name + ": " + error.where;
      return tl::unexpected(std::move(error));
    }
    for (Note note : read->notes) {
      note.where = note.where.empty() ? file.name : file.name + ": " + note.where;
      view.notes.push_back(std::move(note));
    }
    (read->kind == PortfolioKind::annual ? years : others).push_back(*std::move(read));
  }
  if (!years.empty()) {
    TC_TRY(BacktestTable table, annual_table(std::move(years)));
    view.tables.push_back(std::move(table));
  }
  for (const Portfolio& one : others) view.tables.push_back(halves_table(one));
  return view;
}

std::string to_json(const BacktestView& view) { return encode(view).dump(); }

}  // namespace tc::app

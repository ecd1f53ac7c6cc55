// SPDX-License-Identifier: Apache-2.0
#include "rules/monthly.h"

#include <algorithm>
#include <limits>
#include <map>

#include "rules/output.h"

namespace tc::rules {
namespace {

constexpr int kMonthsAYear = 12;

/// The sum, held at the largest amount there is.
Money plus(Money a, Money b) {
  std::int64_t sum = 0;
  if (__builtin_add_overflow(a.fen, b.fen, &sum)) {
    return {b.fen > 0 ? std::numeric_limits<std::int64_t>::max()
                      : std::numeric_limits<std::int64_t>::min()};
  }
  return {sum};
}

int month_of(Day day) {
  const CivilDay civil = to_civil(day);
  return civil.year * kMonthsAYear + civil.month - 1;
}

std::map<int, const model::UnitReturn*> newest_by_month(const model::ProjectFile& file, Day date) {
  std::map<int, const model::UnitReturn*> out;
  for (const model::UnitReturn& row : file.returns) {
    const std::optional<int> month = month_index(row.period);
    if (!month || row.day > date || *month > month_of(date)) continue;
    const model::UnitReturn*& at = out[*month];
    if (at == nullptr || row.version >= at->version) at = &row;
  }
  return out;
}

}  // namespace

std::vector<MonthReturn> monthly_returns(const model::ProjectFile& file, Day date) {
  std::vector<MonthReturn> out;
  std::optional<Money> earlier_years;
  std::optional<Money> of_year;
  int year = 0;
  for (const auto& [month, row] : newest_by_month(file, date)) {
    if (month / kMonthsAYear != year) {
      if (of_year) earlier_years = plus(earlier_years.value_or(Money{}), *of_year);
      of_year.reset();
      year = month / kMonthsAYear;
    }
    if (row->spend) of_year = row->spend;
    MonthReturn one{.month = month,
                    .day = row->day,
                    .progress = row->progress,
                    .spend_of_year = row->spend,
                    .spend = earlier_years,
                    .people = row->people_on_site};
    if (of_year) one.spend = plus(earlier_years.value_or(Money{}), *of_year);
    out.push_back(one);
  }
  return out;
}

std::optional<Money> invested_by(const model::ProjectFile& file, Day date) {
  const std::vector<MonthReturn> months = monthly_returns(file, date);
  if (!months.empty() && months.back().spend) return months.back().spend;
  std::optional<Money> paid;
  for (const model::FundLine& line : file.fund_lines) {
    if (line.paid.fen > 0) paid = plus(paid.value_or(Money{}), line.paid);
  }
  return paid;
}

}  // namespace tc::rules

// SPDX-License-Identifier: Apache-2.0
#include "rules/worth.h"

#include <fmt/format.h>

#include <cmath>

#include "rules/monthly.h"
#include "rules/output.h"

namespace tc::rules {
namespace {

using model::ProjectFile;
using model::Provenance;

constexpr double kDaysAYear = 365;
constexpr double kMonthsAYear = 12;
constexpr double kFenPerYuan = 100;
constexpr int kMostRateBp = 10'000;
/// Above this a worth is a slip of the pen: ten thousand 亿 a day.
constexpr double kMostFen = 1e14;

RecordedOutput recorded(const ProjectFile& file, Day date) {
  const CivilDay civil = to_civil(date);
  const int now = civil.year * 12 + civil.month - 1;
  RecordedOutput out;
  for (const model::Output& row : file.outputs) {
    const std::optional<int> month = month_index(row.month);
    if (!month || *month > now || !(row.quantity > 0) || !(row.value || row.tax)) continue;
    out.quantity += row.quantity;
    out.fen += static_cast<double>(row.value.value_or(Money{}).fen) +
               static_cast<double>(row.tax.value_or(Money{}).fen);
    out.projects = 1;
  }
  return out;
}

std::optional<Money> as_money(double fen) {
  if (!(fen >= 1) || fen > kMostFen) return std::nullopt;
  return Money{std::llround(fen)};
}

std::optional<Worth> by_output(const ProjectFile& file, const WorthSources& sources) {
  const model::Project& project = file.project;
  if (!project.design_output || !(*project.design_output > 0)) return std::nullopt;
  RecordedOutput output = recorded(file, sources.date);
  const bool own = output.fen > 0;
  if (!own && !project.type.empty()) {
    const auto at = sources.by_type.find({project.type, project.capacity_unit});
    if (at != sources.by_type.end()) output = at->second;
  }
  if (!(output.fen > 0)) return std::nullopt;
  const double per_unit = output.fen / output.quantity;
  const auto per_day = as_money(per_unit * *project.design_output * kMonthsAYear / kDaysAYear);
  if (!per_day) return std::nullopt;
  const double yuan = per_unit / kFenPerYuan;
  return Worth{
      .basis = WorthBasis::derived,
      .per_day = per_day,
      .provenance = Provenance::inferred,
      .zh = fmt::format("迟一天少产出：设计月产 {:g}，{}实报每单位产值和税收 {:.2f} 元",
                        *project.design_output,
                        own ? "本项目" : fmt::format("同类 {} 个项目", output.projects), yuan),
      .en =
          fmt::format("output forgone: design {:g} a month, {:.2f} yuan of value and tax a unit "
                      "as recorded by {}",
                      *project.design_output, yuan,
                      own ? "the project itself" : fmt::format("{} of its type", output.projects))};
}

std::optional<Worth> by_capital(const ProjectFile& file, const WorthSources& sources) {
  const std::int32_t rate = sources.capital_rate_bp.value_or(0);
  if (rate <= 0 || rate > kMostRateBp) return std::nullopt;
  const std::optional<Money> invested = invested_by(file, sources.date);
  if (!invested) return std::nullopt;
  const double share = rate / 10'000.0;
  const auto per_day = as_money(static_cast<double>(invested->fen) * share / kDaysAYear);
  if (!per_day) return std::nullopt;
  return Worth{.basis = WorthBasis::derived,
               .per_day = per_day,
               .provenance = Provenance::inferred,
               .zh = fmt::format("资金占用：已投入 {}，年资金成本 {:g} %", to_text_zh(*invested),
                                 share * 100),
               .en = fmt::format("cost of money: {:g} wan yuan put in, {:g} % a year",
                                 to_wan(*invested), share * 100)};
}

}  // namespace

WorthSources worth_sources(const model::City& city,
                           std::span<const std::shared_ptr<const ProjectFile>> projects, Day date) {
  WorthSources out{.by_type = {},
                   .capital_rate_bp = city.capital_rate_bp,
                   .city_default = city.default_worth_per_day,
                   .date = date};
  for (const auto& file : projects) {
    if (file->project.type.empty()) continue;
    const RecordedOutput one = recorded(*file, date);
    if (!(one.fen > 0)) continue;
    RecordedOutput& sum = out.by_type[{file->project.type, file->project.capacity_unit}];
    sum.quantity += one.quantity;
    sum.fen += one.fen;
    ++sum.projects;
  }
  return out;
}

Worth worth_of(const ProjectFile& file, const WorthSources& sources) {
  if (file.project.worth_per_day) {
    return {.basis = WorthBasis::declared,
            .per_day = file.project.worth_per_day,
            .provenance = file.project.provenance,
            .zh = "项目申报",
            .en = "declared by the project"};
  }
  if (auto worth = by_output(file, sources)) return *std::move(worth);
  if (auto worth = by_capital(file, sources)) return *std::move(worth);
  if (sources.city_default) {
    return {.basis = WorthBasis::assumed,
            .per_day = sources.city_default,
            .provenance = Provenance::assumed,
            .zh = "全市默认值（假定）",
            .en = "the city's default (assumed)"};
  }
  return {};
}

}  // namespace tc::rules

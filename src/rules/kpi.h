// Key figures over a set of projects at a day. Integers inside: counts, fen, thousandths; a share
// is numerator / denominator and is rounded only when printed. Each figure carries the ids behind
// it, so that the number opens its cause. Projects withdrawn or terminated by now stand apart.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "model/state.h"
#include "rules/measures.h"

namespace tc::rules {

using ProjectFiles = std::span<const std::shared_ptr<const model::ProjectFile>>;

enum class KpiKind : std::uint8_t {
  due_started,      ///< 应开尽开率
  year_started,     ///< 年度开工率
  registered,       ///< 纳统率
  investment_done,  ///< 年度投资完成率
  schedule_gap,     ///< 序时差
  funds_arrived,    ///< 资金到位率
  funds_paid,       ///< 资金支付率
  design_output,    ///< 达产率
  blockers_closed,  ///< 问题办结率
  returns_fresh,    ///< 数据新鲜度
};

/// How the denominator is counted.
enum class KpiUnit : std::uint8_t { projects, fen, permille, blockers };

struct KpiRow {
  KpiKind kind{};
  KpiUnit unit{};
  std::string_view zh, en;
  std::string_view formula;
};
/// One row for each KpiKind, in its order.
[[nodiscard]] std::span<const KpiRow> kpi_table();

/// A further number of a figure, e.g. "early", "overdue", "median_days".
struct KpiDetail {
  std::string_view name;
  std::int64_t value = 0;
  std::vector<model::ProjectId> projects;
  friend bool operator==(const KpiDetail&, const KpiDetail&) = default;
};

struct Kpi {
  KpiKind kind{};
  std::int64_t numerator = 0;
  std::int64_t denominator = 0;              ///< 0: the figure does not exist, not 0 %
  std::optional<std::int64_t> points_milli;  ///< schedule_gap: thousandths of a point
  std::vector<model::ProjectId> counted;     ///< in the numerator
  std::vector<model::ProjectId> lacking;     ///< in the denominator only
  std::vector<model::ProjectId> apart;       ///< left out of both, and why is in the formula
  std::vector<KpiDetail> details;
};

struct KpiOptions {
  Baseline baseline = Baseline::seasonal;  ///< of the light pack in force
  int cadence_days = 35;                   ///< a monthly return and its grace
};

/// All figures, in the order of kpi_table().
[[nodiscard]] std::vector<Kpi> kpis(ProjectFiles projects, Day date, const KpiOptions& options);
[[nodiscard]] Kpi kpi(KpiKind kind, ProjectFiles projects, Day date, const KpiOptions& options);

/// The named detail's value, or unset.
[[nodiscard]] std::optional<std::int64_t> detail(const Kpi& kpi, std::string_view name);

/// "93.2": numerator / denominator in percent with `decimals` (0–3), half away from zero, computed
/// in integers; "–" when the figure does not exist. schedule_gap: its points with sign.
[[nodiscard]] std::string figure_text(const Kpi& kpi, int decimals);

}  // namespace tc::rules

template <>
inline constexpr auto tc::model::kEnumNames<tc::rules::KpiKind> = std::to_array<std::string_view>(
    {"due_started", "year_started", "registered", "investment_done", "schedule_gap",
     "funds_arrived", "funds_paid", "design_output", "blockers_closed", "returns_fresh"});
template <>
inline constexpr auto tc::model::kEnumNames<tc::rules::KpiUnit> =
    std::to_array<std::string_view>({"projects", "fen", "permille", "blockers"});

// What a schedule is checked for, and how strictly: a pack is data, read from
// templates/quality/*.toml, never coded. A check or fault that the pack does not name is off. Every
// row says whose rule it is.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/activity.h"
#include "model/fields.h"

namespace tc::rules {

/// In the order of the DCMA 14.
enum class CheckKind : std::uint8_t {
  missing_logic,
  leads,
  lags,
  link_types,
  hard_constraints,
  high_float,
  negative_float,
  high_duration,
  invalid_dates,
  resources,
  missed_activities,
  critical_path_test,
  critical_path_length_index,
  baseline_execution_index
};

/// Faults of structure and of progress; the rule id is `quality.` and the name.
enum class FaultKind : std::uint8_t {
  loop,
  open_start,
  open_finish,
  out_of_sequence,
  actual_after_data_date,
  forecast_before_data_date,
  no_actual_start,
  no_actual_finish,
  finish_before_start,
  remaining_after_finish,
  duplicate_link,
  link_to_span,
  lag_over_duration,
  constraint_against_logic,
  set_by_hand,
  empty_calendar,
  no_wbs,
  outside_link
};

/// off: not looked for. error: the whole check fails.
enum class Severity : std::uint8_t { off, info, warning, error };

}  // namespace tc::rules

template <>
inline constexpr auto tc::model::kEnumNames<tc::rules::CheckKind> = std::to_array<std::string_view>(
    {"missing_logic", "leads", "lags", "link_types", "hard_constraints", "high_float",
     "negative_float", "high_duration", "invalid_dates", "resources", "missed_activities",
     "critical_path_test", "critical_path_length_index", "baseline_execution_index"});
template <>
inline constexpr auto tc::model::kEnumNames<tc::rules::FaultKind> = std::to_array<std::string_view>(
    {"loop", "open_start", "open_finish", "out_of_sequence", "actual_after_data_date",
     "forecast_before_data_date", "no_actual_start", "no_actual_finish", "finish_before_start",
     "remaining_after_finish", "duplicate_link", "link_to_span", "lag_over_duration",
     "constraint_against_logic", "set_by_hand", "empty_calendar", "no_wbs", "outside_link"});
template <>
inline constexpr auto tc::model::kEnumNames<tc::rules::Severity> =
    std::to_array<std::string_view>({"off", "info", "warning", "error"});

namespace tc::rules {

inline constexpr std::size_t kFaultKinds = model::kEnumNames<FaultKind>.size();

/// One check with its threshold. The figure is a share of the population (0–1), an index, or a
/// count; see `quality.h`. No threshold: the figure is reported and judged by nobody.
struct CheckRow {
  CheckKind kind{};
  int number{};  ///< in the source's own list
  std::string zh, en;
  std::string source;
  std::optional<double> at_most;
  std::optional<double> at_least;
  double days{};       ///< working days: the limit of float or duration; added by the path test
  double tolerance{};  ///< path test: share of the added days that the finish may fall short
  int trials{};        ///< path test: activities tried
  std::vector<model::ConstraintKind> constraints;  ///< hard_constraints: what counts
};

struct QualityPack {
  std::string key;  ///< file name without .toml, e.g. "dcma14"
  std::string zh, en;
  std::string source;
  std::vector<CheckRow> checks;
  std::array<Severity, kFaultKinds> faults{};

  [[nodiscard]] Severity severity_of(FaultKind kind) const {
    return faults[static_cast<std::size_t>(kind)];
  }
};

/// Reads one pack. `key` names it in errors. Rules: pack.syntax, pack.field, pack.check (unknown or
/// twice), pack.bounds, pack.constraint, pack.fault (unknown), pack.severity, pack.empty.
[[nodiscard]] Result<QualityPack> parse_quality_pack(std::string_view toml, std::string_view key);

}  // namespace tc::rules

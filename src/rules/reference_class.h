// The outside view: what became of other people's projects of a kind, beside a project's own range.
// Data: templates/priors/classes.toml. Months and percent; each number says how well it is known.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/fields.h"

namespace tc::rules {

enum class ClassMeasure : std::uint8_t { slip_months, duration_months, cost_percent };
enum class ClassStatus : std::uint8_t { seen, computed, unverified };

struct ReferenceClass {
  std::string key;
  std::string zh, en;
  ClassMeasure measure{};
  std::vector<std::string> types;  ///< template keys; empty: all that have none of their own
  std::optional<std::int64_t> n;
  std::optional<double> mean, sd;
  std::optional<double> p50, p80, p90;
  ClassStatus status{};
  std::string source;
};

/// Rules: class.syntax, class.field (missing, unknown or of the wrong type), class.twice (a key),
/// class.order (P50 ≤ P80 ≤ P90 is broken), class.number (not in −1000 … 10 000).
[[nodiscard]] Result<std::vector<ReferenceClass>> parse_reference_classes(std::string_view toml,
                                                                          std::string_view where);

/// The class of a measure for a project type: the first that names the type, else the first without
/// types; nullptr when there is none.
[[nodiscard]] const ReferenceClass* class_for(std::span<const ReferenceClass> classes,
                                              std::string_view type, ClassMeasure measure);

/// A project's own range, as months after the date it is held against.
struct OwnRange {
  double p50 = 0;
  double p80 = 0;
  double months_left = 0;  ///< to that date, from the data date
};

/// bolder: it promises more than the class has kept in a single year; wider: beyond the class's
/// P90.
enum class ClassVerdict : std::uint8_t { bolder, in_line, wider, too_near };

struct ClassCheck {
  const ReferenceClass* reference = nullptr;
  ClassVerdict verdict{};
  std::string zh, en;
};

/// Holds P80 against the class's slip of one year; with less than six months to go that record does
/// not speak (too_near). Unset when no class of the measure slip_months has a P80.
[[nodiscard]] std::optional<ClassCheck> check_against_class(std::span<const ReferenceClass> classes,
                                                            std::string_view type,
                                                            const OwnRange& own);

}  // namespace tc::rules

template <>
inline constexpr auto tc::model::kEnumNames<tc::rules::ClassMeasure> =
    std::to_array<std::string_view>({"slip_months", "duration_months", "cost_percent"});
template <>
inline constexpr auto tc::model::kEnumNames<tc::rules::ClassStatus> =
    std::to_array<std::string_view>({"seen", "computed", "unverified"});
template <>
inline constexpr auto tc::model::kEnumNames<tc::rules::ClassVerdict> =
    std::to_array<std::string_view>({"bolder", "in_line", "wider", "too_near"});

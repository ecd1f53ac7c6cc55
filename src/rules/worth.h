// What a day of a project is worth: declared by it, else derived from recorded output or from the
// money already put in, else the city's default. Nothing is invented: a derivation needs recorded
// figures and says which.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "base/money.h"
#include "base/time.h"
#include "model/fields.h"
#include "model/provenance.h"
#include "model/state.h"

namespace tc::rules {

/// Whence the worth: the project's own; output forgone or cost of the money put in; the city's
/// default (assumed); or nothing known.
enum class WorthBasis : std::uint8_t { declared, derived, assumed, none };

/// Output on record: quantity, and its value and tax.
struct RecordedOutput {
  double quantity = 0;
  double fen = 0;
  int projects = 0;
};

/// What a city's projects are valued by.
struct WorthSources {
  std::map<std::pair<std::string, std::string>, RecordedOutput> by_type;  ///< type, capacity unit
  std::optional<std::int32_t> capital_rate_bp;  ///< a year, hundredths of a percent
  std::optional<Money> city_default;
  Day date;
};

/// Output rows count when they name a value or tax and a quantity above 0, in months begun by
/// `date`.
[[nodiscard]] WorthSources worth_sources(
    const model::City& city, std::span<const std::shared_ptr<const model::ProjectFile>> projects,
    Day date);

struct Worth {
  WorthBasis basis = WorthBasis::none;
  std::optional<Money> per_day;
  model::Provenance provenance = model::Provenance::assumed;
  std::string zh, en;  ///< what it rests on
};

/// In this order: (1) declared; (2) value and tax of the design output of a day (design output × 12
/// / 365) at what a unit has brought in this project's own record, else in that of projects of its
/// type with the same capacity unit; (3) money put in × the city's rate / 365; (4) the city's
/// default; (5) none. A rate outside 0.01–100 % counts as none.
[[nodiscard]] Worth worth_of(const model::ProjectFile& file, const WorthSources& sources);

}  // namespace tc::rules

template <>
inline constexpr auto tc::model::kEnumNames<tc::rules::WorthBasis> =
    std::to_array<std::string_view>({"declared", "derived", "assumed", "none"});

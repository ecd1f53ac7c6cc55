// Red-yellow-green lights by stated rule: a pack is data, read from templates/lights/*.toml, never
// coded. The first row of a measure that holds gives that measure's colour; the worst colour wins,
// the earlier row on a tie. Nothing known gives `none` (无数据), never green. A result always names
// its pack, its row and the numbers behind it.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "rules/measures.h"

namespace tc::rules {

/// In order of gravity. none: no rule could speak.
enum class Light : std::uint8_t { none, green, yellow, orange, red };

/// One row: `measure` within the bounds → `light`. An unset bound is open.
struct LightRow {
  std::string id;
  MeasureKind measure{};
  std::optional<double> low;  ///< toml: at_least (inclusive) or above (exclusive)
  bool low_inclusive = false;
  std::optional<double> high;  ///< toml: at_most (inclusive) or below (exclusive)
  bool high_inclusive = false;
  Light light{};
  bool mark = false;  ///< shown beside the light even when another row decides
  std::string zh;     ///< sentence with {value}, {size} (without sign) or any {measure_name}
  std::string en;
};

struct LightPack {
  std::string key;  ///< file name without .toml, e.g. "yinchuan-2025"
  std::string zh, en;
  std::string source;  ///< who stated these rules, and what we added
  Baseline baseline{};
  std::optional<int> silence_days;  ///< a project under construction silent for longer is marked
  Light otherwise{};                ///< when measures are known but no row holds
  std::vector<LightRow> rows;
};

/// Reads one pack. `key` and `where` name it in errors. Rules: pack.syntax, pack.field (unknown or
/// missing key), pack.measure, pack.light, pack.baseline, pack.bounds, pack.id (twice or empty),
/// pack.slot, pack.order (a row that can never be reached), pack.empty.
[[nodiscard]] Result<LightPack> parse_light_pack(std::string_view toml, std::string_view key);

/// A number behind a light.
struct LightNumber {
  MeasureKind measure{};
  double value{};
};

/// What one row says of a project.
struct LightFinding {
  std::string row;
  MeasureKind measure{};
  Light light{};
  std::string zh, en;
};

struct LightResult {
  Light light = Light::none;
  std::string pack;  ///< key of the pack
  std::string row;   ///< id of the deciding row; "no-data", "otherwise" when no row decided
  std::string zh, en;
  std::vector<LightNumber> numbers;    ///< every known measure that the pack names
  std::vector<LightFinding> findings;  ///< each measure's row, worst first
  std::vector<LightFinding> marks;     ///< remarks that change no colour, e.g. silence
};

/// Judges the measures by the pack. The measures must be taken with the pack's own baseline.
[[nodiscard]] LightResult evaluate(const LightPack& pack, const Measures& measures);

/// "-11.3" points, "22.0%", "1.5", "12": as a sentence shows the measure.
[[nodiscard]] std::string number_text(MeasureKind kind, double value);

}  // namespace tc::rules

template <>
inline constexpr auto tc::model::kEnumNames<tc::rules::Light> =
    std::to_array<std::string_view>({"none", "green", "yellow", "orange", "red"});

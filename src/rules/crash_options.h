// How an activity can be done faster and at what price, while nobody has quoted one: assumed, and
// said to be so. Data: templates/crash/options.toml.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/money.h"
#include "base/result.h"
#include "model/activity.h"
#include "model/fields.h"

namespace tc::rules {

/// 加班加点 两班倒 增加队伍 空运加急
enum class CrashWay : std::uint8_t { normal, overtime, extra_shift, second_crew, air_freight };

/// Of one way: what it saves at most, as a share of the working days left, and its price, in day
/// costs of the activity for each day saved. A linear way saves any whole number of days up to
/// that, another one all of it or nothing.
struct CrashOption {
  CrashWay way{};
  std::string zh, en;
  bool linear = false;
  double most_share{};
  double price_share{};
  std::vector<std::string> phases;  ///< empty: all; "" is an activity without phase
};

/// Work goes on in winter as in summer, for this share of the day cost of all the days left.
struct WinterEnclosure {
  std::string zh, en;
  double price_share{};
};

struct CrashOptions {
  std::string source, source_en;
  Money day_cost;    ///< where no investment is known
  int least_days{};  ///< activities with fewer working days left are not crashed
  std::vector<CrashOption> options;
  std::optional<WinterEnclosure> enclosure;
};

/// Rules: crash_options.syntax, .field (missing, unknown or of another kind), .way (unknown,
/// twice), .share (a saving not in (0, 0.9], a price not in [0, 1000]).
[[nodiscard]] Result<CrashOptions> parse_crash_options(std::string_view toml,
                                                       std::string_view where);

/// One thing that could be done with an activity.
struct CrashOffer {
  CrashWay way{};
  bool enclosed = false;
  std::int64_t days_less{};  ///< working days
  Money price;
  friend bool operator==(const CrashOffer&, const CrashOffer&) = default;
};

/// The offers for an activity with this many working days left, each of which costs `day_cost`:
/// first the normal way, last the fastest; nothing dearer that is no faster. `winter`: its weather
/// class stands above 0 and its calendar knows a winter. Gates, milestones and what spans others
/// get the normal way alone: an office's days are not bought.
[[nodiscard]] std::vector<CrashOffer> offers_for(const CrashOptions& options,
                                                 const model::Activity& activity,
                                                 std::int64_t days_left, Money day_cost,
                                                 bool winter);

/// In words: "两班倒 + 冬施保温围护".
struct CrashLabel {
  std::string zh, en;
};
[[nodiscard]] CrashLabel label_of(const CrashOptions& options, CrashWay way, bool enclosed);

}  // namespace tc::rules

template <>
inline constexpr auto tc::model::kEnumNames<tc::rules::CrashWay> = std::to_array<std::string_view>(
    {"normal", "overtime", "extra_shift", "second_crew", "air_freight"});

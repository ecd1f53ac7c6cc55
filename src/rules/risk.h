// What an outlook assumes where a plan states one duration only, and what may hit many activities
// at once: rows that pick activities by kind, phase, weather and owner. Data:
// templates/risk/*.toml. Multiples are of the remaining work. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/activity.h"

namespace tc::rules {

/// An empty list fits everything; the phase "" is that of an activity without one. `owners` are
/// parts of the duty holder's name.
struct ActivityFilter {
  std::vector<model::ActivityKind> kinds;
  std::vector<std::string> phases;
  std::vector<std::int32_t> weathers;
  std::vector<std::string> owners;
};
[[nodiscard]] bool fits(const ActivityFilter& filter, const model::Activity& activity);

struct RiskName {
  std::string key, zh, en;
  std::string source;
};

/// From `low` to `high` times the duration stated; 0 < low <= 1 <= high.
struct SpreadRule {
  RiskName name;
  ActivityFilter of;
  double low = 1;
  double high = 1;
};

/// With `chance` all it fits takes longer by one factor, triangular.
struct SharedRisk {
  RiskName name;
  ActivityFilter of;
  double chance{};
  double low = 1;
  double likely = 1;
  double high = 1;
};

/// A step that is refused with `chance` each time, `share` of its work then done again.
struct RefusalRule {
  RiskName name;
  ActivityFilter of;
  double chance{};
  double share{};
  int most_tries = 1;
};

struct RiskTable {
  std::vector<SpreadRule> spreads;
  SpreadRule release;  ///< of the days until a stated release
  std::vector<SharedRisk> drivers;
  std::vector<RefusalRule> refusals;
};

/// The first row that fits; nothing when none does.
[[nodiscard]] const SpreadRule* spread_of(const RiskTable& table, const model::Activity& activity);
[[nodiscard]] const RefusalRule* refusal_of(const RiskTable& table,
                                            const model::Activity& activity);

/// Rules: risk.syntax, risk.field (unknown key, missing or mistyped value), risk.number (out of
/// order or range).
[[nodiscard]] Result<void> parse_spreads(std::string_view toml, std::string_view where,
                                         RiskTable& table);
[[nodiscard]] Result<void> parse_drivers(std::string_view toml, std::string_view where,
                                         RiskTable& table);

}  // namespace tc::rules

// Assumed days until a blocker is released, by its kind and level: used, marked assumed, only while
// the blocker itself gives no release date. Data: templates/priors/blockers.toml.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/time.h"
#include "model/blocker.h"

namespace tc::rules {

/// Calendar days from the data date, 0 ≤ low ≤ likely ≤ high.
struct ResidualDays {
  int low = 0;
  int likely = 0;
  int high = 0;
  friend bool operator==(const ResidualDays&, const ResidualDays&) = default;
};

inline constexpr std::size_t kBlockerKinds = model::kEnumNames<model::BlockerKind>.size();
inline constexpr std::size_t kBlockerLevels = model::kEnumNames<model::BlockerLevel>.size();

struct BlockerPrior {
  std::string letter;  ///< A–M of the blocker classes
  std::string zh, en;
  std::array<ResidualDays, kBlockerLevels> days;  ///< by level
};

/// One prior for each kind.
struct BlockerPriors {
  std::string source;
  std::array<BlockerPrior, kBlockerKinds> kinds;
};

/// Rules: prior.syntax, prior.field, prior.kind (unknown, twice), prior.missing (a kind or level
/// has no row), prior.days (not 0 ≤ low ≤ likely ≤ high ≤ 3660).
[[nodiscard]] Result<BlockerPriors> parse_blocker_priors(std::string_view toml,
                                                         std::string_view where);

/// When a blocker is expected to be released: its own dates where it gives them, else data date
/// plus the assumed days. A release in the past of a blocker still open moves to the data date.
struct ExpectedRelease {
  Day low, likely, high;
  bool assumed = false;  ///< from the priors
};
[[nodiscard]] ExpectedRelease expected_release(const BlockerPriors& priors,
                                               const model::Blocker& blocker, Day data_date);

}  // namespace tc::rules

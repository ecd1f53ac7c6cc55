// What of a single activity enters the network: checked ranges, and the rare facts apart.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/result.h"
#include "engine/network/network.h"
#include "model/activity.h"

namespace tc::engine {

inline constexpr std::int64_t kLongestWork = std::int64_t{1} << 31;  ///< minutes, 4,000 years

/// For messages: id, code and name.
[[nodiscard]] std::string where_of(const model::Activity& activity);
[[nodiscard]] tl::unexpected<Error> at_activity(Error error, const model::Activity& activity);
/// Range checks that keep every later sum far from overflow. Rules: network.duration, network.date.
[[nodiscard]] Result<void> check_activity(const model::Activity& activity);
/// As late as possible alone needs none.
[[nodiscard]] bool needs_no_date(model::ConstraintKind kind);
/// What only few activities have; nullopt for the many.
[[nodiscard]] std::optional<Extra> extra_of(const model::Activity& activity);

/// What a summary's constraint and deadline mean for all that lies in it.
struct SummaryBounds {
  std::optional<Minute> floor;  ///< nothing starts before it
  std::optional<Minute> cap;    ///< nothing finishes later without being late
};
[[nodiscard]] SummaryBounds bounds_of(const model::Activity& summary);

/// Working minutes still to be done: what remains where that is said, else the duration, and the
/// breaks within it; none of a milestone at an edge of work.
[[nodiscard]] std::int64_t work_left(const model::Activity& activity);

}  // namespace tc::engine

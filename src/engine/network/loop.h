// Naming the members of a dependency loop.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "base/result.h"
#include "model/activity.h"

namespace tc::engine {

inline constexpr std::uint32_t kNoNode = 0xFFFF'FFFF;

/// Walks back over `before` (one predecessor of each member, never kNoNode among them) from `start`
/// until it closes; the loop in forward order, beginning with its least number.
[[nodiscard]] std::vector<std::uint32_t> members_of_loop(const std::vector<std::uint32_t>& before,
                                                         std::uint32_t start);

/// network.loop with code and name of each member in order.
[[nodiscard]] Error loop_error(const std::vector<std::uint32_t>& members,
                               const std::vector<const model::Activity*>& activities);

}  // namespace tc::engine

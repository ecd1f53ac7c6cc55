// What the two files of the relaxation share: its constants, and which activities it sees through.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

#include "engine/cpm/sweep_base.h"
#include "engine/network/network.h"

namespace tc::engine {

inline constexpr std::uint32_t kNoStep = 0xFFFF'FFFF;
inline constexpr double kUnitsPerDay = 2.0 * static_cast<double>(kMinutesPerDay);  ///< half-minutes
inline constexpr std::int64_t kLongestWindowDays = 3000;
inline constexpr std::size_t kMostStretches = 16;
inline constexpr double kFarDays =
    3;  ///< units between the rows and the truth that a split is worth
inline constexpr double kNear = 1e-6;

[[nodiscard]] inline std::int64_t days_from(Minute first, Minute last) {
  return (last - first) / kMinutesPerDay;
}

[[nodiscard]] inline bool overrides_links(model::ConstraintKind kind) {
  using model::ConstraintKind;
  return kind == ConstraintKind::mandatory_start || kind == ConstraintKind::mandatory_finish ||
         kind == ConstraintKind::set_by_hand || kind == ConstraintKind::as_late_as_possible;
}

/// Whether more than start and remaining work decides the finish, or more than links the start.
[[nodiscard]] inline bool is_opaque(const Network& network, std::size_t i) {
  if (overrides_links(network.constraint[i])) return true;
  const Extra* extra = network.extra_of(i);
  return extra != nullptr && (extra->part_count > 0 || extra->expected_finish.has_value() ||
                              overrides_links(extra->secondary));
}

/// Whether something pulls at the finish, so that the start follows the work.
[[nodiscard]] inline bool has_finish_tie(const Network& network, std::size_t i) {
  for (const Edge& edge : network.predecessors_of(i)) {
    if (ties_finish(edge.type)) return true;
  }
  return network.constraint[i] != model::ConstraintKind::none || network.extra_of(i) != nullptr;
}

}  // namespace tc::engine

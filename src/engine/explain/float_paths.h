// Float paths (P6: multiple float paths): what leads to one activity, peeled off chain by chain,
// the one that drives it most first. So a planner sees what comes next once the first is shortened.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/explain/explain.h"

namespace tc::engine {

enum class PathBy : std::uint8_t {
  free_float,  ///< how far a chain may slip before it moves the end: relationship float along it
  total_float  ///< the total float that the link leaves to its predecessor
};

struct FloatPath {
  /// Working minutes: by free float those of all links from here to the end, 0 for the first path;
  /// by total float what the link where it joins leaves.
  std::int64_t slack{};
  std::vector<std::size_t> nodes;  ///< from its first activity to its last, before `joins`
  std::size_t joins{};             ///< where it joins an earlier path; of the first: the end itself
};

/// At most `count` paths, numbered by their order: the first ends at `end`. An activity stands on
/// the first path that reaches it. Each path goes back along the link with the least float to
/// activities that are on none yet; the next begins where the least float leaves those there are.
/// Source: Oracle P6 help, "Analyze multiple float paths". Links that progress has settled lead
/// nowhere.
[[nodiscard]] std::vector<FloatPath> float_paths(const Explainer& explainer, std::size_t end,
                                                 std::size_t count, PathBy by);

}  // namespace tc::engine

// Dependency loops of a set of projects, found before a network is built (which refuses them): each
// tangle of activities that wait for each other gives one loop with its members in order, and the
// links to leave out so that the rest can be looked at.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "model/ids.h"
#include "model/state.h"

namespace tc::rules {

/// Members in the direction of their links, the one that stands first in the files first.
struct Loop {
  std::vector<model::ActivityId> members;
  std::size_t
      tangle{};  ///< activities that lie on this loop or on one that shares a member with it
};

struct LoopSearch {
  std::vector<Loop> loops;
  std::vector<const model::Link*> opening;  ///< without these there is no loop
};

/// Links with an unknown end or with a level of effort are not followed; a summary's link binds all
/// that lies in it. Linear in activities and links.
[[nodiscard]] LoopSearch find_loops(std::span<const model::ProjectFile* const> projects);

}  // namespace tc::rules

// The loop that use cases lend to the engine: on one thread or several. What the engine computes
// does not depend on how many. SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/outlook/outlook.h"

namespace tc::app {

/// On `threads` threads, the caller's among them; 0: as many as the machine has.
[[nodiscard]] engine::ForEachIndex for_each_on(int threads);

}  // namespace tc::app

// The order in which spans (levels of effort and summaries) take their dates, each after the spans
// that it hangs on.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "engine/network/network.h"

namespace tc::engine {

/// Moves each of `spans` behind its predecessors among them, else keeps their order, and sorts
/// `links` by it. A link to a span that still comes later (a successor of its kind, or a member of
/// a loop) is left out: that span has no dates yet.
void order_spans(std::vector<std::uint32_t>& spans, std::vector<SpanLink>& links);

}  // namespace tc::engine

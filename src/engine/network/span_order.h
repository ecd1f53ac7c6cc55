// The order in which spans (levels of effort and summaries) take their dates, each after the spans
// that it hangs on.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "engine/network/network.h"
#include "engine/network/summaries.h"

namespace tc::engine {

/// Adds to `spans` (levels of effort) the summaries and to `links` what ties them to their members;
/// moves each span behind its predecessors among them, else keeps the order, and sorts `links` by
/// it. A link to a span that still comes later (a successor of its kind, or a member of a loop) is
/// left out: that span has no dates yet.
void order_spans(const Summaries& summaries, std::vector<std::uint32_t>& spans,
                 std::vector<SpanLink>& links);

}  // namespace tc::engine

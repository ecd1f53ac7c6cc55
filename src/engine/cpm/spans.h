// Levels of effort and summaries: they last as long as what they hang on or hold, and move nothing.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/cpm/cpm.h"
#include "engine/cpm/recording.h"
#include "engine/cpm/sweep_base.h"

namespace tc::engine {

/// Early dates of all spans, once those of all other activities are known. `late_known`: their late
/// dates stand too, which Microsoft Project's summaries ask of what shall be late.
void spread_early(const Network& network, Schedule& out, bool late_known,
                  Recording* recording = nullptr);
/// Late dates and floats, once all late dates are known. Under DateRule::exact a span has no float
/// of its own; elsewhere it is measured on its own dates (as P6 does).
void spread_late(const Network& network, Schedule& out, Recording* recording = nullptr);
[[nodiscard]] FloatSides span_float_sides(const Network& network, const Schedule& schedule,
                                          std::size_t span);

}  // namespace tc::engine

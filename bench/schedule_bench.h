// Rows of the bench table that need files or edits; see schedule_bench.cc.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace tc::bench {

/// Reading of made-up XER and MSPDI files, and the ratio to merely copying their bytes.
void print_reading(std::int64_t activities);
/// The incremental pass after one edit: median and 90th percentile over random edits, beside the
/// full pass, by date rule.
void print_edits(std::int64_t activities);

}  // namespace tc::bench

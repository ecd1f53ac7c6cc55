// A second computation of P6's dates to hold the sweep against, written from docs/p6_dates.md rule
// by rule: recursion from activity to activity, each rule a function, working time as one array of
// minutes. Shares only the model's structs with the engine. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "engine/cpm/cpm.h"
#include "engine/network/network.h"
#include "property/cpm_naive.h"

namespace tc::naive {

struct P6Dates {
  std::int64_t early_start{}, early_finish{}, late_start{}, late_finish{};
  std::int64_t total_float{}, free_float{};
  bool longest_path{}, critical{};
  friend bool operator==(const P6Dates&, const P6Dates&) = default;
};

struct P6Case {
  std::vector<model::ProjectFile> files;
  std::vector<engine::ProjectTerms> terms;  ///< by file
  std::vector<engine::WorkPart> parts;
};

/// Dates by activity id, in minutes of the window. Levels of effort and summaries hang on other
/// activities only.
std::map<std::int64_t, P6Dates> p6_schedule(const World& world, const P6Case& given);

}  // namespace tc::naive

// A network in whole days without calendar, each activity with a normal and a crash duration: what
// time-cost studies and their files speak of. Every link is finish-start without lag.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/money.h"

namespace tc::model {

struct DayActivity {
  std::string id;
  std::int32_t normal_days{};
  std::int32_t crash_days{};            ///< 0 ≤ crash_days ≤ normal_days
  Money slope{};                        ///< for each day less
  std::vector<std::uint32_t> before{};  ///< positions of its predecessors
  friend bool operator==(const DayActivity&, const DayActivity&) = default;
};

/// In the order of the file; without loops.
struct DayNetwork {
  std::vector<DayActivity> activities;
  friend bool operator==(const DayNetwork&, const DayNetwork&) = default;
};

}  // namespace tc::model

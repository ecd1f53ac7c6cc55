// A time-cost study in whole days: the cheapest plan for each deadline. Field names are the JSON
// names of the command line's contract.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/money.h"
#include "base/result.h"

namespace tc::app {

struct DayDeadline {
  std::int64_t deadline{};
  bool feasible = false;
  std::int64_t finish{};           ///< when not feasible: with everything crashed
  Money cost;                      ///< beyond normal work; the least there is
  std::vector<std::int32_t> days;  ///< by activity
};
struct DayPoint {
  std::int64_t deadline{};
  Money cost;
};
struct DaySprintView {
  std::vector<std::string> ids;           ///< in the order of the file
  std::vector<std::int32_t> normal_days;  ///< beside `ids`
  std::int64_t normal_finish{};
  std::int64_t crash_finish{};
  std::vector<DayDeadline> deadlines;
  std::vector<DayPoint> curve;      ///< its corners, earliest first
  std::optional<std::size_t> knee;  ///< position in `curve`
  Money knee_before, knee_after;    ///< price of one day less on either side of it
  Notes notes;

  [[nodiscard]] bool feasible() const {
    for (const DayDeadline& one : deadlines) {
      if (!one.feasible) return false;
    }
    return true;
  }
};

}  // namespace tc::app

// Any bytes as a crash file: refused with a rule, or a network whose cheapest plan for half of what
// can be gained is checked.
// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/result.h"
#include "engine/sprint/day_sprint.h"
#include "formats/crash/crash.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto reading = tc::formats::read_crash(bytes);
  if (!reading) {
    TC_CHECK(!reading.error().rule.empty() && !reading.error().message.empty(), "error is empty");
    return 0;
  }
  const auto sprint = tc::engine::DaySprint::make(reading->network);
  if (!sprint) {
    TC_CHECK(sprint.error().rule == "sprint.range", sprint.error().message);
    return 0;
  }
  const std::int64_t half = (sprint->normal_finish() + sprint->crash_finish()) / 2;
  const auto plan = sprint->cheapest(half);
  if (!plan) return 0;
  TC_CHECK(plan->feasible && plan->finish <= half, "the plan misses its deadline");
  return 0;
}

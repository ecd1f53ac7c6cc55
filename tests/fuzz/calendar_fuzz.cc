// A calendar as an official writes it, in three parts cut at '|': refused with a rule, or compiled
// into one whose additions and subtractions undo each other.
// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "engine/calendar/compile.h"
#include "engine/calendar/working_calendar.h"
#include "model/calendar.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0 || size > 4096) return 0;
  std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  const auto next_part = [&text] {
    const std::size_t end = text.find('|');
    const std::string part(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    return part;
  };
  tc::model::Calendar calendar;
  calendar.week = next_part();
  calendar.exceptions = next_part();
  calendar.winter = next_part();
  calendar.whole_days = (data[0] & 4) != 0;
  const auto compiled = tc::engine::compile_calendar(calendar, data[0] % 3);
  if (!compiled) return 0;
  const tc::Minute start{26'000'000 + data[0]};
  for (const std::int64_t work : {1, 480, 10'000}) {
    const tc::Minute finish = compiled->add(start, work);
    TC_CHECK(finish > start, calendar.week);
    // One step at full speed is two half-minutes, so the first instant may overshoot by one.
    const std::int64_t done = compiled->half_minutes_between(start, finish);
    TC_CHECK(done == 2 * work || done == 2 * work + 1, calendar.week);
  }
  return 0;
}

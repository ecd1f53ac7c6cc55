// The lanes' calendar against the calendar it was made from, within its window, at its edges and
// beyond.
// SPDX-License-Identifier: Apache-2.0
#include "engine/outlook/lane_calendar.h"

#include "engine/calendar/compile.h"
#include "property/cpm_random.h"
#include "property/cpm_world.h"

namespace tc {
namespace {

using engine::kCalendarLanes;
using engine::LaneCalendar;
using engine::WorkingCalendar;

constexpr int kCalendarsTried = 150;
constexpr int kQuestions = 300;

struct Lanes {
  std::int32_t bound[kCalendarLanes];
  std::int32_t work[kCalendarLanes];
  std::int32_t start[kCalendarLanes];
  std::int32_t finish[kCalendarLanes];
};

Lanes make_lanes(random::Source& source, int days) {
  Lanes lanes{};
  const bool far = source.chance(10);
  const bool steep = source.chance(10);
  for (std::size_t k = 0; k < kCalendarLanes; ++k) {
    const std::int64_t low = far ? -3 * 1440 : 0;
    const std::int64_t high = (far ? days + 20 : days) * std::int64_t{1440} - 1;
    lanes.bound[k] = static_cast<std::int32_t>(source.between(low, high));
    const std::int64_t most = steep ? 400'000 : 4'000;
    lanes.work[k] = static_cast<std::int32_t>(source.chance(20) ? 0 : source.between(1, most));
  }
  return lanes;
}

void compare(random::Source& source, const WorkingCalendar& calendar, Day first, int days) {
  const LaneCalendar lane_calendar(calendar, first, days);
  const Minute origin = start_of(first);
  for (int q = 0; q < kQuestions && !testing::Test::HasFailure(); ++q) {
    Lanes lanes = make_lanes(source, days);
    lane_calendar.place(lanes.bound, lanes.work, lanes.start, lanes.finish);
    std::int32_t finish_only[kCalendarLanes];
    lane_calendar.place(lanes.bound, lanes.work, nullptr, finish_only);
    std::int64_t lag = source.between(-6000, 6000);
    if (lag == 0) lag = 1;
    std::int32_t sum[kCalendarLanes];
    lane_calendar.add(lanes.bound, lag, sum);
    for (std::size_t k = 0; k < kCalendarLanes; ++k) {
      const Minute bound = origin + lanes.bound[k];
      const engine::WorkSpan want = calendar.place_early(bound, lanes.work[k]);
      EXPECT_EQ(origin + lanes.start[k], want.start) << lanes.bound[k] << " + " << lanes.work[k];
      EXPECT_EQ(origin + lanes.finish[k], want.finish) << lanes.bound[k] << " + " << lanes.work[k];
      EXPECT_EQ(finish_only[k], lanes.finish[k]);
      EXPECT_EQ(origin + sum[k], calendar.add(bound, lag)) << lanes.bound[k] << " + " << lag;
    }
  }
}

TEST(LaneCalendar, AnswersAsTheCalendarDoes) {
  random::Source source(20260101);
  for (int c = 0; c < kCalendarsTried && !testing::Test::HasFailure(); ++c) {
    const Day window = to_day({static_cast<int>(source.between(1995, 2110)), 9, 20});
    const model::Calendar calendar = random::to_model(random::make_calendar(source, window), 1);
    for (int weather = 0; weather <= 2; ++weather) {
      SCOPED_TRACE(calendar.week + " weather " + std::to_string(weather));
      const auto compiled = engine::compile_calendar(calendar, weather);
      if (!compiled) continue;
      compare(source, *compiled, window, static_cast<int>(source.between(1, 500)));
    }
  }
}

TEST(LaneCalendar, AsksTheCalendarWhereNoTwoDaysAreAlike) {
  random::Source source(7);
  model::Calendar calendar;
  calendar.id.value = 1;
  calendar.week = "mon-sun 08:00-12:00";
  const Day first = to_day({2026, 1, 1});
  for (int day = 0; day < 400; ++day) {
    const int minute = 13 * 60 + day;
    const auto two = [](int n) { return (n < 10 ? "0" : "") + std::to_string(n); };
    calendar.exceptions +=
        to_text(first + day) + " 08:00-" + two(minute / 60) + ":" + two(minute % 60) + "\n";
  }
  const auto compiled = engine::compile_calendar(calendar, 0);
  ASSERT_TRUE(compiled) << to_line(compiled.error());
  compare(source, *compiled, first, 390);
}

}  // namespace
}  // namespace tc

// Working-time algebra: against one array of minutes, and against its own laws.
// SPDX-License-Identifier: Apache-2.0
#include "property/cpm_world.h"

namespace tc {
namespace {

constexpr int kCalendarsTried = 150;
constexpr int kInstants = 200;

template <class Check>
void for_random_calendars(std::uint64_t seed, Check check) {
  random::Source source(seed);
  for (int i = 0; i < kCalendarsTried && !testing::Test::HasFailure(); ++i) {
    const Day window = to_day({static_cast<int>(source.between(1995, 2110)), 9, 20});
    const random::CalendarSpec spec = random::make_calendar(source, window);
    const int weather = static_cast<int>(source.between(0, 2));
    const naive::Calendar naive(spec, weather, window);
    const auto compiled = engine::compile_calendar(random::to_model(spec, 1), weather);
    ASSERT_TRUE(compiled) << to_line(compiled.error());
    SCOPED_TRACE("calendar " + std::to_string(i) + " " + random::to_model(spec, 1).week);
    check(source, *compiled, naive, start_of(window));
  }
}

/// Runs `both` unless the reference leaves its window; counts the cases that were seen.
template <class Both>
void where_seen(int& seen, Both both) {
  try {
    both();
    ++seen;
  } catch (const naive::OutOfWindow&) {
    return;
  }
}

TEST(CalendarAlgebra, AgreesWithAnArrayOfMinutes) {
  int seen = 0;
  for_random_calendars(1, [&](random::Source& source, const engine::WorkingCalendar& calendar,
                              const naive::Calendar& naive, Minute zero) {
    for (int i = 0; i < kInstants; ++i) {
      const std::int64_t t = source.between(0, random::kWindowDays * kMinutesPerDay);
      const std::int64_t work = source.between(-5'000, 5'000);
      const Minute at = zero + t;
      where_seen(seen, [&] { EXPECT_EQ(calendar.add(at, work) - zero, naive.add(t, work)); });
      where_seen(seen, [&] { EXPECT_EQ(calendar.sub(at, work) - zero, naive.add(t, -work)); });
      where_seen(seen,
                 [&] { EXPECT_EQ(calendar.undo_lag(at, work) - zero, naive.undo_lag(t, work)); });
      where_seen(seen,
                 [&] { EXPECT_EQ(calendar.next_work_start(at) - zero, naive.next_start(t)); });
      where_seen(seen, [&] {
        EXPECT_EQ(calendar.previous_work_finish(at) - zero, naive.previous_finish(t));
      });
      const std::int64_t u = source.between(0, random::kWindowDays * kMinutesPerDay);
      EXPECT_EQ(calendar.half_minutes_between(at, zero + u), naive.done(u) - naive.done(t));
    }
  });
  EXPECT_GE(seen, kCalendarsTried * kInstants * 4);
}

TEST(CalendarAlgebra, PlacingAgreesWithItsDefinition) {
  int seen = 0;
  for_random_calendars(2, [&](random::Source& source, const engine::WorkingCalendar& calendar,
                              const naive::Calendar& naive, Minute zero) {
    for (int i = 0; i < kInstants; ++i) {
      const std::int64_t t = source.between(20'000, 250'000);
      const std::int64_t work = source.chance(10) ? 0 : source.between(1, 4'000);
      where_seen(seen, [&] {
        const auto want = naive.early(t, work);
        const auto got = calendar.place_early(zero + t, work);
        EXPECT_EQ(got.start - zero, want.start);
        EXPECT_EQ(got.finish - zero, want.finish);
      });
      where_seen(seen, [&] {
        const auto want = naive.late(t, work);
        const auto got = calendar.place_late(zero + t, work);
        EXPECT_EQ(got.start - zero, want.start);
        EXPECT_EQ(got.finish - zero, want.finish);
      });
    }
  });
  EXPECT_GE(seen, kCalendarsTried * kInstants);
}

TEST(CalendarAlgebra, AddAndSubUndoEachOtherAndWorkAddsUp) {
  for_random_calendars(3, [](random::Source& source, const engine::WorkingCalendar& calendar,
                             const naive::Calendar&, Minute zero) {
    for (int i = 0; i < kInstants; ++i) {
      // Wide enough to cross the horizon's ends now and then.
      const auto any = [&] { return zero + source.between(-60'000'000, 60'000'000); };
      const Minute a = any();
      const Minute b = any();
      const Minute c = any();
      const std::int64_t work = source.between(1, 100'000);
      EXPECT_EQ(calendar.half_minutes_between(a, b) + calendar.half_minutes_between(b, c),
                calendar.half_minutes_between(a, c));
      EXPECT_EQ(calendar.half_minutes_between(a, b), -calendar.half_minutes_between(b, a));
      // The least finish and the greatest start: one undoes the other up to work not there.
      const Minute finish = calendar.add(a, work);
      EXPECT_GE(calendar.half_minutes_between(a, finish), 2 * work);
      EXPECT_LT(calendar.half_minutes_between(a, finish + -1), 2 * work);
      EXPECT_GE(calendar.sub(finish, work), a);
      const Minute start = calendar.sub(a, work);
      EXPECT_GE(calendar.half_minutes_between(start, a), 2 * work);
      EXPECT_LT(calendar.half_minutes_between(start + 1, a), 2 * work);
      EXPECT_LE(calendar.add(start, work), a);
      if (calendar.exact()) {
        EXPECT_EQ(calendar.work_between(a, finish), work);
        EXPECT_EQ(calendar.sub(finish, work), calendar.next_work_start(a));
        EXPECT_EQ(calendar.add(start, work), calendar.previous_work_finish(a));
      }
      EXPECT_EQ(calendar.work_between(a, calendar.next_work_start(a)), 0);
      EXPECT_EQ(calendar.work_between(calendar.previous_work_finish(a), a), 0);
    }
  });
}

}  // namespace
}  // namespace tc

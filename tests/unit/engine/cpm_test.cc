// Critical path by hand: each case is small enough to be worked out in its comment.
// SPDX-License-Identifier: Apache-2.0
#include "engine/cpm/cpm.h"

#include <limits>

#include "unit/engine/builder.h"

namespace tc::engine {
namespace {

using model::ConstraintKind;
using model::LinkType;

CpmInput from(const char* data_date) {
  CpmInput input;
  input.data_date = at(data_date);
  return input;
}

std::string early(const Network& network, const Schedule& schedule, std::int64_t id) {
  const std::size_t i = network.find({id}).value();
  return to_text(schedule.early_start[i]) + " " + to_text(schedule.early_finish[i]);
}

std::string late(const Network& network, const Schedule& schedule, std::int64_t id) {
  const std::size_t i = network.find({id}).value();
  return to_text(schedule.late_start[i]) + " " + to_text(schedule.late_finish[i]);
}

model::Calendar office(std::int64_t id) {
  model::Calendar calendar;
  calendar.id.value = id;
  calendar.week = "mon-fri 08:00-12:00 14:00-18:00";
  return calendar;
}

// 1 (2 d) → 2 (3 d) → 4, and 1 → 3 (1 d) → 4 (1 d), elapsed time from 07-15.
// 3 may wait 2 days; the chain to 4 is 1, 2, 4.
TEST(Cpm, FloatsAndTheDrivingChain) {
  Plan plan;
  plan.add(1, 2 * kDay);
  plan.add(2, 3 * kDay);
  plan.add(3, 1 * kDay);
  plan.add(4, 1 * kDay);
  plan.link(1, 2);
  plan.link(1, 3);
  plan.link(2, 4);
  plan.link(3, 4);
  const Network network = plan.network();
  const Schedule schedule = run_cpm(network, from("2025-07-15"));
  EXPECT_EQ(early(network, schedule, 4), "2025-07-20T00:00 2025-07-21T00:00");
  EXPECT_EQ(late(network, schedule, 3), "2025-07-19T00:00 2025-07-20T00:00");
  const std::size_t three = network.find({3}).value();
  EXPECT_EQ(schedule.total_float[three], 2 * kDay);
  EXPECT_EQ(schedule.free_float[three], 2 * kDay);
  EXPECT_EQ(schedule.critical[three], 0);
  std::vector<std::int64_t> chain;
  for (const std::size_t i : driving_chain(network, schedule, network.find({4}).value())) {
    chain.push_back(network.activity[i]->id.value);
    EXPECT_EQ(schedule.critical[i], 1);
    EXPECT_EQ(schedule.total_float[i], 0);
  }
  EXPECT_EQ(chain, (std::vector<std::int64_t>{1, 2, 4}));
  EXPECT_EQ(schedule.finish, at("2025-07-21"));
  EXPECT_EQ(schedule.cause[network.find({1}).value()], StartCause::data_date);
}

// Two predecessors that end together both drive: both lie on the longest path.
TEST(Cpm, TiesLieOnTheLongestPathTogether) {
  Plan plan;
  plan.add(1, kDay);
  plan.add(2, kDay);
  plan.add(3, kDay);
  plan.link(1, 3);
  plan.link(2, 3);
  const Network network = plan.network();
  const Schedule schedule = run_cpm(network, from("2025-07-15"));
  for (std::size_t i = 0; i < 3; ++i) EXPECT_EQ(schedule.longest_path[i], 1) << i;
}

// 2 d and 3 d with a lag of one day, from Tuesday 07-15 00:00.
TEST(Cpm, EachLinkTypeWithLag) {
  struct Want {
    LinkType type;
    const char* early;
  };
  const Want cases[] = {
      {LinkType::finish_start, "2025-07-18T00:00 2025-07-21T00:00"},   // 15 + 2 + 1
      {LinkType::start_start, "2025-07-16T00:00 2025-07-19T00:00"},    // 15 + 1
      {LinkType::finish_finish, "2025-07-15T00:00 2025-07-18T00:00"},  // ends no earlier than 18
      {LinkType::start_finish, "2025-07-15T00:00 2025-07-18T00:00"},   // 16 is met anyway
  };
  for (const Want& want : cases) {
    Plan plan;
    plan.add(1, 2 * kDay);
    plan.add(2, 3 * kDay);
    plan.link(1, 2, want.type, kDay);
    const Network network = plan.network();
    const Schedule schedule = run_cpm(network, from("2025-07-15"));
    EXPECT_EQ(early(network, schedule, 2), want.early) << model::to_name(want.type);
  }
}

// A lag of one working day from Friday 18:00 ends on Monday 18:00; elapsed, on Saturday.
TEST(Cpm, ALagRunsInItsOwnCalendar) {
  for (const std::int64_t calendar : {0, 1}) {
    Plan plan;
    plan.calendars = {office(1)};
    plan.add(1, 480, 1);
    plan.add(2, 60);
    plan.link(1, 2, LinkType::finish_start, calendar == 0 ? kDay : 480).lag_calendar_id.value =
        calendar;
    const Network network = plan.network();
    const Schedule schedule = run_cpm(network, from("2025-07-18T08:00"));
    EXPECT_EQ(early(network, schedule, 2), calendar == 0 ? "2025-07-19T18:00 2025-07-19T19:00"
                                                         : "2025-07-21T18:00 2025-07-21T19:00");
  }
}

// One day of work, data date 07-15, a constraint on 07-20; a long neighbour ends on 08-01.
TEST(Cpm, ConstraintsBindTheSideTheySay) {
  struct Want {
    ConstraintKind kind;
    const char* early;
    const char* late;
    StartCause cause;
  };
  const Want cases[] = {
      {ConstraintKind::start_not_earlier, "2025-07-20T00:00 2025-07-21T00:00",
       "2025-07-31T00:00 2025-08-01T00:00", StartCause::constraint},
      {ConstraintKind::start_not_later, "2025-07-15T00:00 2025-07-16T00:00",
       "2025-07-20T00:00 2025-07-21T00:00", StartCause::data_date},
      {ConstraintKind::finish_not_earlier, "2025-07-19T00:00 2025-07-20T00:00",
       "2025-07-31T00:00 2025-08-01T00:00", StartCause::constraint},
      {ConstraintKind::finish_not_later, "2025-07-15T00:00 2025-07-16T00:00",
       "2025-07-19T00:00 2025-07-20T00:00", StartCause::data_date},
      {ConstraintKind::must_start, "2025-07-20T00:00 2025-07-21T00:00",
       "2025-07-20T00:00 2025-07-21T00:00", StartCause::constraint},
      {ConstraintKind::must_finish, "2025-07-19T00:00 2025-07-20T00:00",
       "2025-07-19T00:00 2025-07-20T00:00", StartCause::constraint},
  };
  for (const Want& want : cases) {
    Plan plan;
    model::Activity& activity = plan.add(1, kDay);
    activity.constraint_kind = want.kind;
    activity.constraint_at = at("2025-07-20");
    plan.add(2, 17 * kDay);
    const Network network = plan.network();
    const Schedule schedule = run_cpm(network, from("2025-07-15"));
    EXPECT_EQ(early(network, schedule, 1), want.early) << model::to_name(want.kind);
    EXPECT_EQ(late(network, schedule, 1), want.late) << model::to_name(want.kind);
    EXPECT_EQ(schedule.cause[network.find({1}).value()], want.cause);
  }
}

// A finish not later than 07-15 for two days from 07-15 leaves minus two days of float, and its
// predecessor too.
TEST(Cpm, ALateConstraintCanLeaveNegativeFloat) {
  Plan plan;
  plan.add(1, kDay);
  model::Activity& last = plan.add(2, kDay);
  last.constraint_kind = ConstraintKind::finish_not_later;
  last.constraint_at = at("2025-07-15");
  plan.link(1, 2);
  const Network network = plan.network();
  const Schedule schedule = run_cpm(network, from("2025-07-15"));
  EXPECT_EQ(schedule.total_float[0], -2 * kDay);
  EXPECT_EQ(schedule.total_float[1], -2 * kDay);
  EXPECT_EQ(schedule.free_float[0], 0);
}

// 1 is unfinished (2 days left at 07-15), 2 started out of sequence with 1 day left.
TEST(Cpm, StartedOutOfSequence) {
  Plan plan;
  model::Activity& first = plan.add(1, 4 * kDay);
  first.actual_start = at("2025-07-10");
  first.remaining = 2 * kDay;
  model::Activity& second = plan.add(2, 3 * kDay);
  second.actual_start = at("2025-07-12");
  second.remaining = kDay;
  plan.link(1, 2);
  const Network network = plan.network();
  CpmInput input = from("2025-07-15");
  Schedule schedule = run_cpm(network, input);
  EXPECT_EQ(early(network, schedule, 2), "2025-07-17T00:00 2025-07-18T00:00");
  EXPECT_EQ(start_date(network, schedule, 1), at("2025-07-12"));
  input.rules.progress = ProgressRule::progress_override;
  schedule = run_cpm(network, input);
  EXPECT_EQ(early(network, schedule, 2), "2025-07-15T00:00 2025-07-16T00:00");
}

TEST(Cpm, FinishedWorkKeepsItsActualDates) {
  Plan plan;
  model::Activity& done = plan.add(1, 4 * kDay);
  done.actual_start = at("2025-07-01");
  done.actual_finish = at("2025-07-03T17:00");
  plan.add(2, kDay);
  plan.link(1, 2);
  plan.link(1, 2, LinkType::finish_start, 20 * kDay);
  const Network network = plan.network();
  const Schedule schedule = run_cpm(network, from("2025-07-15"));
  EXPECT_EQ(early(network, schedule, 1), "2025-07-01T00:00 2025-07-03T17:00");
  EXPECT_EQ(early(network, schedule, 2), "2025-07-23T17:00 2025-07-24T17:00");
  EXPECT_EQ(schedule.cause[0], StartCause::actual);
  EXPECT_EQ(schedule.critical[0], 0);
  EXPECT_EQ(schedule.longest_path[0], 1);
}

// Held until 07-20, then by 3 days after the predecessor's end on 07-17: the later one counts.
TEST(Cpm, HoldsOnUnstartedAndStartedWork) {
  Plan plan;
  plan.add(1, 2 * kDay);
  plan.add(2, kDay);
  plan.link(1, 2);
  model::Activity& running = plan.add(3, 5 * kDay);
  running.actual_start = at("2025-07-10");
  running.remaining = kDay;
  const Network network = plan.network();
  std::vector<Hold> holds{
      {.activity = {2}, .until = at("2025-07-19"), .delay_minutes = 0, .blocker = {}},
      {.activity = {2}, .until = {}, .delay_minutes = 3 * kDay, .blocker = {}},
      {.activity = {3}, .until = at("2025-07-18"), .delay_minutes = 0, .blocker = {}},
      {.activity = {77}, .until = at("2030-01-01"), .delay_minutes = 0, .blocker = {}}};
  CpmInput input = from("2025-07-15");
  input.holds = holds;
  const Schedule schedule = run_cpm(network, input);
  EXPECT_EQ(early(network, schedule, 2), "2025-07-20T00:00 2025-07-21T00:00");
  EXPECT_EQ(early(network, schedule, 3), "2025-07-18T00:00 2025-07-19T00:00");
  const std::size_t two = network.find({2}).value();
  EXPECT_EQ(schedule.cause[two], StartCause::hold);
  EXPECT_NE(schedule.driver[two], kNoLink) << "the delay counts from the predecessor";
  EXPECT_EQ(schedule.total_float[network.find({1}).value()], 0);
}

TEST(Cpm, FloatHangsOnTheOwnProjectOrOnAll) {
  Plan first;
  first.add(1, kDay);
  Plan second;
  second.file.project.id.value = 2;
  second.add(2, 5 * kDay);
  const model::ProjectFile* both[] = {&first.file, &second.file};
  const Network network = build_network({.projects = both, .calendars = {}}).value();
  CpmInput input = from("2025-07-15");
  Schedule schedule = run_cpm(network, input);
  EXPECT_EQ(schedule.total_float, (std::vector<std::int64_t>{0, 0}));
  EXPECT_EQ(schedule.project_finish[0], at("2025-07-16"));
  input.rules.float_basis = FloatBasis::batch;
  schedule = run_cpm(network, input);
  EXPECT_EQ(schedule.total_float[network.find({1}).value()], 4 * kDay);
  EXPECT_EQ(schedule.critical[network.find({1}).value()], 0);
}

// 480 min from Friday 08:00 ends on Friday 18:00; a successor on the same calendar starts on
// Monday.
TEST(Cpm, ProjectStartAndCalendarsSetTheFirstStart) {
  Plan plan;
  plan.calendars = {office(1)};
  plan.add(1, 480, 1);
  plan.add(2, 60, 1);
  plan.link(1, 2);
  const Network network = plan.network();
  CpmInput input = from("2025-07-15");
  input.project_start = at("2025-07-18T07:00");
  const Schedule schedule = run_cpm(network, input);
  EXPECT_EQ(early(network, schedule, 1), "2025-07-18T08:00 2025-07-18T18:00");
  EXPECT_EQ(early(network, schedule, 2), "2025-07-21T08:00 2025-07-21T09:00");
  EXPECT_EQ(schedule.cause[0], StartCause::project_start);
  EXPECT_EQ(schedule.total_float[0], 0);
}

TEST(Cpm, AMilestoneTakesTheInstantItIsGiven) {
  Plan plan;
  plan.calendars = {office(1)};
  plan.add(1, 480, 1);
  plan.add(2, 0, 1).kind = model::ActivityKind::milestone;
  plan.link(1, 2);
  const Network network = plan.network();
  const Schedule schedule = run_cpm(network, from("2025-07-18T08:00"));
  EXPECT_EQ(early(network, schedule, 2), "2025-07-18T18:00 2025-07-18T18:00");
}

// Supervision hangs on the start of 1 and the end of 2, and neither drives nor closes a loop.
TEST(Cpm, LevelOfEffortSpansWhatItHangsOn) {
  Plan plan;
  plan.add(1, 2 * kDay);
  plan.add(2, 3 * kDay);
  plan.add(9, 100 * kDay).kind = model::ActivityKind::level_of_effort;
  plan.link(1, 2);
  plan.link(1, 9, LinkType::start_start);
  plan.link(9, 2, LinkType::finish_finish);
  const Network network = plan.network();
  const Schedule schedule = run_cpm(network, from("2025-07-15"));
  EXPECT_EQ(early(network, schedule, 9), "2025-07-15T00:00 2025-07-20T00:00");
  EXPECT_EQ(schedule.finish, at("2025-07-20"));
  EXPECT_EQ(schedule.critical[network.find({9}).value()], 0);
}

TEST(Cpm, AbsurdDatesNeitherOverflowNorHang) {
  Plan plan;
  plan.calendars = {office(1)};
  for (std::int64_t id = 1; id <= 40; ++id) {
    plan.add(id, std::int64_t{1} << 31, id % 2);
    if (id > 1) plan.link(id - 1, id, LinkType::finish_start, std::int64_t{1} << 31);
  }
  const Network network = plan.network();
  CpmInput input;
  input.data_date = Minute{std::numeric_limits<std::int64_t>::min()};
  const Hold hold{.activity = {2},
                  .until = Minute{std::numeric_limits<std::int64_t>::max()},
                  .delay_minutes = std::numeric_limits<std::int64_t>::max(),
                  .blocker = {}};
  input.holds = std::span(&hold, 1);
  const Schedule schedule = run_cpm(network, input);
  for (std::size_t i = 1; i < network.size(); ++i) {
    EXPECT_GT(schedule.early_start[i], schedule.early_start[i - 1]);
    EXPECT_GE(schedule.total_float[i], 0);
  }
}

}  // namespace
}  // namespace tc::engine

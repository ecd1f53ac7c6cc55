// Why a date moved, held against random pairs of plans: the rows sum to the move of the computed
// dates to the minute, each cause is the difference of two dates, and nothing is left over.
// SPDX-License-Identifier: Apache-2.0
#include "engine/explain/moved.h"

#include <algorithm>
#include <numeric>

#include "property/cpm_world.h"

namespace tc {
namespace {

using engine::ChangeKind;
using engine::DateField;
using engine::MoveTarget;
using engine::Network;
using engine::PlanMove;
using engine::PlanVersion;

constexpr int kWorlds = 30;
constexpr int kCasesPerWorld = 8;

/// The activities, links and progress of two cases in one world, so that ids agree in part.
PlanVersion version_of(random::Source& source, const random::Case& given) {
  PlanVersion out;
  out.projects = given.files;
  out.terms = random::make_terms(source, given);
  out.holds = given.holds;
  return out;
}

/// Some fields and links from another case, some activities taken away; links keep their order, so
/// that no loop closes.
void mutate(random::Source& source, PlanVersion& plan, const PlanVersion& donor) {
  for (std::size_t p = 0; p < plan.projects.size(); ++p) {
    for (model::Activity& one : plan.projects[p].activities) {
      const auto& pool = donor.projects[p % donor.projects.size()].activities;
      if (pool.empty() || !source.chance(60)) continue;
      const auto at =
          static_cast<std::size_t>(source.between(0, static_cast<std::int64_t>(pool.size()) - 1));
      model::Activity from = pool[at];
      from.id = one.id;
      from.project_id = one.project_id;
      if (source.chance(30)) {
        one = from;
        continue;
      }
      if (source.chance(40)) one.remaining = from.remaining;
      if (source.chance(40)) one.duration_likely = from.duration_likely;
      if (source.chance(30)) one.calendar_id = from.calendar_id;
      if (source.chance(30)) one.actual_start = from.actual_start;
      if (source.chance(30) && one.actual_start) one.actual_finish = from.actual_finish;
      if (source.chance(20)) one.deadline = from.deadline;
    }
    std::erase_if(plan.projects[p].links, [&](const auto&) { return source.chance(15); });
    for (model::Link& link : plan.projects[p].links) {
      if (source.chance(20)) link.lag += source.between(-600, 600);
      if (source.chance(15)) link.type = static_cast<model::LinkType>(source.between(0, 3));
    }
    std::erase_if(plan.projects[p].activities, [&](const auto&) { return source.chance(6); });
  }
}

Result<Minute> date_of(const PlanVersion& plan, const MoveTarget& target) {
  std::vector<const model::ProjectFile*> projects;
  for (const auto& file : plan.projects) projects.push_back(&file);
  TC_TRY(const Network network,
         engine::build_network({.projects = projects, .calendars = plan.calendars}));
  engine::CpmInput input;
  input.by_project = plan.terms;
  input.holds = plan.holds;
  const engine::Schedule schedule = engine::run_cpm(network, input);
  if (!target.activity) return schedule.project_finish[target.project];
  const std::size_t i = *network.find(*target.activity);
  if (target.field == DateField::early_start) return engine::start_date(network, schedule, i);
  const bool done = network.progress[i] == engine::Progress::finished;
  if (target.field == DateField::late_finish) return schedule.late_finish[i];
  return done ? network.actual_finish[i] : schedule.early_finish[i];
}

struct Seen {
  int moved{}, singled{}, together{}, changed{};
};

void check_sums(const PlanMove& move) {
  std::int64_t sum = 0;
  Minute at = move.from;
  for (const engine::MoveGroup& group : move.groups) {
    std::int64_t inside = 0;
    for (const engine::MoveCause& cause : group.causes) {
      EXPECT_NE(cause.minutes, 0);
      EXPECT_TRUE(cause.change.has_value() || cause.together > 0);
      inside += cause.minutes;
    }
    EXPECT_EQ(inside, group.minutes);
    at = at + group.minutes;
    EXPECT_EQ(at, group.to);
    sum += group.minutes;
  }
  EXPECT_EQ(sum, move.to - move.from);
}

void count(const PlanMove& move, Seen& seen) {
  seen.changed += static_cast<int>(move.changes.size());
  if (move.from != move.to) ++seen.moved;
  for (const engine::MoveGroup& group : move.groups) {
    for (const engine::MoveCause& cause : group.causes) {
      ++(cause.change ? seen.singled : seen.together);
    }
  }
}

MoveTarget target_in(random::Source& source, const PlanVersion& before, const PlanVersion& after) {
  MoveTarget target;
  std::vector<model::ActivityId> both;
  for (std::size_t p = 0; p < after.projects.size(); ++p) {
    for (const model::Activity& one : after.projects[p].activities) {
      const auto& old = before.projects[p].activities;
      if (std::ranges::find(old, one.id, &model::Activity::id) != old.end()) both.push_back(one.id);
    }
  }
  if (both.empty() || source.chance(20)) return target;
  target.activity =
      both[static_cast<std::size_t>(source.between(0, static_cast<std::int64_t>(both.size()) - 1))];
  constexpr DateField kFields[] = {DateField::early_start, DateField::early_finish,
                                   DateField::late_finish};
  target.field = kFields[source.between(0, 2)];
  return target;
}

TEST(Move, RowsSumToTheMoveOfTheDate) {
  random::Source source(71);
  Seen seen;
  for (int w = 0; w < kWorlds && !HasFailure(); ++w) {
    const random::World world(source, random::Reference::none);
    for (int c = 0; c < kCasesPerWorld && !HasFailure(); ++c) {
      SCOPED_TRACE("world " + std::to_string(w) + " case " + std::to_string(c));
      random::Case one = random::make_case(source, world.naive.window, random::kCalendars, {});
      random::Case two = random::make_case(source, world.naive.window, random::kCalendars, {});
      random::enrich(source, one);
      random::enrich(source, two);
      PlanVersion before = version_of(source, one);
      PlanVersion after = before;
      mutate(source, after, version_of(source, two));
      if (source.chance(50)) std::swap(before, after);
      if (source.chance(70)) after.terms = random::make_terms(source, one);
      if (source.chance(50)) after.holds.clear();
      before.calendars = after.calendars = world.calendars;
      if (source.chance(30)) {
        after.calendars[0].week = world.calendars[1].week;
        after.calendars[2].exceptions.clear();
      }
      const MoveTarget target = target_in(source, before, after);
      const auto from = date_of(before, target);
      const auto to = date_of(after, target);
      if (!from || !to) continue;  // a changed link closed a loop
      engine::pair_links(before, after);
      const auto move = engine::explain_move(before, after, target);
      ASSERT_TRUE(move) << to_line(move.error());
      EXPECT_EQ(move->from, *from);
      EXPECT_EQ(move->to, *to);
      check_sums(*move);
      count(*move, seen);
    }
  }
  EXPECT_GT(seen.moved, 120);
  EXPECT_GT(seen.singled, 250);
  EXPECT_EQ(seen.together, 0);  // every minute has its change
  RecordProperty("moved", seen.moved);
  RecordProperty("singled", seen.singled);
  RecordProperty("together", seen.together);
}

}  // namespace
}  // namespace tc

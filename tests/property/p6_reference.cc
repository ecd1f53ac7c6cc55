// P6's dates against the naive reference on random networks in progress: every date, float and
// mark. SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "engine/calendar/compile.h"
#include "property/cpm_random.h"
#include "property/p6_naive.h"

namespace tc {
namespace {

using model::ActivityKind;
using model::ConstraintKind;
using random::Source;

constexpr int kWorlds = 250;
constexpr int kCasesPerWorld = 12;
constexpr int kCalendars = 3;  ///< with ids 1, 2, 3; id 0 is elapsed time

/// Calendars as P6 knows them: weeks and exceptions.
struct P6World {
  explicit P6World(Source& source) {
    naive.window = to_day({static_cast<int>(source.between(1995, 2110)), 9, 20});
    std::vector<model::Calendar> calendars;
    for (std::int64_t id = 0; id <= kCalendars; ++id) {
      random::CalendarSpec spec;
      for (random::Spans& day : spec.week) day = {{0, kMinutesPerDay}};
      if (id > 0) spec = random::make_calendar(source, naive.window);
      spec.winter.reset();
      spec.whole_days = false;
      if (id > 0) calendars.push_back(random::to_model(spec, id));
      naive.calendars[{id, 0}] = naive::Calendar(spec, 0, naive.window);
    }
    table = engine::CalendarTable(calendars);
    const auto compiled = table.compile_all();
    EXPECT_TRUE(compiled) << to_line(compiled.error());
  }
  naive::World naive;
  engine::CalendarTable table;
};

/// Makes one case in a world; dates lie within some months after the window's first.
class CaseMaker {
 public:
  CaseMaker(Source& source, Day window) : source_(source), window_(window) {}

  naive::P6Case make() {
    naive::P6Case out;
    const auto projects = static_cast<std::size_t>(source_.between(1, 2));
    out.files.resize(projects);
    const engine::SchedulingRules rules = make_rules();
    for (std::size_t p = 0; p < projects; ++p) out.terms.push_back(make_terms(rules));
    const auto count = source_.between(1, 12);
    std::vector<std::pair<std::int64_t, std::size_t>> ids;
    for (std::int64_t i = 0; i < count; ++i) {
      ids.emplace_back(100 + i * 7 % 97, static_cast<std::size_t>(source_.next() % projects));
      model::Activity activity = make_activity(out.terms[ids.back().second]);
      activity.id.value = ids.back().first;
      if (activity.kind == ActivityKind::resource_dependent) make_parts(activity, out);
      out.files[ids.back().second].activities.push_back(activity);
    }
    for (std::size_t to = 1; to < ids.size(); ++to) {
      for (auto links = source_.between(0, 3); links > 0; --links) {
        const auto from = static_cast<std::size_t>(source_.next() % to);
        out.files[ids[to].second].links.push_back(make_link(ids[from].first, ids[to].first));
      }
    }
    for (std::size_t p = 0; p < projects; ++p) add_spans(out.files[p], out.terms[p], ids, p);
    return out;
  }

 private:
  Minute date(std::int64_t first_day, std::int64_t days) {
    const Minute day =
        start_of(window_ + static_cast<int>(first_day)) + source_.between(0, days) * kMinutesPerDay;
    return source_.chance(25) ? day : day + source_.between(0, kMinutesPerDay - 1);
  }

  engine::SchedulingRules make_rules() {
    engine::SchedulingRules rules = model::p6_rules();
    rules.progress = static_cast<engine::ProgressRule>(source_.between(0, 2));
    rules.total_float = static_cast<engine::FloatRule>(source_.between(0, 2));
    rules.float_basis = static_cast<engine::FloatBasis>(source_.between(0, 1));
    rules.critical = static_cast<engine::CriticalRule>(source_.between(0, 1));
    rules.critical_minutes = source_.between(-500, 2000);
    rules.lag_from_actual_start = source_.chance(30);
    rules.use_expected_finish = source_.chance(70);
    rules.own_open_ends = source_.chance(15);
    return rules;
  }

  engine::ProjectTerms make_terms(const engine::SchedulingRules& rules) {
    engine::ProjectTerms terms;
    terms.rules = rules;
    terms.data_date = date(30, 30);
    if (source_.chance(40)) {
      terms.project_start = terms.data_date + source_.between(-9000, 20 * kMinutesPerDay);
    }
    if (source_.chance(30)) terms.must_finish_by = date(50, 100);
    return terms;
  }

  ConstraintKind make_constraint(int percent) {
    if (!source_.chance(percent)) return ConstraintKind::none;
    return static_cast<ConstraintKind>(
        source_.between(1, static_cast<std::int64_t>(ConstraintKind::mandatory_finish)));
  }

  model::Activity make_activity(const engine::ProjectTerms& terms) {
    static constexpr ActivityKind kKinds[] = {ActivityKind::task,
                                              ActivityKind::task,
                                              ActivityKind::task,
                                              ActivityKind::task,
                                              ActivityKind::start_milestone,
                                              ActivityKind::finish_milestone,
                                              ActivityKind::resource_dependent};
    model::Activity activity;
    activity.kind = kKinds[source_.between(0, std::size(kKinds) - 1)];
    activity.calendar_id.value = source_.between(0, kCalendars);
    activity.wbs = source_.chance(50) ? "P.1" : "P.2";
    const bool point = model::is_milestone(activity.kind) || source_.chance(5);
    activity.duration_likely = point ? 0 : source_.between(1, 3000);
    if (!point && source_.chance(10)) activity.remaining = source_.between(0, 2000);
    activity.constraint_kind = make_constraint(25);
    activity.secondary_kind = make_constraint(8);
    activity.constraint_at = date(20, 60);
    activity.secondary_at = date(20, 60);
    if (source_.chance(8)) activity.external_start = date(20, 60);
    if (source_.chance(8)) activity.external_finish = date(30, 80);
    make_progress(terms, point, activity);
    // An expected finish beside the wish to be late means nothing in particular.
    const bool late = activity.constraint_kind == ConstraintKind::as_late_as_possible ||
                      activity.secondary_kind == ConstraintKind::as_late_as_possible;
    if (!late && activity.kind == ActivityKind::task && source_.chance(8)) {
      activity.expected_finish = date(20, 60);
    }
    return activity;
  }

  void make_progress(const engine::ProjectTerms& terms, bool point, model::Activity& activity) {
    const auto state = source_.between(0, 5);
    if (state > 2) return;
    const Minute data_date = terms.data_date;
    activity.actual_start =
        source_.chance(15) ? data_date : data_date - source_.between(0, 8 * kMinutesPerDay);
    if (state == 2) {
      activity.actual_finish = *activity.actual_start + source_.between(0, 4 * kMinutesPerDay);
      return;
    }
    activity.remaining = point || source_.chance(10) ? 0 : source_.between(1, 2000);
    if (source_.chance(25)) {
      activity.suspended_at = *activity.actual_start + source_.between(0, 5 * kMinutesPerDay);
      if (source_.chance(80)) {
        activity.resumed_at = *activity.suspended_at + source_.between(0, 9 * kMinutesPerDay);
      }
    }
  }

  void make_parts(const model::Activity& activity, naive::P6Case& out) {
    for (auto parts = source_.between(0, 2); parts > 0; --parts) {
      out.parts.push_back(
          {activity.id, {source_.between(0, kCalendars)}, source_.between(1, 2500)});
    }
  }

  model::Link make_link(std::int64_t from, std::int64_t to) {
    model::Link link;
    link.type = static_cast<model::LinkType>(source_.between(0, 3));
    if (source_.chance(65)) link.lag = source_.between(-2500, 4000);
    link.lag_calendar_id.value = source_.between(0, kCalendars);
    link.predecessor_id.value = from;
    link.successor_id.value = to;
    return link;
  }

  void add_spans(model::ProjectFile& file, const engine::ProjectTerms& terms,
                 const std::vector<std::pair<std::int64_t, std::size_t>>& ids, std::size_t p) {
    const auto first = 1000 + static_cast<std::int64_t>(p) * 100;
    for (auto efforts = source_.between(0, 2); efforts > 0; --efforts) {
      model::Activity effort;
      effort.id.value = first + efforts;
      effort.kind = ActivityKind::level_of_effort;
      effort.calendar_id.value = source_.between(0, kCalendars);
      effort.wbs = "P.2";
      make_progress(terms, true, effort);
      file.activities.push_back(effort);
      for (auto links = source_.between(0, 3); links > 0; --links) {
        const std::int64_t other = ids[source_.next() % ids.size()].first;
        file.links.push_back(source_.chance(50) ? make_link(other, effort.id.value)
                                                : make_link(effort.id.value, other));
      }
    }
    if (!source_.chance(50)) return;
    model::Activity summary;
    summary.id.value = first + 50;
    summary.kind = ActivityKind::summary;
    summary.calendar_id.value = source_.between(0, kCalendars);
    summary.wbs = source_.chance(50) ? "P.1" : "P.2";
    file.activities.push_back(summary);
  }

  Source& source_;
  Day window_;
};

void expect_equal(const P6World& world, const engine::Network& network, const engine::Schedule& got,
                  const std::map<std::int64_t, naive::P6Dates>& want) {
  const auto at = [&](Minute minute) { return minute - start_of(world.naive.window); };
  for (std::size_t i = 0; i < network.size(); ++i) {
    const model::Activity& activity = *network.activity[i];
    const naive::P6Dates& dates = want.at(activity.id.value);
    SCOPED_TRACE("activity " + std::to_string(activity.id.value) + " " +
                 std::string(model::to_name(activity.kind)) + " " +
                 std::string(model::to_name(activity.constraint_kind)));
    EXPECT_EQ(at(got.early_start[i]), dates.early_start);
    EXPECT_EQ(at(got.early_finish[i]), dates.early_finish);
    EXPECT_EQ(at(got.late_start[i]), dates.late_start);
    EXPECT_EQ(at(got.late_finish[i]), dates.late_finish);
    EXPECT_EQ(got.total_float[i], dates.total_float);
    EXPECT_EQ(got.free_float[i], dates.free_float);
    EXPECT_EQ(got.longest_path[i] != 0, dates.longest_path);
    EXPECT_EQ(got.critical[i] != 0, dates.critical);
  }
}

TEST(P6Reference, RandomNetworksInProgressAgreeToTheMinute) {
  Source source(20260119);
  engine::Schedule got;  // one for all: a pass must not see what another left
  int compared = 0;
  int outside = 0;
  for (int w = 0; w < kWorlds && !testing::Test::HasFailure(); ++w) {
    const P6World world(source);
    CaseMaker maker(source, world.naive.window);
    for (int c = 0; c < kCasesPerWorld && !testing::Test::HasFailure(); ++c) {
      SCOPED_TRACE("world " + std::to_string(w) + " case " + std::to_string(c));
      const naive::P6Case given = maker.make();
      std::vector<const model::ProjectFile*> projects;
      for (const model::ProjectFile& file : given.files) projects.push_back(&file);
      const auto network = engine::build_network(
          {.projects = projects, .calendars = {}, .parts = given.parts, .compiled = &world.table});
      ASSERT_TRUE(network) << to_line(network.error());
      engine::CpmInput input;
      input.by_project = given.terms;
      engine::run_cpm(*network, input, got);
      try {
        expect_equal(world, *network, got, naive::p6_schedule(world.naive, given));
        ++compared;
      } catch (const naive::OutOfWindow&) {
        ++outside;
      }
    }
  }
  RecordProperty("compared", compared);
  RecordProperty("outside", outside);
  EXPECT_GE(compared, 2'000) << outside << " cases left the window";
}

}  // namespace
}  // namespace tc

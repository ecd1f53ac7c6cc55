// What an explanation says is what the pass did: under every date rule the steps end at the stored
// date, the setter is the greatest (early) or least (late) of all demands, and the chain holds
// together back to where the dates begin.
// SPDX-License-Identifier: Apache-2.0
#include "engine/explain/explain.h"

#include <algorithm>
#include <functional>

#include "property/cpm_world.h"

namespace tc {
namespace {

using engine::DateExplanation;
using engine::DateField;
using engine::DateRef;
using engine::DateRule;
using engine::DateStep;
using engine::Edge;
using engine::Explainer;
using engine::LinkDemand;
using engine::Network;
using engine::Progress;
using engine::Schedule;
using engine::StepKind;
using model::ConstraintKind;

constexpr int kWorlds = 160;
constexpr int kCasesPerWorld = 30;
constexpr DateField kFields[] = {DateField::early_start, DateField::early_finish,
                                 DateField::late_start, DateField::late_finish};

/// Activities under Microsoft Project's rule may be computed again after those of other tools,
/// whose dates then stay: cases have either its rule alone or none of it.
std::vector<engine::ProjectTerms> terms_for(random::Source& source, const random::Case& given) {
  std::vector<engine::ProjectTerms> terms = random::make_terms(source, given);
  for (engine::ProjectTerms& mine : terms) {
    const bool here = mine.rules.dates == DateRule::project;
    const bool first = terms.front().rules.dates == DateRule::project;
    if (here || first) mine.rules.dates = terms.front().rules.dates;
    mine.rules.from_finish = terms.front().rules.from_finish;
  }
  return terms;
}

const engine::ProjectTerms& terms_of(const Explainer& explainer, std::size_t i) {
  return explainer.schedule().terms[explainer.network().project[i]];
}

DateRule rule_of(const Explainer& explainer, std::size_t i) {
  return terms_of(explainer, i).rules.dates;
}

std::string name_of(DateRef ref) {
  return "node " + std::to_string(ref.node) + " field " +
         std::to_string(static_cast<int>(ref.field));
}

/// Each date of each activity that is no level of effort.
void each_date(const Explainer& explainer, const std::function<void(const DateExplanation&)>& use) {
  for (std::uint32_t i = 0; i < explainer.network().size(); ++i) {
    for (const DateField field : kFields) {
      SCOPED_TRACE(name_of({i, field}));
      use(explainer.explain({i, field}));
    }
  }
}

void the_recorded_pass_is_the_pass(const Explainer& explainer, const engine::CpmInput& input) {
  EXPECT_EQ(explainer.schedule(), engine::run_cpm(explainer.network(), input));
}

void the_steps_end_at_the_stored_date(const Explainer& explainer, const engine::CpmInput&) {
  each_date(explainer, [&](const DateExplanation& why) {
    ASSERT_EQ(why.steps.back().to, why.date);
    ASSERT_EQ(why.date, explainer.date_of(why.ref));
    for (std::size_t s = 1; s < why.steps.size(); ++s) {
      EXPECT_EQ(why.steps[s].demand.from, why.steps[s - 1].to);
    }
  });
}

/// Whether a link's successor may be counted from another date than its own late one.
bool may_differ(const Explainer& explainer, std::size_t before, const Edge& edge) {
  const Network& network = explainer.network();
  if (rule_of(explainer, before) == DateRule::p6) {
    return network.progress[edge.node] != Progress::not_started;  // released: its actual start
  }
  return true;
}

void a_chain_holds_together(const Explainer& explainer, const engine::CpmInput&) {
  each_date(explainer, [&](const DateExplanation& why) {
    const std::vector<DateExplanation> chain = explainer.chain(why.ref);
    ASSERT_LE(chain.size(), 4 * explainer.network().size());
    for (std::size_t k = 0; k + 1 < chain.size(); ++k) {
      const DateStep& step = chain[k].steps.front();
      ASSERT_EQ(chain[k].from, chain[k + 1].ref);
      const bool late = chain[k].ref.field >= DateField::late_start;
      if (late && step.kind == StepKind::link && !explainer.network().is_span(chain[k].ref.node) &&
          may_differ(explainer, chain[k].ref.node, explainer.network().successors[step.link])) {
        continue;
      }
      EXPECT_EQ(step.demand.from, chain[k + 1].date);
    }
    EXPECT_FALSE(chain.back().from.has_value());
  });
}

/// Where a chain of early dates ends something is said that does not stem from another date: or the
/// link hangs on an actual date, or on one that moved after it was counted.
bool may_end(const Explainer& explainer, const DateExplanation& last) {
  const DateStep& step = last.steps.front();
  const Network& network = explainer.network();
  if (network.progress[last.ref.node] == Progress::finished) return true;
  if (step.kind == StepKind::work) return network.progress[last.ref.node] != Progress::not_started;
  if (step.kind != StepKind::link) return true;
  if (network.is_span(last.ref.node)) return true;
  const std::size_t other = last.from_successors ? network.successors[step.link].node
                                                 : network.predecessors[step.link].node;
  return network.progress[other] != Progress::not_started || explainer.moved(other) ||
         network.constraint[other] == ConstraintKind::as_late_as_possible;
}

void early_chains_end_where_dates_begin(const Explainer& explainer, const engine::CpmInput&) {
  each_date(explainer, [&](const DateExplanation& why) {
    if (why.ref.field >= DateField::late_start) return;
    const std::vector<DateExplanation> chain = explainer.chain(why.ref);
    EXPECT_TRUE(may_end(explainer, chain.back())) << name_of(chain.back().ref);
  });
}

void the_driver_asks_for_the_most(const Explainer& explainer, const engine::CpmInput&) {
  const Network& network = explainer.network();
  const Schedule& schedule = explainer.schedule();
  for (std::uint32_t i = 0; i < network.size(); ++i) {
    if (network.is_span(i) || schedule.cause[i] != engine::StartCause::link) continue;
    const DateExplanation why = explainer.explain({i, DateField::early_start});
    ASSERT_EQ(why.steps.front().kind, StepKind::link);
    EXPECT_EQ(why.steps.front().link, schedule.driver[i]);
    for (const Edge& edge : network.predecessors_of(i)) {
      const LinkDemand demand = explainer.sweeps().forward_demand(i, edge);
      const bool late = explainer.moved(edge.node) ||
                        network.constraint[edge.node] == ConstraintKind::as_late_as_possible;
      if (!demand.binds || late) continue;
      EXPECT_LE(demand.asked, schedule.early_start[i]);
    }
  }
}

void the_late_setter_asks_for_the_least(const Explainer& explainer, const engine::CpmInput&) {
  const Network& network = explainer.network();
  each_date(explainer, [&](const DateExplanation& why) {
    const DateStep& step = why.steps.front();
    const std::size_t i = why.ref.node;
    if (why.ref.field < DateField::late_start || network.is_span(i)) return;
    if (step.kind != StepKind::link) return;
    const bool house = rule_of(explainer, i) == DateRule::exact;
    const LinkDemand set = explainer.sweeps().backward_demand(i, network.successors[step.link]);
    EXPECT_EQ(set.asked, step.to);
    for (const Edge& edge : network.successors_of(i)) {
      const bool from_start = engine::hangs_on_start(edge.type);
      if (house && from_start == step.on_finish) continue;
      const LinkDemand demand = explainer.sweeps().backward_demand(i, edge);
      if (!demand.binds) continue;
      EXPECT_GE(demand.asked, step.to);
    }
  });
}

void floats_are_what_their_sides_say(const Explainer& explainer, const engine::CpmInput&) {
  const Network& network = explainer.network();
  const Schedule& schedule = explainer.schedule();
  for (std::size_t i = 0; i < network.size(); ++i) {
    SCOPED_TRACE("node " + std::to_string(i));
    const engine::FloatExplanation total = explainer.total_float(i);
    EXPECT_EQ(total.sides.total(), schedule.total_float[i]);
    if (total.longest_path) {
      const std::vector<std::size_t> path = explainer.path_to_finish(i);
      ASSERT_FALSE(path.empty());
      for (const std::size_t node : path) EXPECT_EQ(schedule.longest_path[node], 1);
    }
    const engine::FreeFloatExplanation free = explainer.free_float(i);
    if (!free.link) continue;
    const auto slack = explainer.sweeps().link_slack(i, network.successors[*free.link]);
    ASSERT_TRUE(slack.has_value());
    // P6 lets free float be negative, but has none before an expected or mandatory finish.
    const bool p6 = rule_of(explainer, i) == DateRule::p6 && free.minutes != 0;
    EXPECT_EQ(p6 ? *slack : std::max<std::int64_t>(0, *slack), free.minutes);
    for (const Edge& edge : network.successors_of(i)) {
      const auto other = explainer.sweeps().link_slack(i, edge);
      EXPECT_GE(other.value_or(*slack), *slack);
    }
  }
}

void every_driving_link_has_no_slack(const Explainer& explainer, const engine::CpmInput&) {
  const Network& network = explainer.network();
  for (std::size_t i = 0; i < network.size(); ++i) {
    if (network.is_span(i)) continue;
    const auto links = explainer.predecessors(i);
    EXPECT_EQ(links.size(), network.predecessors_of(i).size());
    for (const engine::LinkSlack& link : links) {
      if (!link.driving) continue;
      EXPECT_EQ(&link, &links.front());
    }
  }
}

struct Check {
  const char* what;
  void (*holds)(const Explainer&, const engine::CpmInput&);
};
constexpr Check kChecks[] = {
    {"the recorded pass is the pass", the_recorded_pass_is_the_pass},
    {"the steps end at the stored date", the_steps_end_at_the_stored_date},
    {"a chain holds together", a_chain_holds_together},
    {"early chains end where dates begin", early_chains_end_where_dates_begin},
    {"the driver asks for the most", the_driver_asks_for_the_most},
    {"the late setter asks for the least", the_late_setter_asks_for_the_least},
    {"floats are what their sides say", floats_are_what_their_sides_say},
    {"every driving link has no slack", every_driving_link_has_no_slack}};

/// All checks look at each case: most of the time goes into calendars and networks, not into them.
TEST(Explain, WhatIsSaidIsWhatThePassDid) {
  random::Source source(51);
  for (int w = 0; w < kWorlds && !HasFailure(); ++w) {
    const random::World world(source, random::Reference::none);
    for (int c = 0; c < kCasesPerWorld && !HasFailure(); ++c) {
      SCOPED_TRACE("world " + std::to_string(w) + " case " + std::to_string(c));
      random::Case given = random::make_case(source, world.naive.window, random::kCalendars, {});
      random::enrich(source, given);
      const Network network = world.network_of(given);
      const std::vector<engine::ProjectTerms> terms = terms_for(source, given);
      engine::CpmInput input = given.input;
      input.by_project = terms;
      input.holds = given.holds;
      const Explainer explainer(network, input);
      for (const Check& check : kChecks) {
        SCOPED_TRACE(check.what);
        check.holds(explainer, input);
      }
    }
  }
}

}  // namespace
}  // namespace tc

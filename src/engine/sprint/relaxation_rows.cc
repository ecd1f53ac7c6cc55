// The rows of the programme: ways, durations, links, covers.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <limits>

#include "engine/sprint/relaxation.h"
#include "engine/sprint/relaxation_terms.h"

namespace tc::engine {

void Relaxation::write_columns(Step& step, LinearProgram& program) const {
  const auto next = [&] { return static_cast<std::uint32_t>(program.columns.size()); };
  step.start = next();
  const double first = units(step.stretches.front().first);
  const double last = units(step.stretches.back().last);
  program.columns.push_back({.lower = first, .upper = std::max(first, last)});
  step.end = next();
  const double soonest = units(
      std::min(frame_.fastest.early_finish[step.node], frame_.normal.early_finish[step.node]));
  program.columns.push_back({.lower = soonest});
  if (std::ranges::find(trial_.ends(), step.node) != trial_.ends().end()) {
    // Whole-day activities end at midnights.
    const bool days = network_.calendars[network_.calendar[step.node]].whole_days();
    program.columns.back().upper = units(days ? start_of(day_of(frame_.by)) : frame_.by);
  }
  write_ways(step, program);
}

/// Exactly one run of one stretch is taken; how far into it, only when it is.
void Relaxation::write_ways(Step& step, LinearProgram& program) const {
  LpRow one{.lower = 1, .upper = 1, .terms = {}};
  for (Stretch& stretch : step.stretches) {
    for (Run& run : stretch.runs) {
      const Money price = step.choices[run.first].price;
      run.way = static_cast<std::uint32_t>(program.columns.size());
      program.columns.push_back({.lower = 0, .upper = 1, .cost = to_wan(price), .integer = true});
      one.terms.push_back({run.way, 1});
      if (run.count == 1) continue;
      const Money next = step.choices[run.first + 1].price;
      const auto most = static_cast<double>(run.count - 1);
      run.more = run.way + 1;
      program.columns.push_back(
          {.lower = 0, .upper = most, .cost = to_wan(next - price), .integer = true});
      program.rows.push_back({.upper = 0, .terms = {{run.more, 1}, {run.way, -most}}});
    }
  }
  program.rows.push_back(std::move(one));
}

/// end ≥ start + least duration; end at or after what the first start of the stretch gives; and
/// with several stretches the start within the one taken.
void Relaxation::write_duration(const Step& step, LinearProgram& program) const {
  LpRow lasts{.lower = 0, .terms = {{step.end, 1}, {step.start, -1}}};
  LpRow finish{.lower = 0, .terms = {{step.end, 1}}};
  LpRow after{.lower = 0, .terms = {{step.start, 1}}};
  LpRow before{.upper = 0, .terms = {{step.start, 1}}};
  for (const Stretch& stretch : step.stretches) {
    for (const Run& run : stretch.runs) {
      const std::uint32_t k = run.first;
      lasts.terms.push_back({run.way, -stretch.least[k]});
      finish.terms.push_back({run.way, -stretch.finish[k]});
      after.terms.push_back({run.way, -units(stretch.first)});
      before.terms.push_back({run.way, -units(stretch.last)});
      if (run.count == 1) continue;
      lasts.terms.push_back({run.more, stretch.least[k] - stretch.least[k + 1]});
      finish.terms.push_back({run.more, stretch.finish[k] - stretch.finish[k + 1]});
    }
  }
  program.rows.push_back(std::move(lasts));
  program.rows.push_back(std::move(finish));
  if (step.stretches.size() == 1) return;
  program.rows.push_back(std::move(after));
  program.rows.push_back(std::move(before));
}

/// What a lag adds at least, in the reference calendar; nothing when that cannot be told.
std::optional<double> Relaxation::least_lag(const Edge& edge, const Step& before) const {
  if (edge.lag == 0) return 0;
  if (edge.calendar == reference_) return 2.0 * static_cast<double>(edge.lag) / kUnitsPerDay;
  const bool exact =
      trial_.input().terms_of(network_.project[before.node]).rules.dates == DateRule::exact;
  if (edge.lag > 0 && !exact) return 0;
  const std::uint32_t node = before.node;
  const bool start = hangs_on_start(edge.type);
  const auto& soon = start ? frame_.fastest.early_start : frame_.fastest.early_finish;
  const auto& slow = start ? frame_.normal.early_start : frame_.normal.early_finish;
  const Minute first = std::min(soon[node], slow[node]);
  const Minute last = std::max(soon[node], slow[node]);
  if (!exact || days_from(first, last) > kLongestWindowDays) return std::nullopt;
  const auto lagged = [&](Minute t) {
    return edge.calendar == 0 ? t + edge.lag : network_.calendars[edge.calendar].add(t, edge.lag);
  };
  double least = std::numeric_limits<double>::infinity();
  for (Minute t = first; t <= last;) {
    const Minute next = std::min(start_of(day_of(t) + 1), last + 1);
    least = std::min(least, units(lagged(t)) - units(std::max(t, next - 1)));
    t = next;
  }
  return least;
}

void Relaxation::write_link(const Step& step, const Edge& edge, LinearProgram& program) const {
  if (step_of_[edge.node] == kNoStep || edge.of_summary) return;
  const Step& before = steps_[step_of_[edge.node]];
  const bool from_start = hangs_on_start(edge.type);
  const bool to_finish = ties_finish(edge.type);
  if (from_start && network_.progress[before.node] != Progress::not_started) return;
  if (to_finish && network_.calendar[step.node] != reference_) return;
  const std::optional<double> lag = least_lag(edge, before);
  if (!lag) return;
  program.rows.push_back({.lower = *lag,
                          .terms = {{to_finish ? step.end : step.start, 1},
                                    {from_start ? before.start : before.end, -1}}});
}

/// Links into what has begun are left out: whether they still bind is the pass's to know.
void Relaxation::write_links(const Step& step, LinearProgram& program) const {
  if (is_opaque(network_, step.node)) return;
  if (network_.progress[step.node] != Progress::not_started) return;
  for (const Edge& edge : network_.predecessors_of(step.node)) write_link(step, edge, program);
}

/// The ways of a run that the late plan's way is not as fast as are its last ones: all of it, or
/// from some number on, for which a column of its own may be one only beyond that number.
void Relaxation::write_faster(const Run& run, const ChoiceSet& set, std::uint32_t late,
                              LinearProgram& program, LpRow& row) const {
  std::uint32_t slow = 0;
  while (slow < run.count && trial_.as_fast(set.choices[late], set.choices[run.first + slow])) {
    ++slow;
  }
  if (slow == run.count) return;
  if (slow == 0) {
    row.terms.push_back({run.way, 1});
    return;
  }
  const auto beyond = static_cast<std::uint32_t>(program.columns.size());
  program.columns.push_back({.lower = 0, .upper = 1, .integer = true});
  program.rows.push_back(
      {.lower = 0, .terms = {{run.more, 1}, {beyond, -static_cast<double>(slow)}}});
  row.terms.push_back({beyond, 1});
}

void Relaxation::write_covers(LinearProgram& program) const {
  for (const Picks& late : covers_) {
    LpRow row{.lower = 1, .terms = {}};
    for (std::size_t s = 0; s < late.size(); ++s) {
      const ChoiceSet& set = trial_.sets()[s];
      if (step_of_[set.node] == kNoStep) continue;
      for (const Stretch& stretch : steps_[step_of_[set.node]].stretches) {
        for (const Run& run : stretch.runs) write_faster(run, set, late[s], program, row);
      }
    }
    program.rows.push_back(std::move(row));
  }
}

}  // namespace tc::engine

// The rows of the programme: ways, durations, links, covers.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <limits>

#include "engine/sprint/relaxation.h"
#include "engine/sprint/relaxation_terms.h"

namespace tc::engine {

std::uint32_t Relaxation::way_of(const Step& step, std::size_t stretch, std::size_t choice) const {
  return step.first_way + static_cast<std::uint32_t>(stretch * step.choices.size() + choice);
}

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
    program.columns.back().upper = units(frame_.by);
  }
  step.first_way = next();
  write_ways(step, program);
}

void Relaxation::write_ways(Step& step, LinearProgram& program) const {
  step.counted = in_equal_steps(step);
  if (step.counted) {
    program.columns.push_back({.lower = 0,
                               .upper = static_cast<double>(step.choices.size() - 1),
                               .cost = to_wan(step.choices[1].price),
                               .integer = true});
    return;
  }
  LpRow one{.lower = 1, .upper = 1, .terms = {}};
  for (std::size_t q = 0; q < step.stretches.size(); ++q) {
    for (std::size_t k = 0; k < step.choices.size(); ++k) {
      one.terms.push_back({way_of(step, q, k), 1});
      program.columns.push_back(
          {.lower = 0, .upper = 1, .cost = to_wan(step.choices[k].price), .integer = true});
    }
  }
  program.rows.push_back(std::move(one));
}

/// end ≥ start + least duration, and with several stretches: start within the one taken, end at or
/// after what a start at its beginning gives.
void Relaxation::write_duration(const Step& step, LinearProgram& program) const {
  LpRow lasts{.lower = 0, .terms = {{step.end, 1}, {step.start, -1}}};
  const std::vector<double>& normal = step.stretches.front().least;
  if (step.counted) {
    lasts.lower = normal[0];
    lasts.terms.push_back({step.first_way, normal[0] - normal[1]});
    program.rows.push_back(std::move(lasts));
    return;
  }
  LpRow after{.lower = 0, .terms = {{step.start, 1}}};
  LpRow before{.upper = 0, .terms = {{step.start, 1}}};
  LpRow finish{.lower = 0, .terms = {{step.end, 1}}};
  for (std::size_t q = 0; q < step.stretches.size(); ++q) {
    const Stretch& stretch = step.stretches[q];
    for (std::size_t k = 0; k < step.choices.size(); ++k) {
      const std::uint32_t way = way_of(step, q, k);
      lasts.terms.push_back({way, -stretch.least[k]});
      after.terms.push_back({way, -units(stretch.first)});
      before.terms.push_back({way, -units(stretch.last)});
      finish.terms.push_back({way, -stretch.finish[k]});
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

/// One row a cover: at least one of the ways that are not slower-or-equal to the late plan's. A
/// counted step gets a column of its own that may be one only beyond the late plan's number.
void Relaxation::write_covers(LinearProgram& program) const {
  for (const Picks& late : covers_) {
    LpRow row{.lower = 1, .terms = {}};
    for (std::size_t s = 0; s < late.size(); ++s) {
      const ChoiceSet& set = trial_.sets()[s];
      if (step_of_[set.node] == kNoStep) continue;
      const Step& step = steps_[step_of_[set.node]];
      if (step.counted) {
        if (late[s] + 1 >= set.choices.size()) continue;
        const auto beyond = static_cast<std::uint32_t>(program.columns.size());
        program.columns.push_back({.lower = 0, .upper = 1, .integer = true});
        program.rows.push_back(
            {.lower = 0,
             .terms = {{step.first_way, 1}, {beyond, -static_cast<double>(late[s] + 1)}}});
        row.terms.push_back({beyond, 1});
        continue;
      }
      for (std::size_t k = 0; k < set.choices.size(); ++k) {
        if (trial_.as_fast(set.choices[late[s]], set.choices[k])) continue;
        for (std::size_t q = 0; q < step.stretches.size(); ++q) {
          row.terms.push_back({way_of(step, q, k), 1});
        }
      }
    }
    program.rows.push_back(std::move(row));
  }
}

}  // namespace tc::engine

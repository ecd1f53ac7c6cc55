// SPDX-License-Identifier: Apache-2.0
#include "engine/sprint/relaxation.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <span>

#include "engine/sprint/relaxation_terms.h"

namespace tc::engine {

double Relaxation::units(Minute t) const {
  const Minute origin = trial_.input().data_date;
  return static_cast<double>(network_.calendars[reference_].half_minutes_between(origin, t)) /
         kUnitsPerDay;
}

/// The calendar record with the most work among what is late; of its weather classes the one that
/// works most until the date, so that winter stays visible in the count.
void Relaxation::choose_reference() {
  std::map<model::CalendarId, std::int64_t> work;
  std::map<model::CalendarId, std::vector<std::uint16_t>> numbers;
  for (std::uint32_t i = 0; i < network_.size(); ++i) {
    if (step_of_[i] == kNoStep) continue;
    const model::CalendarId id = network_.activity[i]->calendar_id;
    work[id] += network_.work[i];
    numbers[id].push_back(network_.calendar[i]);
    const std::size_t set = trial_.set_of(i);
    if (set == trial_.sets().size()) continue;
    for (const CrashChoice& choice : trial_.sets()[set].choices) {
      numbers[id].push_back(choice.calendar);
    }
  }
  if (work.empty()) return;
  const auto most = std::ranges::max_element(work, {}, [](const auto& one) { return one.second; });
  const Minute from = trial_.input().data_date;
  const Minute to = std::max(frame_.normal.finish, frame_.by);
  std::int64_t longest = -1;
  for (const std::uint16_t number : numbers[most->first]) {
    const std::int64_t open = network_.calendars[number].half_minutes_between(from, to);
    if (open > longest) {
      longest = open;
      reference_ = number;
    }
  }
}

Relaxation::Relaxation(const Trial& trial, const SprintFrame& frame, const Schedule& late)
    : trial_(trial), network_(trial.network()), frame_(frame) {
  // What precedes an end that is late, and is itself late against the date.
  std::vector<std::uint8_t> leads(network_.size());
  for (const std::uint32_t end : trial.ends()) {
    leads[end] = frame.normal.early_finish[end] > frame.by ? 1 : 0;
  }
  step_of_.assign(network_.size(), kNoStep);
  for (std::size_t i = network_.size(); i-- > 0;) {
    for (const Edge& edge : network_.successors_of(i)) {
      if (leads[edge.node] != 0) leads[i] = 1;
    }
    const bool is_late = frame.normal.early_finish[i] > late.late_finish[i] ||
                         frame.normal.early_start[i] > late.late_start[i];
    if (leads[i] == 0 || network_.is_span(i) || network_.progress[i] == Progress::finished)
      continue;
    if (is_late || frame.normal.early_finish[i] > frame.by) step_of_[i] = 0;
  }
  choose_reference();
  for (std::uint32_t i = 0; i < network_.size(); ++i) {
    if (step_of_[i] != kNoStep) add_step(i);
  }
}

void Relaxation::add_step(std::uint32_t node) {
  Step step;
  step.node = node;
  step.opaque = is_opaque(network_, node);
  const std::size_t set = trial_.set_of(node);
  if (set < trial_.sets().size()) {
    step.choices = trial_.sets()[set].choices;
  } else {
    step.choices.push_back({network_.work[node], network_.calendar[node], {}});
  }
  const Minute first = std::min(frame_.fastest.early_start[node], frame_.normal.early_start[node]);
  const Minute last = std::max(frame_.fastest.early_start[node], frame_.normal.early_start[node]);
  // A finish that is tied pulls the start along: it may lie anywhere before.
  const bool anywhere = has_finish_tie(network_, node);
  const Minute soonest = anywhere ? std::min(first, trial_.input().data_date) : first;
  const bool whole_days = network_.calendars[step.choices.front().calendar].whole_days();
  step.by_days = whole_days && !step.opaque && network_.progress[node] == Progress::not_started &&
                 days_from(soonest, last) <= kLongestWindowDays;
  if (step.by_days) {
    tabulate(step, start_of(day_of(soonest)), start_of(day_of(last)));
    step.stretches.push_back(stretch_of(step, start_of(day_of(soonest)), start_of(day_of(last))));
    const auto fastest = static_cast<std::uint32_t>(step.choices.size() - 1);
    while (split_where_far(step, 0) || split_where_far(step, fastest)) {
    }
  } else {
    step.stretches.push_back(stretch_of(step, soonest, last));
  }
  step_of_[node] = static_cast<std::uint32_t>(steps_.size());
  steps_.push_back(std::move(step));
}

void Relaxation::tabulate(Step& step, Minute first, Minute last) const {
  step.origin = first;
  step.finishes.resize(step.choices.size());
  for (Minute t = first; t <= last; t = t + kMinutesPerDay) {
    for (std::size_t k = 0; k < step.choices.size(); ++k) {
      const CrashChoice& choice = step.choices[k];
      const WorkSpan span = network_.calendars[choice.calendar].place_early(t, choice.work);
      step.finishes[k].push_back(units(span.finish));
      if (k == 0) step.starts.push_back(units(t));
    }
  }
}

/// Winter makes a finish depend on the start: where what the rows say of a choice lies furthest
/// from the truth, a stretch begins.
bool Relaxation::split_where_far(Step& step, std::uint32_t choice) const {
  if (step.stretches.size() >= kMostStretches / 2) return false;
  double furthest = kFarDays;
  std::size_t stretch = 0;
  std::int64_t day = -1;
  for (std::size_t q = 0; q < step.stretches.size(); ++q) {
    const Stretch& one = step.stretches[q];
    const std::int64_t begin = days_from(step.origin, one.first);
    for (std::int64_t d = begin + 1; d <= days_from(step.origin, one.last); ++d) {
      const auto at = static_cast<std::size_t>(d);
      const double said = std::max(step.starts[at] + one.least[choice], one.finish[choice]);
      const double off = step.finishes[choice][at] - said;
      if (off <= furthest) continue;
      furthest = off;
      stretch = q;
      day = d;
    }
  }
  if (day < 0) return false;
  split_before(step, stretch, step.origin + day * kMinutesPerDay);
  return true;
}

/// In two, the second from `from` on.
void Relaxation::split_before(Step& step, std::size_t stretch, Minute from) const {
  const Minute first = step.stretches[stretch].first;
  const Minute last = step.stretches[stretch].last;
  step.stretches[stretch] = stretch_of(step, first, from - (step.by_days ? kMinutesPerDay : 1));
  step.stretches.insert(step.stretches.begin() + static_cast<std::ptrdiff_t>(stretch) + 1,
                        stretch_of(step, from, last));
}

/// Least work of the reference calendar between a start in [first, last] and its finish, for what
/// may start at any minute: between two midnights the finish of the first counts against the start
/// at the second.
double Relaxation::least_of(const Step& step, const CrashChoice& choice, Minute first,
                            Minute last) const {
  const WorkingCalendar& calendar = network_.calendars[choice.calendar];
  const double own = 2.0 * static_cast<double>(choice.work) / kUnitsPerDay;
  if (step.opaque) return 0;
  if (choice.calendar == reference_) return own;
  if (days_from(first, last) > kLongestWindowDays) return 0;
  double least = std::numeric_limits<double>::infinity();
  for (Minute t = first; t <= last;) {
    const Minute next = std::min(start_of(day_of(t) + 1), last + 1);
    const Minute finish = calendar.place_early(t, choice.work).finish;
    least = std::min(least, units(finish) - units(std::max(t, next - 1)));
    t = next;
  }
  return std::max(least, 0.0);
}

/// The same of whole-day activities, from their table. A choice is beaten when another one with the
/// same work finishes no later from any start of the stretch and costs no more: a plan that takes
/// it can take the other.
void Relaxation::measure_days(const Step& step, Stretch& stretch,
                              std::vector<std::uint8_t>& beaten) const {
  const std::int64_t begin = days_from(step.origin, stretch.first);
  const std::int64_t end = days_from(step.origin, stretch.last) + 1;
  for (std::size_t k = 0; k < step.choices.size(); ++k) {
    const auto days =
        std::span(step.finishes[k])
            .subspan(static_cast<std::size_t>(begin), static_cast<std::size_t>(end - begin));
    double least = std::numeric_limits<double>::infinity();
    for (std::size_t d = 0; d < days.size(); ++d) {
      least = std::min(least, days[d] - step.starts[static_cast<std::size_t>(begin) + d]);
    }
    stretch.least[k] = least;
    for (std::size_t other = 0; other < k; ++other) {
      const CrashChoice& rival = step.choices[other];
      if (rival.work != step.choices[k].work || rival.price > step.choices[k].price) continue;
      const auto rivals =
          std::span(step.finishes[other]).subspan(static_cast<std::size_t>(begin), days.size());
      if (std::ranges::equal(rivals, days, std::less_equal<>{})) beaten[k] = 1;
    }
  }
}

Relaxation::Stretch Relaxation::stretch_of(const Step& step, Minute first, Minute last) const {
  Stretch stretch{.first = first, .last = last, .least = {}, .finish = {}, .runs = {}};
  std::vector<std::uint8_t> beaten(step.choices.size());
  stretch.least.resize(step.choices.size());
  if (step.by_days) measure_days(step, stretch, beaten);
  for (std::size_t k = 0; k < step.choices.size(); ++k) {
    const CrashChoice& choice = step.choices[k];
    if (!step.by_days) stretch.least[k] = least_of(step, choice, first, last);
    const WorkingCalendar& calendar = network_.calendars[choice.calendar];
    stretch.finish.push_back(step.opaque ? units(first)
                                         : units(calendar.place_early(first, choice.work).finish));
  }
  find_runs(step, beaten, stretch);
  return stretch;
}

void Relaxation::find_runs(const Step& step, const std::vector<std::uint8_t>& beaten,
                           Stretch& stretch) const {
  const auto near = [](double a, double b) { return std::abs(a - b) < 1e-9; };
  for (std::uint32_t k = 0; k < step.choices.size(); ++k) {
    if (beaten[k] != 0) continue;
    Run* run = stretch.runs.empty() ? nullptr : &stretch.runs.back();
    const bool next = run != nullptr && run->first + run->count == k &&
                      step.choices[k].calendar == step.choices[run->first].calendar;
    if (next && run->count == 1) {
      run->count = 2;
      continue;
    }
    const std::uint32_t at = next ? run->first : 0;
    const auto same_step = [&](const std::vector<double>& of) {
      return near(of[k - 1] - of[k], of[at] - of[at + 1]);
    };
    const auto price = [&](std::uint32_t i) { return step.choices[i].price.fen; };
    if (next && same_step(stretch.least) && same_step(stretch.finish) &&
        price(k) - price(k - 1) == price(at + 1) - price(at)) {
      ++run->count;
      continue;
    }
    stretch.runs.push_back({.first = k, .count = 1});
  }
}

void Relaxation::add_cover(const Picks& late) { covers_.push_back(late); }

Result<Relaxation::Answer> Relaxation::solve_for_picks(const LpLimits& limits, bool whole) {
  LinearProgram program;
  for (Step& step : steps_) write_columns(step, program);
  for (const Step& step : steps_) {
    write_duration(step, program);
    write_links(step, program);
  }
  write_covers(program);
  for (LpColumn& column : program.columns) column.integer = column.integer && whole;
  TC_TRY(LpSolution solution, solve(program, limits));
  Answer answer{.status = solution.status,
                .bound = solution.bound,
                .picks = trial_.normal(),
                .nodes = solution.nodes};
  last_columns_ = std::move(solution.columns);
  if (!solution.has_solution()) return answer;
  for (const Step& step : steps_) {
    const std::size_t set = trial_.set_of(step.node);
    if (set == trial_.sets().size()) continue;
    answer.picks[set] = way_taken(step).choice;
  }
  return answer;
}

Relaxation::Taken Relaxation::way_taken(const Step& step) const {
  for (std::size_t q = 0; q < step.stretches.size(); ++q) {
    for (const Run& run : step.stretches[q].runs) {
      if (last_columns_[run.way] < 0.5) continue;
      const double more = run.count > 1 ? std::ceil(last_columns_[run.more] - kNear) : 0;
      const auto into = static_cast<std::uint32_t>(std::max(more, 0.0));
      return {q, run.first + std::min(into, run.count - 1)};
    }
  }
  return {};
}

/// Where the last answer lets the step end before any start there can: from the first start on
/// whose finish comes later than that, a stretch of its own says so.
bool Relaxation::split(Step& step) {
  if (step.opaque || step.stretches.size() >= kMostStretches) return false;
  const Taken taken = way_taken(step);
  const Stretch whole = step.stretches[taken.stretch];
  const CrashChoice& choice = step.choices[taken.choice];
  const WorkingCalendar& calendar = network_.calendars[choice.calendar];
  const double end = last_columns_[step.end] + kNear;
  const std::int64_t grid = step.by_days ? kMinutesPerDay : 1;
  const auto too_late = [&](std::int64_t i) {
    return units(calendar.place_early(whole.first + i * grid, choice.work).finish) > end;
  };
  // Where the answer starts it, on the grid of possible starts; beyond a midnight the next one.
  std::int64_t at = 0;
  std::int64_t last = (whole.last - whole.first) / grid;
  while (at < last) {
    const std::int64_t middle = at + (last - at) / 2;
    if (units(whole.first + middle * grid) < last_columns_[step.start] - kNear) {
      at = middle + 1;
    } else {
      last = middle;
    }
  }
  if (!too_late(at)) return false;
  std::int64_t soonest = 0;
  while (soonest < at) {
    const std::int64_t middle = soonest + (at - soonest) / 2;
    if (too_late(middle)) {
      at = middle;
    } else {
      soonest = middle + 1;
    }
  }
  if (soonest == 0) return false;
  split_before(step, taken.stretch, whole.first + soonest * grid);
  return true;
}

bool Relaxation::split_stretches() {
  if (last_columns_.empty()) return false;
  bool any = false;
  for (Step& step : steps_) any = split(step) || any;
  return any;
}

}  // namespace tc::engine

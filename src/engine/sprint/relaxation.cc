// SPDX-License-Identifier: Apache-2.0
#include "engine/sprint/relaxation.h"

#include <algorithm>
#include <cmath>
#include <limits>

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
  step.stretches.push_back(stretch_of(step, soonest, last));
  step_of_[node] = static_cast<std::uint32_t>(steps_.size());
  steps_.push_back(std::move(step));
}

/// Least work of the reference calendar between a start in [first, last] and its finish. Whole-day
/// activities start at midnights, so these are all starts; others start at any minute, so between
/// two midnights the finish of the first counts against the start at the second.
double Relaxation::least_of(const Step& step, const CrashChoice& choice, Minute first,
                            Minute last) const {
  const WorkingCalendar& calendar = network_.calendars[choice.calendar];
  const double own = 2.0 * static_cast<double>(choice.work) / kUnitsPerDay;
  if (step.opaque) return 0;
  if (choice.calendar == reference_ && !calendar.whole_days()) return own;
  if (days_from(first, last) > kLongestWindowDays) return choice.calendar == reference_ ? own : 0;
  double least = std::numeric_limits<double>::infinity();
  if (calendar.whole_days()) {
    for (Minute t = first; t <= last; t = t + kMinutesPerDay) {
      const WorkSpan span = calendar.place_early(t, choice.work);
      least = std::min(least, units(span.finish) - units(span.start));
    }
    return least;
  }
  for (Minute t = first; t <= last;) {
    const Minute next = std::min(start_of(day_of(t) + 1), last + 1);
    const Minute finish = calendar.place_early(t, choice.work).finish;
    least = std::min(least, units(finish) - units(std::max(t, next - 1)));
    t = next;
  }
  return std::max(least, 0.0);
}

Relaxation::Stretch Relaxation::stretch_of(const Step& step, Minute first, Minute last) const {
  Stretch stretch{.first = first, .last = last, .least = {}, .finish = {}};
  for (const CrashChoice& choice : step.choices) {
    stretch.least.push_back(least_of(step, choice, first, last));
    const WorkingCalendar& calendar = network_.calendars[choice.calendar];
    stretch.finish.push_back(step.opaque ? units(first)
                                         : units(calendar.place_early(first, choice.work).finish));
  }
  return stretch;
}

/// Whether the ways can stand as one whole number: each next one takes the same time less and costs
/// the same more.
bool Relaxation::in_equal_steps(const Step& step) const {
  if (step.apart || step.stretches.size() != 1 || step.choices.size() < 2) return false;
  const std::vector<double>& least = step.stretches.front().least;
  for (std::size_t k = 1; k < least.size(); ++k) {
    const Money price{step.choices[k].price.fen - step.choices[k - 1].price.fen};
    const bool same_price = price == step.choices[1].price;
    const bool same_gain = std::abs(least[k - 1] - least[k] - (least[0] - least[1])) < 1e-9;
    if (!same_price || !same_gain || step.choices[k].calendar != step.choices[0].calendar) {
      return false;
    }
  }
  return true;
}

void Relaxation::add_cover(const Picks& late) { covers_.push_back(late); }

Result<Relaxation::Answer> Relaxation::solve_for_picks(const LpLimits& limits) {
  LinearProgram program;
  for (Step& step : steps_) write_columns(step, program);
  for (const Step& step : steps_) {
    write_duration(step, program);
    write_links(step, program);
  }
  write_covers(program);
  TC_TRY(LpSolution solution, solve(program, limits));
  Answer answer{.status = solution.status, .bound = solution.bound, .picks = trial_.normal()};
  last_columns_ = std::move(solution.columns);
  if (!solution.has_solution()) return answer;
  for (const Step& step : steps_) {
    const std::size_t set = trial_.set_of(step.node);
    if (set == trial_.sets().size()) continue;
    answer.picks[set] = static_cast<std::uint32_t>(way_taken(step).second);
  }
  return answer;
}

/// Stretch and choice of a step in the last answer.
std::pair<std::size_t, std::size_t> Relaxation::way_taken(const Step& step) const {
  if (step.counted)
    return {0, static_cast<std::size_t>(std::lround(last_columns_[step.first_way]))};
  for (std::size_t q = 0; q < step.stretches.size(); ++q) {
    for (std::size_t k = 0; k < step.choices.size(); ++k) {
      if (last_columns_[way_of(step, q, k)] > 0.5) return {q, k};
    }
  }
  return {0, 0};
}

/// Where the last answer starts the step, as a date at which the split helps.
bool Relaxation::split(Step& step) {
  if (step.opaque || step.stretches.size() >= kMostStretches) return false;
  const auto [q, k] = way_taken(step);
  const Stretch whole = step.stretches[q];
  const CrashChoice& choice = step.choices[k];
  const WorkingCalendar& calendar = network_.calendars[choice.calendar];
  const auto work = static_cast<std::int64_t>(
      std::floor(last_columns_[step.start] * static_cast<double>(kMinutesPerDay) + kNear));
  Minute at = network_.calendars[reference_].add(trial_.input().data_date, work);
  if (calendar.whole_days()) {
    // A start within a day cannot be: the split then lies between two midnights around it.
    at = start_of(day_of(at));
    if (units(at) < last_columns_[step.start] - kNear) at = at + kMinutesPerDay;
  }
  at = std::clamp(at, whole.first, whole.last);
  const double finish = units(calendar.place_early(at, choice.work).finish);
  if (finish <= last_columns_[step.end] + kNear) return false;
  if (at <= whole.first) {
    const bool was_counted = step.counted;
    step.apart = true;  // as single ways they have a row for the finish of the first start
    return was_counted;
  }
  const std::int64_t grid = calendar.whole_days() ? kMinutesPerDay : 0;
  step.stretches[q] = stretch_of(step, whole.first, std::max(whole.first, at - grid));
  step.stretches.insert(step.stretches.begin() + static_cast<std::ptrdiff_t>(q) + 1,
                        stretch_of(step, at, whole.last));
  return true;
}

bool Relaxation::split_stretches() {
  if (last_columns_.empty()) return false;
  bool any = false;
  for (Step& step : steps_) any = split(step) || any;
  return any;
}

}  // namespace tc::engine

// SPDX-License-Identifier: Apache-2.0
#include "engine/cpm/spans.h"

#include <algorithm>

#include "engine/cpm/sweep_base.h"

namespace tc::engine {
namespace {

/// The two ends of a span as its links give them; kNever and kAlways where none does.
struct Ends {
  Minute start = kNever;
  Minute finish = kAlways;
};

/// One side of all dates, early or late, and whose rule reads it.
struct Side {
  const std::vector<Minute>& start;
  const std::vector<Minute>& finish;
  bool late{};
  bool p6{};
  bool project{};
  bool late_known{};
};

Minute lag_after(const Network& network, const SpanLink& link, Minute t) {
  const std::int64_t lag = link.span_first ? -link.lag : link.lag;
  if (lag == 0) return t;
  return link.calendar == 0 ? t + lag : network.calendars[link.calendar].add(t, lag);
}

bool is_summary(const Network& network, std::size_t i) {
  return network.kind[i] == model::ActivityKind::summary;
}

/// Takes in one link: actual dates stand for ends that happened. Only a late start is no actual one
/// where it hangs on a started predecessor's start (P6's rule 26).
void take_link(const Network& network, const SpanLink& link, const Side& side, Ends& ends) {
  const std::size_t other = link.other;
  const bool first_start = hangs_on_start(link.type);
  const bool second_start = !ties_finish(link.type);
  const bool other_start = link.span_first ? second_start : first_start;
  const bool own_start = link.span_first ? first_start : second_start;
  const Progress progress = network.progress[other];
  const bool moves = side.late && side.p6 && !link.span_first && other_start && own_start;
  Minute at = other_start ? side.start[other] : side.finish[other];
  if (other_start && progress != Progress::not_started && !moves) at = network.actual_start[other];
  if (!other_start && progress == Progress::finished) at = network.actual_finish[other];
  at = lag_after(network, link, at);
  if (own_start) ends.start = std::min(ends.start, at);
  if (!own_start) ends.finish = std::max(ends.finish, at);
}

/// Takes in what lies in a summary. P6's rule 27: what is finished does not count. Microsoft
/// Project's rule 21: what is set by hand counts with its early dates, what shall be late with its
/// late ones.
void take_member(const Network& network, const Schedule& out, const SpanLink& link,
                 const Side& side, Ends& ends) {
  const std::size_t i = link.other;
  const Progress progress = network.progress[i];
  if (side.p6 && progress == Progress::finished) return;
  const model::ConstraintKind kind = network.constraint[i];
  const bool leaf = side.project && !network.is_span(i);
  const bool by_hand = leaf && kind == model::ConstraintKind::set_by_hand;
  const bool wants_late = leaf && kind == model::ConstraintKind::as_late_as_possible &&
                          progress == Progress::not_started && side.late_known;
  const bool late = side.late ? !by_hand : wants_late;
  ends.start = std::min(ends.start, late ? out.late_start[i] : out.early_start[i]);
  ends.finish = std::max(ends.finish, late ? out.late_finish[i] : out.early_finish[i]);
}

template <class Use>
void each_span(const Network& network, const Schedule& out, bool late, bool late_known,
               const Use& use) {
  auto link = network.span_links.begin();
  for (const std::uint32_t span : network.spans) {
    Ends ends;
    const DateRule rule = out.terms[network.project[span]].rules.dates;
    const Side side{late ? out.late_start : out.early_start,
                    late ? out.late_finish : out.early_finish,
                    late,
                    rule == DateRule::p6,
                    rule == DateRule::project,
                    late_known};
    for (; link != network.span_links.end() && link->span == span; ++link) {
      if (is_summary(network, span)) {
        take_member(network, out, *link, side, ends);
      } else {
        take_link(network, *link, side, ends);
      }
    }
    use(span, ends);
  }
}

const WorkingCalendar& calendar_of(const Network& network, std::size_t i) {
  return network.calendars[network.calendar[i]];
}

/// A level of effort that goes on stands on its own working time; other spans are not snapped.
bool snaps(const Network& network, std::size_t span) {
  return !is_summary(network, span) && network.progress[span] != Progress::finished;
}

/// P6: nothing before the data date; without a finish it ends where it starts.
void place_early_p6(const Network& network, Schedule& out, std::size_t span, Ends ends) {
  const Minute data_date = out.terms[network.project[span]].data_date;
  if (ends.start == kNever) ends.start = data_date;
  Minute start = std::max(ends.start, data_date);
  if (snaps(network, span)) {
    const WorkingCalendar& calendar = calendar_of(network, span);
    start = calendar.next_work_start(start);
    if (ends.finish != kAlways) ends.finish = calendar.previous_work_finish(ends.finish);
  }
  out.early_start[span] = start;
  out.early_finish[span] = std::max(ends.finish, start);
}

void place_early(const Network& network, Schedule& out, std::size_t span, const Ends& ends) {
  const ProjectTerms& terms = out.terms[network.project[span]];
  Minute floor = terms.data_date;
  if (terms.project_start) floor = std::max(floor, *terms.project_start);
  const bool open = ends.finish == kAlways;
  const WorkSpan placed =
      calendar_of(network, span)
          .place_early(ends.start == kNever ? floor : ends.start, open ? network.work[span] : 0);
  out.early_start[span] = placed.start;
  out.early_finish[span] = open ? placed.finish : std::max(ends.finish, placed.start);
  if (network.progress[span] == Progress::finished) {
    out.early_start[span] = network.actual_start[span];
    out.early_finish[span] = network.actual_finish[span];
  }
}

/// What late dates hang on where nothing else gives them.
Minute end_of_project(const Network& network, const Schedule& out, std::size_t span) {
  const ProjectTerms& terms = out.terms[network.project[span]];
  if (terms.must_finish_by) return *terms.must_finish_by;
  return terms.rules.float_basis == FloatBasis::batch ? out.finish
                                                      : out.project_finish[network.project[span]];
}

void measure(const Network& network, Schedule& out, std::size_t span) {
  const SchedulingRules& rules = out.terms[network.project[span]].rules;
  if (network.progress[span] == Progress::finished) return;
  const WorkingCalendar& calendar = calendar_of(network, span);
  const auto by_start = calendar.work_between(out.early_start[span], out.late_start[span]);
  const auto by_finish = calendar.work_between(out.early_finish[span], out.late_finish[span]);
  out.total_float[span] = rules.total_float == FloatRule::start    ? by_start
                          : rules.total_float == FloatRule::finish ? by_finish
                                                                   : std::min(by_start, by_finish);
}

void place_late(const Network& network, Schedule& out, std::size_t span, Ends ends) {
  const DateRule rule = out.terms[network.project[span]].rules.dates;
  out.late_start[span] = out.early_start[span];
  out.late_finish[span] = out.early_finish[span];
  out.total_float[span] = 0;
  out.free_float[span] = 0;
  out.longest_path[span] = 0;
  out.critical[span] = 0;
  if (rule == DateRule::exact) return;
  if (rule == DateRule::project && network.progress[span] == Progress::finished) return;
  const bool snapped = rule == DateRule::p6 && snaps(network, span);
  const WorkingCalendar& calendar = calendar_of(network, span);
  const bool open = ends.finish == kAlways;
  if (open) ends.finish = end_of_project(network, out, span);
  if (snapped && !open) ends.finish = calendar.previous_work_finish(ends.finish);
  if (ends.start == kNever) ends.start = ends.finish;
  if (snapped) ends.start = calendar.next_work_start(ends.start);
  out.late_finish[span] = ends.finish;
  out.late_start[span] = std::min(ends.start, ends.finish);
  measure(network, out, span);
}

}  // namespace

void spread_early(const Network& network, Schedule& out, bool late_known) {
  each_span(network, out, false, late_known, [&](std::size_t span, const Ends& ends) {
    if (out.terms[network.project[span]].rules.dates == DateRule::p6) {
      place_early_p6(network, out, span, ends);
    } else {
      place_early(network, out, span, ends);
    }
    out.cause[span] =
        network.progress[span] == Progress::not_started ? StartCause::link : StartCause::actual;
    out.driver[span] = kNoLink;
  });
}

void spread_late(const Network& network, Schedule& out) {
  each_span(network, out, true, true,
            [&](std::size_t span, const Ends& ends) { place_late(network, out, span, ends); });
}

}  // namespace tc::engine

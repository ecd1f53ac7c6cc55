// SPDX-License-Identifier: Apache-2.0
#include "engine/cpm/spans.h"

#include <algorithm>

#include "engine/cpm/sweep_base.h"

namespace tc::engine {
namespace {

/// The two ends of a span as its links give them; kNever and kAlways where none does. Which link
/// gave each, and the date it started from.
struct Ends {
  Minute start = kNever;
  Minute finish = kAlways;
  const SpanLink* start_by = nullptr;
  const SpanLink* finish_by = nullptr;
  Minute start_from, finish_from;

  void begin_at(Minute at, Minute from, const SpanLink& by) {
    if (at >= start) return;
    start = at;
    start_from = from;
    start_by = &by;
  }
  void end_at(Minute at, Minute from, const SpanLink& by) {
    if (at <= finish) return;
    finish = at;
    finish_from = from;
    finish_by = &by;
  }
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
  const Minute lagged = lag_after(network, link, at);
  if (own_start) ends.begin_at(lagged, at, link);
  if (!own_start) ends.end_at(lagged, at, link);
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
  const Minute start = late ? out.late_start[i] : out.early_start[i];
  const Minute finish = late ? out.late_finish[i] : out.early_finish[i];
  ends.begin_at(start, start, link);
  ends.end_at(finish, finish, link);
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

/// P6: a level of effort lies not before the data date; without a finish it ends where it starts.
void place_early_p6(const Network& network, Schedule& out, std::size_t span, Ends ends) {
  const Minute data_date = out.terms[network.project[span]].data_date;
  if (ends.start == kNever) ends.start = data_date;
  if (!is_summary(network, span)) {
    const WorkingCalendar& calendar = calendar_of(network, span);
    ends.start = std::max(ends.start, data_date);
    if (network.progress[span] != Progress::finished) {
      ends.start = calendar.next_work_start(ends.start);
    }
    if (ends.finish != kAlways) ends.finish = calendar.previous_work_finish(ends.finish);
  }
  out.early_start[span] = ends.start;
  out.early_finish[span] = std::max(ends.finish, ends.start);
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
  const bool snapped = rule == DateRule::p6 && !is_summary(network, span);
  const WorkingCalendar& calendar = calendar_of(network, span);
  const bool open = ends.finish == kAlways;
  if (open) ends.finish = end_of_project(network, out, span);
  if (snapped && !open) ends.finish = calendar.previous_work_finish(ends.finish);
  if (ends.start == kNever) ends.start = ends.finish;
  if (snapped) ends.start = calendar.next_work_start(ends.start);
  out.late_finish[span] = ends.finish;
  out.late_start[span] = std::min(ends.start, ends.finish);
  out.total_float[span] = span_float_sides(network, out, span).total();
}

/// One end of a span: the link that gave it, else what stands in its place.
struct PlacedEnd {
  bool on_finish{};
  const SpanLink* by = nullptr;
  Minute from, lagged, to;
  StepKind otherwise{};
  Minute other;  ///< the span's other end
};

void note_end(const Network& network, const PlacedEnd& end, bool summary, Recording& recording) {
  DateStep step;
  step.on_finish = end.on_finish;
  step.kind = end.otherwise;
  step.to = end.to;
  step.demand.from = end.other;
  if (end.by != nullptr) {
    step.kind = summary ? StepKind::member : StepKind::link;
    step.link = static_cast<std::uint32_t>(end.by - network.span_links.data());
    step.demand = {.binds = true,
                   .from = end.from,
                   .lag = end.by->span_first ? -end.by->lag : end.by->lag,
                   .lagged = end.lagged,
                   .asked = end.lagged};
    step.to = end.lagged;
  }
  recording.add(step);
  if (step.to == end.to) return;
  step.kind = StepKind::calendar;
  step.link = kNoLink;
  step.demand.from = step.to;
  step.to = end.to;
  recording.add(step);
}

/// Which side of the dates is noted, and what gives an end that no link gives.
struct SideNotes {
  StepPart part{};
  const std::vector<Minute>& start;
  const std::vector<Minute>& finish;
  StepKind open_start{};
  StepKind open_finish{};
};

void note_span(const Network& network, std::size_t span, const Ends& ends, const SideNotes& side,
               Recording* recording) {
  if (recording == nullptr) return;
  const bool summary = is_summary(network, span);
  recording->begin(span, side.part);
  note_end(network,
           {.on_finish = false,
            .by = ends.start_by,
            .from = ends.start_from,
            .lagged = ends.start,
            .to = side.start[span],
            .otherwise = side.open_start,
            .other = side.finish[span]},
           summary, *recording);
  note_end(network,
           {.on_finish = true,
            .by = ends.finish_by,
            .from = ends.finish_from,
            .lagged = ends.finish,
            .to = side.finish[span],
            .otherwise = side.open_finish,
            .other = side.start[span]},
           summary, *recording);
}

}  // namespace

void spread_early(const Network& network, Schedule& out, bool late_known, Recording* recording) {
  const SideNotes side{StepPart::early, out.early_start, out.early_finish, StepKind::data_date,
                       StepKind::work};
  each_span(network, out, false, late_known, [&](std::size_t span, const Ends& ends) {
    if (out.terms[network.project[span]].rules.dates == DateRule::p6) {
      place_early_p6(network, out, span, ends);
    } else {
      place_early(network, out, span, ends);
    }
    out.cause[span] =
        network.progress[span] == Progress::not_started ? StartCause::link : StartCause::actual;
    out.driver[span] = kNoLink;
    note_span(network, span, ends, side, recording);
  });
}

void spread_late(const Network& network, Schedule& out, Recording* recording) {
  const SideNotes side{StepPart::late, out.late_start, out.late_finish, StepKind::work,
                       StepKind::project_finish};
  each_span(network, out, true, true, [&](std::size_t span, const Ends& ends) {
    place_late(network, out, span, ends);
    note_span(network, span, ends, side, recording);
  });
}

FloatSides span_float_sides(const Network& network, const Schedule& schedule, std::size_t span) {
  const SchedulingRules& rules = schedule.terms[network.project[span]].rules;
  if (rules.dates == DateRule::exact || network.progress[span] == Progress::finished) {
    return {0, 0, FloatSides::Counts::none};
  }
  const WorkingCalendar& calendar = calendar_of(network, span);
  const bool started = network.progress[span] == Progress::started;
  return float_by(started ? FloatRule::finish : rules.total_float,
                  calendar.work_between(schedule.early_start[span], schedule.late_start[span]),
                  calendar.work_between(schedule.early_finish[span], schedule.late_finish[span]));
}

}  // namespace tc::engine

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

/// One side of all dates: early or late.
struct Side {
  const std::vector<Minute>& start;
  const std::vector<Minute>& finish;
};

Minute lag_after(const Network& network, const SpanLink& link, Minute t) {
  const std::int64_t lag = link.span_first ? -link.lag : link.lag;
  if (lag == 0) return t;
  return link.calendar == 0 ? t + lag : network.calendars[link.calendar].add(t, lag);
}

bool is_summary(const Network& network, std::size_t i) {
  return network.kind[i] == model::ActivityKind::summary;
}

/// Takes in one link. P6 rules: actual dates stand for ends that happened, and a summary spans what
/// is not finished.
void take_link(const Network& network, const SpanLink& link, const Side& side, Ends& ends) {
  const std::size_t other = link.other;
  const bool first_start = hangs_on_start(link.type);
  const bool second_start = !ties_finish(link.type);
  const bool other_start = link.span_first ? second_start : first_start;
  const bool own_start = link.span_first ? first_start : second_start;
  const Progress progress = network.progress[other];
  Minute at = other_start ? side.start[other] : side.finish[other];
  if (other_start && progress != Progress::not_started) at = network.actual_start[other];
  if (!other_start && progress == Progress::finished) at = network.actual_finish[other];
  at = lag_after(network, link, at);
  if (own_start) ends.start = std::min(ends.start, at);
  if (!own_start) ends.finish = std::max(ends.finish, at);
}

void take_member(const Network& network, const SpanLink& link, const Side& side, bool p6,
                 Ends& ends) {
  if (p6 && network.progress[link.other] == Progress::finished) return;
  ends.start = std::min(ends.start, side.start[link.other]);
  ends.finish = std::max(ends.finish, side.finish[link.other]);
}

template <class Use>
void each_span(const Network& network, const Schedule& out, const Side& side, const Use& use) {
  auto link = network.span_links.begin();
  for (const std::uint32_t span : network.spans) {
    Ends ends;
    const bool p6 = out.terms[network.project[span]].rules.dates == DateRule::p6;
    for (; link != network.span_links.end() && link->span == span; ++link) {
      if (is_summary(network, span)) {
        take_member(network, *link, side, p6, ends);
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

void place_early(const Network& network, Schedule& out, std::size_t span, const Ends& ends) {
  const ProjectTerms& terms = out.terms[network.project[span]];
  const WorkingCalendar& calendar = calendar_of(network, span);
  const bool p6 = terms.rules.dates == DateRule::p6;
  const bool open = ends.finish == kAlways;
  Minute floor = terms.data_date;
  if (!p6 && terms.project_start) floor = std::max(floor, *terms.project_start);
  Minute start = ends.start == kNever ? floor : ends.start;
  if (p6) start = std::max(start, terms.data_date);
  const WorkSpan placed = calendar.place_early(start, open && !p6 ? network.work[span] : 0);
  out.early_start[span] = p6 ? calendar.next_work_start(start) : placed.start;
  out.early_finish[span] = open ? placed.finish : std::max(ends.finish, placed.start);
  if (p6 && !open) {
    out.early_finish[span] =
        calendar.previous_work_finish(std::max(ends.finish, out.early_start[span]));
  }
  out.early_finish[span] = std::max(out.early_finish[span], out.early_start[span]);
  if (network.progress[span] == Progress::finished && !p6) {
    out.early_start[span] = network.actual_start[span];
    out.early_finish[span] = network.actual_finish[span];
  }
  out.cause[span] =
      network.progress[span] == Progress::not_started ? StartCause::link : StartCause::actual;
  out.driver[span] = kNoLink;
}

void place_late(const Network& network, Schedule& out, std::size_t span, const Ends& ends) {
  const SchedulingRules& rules = out.terms[network.project[span]].rules;
  out.late_start[span] = out.early_start[span];
  out.late_finish[span] = out.early_finish[span];
  out.total_float[span] = 0;
  out.free_float[span] = 0;
  out.longest_path[span] = 0;
  out.critical[span] = 0;
  if (rules.dates == DateRule::exact || network.progress[span] == Progress::finished) return;
  const WorkingCalendar& calendar = calendar_of(network, span);
  Minute finish = ends.finish;
  if (finish == kAlways) finish = out.project_finish[network.project[span]];
  finish = calendar.previous_work_finish(finish);
  Minute start = ends.start == kNever ? finish : calendar.next_work_start(ends.start);
  out.late_finish[span] = finish;
  out.late_start[span] = std::min(start, finish);
  const auto by_start = calendar.work_between(out.early_start[span], out.late_start[span]);
  const auto by_finish = calendar.work_between(out.early_finish[span], finish);
  out.total_float[span] = rules.total_float == FloatRule::start    ? by_start
                          : rules.total_float == FloatRule::finish ? by_finish
                                                                   : std::min(by_start, by_finish);
}

/// Levels of effort may hang on each other: as many rounds as there are of them, at most a few, so
/// that a chain settles and a circle ends.
int rounds_of(const Network& network) {
  constexpr int kMostRounds = 8;
  int tied = 1;
  for (const SpanLink& link : network.span_links) {
    if (!is_summary(network, link.span) && network.is_span(link.other)) ++tied;
  }
  return std::min(tied, kMostRounds);
}

}  // namespace

void spread_early(const Network& network, Schedule& out) {
  if (network.spans.empty()) return;
  for (const std::uint32_t span : network.spans) {
    const Minute floor = out.terms[network.project[span]].data_date;
    out.early_start[span] = floor;
    out.early_finish[span] = floor;
  }
  for (int round = rounds_of(network); round > 0; --round) {
    each_span(network, out, {out.early_start, out.early_finish},
              [&](std::size_t span, const Ends& ends) { place_early(network, out, span, ends); });
  }
}

void spread_late(const Network& network, Schedule& out) {
  if (network.spans.empty()) return;
  for (const std::uint32_t span : network.spans) {
    out.late_start[span] = out.early_start[span];
    out.late_finish[span] = out.early_finish[span];
  }
  for (int round = rounds_of(network); round > 0; --round) {
    each_span(network, out, {out.late_start, out.late_finish},
              [&](std::size_t span, const Ends& ends) { place_late(network, out, span, ends); });
  }
}

}  // namespace tc::engine

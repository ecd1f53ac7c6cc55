// SPDX-License-Identifier: Apache-2.0
#include "engine/explain/explain.h"

#include <algorithm>

#include "engine/cpm/spans.h"

namespace tc::engine {
namespace {

bool is_early(DateField field) {
  return field == DateField::early_start || field == DateField::early_finish;
}
bool is_finish(DateField field) {
  return field == DateField::early_finish || field == DateField::late_finish;
}
DateField field_of(bool early, bool finish) {
  if (early) return finish ? DateField::early_finish : DateField::early_start;
  return finish ? DateField::late_finish : DateField::late_start;
}

/// Shifts a date that another step has set.
bool shifts(StepKind kind) {
  return kind == StepKind::calendar || kind == StepKind::delay || kind == StepKind::hold_delay;
}

}  // namespace

Explainer::Explainer(const Network& network, const CpmInput& input)
    : network_(network), sweeps_(network, input, schedule_) {
  run_cpm(network, input, schedule_, recording_);
  sweeps_.project().know_start();  // as the pass did, once it had one
}

Minute Explainer::date_of(DateRef ref) const {
  switch (ref.field) {
    case DateField::early_start:
      return schedule_.early_start[ref.node];
    case DateField::early_finish:
      return schedule_.early_finish[ref.node];
    case DateField::late_start:
      return schedule_.late_start[ref.node];
    case DateField::late_finish:
      break;
  }
  return schedule_.late_finish[ref.node];
}

bool Explainer::moved(std::size_t node) const {
  return !recording_.steps(node, StepPart::moved).empty();
}

DateExplanation Explainer::explain(DateRef ref) const {
  DateExplanation out{
      .ref = ref, .date = date_of(ref), .steps = {}, .from_successors = false, .from = {}};
  StepPart part = is_early(ref.field) ? StepPart::early : StepPart::late;
  if (part == StepPart::early && moved(ref.node)) part = StepPart::moved;
  out.from_successors = part != StepPart::early;
  for (const DateStep& step : recording_.steps(ref.node, part)) {
    if (step.on_finish != is_finish(ref.field)) continue;
    if (!shifts(step.kind)) out.steps.clear();
    out.steps.push_back(step);
  }
  TC_CHECK(!out.steps.empty(), "each date has a step that set it");
  out.from = origin_of(out);
  return out;
}

/// Finished work lies behind; only where P6's logic pushes it beyond the data date does that tell.
bool Explainer::stands_done(std::size_t node) const {
  return network_.progress[node] == Progress::finished &&
         schedule_.early_finish[node] <= schedule_.terms[network_.project[node]].data_date;
}

/// The date of the schedule that the first step starts from. None where it starts from an actual
/// date, or from a date that moved after it was counted.
std::optional<DateRef> Explainer::origin_of(const DateExplanation& explanation) const {
  const DateStep& step = explanation.steps.front();
  const auto [node, field] = explanation.ref;
  const bool early = is_early(field);
  if (stands_done(node)) return std::nullopt;
  if (step.kind == StepKind::work) {
    const DateRef other{node, field_of(early, !is_finish(field))};
    return date_of(other) == step.demand.from ? std::optional(other) : std::nullopt;
  }
  if (step.link == kNoLink) return std::nullopt;
  if (network_.is_span(node)) return origin_of_span(explanation);
  const Edge& edge = explanation.from_successors ? network_.successors[step.link]
                                                 : network_.predecessors[step.link];
  const bool at_finish =
      explanation.from_successors ? ties_finish(edge.type) : !hangs_on_start(edge.type);
  // What moved to be as late as possible had been counted before.
  if (!explanation.from_successors && moved(edge.node)) return std::nullopt;
  const DateRef same{edge.node, field_of(early, at_finish)};
  // A late date may be counted from a little before or after: a leveling delay, a break, a stop.
  if (!early || date_of(same) == step.demand.from) return same;
  const DateRef late{edge.node, field_of(false, at_finish)};  // it shall be as late as possible
  const bool wishes = network_.constraint[edge.node] == model::ConstraintKind::as_late_as_possible;
  return wishes && date_of(late) == step.demand.from ? std::optional(late) : std::nullopt;
}

std::optional<DateRef> Explainer::origin_of_span(const DateExplanation& explanation) const {
  const DateStep& step = explanation.steps.front();
  const SpanLink& link = network_.span_links[step.link];
  const bool early = is_early(explanation.ref.field);
  bool at_finish = is_finish(explanation.ref.field);
  if (step.kind == StepKind::link) {
    at_finish = link.span_first ? ties_finish(link.type) : !hangs_on_start(link.type);
  }
  for (const bool side : {early, !early}) {
    const DateRef ref{link.other, field_of(side, at_finish)};
    if (date_of(ref) == step.demand.from) return ref;
  }
  return std::nullopt;
}

std::vector<DateExplanation> Explainer::chain(DateRef ref) const {
  std::vector<DateExplanation> chain;
  // Early dates stem from predecessors, late ones from successors; at most one change of direction
  // (what shall be late), so that each of the four dates of a node comes up at most once.
  const std::size_t most = 4 * network_.size();
  for (std::optional<DateRef> at = ref; at && chain.size() < most; at = chain.back().from) {
    chain.push_back(explain(*at));
  }
  return chain;
}

FloatExplanation Explainer::total_float(std::size_t node) const {
  FloatExplanation out;
  out.sides = network_.is_span(node) ? span_float_sides(network_, schedule_, node)
                                     : sweeps_.float_sides(node);
  const auto here = static_cast<std::uint32_t>(node);
  const bool by_start = out.sides.counts == FloatSides::Counts::start;
  out.total = schedule_.total_float[node];
  out.early = {here, by_start ? DateField::early_start : DateField::early_finish};
  out.late = {here, by_start ? DateField::late_start : DateField::late_finish};
  out.critical = schedule_.critical[node] != 0;
  out.longest_path = schedule_.longest_path[node] != 0;
  const SchedulingRules& rules = schedule_.terms[network_.project[node]].rules;
  out.rule = rules.critical;
  out.threshold = rules.critical_minutes;
  return out;
}

FreeFloatExplanation Explainer::free_float(std::size_t node) const {
  FreeFloatExplanation out{.minutes = schedule_.free_float[node], .link = std::nullopt};
  std::optional<std::int64_t> least;
  for (const Edge& edge : network_.successors_of(node)) {
    const std::optional<std::int64_t> slack = sweeps_.link_slack(node, edge);
    if (!slack || (least && *slack >= *least)) continue;
    least = slack;
    if (*slack > out.minutes) continue;  // the project's end is nearer
    out.link = static_cast<std::uint32_t>(&edge - network_.successors.data());
  }
  return out;
}

std::vector<std::size_t> Explainer::path_to_finish(std::size_t node) const {
  std::vector<std::size_t> path;
  if (schedule_.longest_path[node] == 0) return path;
  for (std::optional<std::size_t> at = node; at;) {
    path.push_back(*at);
    std::optional<std::size_t> next;
    for (const Edge& edge : network_.successors_of(*at)) {
      if (schedule_.longest_path[edge.node] == 0 || !sweeps_.drives(*at, edge)) continue;
      // The one that ends last is the path a planner follows; of equals the first.
      if (!next || schedule_.early_finish[edge.node] > schedule_.early_finish[*next]) {
        next = edge.node;
      }
    }
    at = next;
  }
  return path;
}

const Edge& Explainer::mirror(std::uint32_t link, std::size_t node) const {
  const Edge& edge = network_.predecessors[link];
  const std::span<const Edge> edges = network_.successors_of(edge.node);
  const auto same = std::ranges::find_if(edges, [&](const Edge& other) {
    return other.node == node && other.type == edge.type && other.lag == edge.lag &&
           other.calendar == edge.calendar && other.of_summary == edge.of_summary;
  });
  TC_CHECK(same != edges.end(), "each link stands at both its ends");
  return *same;
}

std::vector<LinkSlack> Explainer::predecessors(std::size_t node) const {
  std::vector<LinkSlack> out;
  for (std::uint32_t e = network_.first_predecessor[node]; e < network_.first_predecessor[node + 1];
       ++e) {
    LinkSlack link{.link = e, .slack = {}, .driving = e == schedule_.driver[node]};
    const std::size_t before = network_.predecessors[e].node;
    if (sweeps_.forward_demand(node, network_.predecessors[e]).binds) {
      link.slack = sweeps_.link_slack(before, mirror(e, node));
    }
    out.push_back(link);
  }
  std::ranges::stable_sort(out, [](const LinkSlack& a, const LinkSlack& b) {
    if (a.driving != b.driving) return a.driving;
    if (a.slack.has_value() != b.slack.has_value()) return a.slack.has_value();
    return a.slack && *a.slack < *b.slack;
  });
  return out;
}

std::int64_t Explainer::link_total_float(std::uint32_t link, std::size_t node) const {
  const Edge& edge = network_.predecessors[link];
  const std::size_t before = edge.node;
  const LinkDemand demand = sweeps_.backward_demand(before, mirror(link, node));
  if (!demand.binds) return schedule_.total_float[before];
  const Minute own =
      hangs_on_start(edge.type) ? schedule_.early_start[before] : schedule_.early_finish[before];
  return network_.calendars[network_.calendar[before]].work_between(own, demand.lagged);
}

}  // namespace tc::engine

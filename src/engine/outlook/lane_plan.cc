// SPDX-License-Identifier: Apache-2.0
#include "engine/outlook/lane_plan.h"

#include <algorithm>
#include <cmath>

#include "engine/cpm/sweep_base.h"

namespace tc::engine {
namespace {

using model::ConstraintKind;
using model::LinkType;

constexpr std::int64_t kFarthest = std::int64_t{1} << 28;  ///< minutes, 500 years
constexpr int kWindowDays = 40 * 366;
constexpr double kLongestExponential = 24;  ///< in means; the last of 2^32 draws is at 22.9

/// The plan on its way; `out` becomes nothing once something does not fit.
class Maker {
 public:
  Maker(const Network& network, const CpmInput& input, const OutlookModel& model,
        const Draws& draws, const Reach& reach)
      : network_(network), input_(input), model_(model), draws_(draws), reach_(reach) {}

  std::optional<LanePlan> make();

 private:
  [[nodiscard]] bool rules_fit();
  void set_origin();
  void take_hold(std::uint32_t at, LaneHold& mine);
  void take_holds();
  void take_node(std::uint32_t slot);
  void take_edge(std::uint32_t node, const Edge& edge, LaneStep& step);
  void take_constraint(ConstraintKind kind, Minute at, bool started, LaneStep& step);
  void take_extra(std::uint32_t node, LaneStep& step);
  [[nodiscard]] bool binds(std::size_t before, std::size_t after, LinkType type) const;
  [[nodiscard]] std::uint16_t calendar_number(std::uint16_t calendar);
  [[nodiscard]] double longest_work(std::uint32_t node) const;
  [[nodiscard]] std::int32_t since(Minute t) {
    const std::int64_t minutes = t - plan_.origin;
    farthest_ = std::max(farthest_, minutes < 0 ? -minutes : minutes);
    return static_cast<std::int32_t>(std::clamp(minutes, -kFarthest, kFarthest));
  }
  [[nodiscard]] std::int32_t length(std::int64_t minutes) {
    farthest_ = std::max(farthest_, minutes < 0 ? -minutes : minutes);
    return static_cast<std::int32_t>(std::clamp(minutes, -kFarthest, kFarthest));
  }
  [[nodiscard]] const ProjectTerms& terms(std::size_t node) const {
    return input_.terms_of(network_.project[node]);
  }
  [[nodiscard]] bool started(std::size_t i) const {
    return network_.progress[i] != Progress::not_started;
  }
  [[nodiscard]] bool finished(std::size_t i) const {
    return network_.progress[i] == Progress::finished;
  }

  const Network& network_;
  const CpmInput& input_;
  const OutlookModel& model_;
  const Draws& draws_;
  const Reach& reach_;
  LanePlan plan_;
  std::vector<std::uint16_t> calendar_number_;
  std::vector<std::uint32_t> hold_of_;    ///< by slot
  std::vector<std::int64_t> path_;        ///< by slot: most minutes of work and lags up to its end
  std::vector<std::uint8_t> start_read_;  ///< by slot
  std::int64_t farthest_{};
};

bool Maker::rules_fit() {
  return std::ranges::all_of(
      reach_.nodes, [&](std::uint32_t node) { return terms(node).rules.dates == DateRule::exact; });
}

/// The window of the calendars begins with the earliest data date; what lies before it is asked of
/// the calendars themselves.
void Maker::set_origin() {
  Minute first = input_.data_date;
  for (const std::uint32_t node : reach_.nodes) first = std::min(first, terms(node).data_date);
  const Day day = std::clamp(day_of(first), kHorizonBegin, kHorizonEnd - 1);
  plan_.origin = start_of(day);
  farthest_ = std::max(farthest_, std::abs(first - plan_.origin));
}

/// Copied from network to plan once used. The window is the same for all.
std::uint16_t Maker::calendar_number(std::uint16_t calendar) {
  std::uint16_t& number = calendar_number_[calendar];
  if (number == kElapsed) {
    number = static_cast<std::uint16_t>(plan_.calendars.size());
    plan_.calendars.emplace_back(network_.calendars[calendar], day_of(plan_.origin), kWindowDays);
  }
  return number;
}

void Maker::take_hold(std::uint32_t at, LaneHold& mine) {
  const Hold& hold = input_.holds[at];
  mine.delay = std::max(mine.delay, length(std::max<std::int64_t>(hold.delay_minutes, 0)));
  if (draws_.release_drawn[at] == 0) {
    if (hold.until) mine.until = std::max(mine.until, since(*hold.until));
    return;
  }
  mine.drawn.push_back(at);
  const Sampler& sampler = draws_.release[at];
  const bool open = sampler.shape == Sampler::Shape::exponential;
  const double most = sampler.low + sampler.range * (open ? kLongestExponential : 1);
  for (const double minutes : {sampler.low, most}) {
    const double bounded = std::clamp(minutes, -1e12, 1e12);
    static_cast<void>(since(draws_.origin + static_cast<std::int64_t>(bounded)));
  }
}

void Maker::take_holds() {
  hold_of_.assign(reach_.nodes.size(), kNoSlot);
  for (const HeldNode& held : reach_.held) {
    hold_of_[reach_.slot_of[held.node]] = static_cast<std::uint32_t>(plan_.holds.size());
    LaneHold& mine = plan_.holds.emplace_back();
    for (const std::uint32_t hold : held.holds) take_hold(hold, mine);
  }
}

/// As HouseSweep::binds.
bool Maker::binds(std::size_t before, std::size_t after, LinkType type) const {
  if (!started(after)) return true;
  if (terms(after).rules.progress != ProgressRule::retained_logic && !finished(before)) {
    return false;
  }
  if (type == LinkType::finish_start) return !finished(before);
  if (type == LinkType::start_start) return !started(before);
  return true;
}

void Maker::take_edge(std::uint32_t node, const Edge& edge, LaneStep& step) {
  if (!binds(edge.node, node, edge.type)) return;
  const bool from_start = hangs_on_start(edge.type);
  LaneEdge lane;
  lane.slot = reach_.slot_of[edge.node];
  lane.row = 2 * lane.slot + (from_start ? 1 : 0);
  lane.lag = length(edge.lag);
  lane.ties_finish = ties_finish(edge.type);
  lane.settled = finished(edge.node) || (from_start && started(edge.node));
  if (lane.settled) {
    const Minute at =
        from_start ? network_.actual_start[edge.node] : network_.actual_finish[edge.node];
    const Minute lagged = edge.calendar == 0 || edge.lag == 0
                              ? at + edge.lag
                              : network_.calendars[edge.calendar].add(at, edge.lag);
    lane.value = since(lagged);
  } else if (from_start) {
    start_read_[lane.slot] = 1;
  }
  lane.calendar = edge.calendar == 0 || lane.settled || edge.lag == 0
                      ? kElapsed
                      : calendar_number(edge.calendar);
  step.ties_finish = step.ties_finish || lane.ties_finish;
  plan_.edges.push_back(lane);
}

void Maker::take_constraint(ConstraintKind kind, Minute at, bool started, LaneStep& step) {
  switch (kind) {
    case ConstraintKind::start_not_earlier:
    case ConstraintKind::must_start:
    case ConstraintKind::mandatory_start:
    case ConstraintKind::set_by_hand:
      if (!started) step.start_at = std::max(step.start_at, since(at));
      return;
    case ConstraintKind::finish_not_earlier:
    case ConstraintKind::must_finish:
    case ConstraintKind::mandatory_finish:
      step.finish_at = std::max(step.finish_at, since(at));
      step.ties_finish = true;
      return;
    default:
      return;
  }
}

void Maker::take_extra(std::uint32_t node, LaneStep& step) {
  const Extra* extra = network_.extra_of(node);
  if (extra == nullptr) return;
  take_constraint(extra->secondary, extra->secondary_at, started(node), step);
  if (!started(node)) {
    step.leveling = length(std::max<std::int64_t>(extra->leveling_delay, 0));
    if (extra->external_start) step.late_at = since(*extra->external_start);
  } else if (extra->resumed_at) {
    step.late_at = since(*extra->resumed_at);
  }
}

/// Also of what stands in for its own.
double Maker::longest_work(std::uint32_t node) const {
  double most = most_work(draws_.work[node], draws_, model_);
  for (const WorkDraw& other : draws_.other) {
    if (other.entity == draws_.work[node].entity) {
      most = std::max(most, most_work(other, draws_, model_));
    }
  }
  return most;
}

void Maker::take_node(std::uint32_t slot) {
  const std::uint32_t node = reach_.nodes[slot];
  if (started(node)) plan_.settled.push_back({2 * slot + 1, since(network_.actual_start[node])});
  if (finished(node)) {
    plan_.settled.push_back({2 * slot, since(network_.actual_finish[node])});
    return;
  }
  if (network_.is_span(node)) return;
  LaneStep step;
  step.slot = slot;
  step.node = node;
  step.calendar = calendar_number(network_.calendar[node]);
  const ProjectTerms& terms_here = terms(node);
  Minute floor = terms_here.data_date;
  if (!started(node) && terms_here.project_start)
    floor = std::max(floor, *terms_here.project_start);
  step.floor = since(floor);
  step.hold = hold_of_[slot];
  step.first_edge = static_cast<std::uint32_t>(plan_.edges.size());
  std::int64_t path = 0;
  for (const Edge& edge : network_.predecessors_of(node)) {
    take_edge(node, edge, step);
    path = std::max(path, path_[reach_.slot_of[edge.node]] + std::abs(edge.lag));
  }
  step.end_edge = static_cast<std::uint32_t>(plan_.edges.size());
  take_constraint(network_.constraint[node], network_.constraint_at[node], started(node), step);
  take_extra(node, step);
  const double most = std::min(longest_work(node), 1e12);
  const std::int64_t delay = step.hold == kNoSlot ? 0 : plan_.holds[step.hold].delay;
  path_[slot] = path + static_cast<std::int64_t>(most) + delay + step.leveling + kMinutesPerDay;
  farthest_ = std::max(farthest_, path_[slot]);
  plan_.steps.push_back(step);
}

std::optional<LanePlan> Maker::make() {
  if (!rules_fit()) return std::nullopt;
  set_origin();
  calendar_number_.assign(network_.calendars.size(), kElapsed);
  plan_.slots = reach_.nodes.size();
  path_.assign(plan_.slots, 0);
  start_read_.assign(plan_.slots, 0);
  take_holds();
  for (std::uint32_t slot = 0; slot < plan_.slots; ++slot) take_node(slot);
  for (const SpanLink& link : network_.span_links) {
    if (reach_.slot_of[link.span] != kNoSlot) start_read_[reach_.slot_of[link.other]] = 1;
  }
  for (LaneStep& step : plan_.steps) {
    step.wants_start = start_read_[step.slot] != 0 && !started(step.node);
  }
  if (farthest_ >= kFarthest || plan_.calendars.size() >= kElapsed) return std::nullopt;
  return std::move(plan_);
}

void take_held(const Network& network, std::span<const Hold> holds, Reach& reach) {
  std::vector<HeldNode>& held = reach.held;
  std::vector<std::uint32_t> at(reach.nodes.size(), kNoSlot);
  for (std::uint32_t h = 0; h < holds.size(); ++h) {
    const auto node = network.find(holds[h].activity);
    if (!node || reach.slot_of[*node] == kNoSlot) continue;
    std::uint32_t& mine = at[reach.slot_of[*node]];
    if (mine == kNoSlot) {
      mine = static_cast<std::uint32_t>(held.size());
      held.push_back({static_cast<std::uint32_t>(*node), {}});
    }
    held[mine].holds.push_back(h);
  }
}

}  // namespace

Reach reach_of(const Network& network, std::span<const Hold> holds,
               std::span<const OutlookTarget> targets) {
  std::vector<std::uint8_t> reached(network.size(), 0);
  std::vector<std::uint32_t> waiting;
  const auto take = [&](std::uint32_t node) {
    if (reached[node] != 0) return;
    reached[node] = 1;
    waiting.push_back(node);
  };
  for (const OutlookTarget& target : targets) {
    for (const std::uint32_t node : target.nodes) take(node);
  }
  while (!waiting.empty()) {
    const std::uint32_t node = waiting.back();
    waiting.pop_back();
    if (network.is_span(node)) {
      for (const SpanLink& link : network.span_links) {
        if (link.span == node) take(link.other);
      }
    }
    if (network.progress[node] == Progress::finished) continue;
    for (const Edge& edge : network.predecessors_of(node)) take(edge.node);
  }
  Reach reach;
  reach.slot_of.assign(network.size(), kNoSlot);
  for (std::uint32_t i = 0; i < network.size(); ++i) {
    if (reached[i] == 0) continue;
    reach.slot_of[i] = static_cast<std::uint32_t>(reach.nodes.size());
    reach.nodes.push_back(i);
  }
  take_held(network, holds, reach);
  return reach;
}

std::optional<LanePlan> make_lane_plan(const Network& network, const CpmInput& input,
                                       const OutlookModel& model, const Draws& draws,
                                       const Reach& reach) {
  return Maker(network, input, model, draws, reach).make();
}

}  // namespace tc::engine

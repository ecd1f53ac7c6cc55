// Counting sorts and one topological sort; nothing is allocated per activity.
// SPDX-License-Identifier: Apache-2.0
#include "engine/network/network.h"

#include <algorithm>
#include <limits>
#include <string>

#include "engine/network/checked.h"
#include "engine/network/loop.h"
#include "engine/network/span_order.h"
#include "engine/network/summaries.h"

namespace tc::engine {
namespace {

constexpr std::size_t kMostNodes = 0x7FFF'FFFF;
constexpr std::size_t kMostLinks = 0x7FFF'FFFF;

/// Works in input order first (files one after another), then renumbers by topological rank.
class Builder {
 public:
  explicit Builder(const NetworkInput& input)
      : input_(input),
        own_(input.compiled == nullptr ? input.calendars : std::span<const model::Calendar>()) {}

  Result<Network> build() {
    TC_TRY_VOID(take_activities());
    TC_TRY_VOID(take_links());
    TC_TRY_VOID(sort());
    TC_TRY_VOID(fill_activities());
    fill_edges();
    network_.own_calendars = std::move(own_);
    network_.calendars = input_.compiled != nullptr ? input_.compiled->calendars()
                                                    : network_.own_calendars.calendars();
    return std::move(network_);
  }

 private:
  struct RawLink {
    const model::Link* link;
    std::uint32_t from, to;
    std::uint16_t calendar;
    bool of_summary = false;
  };

  Result<std::uint16_t> calendar_number(model::CalendarId id, int weather) {
    if (id == last_id_ && weather == last_weather_) return last_number_;
    TC_TRY(last_number_, input_.compiled != nullptr ? input_.compiled->find(id, weather)
                                                    : own_.number_of(id, weather));
    last_id_ = id;
    last_weather_ = weather;
    return last_number_;
  }

  /// Touches each activity once and lightly (they are large); `fill_activities` reads the rest.
  Result<void> take_activities() {
    std::size_t count = 0;
    for (const model::ProjectFile* file : input_.projects) count += file->activities.size();
    if (count > kMostNodes) {
      return fail(Code::limit, "network.limit", std::to_string(count) + " activities in one net");
    }
    std::vector<std::int64_t> ids;
    ids.reserve(count);
    nodes_.reserve(count);
    node_project_.reserve(count);
    spanning_.reserve(count);
    for (const model::ProjectFile* file : input_.projects) {
      const auto project = static_cast<std::uint32_t>(network_.projects.size());
      network_.projects.push_back(file);
      for (const model::Activity& activity : file->activities) {
        ids.push_back(activity.id.value);
        nodes_.push_back(&activity);
        node_project_.push_back(project);
        spanning_.push_back(activity.kind == model::ActivityKind::level_of_effort ||
                                    activity.kind == model::ActivityKind::summary
                                ? 1
                                : 0);
      }
      summaries_.add_project(file->activities,
                             static_cast<std::uint32_t>(nodes_.size() - file->activities.size()));
    }
    return index_ids(ids);
  }

  Result<void> index_ids(const std::vector<std::int64_t>& ids) {
    if (ids.empty()) return {};
    const auto [least, greatest] = std::ranges::minmax(ids);
    network_.index = IdIndex(ids.size(), least, greatest);
    for (std::size_t i = 0; i < ids.size(); ++i) {
      if (!network_.index.insert(ids[i], static_cast<std::uint32_t>(i))) {
        return fail(Code::bad_input, "network.duplicate",
                    "activity id " + std::to_string(ids[i]) + " is there twice",
                    where_of(*nodes_[i]), "ids are unique in the city");
      }
    }
    return {};
  }

  Result<void> take_links() {
    std::size_t count = 0;
    for (const model::ProjectFile* file : input_.projects) count += file->links.size();
    links_.reserve(count);
    for (const model::ProjectFile* file : input_.projects) {
      for (const model::Link& link : file->links) {
        const auto from = network_.find(link.predecessor_id);
        const auto to = network_.find(link.successor_id);
        if (!from || !to) {
          ++network_.outside_links;
          continue;
        }
        if (link.lag < -kLongestWork || link.lag > kLongestWork) {
          return fail(Code::bad_input, "network.duration",
                      std::to_string(link.lag) + " minutes is no lag",
                      "link " + std::to_string(link.id.value), "give at most 2147483648 minutes");
        }
        auto calendar = calendar_number(link.lag_calendar_id, 0);
        if (!calendar) {
          calendar.error().where = "link " + std::to_string(link.id.value);
          return tl::unexpected(std::move(calendar).error());
        }
        TC_TRY_VOID(add_link({&link, static_cast<std::uint32_t>(*from),
                              static_cast<std::uint32_t>(*to), *calendar}));
      }
    }
    split_span_links();
    return {};
  }

  [[nodiscard]] bool is_summary(std::uint32_t node) const {
    return nodes_[node]->kind == model::ActivityKind::summary;
  }

  /// A link of a summary stands for links of all that lies in it (as Microsoft Project has it). One
  /// into a summary set by hand, or between a summary and what lies in it, moves nothing.
  Result<void> add_link(const RawLink& raw) {
    if (!is_summary(raw.from) && !is_summary(raw.to)) {
      links_.push_back(raw);
      return {};
    }
    if (nodes_[raw.to]->constraint_kind == model::ConstraintKind::set_by_hand) return {};
    const std::vector<std::uint32_t> from = summaries_.ends_of(raw.from);
    const std::vector<std::uint32_t> to = summaries_.ends_of(raw.to);
    if (std::ranges::find_first_of(from, to) != from.end()) return {};
    if (links_.size() + from.size() * to.size() > kMostLinks) {
      return fail(Code::limit, "network.limit",
                  std::to_string(from.size() * to.size()) + " links from one link of summaries",
                  "link " + std::to_string(raw.link->id.value), "link activities instead");
    }
    for (const std::uint32_t after : to) {
      for (const std::uint32_t before : from) {
        // A summary linked to what lies in it asks nothing of that member itself.
        if (before == after) continue;
        links_.push_back({raw.link, before, after, raw.calendar, is_summary(raw.from)});
      }
    }
    return {};
  }

  [[nodiscard]] bool is_span(std::uint32_t node) const { return spanning_[node] != 0; }

  /// Takes links of levels of effort out of the net: they move no date and close no loop.
  void split_span_links() {
    if (std::ranges::find(spanning_, 1) == spanning_.end()) return;
    const auto spanning = [this](const RawLink& raw) {
      return is_span(raw.from) || is_span(raw.to);
    };
    const auto end = std::stable_partition(links_.begin(), links_.end(),
                                           [&](const RawLink& raw) { return !spanning(raw); });
    for (auto raw = end; raw != links_.end(); ++raw) {
      if (is_span(raw->from)) {
        network_.span_links.push_back(
            {raw->from, raw->to, raw->link->type, true, raw->calendar, raw->link->lag});
      }
      if (is_span(raw->to)) {
        network_.span_links.push_back(
            {raw->to, raw->from, raw->link->type, false, raw->calendar, raw->link->lag});
      }
    }
    links_.erase(end, links_.end());
  }

  /// Levels of effort first, then summaries from the inside out, each with its links behind it.
  void fill_spans() {
    std::vector<std::uint32_t> spans;
    for (const std::uint32_t node : order_) {
      if (is_span(node) && !is_summary(node)) spans.push_back(node);
    }
    order_spans(summaries_, spans, network_.span_links);
    for (const std::uint32_t span : spans) network_.spans.push_back(rank_[span]);
    for (SpanLink& link : network_.span_links) {
      link.span = rank_[link.span];
      link.other = rank_[link.other];
    }
  }

  /// Fills `first` (n + 1 offsets) for links grouped by `node_of`, and returns the fill cursors.
  template <class NodeOf>
  std::vector<std::uint32_t> offsets(std::vector<std::uint32_t>& first, NodeOf node_of) const {
    first.assign(nodes_.size() + 1, 0);
    for (const RawLink& raw : links_) ++first[node_of(raw) + 1];
    for (std::size_t i = 1; i < first.size(); ++i) first[i] += first[i - 1];
    return {first.begin(), first.end() - 1};
  }

  /// Kahn's algorithm with a stack, so that chains and projects stay together in memory.
  Result<void> sort() {
    std::vector<std::uint32_t> first;
    auto cursor = offsets(first, [](const RawLink& raw) { return raw.from; });
    std::vector<std::uint32_t> target(links_.size());
    std::vector<std::uint32_t> waiting(nodes_.size(), 0);
    for (const RawLink& raw : links_) {
      target[cursor[raw.from]++] = raw.to;
      ++waiting[raw.to];
    }
    std::vector<std::uint32_t> ready;
    for (auto node = static_cast<std::uint32_t>(nodes_.size()); node-- > 0;) {
      if (waiting[node] == 0) ready.push_back(node);
    }
    order_.reserve(nodes_.size());
    while (!ready.empty()) {
      const std::uint32_t node = ready.back();
      ready.pop_back();
      order_.push_back(node);
      for (std::uint32_t e = first[node + 1]; e-- > first[node];) {
        if (--waiting[target[e]] == 0) ready.push_back(target[e]);
      }
    }
    if (order_.size() < nodes_.size()) return report_loop(waiting);
    rank_.resize(nodes_.size());
    for (std::uint32_t i = 0; i < order_.size(); ++i) rank_[order_[i]] = i;
    network_.index.renumber(rank_);
    return {};
  }

  /// Every activity still waiting has a predecessor still waiting, so walking back must close.
  [[nodiscard]] Result<void> report_loop(const std::vector<std::uint32_t>& waiting) const {
    std::vector<std::uint32_t> before(nodes_.size(), kNoNode);
    for (const RawLink& raw : links_) {
      if (waiting[raw.from] > 0 && waiting[raw.to] > 0 && before[raw.to] == kNoNode) {
        before[raw.to] = raw.from;
      }
    }
    std::uint32_t start = 0;
    while (waiting[start] == 0) ++start;
    return tl::unexpected(loop_error(members_of_loop(before, start), nodes_));
  }

  Result<void> fill_activities() {
    const std::size_t n = nodes_.size();
    network_.activity.reserve(n);
    network_.project.reserve(n);
    network_.work.reserve(n);
    network_.calendar.reserve(n);
    network_.progress.reserve(n);
    network_.constraint.reserve(n);
    network_.constraint_at.reserve(n);
    network_.actual_start.reserve(n);
    network_.actual_finish.reserve(n);
    network_.kind.reserve(n);
    network_.extra.reserve(n);
    for (const std::uint32_t node : order_) {
      const model::Activity& activity = *nodes_[node];
      TC_TRY_VOID(check_activity(activity));
      auto calendar = calendar_number(activity.calendar_id, activity.weather);
      if (!calendar) return at_activity(std::move(calendar).error(), activity);
      network_.calendar.push_back(*calendar);
      network_.project.push_back(node_project_[node]);
      fill_activity(activity);
    }
    fill_spans();
    pass_down_constraints();
    return take_parts();
  }

  Extra& extra_at(std::uint32_t rank) {
    if (network_.extra[rank] == kNoExtra) {
      network_.extra[rank] = static_cast<std::uint32_t>(network_.extras.size());
      network_.extras.emplace_back();
    }
    return network_.extras[network_.extra[rank]];
  }

  /// The constraints and the deadline of a summary bind all that lies in it.
  void pass_down_constraints() {
    for (const std::uint32_t summary : summaries_.inner_first()) {
      const SummaryBounds bounds = bounds_of(*nodes_[summary]);
      if (!bounds.floor && !bounds.cap) continue;
      std::vector<std::uint32_t> leaves;
      summaries_.append_leaves(summary, leaves);
      for (const std::uint32_t leaf : leaves) {
        Extra& extra = extra_at(rank_[leaf]);
        if (bounds.floor) {
          extra.external_start =
              std::max(extra.external_start.value_or(*bounds.floor), *bounds.floor);
        }
        if (bounds.cap) {
          extra.external_finish =
              std::min(extra.external_finish.value_or(*bounds.cap), *bounds.cap);
        }
      }
    }
  }

  Result<void> take_parts() {
    for (const WorkPart& part : input_.parts) {
      const auto node = network_.find(part.activity);
      if (!node || part.work < 0 || part.work > kLongestWork) continue;
      auto calendar = calendar_number(part.calendar, 0);
      if (!calendar) return at_activity(std::move(calendar).error(), *network_.activity[*node]);
      Extra& extra = extra_at(static_cast<std::uint32_t>(*node));
      if (extra.part_count == 0)
        extra.first_part = static_cast<std::uint32_t>(network_.parts.size());
      ++extra.part_count;
      const std::int64_t gap = network_.activity[*node]->interruption;
      network_.parts.push_back({*calendar, part.work + gap});
    }
    return {};
  }

  void fill_activity(const model::Activity& activity) {
    const Progress progress = activity.actual_finish  ? Progress::finished
                              : activity.actual_start ? Progress::started
                                                      : Progress::not_started;
    const bool constrained =
        activity.constraint_at.has_value() || needs_no_date(activity.constraint_kind);
    network_.activity.push_back(&activity);
    network_.progress.push_back(progress);
    network_.work.push_back(work_left(activity));
    network_.kind.push_back(activity.kind);
    const std::optional<Extra> extra = extra_of(activity);
    network_.extra.push_back(extra ? static_cast<std::uint32_t>(network_.extras.size()) : kNoExtra);
    if (extra) network_.extras.push_back(*extra);
    network_.constraint.push_back(constrained ? activity.constraint_kind
                                              : model::ConstraintKind::none);
    network_.constraint_at.push_back(activity.constraint_at.value_or(Minute{}));
    const Minute finish = activity.actual_finish.value_or(Minute{});
    network_.actual_start.push_back(activity.actual_start.value_or(finish));
    network_.actual_finish.push_back(finish);
  }

  void fill_edges() {
    auto cursor =
        offsets(network_.first_predecessor, [this](const RawLink& raw) { return rank_[raw.to]; });
    network_.predecessors.resize(links_.size());
    network_.predecessor_links.resize(links_.size());
    for (const RawLink& raw : links_) {
      const std::uint32_t at = cursor[rank_[raw.to]]++;
      network_.predecessors[at] = {raw.link->lag, rank_[raw.from], raw.calendar, raw.link->type,
                                   raw.of_summary};
      network_.predecessor_links[at] = raw.link;
    }
    cursor =
        offsets(network_.first_successor, [this](const RawLink& raw) { return rank_[raw.from]; });
    network_.successors.resize(links_.size());
    for (const RawLink& raw : links_) {
      network_.successors[cursor[rank_[raw.from]]++] = {raw.link->lag, rank_[raw.to], raw.calendar,
                                                        raw.link->type, raw.of_summary};
    }
  }

  const NetworkInput& input_;
  Network network_;
  CalendarTable own_;
  std::vector<const model::Activity*> nodes_;
  std::vector<std::uint32_t> node_project_;
  std::vector<std::uint8_t> spanning_;  ///< 1: level of effort or summary
  Summaries summaries_;
  std::vector<RawLink> links_;
  std::vector<std::uint32_t> order_;  ///< input numbers in topological order
  std::vector<std::uint32_t> rank_;   ///< topological number of each input number
  model::CalendarId last_id_;
  int last_weather_ = 0;
  std::uint16_t last_number_ = 0;
};

}  // namespace

void Network::set_lag(std::uint32_t position, std::int64_t lag) {
  const auto row = std::upper_bound(first_predecessor.begin(), first_predecessor.end(), position);
  const auto to = static_cast<std::uint32_t>(row - first_predecessor.begin() - 1);
  Edge& edge = predecessors[position];
  const auto begin = successors.begin() + first_successor[edge.node];
  const auto end = successors.begin() + first_successor[edge.node + 1];
  const auto mirror = std::find_if(begin, end, [&](const Edge& other) {
    return other.node == to && other.type == edge.type && other.lag == edge.lag &&
           other.calendar == edge.calendar;
  });
  TC_CHECK(mirror != end, "each link stands at both its ends");
  mirror->lag = lag;
  edge.lag = lag;
}

Result<Network> build_network(const NetworkInput& input) { return Builder(input).build(); }

}  // namespace tc::engine

// Tarjan's strongly connected components with a stack of its own (plans may be a million links
// deep), then the shortest loop through the first member of each.
// SPDX-License-Identifier: Apache-2.0
#include "rules/quality/loops.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <optional>
#include <set>

#include "engine/network/id_index.h"
#include "engine/network/summaries.h"

namespace tc::rules {
namespace {

using model::Activity;
using model::ActivityKind;
using model::Link;

constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

struct Arc {
  std::uint32_t from{}, to{};
  const Link* link = nullptr;  ///< null: the tie between a summary and what lies in it
  bool of_summary = false;
};

/// Activities in file order; a summary has a second node, through which its members leave it.
class Graph {
 public:
  explicit Graph(std::span<const model::ProjectFile* const> projects) {
    take_activities(projects);
    take_members();
    for (const model::ProjectFile* file : projects) {
      for (const Link& link : file->links) take_link(link);
    }
    sort_arcs();
  }

  [[nodiscard]] std::size_t size() const { return first_.size() - 1; }
  [[nodiscard]] std::span<const Arc> arcs_of(std::uint32_t node) const {
    return {arcs_.data() + first_[node], arcs_.data() + first_[node + 1]};
  }
  [[nodiscard]] const std::vector<Arc>& arcs() const { return arcs_; }
  [[nodiscard]] model::ActivityId id_of(std::uint32_t node) const { return owner_[node]->id; }
  /// Nodes from here on are the second ones of summaries.
  [[nodiscard]] std::uint32_t exits_from() const {
    return static_cast<std::uint32_t>(exit_.size());
  }

 private:
  void take_activities(std::span<const model::ProjectFile* const> projects) {
    std::size_t count = 0;
    std::int64_t least = std::numeric_limits<std::int64_t>::max();
    std::int64_t greatest = std::numeric_limits<std::int64_t>::min();
    for (const model::ProjectFile* file : projects) {
      count += file->activities.size();
      for (const Activity& activity : file->activities) {
        least = std::min(least, activity.id.value);
        greatest = std::max(greatest, activity.id.value);
      }
    }
    if (count == 0) return;
    index_ = engine::IdIndex(count, least, greatest);
    for (const model::ProjectFile* file : projects) {
      summaries_.add_project(file->activities, static_cast<std::uint32_t>(owner_.size()));
      for (const Activity& activity : file->activities) {
        // An id that is there twice keeps its first place; the network names the fault.
        (void)index_->insert(activity.id.value, static_cast<std::uint32_t>(owner_.size()));
        owner_.push_back(&activity);
      }
    }
    exit_.assign(owner_.size(), kNone);
  }

  void take_members() {
    for (const std::uint32_t summary : summaries_.inner_first()) {
      exit_[summary] = static_cast<std::uint32_t>(owner_.size());
      owner_.push_back(owner_[summary]);
      for (const std::uint32_t member : summaries_.members_of(summary)) {
        arcs_.push_back({summary, member});
        arcs_.push_back({exit_[member] == kNone ? member : exit_[member], exit_[summary]});
      }
    }
  }

  void take_link(const Link& link) {
    if (!index_) return;
    const auto from = index_->find(link.predecessor_id.value);
    const auto to = index_->find(link.successor_id.value);
    if (!from || !to) return;
    const ActivityKind before = owner_[*from]->kind;
    const ActivityKind after = owner_[*to]->kind;
    if (before == ActivityKind::level_of_effort || after == ActivityKind::level_of_effort) return;
    const auto out = static_cast<std::uint32_t>(*from);
    arcs_.push_back({exit_[out] == kNone ? out : exit_[out], static_cast<std::uint32_t>(*to), &link,
                     before == ActivityKind::summary || after == ActivityKind::summary});
  }

  void sort_arcs() {
    std::ranges::stable_sort(arcs_, {}, &Arc::from);
    first_.assign(owner_.size() + 1, 0);
    for (const Arc& arc : arcs_) ++first_[arc.from + 1];
    for (std::size_t i = 1; i < first_.size(); ++i) first_[i] += first_[i - 1];
  }

  std::vector<const Activity*> owner_;
  std::vector<std::uint32_t> exit_;  ///< by activity: second node of a summary
  std::optional<engine::IdIndex> index_;
  engine::Summaries summaries_;
  std::vector<Arc> arcs_;
  std::vector<std::uint32_t> first_;
};

/// Number of its component by node; components without a loop keep kNone.
class Components {
 public:
  explicit Components(const Graph& graph)
      : graph_(graph), order_(graph.size(), kNone), low_(graph.size()), of_(graph.size(), kNone) {
    on_stack_.assign(graph.size(), 0);
    for (std::uint32_t node = 0; node < graph.size(); ++node) {
      if (order_[node] == kNone) walk(node);
    }
  }

  [[nodiscard]] const std::vector<std::uint32_t>& of() const { return of_; }
  [[nodiscard]] std::uint32_t count() const { return count_; }

 private:
  struct Frame {
    std::uint32_t node;
    std::size_t next;
  };

  void enter(std::uint32_t node) {
    order_[node] = low_[node] = clock_++;
    stack_.push_back(node);
    on_stack_[node] = 1;
    frames_.push_back({node, 0});
  }

  void walk(std::uint32_t root) {
    enter(root);
    while (!frames_.empty()) {
      Frame& frame = frames_.back();
      const std::span<const Arc> arcs = graph_.arcs_of(frame.node);
      if (frame.next < arcs.size()) {
        const std::uint32_t to = arcs[frame.next++].to;
        if (order_[to] == kNone) {
          enter(to);
        } else if (on_stack_[to] != 0) {
          low_[frame.node] = std::min(low_[frame.node], order_[to]);
        }
        continue;
      }
      const std::uint32_t node = frame.node;
      frames_.pop_back();
      if (!frames_.empty()) {
        low_[frames_.back().node] = std::min(low_[frames_.back().node], low_[node]);
      }
      if (low_[node] == order_[node]) close(node);
    }
  }

  void close(std::uint32_t root) {
    const auto arcs = graph_.arcs_of(root);
    const bool to_itself = std::ranges::find(arcs, root, &Arc::to) != arcs.end();
    const bool is_loop = stack_.back() != root || to_itself;
    std::uint32_t member = kNone;
    while (member != root) {
      member = stack_.back();
      stack_.pop_back();
      on_stack_[member] = 0;
      if (is_loop) of_[member] = count_;
    }
    if (is_loop) ++count_;
  }

  const Graph& graph_;
  std::vector<std::uint32_t> order_, low_, of_;
  std::vector<std::uint8_t> on_stack_;
  std::vector<std::uint32_t> stack_;
  std::vector<Frame> frames_;
  std::uint32_t clock_ = 0;
  std::uint32_t count_ = 0;
};

/// The shortest way from `start` back to itself within its component.
std::vector<std::uint32_t> shortest_loop(const Graph& graph, const std::vector<std::uint32_t>& of,
                                         std::vector<std::uint32_t>& before, std::uint32_t start) {
  std::vector<std::uint32_t> seen{start};
  std::vector<std::uint32_t> path;
  for (std::size_t i = 0; i < seen.size() && path.empty(); ++i) {
    for (const Arc& arc : graph.arcs_of(seen[i])) {
      if (of[arc.to] != of[start]) continue;
      if (arc.to == start) {
        for (std::uint32_t at = seen[i]; at != start; at = before[at]) path.push_back(at);
        path.push_back(start);
        break;
      }
      if (before[arc.to] != kNone) continue;
      before[arc.to] = seen[i];
      seen.push_back(arc.to);
    }
  }
  std::ranges::reverse(path);
  for (const std::uint32_t node : seen) before[node] = kNone;
  return path;
}

/// The links on arcs that lead back to where a depth-first walk is, among `arcs_of` that pass.
class Opening {
 public:
  Opening(const Graph& graph, const std::vector<std::uint32_t>& of)
      : graph_(graph), of_(of), state_(graph.size(), State::fresh) {}

  std::vector<const Link*> links() {
    for (const Arc& arc : graph_.arcs()) {
      if (inside(arc) && arc.link != nullptr && arc.of_summary) links_.push_back(arc.link);
    }
    for (std::uint32_t node = 0; node < graph_.size(); ++node) {
      if (of_[node] != kNone && state_[node] == State::fresh) walk(node);
    }
    return std::move(links_);
  }

 private:
  enum class State : std::uint8_t { fresh, open, done };
  struct Frame {
    std::uint32_t node;
    std::size_t next;
  };

  [[nodiscard]] bool inside(const Arc& arc) const {
    return of_[arc.from] != kNone && of_[arc.from] == of_[arc.to];
  }

  void walk(std::uint32_t root) {
    std::vector<Frame> frames{{root, 0}};
    state_[root] = State::open;
    while (!frames.empty()) {
      Frame& frame = frames.back();
      const std::span<const Arc> arcs = graph_.arcs_of(frame.node);
      if (frame.next == arcs.size()) {
        state_[frame.node] = State::done;
        frames.pop_back();
        continue;
      }
      const Arc& arc = arcs[frame.next++];
      if (!inside(arc) || arc.link == nullptr || arc.of_summary) continue;
      if (state_[arc.to] == State::open) links_.push_back(arc.link);
      if (state_[arc.to] == State::fresh) {
        state_[arc.to] = State::open;
        frames.push_back({arc.to, 0});
      }
    }
  }

  const Graph& graph_;
  const std::vector<std::uint32_t>& of_;
  std::vector<State> state_;
  std::vector<const Link*> links_;
};

}  // namespace

LoopSearch find_loops(std::span<const model::ProjectFile* const> projects) {
  const Graph graph(projects);
  const Components components(graph);
  LoopSearch out;
  if (components.count() == 0) return out;
  const std::vector<std::uint32_t>& of = components.of();
  std::vector<std::uint32_t> first(components.count(), kNone);
  std::vector<std::size_t> sizes(components.count(), 0);
  for (std::uint32_t node = 0; node < graph.size(); ++node) {
    if (of[node] == kNone) continue;
    if (first[of[node]] == kNone) first[of[node]] = node;
    if (node < graph.exits_from()) ++sizes[of[node]];
  }
  std::ranges::sort(first);
  std::vector<std::uint32_t> before(graph.size(), kNone);
  for (const std::uint32_t start : first) {
    Loop loop{.members = {}, .tangle = sizes[of[start]]};
    std::set<model::ActivityId> named;
    for (const std::uint32_t node : shortest_loop(graph, of, before, start)) {
      const model::ActivityId id = graph.id_of(node);
      if (named.insert(id).second) loop.members.push_back(id);
    }
    out.loops.push_back(std::move(loop));
  }
  out.opening = Opening(graph, of).links();
  return out;
}

}  // namespace tc::rules

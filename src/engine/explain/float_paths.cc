// SPDX-License-Identifier: Apache-2.0
#include "engine/explain/float_paths.h"

#include <algorithm>
#include <functional>
#include <optional>
#include <queue>
#include <tuple>

namespace tc::engine {
namespace {

/// A link into a path, as yet on none. The least comes first; ties by place in the network.
struct Candidate {
  std::int64_t slack{};
  std::size_t node{};
  std::size_t joins{};

  friend bool operator>(const Candidate& a, const Candidate& b) {
    return std::tie(a.slack, b.node, a.joins) > std::tie(b.slack, a.node, b.joins);
  }
};

class Peeling {
 public:
  Peeling(const Explainer& explainer, PathBy by)
      : explainer_(explainer), by_(by), on_path_(explainer.network().size(), 0) {}

  FloatPath peel(const Candidate& first) {
    FloatPath path{.slack = first.slack, .nodes = {}, .joins = first.joins};
    for (std::optional<Candidate> at = first; at;) {
      path.nodes.push_back(at->node);
      on_path_[at->node] = 1;
      at = follow(*at);
    }
    std::ranges::reverse(path.nodes);
    return path;
  }
  /// The best beginning of another path.
  std::optional<Candidate> next() {
    while (!waiting_.empty()) {
      const Candidate candidate = waiting_.top();
      waiting_.pop();
      if (on_path_[candidate.node] == 0) return candidate;
    }
    return std::nullopt;
  }

 private:
  /// The predecessor with the least float that is on no path; the others wait.
  std::optional<Candidate> follow(const Candidate& at) {
    std::optional<Candidate> best;
    for (const LinkSlack& link : explainer_.predecessors(at.node)) {
      const std::size_t before = explainer_.network().predecessors[link.link].node;
      if (!link.slack || on_path_[before] != 0) continue;
      const Candidate candidate{slack_of(at, link), before, at.node};
      waiting_.push(candidate);
      if (!best || *best > candidate) best = candidate;
    }
    return best;
  }
  std::int64_t slack_of(const Candidate& at, const LinkSlack& link) const {
    // Between calendars a driving link may have a little float; it still sets the date.
    if (by_ == PathBy::free_float) return at.slack + (link.driving ? 0 : *link.slack);
    return explainer_.link_total_float(link.link, at.node);
  }

  const Explainer& explainer_;
  PathBy by_;
  std::vector<std::uint8_t> on_path_;
  std::priority_queue<Candidate, std::vector<Candidate>, std::greater<>> waiting_;
};

}  // namespace

std::vector<FloatPath> float_paths(const Explainer& explainer, std::size_t end, std::size_t count,
                                   PathBy by) {
  std::vector<FloatPath> paths;
  Peeling peeling(explainer, by);
  const std::int64_t own = by == PathBy::free_float ? 0 : explainer.schedule().total_float[end];
  for (std::optional<Candidate> at = Candidate{own, end, end}; at && paths.size() < count;
       at = peeling.next()) {
    paths.push_back(peeling.peel(*at));
  }
  return paths;
}

}  // namespace tc::engine

// SPDX-License-Identifier: Apache-2.0
#include "engine/network/span_order.h"

#include <algorithm>
#include <functional>
#include <queue>
#include <unordered_map>

namespace tc::engine {
namespace {

using Position = std::unordered_map<std::uint32_t, std::uint32_t>;

Position positions_of(const std::vector<std::uint32_t>& spans) {
  Position position;
  for (std::uint32_t i = 0; i < spans.size(); ++i) position.emplace(spans[i], i);
  return position;
}

/// Kahn's algorithm over the links between spans, the first of those that are ready first; members
/// of a loop follow in their old order.
std::vector<std::uint32_t> after_predecessors(const std::vector<std::uint32_t>& spans,
                                              const std::vector<SpanLink>& links) {
  const Position position = positions_of(spans);
  std::vector<std::vector<std::uint32_t>> after(spans.size());
  std::vector<std::uint32_t> waiting(spans.size(), 0);
  for (const SpanLink& link : links) {
    const auto other = position.find(link.other);
    if (link.span_first || other == position.end()) continue;
    const std::uint32_t span = position.at(link.span);
    after[other->second].push_back(span);
    ++waiting[span];
  }
  std::vector<std::uint32_t> order;
  std::vector<bool> placed(spans.size(), false);
  std::priority_queue<std::uint32_t, std::vector<std::uint32_t>, std::greater<>> ready;
  for (std::uint32_t i = 0; i < spans.size(); ++i) {
    if (waiting[i] == 0) ready.push(i);
  }
  while (!ready.empty()) {
    const std::uint32_t i = ready.top();
    ready.pop();
    placed[i] = true;
    order.push_back(spans[i]);
    for (const std::uint32_t next : after[i]) {
      if (--waiting[next] == 0) ready.push(next);
    }
  }
  for (std::size_t i = 0; i < spans.size(); ++i) {
    if (!placed[i]) order.push_back(spans[i]);
  }
  return order;
}

}  // namespace

void order_spans(const Summaries& summaries, std::vector<std::uint32_t>& spans,
                 std::vector<SpanLink>& links) {
  for (const std::uint32_t summary : summaries.inner_first()) {
    spans.push_back(summary);
    for (const std::uint32_t member : summaries.members_of(summary)) {
      links.push_back({summary, member, model::LinkType::start_start, true, 0, 0});
      links.push_back({summary, member, model::LinkType::finish_finish, false, 0, 0});
    }
  }
  spans = after_predecessors(spans, links);
  const Position position = positions_of(spans);
  std::erase_if(links, [&](const SpanLink& link) {
    const auto other = position.find(link.other);
    return other != position.end() && other->second >= position.at(link.span);
  });
  std::ranges::stable_sort(links, {}, [&](const SpanLink& link) { return position.at(link.span); });
}

}  // namespace tc::engine

// SPDX-License-Identifier: Apache-2.0
#include "engine/network/summaries.h"

#include <algorithm>

namespace tc::engine {
namespace {

std::string_view parent_of(std::string_view path) {
  const std::size_t dot = path.rfind('.');
  return dot == std::string_view::npos ? std::string_view() : path.substr(0, dot);
}

}  // namespace

void Summaries::attach(const ByPath& by_path, std::string_view path, std::uint32_t number) {
  for (;; path = parent_of(path)) {
    if (const auto found = by_path.find(path); found != by_path.end()) {
      for (const std::uint32_t summary : found->second) members_[summary].numbers.push_back(number);
      return;
    }
    if (path.empty()) return;
  }
}

void Summaries::add_project(std::span<const model::Activity> activities, std::uint32_t first) {
  const auto is_summary = [](const model::Activity& activity) {
    return activity.kind == model::ActivityKind::summary;
  };
  if (std::ranges::none_of(activities, is_summary)) return;
  ByPath by_path;
  for (std::uint32_t i = 0; i < activities.size(); ++i) {
    const std::string& path = activities[i].wbs;
    if (!is_summary(activities[i])) continue;
    by_path[path].push_back(first + i);
    members_[first + i].depth = static_cast<std::size_t>(std::ranges::count(path, '.')) + 1;
  }
  for (std::uint32_t i = 0; i < activities.size(); ++i) {
    const std::string_view path = activities[i].wbs;
    if (!is_summary(activities[i])) {
      attach(by_path, path, first + i);
    } else if (!path.empty()) {
      attach(by_path, parent_of(path), first + i);
    }
  }
}

std::vector<std::uint32_t> Summaries::inner_first() const {
  std::vector<std::uint32_t> out;
  out.reserve(members_.size());
  for (const auto& [summary, members] : members_) out.push_back(summary);
  std::ranges::stable_sort(out, std::ranges::greater(),
                           [this](std::uint32_t summary) { return members_.at(summary).depth; });
  return out;
}

std::span<const std::uint32_t> Summaries::members_of(std::uint32_t summary) const {
  const auto found = members_.find(summary);
  if (found == members_.end()) return {};
  return found->second.numbers;
}

void Summaries::append_leaves(std::uint32_t summary, std::vector<std::uint32_t>& out) const {
  std::vector<std::uint32_t> open{summary};
  while (!open.empty()) {
    const std::uint32_t at = open.back();
    open.pop_back();
    for (const std::uint32_t member : members_of(at)) {
      (members_.contains(member) ? open : out).push_back(member);
    }
  }
}

std::vector<std::uint32_t> Summaries::ends_of(std::uint32_t number) const {
  if (!members_.contains(number)) return {number};
  std::vector<std::uint32_t> leaves;
  append_leaves(number, leaves);
  return leaves;
}

}  // namespace tc::engine

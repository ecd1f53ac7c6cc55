// SPDX-License-Identifier: Apache-2.0
#include "app/linked_projects.h"

#include <algorithm>
#include <utility>

namespace tc::app {
namespace {

using Pair = std::pair<std::size_t, std::size_t>;

std::size_t position_of(const model::CityState& state, const model::ProjectFile* file) {
  const auto at = std::ranges::find_if(state.projects,
                                       [file](const auto& other) { return other.get() == file; });
  return static_cast<std::size_t>(at - state.projects.begin());
}

/// Pairs of projects with a link between them.
std::vector<Pair> joined_pairs(const model::CityState& state) {
  std::vector<Pair> pairs;
  for (std::size_t i = 0; i < state.projects.size(); ++i) {
    const model::ProjectFile& file = *state.projects[i];
    for (const model::Link& link : file.links) {
      if (model::find_activity(file, link.predecessor_id) != nullptr) continue;
      const model::ProjectFile* other = model::find_project_of(state, link.predecessor_id);
      if (other != nullptr) pairs.emplace_back(i, position_of(state, other));
    }
  }
  return pairs;
}

}  // namespace

std::vector<std::size_t> linked_projects(const model::CityState& state, model::ProjectId project) {
  const model::ProjectFile* file = model::find_project(state, project);
  if (file == nullptr) return {};
  const std::vector<Pair> pairs = joined_pairs(state);
  std::vector<std::size_t> members{position_of(state, file)};
  for (std::size_t next = 0; next < members.size(); ++next) {
    for (const auto& [a, b] : pairs) {
      if (a != members[next] && b != members[next]) continue;
      const std::size_t other = a == members[next] ? b : a;
      if (std::ranges::find(members, other) == members.end()) members.push_back(other);
    }
  }
  std::ranges::sort(members);
  return members;
}

}  // namespace tc::app

// SPDX-License-Identifier: Apache-2.0
#include "engine/network/loop.h"

#include <algorithm>
#include <string>

namespace tc::engine {
namespace {

constexpr std::size_t kNamed = 20;  ///< members that a message names

std::string name_of(const model::Activity& activity) {
  const std::string number =
      activity.code.empty() ? "#" + std::to_string(activity.id.value) : activity.code;
  return activity.name.empty() ? number : number + " " + activity.name;
}

}  // namespace

std::vector<std::uint32_t> members_of_loop(const std::vector<std::uint32_t>& before,
                                           std::uint32_t start) {
  std::vector<bool> seen(before.size());
  std::uint32_t node = start;
  for (; !seen[node]; node = before[node]) seen[node] = true;
  std::vector<std::uint32_t> members{node};
  for (std::uint32_t member = before[node]; member != node; member = before[member]) {
    members.push_back(member);
  }
  std::ranges::reverse(members);
  // std::ranges::rotate returns a subrange, which clang 14 cannot compile.
  std::rotate(members.begin(), std::ranges::min_element(members), members.end());
  return members;
}

Error loop_error(const std::vector<std::uint32_t>& members,
                 const std::vector<const model::Activity*>& activities) {
  std::string path;
  for (std::size_t i = 0; i < members.size() && i < kNamed; ++i) {
    path += name_of(*activities[members[i]]) + " → ";
  }
  if (members.size() > kNamed) {
    path += "(" + std::to_string(members.size() - kNamed) + " more) → ";
  }
  path += name_of(*activities[members.front()]);
  return {.code = Code::bad_input,
          .rule = "network.loop",
          .message = std::to_string(members.size()) + " activities wait for each other: " + path,
          .where = "activity " + std::to_string(activities[members.front()]->id.value),
          .advice = "take one of these links out"};
}

}  // namespace tc::engine

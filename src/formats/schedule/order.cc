// SPDX-License-Identifier: Apache-2.0
#include "formats/schedule/order.h"

#include <algorithm>
#include <numeric>

namespace tc::formats {

void sort_by_id(ScheduleProject& project) {
  auto& activities = project.file.activities;
  std::ranges::stable_sort(project.file.links, {}, &model::Link::id);
  if (std::ranges::is_sorted(activities, {}, &model::Activity::id)) return;
  std::vector<std::size_t> order(activities.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, {}, [&](std::size_t i) { return activities[i].id; });
  std::vector<model::Activity> sorted;
  std::vector<ActivityFacts> facts;
  sorted.reserve(order.size());
  facts.reserve(order.size());
  for (const std::size_t i : order) {
    sorted.push_back(std::move(activities[i]));
    facts.push_back(std::move(project.facts[i]));
  }
  activities = std::move(sorted);
  project.facts = std::move(facts);
}

}  // namespace tc::formats

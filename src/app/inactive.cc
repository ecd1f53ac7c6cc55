// SPDX-License-Identifier: Apache-2.0
#include "app/inactive.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "model/scheduling_rules.h"

namespace tc::app {
namespace {

using model::ActivityId;
using model::CalendarId;
using model::Link;

constexpr std::size_t kMostBridges = 1'000'000;

/// Where a link over inactive activities begins, and its lag.
struct Origin {
  ActivityId predecessor;
  std::int64_t lag{};
  CalendarId lag_calendar;
  friend auto operator<=>(const Origin&, const Origin&) = default;
};

class Bridges {
 public:
  Bridges(const formats::ScheduleProject& project, const std::set<ActivityId>& inactive)
      : inactive_(inactive) {
    for (const Link& link : project.file.links) {
      if (link.type != model::LinkType::finish_start) continue;
      if (inactive.contains(link.successor_id)) before_[link.successor_id].push_back(&link);
    }
  }

  /// Appends what stands for `link`, whose predecessor is inactive.
  void span(const Link& link, std::vector<Link>& out) {
    if (link.type != model::LinkType::finish_start) return;
    for (const Origin& origin : origins_of(link.predecessor_id)) {
      Link bridge = link;
      bridge.predecessor_id = origin.predecessor;
      if (link.lag == 0) {
        bridge.lag = origin.lag;
        bridge.lag_calendar_id = origin.lag_calendar;
      }
      if (made_.size() >= kMostBridges) return;
      const Origin begin{bridge.predecessor_id, bridge.lag, bridge.lag_calendar_id};
      if (made_.emplace(link.successor_id, begin).second) out.push_back(bridge);
    }
  }

 private:
  /// Computed once for each inactive activity, so that their diamonds do not multiply; a circle of
  /// them ends where it began. A stack of our own: a chain may be as long as the file.
  const std::set<Origin>& origins_of(ActivityId inactive) {
    std::vector<ActivityId> open{inactive};
    while (!open.empty()) {
      const ActivityId top = open.back();
      if (entered_.insert(top).second) {
        for (const Link* up : before_[top]) {
          const ActivityId next = up->predecessor_id;
          if (inactive_.contains(next) && !entered_.contains(next)) open.push_back(next);
        }
        continue;
      }
      open.pop_back();
      if (!origins_.contains(top)) gather(top);
    }
    return origins_[inactive];
  }

  void gather(ActivityId inactive) {
    std::set<Origin> found;
    for (const Link* up : before_[inactive]) {
      if (!inactive_.contains(up->predecessor_id)) {
        found.insert({up->predecessor_id, up->lag, up->lag_calendar_id});
        continue;
      }
      const auto far_origins = origins_.find(up->predecessor_id);
      if (far_origins == origins_.end()) continue;
      for (const Origin& far : far_origins->second) {
        if (kept_ + found.size() >= kMostBridges) break;
        found.insert(up->lag == 0 ? far : Origin{far.predecessor, up->lag, up->lag_calendar_id});
      }
    }
    kept_ += found.size();
    origins_[inactive] = std::move(found);
  }

  const std::set<ActivityId>& inactive_;
  std::map<ActivityId, std::vector<const Link*>> before_;
  std::map<ActivityId, std::set<Origin>> origins_;
  std::set<ActivityId> entered_;
  std::size_t kept_ = 0;
  std::set<std::pair<ActivityId, Origin>> made_;  ///< with their successor
};

bool has_inactive(const formats::ScheduleProject& project) {
  return std::ranges::any_of(project.facts, &formats::ActivityFacts::inactive);
}

}  // namespace

std::vector<Link> effective_links(const formats::ScheduleProject& project) {
  if (!has_inactive(project)) return project.file.links;
  std::set<ActivityId> inactive;
  for (std::size_t i = 0; i < project.facts.size(); ++i) {
    if (project.facts[i].inactive) inactive.insert(project.file.activities[i].id);
  }
  const bool bridged =
      project.rules.dates == model::DateRule::project && project.rules.late_from_stop;
  Bridges bridges(project, inactive);
  std::vector<Link> links;
  for (const Link& link : project.file.links) {
    if (inactive.contains(link.successor_id)) continue;
    if (!inactive.contains(link.predecessor_id)) {
      links.push_back(link);
    } else if (bridged) {
      bridges.span(link, links);
    }
  }
  return links;
}

std::optional<model::ProjectFile> without_inactive(const formats::ScheduleProject& project) {
  if (!has_inactive(project)) return std::nullopt;
  model::ProjectFile out;
  out.project = project.file.project;
  for (std::size_t i = 0; i < project.facts.size(); ++i) {
    if (!project.facts[i].inactive) out.activities.push_back(project.file.activities[i]);
  }
  out.links = effective_links(project);
  return out;
}

}  // namespace tc::app

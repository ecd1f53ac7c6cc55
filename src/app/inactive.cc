// SPDX-License-Identifier: Apache-2.0
#include "app/inactive.h"

#include <map>
#include <set>
#include <vector>

namespace tc::app {
namespace {

/// Finish-start links over inactive activities, as Microsoft Project draws them since 2013: from
/// what precedes such an activity to what follows it, with the later link's lag, else the
/// earlier's.
class Bridges {
 public:
  Bridges(const formats::ScheduleProject& project, const std::set<model::ActivityId>& inactive)
      : inactive_(inactive) {
    for (const model::Link& link : project.file.links) {
      if (link.type != model::LinkType::finish_start) continue;
      if (inactive.contains(link.successor_id)) before_[link.successor_id].push_back(&link);
    }
  }

  /// Appends what stands for `link`, whose predecessor is inactive.
  void span(const model::Link& link, std::vector<model::Link>& out) {
    if (link.type != model::LinkType::finish_start) return;
    if (!open_.insert(link.predecessor_id).second) return;
    for (const model::Link* up : before_[link.predecessor_id]) {
      model::Link bridge = link;
      bridge.predecessor_id = up->predecessor_id;
      if (link.lag == 0) {
        bridge.lag = up->lag;
        bridge.lag_calendar_id = up->lag_calendar_id;
      }
      if (inactive_.contains(up->predecessor_id)) {
        span(bridge, out);
      } else {
        out.push_back(bridge);
      }
    }
    open_.erase(link.predecessor_id);
  }

 private:
  const std::set<model::ActivityId>& inactive_;
  std::map<model::ActivityId, std::vector<const model::Link*>> before_;
  std::set<model::ActivityId> open_;  ///< on the way up; a circle ends there
};

}  // namespace

std::optional<model::ProjectFile> without_inactive(const formats::ScheduleProject& project) {
  std::set<model::ActivityId> inactive;
  model::ProjectFile out;
  out.project = project.file.project;
  for (std::size_t i = 0; i < project.facts.size(); ++i) {
    const model::Activity& activity = project.file.activities[i];
    if (project.facts[i].inactive) {
      inactive.insert(activity.id);
    } else {
      out.activities.push_back(activity);
    }
  }
  if (inactive.empty()) return std::nullopt;
  const bool bridged =
      project.rules.dates == model::DateRule::project && project.rules.late_from_stop;
  Bridges bridges(project, inactive);
  for (const model::Link& link : project.file.links) {
    if (inactive.contains(link.successor_id)) continue;
    if (!inactive.contains(link.predecessor_id)) {
      out.links.push_back(link);
    } else if (bridged) {
      bridges.span(link, out.links);
    }
  }
  return out;
}

}  // namespace tc::app

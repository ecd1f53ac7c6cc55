// The network as the naive P6 reference sees it: activities, working time, lags in progress; rules
// 2 to 5, 24 and 28 of docs/p6_dates.md. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <limits>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "property/p6_naive.h"

namespace tc::naive {

using model::ActivityKind;
using model::ConstraintKind;
using model::LinkType;
using model::ProgressRule;

inline constexpr std::int64_t kNone = std::numeric_limits<std::int64_t>::max();

struct Span {
  std::int64_t start, finish;
};

enum State { open, active, done };

struct Node {
  const model::Activity* activity{};
  const Calendar* calendar{};
  std::size_t project{};
  State state{};
  std::int64_t work{};
  std::vector<std::pair<const Calendar*, std::int64_t>> parts{};
  std::vector<const model::Link*> before{},
      after{};  ///< between activities with dates of their own
  std::optional<Span> early{}, moved{}, late{};
  std::optional<bool> path{};
};

inline bool from_start(const model::Link& link) {
  return link.type == LinkType::start_start || link.type == LinkType::start_finish;
}
inline bool to_finish(const model::Link& link) {
  return link.type == LinkType::finish_finish || link.type == LinkType::start_finish;
}

/// Rule 24's table: F full, L left, 0 nothing, W nothing unless no work is done. Rows: predecessor
/// open, active, done; in each FS, FF, SS and SF; columns: successor open, active, done.
inline constexpr const char* kForward[3][3] = {
    {"FFF", "FFF", "FFF"}, {"FFF", "FFF", "LL0"}, {"L00", "LL0", "LL0"}};
inline constexpr const char* kBackward[3][3] = {
    {"FF0", "FFF", "FFF"}, {"FW0", "FFF", "LL0"}, {"LWL", "L0L", "L0L"}};

class P6Net {
 protected:
  P6Net(const World& world, const P6Case& given) : world_(world), given_(given) {
    for (std::size_t p = 0; p < given.files.size(); ++p) {
      for (const model::Activity& activity : given.files[p].activities) add(activity, p);
    }
    for (const engine::WorkPart& part : given.parts) {
      nodes_[part.activity.value].parts.emplace_back(&calendar(part.calendar.value), part.work);
    }
    for (const model::ProjectFile& file : given.files) {
      for (const model::Link& link : file.links) {
        Node& before = nodes_[link.predecessor_id.value];
        Node& after = nodes_[link.successor_id.value];
        if (spans(before) || spans(after)) continue;
        before.after.push_back(&link);
        after.before.push_back(&link);
      }
    }
  }

  void add(const model::Activity& activity, std::size_t project) {
    Node& node = nodes_[activity.id.value];
    node.activity = &activity;
    node.calendar = &calendar(activity.calendar_id.value);
    node.project = project;
    node.state = activity.actual_finish ? done : activity.actual_start ? active : open;
    node.work = activity.remaining.value_or(activity.duration_likely);
    if (node.state == done) node.work = 0;
  }
  [[nodiscard]] const Calendar& calendar(std::int64_t id) const {
    return world_.calendars.at({id, 0});
  }
  [[nodiscard]] std::int64_t at(Minute t) const { return t - start_of(world_.window); }
  [[nodiscard]] const engine::ProjectTerms& terms(const Node& n) const {
    return given_.terms[n.project];
  }
  [[nodiscard]] std::int64_t data_date(const Node& n) const { return at(terms(n).data_date); }
  Node& predecessor(const model::Link& link) { return nodes_[link.predecessor_id.value]; }
  Node& successor(const model::Link& link) { return nodes_[link.successor_id.value]; }
  [[nodiscard]] static bool spans(const Node& n) {
    return n.activity->kind == ActivityKind::level_of_effort ||
           n.activity->kind == ActivityKind::summary;
  }
  [[nodiscard]] static bool milestone(const Node& n) {
    return n.activity->kind == ActivityKind::start_milestone ||
           n.activity->kind == ActivityKind::finish_milestone;
  }

  // Rules 2, 28: working time of an activity, of its resources where they set its dates.
  static std::int64_t work(const Calendar& c, std::int64_t a, std::int64_t b) {
    return (c.done(b) - c.done(a)) / 2;
  }
  static bool works_at(const Calendar& c, std::int64_t t) {
    return c.next_start(t) == t || c.previous_finish(t) == t;
  }
  static std::vector<std::pair<const Calendar*, std::int64_t>> clocks(const Node& n,
                                                                      std::int64_t minutes) {
    if (!n.parts.empty() && n.state != done) return n.parts;
    return {{n.calendar, minutes}};
  }
  static std::int64_t next_start(const Node& n, std::int64_t t) {
    std::int64_t least = kNone;
    for (const auto& [c, minutes] : clocks(n, 0)) least = std::min(least, c->next_start(t));
    return least;
  }
  static std::int64_t previous_finish(const Node& n, std::int64_t t) {
    std::int64_t latest = -kNone;
    for (const auto& [c, minutes] : clocks(n, 0)) latest = std::max(latest, c->previous_finish(t));
    return latest;
  }
  static std::int64_t plus(const Node& n, std::int64_t t, std::int64_t minutes) {
    std::int64_t latest = -kNone;
    for (const auto& [c, own] : clocks(n, minutes)) latest = std::max(latest, c->add(t, own));
    return latest;
  }
  static std::int64_t minus(const Node& n, std::int64_t t, std::int64_t minutes) {
    std::int64_t least = kNone;
    for (const auto& [c, own] : clocks(n, minutes)) least = std::min(least, c->add(t, -own));
    return least;
  }
  static std::int64_t settled(const Node& n, std::int64_t t, bool later) {
    for (const auto& [c, minutes] : clocks(n, 0)) {
      if (works_at(*c, t)) return t;
    }
    return later ? next_start(n, t) : previous_finish(n, t);
  }
  /// Rules 3, 21: where an early start falls.
  static std::int64_t snapped(const Node& n, std::int64_t t) {
    if (n.state == done) return t;
    return n.activity->kind == ActivityKind::finish_milestone ? settled(n, t, true)
                                                              : next_start(n, t);
  }

  // Rules 4, 5, 24, 25: links.
  [[nodiscard]] bool ignored(const model::Link& link) {
    const Node& after = successor(link);
    return terms(after).rules.progress != ProgressRule::retained_logic && after.state != open &&
           predecessor(link).state != done;
  }
  [[nodiscard]] std::int64_t worked(const Node& n) const {
    if (n.state == open) return 0;
    const std::int64_t until = data_date(n);
    std::int64_t sum = work(*n.calendar, at(*n.activity->actual_start), until);
    if (n.activity->suspended_at && at(*n.activity->suspended_at) < until) {
      std::int64_t resumed = until;
      if (n.activity->resumed_at) resumed = std::min(resumed, at(*n.activity->resumed_at));
      sum -= std::max<std::int64_t>(0, work(*n.calendar, at(*n.activity->suspended_at), resumed));
    }
    return std::max<std::int64_t>(0, sum);
  }
  [[nodiscard]] std::int64_t left(const model::Link& link) {
    const Node& before = predecessor(link);
    const Calendar& c = calendar(link.lag_calendar_id.value);
    std::int64_t used = 0;
    if (!from_start(link)) {
      used = work(c, at(*before.activity->actual_finish), data_date(before));
    } else if (before.state == done) {
      used = work(c, at(*before.activity->actual_start), data_date(before));
    } else {
      used = worked(before);
    }
    return link.lag > 0 ? std::max<std::int64_t>(0, link.lag - std::max<std::int64_t>(0, used)) : 0;
  }
  [[nodiscard]] std::int64_t lag(const model::Link& link, bool backward) {
    const Node& after = successor(link);
    const int row = from_start(link) ? 2 : link.type == LinkType::finish_finish ? 1 : 0;
    const auto& table = backward ? kBackward : kForward;
    switch (table[predecessor(link).state][row][after.state]) {
      case 'F':
        return link.lag;
      case 'L':
        return left(link);
      case 'W':
        return worked(after) == 0 ? link.lag : 0;
      default:
        return 0;
    }
  }
  [[nodiscard]] std::int64_t shift(const model::Link& link, std::int64_t t, std::int64_t by) const {
    return by == 0 ? t : calendar(link.lag_calendar_id.value).add(t, by);
  }
  const World& world_;
  const P6Case& given_;
  std::map<std::int64_t, Node> nodes_;
};

}  // namespace tc::naive

// Finding what differs between two versions of a plan.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <map>
#include <tuple>
#include <unordered_map>
#include <unordered_set>

#include "engine/explain/plan_change.h"
#include "engine/explain/plan_fields.h"

namespace tc::engine {
namespace {

using model::Activity;
using model::ActivityId;
using model::Link;

using Ends = std::tuple<std::size_t, std::int64_t, std::int64_t>;  ///< project and both activities

Ends ends_of(std::size_t project, const Link& link) {
  return {project, link.predecessor_id.value, link.successor_id.value};
}

bool same_lag(const Link& a, const Link& b) {
  return a.lag == b.lag && a.lag_calendar_id == b.lag_calendar_id;
}

/// How well two links of one pair of activities agree; 0 best.
int distance(const Link& a, const Link& b) {
  if (a.type != b.type) return 2;
  return same_lag(a, b) ? 0 : 1;
}

/// Numbers the links of one pair of activities: the closest pairs first.
void number_pairs(const std::vector<Link*>& before, const std::vector<Link*>& after,
                  std::int64_t& next) {
  std::vector<char> taken_before(before.size());
  std::vector<char> taken_after(after.size());
  for (int wanted = 0; wanted <= 2; ++wanted) {
    for (std::size_t b = 0; b < after.size(); ++b) {
      for (std::size_t a = 0; a < before.size() && taken_after[b] == 0; ++a) {
        if (taken_before[a] != 0 || distance(*before[a], *after[b]) != wanted) continue;
        taken_before[a] = taken_after[b] = 1;
        before[a]->id = after[b]->id = model::LinkId{next++};
      }
    }
  }
  for (std::size_t a = 0; a < before.size(); ++a) {
    if (taken_before[a] == 0) before[a]->id = model::LinkId{next++};
  }
  for (std::size_t b = 0; b < after.size(); ++b) {
    if (taken_after[b] == 0) after[b]->id = model::LinkId{next++};
  }
}

/// Activities of one version by id.
using ById = std::unordered_map<std::int64_t, const Activity*>;

ById index_of(const PlanVersion& version) {
  ById out;
  for (const model::ProjectFile& file : version.projects) {
    for (const Activity& activity : file.activities) out.emplace(activity.id.value, &activity);
  }
  return out;
}

class Diff {
 public:
  Diff(const PlanVersion& before, const PlanVersion& after)
      : before_(before), after_(after), old_(index_of(before)), new_(index_of(after)) {}

  std::vector<PlanChange> run() {
    terms();
    for (std::size_t p = 0; p < after_.projects.size(); ++p) {
      activities(p);
      links(p);
    }
    calendars();
    holds();
    if (!same_parts()) add(ChangeKind::work_parts);
    std::ranges::stable_sort(changes_, {}, [](const PlanChange& change) {
      return std::pair(change.group, change.kind);
    });
    return std::move(changes_);
  }

 private:
  PlanChange& add(ChangeKind kind, std::size_t project = 0) {
    PlanChange& change = changes_.emplace_back();
    change.kind = kind;
    change.group = group_of(kind);
    change.project = project;
    return change;
  }

  void terms() {
    std::vector<std::size_t> moved;
    for (std::size_t p = 0; p < after_.terms.size(); ++p) {
      const ProjectTerms& a = before_.terms[p];
      const ProjectTerms& b = after_.terms[p];
      if (a.data_date != b.data_date) moved.push_back(p);
      if (a.project_start != b.project_start) add(ChangeKind::project_start, p);
      if (a.must_finish_by != b.must_finish_by) add(ChangeKind::must_finish_by, p);
      if (a.rules != b.rules) add(ChangeKind::rules, p);
    }
    const bool one_move = std::ranges::all_of(moved, [&](std::size_t p) {
      return before_.terms[p].data_date == before_.terms[moved.front()].data_date &&
             after_.terms[p].data_date == after_.terms[moved.front()].data_date;
    });
    if (one_move && moved.size() > 1) moved.resize(1);
    for (const std::size_t p : moved) add(ChangeKind::data_date, p).all_projects = one_move;
  }

  PlanChange& add_of(ChangeKind kind, std::size_t project, ActivityId id) {
    PlanChange& change = add(kind, project);
    change.activity = id;
    change.activity_before = find(old_, id);
    change.activity_after = find(new_, id);
    return change;
  }

  void activities(std::size_t p) {
    for (const Activity& one : after_.projects[p].activities) {
      const Activity* was = find(old_, one.id);
      if (was == nullptr) {
        take_links(add_of(ChangeKind::activity_added, p, one.id), after_);
        continue;
      }
      for (const PlanField& field : kPlanFields) {
        if (!field.same(*was, one)) add_of(field.kind, p, one.id);
      }
    }
    for (const Activity& one : before_.projects[p].activities) {
      if (find(new_, one.id) != nullptr) continue;
      take_links(add_of(ChangeKind::activity_removed, p, one.id), before_);
    }
  }

  /// The links of an activity of one version alone.
  void take_links(PlanChange& change, const PlanVersion& version) {
    Index& index = &version == &after_ ? links_of_new_ : links_of_old_;
    const ById& others = &version == &after_ ? old_ : new_;
    if (index.empty()) {
      for (std::size_t p = 0; p < version.projects.size(); ++p) {
        for (const Link& link : version.projects[p].links) {
          for (const ActivityId end : {link.predecessor_id, link.successor_id}) {
            if (find(others, end) == nullptr) index[end.value].emplace_back(p, &link);
          }
        }
      }
    }
    change.own_links = index[change.activity.value];
  }

  void links(std::size_t p) {
    std::unordered_map<std::int64_t, const Link*> old;
    for (const Link& link : before_.projects[p].links) old.emplace(link.id.value, &link);
    for (const Link& link : after_.projects[p].links) {
      const auto at = old.find(link.id.value);
      const Link* was = at == old.end() ? nullptr : at->second;
      if (was != nullptr) old.erase(at);
      if (was != nullptr && distance(*was, link) == 0) continue;
      if (!in_both(link)) continue;
      add_link(was == nullptr ? ChangeKind::link_added : ChangeKind::link_changed, p, was, &link);
    }
    for (const Link& link : before_.projects[p].links) {
      if (!old.contains(link.id.value) || !in_both(link)) continue;
      add_link(ChangeKind::link_removed, p, &link, nullptr);
    }
  }

  void add_link(ChangeKind kind, std::size_t p, const Link* was, const Link* now) {
    const Link& link = now != nullptr ? *now : *was;
    PlanChange& change = add_of(kind, p, link.successor_id);
    change.link_before = was;
    change.link_after = now;
    const bool round = kind == ChangeKind::link_removed ? leads_round(link, after_, old_)
                                                        : leads_round(link, before_, new_);
    if (round && kind != ChangeKind::link_changed) change.group = ChangeGroup::activities;
  }

  /// Whether `version` leads from one end of the link to the other through activities that the
  /// other version (`others`) does not have.
  bool leads_round(const Link& link, const PlanVersion& version, const ById& others) {
    Ways& ways = &version == &after_ ? ways_of_new_ : ways_of_old_;
    if (ways.empty()) {
      for (const model::ProjectFile& file : version.projects) {
        for (const Link& one : file.links) {
          ways[one.predecessor_id.value].push_back(one.successor_id);
        }
      }
    }
    std::vector<ActivityId> open{link.predecessor_id};
    std::unordered_set<std::int64_t> seen;
    while (!open.empty()) {
      const ActivityId at = open.back();
      open.pop_back();
      for (const ActivityId next : ways[at.value]) {
        const bool through = at != link.predecessor_id;
        if (through && next == link.successor_id) return true;
        if (find(others, next) == nullptr && seen.insert(next.value).second) open.push_back(next);
      }
    }
    return false;
  }

  [[nodiscard]] bool in_both(const Link& link) const {
    return find(old_, link.predecessor_id) != nullptr && find(old_, link.successor_id) != nullptr &&
           find(new_, link.predecessor_id) != nullptr && find(new_, link.successor_id) != nullptr;
  }

  void calendars() {
    for (const model::Calendar& now : after_.calendars) {
      const auto was = std::ranges::find(before_.calendars, now.id, &model::Calendar::id);
      if (was == before_.calendars.end()) continue;
      const bool same = was->week == now.week && was->exceptions == now.exceptions &&
                        was->winter == now.winter && was->whole_days == now.whole_days;
      if (same) continue;
      PlanChange& change = add(ChangeKind::working_time);
      change.calendar_before = &*was;
      change.calendar_after = &now;
    }
  }

  /// Holds of one blocker on one activity are the same hold.
  void holds() {
    std::vector<const Hold*> left;
    for (const Hold& hold : before_.holds) left.push_back(&hold);
    for (const Hold& now : after_.holds) {
      const auto at = std::ranges::find_if(left, [&](const Hold* was) {
        return was->activity == now.activity && was->blocker == now.blocker;
      });
      const Hold* was = at == left.end() ? nullptr : *at;
      if (was != nullptr) left.erase(at);
      if (was != nullptr && *was == now) continue;
      add_hold(was == nullptr ? ChangeKind::hold_added : ChangeKind::hold_changed, was, &now);
    }
    for (const Hold* was : left) add_hold(ChangeKind::hold_removed, was, nullptr);
  }

  void add_hold(ChangeKind kind, const Hold* was, const Hold* now) {
    PlanChange& change = add_of(kind, 0, now != nullptr ? now->activity : was->activity);
    change.hold_before = was;
    change.hold_after = now;
  }

  [[nodiscard]] bool same_parts() const {
    return std::ranges::equal(
        before_.parts, after_.parts, [](const WorkPart& a, const WorkPart& b) {
          return a.activity == b.activity && a.calendar == b.calendar && a.work == b.work;
        });
  }

  static const Activity* find(const ById& by_id, ActivityId id) {
    const auto at = by_id.find(id.value);
    return at == by_id.end() ? nullptr : at->second;
  }

  using Index = std::unordered_map<std::int64_t, std::vector<std::pair<std::size_t, const Link*>>>;
  using Ways = std::unordered_map<std::int64_t, std::vector<ActivityId>>;

  const PlanVersion& before_;
  const PlanVersion& after_;
  ById old_, new_;
  Index links_of_old_, links_of_new_;
  Ways ways_of_old_, ways_of_new_;
  std::vector<PlanChange> changes_;
};

}  // namespace

void pair_links(PlanVersion& before, PlanVersion& after) {
  struct Both {
    std::vector<Link*> before, after;
  };
  std::map<Ends, Both> by_ends;  // ordered: the numbers do not depend on a hash
  for (std::size_t p = 0; p < before.projects.size(); ++p) {
    for (Link& link : before.projects[p].links) by_ends[ends_of(p, link)].before.push_back(&link);
  }
  for (std::size_t p = 0; p < after.projects.size(); ++p) {
    for (Link& link : after.projects[p].links) by_ends[ends_of(p, link)].after.push_back(&link);
  }
  std::int64_t next = 1;
  for (const auto& [ends, both] : by_ends) number_pairs(both.before, both.after, next);
}

std::vector<PlanChange> changes_between(const PlanVersion& before, const PlanVersion& after) {
  return Diff(before, after).run();
}

}  // namespace tc::engine

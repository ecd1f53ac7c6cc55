// Making single changes on a plan and taking them back.
// SPDX-License-Identifier: Apache-2.0
#include "engine/explain/plan_change.h"

#include <algorithm>

#include "engine/explain/plan_fields.h"

namespace tc::engine {
namespace {

using model::Activity;
using model::Link;

/// Takes the element out by moving the last one into its place.
template <class T>
void take_out(std::vector<T>& all, std::unordered_map<std::int64_t, std::size_t>& index,
              std::int64_t id) {
  const auto at = index.find(id);
  if (at == index.end()) return;
  const std::size_t position = at->second;
  index.erase(at);
  if (position + 1 < all.size()) {
    all[position] = std::move(all.back());
    index[all[position].id.value] = position;
  }
  all.pop_back();
}

template <class T>
void put_in(std::vector<T>& all, std::unordered_map<std::int64_t, std::size_t>& index,
            const T& one) {
  const auto [at, fresh] = index.try_emplace(one.id.value, all.size());
  if (fresh) {
    all.push_back(one);
  } else {
    all[at->second] = one;
  }
}

}  // namespace

ChangeGroup group_of(ChangeKind kind) {
  switch (kind) {
    case ChangeKind::data_date:
      return ChangeGroup::data_date;
    case ChangeKind::actual_start:
    case ChangeKind::actual_finish:
    case ChangeKind::suspension:
      return ChangeGroup::progress;
    case ChangeKind::remaining:
    case ChangeKind::duration:
    case ChangeKind::interruption:
    case ChangeKind::expected_finish:
    case ChangeKind::work_parts:
      return ChangeGroup::work;
    case ChangeKind::link_added:
    case ChangeKind::link_changed:
    case ChangeKind::link_removed:
      return ChangeGroup::links;
    case ChangeKind::constraint:
    case ChangeKind::secondary_constraint:
    case ChangeKind::deadline:
    case ChangeKind::planned_finish:
    case ChangeKind::external_start:
    case ChangeKind::external_finish:
    case ChangeKind::leveling_delay:
      return ChangeGroup::constraints;
    case ChangeKind::working_time:
    case ChangeKind::activity_calendar:
      return ChangeGroup::calendars;
    case ChangeKind::activity_added:
    case ChangeKind::activity_removed:
      return ChangeGroup::activities;
    case ChangeKind::hold_added:
    case ChangeKind::hold_removed:
    case ChangeKind::hold_changed:
      return ChangeGroup::holds;
    case ChangeKind::activity_kind:
    case ChangeKind::wbs:
    case ChangeKind::project_start:
    case ChangeKind::must_finish_by:
    case ChangeKind::rules:
      break;
  }
  return ChangeGroup::rules;
}

MixedPlan::MixedPlan(const PlanVersion& before, const PlanVersion& after)
    : before_(&before),
      after_(&after),
      plan_(before),
      activities_(before.projects.size()),
      links_(before.projects.size()) {
  for (std::size_t p = 0; p < plan_.projects.size(); ++p) {
    const model::ProjectFile& file = plan_.projects[p];
    for (std::size_t i = 0; i < file.activities.size(); ++i) {
      activities_[p][file.activities[i].id.value] = i;
    }
    for (std::size_t i = 0; i < file.links.size(); ++i) links_[p][file.links[i].id.value] = i;
  }
}

void MixedPlan::apply(const PlanChange& change, bool forward) {
  const PlanVersion& to = forward ? *after_ : *before_;
  switch (change.kind) {
    case ChangeKind::data_date:
    case ChangeKind::project_start:
    case ChangeKind::must_finish_by:
    case ChangeKind::rules:
      return apply_terms(change, to);
    case ChangeKind::link_added:
    case ChangeKind::link_changed:
    case ChangeKind::link_removed: {
      const Link* link = forward ? change.link_after : change.link_before;
      const Link* other = forward ? change.link_before : change.link_after;
      return put_link(change.project, link != nullptr ? *link : *other, link != nullptr);
    }
    case ChangeKind::activity_added:
      return put_activity(change, forward);
    case ChangeKind::activity_removed:
      return put_activity(change, !forward);
    case ChangeKind::hold_added:
    case ChangeKind::hold_removed:
    case ChangeKind::hold_changed:
      return put_hold(change, forward);
    case ChangeKind::working_time: {
      const model::Calendar& calendar = forward ? *change.calendar_after : *change.calendar_before;
      *std::ranges::find(plan_.calendars, calendar.id, &model::Calendar::id) = calendar;
      return;
    }
    case ChangeKind::work_parts:
      plan_.parts = to.parts;
      return;
    default:
      return apply_field(change, forward ? *change.activity_after : *change.activity_before);
  }
}

void MixedPlan::apply_terms(const PlanChange& change, const PlanVersion& to) {
  ProjectTerms& terms = plan_.terms[change.project];
  const ProjectTerms& wanted = to.terms[change.project];
  if (change.kind == ChangeKind::project_start) terms.project_start = wanted.project_start;
  if (change.kind == ChangeKind::must_finish_by) terms.must_finish_by = wanted.must_finish_by;
  if (change.kind == ChangeKind::rules) terms.rules = wanted.rules;
  if (change.kind != ChangeKind::data_date) return;
  terms.data_date = wanted.data_date;
  for (std::size_t p = 0; change.all_projects && p < plan_.terms.size(); ++p) {
    plan_.terms[p].data_date = to.terms[p].data_date;
  }
}

void MixedPlan::apply_field(const PlanChange& change, const Activity& from) {
  const Index& index = activities_[change.project];
  const auto at = index.find(change.activity.value);
  if (at == index.end()) return;
  Activity& one = plan_.projects[change.project].activities[at->second];
  for (const PlanField& field : kPlanFields) {
    if (field.kind == change.kind) field.copy(one, from);
  }
}

/// With all links of the version that knows it. Those to activities that are not there (yet, or any
/// more) wait without effect.
void MixedPlan::put_activity(const PlanChange& change, bool there) {
  std::vector<Activity>& all = plan_.projects[change.project].activities;
  const bool added = change.kind == ChangeKind::activity_added;
  const Activity& one = added ? *change.activity_after : *change.activity_before;
  if (there) {
    put_in(all, activities_[change.project], one);
  } else {
    take_out(all, activities_[change.project], one.id.value);
  }
  for (const auto& [project, link] : change.own_links) put_link(project, *link, there);
}

void MixedPlan::put_link(std::size_t project, const Link& link, bool there) {
  std::vector<Link>& all = plan_.projects[project].links;
  if (there) {
    put_in(all, links_[project], link);
  } else {
    take_out(all, links_[project], link.id.value);
  }
}

void MixedPlan::put_hold(const PlanChange& change, bool forward) {
  const Hold* from = forward ? change.hold_before : change.hold_after;
  const Hold* to = forward ? change.hold_after : change.hold_before;
  if (from != nullptr) {
    const auto at = std::ranges::find(plan_.holds, *from);
    if (at != plan_.holds.end()) plan_.holds.erase(at);
  }
  if (to != nullptr) plan_.holds.push_back(*to);
}

}  // namespace tc::engine

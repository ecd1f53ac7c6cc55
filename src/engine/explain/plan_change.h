// Two versions of a plan and the single changes between them. Each change can be made on a plan and
// taken back, so that a date can be computed after any of them. Activities, calendars, projects and
// holds of both versions carry the same ids; links are paired here. Dates and durations as in
// model::Activity. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <unordered_map>
#include <utility>
#include <vector>

#include "engine/cpm/cpm.h"
#include "engine/network/network.h"
#include "model/state.h"

namespace tc::engine {

/// What dates are computed from. In two versions that are compared `projects` stand beside one
/// another (one of them may be empty) and calendars have the same ids.
struct PlanVersion {
  std::vector<model::ProjectFile> projects;  ///< activities and links; the rest is not read
  std::vector<model::Calendar> calendars;
  std::vector<ProjectTerms> terms;  ///< beside `projects`
  std::vector<Hold> holds;
  std::vector<WorkPart> parts;  ///< those of one activity stand together
};

/// In the order in which the changes between two versions are made. What has happened comes before
/// what is planned, what single activities ask before what holds for all; rules come last because
/// they change how everything else counts.
enum class ChangeGroup : std::uint8_t {
  data_date,    ///< alone: what is not reported as done is pushed on
  progress,     ///< actual dates, suspensions
  work,         ///< remaining and planned durations
  links,        ///< between activities of both versions
  constraints,  ///< dates set by hand, leveling delays
  calendars,
  activities,  ///< added and removed ones, with their links
  holds,       ///< blockers
  rules        ///< of the project, and what nothing above covers
};
inline constexpr std::size_t kChangeGroups = 9;

/// In the order in which those of one group are made.
enum class ChangeKind : std::uint8_t {
  data_date,
  actual_start,
  actual_finish,
  suspension,
  remaining,
  duration,
  interruption,
  expected_finish,
  link_added,
  link_changed,
  constraint,
  secondary_constraint,
  deadline,
  planned_finish,  ///< of what is set by hand
  external_start,
  external_finish,
  leveling_delay,
  working_time,       ///< of a calendar
  activity_calendar,  ///< another one, or another weather class
  activity_added,
  activity_removed,
  link_removed,  ///< after what takes its place
  hold_added,
  hold_removed,
  hold_changed,
  activity_kind,
  wbs,
  project_start,
  must_finish_by,
  rules,
  work_parts  ///< of resources that set dates, of all activities at once
};
[[nodiscard]] ChangeGroup group_of(ChangeKind kind);

/// One difference. Of what it is about only the fields of its kind are set; positions and pointers
/// lead into the two versions, which must outlive it. A null `before` is not there yet, a null
/// `after` no longer.
struct PlanChange {
  ChangeKind kind{};
  /// As group_of, but a link that only makes room for added activities, or closes up after removed
  /// ones, changes with them.
  ChangeGroup group{};
  std::size_t project{};       ///< position; of terms, and where an activity or link stands
  bool all_projects = false;   ///< of data dates: it is the same move in each
  model::ActivityId activity;  ///< of links: the successor
  const model::Activity* activity_before = nullptr;
  const model::Activity* activity_after = nullptr;
  /// Of one added or removed: its links, each with the position of its project.
  std::vector<std::pair<std::size_t, const model::Link*>> own_links;
  const model::Link* link_before = nullptr;
  const model::Link* link_after = nullptr;
  const model::Calendar* calendar_before = nullptr;
  const model::Calendar* calendar_after = nullptr;
  const Hold* hold_before = nullptr;
  const Hold* hold_after = nullptr;
};

/// Gives links that are the same in both versions the same id (new numbers in both): of one pair of
/// activities the equal ones, then those of one type, then any.
void pair_links(PlanVersion& before, PlanVersion& after);

/// All differences that can move a date, by group and kind, within a kind in the order of the plan.
/// What is added comes before what goes, so that nothing hangs loose in between. The links must
/// have been paired.
[[nodiscard]] std::vector<PlanChange> changes_between(const PlanVersion& before,
                                                      const PlanVersion& after);

/// A plan between the two versions: `before` with some of the changes made.
class MixedPlan {
 public:
  MixedPlan(const PlanVersion& before, const PlanVersion& after);

  [[nodiscard]] const PlanVersion& plan() const { return plan_; }
  /// Makes the change, or takes it back. Of an activity that is not there nothing is changed.
  void apply(const PlanChange& change, bool forward = true);

 private:
  using Index = std::unordered_map<std::int64_t, std::size_t>;  ///< id → position

  void apply_terms(const PlanChange& change, const PlanVersion& to);
  void apply_field(const PlanChange& change, const model::Activity& from);
  void put_activity(const PlanChange& change, bool there);
  void put_link(std::size_t project, const model::Link& link, bool there);
  void put_hold(const PlanChange& change, bool forward);

  const PlanVersion* before_;
  const PlanVersion* after_;
  PlanVersion plan_;
  std::vector<Index> activities_;  ///< by project
  std::vector<Index> links_;       ///< by project
};

}  // namespace tc::engine

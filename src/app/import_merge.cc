// What an activity becomes when a planning file brings it (again), and what hangs on activities.
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

#include "app/import_plan.h"

namespace tc::app {
namespace {

using model::Activity;

/// The file's word on everything that planning tools keep.
void take_plan(const Activity& file, Activity& out) {
  out.code = file.code;
  out.name = file.name;
  out.wbs = file.wbs;
  // No planning tool knows approvals: a gate stays one.
  if (out.kind != model::ActivityKind::gate || file.kind != model::ActivityKind::task) {
    out.kind = file.kind;
  }
  out.calendar_id = file.calendar_id;
  out.constraint_kind = file.constraint_kind;
  out.constraint_at = file.constraint_at;
  out.secondary_kind = file.secondary_kind;
  out.secondary_at = file.secondary_at;
  out.deadline = file.deadline;
  out.expected_finish = file.expected_finish;
  out.external_start = file.external_start;
  out.external_finish = file.external_finish;
  out.suspended_at = file.suspended_at;
  out.resumed_at = file.resumed_at;
  out.leveling_delay = file.leveling_delay;
  out.interruption = file.interruption;
  out.planned_start = file.planned_start;
  out.planned_finish = file.planned_finish;
}

/// What few files state: taken when stated, else what people entered here stays.
void take_stated(const Activity& file, Activity& out) {
  for (std::string Activity::*const text :
       {&Activity::name_en, &Activity::phase, &Activity::owner}) {
    if (!(file.*text).empty()) out.*text = file.*text;
  }
  if (file.weather != 0) out.weather = file.weather;
  if (file.weight > 0) out.weight = file.weight;
  if (file.key_node) out.key_node = true;
  if (file.statutory_days) out.statutory_days = file.statutory_days;
  if (!out.approved_start) out.approved_start = file.approved_start;
  if (!out.approved_finish) out.approved_finish = file.approved_finish;
}

bool is_range(const Activity& activity) {
  return activity.duration_low != activity.duration_likely ||
         activity.duration_high != activity.duration_likely;
}

/// The file's likely duration; a range that people gave here stays around it.
void take_durations(const Activity& file, Activity& out) {
  const bool keep = is_range(out) && !is_range(file);
  const std::int64_t low =
      keep ? std::min(out.duration_low, file.duration_likely) : file.duration_low;
  const std::int64_t high =
      keep ? std::max(out.duration_high, file.duration_likely) : file.duration_high;
  out.duration_low = low;
  out.duration_likely = file.duration_likely;
  out.duration_high = high;
}

/// Actual dates of the file, but for those reported here since its data date: of these the file
/// could not know.
void take_actuals(const Activity& file, Minute data_date, Activity& out) {
  const auto newer = [data_date](const std::optional<Minute>& here,
                                 const std::optional<Minute>& there) {
    return here && !there && *here >= data_date;
  };
  const bool started_since = newer(out.actual_start, file.actual_start);
  const bool finished_since = newer(out.actual_finish, file.actual_finish);
  if (!started_since) out.actual_start = file.actual_start;
  if (!finished_since) out.actual_finish = file.actual_finish;
  if (finished_since) {
    if (!out.actual_start) out.actual_start = out.actual_finish;
    out.remaining.reset();
  } else if (!started_since) {
    out.remaining = file.remaining;
  }
}

}  // namespace

Activity merged(const ActivityImport& match, const MergeTerms& terms) {
  const Activity& file = match.after;
  const auto with_source = [&](Activity activity) {
    activity.project_id = terms.project;
    activity.file_id = match.file_id;
    activity.provenance = model::Provenance::reported;
    activity.source_note = fmt::format("{} #{}", terms.file_name, match.file_id);
    return activity;
  };
  if (match.before == nullptr) return with_source(file);
  Activity out = *match.before;
  take_plan(file, out);
  take_stated(file, out);
  take_durations(file, out);
  take_actuals(file, terms.data_date, out);
  // An activity about which the file says nothing new keeps its source.
  const bool same = out == *match.before && out.file_id == match.file_id;
  return same ? out : with_source(std::move(out));
}

namespace {

class Ties {
 public:
  explicit Ties(const model::ProjectFile& file) : out_(file.activities.size()) {
    for (std::size_t i = 0; i < file.activities.size(); ++i) {
      at_.emplace(file.activities[i].id.value, i);
    }
  }
  void add(model::ActivityId activity, ImportTie tie) {
    const auto found = at_.find(activity.value);
    if (found != at_.end()) out_[found->second].push_back(std::move(tie));
  }
  template <class T>
  void add_all(const std::vector<T>& rows) {
    for (const T& row : rows) add(row.activity_id, {std::string(T::kNoun), row.id.value, row.text});
  }
  [[nodiscard]] bool own(model::ActivityId activity) const { return at_.contains(activity.value); }
  [[nodiscard]] std::vector<std::vector<ImportTie>> take() { return std::move(out_); }

 private:
  std::unordered_map<std::int64_t, std::size_t> at_;
  std::vector<std::vector<ImportTie>> out_;
};

}  // namespace

std::vector<std::vector<ImportTie>> ties_of(const model::CityState& state,
                                            const model::ProjectFile& file) {
  Ties ties(file);
  ties.add_all(file.blockers);
  ties.add_all(file.orders);
  ties.add_all(file.promises);
  ties.add_all(file.hazards);
  ties.add_all(state.orders);
  for (const model::Link& link : file.links) {
    if (!ties.own(link.predecessor_id)) {
      ties.add(link.successor_id, {std::string(model::Link::kNoun), link.id.value, {}});
    }
  }
  for (const auto& other : state.projects) {
    if (other->project.id == file.project.id) continue;
    for (const model::Link& link : other->links) {
      ties.add(link.predecessor_id,
               {std::string(model::Link::kNoun), link.id.value, other->project.name});
    }
  }
  return ties.take();
}

}  // namespace tc::app

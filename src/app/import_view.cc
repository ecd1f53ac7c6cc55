// SPDX-License-Identifier: Apache-2.0
#include "app/import_view.h"

#include <algorithm>
#include <unordered_map>

#include "app/import_changes.h"
#include "app/linked_projects.h"
#include "engine/calendar/compile.h"
#include "model/scheduling_rules.h"

namespace tc::app {
namespace {

using model::Activity;
using model::ActivityId;

template <class Row>
void list(std::vector<Row>& rows, Row row) {
  if (rows.size() < kMostListed) rows.push_back(std::move(row));
}

/// Computed start and finish of the activities of one picture.
class Dates {
 public:
  explicit Dates(const PicturePtr& picture) : picture_(picture.get()) {
    if (picture_ == nullptr) return;
    for (std::size_t i = 0; i < picture_->dates.size(); ++i) {
      at_.emplace(picture_->file->activities[i].id.value, i);
    }
  }
  [[nodiscard]] const ActivityDates* of(ActivityId id) const {
    const auto found = at_.find(id.value);
    if (found == at_.end() || !picture_->dates[found->second].in_network) return nullptr;
    return &picture_->dates[found->second];
  }
  [[nodiscard]] std::optional<Minute> finish() const {
    return picture_ == nullptr ? std::nullopt : picture_->finish;
  }

 private:
  const ProjectPicture* picture_;
  std::unordered_map<std::int64_t, std::size_t> at_;
};

class ProjectView {
 public:
  ProjectView(const ImportSource& source, const ImportPlan& plan, const ProjectImport& project,
              Dates before, Dates after)
      : source_(source),
        plan_(plan),
        project_(project),
        before_(std::move(before)),
        after_(std::move(after)) {}

  ImportedProject make() {
    take_head();
    for (const ActivityImport& row : project_.activities) take_activity(row);
    for (const GoneActivity& gone : project_.gone) take_gone(gone);
    for (const LinkImport& link : project_.links) take_link(link);
    take_key_nodes();
    const auto larger = [](const ImportMove& a, const ImportMove& b) {
      return std::abs(a.days) > std::abs(b.days);
    };
    std::ranges::stable_sort(moves_, larger);
    out_.counts.moved = static_cast<std::int64_t>(moves_.size());
    moves_.resize(std::min(moves_.size(), kMostListed));
    out_.moved = std::move(moves_);
    return std::move(out_);
  }

 private:
  void take_head() {
    const formats::ScheduleProject& file = *project_.source;
    out_.project_id = project_.before == nullptr ? 0 : project_.after.id.value;
    out_.name = project_.after.name;
    out_.is_new = project_.before == nullptr;
    out_.file_code = file.code;
    out_.file_project = file.file.project.name;
    if (file.data_date != Minute{}) out_.file_data_date = day_of(file.data_date);
    out_.file_finish = file.finish;
    out_.scheduling = project_.after.scheduling;
    if (project_.before != nullptr) out_.scheduling_before = project_.before->project.scheduling;
    out_.finish_before = before_.finish();
    out_.finish_after = after_.finish();
    if (out_.finish_before && out_.finish_after) {
      out_.finish_days = day_of(*out_.finish_after - 1) - day_of(*out_.finish_before - 1);
    }
    out_.counts.activities = static_cast<std::int64_t>(project_.activities.size());
  }

  [[nodiscard]] ImportMove move_of(const Activity& activity) const {
    ImportMove move;
    move.id = activity.id.value;
    move.code = activity.code;
    move.name = activity.name;
    if (const ActivityDates* dates = before_.of(activity.id)) {
      move.start_before = dates->early_start;
      move.finish_before = dates->early_finish;
    }
    if (const ActivityDates* dates = after_.of(activity.id)) {
      move.start_after = dates->early_start;
      move.finish_after = dates->early_finish;
    }
    if (move.finish_before && move.finish_after) {
      move.days = day_of(*move.finish_after - 1) - day_of(*move.finish_before - 1);
      if (move.days == 0) move.days = day_of(*move.start_after) - day_of(*move.start_before);
    }
    return move;
  }

  static ImportedActivity plain(const Activity& activity, const ActivityDates* dates) {
    ImportedActivity row;
    row.id = activity.id.value;
    row.code = activity.code;
    row.name = activity.name;
    if (dates != nullptr) {
      row.start = dates->early_start;
      row.finish = dates->early_finish;
    }
    return row;
  }

  void take_activity(const ActivityImport& row) {
    if (row.before == nullptr) {
      ++out_.counts.added;
      ImportedActivity added = plain(row.after, after_.of(row.after.id));
      added.id = 0;
      list(out_.added, std::move(added));
      return;
    }
    ++(row.found_by_code ? out_.counts.found_by_code : out_.counts.found_by_id);
    take_changes(*row.before, row.after);
    take_baseline(row);
    ImportMove move = move_of(row.after);
    if (move.days != 0) moves_.push_back(std::move(move));
  }

  void take_changes(const Activity& before, const Activity& after) {
    bool changed = false;
    bool seen[5] = {};
    for (FieldChange& change : changed_fields(before, after)) {
      const FieldKind kind = kind_of(change.field);
      seen[static_cast<std::size_t>(kind)] = true;
      if (kind == FieldKind::planned) continue;
      changed = true;
      if (change.field == "calendar_id") {
        change.before = calendar_name(before.calendar_id);
        change.after = calendar_name(after.calendar_id);
      }
      list(out_.changes, change_of(after, std::move(change)));
    }
    out_.counts.changed += changed ? 1 : 0;
    out_.counts.durations += seen[static_cast<std::size_t>(FieldKind::duration)] ? 1 : 0;
    out_.counts.constraints += seen[static_cast<std::size_t>(FieldKind::constraint)] ? 1 : 0;
    out_.counts.actuals += seen[static_cast<std::size_t>(FieldKind::actual)] ? 1 : 0;
    out_.counts.planned += seen[static_cast<std::size_t>(FieldKind::planned)] ? 1 : 0;
  }

  static ImportChange change_of(const Activity& activity, FieldChange change) {
    return {.id = activity.id.value,
            .code = activity.code,
            .name = activity.name,
            .field = std::string(change.field),
            .before = std::move(change.before),
            .after = std::move(change.after)};
  }

  [[nodiscard]] std::string calendar_name(model::CalendarId id) const {
    for (const CalendarImport& calendar : plan_.calendars) {
      if (calendar.after.id == id) return calendar.after.name;
    }
    const auto found = std::ranges::find(source_.state.calendars, id, &model::Calendar::id);
    return found == source_.state.calendars.end() ? std::string() : found->name;
  }

  /// An approved baseline stays; what the file would have made of it is said.
  void take_baseline(const ActivityImport& row) {
    const auto at = static_cast<std::size_t>(row.facts - project_.source->facts.data());
    const Activity& file = project_.source->file.activities[at];
    const auto differs = [&](std::string_view field, const std::optional<Minute>& here,
                             const std::optional<Minute>& there) {
      if (!there || here == there) return false;
      list(out_.baselines,
           change_of(row.after, {field, here ? to_text(*here) : std::string(), to_text(*there)}));
      return true;
    };
    const bool start = differs("approved_start", row.after.approved_start, file.approved_start);
    const bool finish = differs("approved_finish", row.after.approved_finish, file.approved_finish);
    out_.counts.baselines_kept += start || finish ? 1 : 0;
  }

  void take_gone(const GoneActivity& gone) {
    const bool kept = !gone.because.empty();
    ++(kept ? out_.counts.kept : out_.counts.removed);
    const Dates& dates = kept ? after_ : before_;
    ImportedActivity row = plain(*gone.before, dates.of(gone.before->id));
    row.because = gone.because;
    list(kept ? out_.kept : out_.removed, std::move(row));
  }

  void take_link(const LinkImport& link) {
    if (link.before != nullptr && link.after && link.before->lag == link.after->lag &&
        link.before->lag_calendar_id == link.after->lag_calendar_id) {
      return;
    }
    ImportLink row;
    row.change = link.before == nullptr ? LinkChange::added
                 : link.after           ? LinkChange::changed
                                        : LinkChange::removed;
    const model::Link& shown = link.after ? *link.after : *link.before;
    row.predecessor = label_of(shown.predecessor_id);
    row.successor = label_of(shown.successor_id);
    row.type = shown.type;
    if (link.before != nullptr) row.lag_before = static_cast<double>(link.before->lag) / 60.0;
    if (link.after) row.lag_after = static_cast<double>(link.after->lag) / 60.0;
    ++(row.change == LinkChange::added     ? out_.counts.links_added
       : row.change == LinkChange::removed ? out_.counts.links_removed
                                           : out_.counts.links_changed);
    // A new project's links would only repeat the file.
    if (project_.before != nullptr) list(out_.links, std::move(row));
  }

  [[nodiscard]] std::string label_of(ActivityId id) {
    if (labels_.empty()) read_labels();
    const auto found = labels_.find(id.value);
    return found == labels_.end() ? std::to_string(id.value) : found->second;
  }
  void read_labels() {
    const auto add = [this](const Activity& activity) {
      labels_.try_emplace(activity.id.value, activity.code.empty() ? activity.name : activity.code);
    };
    for (const ProjectImport& project : plan_.projects) {
      for (const ActivityImport& row : project.activities) add(row.after);
    }
    for (const GoneActivity& gone : project_.gone) add(*gone.before);
  }

  /// Those that are marked; without any, the milestones.
  void take_key_nodes() {
    const auto take_if = [this](auto&& wanted) {
      for (const ActivityImport& row : project_.activities) {
        if (wanted(row.after)) list(out_.key_nodes, move_of(row.after));
      }
      for (const GoneActivity& gone : project_.gone) {
        if (wanted(*gone.before) && !gone.because.empty()) {
          list(out_.key_nodes, move_of(*gone.before));
        }
      }
    };
    take_if([](const Activity& activity) { return activity.key_node; });
    if (!out_.key_nodes.empty()) return;
    take_if([](const Activity& activity) { return model::is_milestone(activity.kind); });
  }

  const ImportSource& source_;
  const ImportPlan& plan_;
  const ProjectImport& project_;
  Dates before_, after_;
  ImportedProject out_;
  std::vector<ImportMove> moves_;
  std::unordered_map<std::int64_t, std::string> labels_;
};

}  // namespace

Result<std::vector<PicturePtr>> compute_projects(const Library& library,
                                                 const model::CityState& state,
                                                 std::span<const model::ProjectId> ids,
                                                 Day data_date) {
  engine::CalendarTable table(state.calendars);
  TC_TRY_VOID(table.compile_all());
  const PictureContext context{.calendars = &table,
                               .data_date = data_date,
                               .pack = &pack_of(library, state.city.light_pack),
                               .priors = &library.priors};
  std::unordered_map<std::int64_t, PicturePtr> known;
  std::vector<PicturePtr> pictures;
  for (const model::ProjectId id : ids) {
    if (!known.contains(id.value)) {
      std::vector<std::shared_ptr<const model::ProjectFile>> files;
      for (const std::size_t at : linked_projects(state, id)) files.push_back(state.projects[at]);
      for (PicturePtr& picture : compute_group(files, context)) {
        if (picture->error) return tl::unexpected(*picture->error);
        known[picture->file->project.id.value] = std::move(picture);
      }
    }
    pictures.push_back(known[id.value]);
  }
  return pictures;
}

ScheduleImport view_of(const ImportSource& source, const ImportPlan& plan,
                       const ImportPictures& pictures) {
  ScheduleImport view;
  view.city = source.state.city.code.value;
  view.unchanged = plan.put.empty() && plan.removed.empty();
  view.file_name = source.file_name;
  view.tool = source.file.tool;
  view.version = source.file.version;
  view.encoding = source.file.encoding;
  view.data_date = source.data_date;
  for (std::size_t i = 0; i < plan.projects.size(); ++i) {
    view.projects.push_back(ProjectView(source, plan, plan.projects[i], Dates(pictures.before[i]),
                                        Dates(pictures.after[i]))
                                .make());
  }
  for (const CalendarImport& calendar : plan.calendars) {
    view.calendars.push_back({calendar.source->name, calendar.after.name, calendar.origin});
  }
  view.notes = source.file.notes;
  view.notes.insert(view.notes.end(), plan.notes.begin(), plan.notes.end());
  view.dropped = plan.dropped;
  return view;
}

}  // namespace tc::app

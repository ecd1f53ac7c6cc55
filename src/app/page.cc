// The project page: every part of the file with its computed dates and causes.
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "app/rows.h"

namespace tc::app {
namespace {

using model::ProjectFile;

double days(std::int64_t minutes) {
  return static_cast<double>(minutes) / static_cast<double>(kMinutesPerDay);
}

std::string_view cause_name(engine::StartCause cause) {
  switch (cause) {
    case engine::StartCause::data_date:
      return "data_date";
    case engine::StartCause::project_start:
      return "project_start";
    case engine::StartCause::link:
      return "link";
    case engine::StartCause::constraint:
      return "constraint";
    case engine::StartCause::hold:
      return "hold";
    case engine::StartCause::actual:
      return "actual";
    case engine::StartCause::late:
      return "late";
    case engine::StartCause::delay:
      return "delay";
    case engine::StartCause::external:
      return "external";
    case engine::StartCause::resume:
      return "resume";
  }
  return "";
}

std::optional<double> remaining_days(const model::Activity& activity) {
  if (activity.actual_finish) return 0.0;
  if (activity.remaining) return days(*activity.remaining);
  return std::nullopt;
}

LinkView link_view(const model::Link& link, const ProjectFile& file, const model::CityState& state,
                   const std::set<std::int64_t>& driving) {
  LinkView view{.id = link.id.value,
                .predecessor_id = link.predecessor_id.value,
                .successor_id = link.successor_id.value,
                .type = link.type,
                .lag_days = days(link.lag),
                .driving = driving.contains(link.id.value),
                .other_project_id = 0,
                .other_name = {}};
  if (model::find_activity(file, link.predecessor_id) == nullptr) {
    if (const ProjectFile* other = model::find_project_of(state, link.predecessor_id)) {
      view.other_project_id = other->project.id.value;
      view.other_name = fmt::format("{} · {}", other->project.name,
                                    model::find_activity(*other, link.predecessor_id)->name);
    }
  }
  return view;
}

BlockerView blocker_view(const model::Blocker& blocker, const ProjectPicture& picture) {
  const model::Activity* activity = model::find_activity(*picture.file, blocker.activity_id);
  const auto drag = std::ranges::find(picture.drags, blocker.id, &BlockerDrag::id);
  BlockerView view{.id = blocker.id.value,
                   .revision = blocker.revision,
                   .activity_id = blocker.activity_id.value,
                   .activity_name = activity == nullptr ? "" : activity->name,
                   .kind = blocker.kind,
                   .text = blocker.text,
                   .owner_organization = blocker.owner_organization,
                   .owner_person = blocker.owner_person,
                   .ask = blocker.ask,
                   .state = blocker.state,
                   .level = blocker.level,
                   .raised_day = blocker.raised_day,
                   .limit_day = blocker.limit_day,
                   .release_likely = blocker.release_likely,
                   .resolved_day = blocker.resolved_day,
                   .evidence = blocker.evidence,
                   .closed_day = blocker.closed_day,
                   .closed_by = blocker.closed_by,
                   .drag_days = std::nullopt,
                   .provenance = blocker.provenance,
                   .source_note = blocker.source_note};
  if (drag != picture.drags.end()) view.drag_days = drag->days;
  return view;
}

/// The first day anything of a stage is known to have been reached, from the activities' actuals.
std::optional<Day> stage_day(const ProjectFile& file, model::Stage stage) {
  const auto phase_reached = [stage](const std::string& phase) {
    switch (stage) {
      case model::Stage::building:
        return phase == "C";
      case model::Stage::trial:
        return phase == "T";
      case model::Stage::producing:
        return phase == "R";
      case model::Stage::preparing:
        return phase == "S1";
      default:
        return false;
    }
  };
  if (stage == model::Stage::building && file.project.started_day) return file.project.started_day;
  std::optional<Day> first;
  for (const model::Activity& activity : file.activities) {
    if (!phase_reached(activity.phase) || !activity.actual_start) continue;
    const Day day = day_of(*activity.actual_start);
    if (!first || day < *first) first = day;
  }
  return first;
}

std::vector<LifelineStep> lifeline_of(const ProjectFile& file) {
  std::vector<LifelineStep> steps;
  for (std::size_t i = 0; i < model::kEnumNames<model::Stage>.size(); ++i) {
    const auto stage = static_cast<model::Stage>(i);
    StageState state = StageState::ahead;
    if (stage < file.project.stage) state = StageState::done;
    if (stage == file.project.stage) state = StageState::current;
    LifelineStep step{.stage = stage, .state = state, .day = std::nullopt};
    if (state != StageState::ahead) step.day = stage_day(file, stage);
    steps.push_back(step);
  }
  return steps;
}

/// "竣工预测 2026-11-20，比批准计划迟 37 天；主要因堵点「…」（12 天）。"
std::string forecast_text(const ProjectRow& row) {
  if (!row.forecast_finish) return "没有计划网络，无法预测竣工。";
  std::string text = fmt::format("竣工预测 {}", to_text(day_of(*row.forecast_finish)));
  if (row.days_late && *row.days_late != 0) {
    const char* against = row.late_against == Against::approved ? "批准计划" : "现行计划";
    text += fmt::format("，比{}{} {} 天", against, *row.days_late > 0 ? "迟" : "早",
                        *row.days_late > 0 ? *row.days_late : -*row.days_late);
  } else if (row.days_late) {
    text += "，与计划一致";
  }
  if (row.top_cause) {
    text += fmt::format("；主要因堵点「{}」，值 {} 天", row.top_cause->text, row.top_cause->days);
  }
  return text + "。";
}

std::string forecast_text_en(const ProjectRow& row) {
  if (!row.forecast_finish) return "No plan network, so no forecast.";
  std::string text = fmt::format("Forecast finish {}", to_text(day_of(*row.forecast_finish)));
  if (row.days_late && *row.days_late != 0) {
    const char* against = row.late_against == Against::approved ? "approved" : "current";
    text += fmt::format(", {} days {} than the {} plan",
                        *row.days_late > 0 ? *row.days_late : -*row.days_late,
                        *row.days_late > 0 ? "later" : "earlier", against);
  } else if (row.days_late) {
    text += ", as planned";
  }
  if (row.top_cause) {
    text += fmt::format("; mainly \"{}\", worth {} days", row.top_cause->text, row.top_cause->days);
  }
  return text + ".";
}

std::vector<VisitView> visits_of(const ProjectFile& file, const model::CityState& state) {
  std::vector<VisitView> views;
  for (const model::VisitStop& stop : file.visit_stops) {
    const auto visit = std::ranges::find(state.visits, stop.visit_id, &model::Visit::id);
    if (visit == state.visits.end()) continue;
    views.push_back({.id = visit->id.value,
                     .day = visit->day,
                     .leader = visit->leader,
                     .title = visit->title,
                     .participants = visit->participants,
                     .asked = stop.asked,
                     .source_note = stop.source_note});
  }
  return views;
}

Winter winter_of(const ProjectFile& file, const model::CityState& state) {
  for (const model::Calendar& calendar : state.calendars) {
    const bool used = std::ranges::any_of(file.activities, [&](const model::Activity& activity) {
      return activity.calendar_id == calendar.id;
    });
    const std::size_t dots = calendar.winter.find("..");
    if (used && dots != std::string::npos) {
      return {.from = calendar.winter.substr(0, dots), .to = calendar.winter.substr(dots + 2)};
    }
  }
  return {};
}

void take_network(const ProjectPicture& picture, const model::CityState& state, ProjectPage& page) {
  const ProjectFile& file = *picture.file;
  const std::set<model::ActivityId> chain(picture.chain.begin(), picture.chain.end());
  std::set<std::int64_t> driving;
  for (const model::LinkId id : picture.driving_links) driving.insert(id.value);
  for (std::size_t i = 0; i < file.activities.size(); ++i) {
    const ActivityDates dates = i < picture.dates.size() ? picture.dates[i] : ActivityDates();
    page.activities.push_back(
        activity_view(file.activities[i], dates, chain.contains(file.activities[i].id)));
  }
  for (const model::Link& link : file.links) {
    page.links.push_back(link_view(link, file, state, driving));
  }
  for (const model::ActivityId id : picture.chain) page.chain.push_back(id.value);
}

}  // namespace

ActivityView activity_view(const model::Activity& activity, const ActivityDates& dates,
                           bool driving) {
  return {.id = activity.id.value,
          .revision = activity.revision,
          .code = activity.code,
          .name = activity.name,
          .name_en = activity.name_en,
          .kind = activity.kind,
          .wbs = activity.wbs,
          .phase = activity.phase,
          .owner = activity.owner,
          .weather = activity.weather,
          .duration_days = days(activity.duration_likely),
          .remaining_days = remaining_days(activity),
          .key_node = activity.key_node,
          .constraint_kind = activity.constraint_kind,
          .constraint_at = activity.constraint_at,
          .secondary_kind = activity.secondary_kind,
          .secondary_at = activity.secondary_at,
          .deadline = activity.deadline,
          .actual_start = activity.actual_start,
          .actual_finish = activity.actual_finish,
          .approved_start = activity.approved_start,
          .approved_finish = activity.approved_finish,
          .planned_start = activity.planned_start,
          .planned_finish = activity.planned_finish,
          .early_start = dates.early_start,
          .early_finish = dates.early_finish,
          .late_start = dates.late_start,
          .late_finish = dates.late_finish,
          .total_float_days = days(dates.total_float),
          .free_float_days = days(dates.free_float),
          .critical = dates.critical,
          .driving = driving,
          .set_by = std::string(cause_name(dates.cause)),
          .statutory_days = activity.statutory_days,
          .provenance = activity.provenance,
          .source_note = activity.source_note};
}

ProjectPage page_of(const ProjectPicture& picture, const model::CityState& state,
                    const RowContext& context) {
  const ProjectFile& file = *picture.file;
  ProjectPage page;
  page.project = file.project;
  page.row = row_of(picture, context);
  for (const model::FieldSource& source : file.field_sources) {
    page.sources.push_back(
        {source.noun, source.noun_id, source.field, source.provenance, source.source_note});
  }
  page.lifeline = lifeline_of(file);
  take_network(picture, state, page);
  page.chain_text = chain_text(picture, 0, Language::zh);
  page.chain_text_en = chain_text(picture, 0, Language::en);
  page.forecast_text = forecast_text(page.row);
  page.forecast_text_en = forecast_text_en(page.row);
  for (const model::Blocker& blocker : file.blockers) {
    page.blockers.push_back(blocker_view(blocker, picture));
  }
  page.orders = file.orders;
  page.promises = file.promises;
  page.visits = visits_of(file, state);
  page.counts = {.returns = static_cast<int>(file.returns.size()),
                 .fund_lines = static_cast<int>(file.fund_lines.size()),
                 .factor_needs = static_cast<int>(file.factor_needs.size()),
                 .hazards = static_cast<int>(file.hazards.size()),
                 .outputs = static_cast<int>(file.outputs.size())};
  page.winter = winter_of(file, state);
  return page;
}

}  // namespace tc::app

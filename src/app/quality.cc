// SPDX-License-Identifier: Apache-2.0
#include "app/quality.h"

#include "app/inactive.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <tuple>
#include <unordered_map>

#include "app/file_schedule.h"
#include "app/picture.h"
#include "app/project_terms.h"
#include "formats/exchange/exchange.h"

namespace tc::app {
namespace {

using rules::QualityInput;
using rules::QualityReport;

FigureUnit unit_of(rules::CheckKind kind) {
  switch (kind) {
    case rules::CheckKind::critical_path_test:
      return FigureUnit::count;
    case rules::CheckKind::critical_path_length_index:
    case rules::CheckKind::baseline_execution_index:
      return FigureUnit::index;
    default:
      return FigureUnit::share;
  }
}

/// Names of the activities, looked up only for what a finding names.
class Naming {
 public:
  explicit Naming(const engine::Network& network) : network_(network) {}
  void take_file_ids(const formats::ScheduleFile& file) {
    for (const formats::ScheduleProject& project : file.projects) {
      for (std::size_t i = 0; i < project.facts.size(); ++i) {
        file_ids_.emplace(project.file.activities[i].id, project.facts[i].file_id);
      }
    }
  }

  [[nodiscard]] std::vector<OffenderView> views(const std::vector<rules::Offender>& list) const {
    std::vector<OffenderView> out;
    out.reserve(list.size());
    for (const rules::Offender& offender : list) out.push_back(view(offender));
    return out;
  }

 private:
  [[nodiscard]] OffenderView view(const rules::Offender& offender) const {
    OffenderView out{.project_id = offender.project.value,
                     .activity_id = offender.activity.value,
                     .file_id = {},
                     .code = {},
                     .name = {},
                     .name_en = {},
                     .predecessor_id = offender.predecessor.value,
                     .predecessor_code = {},
                     .predecessor_name = {},
                     .predecessor_name_en = {},
                     .value = offender.value,
                     .text = offender.text.zh,
                     .text_en = offender.text.en};
    if (const model::Activity* activity = find(offender.activity)) {
      out.code = activity->code;
      out.name = activity->name;
      out.name_en = activity->name_en;
    }
    if (const model::Activity* before = find(offender.predecessor)) {
      out.predecessor_code = before->code;
      out.predecessor_name = before->name;
      out.predecessor_name_en = before->name_en;
    }
    if (const auto at = file_ids_.find(offender.activity); at != file_ids_.end()) {
      out.file_id = at->second;
    }
    return out;
  }
  [[nodiscard]] const model::Activity* find(model::ActivityId id) const {
    const auto node = id ? network_.find(id) : std::nullopt;
    return node ? network_.activity[*node] : nullptr;
  }

  const engine::Network& network_;
  std::unordered_map<model::ActivityId, std::string_view> file_ids_;
};

void take_checks(const QualityReport& report, const Naming& naming, QualityView& view) {
  for (const rules::CheckResult& check : report.checks) {
    view.checks.push_back({.check = check.kind,
                           .number = check.number,
                           .name = check.name.zh,
                           .name_en = check.name.en,
                           .source = check.source,
                           .state = check.state,
                           .figure = check.figure,
                           .unit = unit_of(check.kind),
                           .count = static_cast<std::int64_t>(check.count),
                           .population = static_cast<std::int64_t>(check.population),
                           .at_most = check.at_most,
                           .at_least = check.at_least,
                           .reason = check.reason.zh,
                           .reason_en = check.reason.en,
                           .offenders = naming.views(check.offenders)});
  }
}

QualityView view_of(const QualityInput& input, const QualityAsk& ask, const Naming& naming) {
  const QualityReport report = rules::check_quality(input, ask.pack);
  QualityView view{.passed = report.passed,
                   .pack = ask.pack.key,
                   .pack_name = ask.pack.zh,
                   .pack_name_en = ask.pack.en,
                   .pack_source = ask.pack.source,
                   .projects = {},
                   .activities = static_cast<std::int64_t>(report.activities),
                   .incomplete = static_cast<std::int64_t>(report.incomplete),
                   .links = static_cast<std::int64_t>(report.links),
                   .checks = {},
                   .faults = {},
                   .practices = {}};
  for (std::size_t p = 0; p < input.network.projects.size(); ++p) {
    const model::Project& project = input.network.projects[p]->project;
    if (input.only && project.id != *input.only) continue;
    CheckedProject& checked = view.projects.emplace_back();
    checked.id = project.id.value;
    checked.name = project.name;
    checked.data_date = input.schedule.terms[p].data_date;
    if (input.loops.empty() && report.activities > 0) {
      checked.finish = input.schedule.project_finish[p];
    }
  }
  take_checks(report, naming, view);
  for (const rules::FaultResult& fault : report.faults) {
    view.faults.push_back({.rule = "quality." + std::string(model::to_name(fault.kind)),
                           .severity = fault.severity,
                           .name = fault.name.zh,
                           .name_en = fault.name.en,
                           .advice = fault.advice.zh,
                           .advice_en = fault.advice.en,
                           .count = static_cast<std::int64_t>(fault.count),
                           .places = naming.views(fault.places)});
  }
  for (const rules::PracticeResult& practice : report.practices) {
    view.practices.push_back({.number = practice.number,
                              .name = practice.name.zh,
                              .name_en = practice.name.en,
                              .state = practice.state,
                              .reason = practice.reason.zh,
                              .reason_en = practice.reason.en});
  }
  return view;
}

/// The loops of a file and the links taken out of it to open them.
struct Opened {
  std::vector<rules::Loop> loops;
  std::vector<model::Link> links;
};

Opened open_loops(formats::ScheduleFile& file) {
  std::vector<model::ProjectFile> active;
  for (const formats::ScheduleProject& project : file.projects) {
    active.push_back(without_inactive(project).value_or(project.file));
  }
  std::vector<const model::ProjectFile*> files;
  for (const model::ProjectFile& project : active) files.push_back(&project);
  rules::LoopSearch search = rules::find_loops(files);
  const auto key = [](const model::Link& link) {
    return std::tuple(link.predecessor_id, link.successor_id, link.type, link.id);
  };
  std::set<decltype(key(model::Link()))> opening;
  for (const model::Link* link : search.opening) opening.insert(key(*link));
  Opened out{.loops = std::move(search.loops), .links = {}};
  for (formats::ScheduleProject& project : file.projects) {
    std::erase_if(project.file.links, [&](const model::Link& link) {
      if (!opening.contains(key(link))) return false;
      out.links.push_back(link);
      return true;
    });
  }
  return out;
}

/// Activities that carry a resource of the file or a cost; unset when the file assigns none.
std::optional<std::vector<model::ActivityId>> loaded_of(const formats::ScheduleFile& file) {
  if (file.assignments.empty()) return std::nullopt;
  std::vector<std::int64_t> resources;
  for (const formats::FileResource& resource : file.resources) resources.push_back(resource.id);
  std::ranges::sort(resources);
  std::vector<model::ActivityId> loaded;
  for (const formats::FileAssignment& assignment : file.assignments) {
    const bool known = std::ranges::binary_search(resources, assignment.resource_id);
    if (known || assignment.cost > 0) loaded.push_back(assignment.activity_id);
  }
  std::ranges::sort(loaded);
  return loaded;
}

std::vector<rules::DayLength> day_lengths_of(const formats::ScheduleFile& file) {
  std::vector<rules::DayLength> lengths;
  for (std::size_t i = 0; i < file.calendar_facts.size(); ++i) {
    lengths.push_back({file.calendars[i].id, file.calendar_facts[i].minutes_per_day});
  }
  std::ranges::sort(lengths, {}, &rules::DayLength::calendar);
  return lengths;
}

std::vector<rules::StatedDates> stated_of(const formats::ScheduleFile& file) {
  std::vector<rules::StatedDates> stated;
  for (const formats::ScheduleProject& project : file.projects) {
    for (std::size_t i = 0; i < project.facts.size(); ++i) {
      const formats::StoredDates& dates = project.facts[i].stored;
      stated.push_back({project.file.activities[i].id, dates.start, dates.finish});
    }
  }
  std::ranges::sort(stated, {}, &rules::StatedDates::activity);
  return stated;
}

/// The project and those that links join to it, in the order of the state.
std::vector<const model::ProjectFile*> joined_files(const CityPicture& picture,
                                                    model::ProjectId id) {
  std::unordered_map<model::ProjectId, std::vector<model::ProjectId>> joined;
  for (const PicturePtr& project : picture.projects) {
    for (const model::ActivityId foreign : project->foreign) {
      const model::ProjectFile* other = model::find_project_of(*picture.state, foreign);
      if (other == nullptr) continue;
      joined[project->file->project.id].push_back(other->project.id);
      joined[other->project.id].push_back(project->file->project.id);
    }
  }
  std::vector<model::ProjectId> members{id};
  for (std::size_t i = 0; i < members.size(); ++i) {
    for (const model::ProjectId next : joined[members[i]]) {
      if (std::ranges::find(members, next) == members.end()) members.push_back(next);
    }
  }
  std::vector<const model::ProjectFile*> files;
  for (const auto& file : picture.state->projects) {
    if (std::ranges::find(members, file->project.id) != members.end()) files.push_back(file.get());
  }
  return files;
}

std::vector<engine::Hold> holds_of(const std::vector<const model::ProjectFile*>& files,
                                   const rules::BlockerPriors& priors, Day data_date) {
  std::vector<engine::Hold> holds;
  for (const model::ProjectFile* file : files) {
    const std::vector<engine::Hold> own = open_holds(*file, priors, data_date);
    holds.insert(holds.end(), own.begin(), own.end());
  }
  return holds;
}

}  // namespace

Result<QualityView> check_file(std::string_view bytes, std::string_view file_name,
                               const QualityAsk& ask) {
  Result<FileSchedulePtr> schedule = compute_file(bytes, file_name);
  Opened opened;
  if (!schedule && schedule.error().rule == "network.loop") {
    TC_TRY(formats::ScheduleFile file, formats::read_schedule(bytes, file_name));
    opened = open_loops(file);
    schedule = compute_file(std::move(file));
  }
  if (!schedule) return tl::unexpected(std::move(schedule).error());
  const FileSchedule& file = **schedule;
  const engine::CpmInput cpm = file.input();
  const auto loaded = loaded_of(file.source);
  const std::vector<rules::DayLength> day_lengths = day_lengths_of(file.source);
  const std::vector<rules::StatedDates> stated = stated_of(file.source);
  std::vector<const model::Link*> left_out;
  for (const model::Link& link : opened.links) left_out.push_back(&link);
  QualityInput input{.network = file.network,
                     .schedule = file.schedule,
                     .input = cpm,
                     .loops = opened.loops,
                     .left_out = left_out,
                     .only = std::nullopt,
                     .loaded = std::nullopt,
                     .day_lengths = day_lengths,
                     .stated = stated,
                     .most_listed = ask.most_listed};
  if (loaded) input.loaded = *loaded;
  Naming naming(file.network);
  naming.take_file_ids(file.source);
  return view_of(input, ask, naming);
}

Result<QualityView> check_project(App& app, const Query& query, model::ProjectId id,
                                  const QualityAsk& ask) {
  TC_TRY(const StatePtr present, app.state(query.acting.city));
  TC_TRY(const StatePtr state, app.state_at(query.acting.city, query.as_of));
  const model::ProjectFile* wanted = model::find_project(*state, id);
  if (wanted == nullptr || !in_scope(query.acting.scope, wanted->project)) {
    return fail(Code::not_found, "project.unknown", fmt::format("no project {}", id.value),
                "project_id");
  }
  const Day today = data_date_of(app, *present);
  const Day data_date = query.as_of ? std::min(*query.as_of, today) : today;
  TC_TRY(const auto picture, app.pictures().of(app.library(), state, data_date));
  const std::vector<const model::ProjectFile*> files = joined_files(*picture, id);
  engine::CalendarTable table(state->calendars);
  TC_TRY_VOID(table.compile_all());
  TC_TRY(const engine::Network network,
         engine::build_network({.projects = files, .calendars = {}, .compiled = &table}));
  const std::vector<engine::ProjectTerms> terms = terms_of(files, data_date);
  const std::vector<engine::Hold> holds = holds_of(files, app.library().priors, data_date);
  engine::CpmInput cpm;
  cpm.data_date = start_of(data_date);
  cpm.by_project = terms;
  cpm.holds = holds;
  const engine::Schedule schedule = engine::run_cpm(network, cpm);
  const QualityInput input{.network = network,
                           .schedule = schedule,
                           .input = cpm,
                           .loops = {},
                           .left_out = {},
                           .only = id,
                           .loaded = std::nullopt,
                           .day_lengths = {},
                           .stated = {},
                           .most_listed = ask.most_listed};
  return view_of(input, ask, Naming(network));
}

}  // namespace tc::app

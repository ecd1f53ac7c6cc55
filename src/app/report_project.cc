// SPDX-License-Identifier: Apache-2.0
#include "app/report_project.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "engine/placement/placement.h"
#include "engine/placement/position.h"

namespace tc::app {
namespace {

using formats::report::ProjectReading;
using model::Project;
using model::ProjectFile;
using model::Provenance;

std::string normalised(std::string_view name) {
  std::u32string kept;
  for (const char32_t c : text::to_u32(text::nfkc(name))) {
    const bool letter = (c >= U'0' && c <= U'9') || (c >= U'a' && c <= U'z') ||
                        (c >= U'A' && c <= U'Z') || text::is_han(c);
    if (letter) kept.push_back(c);
  }
  for (const std::u32string_view ending : {U"建设项目", U"项目", U"工程"}) {
    if (kept.size() > ending.size() && kept.ends_with(ending)) {
      kept.resize(kept.size() - ending.size());
      break;
    }
  }
  return text::to_utf8(kept);
}

/// "平定县" out of "平定县 新能源电池小镇": the place's own words up to 县.
std::string county_of(std::string_view place) {
  constexpr std::string_view kCounty = "县";
  const std::size_t at = place.find(kCounty);
  if (at == std::string_view::npos || at == 0) return {};
  const std::string county(place.substr(0, at + kCounty.size()));
  return text::to_u32(county).size() <= 6 ? county : std::string();
}

/// Fields that the text states, where the project has none yet.
void take_stated(const ProjectReading& reading, Project& project) {
  const auto fill = [](std::string& field, const std::string& value) {
    if (field.empty()) field = value;
  };
  fill(project.unit, reading.unit);
  fill(project.place, reading.place);
  fill(project.county, county_of(reading.place));
  if (reading.capacity && !project.capacity_value) {
    project.capacity_value = reading.capacity->value;
    project.capacity_unit = reading.capacity->unit;
    project.capacity_text = reading.capacity->text;
  }
  if (reading.investment && !project.investment) project.investment = reading.investment->amount;
  if (!reading.stage_words.empty()) project.stage_words = reading.stage_words;
}

void note_source(const ProjectMaker& maker, ProjectFile& file, std::string_view field,
                 std::string note, Provenance provenance = Provenance::inferred) {
  model::FieldSource source;
  source.id = maker.ids.next<model::FieldSource>();
  source.project_id = file.project.id;
  source.noun = Project::kNoun;
  source.noun_id = file.project.id.value;
  source.field = field;
  source.provenance = provenance;
  source.source_note = std::move(note);
  file.field_sources.push_back(std::move(source));
}

/// Gives the template's own ids the city's next ones.
void take_ids(const ProjectMaker& maker, ProjectFile& file) {
  const std::int64_t activities = static_cast<std::int64_t>(file.activities.size());
  std::int64_t shift = -1;
  for (model::Activity& activity : file.activities) {
    const model::ActivityId id = maker.ids.next<model::Activity>();
    if (shift < 0) shift = id.value - activity.id.value;
    activity.id = id;
  }
  TC_CHECK(activities == 0 ||
               file.activities.back().id.value - file.activities.front().id.value == activities - 1,
           "ids of one project follow each other");
  for (model::Link& link : file.links) {
    link.id = maker.ids.next<model::Link>();
    link.predecessor_id.value += shift;
    link.successor_id.value += shift;
  }
}

/// The project's stage words; when the text gives none, the place where the leader saw it (现场,
/// 工地), which says no more than that there is work to see.
std::vector<std::string> stage_words_of(const ProjectMaker& maker, const ProjectReading& reading) {
  if (!reading.stage_words.empty()) return reading.stage_words;
  const auto sentence =
      std::ranges::find(maker.sentences, reading.sentence, &formats::report::Sentence::number);
  if (sentence == maker.sentences.end()) return {};
  for (const std::string_view seen : {"工地", "现场"}) {
    if (sentence->text.find(seen) != std::string::npos) return {std::string(seen)};
  }
  return {};
}

/// 停工 and the like stand beside the stage.
void take_side_state(const ProjectMaker& maker, const engine::PositionReading& found,
                     ProjectFile& file) {
  if (found.side == model::SideState::none) return;
  file.project.side_state = found.side;
  file.project.side_reason = found.side_words;
  note_source(maker, file, "side_state", fmt::format("阶段词「{}」", found.side_words));
}

/// Puts the project on its template where its stage words hold, and notes what was inferred.
void take_plan(const ProjectMaker& maker, const model::ProjectTemplate& network,
               const ProjectReading& reading, ProjectFile& file, Notes& notes) {
  formats::NextIds next;
  ProjectFile planned = formats::instantiate(network, file.project, next, maker.calendar);
  take_ids(maker, planned);
  const std::vector<std::string> words = stage_words_of(maker, reading);
  const engine::PositionReading found =
      engine::position_of(maker.library.templates.stages, words, network);
  for (Note note : found.notes) {
    note.where = fmt::format("{}（{}）", reading.name, file.project.source_note);
    notes.push_back(std::move(note));
  }
  file.activities = std::move(planned.activities);
  file.links = std::move(planned.links);
  take_side_state(maker, found, file);
  if (!found.position) {
    notes.push_back({"stage.none", "文中没有可用的阶段词，不推定进度", reading.name});
    return;
  }
  Result<engine::Placement> placed = engine::place({.network = network,
                                                    .file = file,
                                                    .calendars = maker.calendars,
                                                    .report_day = maker.day,
                                                    .source = file.project.source_note},
                                                   *found.position);
  if (!placed) {
    notes.push_back({placed.error().rule, placed.error().message, reading.name});
    return;
  }
  file = std::move(placed->file);
  note_source(maker, file, "stage", fmt::format("阶段词「{}」", found.position->words));
}

}  // namespace

const ProjectFile* find_named(const model::CityState& state, std::string_view name) {
  const std::string wanted = normalised(name);
  for (const auto& file : state.projects) {
    if (normalised(file->project.name) == wanted) return file.get();
  }
  return nullptr;
}

namespace {

/// A stage that nothing states is still a field of the model: it says that it is assumed.
void note_unstated_stage(const ProjectMaker& maker, ProjectFile& file) {
  const bool known = std::ranges::find(file.field_sources, "stage", &model::FieldSource::field) !=
                     file.field_sources.end();
  if (!known) note_source(maker, file, "stage", "文中未载明，暂列谋划", Provenance::assumed);
}

}  // namespace

ProjectFile make_project(const ProjectMaker& maker, const ProjectReading& reading,
                         const std::string& source_note, Notes& notes) {
  ProjectFile file;
  Project& project = file.project;
  project.id = maker.ids.next<Project>();
  project.name = reading.name;
  project.provenance = Provenance::reported;
  project.source_note = source_note;
  take_stated(reading, project);
  const std::optional<std::string> type = formats::type_of(maker.library.templates, reading.name);
  if (!type) {
    notes.push_back({"type.none", "项目名称与任何模板都不相合，不推定计划", reading.name});
    note_unstated_stage(maker, file);
    return file;
  }
  project.type = *type;
  const model::ProjectTemplate& network = *formats::find_template(maker.library.templates, *type);
  note_source(maker, file, "type", fmt::format("名称合于模板「{}」", network.name));
  take_plan(maker, network, reading, file, notes);
  note_unstated_stage(maker, file);
  return file;
}

ProjectFile complete_project(const ProjectFile& known, const ProjectReading& reading,
                             const std::string& source_note) {
  ProjectFile file = known;
  take_stated(reading, file.project);
  if (file.project.source_note.empty()) file.project.source_note = source_note;
  return file;
}

std::vector<model::Row> rows_of(const ProjectFile& file) {
  std::vector<model::Row> rows;
  rows.emplace_back(file.project);
  rows.insert(rows.end(), file.activities.begin(), file.activities.end());
  rows.insert(rows.end(), file.links.begin(), file.links.end());
  rows.insert(rows.end(), file.field_sources.begin(), file.field_sources.end());
  return rows;
}

}  // namespace tc::app

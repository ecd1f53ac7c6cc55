// Explanations of a planning file's schedule.
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "app/why.h"
#include "app/why_file.h"
#include "app/why_moved.h"
#include "base/text.h"

namespace tc::app {

FileNames::FileNames(const FileSchedule& file) {
  for (const formats::ScheduleProject& project : file.source.projects) {
    for (std::size_t i = 0; i < project.file.activities.size(); ++i) {
      ids_[project.file.activities[i].id] = project.facts[i].file_id;
    }
  }
}

std::string FileNames::of(const model::Activity& activity) const {
  const auto at = ids_.find(activity.id);
  return at == ids_.end() ? std::to_string(activity.id.value) : at->second;
}

WhyScene scene_of(const FileSchedule& file, const engine::Explainer& explainer,
                  const FileNames& names) {
  WhyScene scene;
  scene.explainer = &explainer;
  scene.calendars = file.source.calendars;
  if (!file.source.projects.empty()) {
    scene.minutes_per_day = std::max<std::int64_t>(1, file.source.projects.front().minutes_per_day);
  }
  scene.file_id = [&names](const model::Activity& activity) { return names.of(activity); };
  return scene;
}

tl::unexpected<Error> unknown_activity(std::string_view word, const std::vector<std::string>& known,
                                       const std::string& where) {
  const std::string near = text::nearest(word, known);
  std::string advice = near.empty() ? "give an activity's id or code" : "did you mean " + near;
  // Codes that begin alike are what a planner meant to complete.
  int more = 0;
  for (const std::string& one : known) {
    if (one == near || word.empty() || !one.starts_with(word) || ++more > 3) continue;
    advice += (near.empty() && more == 1 ? "; known: " : ", ") + one;
  }
  return fail(Code::bad_input, "why.activity", fmt::format("there is no activity '{}'", word),
              where, near.empty() ? advice : advice + "?");
}

Result<std::size_t> find_in_file(const FileSchedule& file, std::string_view word) {
  const FileNames names(file);
  std::vector<std::string> known;
  std::optional<std::size_t> by_code;
  for (std::size_t i = 0; i < file.network.size(); ++i) {
    const model::Activity& activity = *file.network.activity[i];
    const std::string id = names.of(activity);
    if (id == word) return i;
    if (activity.code == word && !by_code) by_code = i;
    known.push_back(id);
    if (!activity.code.empty()) known.push_back(activity.code);
  }
  if (by_code) return *by_code;
  std::ranges::sort(known);
  return unknown_activity(word, known, "ACTIVITY");
}

Result<WhyAnswer> why_in_file(const FileSchedule& file, std::string_view word, const WhyAsk& ask,
                              const EarlierFile* earlier) {
  const engine::Explainer explainer(file.network, file.input());
  const bool whole = word.empty();
  TC_TRY(const std::size_t node,
         whole ? last_activity(explainer, std::nullopt) : find_in_file(file, word));
  const FileNames names(file);
  const WhyScene scene = scene_of(file, explainer, names);
  WhyAsk asked = ask;
  if (whole && !ask.field) asked.field = engine::DateField::early_finish;
  WhyAnswer answer = why(scene, node, asked);
  if (earlier == nullptr) return answer;
  const PlanVersions versions = versions_of(*earlier->file, file);
  MoveScene move{
      .versions = &versions,
      .target = {.activity = {}, .field = answer.field, .project = file.network.project[node]},
      .since = earlier->name,
      .activity = answer.activity,
      .minutes_per_day = scene.minutes_per_day,
      .blocker = {}};
  if (!whole) move.target.activity = file.network.activity[node]->id;
  TC_TRY(answer.move, why_moved(move));
  return answer;
}

}  // namespace tc::app

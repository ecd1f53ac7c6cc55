// Explanations of a schedule in words: the engine's steps with the names of activities, links,
// calendars and blockers, and sentences in both languages. Of a planning file or of the programme.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "app/file_schedule.h"
#include "app/picture.h"
#include "app/request.h"
#include "app/views/why.h"
#include "engine/explain/explain.h"
#include "engine/explain/float_paths.h"

namespace tc::app {

/// A computed schedule and what its parts are called.
struct WhyScene {
  const engine::Explainer* explainer = nullptr;
  std::span<const model::Calendar> calendars;
  std::span<const engine::Hold> holds;
  std::int64_t minutes_per_day = 1440;  ///< of working time, for saying durations in days
  std::function<std::string(const model::Activity&)> file_id;
  std::function<std::string(model::BlockerId)> blocker;  ///< its text
};

struct WhyAsk {
  /// Unset: the early start, or the early finish of what has started.
  std::optional<engine::DateField> field = std::nullopt;
  bool about_float = false;  ///< why it is critical or not: the late date that float ends at
  std::size_t paths = 0;
  engine::PathBy by = engine::PathBy::free_float;
  std::optional<Day> since = std::nullopt;  ///< of the programme: why it moved since then
};

/// An earlier version of a planning file, and what to call it.
struct EarlierFile {
  const FileSchedule* file = nullptr;
  std::string name;
};

[[nodiscard]] WhyAnswer why(const WhyScene& scene, std::size_t node, const WhyAsk& ask);

/// The activity of a file with this id, else with this code. Rule: why.activity (bad_input; names
/// the nearest ids and codes).
[[nodiscard]] Result<std::size_t> find_in_file(const FileSchedule& file, std::string_view word);
/// An empty word asks about the activity that ends last; then what moved since the earlier version
/// is the project's finish. Rules: why.activity, why.since.
[[nodiscard]] Result<WhyAnswer> why_in_file(const FileSchedule& file, std::string_view word,
                                            const WhyAsk& ask,
                                            const EarlierFile* earlier = nullptr);

/// An activity of the programme as of the query's day, by id or code; an empty word as above.
/// Rules: project.unknown, why.activity, why.since (it was not there yet; the day is later than the
/// query's), those of past states.
[[nodiscard]] Result<WhyAnswer> why_in_project(App& app, const Query& query, model::ProjectId id,
                                               std::string_view word, const WhyAsk& ask);

/// The node that ends last in a project; a network without activities has none. Rule: why.activity.
[[nodiscard]] Result<std::size_t> last_activity(const engine::Explainer& explainer,
                                                std::optional<std::size_t> project);

[[nodiscard]] std::string to_json(const WhyAnswer& answer);

}  // namespace tc::app

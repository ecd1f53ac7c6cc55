// 冲刺攻坚: what it takes to still meet a date. Three sources, one question: a project of the
// programme, a planning tool's file, a time-cost study in whole days.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "app/file_schedule.h"
#include "app/library.h"
#include "app/request.h"
#include "app/views/day_sprint.h"
#include "app/views/sprint.h"

namespace tc::app {

struct SprintAsk {
  std::optional<Day> by;   ///< unset: the approved finish, else that of the plan, else the forecast
  std::size_t points = 9;  ///< of the curve; 0: none
};

/// The project as of the query's day, with all that links join to it; only its own activities are
/// crashed. Rules: project.unknown, network.*, sprint.finished (nothing is left to be done),
/// sprint.date (a date beyond reason), sprint.limit (a network too large).
[[nodiscard]] Result<SprintView> sprint_of_project(App& app, const Query& query,
                                                   model::ProjectId id, const SprintAsk& ask);

/// All activities of the file. `schedule` is used up. Rules: sprint.finished, sprint.date,
/// sprint.limit.
[[nodiscard]] Result<SprintView> sprint_of_file(const Library& library, FileSchedulePtr schedule,
                                                const SprintAsk& ask);

/// Whether the bytes are a study (JSON) and no planning tool's file.
[[nodiscard]] bool is_sprint_study(std::string_view bytes);

/// The deadline `by`, or the quarters of what can be gained. Rules: those of formats::read_crash
/// and engine::DaySprint; sprint.days (a deadline out of range).
[[nodiscard]] Result<DaySprintView> sprint_of_study(std::string_view bytes,
                                                    std::optional<std::int64_t> by);

[[nodiscard]] std::string to_json(const SprintView& view);
/// {"deadlines":[{"deadline","feasible","finish","cost","durations":{id:days}}],…}
[[nodiscard]] std::string to_json(const DaySprintView& view);

}  // namespace tc::app

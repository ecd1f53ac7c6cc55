// SPDX-License-Identifier: Apache-2.0
#include "app/programme_plan.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/network/network.h"
#include "engine/placement/placement.h"
#include "engine/placement/position.h"
#include "formats/programme/programme.h"

namespace tc::app {
namespace {

/// The plan of a project that names a template: from its start day, or where its stage words hold.
Result<void> place_requested(const Library& library, const model::CityState& state,
                             const formats::TemplateRequest& request, model::ProjectFile& file,
                             Notes& notes) {
  const model::ProjectTemplate& network = *formats::find_template(library.templates, request.key);
  const Day report_day =
      request.placed_on.value_or(state.city.data_date.value_or(request.start.value_or(Day{})));
  const engine::PlacementInput input{.network = network,
                                     .file = file,
                                     .calendars = state.calendars,
                                     .report_day = report_day,
                                     .source = file.project.source_note};
  if (request.start) {
    TC_TRY(engine::Placement placed, engine::place_from_start(input, *request.start));
    file = std::move(placed.file);
    return {};
  }
  const engine::PositionReading found =
      engine::position_of(library.templates.stages, file.project.stage_words, network);
  notes.insert(notes.end(), found.notes.begin(), found.notes.end());
  if (!found.position) {
    notes.push_back({"stage.none", "no stage word to place the plan by", file.project.name});
    return {};
  }
  TC_TRY(engine::Placement placed, engine::place(input, *found.position));
  file = std::move(placed.file);
  return {};
}

Result<void> check_network(const model::CityState& state) {
  std::vector<const model::ProjectFile*> files;
  for (const auto& file : state.projects) files.push_back(file.get());
  return engine::build_network({.projects = files, .calendars = state.calendars})
      .map([](const engine::Network&) {});
}

}  // namespace

model::User local_operator() {
  model::User user;
  user.id = model::UserId{1};
  user.name = "本机操作员";
  user.active = true;
  return user;
}

Result<ProgrammePlan> plan_programme(const Library& library, std::string_view bytes) {
  TC_TRY(formats::ProgrammeReading reading, formats::read_programme(bytes, library.templates));
  if (reading.cities.size() != 1) {
    return fail(Code::bad_input, "programme.one_city",
                fmt::format("the file holds {} cities", reading.cities.size()), "/cities",
                "give one city a file");
  }
  model::CityState& state = reading.cities.front().state;
  for (const formats::TemplateRequest& request : reading.cities.front().requests) {
    const auto at = std::ranges::find_if(
        state.projects, [&](const auto& file) { return file->project.id == request.project_id; });
    auto file = std::make_shared<model::ProjectFile>(**at);
    TC_TRY_VOID(place_requested(library, state, request, *file, reading.notes));
    *at = std::move(file);
  }
  TC_TRY_VOID(check_network(state));
  ProgrammePlan plan{.city = state.city.code,
                     .day = state.city.data_date,
                     .put = model::all_rows(state),
                     .notes = std::move(reading.notes)};
  const bool operator_there = std::ranges::any_of(
      state.users, [](const model::User& user) { return user.id == model::UserId{1}; });
  if (!operator_there) plan.put.emplace_back(local_operator());
  return plan;
}

}  // namespace tc::app

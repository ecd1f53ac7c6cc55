// SPDX-License-Identifier: Apache-2.0
#include "app/plans.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>

#include "app/csv_text.h"
#include "app/encode.h"
#include "app/picture.h"
#include "app/project_terms.h"
#include "app/rows.h"
#include "engine/drag/field.h"
#include "engine/network/network.h"

namespace tc::app {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int kMaxHoldDays = 36'500;

double since(Clock::time_point begin) {
  return std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
}

std::string known_types(const Library& library) {
  std::string names;
  for (const model::ProjectTemplate& type : library.templates.networks) {
    names += (names.empty() ? "" : " ") + type.key;
  }
  return names;
}

Result<engine::Hold> hold_on(const model::ProjectFile& file, const TemplateHold& hold) {
  const auto at = std::ranges::find(file.activities, hold.activity, &model::Activity::code);
  if (at == file.activities.end()) {
    return fail(Code::usage, "drag.activity",
                fmt::format("template {} has no activity '{}'", file.project.type, hold.activity),
                "--hold", "use the number of the activity in the template");
  }
  engine::Hold result;
  result.activity = at->id;
  result.delay_minutes = hold.days * kMinutesPerDay;
  return result;
}

}  // namespace

Result<TemplateHold> parse_hold(std::string_view text) {
  const std::size_t equals = text.find('=');
  int days = 0;
  bool good = equals != std::string_view::npos && equals > 0;
  if (good) {
    const char* end = text.data() + text.size();
    const auto parsed = std::from_chars(text.data() + equals + 1, end, days);
    good = parsed.ec == std::errc() && parsed.ptr == end && days >= 0 && days <= kMaxHoldDays;
  }
  if (!good) {
    return fail(Code::usage, "drag.hold", fmt::format("'{}' is no hold", text), "--hold",
                "write ACTIVITY=DAYS, e.g. 13=30, with 0 to 36500 days");
  }
  return TemplateHold{.activity = std::string(text.substr(0, equals)), .days = days};
}

Result<DragAnswer> drag_on_template(const Library& library, std::string_view type, Day start,
                                    const std::vector<TemplateHold>& holds) {
  const model::ProjectTemplate* network = formats::find_template(library.templates, type);
  if (network == nullptr) {
    return fail(Code::usage, "template.unknown", fmt::format("no template '{}'", type),
                "--template", "templates: " + known_types(library));
  }
  formats::NextIds next;
  model::Project project;
  project.id = model::ProjectId{1};
  project.type = network->key;
  const model::ProjectFile file =
      formats::instantiate(*network, project, next, model::CalendarId{1});
  std::vector<engine::Hold> field_holds;
  for (const TemplateHold& hold : holds) {
    TC_TRY(const engine::Hold made, hold_on(file, hold));
    field_holds.push_back(made);
  }
  TC_TRY(const engine::TemplateDrag drag, engine::drag_on_field({.activities = file.activities,
                                                                 .links = file.links,
                                                                 .start = start,
                                                                 .holds = field_holds}));
  return DragAnswer{.type = network->key,
                    .start = start,
                    .completion = drag.completion,
                    .drag_days = drag.drag_days};
}

namespace {

struct Chosen {
  StatePtr state;
  Day data_date;
  std::vector<const model::ProjectFile*> files;
};

Result<Chosen> choose(App& app, const ScheduleQuery& query) {
  TC_TRY(const StatePtr state, app.state_at(query.query.acting.city, query.query.as_of));
  Chosen chosen{.state = state, .data_date = data_date_of(app, *state), .files = {}};
  if (query.query.as_of) chosen.data_date = std::min(chosen.data_date, *query.query.as_of);
  for (const auto& file : state->projects) {
    const bool wanted = !query.project || file->project.id == *query.project;
    if (wanted && in_scope(query.query.acting.scope, file->project)) {
      chosen.files.push_back(file.get());
    }
  }
  if (query.project && chosen.files.empty()) {
    return fail(Code::not_found, "project.unknown",
                fmt::format("no project {}", query.project->value), "--project");
  }
  return chosen;
}

std::vector<engine::Hold> holds_of(const Chosen& chosen, const Library& library) {
  std::vector<engine::Hold> holds;
  for (const model::ProjectFile* file : chosen.files) {
    const std::vector<engine::Hold> own = open_holds(*file, library.priors, chosen.data_date);
    holds.insert(holds.end(), own.begin(), own.end());
  }
  return holds;
}

void take_rows(const Chosen& chosen, const engine::Network& network,
               const engine::Schedule& schedule, ScheduleAnswer& answer) {
  for (const model::ProjectFile* file : chosen.files) {
    const std::vector<model::ActivityId> chain = driving_chain_of(network, schedule, *file);
    for (const model::Activity& activity : file->activities) {
      const std::optional<std::size_t> node = network.find(activity.id);
      if (!node) continue;
      const bool driving = std::ranges::find(chain, activity.id) != chain.end();
      answer.rows.push_back(
          {.project = file->project.id.value,
           .activity = activity_view(activity, dates_of(network, schedule, *node), driving),
           .longest_path = schedule.longest_path[*node] != 0});
    }
  }
}

}  // namespace

Result<ScheduleAnswer> schedule_city(App& app, const ScheduleQuery& query) {
  const Clock::time_point begin = Clock::now();
  TC_TRY(const Chosen chosen, choose(app, query));
  engine::CalendarTable table(chosen.state->calendars);
  TC_TRY_VOID(table.compile_all());
  const std::vector<engine::Hold> holds = holds_of(chosen, app.library());
  ScheduleAnswer answer;
  answer.timings_ms.read = since(begin);
  const Clock::time_point build = Clock::now();
  TC_TRY(const engine::Network network,
         engine::build_network({.projects = chosen.files, .calendars = {}, .compiled = &table}));
  answer.timings_ms.build = since(build);
  const std::vector<engine::ProjectTerms> terms = terms_of(chosen.files, chosen.data_date);
  engine::CpmInput input;
  input.data_date = start_of(chosen.data_date);
  input.by_project = terms;
  input.holds = holds;
  const Clock::time_point pass = Clock::now();
  const engine::Schedule schedule = engine::run_cpm(network, input);
  answer.timings_ms.cpm = since(pass);
  answer.activities = static_cast<std::int64_t>(network.size());
  if (network.size() > 0) answer.finish = schedule.finish;
  if (query.rows) take_rows(chosen, network, schedule, answer);
  return answer;
}

std::string to_json(const DragAnswer& answer) {
  return Json{{"template", answer.type},
              {"start", to_text(answer.start)},
              {"completion", to_text(answer.completion)},
              {"drag_days", answer.drag_days}}
      .dump();
}

std::string to_json(const ScheduleAnswer& answer) {
  Json rows = Json::array();
  for (const ScheduledActivity& row : answer.rows) {
    Json item = encode(row.activity);
    item["project"] = row.project;
    item["longest_path"] = row.longest_path;
    rows.push_back(std::move(item));
  }
  return Json{{"activities", answer.activities},
              {"finish", encode(answer.finish)},
              {"timings_ms",
               {{"read", answer.timings_ms.read},
                {"build", answer.timings_ms.build},
                {"cpm", answer.timings_ms.cpm}}},
              {"rows", std::move(rows)}}
      .dump();
}

std::string to_csv(const ScheduleAnswer& answer) {
  std::string out(kScheduleHeader);
  for (const ScheduledActivity& row : answer.rows) {
    const ActivityView& a = row.activity;
    const Minute start = a.actual_start.value_or(a.early_start);
    const Minute finish = a.actual_finish.value_or(a.early_finish);
    out += fmt::format(
        "{},{},{},{},{},{},{},{},{},{},{},{},{}\n", row.project, a.id, csv_cell(a.code),
        to_text(a.early_start), to_text(a.early_finish), to_text(a.late_start),
        to_text(a.late_finish), to_text(start), to_text(finish), csv_hours(a.total_float_days * 24),
        csv_hours(a.free_float_days * 24), a.critical ? 1 : 0, row.longest_path ? 1 : 0);
  }
  return out;
}

}  // namespace tc::app

// SPDX-License-Identifier: Apache-2.0
#include "app/schedule_import.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "app/encode.h"
#include "app/import_plan.h"
#include "app/import_view.h"
#include "formats/exchange/exchange.h"
#include "formats/schedule/schedule_file.h"
#include "store/chain.h"
#include "store/check.h"

namespace tc::app {
namespace {

constexpr std::size_t kMostName = 120;  // bytes of a file name that are kept

/// The last part of a path, of either kind of slash, without control characters.
std::string bare_name(std::string_view path) {
  const std::size_t slash = path.find_last_of("/\\");
  std::string name;
  for (const char c : path.substr(slash == std::string_view::npos ? 0 : slash + 1)) {
    if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7f) name.push_back(c);
  }
  if (name.size() > kMostName) {
    std::size_t end = kMostName;
    while (end > 0 && (static_cast<unsigned char>(name[end]) & 0xC0) == 0x80) --end;
    name.resize(end);
  }
  return name.empty() ? "schedule" : name;
}

std::string codes_of(const formats::ScheduleFile& file) {
  constexpr std::size_t kMost = 20;
  std::string codes;
  for (std::size_t i = 0; i < std::min(file.projects.size(), kMost); ++i) {
    codes += (i == 0 ? "" : ", ") + file.projects[i].code;
  }
  return file.projects.size() > kMost ? codes + ", …" : codes;
}

/// Which projects of the file are meant.
Result<std::vector<std::size_t>> chosen(const formats::ScheduleFile& file,
                                        const ImportRequest& import) {
  std::vector<std::size_t> all(file.projects.size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  if (!import.file_project.empty()) {
    std::erase_if(all, [&](std::size_t i) { return file.projects[i].code != import.file_project; });
    if (all.size() == 1) return all;
    return fail(
        Code::bad_input, "import.file_project",
        fmt::format("{} projects of the file have the code '{}'", all.size(), import.file_project),
        "in_project", "the file's projects: " + codes_of(file));
  }
  if (all.empty() || (import.into && all.size() > 1)) {
    return fail(Code::bad_input, "import.file_project",
                fmt::format("the file holds {} projects, one goes into a project here", all.size()),
                "in_project", "say which by its code: " + codes_of(file));
  }
  return all;
}

Result<void> check_target(const model::CityState& state, const model::Scope& scope,
                          model::ProjectId into) {
  if (!into) {
    if (scope.kind == model::ScopeKind::city) return {};
    return fail(Code::not_allowed, "import.scope", "new projects are made by the whole city only",
                "project");
  }
  const model::ProjectFile* file = model::find_project(state, into);
  if (file != nullptr && in_scope(scope, file->project)) return {};
  return fail(Code::not_found, "project.unknown", fmt::format("no project {}", into.value),
              "project");
}

/// Ids for a plan that will not be carried out.
IdSource ids_after(const model::CityState& state) {
  std::map<std::string, std::int64_t, std::less<>> last;
  const auto see = [&last](const auto& rows) {
    using Noun = typename std::decay_t<decltype(rows)>::value_type;
    std::int64_t& most = last[std::string(Noun::kNoun)];
    for (const Noun& row : rows) most = std::max(most, row.id.value);
  };
  see(state.calendars);
  for (const auto& file : state.projects) {
    see(std::vector<model::Project>{file->project});
    see(file->activities);
    see(file->links);
    see(file->field_sources);
  }
  return IdSource(std::move(last));
}

/// What the plan rests on: while it is equal, the same is decided. Calendars with their users, the
/// rows of the project, links of others to it, the whole file and what is asked of it.
std::string basis_of(const ImportSource& source, const ImportRequest& import) {
  std::string text =
      fmt::format("{}|{}|{}|", source.into.value, source.file_name, import.file_project);
  for (const std::size_t position : source.projects) text += fmt::format("{},", position);
  for (const model::Calendar& calendar : source.state.calendars) {
    text += fmt::format("c{}:{}", calendar.id.value, calendar.revision);
  }
  if (const model::ProjectFile* file = model::find_project(source.state, source.into)) {
    model::CityState alone;
    alone.projects.push_back(std::make_shared<model::ProjectFile>(*file));
    for (const model::Row& row : model::all_rows(alone)) {
      text +=
          fmt::format("{}{}:{}", model::noun_of(row), model::id_of(row), model::revision_of(row));
    }
    const auto ties = ties_of(source.state, *file);
    for (std::size_t i = 0; i < ties.size(); ++i) {
      for (const ImportTie& tie : ties[i]) text += fmt::format("t{}:{}{}", i, tie.noun, tie.id);
    }
  }
  store::Sm3 sm3;
  return sm3.digest(sm3.digest(import.bytes) + sm3.digest(text));
}

model::CityState carried_out(const model::CityState& state, const ImportPlan& plan) {
  model::CityState after = state;
  model::put_all(after, plan.put);
  for (const model::Row& row : plan.removed) model::remove(after, row);
  return after;
}

/// The store would refuse it only at the end; a preview must know.
Result<void> check_storable(model::CityCode city, const ImportPlan& plan) {
  store::Commit commit;
  commit.acting.city = city;
  for (const model::Row& row : plan.put) {
    commit.changes.push_back({.row = row, .removed = false, .before = {}, .after = "{}"});
  }
  return store::check_commit(commit);
}

struct Prepared {
  StatePtr state;
  ImportSource source;
  ImportPlan plan;
  ScheduleImport view;
};

Result<Prepared> prepare(App& app, const Request& request, const ImportRequest& import,
                         const formats::ScheduleFile& file) {
  TC_TRY(StatePtr state, app.state(request.acting.city));
  TC_TRY_VOID(check_target(*state, request.acting.scope, import.into));
  TC_TRY(std::vector<std::size_t> projects, chosen(file, import));
  Prepared out{.state = state,
               .source = {.library = app.library(),
                          .state = *state,
                          .file = file,
                          .data_date = data_date_of(app, *state),
                          .file_name = bare_name(import.file_name),
                          .projects = std::move(projects),
                          .into = import.into},
               .plan = {},
               .view = {}};
  IdSource ids = ids_after(*state);
  TC_TRY(out.plan, plan_import(out.source, ids));
  TC_TRY_VOID(check_storable(request.acting.city, out.plan));
  std::vector<model::ProjectId> touched;
  for (const ProjectImport& project : out.plan.projects) touched.push_back(project.after.id);
  ImportPictures pictures;
  const model::CityState after = carried_out(*state, out.plan);
  TC_TRY(pictures.after, compute_projects(app.library(), after, touched, out.source.data_date));
  pictures.before.resize(touched.size());
  if (import.into) {
    TC_TRY(pictures.before, compute_projects(app.library(), *state, touched, out.source.data_date));
  }
  out.view = view_of(out.source, out.plan, pictures);
  out.view.token = basis_of(out.source, import);
  return out;
}

tl::unexpected<Error> stale() {
  return fail(Code::conflict, "import.stale",
              "the file or the programme is not what the preview was made from", "token",
              "look at a new preview and confirm that");
}

std::map<std::string, int> counted(const ImportPlan& plan) {
  std::map<std::string, int> rows;
  for (const auto* list : {&plan.put, &plan.removed}) {
    for (const model::Row& row : *list) ++rows[std::string(model::noun_of(row))];
  }
  return rows;
}

/// What stays of a view once the import is done.
ScheduleImport as_done(ScheduleImport view, const ImportPlan& plan) {
  view.done = true;
  view.token.clear();
  for (std::size_t i = 0; i < view.projects.size(); ++i) {
    view.projects[i].project_id = plan.projects[i].after.id.value;
  }
  return view;
}

}  // namespace

Result<ScheduleImport> preview_schedule_import(App& app, const Request& request,
                                               const ImportRequest& import) {
  TC_TRY(const formats::ScheduleFile file, formats::read_schedule(import.bytes, import.file_name));
  TC_TRY(Prepared prepared, prepare(app, request, import, file));
  return std::move(prepared.view);
}

Result<ScheduleImported> import_schedule(App& app, const Request& request,
                                         const ImportRequest& import) {
  TC_TRY(const formats::ScheduleFile file, formats::read_schedule(import.bytes, import.file_name));
  TC_TRY(Prepared prepared, prepare(app, request, import, file));
  if (import.token && *import.token != prepared.view.token) return stale();
  ScheduleImported done;
  // Reading and computing took their time; what was decided on must still be there.
  const auto decide = [&](const model::CityState& state, IdSource& ids) -> Result<Plan> {
    const ImportSource now{.library = prepared.source.library,
                           .state = state,
                           .file = file,
                           .data_date = prepared.source.data_date,
                           .file_name = prepared.source.file_name,
                           .projects = prepared.source.projects,
                           .into = import.into};
    if (basis_of(now, import) != prepared.view.token) return stale();
    TC_TRY(ImportPlan plan, plan_import(now, ids));
    done.view = as_done(prepared.view, plan);
    done.rows = counted(plan);
    return Plan{.action = "schedule.import",
                .reason = now.file_name,
                .day = std::nullopt,
                .put = std::move(plan.put),
                .removed = std::move(plan.removed)};
  };
  const App::ChangeRequest change{.acting = request.acting,
                                  .origin = request.origin,
                                  .create = false,
                                  .reply = [&done](const StatePtr&) { return to_json(done); }};
  TC_TRY_VOID(app.change(change, decide).map([](const StatePtr&) {}));
  return done;
}

std::string to_json(const ScheduleImport& preview) { return encode(preview).dump(); }

std::string to_json(const ScheduleImported& imported) {
  ScheduleImport brief = imported.view;
  for (ImportedProject& project : brief.projects) {
    project.added.clear();
    project.removed.clear();
    project.moved.clear();
    project.changes.clear();
    project.links.clear();
    project.baselines.clear();
  }
  Json object = encode(brief);
  object["rows"] = imported.rows;
  return object.dump();
}

}  // namespace tc::app

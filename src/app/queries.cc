// SPDX-License-Identifier: Apache-2.0
#include "app/queries.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "app/agenda.h"
#include "app/rows.h"
#include "rules/kpi.h"

namespace tc::app {
namespace {

constexpr std::size_t kChainSteps = 6;
constexpr std::size_t kOverviewDecisions = 7;
constexpr std::size_t kJournalPage = 500;
constexpr int kLateDays = 7;
constexpr int kRecentDays = 7;
constexpr int kPromiseDays = 7;
constexpr int kReturnCadenceDays = 35;

/// A city as one query sees it: pictures of the projects in scope at the asked day.
struct Seen {
  StatePtr state;
  Day as_of;
  bool read_only = false;
  std::vector<PicturePtr> pictures;
};

Result<Seen> see(App& app, const Query& query) {
  TC_TRY(const StatePtr present, app.state(query.acting.city));
  TC_TRY(const StatePtr state, app.state_at(query.acting.city, query.as_of));
  const Day today = data_date_of(app, *present);
  Seen seen{.state = state,
            .as_of = query.as_of ? std::min(*query.as_of, today) : today,
            .read_only = state != present,
            .pictures = {}};
  TC_TRY(const auto picture, app.pictures().of(app.library(), state, seen.as_of));
  for (const PicturePtr& project : picture->projects) {
    if (in_scope(query.acting.scope, project->file->project)) seen.pictures.push_back(project);
  }
  return seen;
}

CityView city_view(const Seen& seen) {
  return view_of(seen.state->city, seen.as_of, seen.pictures.size());
}

tl::unexpected<Error> unknown_project(model::ProjectId id) {
  return fail(Code::not_found, "project.unknown", fmt::format("no project {}", id.value),
              "project_id");
}

const PicturePtr* find_picture(const Seen& seen, model::ProjectId id) {
  const auto at = std::ranges::find_if(
      seen.pictures, [id](const PicturePtr& p) { return p->file->project.id == id; });
  return at == seen.pictures.end() ? nullptr : &*at;
}

SheetLine sheet_line(const ProjectPicture& picture, const RowContext& context) {
  SheetLine line{.project = row_of(picture, context),
                 .chain = open_chain(picture),
                 .chain_text = chain_text(picture, kChainSteps, Language::zh),
                 .chain_text_en = chain_text(picture, kChainSteps, Language::en),
                 .orders = {},
                 .promises = {}};
  for (const model::Order& order : picture.file->orders) {
    if (order.state <= model::OrderState::replied) line.orders.push_back(order);
  }
  for (const model::Promise& promise : picture.file->promises) {
    if (promise.state == model::PromiseState::open) line.promises.push_back(promise);
  }
  return line;
}

Notes sheet_notes(const Seen& seen) {
  Notes notes;
  int without_network = 0;
  for (const PicturePtr& picture : seen.pictures) {
    if (picture->error) {
      notes.push_back({picture->error->rule, picture->error->message, picture->file->project.name});
    }
    if (picture->note) notes.push_back(*picture->note);
    without_network += picture->file->activities.empty() ? 1 : 0;
  }
  if (without_network > 0) {
    notes.push_back(
        {"sheet.no_network", fmt::format("{} 个项目没有计划网络，无法预测", without_network), ""});
  }
  for (const model::Order& order : seen.state->orders) {
    if (order.state > model::OrderState::replied) continue;
    notes.push_back({"sheet.city_order", fmt::format("全市：{}", order.text), order.source_note});
  }
  return notes;
}

}  // namespace

Result<std::vector<CityView>> list_cities(App& app, const model::Acting&) {
  std::vector<CityView> views;
  for (const model::CityCode code : app.cities()) {
    TC_TRY(const StatePtr state, app.state(code));
    views.push_back(view_of(state->city, data_date_of(app, *state), state->projects.size()));
  }
  return views;
}

Result<DispatchSheet> dispatch(App& app, const Query& query, std::size_t top) {
  TC_TRY(const Seen seen, see(app, query));
  const RowContext context = row_context(app.library(), *seen.state, seen.as_of);
  DispatchSheet sheet{.city = city_view(seen),
                      .as_of = seen.as_of,
                      .read_only = seen.read_only,
                      .pack = pack_of(app.library(), seen.state->city.light_pack).zh,
                      .pack_en = pack_of(app.library(), seen.state->city.light_pack).en,
                      .lights = {},
                      .lines = {},
                      .agenda = {},
                      .decisions = {},
                      .notes = sheet_notes(seen)};
  for (const PicturePtr& picture : seen.pictures) {
    sheet.lines.push_back(sheet_line(*picture, context));
    count(sheet.lights, sheet.lines.back().project.light.color);
  }
  sheet.agenda = agenda_view(app.library().agenda);
  TC_TRY(sheet.decisions, agenda(app, {query, context, seen.pictures, top}));
  return sheet;
}

Result<ProjectList> list_projects(App& app, const Query& query, Page page) {
  TC_TRY(const Seen seen, see(app, query));
  const RowContext context = row_context(app.library(), *seen.state, seen.as_of);
  ProjectList list{.city = city_view(seen),
                   .as_of = seen.as_of,
                   .read_only = seen.read_only,
                   .total = static_cast<std::int64_t>(seen.pictures.size()),
                   .projects = {}};
  const std::size_t end = std::min(seen.pictures.size(), page.offset + page.limit);
  for (std::size_t i = page.offset; i < end; ++i) {
    list.projects.push_back(row_of(*seen.pictures[i], context));
  }
  return list;
}

namespace {

std::vector<std::int64_t> ids_of(const std::vector<model::ProjectId>& projects) {
  std::vector<std::int64_t> ids;
  for (const model::ProjectId id : projects) ids.push_back(id.value);
  return ids;
}

std::vector<Kpi> kpi_views(const Seen& seen, rules::Baseline baseline) {
  std::vector<std::shared_ptr<const model::ProjectFile>> files;
  for (const PicturePtr& picture : seen.pictures) files.push_back(picture->file);
  std::vector<Kpi> views;
  const auto figures = rules::kpis(files, seen.as_of, {.baseline = baseline});
  for (const rules::Kpi& figure : figures) {
    Kpi view{.name = std::string(model::to_name(figure.kind)),
             .numerator = static_cast<double>(figure.numerator),
             .denominator = static_cast<double>(figure.denominator),
             .percent = std::nullopt,
             .points = std::nullopt,
             .project_ids = ids_of(figure.counted),
             .exception_ids = ids_of(figure.lacking)};
    if (figure.denominator != 0) view.percent = 100.0 * view.numerator / view.denominator;
    if (figure.points_milli) view.points = static_cast<double>(*figure.points_milli) / 1000.0;
    if (rules::kpi_table()[static_cast<std::size_t>(figure.kind)].unit == rules::KpiUnit::fen) {
      view.numerator /= static_cast<double>(kFenPerWan);
      view.denominator /= static_cast<double>(kFenPerWan);
    }
    views.push_back(std::move(view));
  }
  return views;
}

/// Finish after the next winter begins although the plan says before it.
bool misses_winter(const ProjectPicture& picture, Day data_date) {
  if (!picture.finish || !picture.baseline.finish) return false;
  const CivilDay now = to_civil(data_date);
  Day winter = to_day({.year = now.year, .month = 11, .day = 15});
  if (winter < data_date) winter = to_day({.year = now.year + 1, .month = 11, .day = 15});
  return *picture.finish > start_of(winter) && *picture.baseline.finish <= start_of(winter);
}

bool has_new_blocker(const ProjectPicture& picture, Day data_date) {
  return std::ranges::any_of(picture.file->blockers, [&](const model::Blocker& blocker) {
    return blocker.state < model::BlockerState::resolved &&
           data_date - blocker.raised_day <= kRecentDays;
  });
}

bool has_promise_due(const ProjectPicture& picture, Day data_date) {
  return std::ranges::any_of(picture.file->promises, [&](const model::Promise& promise) {
    return promise.state == model::PromiseState::open && promise.due - data_date <= kPromiseDays;
  });
}

bool is_silent(const ProjectPicture& picture, Day) {
  return picture.measures.building && picture.measures.days_since_last_return &&
         *picture.measures.days_since_last_return > kReturnCadenceDays;
}

std::vector<ChangeCount> changes_of(const Seen& seen) {
  using Test = bool (*)(const ProjectPicture&, Day);
  const std::pair<const char*, Test> kinds[] = {
      {"late_over_7_days",
       [](const ProjectPicture& p, Day) { return p.days_late && *p.days_late > kLateDays; }},
      {"new_blockers", has_new_blocker},
      {"promises_due", has_promise_due},
      {"misses_winter", misses_winter},
      {"silent", is_silent}};
  std::vector<ChangeCount> changes;
  for (const auto& [kind, test] : kinds) {
    ChangeCount change{.kind = kind, .count = 0, .project_ids = {}};
    for (const PicturePtr& picture : seen.pictures) {
      if (!test(*picture, seen.as_of)) continue;
      ++change.count;
      change.project_ids.push_back(picture->file->project.id.value);
    }
    changes.push_back(std::move(change));
  }
  return changes;
}

Levers levers_of(const Seen& seen) {
  Levers levers;
  const auto add = [](int& counter, const auto& rows) { counter += static_cast<int>(rows.size()); };
  for (const PicturePtr& picture : seen.pictures) {
    const model::ProjectFile& file = *picture->file;
    add(levers.orders, file.orders);
    add(levers.fund_lines, file.fund_lines);
    add(levers.factor_needs, file.factor_needs);
    add(levers.promises, file.promises);
    add(levers.hazards, file.hazards);
    add(levers.outputs, file.outputs);
    add(levers.returns, file.returns);
    add(levers.blockers, file.blockers);
  }
  add(levers.orders, seen.state->orders);
  add(levers.factor_quotas, seen.state->factor_quotas);
  add(levers.visits, seen.state->visits);
  return levers;
}

}  // namespace

Result<Overview> overview(App& app, const Query& query) {
  TC_TRY(const Seen seen, see(app, query));
  const RowContext context = row_context(app.library(), *seen.state, seen.as_of);
  const rules::LightPack& pack = pack_of(app.library(), seen.state->city.light_pack);
  TC_TRY(std::vector<Decision> decisions,
         agenda(app, {query, context, seen.pictures, kOverviewDecisions}));
  Overview view{.city = city_view(seen),
                .as_of = seen.as_of,
                .read_only = seen.read_only,
                .kpis = kpi_views(seen, pack.baseline),
                .lights = {},
                .counties = {},
                .decisions = std::move(decisions),
                .changes = changes_of(seen),
                .levers = levers_of(seen)};
  std::map<std::string, CountyLights> counties;
  for (const PicturePtr& picture : seen.pictures) {
    const std::string_view color = model::to_name(picture->light.light);
    const std::string& name = picture->file->project.county;
    CountyLights& county = counties[name];
    county.county = name;
    ++county.total;
    count(county.lights, color);
    count(view.lights, color);
  }
  for (auto& [name, county] : counties) view.counties.push_back(std::move(county));
  return view;
}

Result<std::vector<model::JournalEntry>> project_journal(App& app, const Query& query,
                                                         model::ProjectId id) {
  TC_TRY(const StatePtr state, app.state(query.acting.city));
  const model::ProjectFile* file = model::find_project(*state, id);
  if (file == nullptr || !in_scope(query.acting.scope, file->project)) return unknown_project(id);
  store::JournalQuery ask;
  ask.projects = {id};
  ask.up_to_day = query.as_of;
  ask.newest_first = true;
  ask.limit = kJournalPage;
  return app.store().journal(query.acting.city, ask);
}

Result<ProjectPage> project_page(App& app, const Query& query, model::ProjectId id) {
  TC_TRY(const Seen seen, see(app, query));
  const PicturePtr* picture = find_picture(seen, id);
  if (picture == nullptr) return unknown_project(id);
  const RowContext context = row_context(app.library(), *seen.state, seen.as_of);
  ProjectPage page = page_of(**picture, *seen.state, context);
  page.city = city_view(seen);
  page.as_of = seen.as_of;
  page.read_only = seen.read_only;
  return page;
}

}  // namespace tc::app

// SPDX-License-Identifier: Apache-2.0
#include "app/intake.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/encode.h"
#include "app/programme_plan.h"
#include "app/report_plan.h"
#include "base/data.h"
#include "base/text.h"
#include "formats/example/example.h"
#include "formats/report/reader.h"

namespace tc::app {
namespace {

std::map<std::string, int> counted(const std::vector<model::Row>& rows) {
  std::map<std::string, int> counts;
  for (const model::Row& row : rows) ++counts[std::string(model::noun_of(row))];
  return counts;
}

Json notes_json(const Notes& notes) {
  Json list = Json::array();
  for (const Note& note : notes) list.push_back(encode(note));
  return list;
}

App::ChangeRequest change_request(const Request& request, model::CityCode city, bool create) {
  App::ChangeRequest change{
      .acting = request.acting, .origin = request.origin, .create = create, .reply = {}};
  change.acting.city = city;
  return change;
}

/// Rows of an empty city: itself, its calendars, and the local operator.
std::vector<model::Row> frame_rows(const Library& library, const model::City& city, IdSource& ids) {
  std::vector<model::Row> rows;
  rows.emplace_back(city);
  for (const model::CalendarTemplate& standard : library.templates.calendars) {
    model::Calendar calendar = standard.calendar;
    calendar.id = ids.next<model::Calendar>();
    rows.emplace_back(calendar);
  }
  rows.emplace_back(local_operator());
  return rows;
}

Error taken(model::CityCode city) {
  return {.code = Code::conflict,
          .rule = "import.exists",
          .message = fmt::format("city {} is in this database already", city.value),
          .where = "city",
          .advice = "use another database, or change the city through reports and the web"};
}

Result<ImportOutcome> init_from_report(App& app, const Request& request, std::string_view folder) {
  const std::string base = std::string(folder) + "/";
  const EmbeddedFile* frame = find_file(data::examples(), base + "example.toml");
  TC_TRY(const formats::Example example, formats::parse_example(frame->bytes, frame->path));
  const EmbeddedFile* report = find_file(data::examples(), base + example.report);
  TC_CHECK(report != nullptr, example.report);
  TC_TRY(const formats::report::Reading reading, read_report(app.library(), report->bytes));
  if (app.state(example.city.code)) return tl::unexpected(taken(example.city.code));
  const ReadOptions options{
      .year = example.city.default_year, .source_name = example.report, .apply = true};
  ImportOutcome outcome{.city = example.city.code, .dry_run = false, .rows = {}, .notes = {}};
  const auto decide = [&](const model::CityState&, IdSource& ids) -> Result<Plan> {
    Plan plan{.action = "city.init",
              .reason = example.year_source,
              .day = example.city.data_date,
              .put = frame_rows(app.library(), example.city, ids),
              .removed = {}};
    model::CityState framed;
    model::put_all(framed, plan.put);
    TC_TRY(ReportPlan read, plan_report(app.library(), framed, reading, options, ids));
    plan.put.insert(plan.put.end(), read.put.begin(), read.put.end());
    outcome.notes = std::move(read.notes);
    outcome.rows = counted(plan.put);
    return plan;
  };
  TC_TRY_VOID(
      app.change(change_request(request, example.city.code, true), decide).map([](const StatePtr&) {
      }));
  return outcome;
}

}  // namespace

Result<formats::report::Reading> read_report(const Library& library, std::string_view bytes) {
  TC_TRY(const text::Decoded decoded, formats::report::decode_report(bytes));
  return formats::report::read_report(decoded.utf8, library.report_rules, library.to_simplified);
}

Result<ReadOutcome> take_report(App& app, const Request& request, std::string_view bytes,
                                const ReadOptions& options) {
  TC_TRY(formats::report::Reading reading, read_report(app.library(), bytes));
  ReadOutcome outcome{.reading = std::move(reading), .applied = std::nullopt};
  if (!options.apply || !outcome.reading.visit) return outcome;
  Applied applied;
  const auto decide = [&](const model::CityState& state, IdSource& ids) -> Result<Plan> {
    TC_TRY(ReportPlan plan, plan_report(app.library(), state, outcome.reading, options, ids));
    applied.notes = std::move(plan.notes);
    applied.rows = counted(plan.put);
    return Plan{.action = "report.apply",
                .reason = options.source_name,
                .day = plan.day,
                .put = std::move(plan.put),
                .removed = {}};
  };
  App::ChangeRequest change = change_request(request, request.acting.city, false);
  change.reply = [&](const StatePtr&) {
    outcome.applied = applied;
    return to_json(outcome);
  };
  TC_TRY_VOID(app.change(change, decide).map([](const StatePtr&) {}));
  outcome.applied = std::move(applied);
  return outcome;
}

Result<ImportOutcome> check_programme(const Library& library, std::string_view bytes) {
  TC_TRY(const ProgrammePlan plan, plan_programme(library, bytes));
  return ImportOutcome{
      .city = plan.city, .dry_run = true, .rows = counted(plan.put), .notes = plan.notes};
}

Result<ImportOutcome> import_programme(App& app, const Request& request, std::string_view bytes,
                                       bool dry_run) {
  TC_TRY(ProgrammePlan plan, plan_programme(app.library(), bytes));
  if (app.state(plan.city)) return tl::unexpected(taken(plan.city));
  ImportOutcome outcome{.city = plan.city,
                        .dry_run = dry_run,
                        .rows = counted(plan.put),
                        .notes = std::move(plan.notes)};
  if (dry_run) return outcome;
  App::ChangeRequest change = change_request(request, plan.city, true);
  change.reply = [&outcome](const StatePtr&) { return to_json(outcome); };
  const auto decide = [&plan](const model::CityState&, IdSource&) -> Result<Plan> {
    return Plan{.action = "programme.import",
                .reason = {},
                .day = plan.day,
                .put = std::move(plan.put),
                .removed = {}};
  };
  TC_TRY_VOID(app.change(change, decide).map([](const StatePtr&) {}));
  return outcome;
}

Result<ImportOutcome> init_example(App& app, const Request& request, std::string_view name) {
  const std::string base = std::string(name) + "/";
  if (find_file(data::examples(), base + "example.toml") != nullptr) {
    return init_from_report(app, request, name);
  }
  const EmbeddedFile* programme = find_file(data::examples(), base + "programme.json");
  if (programme == nullptr) {
    return fail(Code::usage, "example.unknown", fmt::format("no example '{}'", name), "--example",
                "examples: yangquan, demo-city");
  }
  return import_programme(app, request, programme->bytes, false);
}

std::string to_json(const ReadOutcome& outcome) {
  Json object = Json::parse(formats::report::reading_to_json(outcome.reading));
  if (outcome.applied) {
    object["applied"] = {{"rows", outcome.applied->rows},
                         {"notes", notes_json(outcome.applied->notes)}};
  }
  return object.dump();
}

std::string to_json(const ImportOutcome& outcome) {
  return Json{{"city", outcome.city.value},
              {"dry_run", outcome.dry_run},
              {"rows", outcome.rows},
              {"notes", notes_json(outcome.notes)}}
      .dump();
}

}  // namespace tc::app

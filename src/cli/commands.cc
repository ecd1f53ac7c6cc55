// SPDX-License-Identifier: Apache-2.0
#include "cli/commands.h"

#include <fmt/format.h>

#include <array>
#include <cstdio>
#include <filesystem>

#include "app/checks.h"
#include "app/intake.h"
#include "app/plans.h"
#include "app/queries.h"
#include "app/views/json.h"
#include "base/text.h"
#include "cli/check_command.h"
#include "cli/command_tools.h"
#include "cli/import_commands.h"
#include "cli/learning_commands.h"
#include "cli/outlook_commands.h"
#include "cli/print_page.h"
#include "cli/print_sheet.h"
#include "cli/schedule_commands.h"
#include "cli/sprint_commands.h"
#include "cli/why_commands.h"
#include "server/serve.h"

namespace tc::cli {
namespace {

Result<int> run_init(const Options& options) {
  TC_TRY(const App app, open_app(options));
  if (options.example.empty()) {
    print(fmt::format("database ready: {}", options.db));
    return 0;
  }
  TC_TRY(const app::ImportOutcome outcome,
         app::init_example(*app, request_for({}), options.example));
  if (options.json) {
    print(app::to_json(outcome));
  } else {
    print(fmt::format("{} → city {}: {}", options.example, outcome.city.value,
                      counted(outcome.rows)));
    print_notes(outcome.notes);
  }
  return 0;
}

Result<int> run_read(const Options& options) {
  if (options.files.size() != 1) {
    return fail(Code::usage, "read.files", "give exactly one report", "REPORT");
  }
  const std::string& path = options.files.front();
  TC_TRY(const std::string bytes, read_file(path));
  const app::ReadOptions how{.year = options.year,
                             .source_name = std::filesystem::path(path).filename().string(),
                             .apply = options.apply};
  Result<app::ReadOutcome> outcome;
  if (options.apply) {
    TC_TRY(const App app, open_app(options));
    TC_TRY(const app::Query query, query_of(*app, options));
    outcome = app::take_report(*app, request_for(query.acting.city), bytes, how);
  } else {
    TC_TRY(const app::Library library, app::load_library(options.templates_dir));
    Result<formats::report::Reading> reading = app::read_report(library, bytes);
    if (!reading) return tl::unexpected(at_file(reading.error(), path));
    outcome = app::ReadOutcome{.reading = std::move(*reading), .applied = std::nullopt};
  }
  if (!outcome) return tl::unexpected(at_file(outcome.error(), path));
  print(options.json ? app::to_json(*outcome) : print_reading(*outcome, options.english));
  return outcome->reading.visit ? 0 : 1;
}

Result<int> run_dispatch(const Options& options) {
  TC_TRY(const App app, open_app(options));
  TC_TRY(const app::Query query, query_of(*app, options));
  TC_TRY(const app::DispatchSheet sheet, app::dispatch(*app, query, options.top));
  print(options.json ? app::to_json(sheet) : print_sheet(sheet, options.english));
  return 0;
}

Result<int> run_drag(const Options& options) {
  TC_TRY(const app::Library library, app::load_library(options.templates_dir));
  std::vector<app::TemplateHold> holds;
  for (const std::string& text : options.holds) {
    TC_TRY(app::TemplateHold hold, app::parse_hold(text));
    holds.push_back(std::move(hold));
  }
  TC_TRY(const app::DragAnswer answer,
         app::drag_on_template(library, options.template_type, *options.start, holds));
  if (options.json) {
    print(app::to_json(answer));
  } else {
    print(fmt::format("{} from {}: completion {}, drag {} days", answer.type, to_text(answer.start),
                      to_text(answer.completion), answer.drag_days));
  }
  return 0;
}

Result<int> run_serve(const Options& options) {
  TC_TRY(const App app, open_app(options));
  server::ServeOptions serve;
  serve.listen = options.listen;
  serve.threads = options.threads;
  if (options.rate >= 0) serve.limits.requests_per_second = options.rate;
  TC_TRY_VOID(server::serve(*app, serve, [](std::string_view url) {
    print(fmt::format("统筹 {}", url));
    std::fflush(stdout);
  }));
  return 0;
}

Result<int> run_audit_verify(const Options& options) {
  TC_TRY(const App app, open_app(options));
  TC_TRY(const app::Query query, query_of(*app, options));
  TC_TRY(const store::AuditReport report, app::verify_journal(*app, query.acting));
  if (options.json) {
    print(app::to_json(report));
  } else if (report.ok) {
    print(fmt::format("chain of city {} is whole: {} rows, head {}", query.acting.city.value,
                      report.rows, report.head_hash));
  } else {
    print(fmt::format("chain of city {} is broken at row {}: {}", query.acting.city.value,
                      report.first_bad_sequence, report.reason));
  }
  return report.ok ? 0 : 1;
}

Result<int> run_doctor(const Options& options) {
  TC_TRY(const App app, open_app(options));
  const std::vector<app::Finding> findings = app::doctor(*app);
  bool ok = true;
  for (const app::Finding& finding : findings) ok = ok && finding.ok;
  if (options.json) {
    print(app::to_json(findings));
  } else {
    for (const app::Finding& finding : findings) {
      print(fmt::format("{} {}  {}", finding.ok ? "✓" : "✗", text::fit(finding.name, 18),
                        finding.text));
    }
  }
  return ok ? 0 : 1;
}

using Run = Result<int> (*)(const Options&);
struct Command {
  std::string_view name;
  Run run;
};
constexpr std::array kCommands{
    Command{"init", run_init},
    Command{"import", run_import},
    Command{"read", run_read},
    Command{"dispatch", run_dispatch},
    Command{"drag", run_drag},
    Command{"schedule", run_schedule},
    Command{"check", run_check},
    Command{"why", run_why},
    Command{"sprint", run_sprint},
    Command{"outlook", run_outlook},
    Command{"convert", run_convert},
    Command{"priors", run_priors},
    Command{"calibration", run_calibration},
    Command{"backtest", run_backtest},
    Command{"serve", run_serve},
    Command{"audit verify", run_audit_verify},
    Command{"doctor", run_doctor},
};

}  // namespace

Result<int> run(const Options& options) {
  for (const Command& command : kCommands) {
    if (command.name == options.command) return command.run(options);
  }
  return fail(Code::internal, "internal.command", "no such command: " + options.command);
}

}  // namespace tc::cli

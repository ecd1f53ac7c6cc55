// The only place that includes CLI11 (a heavy header).
// SPDX-License-Identifier: Apache-2.0
#include "cli/options.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdio>

#include "base/text.h"

namespace tc::cli {
namespace {

constexpr const char* kVersion = "tongchou 0.1.0";

/// Texts that need checking after CLI11 has split the line.
struct RawTexts {
  std::string as_of, start, language = "zh";
};

void add_common(CLI::App& app, Options& options, RawTexts& raw) {
  app.add_option("--db", options.db, "database: sqlite:PATH (default sqlite:tongchou.db)");
  app.add_option("--city", options.city, "six-digit region code, e.g. 140300");
  app.add_option("--as-of", raw.as_of, "the state as it was on this day, YYYY-MM-DD");
  app.add_flag("--json", options.json, "one JSON object on stdout");
  app.add_option("--lang", raw.language, "zh or en")->check(CLI::IsMember({"zh", "en"}));
  app.add_option("--templates", options.templates_dir,
                 "folder used instead of the built-in templates");
}

CLI::App* command(CLI::App& app, const char* name, const char* description, Options& options) {
  CLI::App* sub = app.add_subcommand(name, description);
  sub->fallthrough();
  sub->callback([&options, sub] {
    const CLI::App* parent = sub->get_parent();
    const std::string prefix = parent->get_parent() != nullptr ? parent->get_name() + " " : "";
    options.command = prefix + sub->get_name();
  });
  return sub;
}

void add_intake_commands(CLI::App& app, Options& options) {
  CLI::App* init = command(app, "init", "make the database, with an example", options);
  init->add_option("--example", options.example, "yangquan or demo-city");
  CLI::App* take = command(app, "import",
                           "take in programmes (JSON) and plans (XER, PMXML, MSPDI, CSV)", options);
  take->add_option("FILE", options.files, "files")->required();
  take->add_option("--as", options.kind, "kind of the files: programme or schedule");
  take->add_option("--project", options.project, "a plan goes into this project");
  take->add_flag("--new", options.as_new, "a plan becomes new projects");
  take->add_option("--in-project", options.in_project, "code of one project of the plan's file");
  take->add_flag("--dry-run", options.dry_run, "say what would happen, change nothing");
  CLI::App* read = command(app, "read", "read a visit report or minutes", options);
  read->add_option("REPORT", options.files, "text file, '-' for standard input")->required();
  read->add_flag("--apply", options.apply, "make or update projects and orders from it");
  read->add_option("--year", options.year, "year of a report that gives day and month only");
}

void add_answer_commands(CLI::App& app, Options& options, RawTexts& raw) {
  CLI::App* dispatch = command(app, "dispatch", "the dispatch sheet 调度单", options);
  dispatch->add_option("--top", options.top, "number of decisions, 0 for all (default 12)");
  CLI::App* drag = command(app, "drag", "what holds cost, on a template network", options);
  drag->add_option("--template", options.template_type, "project type, e.g. wwtp")->required();
  drag->add_option("--start", raw.start, "start of field work, YYYY-MM-DD")->required();
  drag->add_option("--hold", options.holds, "ACTIVITY=DAYS, may be repeated");
  CLI::App* schedule = command(app, "schedule", "calculated dates of a file or a project", options);
  schedule->add_option("FILE", options.files, "XER, MSPDI, PMXML or CSV; no database is used");
  schedule->add_option("--project", options.project, "project id");
  schedule->add_flag("--all", options.all_projects, "the whole city as one network");
  schedule->add_flag("--csv", options.csv, "one line an activity");
  schedule->add_flag("--compare", options.compare, "beside the dates that FILE's own tool stored");
  CLI::App* convert = command(app, "convert", "a schedule into another tool's format", options);
  convert->add_option("IN OUT", options.files, "XER, MSPDI, PMXML or CSV; OUT by its ending")
      ->expected(2)
      ->required();
  convert->add_option("--as", options.kind, "format of OUT: xer, pmxml, mspdi or csv");
}

void add_why_command(CLI::App& app, Options& options) {
  CLI::App* why = command(app, "why", "why a date is what it is", options);
  why->add_option("FILE ACTIVITY", options.files, "a schedule and the activity's id or code");
  why->add_option("--project", options.project, "a project of the programme in place of FILE");
  why->add_option("--date", options.date, "early_start (default), early_finish, late_…, or float")
      ->check(CLI::IsMember({"early_start", "early_finish", "late_start", "late_finish", "float"}));
  why->add_option("--paths", options.paths, "this many float paths that lead to it");
  why->add_flag("--by-total-float", options.by_total_float, "paths by total float");
  why->add_option("--since", options.since, "why it moved since this earlier FILE (or this day)");
}

void add_sprint_command(CLI::App& app, Options& options) {
  CLI::App* sprint =
      command(app, "sprint", "the cheapest way to still make a date 冲刺攻坚", options);
  sprint->add_option("FILE", options.files,
                     "XER, MSPDI, PMXML or CSV, or a time-cost study (JSON); no database is used");
  sprint->add_option("--project", options.project, "a project of the programme in place of FILE");
  sprint->add_option("--by", options.by, "the date YYYY-MM-DD; in a study the number of days");
  sprint->add_option("--points", options.points, "points of the curve, 0 for none (default 9)")
      ->check(CLI::Range(0, 30));
}

void add_outlook_command(CLI::App& app, Options& options) {
  CLI::App* outlook = command(app, "outlook", "when it will be done, as ranges, and why", options);
  outlook->add_option("FILE", options.files, "XER, MSPDI, PMXML or CSV; no database is used");
  outlook->add_option("--project", options.project, "project id, with all that links join to it");
  outlook->add_flag("--all", options.all_projects, "one line a project of the city");
  outlook->add_option("--trials", options.trials, "number of trials (default 2000)")
      ->check(CLI::Range(std::int64_t{1}, std::int64_t{1'000'000}));
  outlook->add_option("--seed", options.seed, "the same seed gives the same answer (default 1)");
  outlook->add_option("--threads", options.threads, "threads (default: all); changes no result")
      ->check(CLI::Range(1, 1024));
  outlook->add_option("--without", options.without,
                      "as if this blocker (id) were released, or this activity at its shortest");
  outlook->add_flag("--every-activity", options.every_activity, "all unfinished ones as nodes");
}

void add_learning_commands(CLI::App& app, Options& options) {
  command(app, "priors", "the priors before and after the city's own record", options);
  command(app, "calibration", "kept forecasts held against what happened", options);
  CLI::App* backtest =
      command(app, "backtest", "our ranges on portfolios that others published", options);
  backtest->add_option("FILE", options.files, "GMPP annual CSVs, gate dates, capital GeoJSON")
      ->required();
}

void add_quality_commands(CLI::App& app, Options& options) {
  CLI::App* check = command(app, "check", "schedule quality: DCMA 14, structure, GAO", options);
  check->add_option("FILE", options.files, "XER, MSPDI, PMXML or CSV; no database is used");
  check->add_option("--project", options.project, "project id");
  check->add_option("--pack", options.pack, "quality pack, or a .toml file (default dcma14)");
  check->add_flag("--csv", options.csv, "one line a finding");
}

void add_running_commands(CLI::App& app, Options& options) {
  CLI::App* serve = command(app, "serve", "serve the web app and the API", options);
  serve->add_option("--listen", options.listen, "ADDRESS:PORT (default 127.0.0.1:8642)");
  serve->add_option("--threads", options.threads, "worker threads");
  serve->add_option("--rate", options.rate, "requests a second for each address, 0 for no limit");
  CLI::App* audit = app.add_subcommand("audit", "the journal chain");
  audit->require_subcommand(1);
  audit->fallthrough();
  command(*audit, "verify", "recompute the chain; names the first bad row", options);
  command(app, "doctor", "check this installation", options);
}

std::vector<std::string> command_names() {
  return {"init",        "import",   "read",  "dispatch", "drag",    "schedule",
          "sprint",      "check",    "why",   "outlook",  "convert", "priors",
          "calibration", "backtest", "serve", "audit",    "doctor"};
}

bool is_command(const std::string& word) {
  const std::vector<std::string> names = command_names();
  return std::find(names.begin(), names.end(), word) != names.end();
}

/// The first option that neither `app` nor the chosen command `at` knows, or the first word in a
/// command's place that is none; empty when the fault lies elsewhere.
std::string unknown_word(const CLI::App& app, const CLI::App& at, int argc,
                         const char* const* argv) {
  for (int i = 1; i < argc; ++i) {
    const std::string argument = argv[i];
    if (argument.rfind("--", 0) != 0) {
      if (&at == &app && !is_command(argument)) return argument;
      continue;
    }
    const std::string name = argument.substr(0, argument.find('='));
    if (name == "--help" || name == "--version") continue;
    const CLI::Option* option = at.get_option_no_throw(name);
    if (option == nullptr) option = app.get_option_no_throw(name);
    if (option == nullptr) return name;
    const bool takes_value = option->get_items_expected_max() > 0;
    if (takes_value && name == argument) ++i;
  }
  return {};
}

/// CLI11's complaint as our error, with the nearest known name.
Error usage_error(const CLI::ParseError& error, const CLI::App& app, int argc,
                  const char* const* argv) {
  Error result{.code = Code::usage,
               .rule = "usage.value",
               .message = error.what(),
               .where = {},
               .advice = "see tongchou --help"};
  const CLI::App* at = &app;
  for (const CLI::App* sub : app.get_subcommands()) at = sub;
  const std::string word = unknown_word(app, *at, argc, argv);
  if (word.empty()) return result;
  std::vector<std::string> known;
  const bool option = word.rfind("--", 0) == 0;
  result.rule = option ? "usage.option" : "usage.command";
  result.message = fmt::format("unknown {} '{}'", option ? "option" : "command", word);
  if (option) {
    for (const CLI::App* source : {at, &app}) {
      for (const CLI::Option* candidate : source->get_options()) {
        known.push_back("--" + candidate->get_single_name());
      }
    }
  } else {
    known = command_names();
  }
  if (const std::string near = text::nearest(word, known); !near.empty()) {
    result.advice = fmt::format("did you mean '{}'?", near);
  }
  return result;
}

Result<void> take_texts(const RawTexts& raw, Options& options) {
  options.english = raw.language == "en";
  if (!raw.as_of.empty()) {
    TC_TRY(options.as_of, parse_day(raw.as_of));
  }
  if (!raw.start.empty()) {
    TC_TRY(options.start, parse_day(raw.start));
  }
  return {};
}

}  // namespace

Result<Parsed> parse(int argc, const char* const* argv) {
  Parsed parsed;
  RawTexts raw;
  CLI::App app("统筹 Tongchou: the command system of a city's major-project programme", "tongchou");
  app.set_version_flag("--version", kVersion);
  app.require_subcommand(1);
  add_common(app, parsed.options, raw);
  add_intake_commands(app, parsed.options);
  add_answer_commands(app, parsed.options, raw);
  add_why_command(app, parsed.options);
  add_sprint_command(app, parsed.options);
  add_outlook_command(app, parsed.options);
  add_quality_commands(app, parsed.options);
  add_learning_commands(app, parsed.options);
  add_running_commands(app, parsed.options);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) {
      parsed.exit = app.exit(error);
      return parsed;
    }
    // --json must shape this error too, although parsing stopped.
    return tl::unexpected(usage_error(error, app, argc, argv));
  }
  if (auto texts = take_texts(raw, parsed.options); !texts) {
    Error error = texts.error();
    error.code = Code::usage;
    return tl::unexpected(std::move(error));
  }
  return parsed;
}

}  // namespace tc::cli

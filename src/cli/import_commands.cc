// SPDX-License-Identifier: Apache-2.0
#include "cli/import_commands.h"

#include <fmt/format.h>

#include "app/file_schedule.h"
#include "app/intake.h"
#include "app/schedule_import.h"
#include "cli/command_tools.h"
#include "cli/print_import.h"

namespace tc::cli {
namespace {

enum class Kind : std::uint8_t { programme, schedule };

/// A programme is JSON; no planning tool writes that.
Kind kind_of(std::string_view bytes) {
  constexpr std::string_view kMark = "\xEF\xBB\xBF";
  if (bytes.starts_with(kMark)) bytes.remove_prefix(kMark.size());
  const std::size_t first = bytes.find_first_not_of(" \t\r\n");
  const bool json = first == std::string_view::npos || bytes[first] == '{' || bytes[first] == '[';
  return json ? Kind::programme : Kind::schedule;
}

Result<Kind> kind_asked(const Options& options, std::string_view bytes) {
  if (options.kind == "programme") return Kind::programme;
  if (options.kind == "schedule" || options.project || options.as_new) return Kind::schedule;
  if (options.kind.empty()) return kind_of(bytes);
  return fail(Code::usage, "import.kind", fmt::format("unknown kind '{}'", options.kind), "--as",
              "programme or schedule");
}

/// A dry run leaves nothing behind, not even an empty database.
bool leaves_no_database(const Options& options) {
  return options.dry_run && !database_exists(options.db);
}

Result<int> import_programme(const Options& options, const std::string& path,
                             const std::string& bytes) {
  Result<app::ImportOutcome> outcome;
  if (leaves_no_database(options)) {
    TC_TRY(const app::Library library, app::load_library(options.templates_dir));
    outcome = app::check_programme(library, bytes);
  } else {
    TC_TRY(const App app, open_app(options));
    outcome = app::import_programme(*app, request_for({}), bytes, options.dry_run);
  }
  if (!outcome) return tl::unexpected(at_file(outcome.error(), path));
  if (options.json) {
    print(app::to_json(*outcome));
    return 0;
  }
  print(fmt::format("{} {} → city {}: {}", options.dry_run ? "would import" : "imported", path,
                    outcome->city.value, counted(outcome->rows)));
  print_notes(outcome->notes);
  return 0;
}

Result<int> import_schedule(const Options& options, const std::string& path,
                            const std::string& bytes) {
  if (options.project.has_value() == options.as_new) {
    // What is no plan at all is said first; only of a plan it is asked where it goes.
    const Result<app::FileSchedulePtr> plan = app::compute_file(bytes, path);
    if (!plan) return tl::unexpected(plan.error());
    return fail(Code::usage, "import.target", "say where the plan goes", "--project",
                "give --project ID for a project that is here, or --new for new ones");
  }
  if (leaves_no_database(options)) {
    return fail(Code::not_found, "city.none", "the database holds no city yet", options.db,
                "run tongchou init --example yangquan");
  }
  TC_TRY(const App app, open_app(options));
  TC_TRY(const model::CityCode city, chosen_city(*app, options));
  const app::ImportRequest import{.bytes = bytes,
                                  .file_name = path,
                                  .into = model::ProjectId{options.project.value_or(0)},
                                  .file_project = options.in_project,
                                  .token = std::nullopt};
  if (options.dry_run) {
    const auto preview = app::preview_schedule_import(*app, request_for(city), import);
    if (!preview) return tl::unexpected(at_file(preview.error(), path));
    print(options.json ? app::to_json(*preview) : print_import(*preview, options.english));
    return 0;
  }
  const auto done = app::import_schedule(*app, request_for(city), import);
  if (!done) return tl::unexpected(at_file(done.error(), path));
  if (options.json) {
    print(app::to_json(*done));
    return 0;
  }
  print(print_import(done->view, options.english));
  print(counted(done->rows));
  return 0;
}

}  // namespace

Result<int> run_import(const Options& options) {
  if (options.project && *options.project < 1) {
    return fail(Code::usage, "usage.value", fmt::format("{} is no project id", *options.project),
                "--project");
  }
  for (const std::string& path : options.files) {
    TC_TRY(const std::string bytes, read_file(path, kMaxSchedule));
    TC_TRY(const Kind kind, kind_asked(options, bytes));
    if (kind == Kind::programme && bytes.size() > kMaxFile) {
      return fail(Code::limit, "file.size",
                  fmt::format("{} bytes are more than {} MiB", bytes.size(), kMaxFile >> 20), path);
    }
    TC_TRY_VOID((kind == Kind::programme ? import_programme(options, path, bytes)
                                         : import_schedule(options, path, bytes))
                    .map([](int) {}));
  }
  return 0;
}

}  // namespace tc::cli

// SPDX-License-Identifier: Apache-2.0
#include "cli/sprint_commands.h"

#include <fmt/format.h>

#include <charconv>

#include "app/sprint.h"
#include "cli/command_tools.h"
#include "cli/print_sprint.h"

namespace tc::cli {
namespace {

Result<std::optional<std::int64_t>> days_of(const std::string& text) {
  if (text.empty()) return std::nullopt;
  std::int64_t days = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, days);
  if (error == std::errc{} && stop == end) return days;
  return fail(Code::usage, "sprint.days", fmt::format("'{}' is no number of days", text), "--by",
              "a study counts in days, e.g. --by 490");
}

Result<app::SprintAsk> ask_of(const Options& options) {
  app::SprintAsk ask;
  ask.points = options.points;
  if (options.by.empty()) return ask;
  Result<Day> day = parse_day(options.by);
  if (!day) {
    Error error = day.error();
    error.code = Code::usage;
    error.where = "--by";
    return tl::unexpected(std::move(error));
  }
  ask.by = *day;
  return ask;
}

int show(const app::SprintView& view, const Options& options) {
  print(options.json ? app::to_json(view) : print_sprint(view, options.english));
  return view.feasible ? 0 : 1;
}

Result<int> sprint_study(const Options& options, const std::string& bytes) {
  TC_TRY(const std::optional<std::int64_t> by, days_of(options.by));
  TC_TRY(const app::DaySprintView view, app::sprint_of_study(bytes, by));
  print(options.json ? app::to_json(view) : print_study(view, options.english));
  return view.feasible() ? 0 : 1;
}

Result<int> sprint_schedule(const Options& options, const std::string& bytes) {
  TC_TRY(const app::SprintAsk ask, ask_of(options));
  TC_TRY(const app::Library library, app::load_library(options.templates_dir));
  TC_TRY(app::FileSchedulePtr schedule, app::compute_file(bytes, options.files.front()));
  TC_TRY(const app::SprintView view, app::sprint_of_file(library, std::move(schedule), ask));
  return show(view, options);
}

Result<int> sprint_project(const Options& options) {
  TC_TRY(const app::SprintAsk ask, ask_of(options));
  TC_TRY(const App app, open_app(options));
  TC_TRY(const app::Query query, query_of(*app, options));
  TC_TRY(const app::SprintView view,
         app::sprint_of_project(*app, query, model::ProjectId{*options.project}, ask));
  return show(view, options);
}

}  // namespace

Result<int> run_sprint(const Options& options) {
  if (options.project && options.files.empty()) return sprint_project(options);
  if (options.project || options.files.size() != 1) {
    return fail(Code::usage, "sprint.what", "say which schedule", "FILE",
                "tongchou sprint FILE --by DATE, or sprint --project ID --by DATE");
  }
  const std::string& path = options.files.front();
  TC_TRY(const std::string bytes, read_file(path, kMaxSchedule));
  Result<int> code =
      app::is_sprint_study(bytes) ? sprint_study(options, bytes) : sprint_schedule(options, bytes);
  if (!code && code.error().code != Code::usage) return tl::unexpected(at_file(code.error(), path));
  return code;
}

}  // namespace tc::cli

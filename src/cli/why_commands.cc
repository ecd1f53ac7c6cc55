// SPDX-License-Identifier: Apache-2.0
#include "cli/why_commands.h"

#include <fmt/format.h>

#include "app/file_schedule.h"
#include "app/why.h"
#include "cli/command_tools.h"
#include "cli/print_why.h"

namespace tc::cli {
namespace {

constexpr std::size_t kMostPaths = 100;

Result<app::WhyAsk> ask_of(const Options& options) {
  app::WhyAsk ask;
  ask.paths = options.paths;
  if (options.paths > kMostPaths) {
    return fail(Code::usage, "why.paths", fmt::format("{} paths are too many", options.paths),
                "--paths", fmt::format("at most {}", kMostPaths));
  }
  ask.by = options.by_total_float ? engine::PathBy::total_float : engine::PathBy::free_float;
  ask.about_float = options.date == "float";
  if (!ask.about_float) ask.field = model::from_name<engine::DateField>(options.date);
  return ask;
}

int show(const app::WhyAnswer& answer, const Options& options) {
  print(options.json ? app::to_json(answer) : print_why(answer, options.english));
  return 0;
}

Result<app::FileSchedulePtr> computed(const std::string& path) {
  TC_TRY(const std::string bytes, read_file(path, kMaxSchedule));
  Result<app::FileSchedulePtr> schedule = app::compute_file(bytes, path);
  if (!schedule) return tl::unexpected(at_file(schedule.error(), path));
  return schedule;
}

/// The name without folders.
std::string base_name(const std::string& path) { return path.substr(path.find_last_of("/\\") + 1); }

Result<int> why_file(const Options& options) {
  TC_TRY(const app::WhyAsk ask, ask_of(options));
  TC_TRY(const app::FileSchedulePtr file, computed(options.files[0]));
  app::FileSchedulePtr before;
  if (!options.since.empty()) {
    TC_TRY(before, computed(options.since));
  }
  const app::EarlierFile earlier{before.get(), base_name(options.since)};
  const std::string word = options.files.size() > 1 ? options.files[1] : std::string();
  const Result<app::WhyAnswer> answer =
      app::why_in_file(*file, word, ask, before ? &earlier : nullptr);
  if (!answer) return tl::unexpected(at_file(answer.error(), options.files[0]));
  return show(*answer, options);
}

Result<int> why_project(const Options& options) {
  TC_TRY(app::WhyAsk ask, ask_of(options));
  if (!options.since.empty()) {
    TC_TRY(ask.since, parse_day(options.since));
  }
  TC_TRY(const App app, open_app(options));
  TC_TRY(const app::Query query, query_of(*app, options));
  const model::ProjectId project{*options.project};
  const std::string word = options.files.empty() ? std::string() : options.files[0];
  TC_TRY(const app::WhyAnswer answer, app::why_in_project(*app, query, project, word, ask));
  return show(answer, options);
}

}  // namespace

Result<int> run_why(const Options& options) {
  const std::size_t words = options.files.size();
  if (options.project && words <= 1) return why_project(options);
  if (!options.project && (words == 1 || words == 2)) return why_file(options);
  return fail(Code::usage, "why.what", "say which activity of which schedule", "FILE ACTIVITY",
              "tongchou why FILE ACTIVITY, or why --project ID ACTIVITY");
}

}  // namespace tc::cli

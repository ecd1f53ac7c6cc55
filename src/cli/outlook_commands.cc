// SPDX-License-Identifier: Apache-2.0
#include "cli/outlook_commands.h"

#include <fmt/format.h>

#include "app/outlook.h"
#include "app/publish.h"
#include "cli/command_tools.h"
#include "cli/long_run.h"
#include "cli/print_outlook.h"

namespace tc::cli {
namespace {

app::OutlookAsk ask_of(const Options& options, LongRun& run) {
  app::OutlookAsk ask;
  ask.trials = options.trials;
  ask.seed = options.seed;
  ask.threads = options.threads;
  ask.every_activity = options.every_activity;
  ask.without = options.without;
  ask.watch.cancel = run.cancelled();
  ask.watch.progress = [&run](std::int64_t done, std::int64_t of) { run.progress(done, of); };
  return ask;
}

int show(const app::OutlookAnswer& answer, const Options& options) {
  print(options.json ? app::to_json(answer) : print_outlook(answer, options.english));
  return 0;
}

Result<app::OutlookAnswer> file_outlook(const Options& options) {
  const std::string& path = options.files.front();
  TC_TRY(const app::Library library, app::load_library(options.templates_dir));
  TC_TRY(const std::string bytes, read_file(path, kMaxSchedule));
  const Result<app::FileSchedulePtr> file = app::compute_file(bytes, path);
  if (!file) return tl::unexpected(at_file(file.error(), path));
  LongRun run("outlook");
  Result<app::OutlookAnswer> answer = app::outlook_of_file(library, **file, ask_of(options, run));
  if (!answer) return tl::unexpected(at_file(answer.error(), path));
  return answer;
}

Result<int> project_outlook(const Options& options) {
  TC_TRY(const App app, open_app(options));
  TC_TRY(const app::Query query, query_of(*app, options));
  Result<app::OutlookPtr> answer;
  {
    LongRun run("outlook");
    answer = app::outlook_of_project(*app, query, model::ProjectId{*options.project},
                                     ask_of(options, run));
  }
  if (!answer) return tl::unexpected(answer.error());
  return show(**answer, options);
}

Result<int> city_outlook(const Options& options) {
  TC_TRY(const App app, open_app(options));
  TC_TRY(const app::Query query, query_of(*app, options));
  Result<app::CityOutlook> answer;
  {
    LongRun run("outlook");
    answer = app::outlook_of_city(*app, query, ask_of(options, run));
  }
  if (!answer) return tl::unexpected(answer.error());
  print(options.json ? app::to_json(*answer) : print_city_outlook(*answer, options.english));
  return 0;
}

Result<int> publish(const Options& options) {
  TC_TRY(const App app, open_app(options));
  TC_TRY(const app::Query query, query_of(*app, options));
  if (options.as_of) {
    return fail(Code::usage, "outlook.publish", "a forecast is made today", "--as-of",
                "leave --as-of out with --publish");
  }
  const auto project = options.project ? std::optional(model::ProjectId{*options.project})
                                       : std::optional<model::ProjectId>();
  Result<app::PublishedForecasts> published;
  {
    LongRun run("outlook");
    published =
        app::publish_outlook(*app, request_for(query.acting.city), project, ask_of(options, run));
  }
  if (!published) return tl::unexpected(published.error());
  const std::size_t kept = published->forecasts.size();
  if (options.json) {
    print(app::to_json(*published));
  } else if (options.english) {
    print(fmt::format("{} forecasts kept; see tongchou calibration", kept));
  } else {
    print(fmt::format("已存档 {} 个预测，到期后由 tongchou calibration 评分", kept));
  }
  return 0;
}

}  // namespace

Result<int> run_outlook(const Options& options) {
  const int asked =
      (options.files.empty() ? 0 : 1) + (options.project ? 1 : 0) + (options.all_projects ? 1 : 0);
  if (asked != 1 || options.files.size() > 1) {
    return fail(Code::usage, "outlook.what", "say which plan", "FILE",
                "give one file, --project ID, or --all for the whole city");
  }
  if (options.all_projects && !options.without.empty()) {
    return fail(Code::usage, "outlook.what", "--without needs one plan", "--without",
                "give --project ID with it");
  }
  if (options.publish && !options.files.empty()) {
    return fail(Code::usage, "outlook.publish", "forecasts are kept for the programme's projects",
                "--publish", "import the file first");
  }
  if (options.publish) return publish(options);
  if (options.project) return project_outlook(options);
  if (options.all_projects) return city_outlook(options);
  TC_TRY(const app::OutlookAnswer answer, file_outlook(options));
  return show(answer, options);
}

}  // namespace tc::cli

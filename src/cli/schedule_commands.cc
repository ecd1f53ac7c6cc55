// SPDX-License-Identifier: Apache-2.0
#include "cli/schedule_commands.h"

#include <filesystem>

#include "app/convert.h"
#include "app/file_schedule.h"
#include "app/plans.h"
#include "cli/command_tools.h"
#include "cli/print_convert.h"
#include "cli/print_page.h"
#include "cli/print_schedule.h"

namespace tc::cli {
namespace {

Result<int> schedule_files(const Options& options) {
  if (options.files.size() != 1) {
    return fail(Code::usage, "schedule.what", "give one file", "FILE");
  }
  const std::string& path = options.files.front();
  TC_TRY(const std::string bytes, read_file(path, kMaxSchedule));
  const Result<app::FileSchedulePtr> schedule = app::compute_file(bytes, path);
  if (!schedule) return tl::unexpected(at_file(schedule.error(), path));
  if (options.csv) {
    print(app::to_csv(**schedule));
  } else if (options.json) {
    print(app::to_json(**schedule));
  } else {
    print(print_file_schedule(**schedule, options.compare, options.english));
  }
  return 0;
}

}  // namespace

Result<int> run_schedule(const Options& options) {
  if (!options.files.empty()) return schedule_files(options);
  if (!options.project && !options.all_projects) {
    return fail(Code::usage, "schedule.what", "say which schedule", "FILE",
                "give a file, --project ID, or --all for the whole city");
  }
  TC_TRY(const App app, open_app(options));
  TC_TRY(const app::Query query, query_of(*app, options));
  app::ScheduleQuery ask{.query = query, .project = std::nullopt, .rows = true};
  if (options.project) ask.project = model::ProjectId{*options.project};
  ask.rows = options.csv || options.project.has_value();
  TC_TRY(const app::ScheduleAnswer answer, app::schedule_city(*app, ask));
  if (options.csv) {
    print(app::to_csv(answer));
  } else if (options.json) {
    print(app::to_json(answer));
  } else {
    print(print_schedule(answer, options.english));
  }
  return 0;
}

Result<int> run_convert(const Options& options) {
  const std::string& in = options.files.front();
  const std::string& out = options.files.back();
  std::error_code ignored;
  if (in == out || std::filesystem::equivalent(in, out, ignored)) {
    return fail(Code::usage, "convert.same", "the two files are the same one", out,
                "give the converted file another name");
  }
  TC_TRY(const std::string bytes, read_file(in, kMaxSchedule));
  const Result<app::Conversion> conversion =
      app::convert_schedule(bytes, in, {.name = out, .as = options.kind});
  if (!conversion) return tl::unexpected(at_file(conversion.error(), in));
  TC_TRY_VOID(write_file(out, conversion->bytes));
  print(options.json ? app::to_json(*conversion)
                     : print_conversion(*conversion, in, out, options.english));
  return 0;
}

}  // namespace tc::cli

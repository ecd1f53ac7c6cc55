// SPDX-License-Identifier: Apache-2.0
#include "cli/check_command.h"

#include <filesystem>

#include "app/quality.h"
#include "cli/command_tools.h"
#include "cli/print_quality.h"

namespace tc::cli {
namespace {

constexpr std::uintmax_t kMostPack = 4ULL << 20;

/// A pack of the library by its key, or one read from a file of its own.
Result<rules::QualityPack> chosen_pack(const Options& options, const app::Library& library) {
  if (!options.pack.ends_with(".toml")) {
    TC_TRY(const rules::QualityPack* pack, app::quality_pack_of(library, options.pack));
    return *pack;
  }
  TC_TRY(const std::string bytes, read_file(options.pack, kMostPack));
  const std::string key = std::filesystem::path(options.pack).stem().string();
  Result<rules::QualityPack> pack = rules::parse_quality_pack(bytes, key);
  if (!pack) return tl::unexpected(at_file(pack.error(), options.pack));
  return pack;
}

/// On a terminal nobody reads thousands of lines.
std::size_t most_listed(const Options& options) {
  return options.json || options.csv ? 0 : kMostShown;
}

Result<app::QualityView> check_files(const Options& options) {
  if (options.files.size() != 1) {
    return fail(Code::usage, "check.what", "give one file", "FILE");
  }
  if (options.project) {
    return fail(Code::usage, "check.what", "a file and a project at once", "--project",
                "give FILE or --project ID");
  }
  const std::string& path = options.files.front();
  TC_TRY(const app::Library library, app::load_library(options.templates_dir));
  TC_TRY(const rules::QualityPack pack, chosen_pack(options, library));
  TC_TRY(const std::string bytes, read_file(path, kMaxSchedule));
  Result<app::QualityView> view =
      app::check_file(bytes, path, {.pack = pack, .most_listed = most_listed(options)});
  if (!view) return tl::unexpected(at_file(view.error(), path));
  return view;
}

Result<app::QualityView> check_programme(const Options& options) {
  if (!options.project) {
    return fail(Code::usage, "check.what", "say which schedule", "FILE",
                "give a file, or --project ID");
  }
  TC_TRY(const App app, open_app(options));
  TC_TRY(const app::Query query, query_of(*app, options));
  TC_TRY(const rules::QualityPack pack, chosen_pack(options, app->library()));
  return app::check_project(*app, query, model::ProjectId{*options.project},
                            {.pack = pack, .most_listed = most_listed(options)});
}

}  // namespace

Result<int> run_check(const Options& options) {
  TC_TRY(const app::QualityView view,
         options.files.empty() ? check_programme(options) : check_files(options));
  if (options.csv) {
    print(app::to_csv(view));
  } else if (options.json) {
    print(app::to_json(view));
  } else {
    print(print_quality(view, options.english));
  }
  return view.passed ? 0 : 1;
}

}  // namespace tc::cli

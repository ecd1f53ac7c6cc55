// SPDX-License-Identifier: Apache-2.0
#include "cli/learning_commands.h"

#include <filesystem>

#include "app/backtest.h"
#include "app/forecasts.h"
#include "app/priors.h"
#include "cli/command_tools.h"
#include "cli/print_backtest.h"
#include "cli/print_calibration.h"
#include "cli/print_priors.h"

namespace tc::cli {

Result<int> run_priors(const Options& options) {
  TC_TRY(const App app, open_app(options));
  TC_TRY(const app::Query query, query_of(*app, options));
  TC_TRY(const app::PriorsView view, app::priors_of(*app, query));
  print(options.json ? app::to_json(view) : print_priors(view, options.english));
  return 0;
}

Result<int> run_calibration(const Options& options) {
  TC_TRY(const App app, open_app(options));
  TC_TRY(const app::Query query, query_of(*app, options));
  TC_TRY(const app::CalibrationView view, app::calibration(*app, query));
  print(options.json ? app::to_json(view) : print_calibration(view, options.english));
  return 0;
}

Result<int> run_backtest(const Options& options) {
  std::vector<app::BacktestFile> files;
  for (const std::string& path : options.files) {
    TC_TRY(std::string bytes, read_file(path));
    files.push_back({std::filesystem::path(path).filename().string(), std::move(bytes)});
  }
  TC_TRY(const app::BacktestView view, app::run_backtest(files));
  print(options.json ? app::to_json(view) : print_backtest(view, options.english));
  return 0;
}

}  // namespace tc::cli

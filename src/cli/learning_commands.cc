// SPDX-License-Identifier: Apache-2.0
#include "cli/learning_commands.h"

#include "app/priors.h"
#include "cli/command_tools.h"
#include "cli/print_priors.h"

namespace tc::cli {

Result<int> run_priors(const Options& options) {
  TC_TRY(const App app, open_app(options));
  TC_TRY(const app::Query query, query_of(*app, options));
  TC_TRY(const app::PriorsView view, app::priors_of(*app, query));
  print(options.json ? app::to_json(view) : print_priors(view, options.english));
  return 0;
}

}  // namespace tc::cli

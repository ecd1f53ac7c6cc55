// Commands that take files into the database: programmes and the plans of planning tools.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "cli/options.h"

namespace tc::cli {

/// `import FILE… [--project ID | --new] [--in-project CODE] [--dry-run]`. What a file is follows
/// from its content unless `--as` says it. Rules: import.kind, import.target, city.none, and those
/// of app::import_programme and app::import_schedule.
[[nodiscard]] Result<int> run_import(const Options& options);

}  // namespace tc::cli

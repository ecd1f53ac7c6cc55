// What comes in from outside: visit reports, programme files, the examples. All or nothing.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "app/request.h"
#include "formats/report/reading.h"

namespace tc::app {

/// Reads a report from its bytes (any Chinese encoding). Rules: text.*, report.*.
[[nodiscard]] Result<formats::report::Reading> read_report(const Library& library,
                                                           std::string_view bytes);

struct Applied {
  std::map<std::string, int> rows;  ///< rows made or changed, by noun
  Notes notes;
};
struct ReadOptions {
  std::optional<int> year;  ///< for a report that gives day and month only
  std::string source_name;  ///< file name, kept with the visit
  bool apply = false;
};
struct ReadOutcome {
  formats::report::Reading reading;
  std::optional<Applied> applied;
};
/// Reads, and with `apply` makes or updates projects, the visit, its orders and stated blockers in
/// one transaction; plans come from the templates by the stage words and are marked inferred.
/// Rules: report.no_visit (answer_no), report.year.
[[nodiscard]] Result<ReadOutcome> take_report(App& app, const Request& request,
                                              std::string_view bytes, const ReadOptions& options);

struct ImportOutcome {
  model::CityCode city;
  bool dry_run = false;
  std::map<std::string, int> rows;
  Notes notes;
};
/// What a programme file would bring into a database that does not hold its city.
[[nodiscard]] Result<ImportOutcome> check_programme(const Library& library, std::string_view bytes);
/// Takes in a programme file. Rules: programme.*, json.*, network.*, import.exists (the city is
/// there already and the file is no update of it).
[[nodiscard]] Result<ImportOutcome> import_programme(App& app, const Request& request,
                                                     std::string_view bytes, bool dry_run);

/// Makes one of the examples ("yangquan", "demo-city"). Rules: example.unknown, import.exists.
[[nodiscard]] Result<ImportOutcome> init_example(App& app, const Request& request,
                                                 std::string_view name);

[[nodiscard]] std::string to_json(const ReadOutcome& outcome);
[[nodiscard]] std::string to_json(const ImportOutcome& outcome);

}  // namespace tc::app

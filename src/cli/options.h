// The command line as one value: what was asked, with every option in its type.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"

namespace tc::cli {

struct Options {
  // common to all commands
  std::string db = "sqlite:tongchou.db";
  std::optional<int> city;  ///< unset: the only city, or 140300 when there are several
  std::optional<Day> as_of;
  bool json = false;
  bool english = false;
  std::string templates_dir;

  std::string command;             ///< "dispatch", "audit verify", …
  std::vector<std::string> files;  ///< positional arguments
  // of single commands
  std::string example;                    ///< init
  bool apply = false;                     ///< read
  std::optional<int> year;                ///< read
  std::string kind;                       ///< import --as, convert --as
  bool dry_run = false;                   ///< import
  std::size_t top = 12;                   ///< dispatch
  std::string template_type;              ///< drag
  std::optional<Day> start;               ///< drag
  std::vector<std::string> holds;         ///< drag: ACTIVITY=DAYS
  bool as_new = false;                    ///< import
  std::string in_project;                 ///< import: code of a project of the file
  std::optional<std::int64_t> project;    ///< schedule, import, check
  bool all_projects = false;              ///< schedule, outlook: the whole city
  bool csv = false;                       ///< schedule, check
  std::string pack;                       ///< check: key of a quality pack, or a .toml file
  bool compare = false;                   ///< schedule FILE: beside the dates stored in it
  std::string date;                       ///< why: which date of the activity
  std::size_t paths = 0;                  ///< why: float paths
  bool by_total_float = false;            ///< why: paths by total float
  std::int64_t trials = 2000;             ///< outlook
  std::uint64_t seed = 1;                 ///< outlook
  std::string without;                    ///< outlook: a blocker or an activity as if gone
  bool every_activity = false;            ///< outlook: each unfinished activity is a node
  std::string since;                      ///< why: an earlier FILE, or a day of the programme
  std::string by;                         ///< sprint: a date, or days in a study
  std::size_t points = 9;                 ///< sprint: of the curve
  std::string listen = "127.0.0.1:8642";  ///< serve
  double rate = -1;                       ///< serve: requests a second and address; < 0: default
  int threads = 0;                        ///< 0: as many as the machine has
};

/// Either options to run, or an exit code after help or version was printed to stdout.
struct Parsed {
  Options options;
  std::optional<int> exit;
};

/// Rules: usage.command, usage.option, usage.value; unknown names suggest the nearest.
[[nodiscard]] Result<Parsed> parse(int argc, const char* const* argv);

}  // namespace tc::cli

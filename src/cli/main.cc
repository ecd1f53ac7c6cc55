// Parses, runs, and turns every failure into one line on stderr and an exit code.
// SPDX-License-Identifier: Apache-2.0
#include <cstdio>
#include <exception>
#include <string_view>

#include "app/views/json.h"
#include "cli/commands.h"
#include "cli/options.h"

namespace {

using tc::Code;
using tc::Error;

bool wants_json(int argc, const char* const* argv) {
  for (int i = 1; i < argc; ++i) {
    if (std::string_view(argv[i]) == "--json") return true;
  }
  return false;
}

/// Exit 1 is an answer: its text is already on stdout and needs no error line.
int report(const Error& error, bool json) {
  if (json) std::printf("%s\n", tc::app::to_json(error).c_str());
  std::fprintf(stderr, "%s\n", tc::to_line(error).c_str());
  return tc::exit_code(error.code);
}

int run(int argc, const char* const* argv) {
  const bool json = wants_json(argc, argv);
  const tc::Result<tc::cli::Parsed> parsed = tc::cli::parse(argc, argv);
  if (!parsed) return report(parsed.error(), json);
  if (parsed->exit) return *parsed->exit;
  const tc::Result<int> code = tc::cli::run(parsed->options);
  return code ? *code : report(code.error(), json);
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const std::bad_alloc&) {
    return report({Code::limit, "limit.memory", "not enough memory", {}, "free some memory"},
                  false);
  } catch (const std::exception& exception) {
    return report({Code::internal,
                   "internal.exception",
                   exception.what(),
                   {},
                   "this is a bug; please report it with the command you ran"},
                  false);
  }
}

// SPDX-License-Identifier: Apache-2.0
#include "base/result.h"

#include <array>
#include <cstdio>
#include <cstdlib>

namespace tc {

int exit_code(Code code) {
  switch (code) {
    case Code::answer_no:
      return 1;
    case Code::usage:
      return 2;
    case Code::bad_input:
    case Code::not_found:
      return 3;
    case Code::not_allowed:
    case Code::conflict:
      return 4;
    case Code::store:
      return 5;
    case Code::limit:
      return 6;
    case Code::internal:
      return 70;
  }
  return 70;
}

std::string to_line(const Error& error) {
  std::string line = "error[" + error.rule + "]: " + error.message;
  if (!error.where.empty()) line += " (" + error.where + ")";
  if (!error.advice.empty()) line += "\n  → " + error.advice;
  return line;
}

void check_failed(std::string_view expression, std::string_view file, int line,
                  std::string_view values) {
  std::fprintf(stderr, "fatal: check failed: %.*s [%.*s] at %.*s:%d\n",
               static_cast<int>(expression.size()), expression.data(),
               static_cast<int>(values.size()), values.data(), static_cast<int>(file.size()),
               file.data(), line);
  std::abort();
}

}  // namespace tc

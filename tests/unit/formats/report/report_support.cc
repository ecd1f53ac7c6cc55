// SPDX-License-Identifier: Apache-2.0
#include "unit/formats/report/report_support.h"

#include <opencc/opencc.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include "base/data.h"

namespace tc::test {

using formats::report::Reading;
using formats::report::ReportRules;
using formats::report::ToSimplified;

const ReportRules& report_rules() {
  static const ReportRules rules = [] {
    auto parsed = formats::report::parse_report_rules(data::templates());
    if (!parsed) {
      std::fprintf(stderr, "%s\n", to_line(parsed.error()).c_str());
      std::abort();
    }
    return *parsed;
  }();
  return rules;
}

const ToSimplified& to_simplified() {
  static const opencc::SimpleConverter converter("t2s.json");
  static const ToSimplified convert = [](std::string_view text) {
    return converter.Convert(std::string(text));
  };
  return convert;
}

std::optional<std::string> file_bytes(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return std::nullopt;
  return std::string(std::istreambuf_iterator<char>(in), {});
}

Reading read(const std::string& utf8) {
  auto reading = formats::report::read_report(utf8, report_rules(), to_simplified());
  if (!reading) {
    std::fprintf(stderr, "%s\n", to_line(reading.error()).c_str());
    std::abort();
  }
  return *reading;
}

}  // namespace tc::test

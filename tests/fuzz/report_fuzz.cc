// Any bytes through the reader of visit reports: no crash, no sanitizer finding, and the same
// answer twice. The converter is the identity, so that only our own code is explored.
// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/data.h"
#include "formats/report/reader.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tc::formats::report;
  static const auto rules = parse_report_rules(tc::data::templates());
  if (!rules) std::abort();
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const ToSimplified same = [](std::string_view text) { return std::string(text); };
  const auto decoded = decode_report(bytes);
  const std::string_view text = decoded ? std::string_view(decoded->utf8) : bytes;
  const auto first = read_report(text, *rules, same);
  const auto second = read_report(text, *rules, same);
  if (first.has_value() != second.has_value()) std::abort();
  if (first && reading_to_json(*first) != reading_to_json(*second)) std::abort();
  return 0;
}

// Any bytes as a visit report: refused with a rule, or read into one JSON object of sound UTF-8,
// the same each time. SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/data.h"
#include "base/result.h"
#include "base/text.h"
#include "formats/report/reader.h"
#include "formats/report/rules.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace report = tc::formats::report;
  static const tc::Result<report::ReportRules> rules =
      report::parse_report_rules(tc::data::templates());
  TC_CHECK(rules.has_value(), rules.error().message);
  const auto decoded = report::decode_report({reinterpret_cast<const char*>(data), size});
  if (!decoded) return 0;
  const auto as_it_is = [](std::string_view text) { return std::string(text); };
  const auto reading = report::read_report(decoded->utf8, *rules, as_it_is);
  if (!reading) {
    TC_CHECK(!reading.error().rule.empty() && !reading.error().message.empty(), "error is empty");
    return 0;
  }
  const std::string json = report::reading_to_json(*reading);
  TC_CHECK(tc::text::first_bad_utf8(json) >= json.size(), json);
  const auto again = report::read_report(decoded->utf8, *rules, as_it_is);
  TC_CHECK(again && report::reading_to_json(*again) == json, json);
  return 0;
}

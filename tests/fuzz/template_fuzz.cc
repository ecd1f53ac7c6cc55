// Any bytes as each of the TOML texts that an official may edit: refused with a rule, or sound.
// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/embedded.h"
#include "base/result.h"
#include "formats/blocker/blocker_words.h"
#include "formats/report/rules.h"
#include "formats/template/template_set.h"
#include "rules/light.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  switch (data[0] % 6) {
    case 0:
      (void)tc::formats::parse_template(text, "fuzz.toml");
      break;
    case 1:
      (void)tc::formats::parse_calendar(text, "fuzz.toml");
      break;
    case 2:
      (void)tc::formats::parse_stage_rules(text, "fuzz.toml");
      break;
    case 3:
      (void)tc::rules::parse_light_pack(text, "fuzz");
      break;
    case 4:
      (void)tc::formats::parse_blocker_words(text, "fuzz.toml");
      break;
    default: {
      const std::array files{tc::EmbeddedFile{.path = "report/visit.toml", .bytes = text}};
      (void)tc::formats::report::parse_report_rules(files);
    }
  }
  return 0;
}

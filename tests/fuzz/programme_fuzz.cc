// Any bytes as a programme file: refused with a rule, or read into a state that writes and reads
// back equal.
// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/data.h"
#include "base/result.h"
#include "formats/programme/programme.h"
#include "formats/template/template_set.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const tc::Result<tc::formats::TemplateSet> templates =
      tc::formats::parse_templates(tc::data::templates());
  TC_CHECK(templates.has_value(), templates.error().message);
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto reading = tc::formats::read_programme(bytes, *templates);
  if (!reading) {
    TC_CHECK(!reading.error().rule.empty() && !reading.error().message.empty(), "error is empty");
    return 0;
  }
  for (const tc::formats::ProgrammeCity& city : reading->cities) {
    const std::string written = tc::formats::write_programme(city.state);
    const auto again = tc::formats::read_programme(written, *templates);
    TC_CHECK(again.has_value(), again.error().message + "\n" + written);
  }
  return 0;
}

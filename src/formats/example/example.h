// The description of an example city that is made by reading a report (examples/*/example.toml).
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "model/city.h"

namespace tc::formats {

struct Example {
  model::City city;
  std::string report;       ///< file beside it
  std::string year_source;  ///< why the report is of that year
};

/// Rules: template.syntax, template.value and those of TomlFields.
[[nodiscard]] Result<Example> parse_example(std::string_view toml, std::string_view where);

}  // namespace tc::formats

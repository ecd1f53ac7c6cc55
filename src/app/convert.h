// A planning tool's schedule into another tool's format, without a database: bytes in, bytes out,
// and what was read, what was written, what did not come across.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "formats/exchange/exchange.h"

namespace tc::app {

struct Conversion {
  formats::ScheduleSummary read;
  formats::ScheduleFormat written{};
  std::string bytes;
  Notes notes;    ///< of reading
  Notes dropped;  ///< of writing
};

/// What the converted file shall be: `as` ("xer", "pmxml", "mspdi", "csv") decides; else the ending
/// of its name; a bare .xml stays the XML that was read, or becomes Microsoft Project's.
struct ConvertTarget {
  std::string name;
  std::string as;
};

/// Rules: convert.as (unknown name), convert.format (the ending says nothing), and those of
/// formats::read_schedule and write_schedule.
[[nodiscard]] Result<Conversion> convert_schedule(std::string_view bytes,
                                                  std::string_view file_name,
                                                  const ConvertTarget& target);

/// {"read": {…}, "written": {…}, "notes": […], "dropped": […]}, without the bytes.
[[nodiscard]] std::string to_json(const Conversion& conversion);

}  // namespace tc::app

// SPDX-License-Identifier: Apache-2.0
#include "app/convert.h"

#include <fmt/format.h>

#include "app/encode.h"

namespace tc::app {
namespace {

using formats::ScheduleFormat;

Result<ScheduleFormat> target_format(const ConvertTarget& target, ScheduleFormat source) {
  if (!target.as.empty()) {
    if (const auto named = formats::format_named(target.as)) return *named;
    return fail(Code::usage, "convert.as", fmt::format("unknown format '{}'", target.as), "--as",
                "one of xer, pmxml, mspdi, csv");
  }
  if (const auto named = formats::format_from_name(target.name)) return *named;
  if (target.name.ends_with(".xml") || target.name.ends_with(".XML")) {
    return source == ScheduleFormat::pmxml ? ScheduleFormat::pmxml : ScheduleFormat::mspdi;
  }
  return fail(Code::usage, "convert.format",
              fmt::format("the ending of '{}' names no format", target.name), "OUT",
              "end it in .xer, .xml or .csv, or say --as");
}

}  // namespace

Result<Conversion> convert_schedule(std::string_view bytes, std::string_view file_name,
                                    const ConvertTarget& target) {
  TC_TRY(formats::ScheduleFile file, formats::read_schedule(bytes, file_name));
  TC_TRY(const ScheduleFormat format, target_format(target, file.format));
  TC_TRY(formats::WrittenSchedule written, formats::write_schedule(file, format));
  return Conversion{.read = formats::summary_of(file),
                    .written = format,
                    .bytes = std::move(written.bytes),
                    .notes = std::move(file.notes),
                    .dropped = std::move(written.dropped)};
}

std::string to_json(const Conversion& conversion) {
  const formats::ScheduleSummary& read = conversion.read;
  const Json json{
      {"read",
       {{"format", formats::to_name(read.format)},
        {"tool", read.tool},
        {"version", read.version},
        {"encoding", read.encoding},
        {"projects", read.projects},
        {"activities", read.activities},
        {"started", read.started},
        {"finished", read.finished},
        {"links", read.links},
        {"calendars", read.calendars},
        {"resources", read.resources},
        {"assignments", read.assignments},
        {"first", encode(read.first)},
        {"last", encode(read.last)},
        {"data_date", encode(read.data_date)}}},
      {"written",
       {{"format", formats::to_name(conversion.written)}, {"bytes", conversion.bytes.size()}}},
      {"notes", encode(conversion.notes)},
      {"dropped", encode(conversion.dropped)}};
  return json.dump();
}

}  // namespace tc::app

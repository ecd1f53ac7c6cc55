// SPDX-License-Identifier: Apache-2.0
#include "formats/exchange/exchange.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "formats/csv/csv.h"
#include "formats/exchange/losses.h"
#include "formats/mspdi/mspdi.h"
#include "formats/pmxml/pmxml.h"
#include "formats/xer/xer.h"

namespace tc::formats {
namespace {

struct Format {
  ScheduleFormat format;
  std::string_view name;
  std::string_view title;
  bool (*looks_like)(std::string_view bytes);
  Result<ScheduleFile> (*read)(std::string_view bytes);
  Result<WrittenSchedule> (*write)(const ScheduleFile& file);
};
/// In the order of ScheduleFormat, and from the surest sign to the least.
constexpr std::array kFormats{
    Format{ScheduleFormat::xer, "xer", "Primavera XER", looks_like_xer, read_xer, write_xer},
    Format{ScheduleFormat::pmxml, "pmxml", "Primavera P6 XML", looks_like_pmxml, read_pmxml,
           write_pmxml},
    Format{ScheduleFormat::mspdi, "mspdi", "Microsoft Project XML", looks_like_mspdi, read_mspdi,
           write_mspdi},
    Format{ScheduleFormat::csv, "csv", "CSV", looks_like_csv_schedule, read_csv_schedule,
           write_csv_schedule},
};

const Format& row_of(ScheduleFormat format) { return kFormats[static_cast<std::size_t>(format)]; }

struct Ending {
  std::string_view ending;
  ScheduleFormat format;
};
constexpr std::array kEndings{
    Ending{".xer", ScheduleFormat::xer},         Ending{".csv", ScheduleFormat::csv},
    Ending{".tsv", ScheduleFormat::csv},         Ending{".txt", ScheduleFormat::csv},
    Ending{".pmxml", ScheduleFormat::pmxml},     Ending{".pmxml.xml", ScheduleFormat::pmxml},
    Ending{".p6.xml", ScheduleFormat::pmxml},    Ending{".mspdi", ScheduleFormat::mspdi},
    Ending{".mspdi.xml", ScheduleFormat::mspdi},
};

/// Files that people bring and that cannot be read, by their first bytes.
struct Stranger {
  std::string_view opening;
  std::string_view what;
  std::string_view advice;
};
constexpr std::array kStrangers{
    Stranger{"\xD0\xCF\x11\xE0", "a Microsoft Project plan (MPP) or another old Office document",
             "open it in Project and save it as XML (File, Save As, XML Format)"},
    Stranger{"PK\x03\x04", "a zip archive or an Excel workbook",
             "unpack it; save a table as CSV, a plan of Project as XML"},
    Stranger{"MPX", "a Microsoft Project exchange file of the 1990s (MPX)",
             "open it in Project and save it as XML"},
    Stranger{"%PDF", "a PDF", "ask for the plan itself, as XER, XML or CSV"},
    Stranger{"\x1F\x8B", "a gzip archive", "unpack it first"},
};

/// The first bytes as text, or as hexadecimal when they are none.
std::string seen(std::string_view bytes) {
  constexpr std::size_t kShown = 40;
  const std::string_view head = bytes.substr(0, kShown);
  const bool readable = std::ranges::none_of(head, [](char c) {
    return static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\r' && c != '\n';
  });
  if (readable) {
    std::string line(head.substr(0, head.find_first_of("\r\n")));
    while (text::first_bad_utf8(line) != std::string_view::npos) line.pop_back();
    if (!line.empty()) return fmt::format("it begins with '{}'", line);
  }
  std::string hex;
  for (const char c : head.substr(0, 8)) {
    hex += fmt::format(" {:02X}", static_cast<unsigned char>(c));
  }
  return fmt::format("it begins with the bytes{}", hex);
}

tl::unexpected<Error> unknown_format(std::string_view bytes) {
  constexpr std::string_view kAccepted =
      "give Primavera XER or XML, Microsoft Project XML, or CSV with column names in its first row";
  if (bytes.empty()) {
    return fail(Code::bad_input, "schedule.format", "the file is empty", {},
                std::string(kAccepted));
  }
  for (const Stranger& stranger : kStrangers) {
    if (!bytes.starts_with(stranger.opening)) continue;
    return fail(Code::bad_input, "schedule.format", fmt::format("this is {}", stranger.what), {},
                std::string(stranger.advice));
  }
  return fail(Code::bad_input, "schedule.format",
              fmt::format("this is no schedule that can be read: {}", seen(bytes)), {},
              std::string(kAccepted));
}

void widen(std::optional<Minute>& first, std::optional<Minute>& last,
           const std::optional<Minute>& date) {
  if (!date) return;
  if (!first || *date < *first) first = date;
  if (!last || *date > *last) last = date;
}

}  // namespace

std::string_view to_name(ScheduleFormat format) { return row_of(format).name; }
std::string_view title_of(ScheduleFormat format) { return row_of(format).title; }

std::optional<ScheduleFormat> format_named(std::string_view name) {
  for (const Format& row : kFormats) {
    if (row.name == name) return row.format;
  }
  return std::nullopt;
}

std::optional<ScheduleFormat> format_from_name(std::string_view file_name) {
  std::string lower(
      file_name.substr(file_name.size() - std::min<std::size_t>(file_name.size(), 16)));
  for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  for (const Ending& row : kEndings) {
    if (lower.ends_with(row.ending)) return row.format;
  }
  return std::nullopt;
}

std::optional<ScheduleFormat> format_of(std::string_view bytes) {
  for (const Format& row : kFormats) {
    if (row.looks_like(bytes)) return row.format;
  }
  return std::nullopt;
}

Result<ScheduleFile> read_schedule(std::string_view bytes, std::string_view file_name) {
  std::optional<ScheduleFormat> format = format_of(bytes);
  const bool stranger = std::ranges::any_of(
      kStrangers, [&](const Stranger& one) { return bytes.starts_with(one.opening); });
  // A damaged file of a known ending is answered by its own reader, which says what is wrong.
  if (!format && !stranger && !bytes.empty()) format = format_from_name(file_name);
  if (!format) return unknown_format(bytes);
  return row_of(*format).read(bytes);
}

Result<WrittenSchedule> write_schedule(const ScheduleFile& file, ScheduleFormat format) {
  constexpr std::size_t kMostReread = std::size_t{32} << 20;
  const Format& row = row_of(format);
  TC_TRY(WrittenSchedule written, row.write(file));
  if (format == file.format && written.bytes.size() > kMostReread) return written;
  TC_TRY(const ScheduleFile again, row.read(written.bytes));
  list_losses(file, again, written.dropped);
  return written;
}

ScheduleSummary summary_of(const ScheduleFile& file) {
  ScheduleSummary sum;
  sum.format = file.format;
  sum.tool = file.tool;
  sum.version = file.version;
  sum.encoding = file.encoding;
  sum.projects = file.projects.size();
  sum.calendars = file.calendars.size();
  sum.resources = file.resources.size();
  sum.assignments = file.assignments.size();
  sum.notes = file.notes.size();
  for (const ScheduleProject& project : file.projects) {
    sum.activities += project.file.activities.size();
    sum.links += project.file.links.size();
    if (!sum.data_date || project.data_date > *sum.data_date) sum.data_date = project.data_date;
    for (const model::Activity& activity : project.file.activities) {
      if (activity.actual_finish) {
        ++sum.finished;
      } else if (activity.actual_start) {
        ++sum.started;
      }
      const bool is_actual = activity.actual_start.has_value();
      widen(sum.first, sum.last, is_actual ? activity.actual_start : activity.planned_start);
      widen(sum.first, sum.last,
            activity.actual_finish ? activity.actual_finish : activity.planned_finish);
    }
  }
  return sum;
}

}  // namespace tc::formats

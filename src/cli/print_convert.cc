// SPDX-License-Identifier: Apache-2.0
#include "cli/print_convert.h"

#include <fmt/format.h>

namespace tc::cli {
namespace {

std::string note_lines(const Notes& notes, std::string_view word) {
  std::string text;
  for (const Note& note : notes) {
    text += fmt::format("\n  {}[{}]: {}{}", word, note.rule, note.message,
                        note.where.empty() ? "" : " (" + note.where + ")");
  }
  return text;
}

}  // namespace

std::string print_conversion(const app::Conversion& conversion, const std::string& in,
                             const std::string& out, bool english) {
  const auto& read = conversion.read;
  const std::string tool = fmt::format("{}{}{}", formats::title_of(read.format),
                                       read.version.empty() ? "" : " ", read.version);
  const std::string encoding = read.encoding.empty() ? "" : ", " + read.encoding;
  const std::string date = read.data_date ? to_text(*read.data_date) : "-";
  std::string text =
      english ? fmt::format(
                    "read {}: {}{}; projects {}, activities {}, links {}, calendars {}; "
                    "data date {}",
                    in, tool, encoding, read.projects, read.activities, read.links, read.calendars,
                    date)
              : fmt::format("读入 {}：{}{}；项目 {}，作业 {}，逻辑关系 {}，日历 {}；数据日期 {}",
                            in, tool, encoding, read.projects, read.activities, read.links,
                            read.calendars, date);
  text += note_lines(conversion.notes, "note");
  const std::string_view title = formats::title_of(conversion.written);
  const std::size_t bytes = conversion.bytes.size();
  const std::size_t dropped = conversion.dropped.size();
  text += english
              ? fmt::format("\nwrote {}: {}, {} bytes; dropped {}", out, title, bytes, dropped)
              : fmt::format("\n写出 {}：{}，{} 字节；未带过去 {} 项", out, title, bytes, dropped);
  return text + note_lines(conversion.dropped, "dropped");
}

}  // namespace tc::cli

// SPDX-License-Identifier: Apache-2.0
#include "cli/print_schedule.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "cli/words.h"

namespace tc::cli {
namespace {

constexpr std::size_t kMostDriving = 40;
constexpr std::size_t kMostDifferences = 40;
constexpr std::size_t kMostNotes = 20;

std::string hours(const std::optional<std::int64_t>& minutes) {
  return minutes ? fmt::format("{:.1f}", static_cast<double>(*minutes) / 60) : "";
}

std::string date(const std::optional<Minute>& at) { return at ? to_text(*at) : "—"; }

std::string print_project(const app::FileSchedule& schedule, std::size_t p,
                          const std::vector<app::FileRow>& rows, const Words& words) {
  const formats::ScheduleProject& project = schedule.source.projects[p];
  const auto of_project = [p](const app::FileRow& row) { return row.project == p; };
  const auto count = std::ranges::count_if(rows, of_project);
  const auto critical = std::ranges::count_if(
      rows, [&](const app::FileRow& row) { return of_project(row) && row.critical; });
  std::string out = fmt::format(
      "{}  {}\n  {} {} · {} {} · {} {} · {} {}\n", project.code, project.file.project.name,
      words({"数据日期", "data date"}), to_text(project.data_date), words({"完成", "finish"}),
      count > 0 ? to_text(schedule.schedule.project_finish[p]) : "—", count,
      words({"项活动", "activities"}), critical, words({"项关键", "critical"}));
  std::size_t shown = 0;
  for (const app::FileRow& row : rows) {
    if (!of_project(row) || !row.longest_path) continue;
    if (++shown > kMostDriving) continue;
    const model::Activity& activity = project.file.activities[row.position];
    out += fmt::format("  ▶ {}  {}  {}  {}  {:>8} h\n", text::fit(activity.code, 12),
                       text::fit(activity.name, 36), date(row.start), date(row.finish),
                       hours(row.total_float));
  }
  if (shown > kMostDriving) {
    out += fmt::format("    … {} {}\n", shown - kMostDriving,
                       words({"项在最长路径上未列出", "more on the longest path"}));
  }
  return out;
}

std::string print_comparison(const app::FileSchedule& schedule, const Words& words) {
  const app::Comparison comparison = app::compare_with_stored(schedule);
  std::string out = fmt::format("\n{}\n", words({"与文件所存日期比较", "beside the stored dates"}));
  for (const app::FieldScore& field : comparison.fields) {
    out +=
        fmt::format("  {}  {:>7} / {:<7}\n", text::fit(field.field, 14), field.equal, field.stored);
  }
  for (std::size_t i = 0; i < std::min(comparison.differences.size(), kMostDifferences); ++i) {
    const app::Difference& difference = comparison.differences[i];
    out += fmt::format("  ≠ {}  {}  {} {}  {} {}\n", text::fit(difference.activity, 20),
                       text::fit(difference.field, 14), words({"文件", "stored"}),
                       difference.stored, words({"计算", "computed"}), difference.computed);
  }
  return out;
}

/// What is merely kept for the way back is counted; the rest is said.
std::string print_schedule_notes(const Notes& notes, const Words& words) {
  std::string out;
  std::size_t kept = 0;
  std::size_t said = 0;
  for (const Note& note : notes) {
    if (note.rule.ends_with(".kept")) {
      ++kept;
    } else if (++said <= kMostNotes) {
      out += fmt::format("  · [{}] {}{}\n", note.rule, note.message,
                         note.where.empty() ? "" : " (" + note.where + ")");
    }
  }
  if (said > kMostNotes) {
    out += fmt::format("  · … {} {}\n", said - kMostNotes, words({"条说明未列出", "more notes"}));
  }
  if (kept > 0) {
    out += fmt::format("  · {} {}\n", kept,
                       words({"类内容未用于计算，转换时原样保留（--json 列出）",
                              "kinds of content are not used but kept for the way back (--json)"}));
  }
  return out;
}

}  // namespace

std::string print_file_schedule(const app::FileSchedule& schedule, bool compare, bool english) {
  const Words words(english);
  const std::vector<app::FileRow> rows = app::file_rows(schedule);
  std::string out = fmt::format("{} {} · {}\n", schedule.source.tool, schedule.source.version,
                                schedule.source.encoding);
  for (std::size_t p = 0; p < schedule.source.projects.size(); ++p) {
    out += print_project(schedule, p, rows, words);
  }
  if (compare) out += print_comparison(schedule, words);
  out += print_schedule_notes(schedule.source.notes, words);
  out += fmt::format("read {:.1f} ms · build {:.1f} ms · cpm {:.1f} ms\n", schedule.timings_ms.read,
                     schedule.timings_ms.build, schedule.timings_ms.cpm);
  return out;
}

}  // namespace tc::cli

// SPDX-License-Identifier: Apache-2.0
#include "cli/print_import.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "cli/words.h"

namespace tc::cli {
namespace {

constexpr std::size_t kMostRows = 12;  // of one list
constexpr std::size_t kMostNotes = 20;

std::string day_text(const std::optional<Minute>& at) {
  return at ? to_text(day_of(*at)) : std::string("—");
}
/// A finish is the first free instant: the last day worked is the one before it.
std::string last_day(const std::optional<Minute>& at) {
  return at ? to_text(day_of(*at - 1)) : std::string("—");
}

std::string shift(std::int64_t days, const Words& words) {
  return fmt::format("{}{} {}", days > 0 ? "+" : "", days, words(kDays));
}

std::string name_of(const std::string& code, const std::string& name) {
  return text::fit(code, 14) + "  " + text::fit(name, 40);
}

/// A headed list of at most kMostRows lines; nothing for an empty one.
template <class Row, class Line>
std::string section(std::string_view title, const std::vector<Row>& rows, std::int64_t count,
                    const Words& words, Line line) {
  if (count == 0) return {};
  std::string out = fmt::format("  {} {}\n", title, count);
  const std::size_t shown = std::min(rows.size(), kMostRows);
  for (std::size_t i = 0; i < shown; ++i) out += "    " + line(rows[i]) + "\n";
  const std::int64_t rest = count - static_cast<std::int64_t>(shown);
  if (rest > 0) out += fmt::format("    … {} {}\n", rest, words({"项未列出", "more"}));
  return out;
}

std::string because(const app::ImportedActivity& row) {
  std::string out;
  for (const app::ImportTie& tie : row.because) {
    out += fmt::format("{}{} {}{}", out.empty() ? "" : "; ", tie.noun, tie.id,
                       tie.text.empty() ? "" : " " + tie.text);
  }
  return out;
}

std::string print_lists(const app::ImportedProject& project, const Words& words) {
  const app::ImportCounts& counts = project.counts;
  const auto dated = [](const app::ImportedActivity& row) {
    return fmt::format("{}  {} – {}", name_of(row.code, row.name), day_text(row.start),
                       last_day(row.finish));
  };
  std::string out;
  if (!project.is_new) {
    out += section(words({"增加", "added"}), project.added, counts.added, words, dated);
  }
  out += section(words({"删除", "removed"}), project.removed, counts.removed, words, dated);
  out += section(
      words({"文件已无、因有事项挂靠而保留", "gone from the file, kept for what hangs on it"}),
      project.kept, counts.kept, words, [](const app::ImportedActivity& row) {
        return name_of(row.code, row.name) + "  " + because(row);
      });
  out += section(words({"日期变动", "moved"}), project.moved, counts.moved, words,
                 [&](const app::ImportMove& move) {
                   return fmt::format("{}  {} → {}  {}", name_of(move.code, move.name),
                                      last_day(move.finish_before), last_day(move.finish_after),
                                      shift(move.days, words));
                 });
  out += section(words({"批准日期不改，文件另有", "approved dates stay; the file has others"}),
                 project.baselines, static_cast<std::int64_t>(project.baselines.size()), words,
                 [](const app::ImportChange& change) {
                   return fmt::format("{}  {}: {} ≠ {}", name_of(change.code, change.name),
                                      change.field, change.before, change.after);
                 });
  return out;
}

std::string print_counts(const app::ImportCounts& counts, const Words& words) {
  std::string out =
      fmt::format("  {} {} · {} {} · {} {}\n", counts.activities, words({"项活动", "activities"}),
                  counts.found_by_id, words({"项按文件编号对上", "found by the file's id"}),
                  counts.found_by_code, words({"项按代码对上", "found by code"}));
  const std::pair<Phrase, std::int64_t> rows[] = {
      {{"工期", "durations"}, counts.durations},
      {{"约束", "constraints"}, counts.constraints},
      {{"实际进度", "actuals"}, counts.actuals},
      {{"计划日期", "planned dates"}, counts.planned},
      {{"逻辑关系增加", "links added"}, counts.links_added},
      {{"逻辑关系删除", "links removed"}, counts.links_removed},
      {{"逻辑关系改变", "links changed"}, counts.links_changed},
  };
  std::string changes;
  for (const auto& [phrase, count] : rows) {
    if (count > 0) {
      changes += fmt::format("{}{} {}", changes.empty() ? "" : " · ", words(phrase), count);
    }
  }
  return changes.empty() ? out : out + "  " + changes + "\n";
}

std::string print_project(const app::ImportedProject& project, const Words& words) {
  const std::string_view where =
      project.is_new ? words({"新项目", "new project"}) : words({"项目", "project"});
  std::string out =
      fmt::format("{} {}{}  ← {} {}\n", where,
                  project.project_id > 0 ? fmt::format("{} ", project.project_id) : "",
                  project.name, project.file_code, project.file_project);
  out += fmt::format("  {} {} → {}", words({"竣工", "finish"}), last_day(project.finish_before),
                     last_day(project.finish_after));
  if (project.finish_days) out += fmt::format(" ({})", shift(*project.finish_days, words));
  if (project.file_finish) {
    out += fmt::format(" · {} {}", words({"文件自载", "stored in the file"}),
                       last_day(project.file_finish));
  }
  if (project.file_data_date) {
    out += fmt::format(" · {} {}", words({"文件数据日期", "data date of the file"}),
                       to_text(*project.file_data_date));
  }
  out += "\n";
  out += print_counts(project.counts, words);
  return out + print_lists(project, words);
}

/// What is merely kept for a way back to the file is counted; the rest is said.
std::string print_remarks(std::string_view title, const Notes& notes, const Words& words) {
  std::size_t kept = 0;
  std::size_t said = 0;
  std::string out;
  for (const Note& note : notes) {
    if (note.rule.ends_with(".kept")) {
      ++kept;
    } else if (++said <= kMostNotes) {
      out += fmt::format("  · [{}] {}{}\n", note.rule, note.message,
                         note.where.empty() ? "" : " (" + note.where + ")");
    }
  }
  if (said > kMostNotes) {
    out += fmt::format("  · … {} {}\n", said - kMostNotes,
                       words({"条未列出（--json 列全）", "more (--json lists all)"}));
  }
  if (kept > 0) {
    out += fmt::format("  · {} {}\n", kept,
                       words({"类内容留在文件中，统筹不用（--json 列出）",
                              "kinds of content stay in the file alone (--json lists them)"}));
  }
  return out.empty() ? out : fmt::format("{}\n{}", title, out);
}

Phrase origin_phrase(app::CalendarOrigin origin) {
  switch (origin) {
    case app::CalendarOrigin::matched:
      return {"用已有", "is here as"};
    case app::CalendarOrigin::changed:
      return {"更新", "changes"};
    case app::CalendarOrigin::added:
      return {"新增", "is added as"};
  }
  return {"", ""};
}

}  // namespace

std::string print_import(const app::ScheduleImport& view, bool english) {
  const Words words(english);
  const Phrase state =
      view.unchanged ? Phrase{"与现有计划一致，无须改动", "as it is here already; nothing changes"}
      : view.done ? Phrase{"已导入", "imported"}
                  : Phrase{"导入预览，尚未改动", "preview; nothing is changed yet"};
  std::string out =
      fmt::format("{} · {} {} · {}\n", view.file_name, view.tool, view.version, words(state));
  for (const app::ImportedProject& project : view.projects) out += print_project(project, words);
  for (const app::ImportCalendar& calendar : view.calendars) {
    out += fmt::format("{} {} {} {}\n", words({"日历", "calendar"}), calendar.file_name,
                       words(origin_phrase(calendar.origin)), calendar.name);
  }
  out += print_remarks(words(kNotes), view.notes, words);
  out += print_remarks(words({"未带入", "Not kept"}), view.dropped, words);
  return out;
}

}  // namespace tc::cli

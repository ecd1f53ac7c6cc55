// Every sample schedule computed again and held beside the dates that its own tool had stored: the
// table is docs/parity.md. Stale? Run with TC_UPDATE_GOLDEN=1, then look at the difference.
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "app/file_schedule.h"
#include "formats/exchange/exchange.h"

namespace tc::app {
namespace {

namespace fs = std::filesystem;

const fs::path kFolder = fs::path(TC_SHARED_DIR) / "data" / "schedules";
constexpr const char* kFields[] = {"early_start", "early_finish", "late_start", "late_finish",
                                   "total_float", "free_float",   "start",      "finish",
                                   "critical",    "longest_path"};

/// What differs and cannot but differ, and why.
struct Residue {
  const char* file;
  const char* fields;
  std::size_t most;  ///< values that differ
  const char* why;
};
constexpr Residue kResidues[] = {
    {"encoding1251.xer", "longest_path", 2, "never scheduled: it stores no early or late date"},
    {"hotel-4200-gbk.xer", "start finish longest_path", 40,
     "19 activities of one of its projects were never scheduled: they store no early or late date"},
    {"lag-predecessor-calendar.xer", "late_start late_finish", 2,
     "its one activity stores late dates of 2020-12-30, the finish of a project of which nothing "
     "else is left in the file: it was cut down after it was scheduled"},
    {"program-4projects.pmxml.xml", "early_start early_finish late_start late_finish start finish",
     156,
     "the stored dates predate the holidays of its calendar (an activity starts on 2012-01-02, a "
     "holiday); without these the early and late dates are equal, which the test shows too"}};

struct FileResult {
  std::string name;
  std::size_t activities{};
  Comparison comparison;
  FieldScore outline{"outline", 0, 0};
};

std::string read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// Outline summaries of Microsoft Project, which are no rows of their own: early and late dates.
FieldScore score_outline(const FileSchedule& schedule) {
  FieldScore score{"outline", 0, 0};
  if (schedule.source.format != formats::ScheduleFormat::mspdi) return score;
  for (const formats::ScheduleProject& project : schedule.source.projects) {
    for (std::size_t k = 0; k < project.facts.size(); ++k) {
      const model::Activity& activity = project.file.activities[k];
      if (activity.kind != model::ActivityKind::summary) continue;
      const auto node = schedule.network.find(activity.id);
      if (!node) continue;
      const formats::StoredDates& stored = project.facts[k].stored;
      const std::pair<const std::optional<Minute>&, Minute> pairs[] = {
          {stored.early_start, schedule.schedule.early_start[*node]},
          {stored.early_finish, schedule.schedule.early_finish[*node]},
          {stored.late_start, schedule.schedule.late_start[*node]},
          {stored.late_finish, schedule.schedule.late_finish[*node]}};
      for (const auto& [held, computed] : pairs) {
        if (!held) continue;
        ++score.stored;
        if (*held == computed) ++score.equal;
        if (*held != computed) {
          ADD_FAILURE() << project.facts[k].file_id << " " << activity.name << ": stored "
                        << to_text(*held) << ", computed " << to_text(computed);
        }
      }
    }
  }
  return score;
}

std::vector<FileResult> compute_all() {
  std::vector<fs::path> paths;
  for (const fs::directory_entry& entry : fs::directory_iterator(kFolder)) {
    const std::string name = entry.path().filename().string();
    const bool schedule = name.ends_with(".xer") || name.ends_with(".xml");
    if (schedule && name != "handmade-sample.xer") paths.push_back(entry.path());
  }
  std::ranges::sort(paths);
  std::vector<FileResult> results;
  for (const fs::path& path : paths) {
    const std::string name = path.filename().string();
    SCOPED_TRACE(name);
    const auto schedule = compute_file(read(path), name);
    EXPECT_TRUE(schedule) << to_line(schedule.error());
    if (!schedule) continue;
    results.push_back({name, file_rows(**schedule).size(), compare_with_stored(**schedule),
                       score_outline(**schedule)});
  }
  return results;
}

std::string cell(const std::vector<FieldScore>& fields, std::string_view name) {
  const auto at = std::ranges::find(fields, name, &FieldScore::field);
  if (at == fields.end() || at->stored == 0) return "—";
  return at->equal == at->stored ? std::to_string(at->stored)
                                 : fmt::format("**{} of {}**", at->equal, at->stored);
}

std::string table_of(const std::vector<FileResult>& results) {
  std::string out =
      "# Computed beside stored dates\n\nWritten by tests/unit/app/parity_test.cc. Each sample is "
      "computed again by the rules of\n[P6](p6_dates.md) or [Microsoft Project](project_dates.md) "
      "and compared, to the minute, with what the tool had\nstored. One number: that many values "
      "are stored and all are equal. —: the file stores none. Finished\nactivities have no float "
      "in "
      "P6; outline: early and late dates of Microsoft Project's summaries.\n\n| file | activities "
      "|";
  for (const char* field : kFields) out += fmt::format(" {} |", field);
  out += " outline |\n|---|---|";
  for (std::size_t i = 0; i < std::size(kFields); ++i) out += "---|";
  out += "---|\n";
  for (const FileResult& result : results) {
    out += fmt::format("| {} | {} |", result.name, result.activities);
    for (const char* field : kFields)
      out += fmt::format(" {} |", cell(result.comparison.fields, field));
    out += fmt::format(" {} |\n", cell({result.outline}, "outline"));
  }
  out += "\nWhat differs, and why:\n";
  for (const Residue& residue : kResidues)
    out += fmt::format("- {}: {}.\n", residue.file, residue.why);
  return out;
}

bool excused(const FileResult& result, const Difference& difference) {
  for (const Residue& residue : kResidues) {
    const std::string_view fields = residue.fields;
    if (residue.file != result.name) continue;
    if (result.comparison.differences.size() > residue.most) return false;
    return fields.find(difference.field) != std::string_view::npos;
  }
  return false;
}

TEST(Parity, EverySampleHasTheDatesOfItsTool) {
  if (!fs::is_directory(kFolder)) GTEST_SKIP() << "no shared data beside the sources";
  const std::vector<FileResult> results = compute_all();
  EXPECT_GE(results.size(), 14U);
  for (const FileResult& result : results) {
    for (const Difference& difference : result.comparison.differences) {
      if (excused(result, difference)) continue;
      ADD_FAILURE() << result.name << ": " << difference.activity << " " << difference.field
                    << " stored " << difference.stored << ", computed " << difference.computed;
    }
  }
  const std::string table = table_of(results);
  const fs::path page = fs::path(TC_SOURCE_DIR) / "docs" / "parity.md";
  if (std::getenv("TC_UPDATE_GOLDEN") != nullptr) std::ofstream(page, std::ios::binary) << table;
  EXPECT_EQ(read(page), table) << "docs/parity.md is stale; TC_UPDATE_GOLDEN=1 writes it anew";
}

TEST(Parity, TheProgramWithoutItsHolidaysHasItsDates) {
  const fs::path path = kFolder / "program-4projects.pmxml.xml";
  if (!fs::exists(path)) GTEST_SKIP() << "no shared data beside the sources";
  auto file = formats::read_schedule(read(path), path.filename().string());
  ASSERT_TRUE(file) << to_line(file.error());
  for (model::Calendar& calendar : file->calendars) calendar.exceptions.clear();
  const auto schedule = compute_file(std::move(*file));
  ASSERT_TRUE(schedule) << to_line(schedule.error());
  for (const FieldScore& field : compare_with_stored(**schedule).fields) {
    if (field.field == "start" || field.field == "finish") continue;
    EXPECT_EQ(field.equal, field.stored) << field.field;
    EXPECT_EQ(field.stored, 26U) << field.field;
  }
}

}  // namespace
}  // namespace tc::app

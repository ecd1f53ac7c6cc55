// SPDX-License-Identifier: Apache-2.0
#include "formats/xer/reading.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <unordered_set>

#include "formats/xer/values.h"

namespace tc::formats::xer {
namespace {

constexpr std::array<std::string_view, 8> kReadTables{
    "PROJECT", "SCHEDOPTIONS", "CALENDAR", "PROJWBS", "TASK", "TASKPRED", "RSRC", "TASKRSRC"};

/// Tables that the model has no place for.
void remark_other_tables(Reading& reading) {
  for (const Table& table : reading.source.document.tables()) {
    const bool read = std::ranges::any_of(
        kReadTables, [&table](std::string_view name) { return same_name(name, table.name); });
    if (read || table.rows.empty()) continue;
    const std::string name = reading.source.transcoder.decode(table.name.substr(0, 60));
    reading.source.remarks.add(
        "xer.kept",
        std::to_string(table.rows.size()) + " rows are kept for the way back but not used", name,
        name);
  }
}

/// The vectors of a project file are sorted by id; the facts go with their activities.
void sort_by_id(ScheduleProject& project) {
  std::vector<model::Activity>& activities = project.file.activities;
  std::ranges::stable_sort(project.file.links, {}, &model::Link::id);
  if (std::ranges::is_sorted(activities, {}, &model::Activity::id)) return;
  std::vector<std::size_t> order(activities.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, {}, [&](std::size_t i) { return activities[i].id; });
  std::vector<model::Activity> sorted;
  std::vector<ActivityFacts> facts;
  sorted.reserve(order.size());
  facts.reserve(order.size());
  for (const std::size_t i : order) {
    sorted.push_back(std::move(activities[i]));
    facts.push_back(std::move(project.facts[i]));
  }
  activities = std::move(sorted);
  project.facts = std::move(facts);
}

/// A project that says neither data date nor planned start begins with its first activity.
void find_data_date(ScheduleProject& project) {
  if (project.data_date != Minute{}) return;
  std::optional<Minute> first;
  for (const model::Activity& activity : project.file.activities) {
    if (activity.planned_start && (!first || *activity.planned_start < *first)) {
      first = activity.planned_start;
    }
  }
  project.data_date = first.value_or(Minute{});
}

void read_header(Reading& reading) {
  const auto& header = reading.source.document.header();
  reading.file.format = ScheduleFormat::xer;
  reading.file.tool = "Primavera P6";
  if (!header.empty()) reading.file.version = reading.source.transcoder.decode(header.front());
  reading.file.encoding = reading.source.document.coding().name;
}

}  // namespace

void Ids::build(Source& source, std::string_view table, std::string_view field) {
  std::vector<std::string_view> cells;
  std::unordered_set<std::int64_t> numbers;
  bool own = true;
  for (const Table* section : source.document.sections(table)) {
    const auto at = std::ranges::find_if(
        section->fields, [field](std::string_view name) { return same_name(name, field); });
    const auto index = static_cast<std::size_t>(at - section->fields.begin());
    // Rows without a %F line are not read by any step, so they are not counted either.
    for (std::size_t row = 0; row < section->rows.size() && !section->fields.empty(); ++row) {
      cut_cells(source.document.text(section->rows[row]), cells);
      const std::string_view text = index < std::min(cells.size(), section->fields.size())
                                        ? trimmed_cell(cells[index])
                                        : std::string_view();
      const auto number = parse_id(text);
      own = own && number && numbers.insert(*number).second;
      const bool fresh = text.empty() || by_text_.try_emplace(text, texts_.size()).second;
      if (!fresh && source.remarks.wants("xer.same_id", table)) {
        source.remarks.add("xer.same_id",
                           "'" + source.transcoder.decode(text.substr(0, 60)) +
                               "' is the id of an earlier row too; others mean that one",
                           std::string(table) + " line " +
                               std::to_string(source.document.line_of(section->rows[row].begin)),
                           table);
      }
      texts_.push_back(text);
    }
  }
  of_row_.resize(texts_.size());
  for (std::size_t row = 0; row < texts_.size(); ++row) {
    of_row_[row] = own ? *parse_id(texts_[row]) : static_cast<std::int64_t>(row) + 1;
  }
}

std::optional<std::size_t> Ids::find(std::string_view text) const {
  const auto at = by_text_.find(text);
  return at == by_text_.end() ? std::nullopt : std::optional(at->second);
}

Result<Reading> read_document(std::shared_ptr<const Document> document) {
  TC_TRY(Transcoder transcoder, Transcoder::open(document->coding()));
  Reading reading{.source = {*document, std::move(transcoder), {}, false}};
  read_header(reading);
  reading.file.notes = document->notes();
  read_calendars(reading);
  read_projects(reading);
  read_options(reading);
  read_elements(reading);
  read_resources(reading);
  read_tasks(reading);
  read_assignments(reading);
  read_links(reading);
  remark_other_tables(reading);
  for (ScheduleProject& project : reading.file.projects) {
    sort_by_id(project);
    find_data_date(project);
  }
  if (reading.file.projects.empty()) {
    return fail(Code::bad_input, "xer.no_project", "the file holds no project and no task", {},
                "export a project, not only the dictionaries");
  }
  Notes notes = reading.source.remarks.take();
  reading.file.notes.insert(reading.file.notes.end(), std::make_move_iterator(notes.begin()),
                            std::make_move_iterator(notes.end()));
  reading.file.source = std::move(document);
  return reading;
}

}  // namespace tc::formats::xer

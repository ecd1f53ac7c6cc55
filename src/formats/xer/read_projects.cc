// PROJECT, SCHEDOPTIONS and PROJWBS: the projects of the file, how P6 schedules them, their WBS.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "formats/xer/codes.h"
#include "formats/xer/reading.h"

namespace tc::formats::xer {
namespace {

constexpr std::size_t kLongestPath = 1000;  ///< bytes; keeps what a hostile chain may allocate

struct ProjectColumns {
  Cells& cells;
  Column id = cells.column("proj_id");
  Column code = cells.column("proj_short_name");
  Column name = cells.column("proj_name");
  Column guid = cells.column("guid");
  Column start = cells.column("plan_start_date");
  Column must_finish = cells.column("plan_end_date");
  Column finish = cells.column("scd_end_date");
  Column data_date = cells.column("last_recalc_date");
  Column calendar = cells.column("clndr_id");
  Column critical_hours = cells.column("critical_drtn_hr_cnt");
  Column critical_path = cells.column("critical_path_type");
  Column exported = cells.column("export_flag");
};

void read_project(Cells& cells, const ProjectColumns& columns, ScheduleProject& project) {
  project.file_id = cells.text(columns.id);
  project.code = cells.text(columns.code);
  project.file.project.name = cells.text(columns.name);
  if (project.file.project.name.empty()) project.file.project.name = project.code;
  project.guid = cells.text(columns.guid);
  project.start = cells.date(columns.start);
  project.must_finish_by = cells.date(columns.must_finish);
  project.finish = cells.date(columns.finish);
  const auto data_date = cells.date(columns.data_date);
  if (!data_date) {
    cells.remark("xer.data_date", {.index = -1, .name = "last_recalc_date"},
                 "the project has no data date; its planned start is taken");
  }
  project.data_date = data_date ? *data_date : project.start.value_or(Minute{});
  project.rules = model::p6_rules();
  const std::string_view path = cells.raw(columns.critical_path);
  if (const auto rule = value_of(kCriticalPaths, path)) {
    project.rules.critical = *rule;
  } else if (!path.empty()) {
    cells.remark("xer.code", columns.critical_path, "is no way known to find the critical path");
  }
  project.rules.critical_minutes = cells.minutes(columns.critical_hours).value_or(0);
  if (!cells.yes(columns.exported, true)) {
    cells.remark("xer.not_exported", columns.exported,
                 "marks a project of which the file holds only what others are linked to");
  }
}

struct OptionColumns {
  Cells& cells;
  Column project = cells.column("proj_id");
  Column lag_calendar = cells.column("sched_calendar_on_relationship_lag");
  Column retained = cells.column("sched_retained_logic");
  Column override_logic = cells.column("sched_progress_override");
  Column float_type = cells.column("sched_float_type");
  Column expected = cells.column("sched_use_expect_end_flag");
  Column own_float = cells.column("sched_use_project_end_date_for_float");
  Column early_lag = cells.column("sched_lag_early_start_flag");
  Column open_critical = cells.column("sched_open_critical_flag");
  Column outer = cells.column("sched_outer_depend_type");
};

void read_option_row(Cells& cells, const OptionColumns& columns, model::SchedulingRules& rules) {
  const std::string_view lag = cells.raw(columns.lag_calendar);
  if (const auto calendar = value_of(kLagCalendars, lag)) {
    rules.lag_calendar = *calendar;
  } else if (!lag.empty()) {
    cells.remark("xer.code", columns.lag_calendar, "names no calendar for lags; the predecessor's");
  }
  const std::string_view type = cells.raw(columns.float_type);
  if (const auto rule = value_of(kFloatTypes, type)) {
    rules.total_float = *rule;
  } else if (!type.empty()) {
    cells.remark("xer.code", columns.float_type,
                 "is no kind of float known; finish float is taken");
  }
  if (!cells.raw(columns.retained).empty() || !cells.raw(columns.override_logic).empty()) {
    using enum model::ProgressRule;
    rules.progress = cells.yes(columns.override_logic, false) ? progress_override
                     : cells.yes(columns.retained, false)     ? retained_logic
                                                              : actual_dates;
  }
  rules.use_expected_finish = cells.yes(columns.expected, rules.use_expected_finish);
  if (!cells.raw(columns.own_float).empty()) {
    rules.float_basis = cells.yes(columns.own_float, true) ? model::FloatBasis::own_project
                                                           : model::FloatBasis::batch;
  }
  rules.lag_from_actual_start = !cells.yes(columns.early_lag, !rules.lag_from_actual_start);
  rules.own_open_ends = cells.yes(columns.open_critical, rules.own_open_ends);
  const std::string_view outer = cells.raw(columns.outer);
  if (!outer.empty() && !same_name(outer, "SD_Both")) {
    cells.remark("xer.option", columns.outer,
                 "lets P6 pass over links between projects, which the rules here do not say");
  }
}

/// The rules of the row, the critical path kept as the project says it.
void set_rules(ScheduleProject& project, model::SchedulingRules rules) {
  rules.critical = project.rules.critical;
  rules.critical_minutes = project.rules.critical_minutes;
  project.rules = rules;
}

struct ElementColumns {
  Cells& cells;
  Column id = cells.column("wbs_id");
  Column project = cells.column("proj_id");
  Column parent = cells.column("parent_wbs_id");
  Column code = cells.column("wbs_short_name");
  Column name = cells.column("wbs_name");
  Column guid = cells.column("guid");
  Column is_project = cells.column("proj_node_flag");
};

/// The elements as they stand in the file, before their paths are known.
struct ElementRow {
  WbsElement element;
  std::string_view parent;
  bool is_project = false;
  bool done = false;
};

class ElementReader {
 public:
  explicit ElementReader(Reading& reading) : reading_(reading) {}
  void read(const Table& table);
  void finish();

 private:
  void place(std::size_t row);
  void place_one(std::size_t row);
  [[nodiscard]] std::optional<std::size_t> parent_of(std::size_t row) const;

  Reading& reading_;
  std::vector<ElementRow> rows_;
  std::unordered_map<std::string, int> taken_;  ///< project index and path
};

void ElementReader::read(const Table& table) {
  Cells cells(reading_.source, table);
  const ElementColumns columns{cells};
  while (cells.next()) {
    ElementRow row;
    row.element.file_id = cells.text(columns.id);
    row.element.code = cells.text(columns.code);
    row.element.name = cells.text(columns.name);
    row.element.guid = cells.text(columns.guid);
    row.parent = cells.raw(columns.parent);
    // Files not from P6 may lack the flag: the one without a parent is the project then.
    row.is_project =
        columns.is_project.exists() ? cells.yes(columns.is_project, false) : row.parent.empty();
    const auto project = reading_.projects.find(cells.raw(columns.project));
    reading_.element_project.push_back(project ? reading_.project_rows[*project] : -1);
    if (!project) {
      cells.remark("xer.no_project", columns.project, "names no project of the file");
    }
    rows_.push_back(std::move(row));
  }
  cells.remark_kept();
}

std::optional<std::size_t> ElementReader::parent_of(std::size_t row) const {
  const auto parent = reading_.elements.find(rows_[row].parent);
  const bool same = parent && reading_.element_project[*parent] == reading_.element_project[row];
  return same && *parent != row ? parent : std::nullopt;
}

/// Parents first, without recursion: a hostile file may hang a million elements on each other.
void ElementReader::place(std::size_t row) {
  std::vector<std::size_t> chain;
  for (std::optional<std::size_t> at = row; at && !rows_[*at].done; at = parent_of(*at)) {
    rows_[*at].done = true;  // a loop ends here; its last element goes to the top
    chain.push_back(*at);
  }
  for (auto at = chain.rbegin(); at != chain.rend(); ++at) place_one(*at);
}

void ElementReader::place_one(std::size_t row) {
  WbsElement& element = rows_[row].element;
  const std::int32_t project = reading_.element_project[row];
  if (project < 0) return;
  const auto index = static_cast<std::size_t>(project);
  if (rows_[row].is_project) {
    model::Project& own = reading_.file.projects[index].file.project;
    if (!element.name.empty()) own.name = element.name;
    reading_.root_rows[index] = static_cast<std::int32_t>(row);
    return;
  }
  const auto parent = parent_of(row);
  if (parent) element.parent = reading_.element_paths[*parent];
  const std::string code = !element.code.empty()      ? element.code
                           : !element.file_id.empty() ? element.file_id
                                                      : "WBS";
  element.path = element.parent.empty() ? code : element.parent + "." + code;
  if (element.path.size() > kLongestPath) {
    reading_.source.remarks.add("xer.wbs_depth", "an element lies too deep; it is put at the top",
                                "PROJWBS " + element.file_id.substr(0, 40));
    element.parent.clear();
    element.path = element.file_id.substr(0, 40);
  }
  // Two elements of one code under one parent, or a code with a point, may give one path twice.
  const std::string base = element.path;
  const std::string key = std::to_string(project) + "/";
  int& seen = taken_[key + base];
  while (seen > 0 && taken_.contains(key + element.path)) {
    element.path = base + "~" + std::to_string(++seen);
  }
  if (seen == 0) seen = 1;
  if (element.path != base) taken_[key + element.path] = 1;
  reading_.element_paths[row] = element.path;
  reading_.file.projects[index].wbs.push_back(element);
}

void ElementReader::finish() {
  reading_.element_paths.resize(rows_.size());
  reading_.root_rows.assign(reading_.file.projects.size(), -1);
  for (std::size_t row = 0; row < rows_.size(); ++row) {
    if (!rows_[row].done) place(row);
  }
}

/// Projects that tasks name but the file does not describe.
void add_missing_projects(Reading& reading) {
  for (const Table* table : reading.source.document.sections("TASK")) {
    Source quiet{reading.source.document, Transcoder::open({}).value(), {}};
    Cells cells(quiet, *table);
    const Column project = cells.column("proj_id");
    while (cells.next()) {
      if (!reading.file.projects.empty()) return;
      ScheduleProject missing;
      missing.file_id = reading.source.transcoder.decode(cells.raw(project));
      missing.code = missing.file_id;
      missing.file.project.id.value = 1;
      missing.file.project.name = "project " + missing.file_id;
      missing.rules = model::p6_rules();
      missing.calendar_id = reading.default_calendar;
      missing.minutes_per_day = reading.minutes_per_day(missing.calendar_id);
      reading.source.remarks.add("xer.no_project", "the file describes no project; one is made",
                                 "PROJECT");
      reading.file.projects.push_back(std::move(missing));
    }
  }
}

}  // namespace

void read_projects(Reading& reading) {
  reading.projects.build(reading.source, "PROJECT", "proj_id");
  for (const Table* table : reading.source.document.sections("PROJECT")) {
    Cells cells(reading.source, *table);
    const ProjectColumns columns{cells};
    while (cells.next()) {
      ScheduleProject project;
      const std::size_t row = reading.project_rows.size();
      project.file.project.id.value = reading.projects.of_row(row);
      read_project(cells, columns, project);
      const std::string_view calendar = cells.raw(columns.calendar);
      project.calendar_id = reading.calendar_of(calendar);
      if (!project.calendar_id) {
        project.calendar_id = reading.default_calendar;
        if (!calendar.empty()) {
          cells.remark("xer.no_calendar", columns.calendar, "names no calendar of the file");
        }
      }
      project.minutes_per_day = reading.minutes_per_day(project.calendar_id);
      reading.project_rows.push_back(static_cast<std::int32_t>(reading.file.projects.size()));
      reading.file.projects.push_back(std::move(project));
    }
    cells.remark_kept();
  }
  if (reading.file.projects.empty()) add_missing_projects(reading);
}

void read_options(Reading& reading) {
  std::vector<bool> given(reading.file.projects.size());
  std::optional<model::SchedulingRules> first;
  for (const Table* table : reading.source.document.sections("SCHEDOPTIONS")) {
    Cells cells(reading.source, *table);
    const OptionColumns columns{cells};
    while (cells.next()) {
      model::SchedulingRules rules = model::p6_rules();
      read_option_row(cells, columns, rules);
      if (!first) first = rules;
      const auto row = reading.projects.find(cells.raw(columns.project));
      if (!row) continue;
      const auto index = static_cast<std::size_t>(reading.project_rows[*row]);
      set_rules(reading.file.projects[index], rules);
      given[index] = true;
    }
    cells.remark_kept();
  }
  // Projects exported together were scheduled together, by the options of the one that has some.
  for (std::size_t i = 0; first && i < given.size(); ++i) {
    if (given[i]) continue;
    set_rules(reading.file.projects[i], *first);
    reading.source.remarks.add(
        "xer.shared_options",
        "the project has no schedule options; those of the first row are taken",
        "SCHEDOPTIONS project " + reading.file.projects[i].file_id);
  }
}

void read_elements(Reading& reading) {
  reading.elements.build(reading.source, "PROJWBS", "wbs_id");
  ElementReader reader(reading);
  for (const Table* table : reading.source.document.sections("PROJWBS")) reader.read(*table);
  reader.finish();
}

}  // namespace tc::formats::xer

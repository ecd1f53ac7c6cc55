// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <set>
#include <unordered_map>

#include "formats/csv/csv.h"
#include "formats/csv/predecessors.h"
#include "formats/csv/reading.h"
#include "formats/csv/table.h"
#include "formats/csv/table_fields.h"
#include "formats/csv/values.h"

namespace tc::formats {
namespace csv {
namespace {

using Row = std::array<std::string, kColumnCount>;

std::string& at(Row& row, Column column) { return row[static_cast<std::size_t>(column)]; }

class Writer {
 public:
  explicit Writer(const ScheduleFile& file) : file_(file), references_(file) {
    for (const model::Calendar& calendar : file.calendars) {
      calendar_names_.emplace(calendar.id.value, calendar.name);
    }
    for (std::size_t p = 0; p < file.projects.size(); ++p) {
      const auto& activities = file.projects[p].file.activities;
      for (std::size_t a = 0; a < activities.size(); ++a) {
        places_.emplace(activities[a].id.value, References::Place{p, a});
      }
      for (const model::Link& link : file.projects[p].file.links) {
        links_[link.successor_id.value].push_back(&link);
      }
    }
    document_ = dynamic_cast<const CsvDocument*>(file.source.get());
  }

  WrittenSchedule write() {
    std::vector<Row> rows;
    std::vector<const std::vector<std::string>*> extras;
    for (std::size_t p = 0; p < file_.projects.size(); ++p) {
      const std::size_t first = rows.size();
      const auto& activities = file_.projects[p].file.activities;
      for (const std::size_t a : row_order(activities)) {
        rows.push_back(activity_row(p, a));
        add_wbs_name(file_.projects[p], activities[a].wbs, rows.back());
        extras.push_back(extra_of(activities[a].id.value));
      }
      if (first < rows.size()) add_project_cells(file_.projects[p], rows[first]);
      note_project(file_.projects[p]);
    }
    note_file();
    written_.bytes = table_text(rows, extras);
    return std::move(written_);
  }

 private:
  void drop(std::string rule, std::string message, std::string where = {}) {
    written_.dropped.push_back({std::move(rule), std::move(message), std::move(where)});
  }

  /// As the table that was read had them; new activities at the end.
  std::vector<std::size_t> row_order(const std::vector<model::Activity>& activities) const {
    std::vector<std::pair<std::size_t, std::size_t>> keyed;
    for (std::size_t a = 0; a < activities.size(); ++a) {
      std::size_t row = kNoCell;
      if (document_ != nullptr) {
        const auto found = document_->rows.find(activities[a].id.value);
        if (found != document_->rows.end()) row = found->second;
      }
      keyed.emplace_back(row, a);
    }
    std::ranges::sort(keyed);
    std::vector<std::size_t> order;
    for (const auto& [row, a] : keyed) order.push_back(a);
    return order;
  }

  const std::vector<std::string>* extra_of(std::int64_t id) const {
    if (document_ == nullptr) return nullptr;
    const auto found = document_->cells.find(id);
    return found == document_->cells.end() ? nullptr : &found->second;
  }

  std::string table_text(const std::vector<Row>& rows,
                         const std::vector<const std::vector<std::string>*>& extras) const {
    const std::set<Column> core{Column::id,       Column::name,     Column::kind,
                                Column::calendar, Column::duration, Column::predecessors};
    std::vector<std::size_t> used;
    for (std::size_t c = 0; c < kColumnCount; ++c) {
      const bool filled =
          std::ranges::any_of(rows, [&](const Row& row) { return !row[c].empty(); });
      if (filled || core.contains(static_cast<Column>(c))) used.push_back(c);
    }
    std::string out = "\xEF\xBB\xBF";
    for (const std::size_t c : used) {
      if (c != used.front()) out += ',';
      out += column_words()[c].name;
    }
    if (document_ != nullptr) {
      for (const std::string& name : document_->names) append_cell(out += ',', name);
    }
    out += "\r\n";
    for (std::size_t i = 0; i < rows.size(); ++i) {
      for (const std::size_t c : used) {
        if (c != used.front()) out += ',';
        append_cell(out, rows[i][c]);
      }
      for (std::size_t e = 0; document_ != nullptr && e < document_->names.size(); ++e) {
        append_cell(out += ',', extras[i] != nullptr ? (*extras[i])[e] : std::string_view());
      }
      out += "\r\n";
    }
    return out;
  }

  Row activity_row(std::size_t p, std::size_t a) {
    const ScheduleProject& project = file_.projects[p];
    const model::Activity& activity = project.file.activities[a];
    const ActivityFacts& facts = project.facts[a];
    Row row;
    at(row, Column::project) = shield(project_key(p));
    at(row, Column::wbs) = shield(activity.wbs);
    at(row, Column::id) = shield(id_text(project, a));
    at(row, Column::guid) = shield(facts.guid);
    at(row, Column::code) = shield(activity.code);
    at(row, Column::name) = shield(activity.name);
    at(row, Column::name_en) = shield(activity.name_en);
    at(row, Column::kind) = model::to_name(activity.kind);
    const auto calendar = calendar_names_.find(activity.calendar_id.value);
    if (calendar != calendar_names_.end()) at(row, Column::calendar) = shield(calendar->second);
    add_work(row, activity, facts);
    add_dates(row, activity, facts);
    at(row, Column::predecessors) = shield(predecessors_of(p, activity));
    return row;
  }

  static void add_work(Row& row, const model::Activity& activity, const ActivityFacts& facts) {
    const auto set = [&row](Column column, std::optional<std::int64_t> minutes) {
      if (minutes && std::abs(*minutes) <= kMaxSpan) at(row, column) = span_text(*minutes);
    };
    const std::int64_t duration = std::clamp<std::int64_t>(activity.duration_likely, 0, kMaxSpan);
    at(row, Column::duration) = span_text(duration, facts.elapsed);
    if (activity.remaining.value_or(0) >= 0) set(Column::remaining, activity.remaining);
    if (activity.leveling_delay != 0) set(Column::leveling_delay, activity.leveling_delay);
    if (activity.interruption != 0) set(Column::interruption, activity.interruption);
    set(Column::total_float, facts.stored.total_float);
    set(Column::free_float, facts.stored.free_float);
    if (facts.percent_complete && *facts.percent_complete >= 0 && *facts.percent_complete <= 100) {
      at(row, Column::percent_complete) = fmt::format("{}", *facts.percent_complete);
    }
    if (facts.inactive) at(row, Column::inactive) = "yes";
    if (facts.manual) at(row, Column::manual) = "yes";
    if (facts.stored.critical) at(row, Column::critical) = *facts.stored.critical ? "yes" : "no";
  }

  /// Dates that reading would refuse are dropped, so that the table can always be read.
  void set_date(Row& row, Column column, const std::optional<Minute>& date) {
    if (!date) return;
    const std::string text = date_text(*date);
    if (parse_date(text, Edge::start) == date) {
      at(row, column) = text;
    } else {
      drop("csv.date", fmt::format("the date {}, out of range", text),
           std::string(column_words()[static_cast<std::size_t>(column)].name));
    }
  }

  void add_dates(Row& row, const model::Activity& activity, const ActivityFacts& facts) {
    for (const DateField& field : kDateFields) {
      set_date(row, field.column, activity.*field.field);
    }
    for (const StoredField& field : kStoredFields) {
      set_date(row, field.column, facts.stored.*field.field);
    }
    if (activity.constraint_kind != model::ConstraintKind::none) {
      at(row, Column::constraint) = model::to_name(activity.constraint_kind);
    }
    set_date(row, Column::constraint_date, activity.constraint_at);
    if (activity.secondary_kind != model::ConstraintKind::none) {
      at(row, Column::constraint2) = model::to_name(activity.secondary_kind);
    }
    set_date(row, Column::constraint2_date, activity.secondary_at);
  }

  /// Its code, else its name, else its number: what sets it apart from the other projects.
  std::string project_key(std::size_t p) const {
    const ScheduleProject& project = file_.projects[p];
    const auto alone = [&](const std::string& key) {
      return std::ranges::count(file_.projects, key, &ScheduleProject::code) <= 1;
    };
    if (alone(project.code) && (file_.projects.size() == 1 || !project.code.empty())) {
      return project.code;
    }
    return fmt::format("{} #{}", project.code, project.file.project.id.value);
  }

  static std::string id_text(const ScheduleProject& project, std::size_t a) {
    const std::string& file_id = project.facts[a].file_id;
    return file_id.empty() ? std::to_string(project.file.activities[a].id.value) : file_id;
  }

  /// The shortest reference that reading resolves to this activity, and to no other.
  std::string reference_to(std::size_t from_project, References::Place place) const {
    const ScheduleProject& project = file_.projects[place.project];
    const std::string& code = project.file.activities[place.activity].code;
    const std::string id = id_text(project, place.activity);
    for (const std::string& text :
         {code, id, project.code + "\\" + code, project.code + "\\" + id}) {
      const bool sound = !text.empty() && text == trimmed(text) && text.front() != '\\';
      if (sound && references_.find(from_project, text) == place) return text;
    }
    return "#" + id;
  }

  std::string cell_of(const std::vector<Predecessor>& items) const {
    std::string cell;
    for (const Predecessor& item : items) {
      if (!cell.empty()) cell += ';';
      cell += predecessor_text(item);
    }
    return cell;
  }

  /// Whether reading the cell gives these very items: codes may hold separators and type letters.
  bool reads_back(std::size_t p, const std::vector<Predecessor>& items) const {
    const auto again = parse_predecessors(cell_of(items), [&](std::string_view text) {
      return references_.find(p, text).has_value();
    });
    return again && std::ranges::equal(*again, items, [](const auto& a, const auto& b) {
             return a.reference == b.reference && a.type == b.type &&
                    a.lag.minutes == b.lag.minutes &&
                    (a.lag.minutes == 0 || a.lag.elapsed == b.lag.elapsed);
           });
  }

  std::string predecessors_of(std::size_t p, const model::Activity& successor) {
    const auto found = links_.find(successor.id.value);
    if (found == links_.end()) return {};
    std::vector<Predecessor> items;
    std::vector<Predecessor> by_id;
    for (const model::Link* link : found->second) {
      const auto place = places_.find(link->predecessor_id.value);
      const std::string where = fmt::format("activity {}", successor.id.value);
      if (place == places_.end() || std::abs(link->lag) > kMaxSpan) {
        drop("csv.predecessor",
             fmt::format("the link from activity {}", link->predecessor_id.value), where);
        continue;
      }
      Predecessor item{.reference = reference_to(p, place->second), .type = link->type, .lag = {}};
      item.lag.minutes = link->lag;
      item.lag.elapsed = !link->lag_calendar_id;
      const bool lagged = link->lag != 0 && link->lag_calendar_id;
      if (lagged && link->lag_calendar_id != successor.calendar_id) {
        drop("csv.lag_calendar",
             fmt::format("the calendar of the lag in '{}': the successor's will count it",
                         predecessor_text(item)),
             where);
      }
      items.push_back(item);
      item.reference = "#" + id_text(file_.projects[place->second.project], place->second.activity);
      by_id.push_back(std::move(item));
    }
    if (reads_back(p, items)) return cell_of(items);
    if (!reads_back(p, by_id)) {
      drop("csv.predecessor", "links from activities that no reference names alone",
           fmt::format("activity {}", successor.id.value));
    }
    return cell_of(by_id);
  }

  void add_project_cells(const ScheduleProject& project, Row& row) {
    at(row, Column::project_name) = shield(project.file.project.name);
    set_date(row, Column::data_date, project.data_date);
    set_date(row, Column::project_start, project.start);
    set_date(row, Column::must_finish_by, project.must_finish_by);
  }

  /// On the first row of the element.
  void add_wbs_name(const ScheduleProject& project, const std::string& path, Row& row) {
    if (path.empty() || !named_.insert({&project, path}).second) return;
    const auto found = std::ranges::find(project.wbs, path, &WbsElement::path);
    if (found != project.wbs.end()) at(row, Column::wbs_name) = shield(found->name);
  }

  void note_project(const ScheduleProject& project) {
    if (project.file.activities.empty()) {
      drop("csv.project", fmt::format("project '{}', which has no activity", project.code));
    }
    if (project.rules != model::SchedulingRules{}) {
      drop("csv.rules", fmt::format("the scheduling rules of project '{}'", project.code));
    }
    std::size_t nameless = 0;
    std::string first;
    for (const WbsElement& element : project.wbs) {
      if (element.name.empty() || named_.contains({&project, element.path})) continue;
      if (nameless++ == 0) first = element.path;
    }
    if (nameless == 0) return;
    drop("csv.wbs", fmt::format("the names of {} WBS elements that hold no activity, '{}' first",
                                nameless, first));
  }

  void note_file() {
    for (const model::Calendar& calendar : file_.calendars) {
      const bool said = calendar.week == week_named(calendar.name).week &&
                        calendar.exceptions.empty() && calendar.winter.empty();
      if (said) continue;
      drop("csv.calendar", fmt::format("the working time of calendar '{}'", calendar.name));
    }
    if (!file_.resources.empty()) {
      drop("csv.resources", fmt::format("{} resources and {} assignments", file_.resources.size(),
                                        file_.assignments.size()));
    }
  }

  const ScheduleFile& file_;
  References references_;
  const CsvDocument* document_ = nullptr;
  WrittenSchedule written_;
  std::set<std::pair<const ScheduleProject*, std::string>> named_;
  std::unordered_map<std::int64_t, std::string> calendar_names_;
  std::unordered_map<std::int64_t, References::Place> places_;
  std::unordered_map<std::int64_t, std::vector<const model::Link*>> links_;
};

}  // namespace
}  // namespace csv

Result<WrittenSchedule> write_csv_schedule(const ScheduleFile& file) {
  return csv::Writer(file).write();
}

}  // namespace tc::formats

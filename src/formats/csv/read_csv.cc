// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <set>

#include "base/text.h"
#include "formats/csv/csv.h"
#include "formats/csv/reading.h"
#include "formats/csv/table.h"
#include "formats/csv/values.h"
#include "formats/schedule/order.h"

namespace tc::formats {
namespace csv {
namespace {

constexpr std::size_t kMaxRows = 1'000'000;
constexpr std::int64_t kMaxId = 9'007'199'254'740'991;  ///< exact also in tools that use doubles

Header read_header(const std::vector<std::string>& cells, std::size_t line, Notes& notes) {
  Header header;
  header.cell.fill(kNoCell);
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const std::string name = unshield(std::string(trimmed(cells[i])));
    const std::optional<Column> column = column_of(name);
    const bool fresh = column && header.cell[static_cast<std::size_t>(*column)] == kNoCell;
    if (fresh) {
      header.cell[static_cast<std::size_t>(*column)] = i;
      continue;
    }
    header.extra.push_back(i);
    header.extra_names.push_back(name);
    if (name.empty()) continue;
    notes.push_back({"csv.column",
                     column ? fmt::format("column '{}' says again what another says", name)
                            : fmt::format("column '{}' is not understood; it is kept", name),
                     fmt::format("{}:{}", line, i + 1)});
  }
  return header;
}

bool has(const Header& header, Column column) {
  return header.cell[static_cast<std::size_t>(column)] != kNoCell;
}

/// A name or code, and something that only schedules have.
bool is_schedule(const Header& header) {
  using enum Column;
  const auto any = [&](std::initializer_list<Column> columns) {
    return std::ranges::any_of(columns, [&](Column column) { return has(header, column); });
  };
  return any({id, code, name}) && any({duration, predecessors, planned_start, planned_finish,
                                       actual_start, remaining, constraint, early_start});
}

class Reader {
 public:
  Result<ScheduleFile> read(std::string_view text) {
    RowReader rows(text, find_delimiter(text));
    std::vector<std::string> cells;
    TC_TRY(const bool any, rows.next(cells));
    if (!any) return fail(Code::bad_input, "csv.empty", "the file holds no row");
    header_ = read_header(cells, rows.line(), file_.notes);
    if (!is_schedule(header_)) {
      return fail(Code::bad_input, "csv.header",
                  fmt::format("the first row, '{}', does not name columns of a schedule",
                              text.substr(0, std::min<std::size_t>(text.find('\n'), 60))),
                  fmt::format("{}:1", rows.line()),
                  "name the columns in the first row: id, name, duration, predecessors …");
    }
    const std::size_t width = cells.size();
    while (true) {
      TC_TRY(const bool more, rows.next(cells));
      if (!more) break;
      if (cells.size() > width) {
        file_.notes.push_back({"csv.cells", "the row has more cells than the first row has names",
                               fmt::format("{}:{}", rows.line(), width + 1)});
      }
      TC_TRY_VOID(read_row({header_, cells, rows.line()}));
    }
    return finished();
  }

 private:
  struct Origin {
    std::size_t project{};
    std::size_t activity{};
    std::string where;  ///< of its id cell
  };

  Result<void> read_row(const RowCells& row) {
    if (origins_.size() >= kMaxRows) {
      return fail(Code::limit, "csv.limit", fmt::format("more than {} activities", kMaxRows),
                  fmt::format("{}", row.line));
    }
    TC_TRY(const std::size_t p, project_of(row));
    ScheduleProject& project = file_.projects[p];
    model::Activity activity;
    ActivityFacts facts;
    TC_TRY_VOID(read_activity(row, activity, facts));
    activity.project_id = project.file.project.id;
    facts.file_id = row.text(Column::id);
    const std::string calendar = row.text(Column::calendar);
    activity.calendar_id =
        calendar.empty() && project.calendar_id
            ? project.calendar_id
            : calendar_of(calendar.empty() ? "Standard" : calendar, row.where(Column::calendar));
    if (!project.calendar_id) project.calendar_id = activity.calendar_id;
    activity.wbs = row.text(Column::wbs);
    add_wbs(project, activity, row.text(Column::wbs_name));
    if (std::string cell = row.text(Column::predecessors); !cell.empty()) {
      pending_.push_back(
          {p, project.file.activities.size(), std::move(cell), row.where(Column::predecessors)});
    }
    origins_.push_back({p, project.file.activities.size(), row.where(Column::id)});
    keep_extra(row);
    project.file.activities.push_back(std::move(activity));
    project.facts.push_back(std::move(facts));
    return {};
  }

  void keep_extra(const RowCells& row) {
    std::vector<std::string> kept;
    for (const std::size_t at : header_.extra) {
      kept.push_back(at < row.cells.size() ? row.cells[at] : std::string());
    }
    if (!kept.empty()) extra_.push_back(std::move(kept));
  }

  /// The row's project by its code; a row that names none belongs to the project above it.
  Result<std::size_t> project_of(const RowCells& row) {
    const std::string code = row.text(Column::project);
    std::size_t p = file_.projects.empty() ? 0 : last_project_;
    if (file_.projects.empty() || !code.empty()) {
      const auto [entry, fresh] = project_index_.emplace(code, file_.projects.size());
      if (fresh) {
        ScheduleProject& made = file_.projects.emplace_back();
        made.file.project.id = {static_cast<std::int64_t>(file_.projects.size())};
        made.file.project.name = code;
        made.code = code;
        data_dates_.emplace_back();
      }
      p = entry->second;
    }
    last_project_ = p;
    TC_TRY_VOID(read_project_cells(row, p));
    return p;
  }

  Result<void> read_project_cells(const RowCells& row, std::size_t p) {
    ScheduleProject& project = file_.projects[p];
    if (std::string name = row.text(Column::project_name); !name.empty()) {
      if (project.file.project.name == project.code) project.file.project.name = std::move(name);
    }
    const auto first = [&](Column column, Edge edge, std::optional<Minute>& out) -> Result<void> {
      const std::string text = row.text(column);
      if (text.empty()) return {};
      const std::optional<Minute> date = parse_date(text, edge);
      if (!date) return row.fault(column, "a date like 2025-03-04 08:00");
      if (!out) out = date;
      if (out == date) return {};
      file_.notes.push_back({"csv.project",
                             fmt::format("project '{}' has {} above, so {} is not taken",
                                         project.code, date_text(*out), text),
                             row.where(column)});
      return {};
    };
    TC_TRY_VOID(first(Column::data_date, Edge::start, data_dates_[p]));
    TC_TRY_VOID(first(Column::project_start, Edge::start, project.start));
    return first(Column::must_finish_by, Edge::finish, project.must_finish_by);
  }

  model::CalendarId calendar_of(const std::string& name, const std::string& where) {
    const auto found = calendar_index_.find(name);
    if (found != calendar_index_.end()) return found->second;
    model::Calendar calendar;
    calendar.id = {static_cast<std::int64_t>(file_.calendars.size()) + 1};
    calendar.name = name;
    const NamedWeek named = week_named(name);
    calendar.week = named.week;
    if (named.assumed) {
      file_.notes.push_back({"csv.calendar",
                             fmt::format("calendar '{}' is a name only; the ordinary week ({}) "
                                         "stands for it",
                                         name, named.week),
                             where});
    }
    CalendarFacts& facts = file_.calendar_facts.emplace_back();
    facts.is_default = file_.calendars.empty();
    facts.minutes_per_day = named.minutes_per_day;
    calendar_index_.emplace(name, calendar.id);
    file_.calendars.push_back(std::move(calendar));
    return file_.calendars.back().id;
  }

  /// The element of the path and those above it that are not there yet.
  void add_wbs(ScheduleProject& project, const model::Activity& activity, const std::string& name) {
    const std::string& path = activity.wbs;
    if (path.empty()) return;
    auto& index = wbs_index_[activity.project_id.value];
    constexpr std::size_t kMostLevels = 64;
    std::size_t levels = 0;
    for (std::size_t dot = 0; dot != std::string::npos && levels < kMostLevels; ++levels) {
      dot = levels + 1 == kMostLevels ? std::string::npos : path.find('.', dot);
      const std::string part = path.substr(0, dot);
      if (dot != std::string::npos) ++dot;
      if (!index.emplace(part, project.wbs.size()).second) continue;
      const std::size_t last = part.rfind('.');
      WbsElement element;
      element.path = part;
      if (last != std::string::npos) element.parent = part.substr(0, last);
      element.code = last == std::string::npos ? part : part.substr(last + 1);
      project.wbs.push_back(std::move(element));
    }
    WbsElement& own = project.wbs[index.at(path)];
    if (!name.empty()) own.name = name;
    if (own.name.empty() && activity.kind == model::ActivityKind::summary) own.name = activity.name;
  }

  Result<ScheduleFile> finished() {
    if (origins_.empty()) {
      file_.notes.push_back({"csv.empty", "no row follows the names of the columns", "2"});
    }
    TC_TRY_VOID(give_ids());
    TC_TRY_VOID(read_links(pending_, file_));
    for (std::size_t p = 0; p < file_.projects.size(); ++p) settle_data_date(p);
    file_.format = ScheduleFormat::csv;
    auto document = std::make_shared<CsvDocument>();
    document->names = header_.extra_names;
    for (std::size_t i = 0; i < origins_.size(); ++i) {
      const std::int64_t id = activity_at(origins_[i]).id.value;
      document->rows.emplace(id, i);
      if (!extra_.empty()) document->cells.emplace(id, std::move(extra_[i]));
    }
    file_.source = std::move(document);
    for (ScheduleProject& project : file_.projects) sort_by_id(project);
    return std::move(file_);
  }

  model::Activity& activity_at(const Origin& origin) {
    return file_.projects[origin.project].file.activities[origin.activity];
  }

  Result<void> give_ids() {
    std::set<std::string> seen;
    bool whole = true;
    std::int64_t highest = 0;
    for (const Origin& origin : origins_) {
      const std::string& id = file_.projects[origin.project].facts[origin.activity].file_id;
      if (id.empty()) continue;
      if (!seen.insert(id).second) {
        return fail(Code::bad_input, "csv.duplicate", fmt::format("id '{}' stands twice", id),
                    origin.where, "give every activity its own id");
      }
      std::int64_t value = 0;
      const auto [end, error] = std::from_chars(id.data(), id.data() + id.size(), value);
      const bool number = error == std::errc() && end == id.data() + id.size() && value > 0 &&
                          value <= kMaxId && id.front() != '0';
      whole = whole && number;
      if (number) activity_at(origin).id = {value};
      highest = std::max(highest, value);
    }
    std::int64_t next = whole ? highest + 1 : 1;
    for (const Origin& origin : origins_) {
      model::Activity& activity = activity_at(origin);
      if (whole && activity.id) continue;
      while (seen.contains(std::to_string(next))) ++next;  // another's own text
      activity.id = {next++};
    }
    return {};
  }

  /// Given, else the latest actual date, else the earliest date of the project.
  void settle_data_date(std::size_t p) {
    ScheduleProject& project = file_.projects[p];
    if (data_dates_[p]) {
      project.data_date = *data_dates_[p];
      return;
    }
    std::optional<Minute> latest;
    std::optional<Minute> earliest = project.start;
    for (const model::Activity& activity : project.file.activities) {
      for (const auto& actual : {activity.actual_start, activity.actual_finish}) {
        if (actual && (!latest || *actual > *latest)) latest = actual;
      }
      const auto& start = activity.planned_start;
      if (start && !project.start && (!earliest || *start < *earliest)) earliest = start;
    }
    project.data_date = latest ? *latest : earliest.value_or(Minute{});
    file_.notes.push_back({"csv.data_date",
                           fmt::format("project '{}' states no data date; {} is taken",
                                       project.code, date_text(project.data_date)),
                           {}});
  }

  ScheduleFile file_;
  Header header_;
  std::vector<Origin> origins_;
  std::vector<PendingLinks> pending_;
  std::vector<std::vector<std::string>> extra_;
  std::vector<std::optional<Minute>> data_dates_;
  std::map<std::string, std::size_t> project_index_;
  std::map<std::string, model::CalendarId> calendar_index_;
  std::map<std::int64_t, std::map<std::string, std::size_t>> wbs_index_;
  std::size_t last_project_ = 0;
};

}  // namespace
}  // namespace csv

bool looks_like_csv_schedule(std::string_view bytes) {
  constexpr std::size_t kLook = 16 * 1024;
  std::size_t end = bytes.substr(0, kLook).find('\n');
  if (end != std::string_view::npos && end + 1 < bytes.size() && bytes[end + 1] == '\0') ++end;
  const bool whole = end == std::string_view::npos;
  if (whole && bytes.size() > kLook) return false;
  const Result<text::Decoded> decoded = text::decode(whole ? bytes : bytes.substr(0, end + 1));
  if (!decoded) return false;
  csv::RowReader rows(decoded->utf8, csv::find_delimiter(decoded->utf8));
  std::vector<std::string> cells;
  const Result<bool> any = rows.next(cells);
  Notes ignored;
  return any && *any && csv::is_schedule(csv::read_header(cells, 1, ignored));
}

Result<ScheduleFile> read_csv_schedule(std::string_view bytes) {
  TC_TRY(const text::Decoded decoded, text::decode(bytes));
  csv::Reader reader;
  TC_TRY(ScheduleFile file, reader.read(decoded.utf8));
  file.encoding = decoded.encoding;
  return file;
}

}  // namespace tc::formats

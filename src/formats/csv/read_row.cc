// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <array>
#include <cmath>

#include "formats/csv/reading.h"
#include "formats/csv/table.h"
#include "formats/csv/table_fields.h"
#include "formats/csv/values.h"

namespace tc::formats::csv {
namespace {

constexpr std::string_view kDateShape = "a date like 2025-03-04 08:00";
constexpr std::string_view kSpanShape = "a time span like 5d, 40h or 30m";

Result<std::optional<std::int64_t>> minutes_at(const RowCells& row, Column column) {
  const std::string text = row.text(column);
  if (text.empty()) return std::optional<std::int64_t>();
  const std::optional<Span> span = parse_span(text);
  if (!span || span->percent) return row.fault(column, kSpanShape);
  return std::optional(span->minutes);
}

Result<void> read_date(const RowCells& row, Column column, Edge edge, std::optional<Minute>& out) {
  const std::string text = row.text(column);
  if (text.empty()) return {};
  out = parse_date(text, edge);
  if (!out) return row.fault(column, kDateShape);
  return {};
}

/// P6 prints " A" behind dates that are actual and "*" behind constrained ones.
Result<void> read_shown_date(const RowCells& row, const DateField& shown,
                             std::optional<Minute> model::Activity::*actual,
                             model::Activity& activity) {
  std::string text = row.text(shown.column);
  const bool is_actual = text.ends_with(" A");
  if (is_actual) text.resize(text.size() - 2);
  if (text.ends_with('*')) text.pop_back();
  if (trimmed(text).empty()) return {};
  const std::optional<Minute> date = parse_date(text, shown.edge);
  if (!date) return row.fault(shown.column, kDateShape);
  activity.*shown.field = date;
  if (is_actual && !(activity.*actual)) activity.*actual = date;
  return {};
}

Result<void> read_dates(const RowCells& row, model::Activity& activity, ActivityFacts& facts) {
  for (const DateField& field : kDateFields) {
    const bool shown =
        field.column == Column::planned_start || field.column == Column::planned_finish;
    if (!shown) TC_TRY_VOID(read_date(row, field.column, field.edge, activity.*field.field));
  }
  for (const DateField& field : kDateFields) {
    if (field.column == Column::planned_start) {
      TC_TRY_VOID(read_shown_date(row, field, &model::Activity::actual_start, activity));
    } else if (field.column == Column::planned_finish) {
      TC_TRY_VOID(read_shown_date(row, field, &model::Activity::actual_finish, activity));
    }
  }
  for (const StoredField& field : kStoredFields) {
    TC_TRY_VOID(read_date(row, field.column, field.edge, facts.stored.*field.field));
  }
  return {};
}

struct ConstraintCells {
  Column kind;
  Column date;
};

Result<void> read_constraint(const RowCells& row, ConstraintCells columns,
                             model::ConstraintKind& kind, std::optional<Minute>& at) {
  const std::optional<model::ConstraintKind> found = parse_constraint(row.text(columns.kind));
  if (!found) return row.fault(columns.kind, "a constraint like start_not_earlier or 必须完成于");
  kind = *found;
  return read_date(row, columns.date, edge_of(kind), at);
}

Result<void> read_flags(const RowCells& row, ActivityFacts& facts) {
  const auto flag = [&](Column column, bool& out) -> Result<void> {
    const std::optional<bool> value = parse_flag(row.text(column));
    if (!value) return row.fault(column, "yes or no");
    out = *value;
    return {};
  };
  TC_TRY_VOID(flag(Column::inactive, facts.inactive));
  TC_TRY_VOID(flag(Column::manual, facts.manual));
  if (row.text(Column::critical).empty()) return {};
  bool critical = false;
  TC_TRY_VOID(flag(Column::critical, critical));
  facts.stored.critical = critical;
  return {};
}

Result<void> read_work(const RowCells& row, model::Activity& activity, ActivityFacts& facts) {
  std::optional<Span> span = Span{};
  if (const std::string text = row.text(Column::duration); !text.empty()) span = parse_span(text);
  if (!span || span->percent || span->minutes < 0) return row.fault(Column::duration, kSpanShape);
  facts.elapsed = span->elapsed;
  facts.original_duration = span->minutes;
  activity.duration_low = activity.duration_likely = activity.duration_high = span->minutes;
  TC_TRY(activity.remaining, minutes_at(row, Column::remaining));
  if (activity.remaining && *activity.remaining < 0) {
    return row.fault(Column::remaining, kSpanShape);
  }
  TC_TRY(const auto delay, minutes_at(row, Column::leveling_delay));
  activity.leveling_delay = delay.value_or(0);
  TC_TRY(const auto interruption, minutes_at(row, Column::interruption));
  activity.interruption = interruption.value_or(0);
  TC_TRY(facts.stored.total_float, minutes_at(row, Column::total_float));
  TC_TRY(facts.stored.free_float, minutes_at(row, Column::free_float));
  return {};
}

/// A started activity without a remaining duration has what its percentage leaves.
Result<void> read_percent(const RowCells& row, model::Activity& activity, ActivityFacts& facts) {
  const std::string text = row.text(Column::percent_complete);
  if (text.empty()) return {};
  facts.percent_complete = parse_percent(text);
  if (!facts.percent_complete) return row.fault(Column::percent_complete, "a percentage, 0 to 100");
  if (activity.remaining || !activity.actual_start || activity.actual_finish) return {};
  const double left = 1 - *facts.percent_complete / 100;
  activity.remaining =
      static_cast<std::int64_t>(std::round(static_cast<double>(activity.duration_likely) * left));
  return {};
}

Result<void> read_kind(const RowCells& row, model::Activity& activity) {
  const std::string text = row.text(Column::kind);
  const std::optional<model::ActivityKind> kind = parse_kind(text);
  if (!kind) return row.fault(Column::kind, "a kind like task, milestone or summary");
  activity.kind = *kind;
  // Tables of Microsoft Project have no kind: what takes no time is a milestone.
  const bool no_time = !row.text(Column::duration).empty() && activity.duration_likely == 0;
  if (text.empty() && no_time) activity.kind = model::ActivityKind::milestone;
  return {};
}

}  // namespace

std::string RowCells::text(Column column) const {
  const std::size_t at = header.cell[static_cast<std::size_t>(column)];
  if (at >= cells.size()) return {};
  return unshield(std::string(trimmed(cells[at])));
}

std::string RowCells::where(Column column) const {
  const std::size_t at = header.cell[static_cast<std::size_t>(column)];
  return at == kNoCell ? fmt::format("{}", line) : fmt::format("{}:{}", line, at + 1);
}

tl::unexpected<Error> RowCells::fault(Column column, std::string_view expected) const {
  return fail(Code::bad_input, "csv.value",
              fmt::format("'{}' is not {}", text(column).substr(0, 80), expected), where(column),
              fmt::format("correct the cell in column '{}'",
                          column_words()[static_cast<std::size_t>(column)].name));
}

Result<void> read_activity(const RowCells& row, model::Activity& activity, ActivityFacts& facts) {
  activity.code = row.text(Column::code);
  activity.name = row.text(Column::name);
  activity.name_en = row.text(Column::name_en);
  facts.guid = row.text(Column::guid);
  TC_TRY_VOID(read_work(row, activity, facts));
  TC_TRY_VOID(read_kind(row, activity));
  TC_TRY_VOID(read_dates(row, activity, facts));
  TC_TRY_VOID(read_percent(row, activity, facts));
  TC_TRY_VOID(read_flags(row, facts));
  TC_TRY_VOID(read_constraint(row, {Column::constraint, Column::constraint_date},
                              activity.constraint_kind, activity.constraint_at));
  return read_constraint(row, {Column::constraint2, Column::constraint2_date},
                         activity.secondary_kind, activity.secondary_at);
}

}  // namespace tc::formats::csv

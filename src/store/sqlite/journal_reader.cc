// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite/journal_reader.h"

#include <algorithm>
#include <limits>
#include <unordered_set>

#include "store/audit.h"
#include "store/sqlite/committer.h"
#include "store/sqlite/noun_codec.h"

namespace tc::store::sqlite {
namespace {

using model::JournalEntry;

constexpr std::size_t kMaxProjectsOneByOne = 16;
constexpr std::string_view kAnyDay = "9999-12-31";
constexpr std::int64_t kNoLimit = std::numeric_limits<std::int64_t>::max();

/// Binds what all journal statements share.
SQLite::Statement& prepare(Connection& connection, std::string_view name, model::CityCode city,
                           const JournalQuery& query) {
  SQLite::Statement& rows =
      connection.statement(std::string(name) + (query.newest_first ? "_newest" : ""));
  rows.bind(":city", city.value);
  rows.bind(":from_sequence", query.from_sequence);
  rows.bind(":up_to_day", query.up_to_day ? to_text(*query.up_to_day) : std::string(kAnyDay));
  rows.bind(":noun", query.noun);
  rows.bind(":noun_id", query.noun_id);
  return rows;
}

/// Appends rows that `wanted` accepts until `out` holds `limit`.
template <class Wanted>
Result<void> collect(SQLite::Statement& rows, std::size_t limit, const Wanted& wanted,
                     std::vector<JournalEntry>& out) {
  const std::vector<int> places = column_places<JournalEntry>(rows);
  while (out.size() < limit && rows.executeStep()) {
    JournalEntry entry;
    RowReader reader(rows, places);
    visit_fields(entry, reader);
    if (!reader.bad_field().empty()) {
      rows.reset();
      return fail(Code::store, "store.corrupt",
                  "unreadable field '" + std::string(reader.bad_field()) + "'",
                  "journal/" + std::to_string(entry.sequence), "run 'tongchou audit verify'");
    }
    if (wanted(entry)) out.push_back(std::move(entry));
  }
  rows.reset();
  return {};
}

std::int64_t bound_of(std::size_t limit) {
  return limit > static_cast<std::size_t>(kNoLimit) ? kNoLimit : static_cast<std::int64_t>(limit);
}

/// One statement over the city or one row, its entries filtered by the wanted projects.
Result<std::vector<JournalEntry>> read_filtered(Connection& connection, model::CityCode city,
                                                const JournalQuery& query) {
  std::unordered_set<std::int64_t> projects;
  for (const model::ProjectId project : query.projects.value_or(std::vector<model::ProjectId>{})) {
    projects.insert(project.value);
  }
  const bool one_row = !query.noun.empty() && query.noun_id != 0;
  SQLite::Statement& rows =
      prepare(connection, one_row ? "journal.of_noun" : "journal.of_city", city, query);
  rows.bind(":limit", query.projects ? kNoLimit : bound_of(query.limit));
  std::vector<JournalEntry> out;
  TC_TRY_VOID(collect(
      rows, query.limit,
      [&](const JournalEntry& entry) {
        return !query.projects || projects.contains(entry.project_id.value);
      },
      out));
  return out;
}

}  // namespace

Result<std::vector<JournalEntry>> read_journal(Connection& connection, model::CityCode city,
                                               const JournalQuery& query) {
  const bool one_row = !query.noun.empty() && query.noun_id != 0;
  if (!query.projects || one_row || query.projects->size() > kMaxProjectsOneByOne) {
    return read_filtered(connection, city, query);
  }
  std::vector<model::ProjectId> projects = *query.projects;
  std::ranges::sort(projects);
  projects.erase(std::unique(projects.begin(), projects.end()), projects.end());
  std::vector<JournalEntry> out;
  for (const model::ProjectId project : projects) {
    SQLite::Statement& rows = prepare(connection, "journal.of_project", city, query);
    rows.bind(":project_id", project.value);
    rows.bind(":limit", bound_of(query.limit));
    TC_TRY_VOID(collect(
        rows, std::numeric_limits<std::size_t>::max(), [](const JournalEntry&) { return true; },
        out));
  }
  std::ranges::sort(out, [&query](const JournalEntry& a, const JournalEntry& b) {
    return query.newest_first ? a.sequence > b.sequence : a.sequence < b.sequence;
  });
  if (out.size() > query.limit) out.resize(query.limit);
  return out;
}

namespace {

void audit_chain(Connection& connection, model::CityCode city, Auditor& auditor) {
  SQLite::Statement& rows = connection.statement("journal.all");
  rows.bind(":city", city.value);
  const std::vector<int> places = column_places<JournalEntry>(rows);
  while (rows.executeStep()) {
    JournalEntry entry;
    RowReader reader(rows, places);
    visit_fields(entry, reader);
    auditor.entry(entry, reader.bad_field());
  }
  rows.reset();
}

template <class Noun>
void audit_rows(Connection& connection, model::CityCode city, Auditor& auditor) {
  SQLite::Statement& rows = connection.statement(std::string(Noun::kNoun) + ".revisions");
  rows.bind(":city", city.value);
  while (rows.executeStep()) {
    auditor.row(Noun::kNoun, rows.getColumn(0).getInt64(), rows.getColumn(1).getInt64());
  }
  rows.reset();
}

template <std::size_t... I>
void audit_tables(Connection& connection, model::CityCode city, Auditor& auditor,
                  std::index_sequence<I...>) {
  (audit_rows<std::variant_alternative_t<I, model::Row>>(connection, city, auditor), ...);
}

}  // namespace

AuditReport audit(Connection& connection, model::CityCode city) {
  Auditor auditor(city);
  audit_chain(connection, city, auditor);
  audit_tables(connection, city, auditor,
               std::make_index_sequence<std::variant_size_v<model::Row>>{});
  return auditor.finish(head_of(connection, city));
}

}  // namespace tc::store::sqlite

// A database of schema 4 with rows of every noun comes to the newest schema with nothing lost, and
// stays as it was when anything fails on the way.
// SPDX-License-Identifier: Apache-2.0
#include <SQLiteCpp/SQLiteCpp.h>

#include <map>

#include "base/data.h"
#include "store/sqlite/connection.h"
#include "store/sqlite/loader.h"
#include "store/sqlite/migrate.h"
#include "store/sqlite/noun_codec.h"
#include "unit/store/fixture.h"
#include "unit/store/random_rows.h"

namespace tc::store::test {
namespace {

using sqlite::Connection;
using sqlite::Role;

constexpr std::int32_t kOldSchema = 4;
constexpr std::int32_t kNewSchema = 7;
constexpr std::string_view kSchedule = "migrations/sqlite/0005_schedule.sql";
constexpr std::int64_t kRowsOfEach = 12;
constexpr std::int64_t kParents = 3;

/// Projects and visits 1 to kParents are what the other rows refer to.
template <class Noun>
void place(Noun& noun, std::int64_t id) {
  if constexpr (requires { noun.id; }) noun.id.value = id;
  if constexpr (requires { noun.project_id; }) noun.project_id.value = 1 + id % kParents;
  if constexpr (requires { noun.visit_id; }) noun.visit_id.value = 1 + id % kParents;
  if constexpr (std::is_same_v<Noun, model::Link>) {
    noun.predecessor_id.value = id;
    noun.successor_id.value = 1 + id % kRowsOfEach;
  }
}

template <class E>
E within(E value, std::size_t count) {
  return static_cast<E>(static_cast<std::size_t>(value) % count);
}

/// Only what schema 4 could hold.
template <class Noun>
Noun as_old(Noun noun) {
  if constexpr (std::is_same_v<Noun, model::City>) noun.capital_rate_bp.reset();
  if constexpr (std::is_same_v<Noun, model::Project>) {
    noun.scheduling.clear();
    noun.plan_start.reset();
    noun.must_finish_by.reset();
  }
  if constexpr (std::is_same_v<Noun, model::Activity>) {
    noun.kind = within(noun.kind, 4);
    noun.constraint_kind = within(noun.constraint_kind, 7);
    noun.wbs.clear();
    noun.file_id.clear();
    noun.secondary_kind = {};
    for (auto* const at :
         {&noun.secondary_at, &noun.deadline, &noun.expected_finish, &noun.external_start,
          &noun.external_finish, &noun.suspended_at, &noun.resumed_at}) {
      at->reset();
    }
    noun.leveling_delay = 0;
    noun.interruption = 0;
  }
  return noun;
}

std::vector<model::Row> old_rows() {
  Random random(5);
  std::vector<model::Row> rows{as_old(std::get<model::City>(random_row(random, 0)))};
  for (std::size_t noun = 1; noun < std::variant_size_v<model::Row>; ++noun) {
    for (std::int64_t id = 1; id <= kRowsOfEach; ++id) {
      model::Row row = random_row(random, noun);
      if (std::holds_alternative<model::Forecast>(row)) continue;  // schema 4 has none
      std::visit(
          [id](auto& value) {
            place(value, id);
            value = as_old(value);
          },
          row);
      rows.push_back(std::move(row));
    }
  }
  return rows;
}

std::vector<EmbeddedFile> migrations_to(std::int32_t version) {
  std::vector<EmbeddedFile> files;
  const std::string last = "migrations/sqlite/000" + std::to_string(version) + "~";
  for (const EmbeddedFile& file : data::sql()) {
    if (file.path.starts_with("migrations/sqlite/") && file.path < last) files.push_back(file);
  }
  return files;
}

using Table = std::vector<std::string>;  ///< a name, or a row as text

Table texts(Connection& connection, const std::string& sql) {
  Table out;
  SQLite::Statement rows(connection.database(), sql);
  while (rows.executeStep()) out.push_back(rows.getColumn(0).getString());
  return out;
}

Table columns_of(Connection& connection, const std::string& table) {
  return texts(connection, "SELECT name FROM pragma_table_info('" + table + "')");
}

/// Every row of `columns`, each as one text.
Table rows_of(Connection& connection, const std::string& table, const Table& columns) {
  std::string row;
  for (const std::string& column : columns) {
    row += (row.empty() ? "" : " || ',' || ") + ("quote(" + column + ")");
  }
  return texts(connection, "SELECT " + row + " AS line FROM " + table + " ORDER BY line");
}

/// All that is in a database: what is made, and the rows of each table.
struct Content {
  std::map<std::string, Table> columns, rows;
  Table made;
  friend bool operator==(const Content&, const Content&) = default;
};

Content content_of(Connection& connection) {
  Content out;
  for (const std::string& table :
       texts(connection, "SELECT name FROM sqlite_schema WHERE type = 'table'")) {
    out.columns[table] = columns_of(connection, table);
    out.rows[table] = rows_of(connection, table, out.columns[table]);
  }
  out.made = texts(connection,
                   "SELECT type || name || ifnull(sql, '') AS line "
                   "FROM sqlite_schema ORDER BY line");
  return out;
}

/// Inserts into the columns that the table has, whatever the schema.
void insert(Connection& connection, const model::Row& row) {
  const std::string table(model::noun_of(row));
  std::string names, values;
  for (const std::string& column : columns_of(connection, table)) {
    names += (names.empty() ? "" : ", ") + column;
    values += (values.empty() ? ":" : ", :") + column;
  }
  const std::string sql = "INSERT INTO " + table + " (" + names + ") VALUES (" + values + ")";
  std::visit(
      [&](const auto& noun) {
        using Noun = std::decay_t<decltype(noun)>;
        auto bound = sqlite::prepare_binding<Noun>(connection.database(), sql);
        if (bound.city_place > 0) bound.statement.bind(bound.city_place, kCity.value);
        visit_fields(noun, sqlite::Binder(bound));
        bound.statement.exec();
      },
      row);
}

class SqliteMigration : public ::testing::Test {
 protected:
  void SetUp() override {
    connection_ = *Connection::open(folder_.file("city.db"), Role::writer);
    ASSERT_EQ(sqlite::migrate(*connection_, migrations_to(kOldSchema), 1), kOldSchema);
    connection_->database().exec("BEGIN");
    for (const model::Row& row : old_rows()) insert(*connection_, row);
    connection_->database().exec(
        "INSERT INTO journal VALUES (140300, 1, 1, 7, '2025-07-15', 1, '', 'city.make', 'cities', "
        "140300, 0, '', '{\"name\":\"阳泉\"}', '', 'r', 'a', 'b');"
        "INSERT INTO journal_head VALUES (140300, 1, 7, 'b');"
        "INSERT INTO idempotency VALUES (140300, 'k', 'd', 200, '{}', 7);"
        "INSERT INTO write_probe VALUES (1, 7); COMMIT");
    before_ = content_of(*connection_);
  }

  void expect_untouched(std::string_view after) {
    EXPECT_TRUE(content_of(*connection_) == before_) << after;
    EXPECT_EQ(connection_->database().execAndGet("PRAGMA foreign_keys").getInt(), 1) << after;
  }

  Folder folder_;
  std::unique_ptr<Connection> connection_;
  Content before_;
};

TEST_F(SqliteMigration, EachRowOfTheOldSchemaIsThereAfterwards) {
  ASSERT_EQ(sqlite::migrate(*connection_, migrations_to(kNewSchema), 2), kNewSchema);
  for (const auto& [table, columns] : before_.columns) {
    if (table == "schema_migration") continue;
    EXPECT_FALSE(before_.rows[table].empty()) << table;
    EXPECT_EQ(rows_of(*connection_, table, columns), before_.rows[table]) << table;
  }
  const std::string indexes =
      "SELECT name || sql FROM sqlite_schema WHERE type = 'index' AND sql "
      "IS NOT NULL AND tbl_name <> 'forecasts' ORDER BY name";
  const Folder other;
  const auto fresh = *Connection::open(other.file("city.db"), Role::writer);
  ASSERT_TRUE(sqlite::migrate(*fresh, migrations_to(kOldSchema), 1));
  EXPECT_EQ(texts(*connection_, indexes), texts(*fresh, indexes));
  ASSERT_TRUE(sqlite::migrate(*fresh, migrations_to(kNewSchema), 1));
  EXPECT_EQ(content_of(*connection_).made, content_of(*fresh).made);
}

TEST_F(SqliteMigration, TheCityLoadsWithTheNewFieldsAtTheirDefaults) {
  ASSERT_EQ(sqlite::migrate(*connection_, data::sql(), 2), kNewSchema);
  const auto loaded = sqlite::load_city(*connection_, kCity);
  ASSERT_TRUE(loaded) << to_line(loaded.error());
  model::CityState expected;
  model::put_all(expected, old_rows());
  EXPECT_TRUE(model::equal(loaded->state, expected));
}

TEST_F(SqliteMigration, ReferencesAreKeptAsBefore) {
  ASSERT_EQ(sqlite::migrate(*connection_, data::sql(), 2), kNewSchema);
  SQLite::Database& database = connection_->database();
  EXPECT_EQ(database.execAndGet("PRAGMA foreign_keys").getInt(), 1);
  for (const char* const breaking :
       {"DELETE FROM activities WHERE id = 1", "UPDATE activities SET project_id = 99 WHERE id = 1",
        "UPDATE links SET successor_id = 99 WHERE id = 1", "DELETE FROM projects WHERE id = 1"}) {
    EXPECT_THROW(database.exec(breaking), SQLite::Exception) << breaking;
  }
  for (const char* const wrong : {"kind", "constraint_kind", "secondary_kind", "deadline"}) {
    const std::string sql = "UPDATE activities SET " + std::string(wrong) + " = 'x'";
    EXPECT_THROW(database.exec(sql), SQLite::Exception) << wrong;
  }
}

TEST_F(SqliteMigration, AFailureAfterAnyStatementLeavesTheDatabaseAsItWas) {
  const std::string text(find_file(data::sql(), kSchedule)->bytes);
  std::size_t cuts = 0;
  for (std::size_t at = text.find(";\n"); at != std::string::npos; at = text.find(";\n", at + 1)) {
    const std::string cut = text.substr(0, at + 1) + "\noops;";
    std::vector<EmbeddedFile> files = migrations_to(kOldSchema);
    files.push_back({kSchedule, cut});
    const auto failed = sqlite::migrate(*connection_, files, 2);
    ASSERT_FALSE(failed);
    EXPECT_EQ(failed.error().rule, "store.sql");
    expect_untouched(cut.substr(cut.size() > 80 ? cut.size() - 80 : 0));
    ++cuts;
  }
  EXPECT_EQ(cuts, 6u) << "one for each statement";
  EXPECT_EQ(sqlite::migrate(*connection_, data::sql(), 3), kNewSchema);
}

TEST_F(SqliteMigration, ABrokenReferenceIsRefusedBeforeItIsCommitted) {
  std::vector<EmbeddedFile> files = migrations_to(kNewSchema);
  files.push_back({"migrations/sqlite/0008_wrong.sql", "DELETE FROM activities WHERE id = 3;"});
  const auto failed = sqlite::migrate(*connection_, files, 2);
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().rule, "store.schema");
  EXPECT_NE(failed.error().message.find("rows of links without theirs of activities"),
            std::string::npos)
      << failed.error().message;
  expect_untouched("a broken reference");
}

}  // namespace
}  // namespace tc::store::test

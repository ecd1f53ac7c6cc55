// What only SQLite can show: statements that prepare, addresses, migrations, damage, locks.
// SPDX-License-Identifier: Apache-2.0
#include <SQLiteCpp/SQLiteCpp.h>
#include <sys/wait.h>

#include <fstream>
#include <set>

#include "base/data.h"
#include "store/chain.h"
#include "store/sqlite/connection.h"
#include "store/sqlite/migrate.h"
#include "store/sqlite/named_sql.h"
#include "store/sqlite/noun_codec.h"
#include "unit/store/fixture.h"
#include "unit/store/random_rows.h"

namespace tc::store::test {
namespace {

using sqlite::Connection;
using sqlite::Role;

std::unique_ptr<Connection> migrated(const std::string& path) {
  auto connection = Connection::open(path, Role::writer);
  EXPECT_TRUE(connection);
  EXPECT_TRUE(sqlite::migrate(**connection, data::sql(), 1));
  return std::move(*connection);
}

std::string rule_of_open(const std::string& address) {
  const auto opened = open_store(address, FakeClock().lend());
  return opened ? std::string("opened") : opened.error().rule;
}

/// The names that the code asks for: four or five of each noun, and these.
std::set<std::string> used_names() {
  std::set<std::string> names{"journal.insert",     "journal.all",
                              "journal.of_city",    "journal.of_city_newest",
                              "journal.of_noun",    "journal.of_noun_newest",
                              "journal.of_project", "journal.of_project_newest",
                              "journal.last_id",    "head.read",
                              "head.write",         "reply.read",
                              "reply.write",        "reply.expire",
                              "city.list",          "city.exists",
                              "settings.every",     "settings.writer",
                              "settings.reader",    "settings.mode",
                              "schema.quick_check", "schema.known",
                              "schema.create",      "schema.applied",
                              "schema.record",      "foreign_keys.off",
                              "foreign_keys.on",    "foreign_keys.check",
                              "transaction.write",  "transaction.read",
                              "transaction.commit", "transaction.rollback",
                              "savepoint.begin",    "savepoint.undo",
                              "savepoint.end",      "health.probe"};
  Random random(1);
  for (std::size_t i = 0; i < std::variant_size_v<model::Row>; ++i) {
    const std::string noun(model::noun_of(random_row(random, i)));
    for (const char* use : {".load", ".insert", ".update", ".remove", ".revisions"}) {
      if (noun != "cities" || std::string_view(use) != ".remove") names.insert(noun + use);
    }
  }
  return names;
}

TEST(SqliteStatements, EachNameUsedExistsAndEachThatExistsIsUsed) {
  std::set<std::string> there;
  for (const auto& [name, sql] : sqlite::named_sql()) there.insert(name);
  EXPECT_EQ(there, used_names());
}

TEST(SqliteStatements, EachPrepares) {
  const Folder folder;
  const auto connection = migrated(folder.file("city.db"));
  for (const auto& [name, sql] : sqlite::named_sql()) {
    if (name == "schema.create") continue;  // the table is there already
    EXPECT_NO_THROW(SQLite::Statement(connection->database(), sql)) << name;
  }
}

template <class Noun>
void expect_every_field_bound(Connection& connection) {
  if constexpr (!std::is_same_v<Noun, model::City>) {
    const std::string insert = std::string(Noun::kNoun) + ".insert";
    const auto bound = sqlite::prepare_binding<Noun>(connection.database(), sqlite::sql_of(insert));
    for (std::size_t i = 0; i < bound.places.size(); ++i) {
      EXPECT_GT(bound.places[i], 0) << insert << ": " << sqlite::field_names<Noun>()[i];
    }
    EXPECT_GT(bound.city_place, 0) << insert;
  }
}

template <std::size_t... I>
void expect_every_noun_bound(Connection& connection, std::index_sequence<I...>) {
  (expect_every_field_bound<std::variant_alternative_t<I, model::Row>>(connection), ...);
}

TEST(SqliteStatements, EachFieldOfEachNounIsWritten) {
  const Folder folder;
  const auto connection = migrated(folder.file("city.db"));
  expect_every_noun_bound(*connection, std::make_index_sequence<std::variant_size_v<model::Row>>{});
}

TEST(SqliteStatements, ListsOfWordsComeBackExactly) {
  Random random(3);
  for (int i = 0; i < 500; ++i) {
    std::vector<std::string> words(random.below(5));
    for (std::string& word : words) word = random_text(random);
    EXPECT_EQ(sqlite::decode_words(sqlite::encode_words(words)), words);
  }
  for (const char* wrong : {"", "{}", "[1]", "[\"a\"", "null", "[\"a\",null]"}) {
    EXPECT_FALSE(sqlite::decode_words(wrong)) << wrong;
  }
}

TEST(Sm3, GivesTheVectorsOfTheStandard) {
  Sm3 sm3;  // GB/T 32905-2016, annex A
  EXPECT_EQ(sm3.digest("abc"), "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
  std::string text;
  for (int i = 0; i < 16; ++i) text += "abcd";
  EXPECT_EQ(sm3.digest(text), "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732");
}

int setting(Connection& connection, const std::string& name) {
  return connection.database().execAndGet("PRAGMA " + name).getInt();
}

TEST(SqliteConnection, HasTheSettingsOfTheProject) {
  const Folder folder;
  const auto writer = migrated(folder.file("city.db"));
  const auto reader = *Connection::open(folder.file("city.db"), Role::reader);
  for (Connection* const connection : {writer.get(), reader.get()}) {
    EXPECT_EQ(setting(*connection, "synchronous"), 2);
    EXPECT_EQ(setting(*connection, "foreign_keys"), 1);
    EXPECT_EQ(setting(*connection, "trusted_schema"), 0);
    EXPECT_EQ(setting(*connection, "cell_size_check"), 1);
    EXPECT_EQ(setting(*connection, "mmap_size"), 0);
    EXPECT_EQ(setting(*connection, "busy_timeout"), 5000);
    EXPECT_THROW(connection->database().exec("PRAGMA writable_schema = 1;"
                                             "DELETE FROM sqlite_schema"),
                 SQLite::Exception)
        << "defensive";
  }
  EXPECT_EQ(setting(*reader, "wal_autocheckpoint"), 0);
  EXPECT_GT(setting(*writer, "wal_autocheckpoint"), 0);
  EXPECT_THROW(reader->database().exec("DELETE FROM cities"), SQLite::Exception);
}

TEST(SqliteAddress, OnlyPathsOfSqliteAreOpened) {
  EXPECT_EQ(rule_of_open("postgresql://localhost/city"), "store.address");
  EXPECT_EQ(rule_of_open("city.db"), "store.address");
  EXPECT_EQ(rule_of_open("sqlite:"), "store.address");
  EXPECT_EQ(rule_of_open("sqlite::memory:"), "store.address");
  EXPECT_EQ(rule_of_open("sqlite:file:x?mode=memory"), "store.address");
  const Folder folder;
  EXPECT_EQ(rule_of_open("sqlite:" + folder.file("none/city.db")), "store.open");
  EXPECT_EQ(rule_of_open("sqlite:" + folder.file("")), "store.open") << "a folder";
  EXPECT_EQ(rule_of_open(folder.address()), "opened");
}

TEST(SqliteSchema, AnotherProgramsDatabaseIsRefusedAndLeftAlone) {
  const Folder folder;
  SQLite::Database(folder.file("city.db"), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE)
      .exec("CREATE TABLE photos (id INTEGER)");
  EXPECT_EQ(rule_of_open(folder.address()), "store.schema");
  SQLite::Database raw(folder.file("city.db"), SQLite::OPEN_READONLY);
  EXPECT_EQ(raw.execAndGet("SELECT COUNT(*) FROM sqlite_schema").getInt(), 1);
}

TEST(SqliteSchema, AChangedOrUnknownMigrationIsRefused) {
  const Folder folder;
  migrated(folder.file("city.db"));
  const auto run = [&folder](const std::string& sql) {
    SQLite::Database(folder.file("city.db"), SQLite::OPEN_READWRITE).exec(sql);
  };
  EXPECT_EQ(rule_of_open(folder.address()), "opened");
  run("INSERT INTO schema_migration SELECT MAX(version) + 1, 'later', 'x', 1 FROM "
      "schema_migration");
  EXPECT_EQ(rule_of_open(folder.address()), "store.schema");
  run("DELETE FROM schema_migration WHERE name = 'later'");
  EXPECT_EQ(rule_of_open(folder.address()), "opened");
  run("UPDATE schema_migration SET sm3 = 'changed' WHERE version = 2");
  EXPECT_EQ(rule_of_open(folder.address()), "store.schema");
}

TEST(SqliteSchema, AnOlderDatabaseIsBroughtUpAndAFailedMigrationChangesNothing) {
  const Folder folder;
  std::vector<EmbeddedFile> some;
  for (const EmbeddedFile& file : data::sql()) {
    if (file.path.starts_with("migrations/sqlite/0001")) some.push_back(file);
  }
  const auto connection = *Connection::open(folder.file("city.db"), Role::writer);
  EXPECT_EQ(sqlite::migrate(*connection, some, 1), 1);
  some.push_back({"migrations/sqlite/0002_wrong.sql", "CREATE TABLE half (id INTEGER); oops"});
  const auto failed = sqlite::migrate(*connection, some, 2);
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().rule, "store.sql");
  EXPECT_EQ(connection->database()
                .execAndGet("SELECT COUNT(*) FROM sqlite_schema WHERE name = 'half'")
                .getInt(),
            0);
  EXPECT_EQ(sqlite::migrate(*connection, data::sql(), 3), 7);
  EXPECT_EQ(sqlite::migrate(*connection, data::sql(), 4), 7);
}

TEST(SqliteLock, ASecondStoreIsToldWhoHasTheDatabase) {
  const Folder folder;
  auto first = open_store(folder.address(), FakeClock().lend());
  ASSERT_TRUE(first);
  const auto second = open_store(folder.address(), FakeClock().lend());
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().rule, "store.locked");
  EXPECT_NE(second.error().message.find(std::to_string(getpid())), std::string::npos);
  first->reset();
  EXPECT_EQ(rule_of_open(folder.address()), "opened");
}

TEST(SqliteLock, AForeignWriterIsReportedAfterTheBusyTime) {
  const Folder folder;
  migrated(folder.file("city.db"));
  SQLite::Database foreign(folder.file("city.db"), SQLite::OPEN_READWRITE);
  foreign.exec("BEGIN IMMEDIATE");
  EXPECT_EQ(rule_of_open(folder.address()), "store.locked");
  foreign.exec("ROLLBACK");
  EXPECT_EQ(rule_of_open(folder.address()), "opened");
}

}  // namespace
}  // namespace tc::store::test

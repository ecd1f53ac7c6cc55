// Whoever changes the journal behind our back is found: every single byte, and the tricks of
// someone who knows SQL. The first bad entry is named.
// SPDX-License-Identifier: Apache-2.0
#include <SQLiteCpp/SQLiteCpp.h>

#include "unit/store/fixture.h"
#include "unit/store/random_rows.h"

namespace tc::store::test {
namespace {

constexpr int kFlips = 600;

class Tamper : public ::testing::Test {
 protected:
  void SetUp() override {
    auto store = open();
    CityMaker maker(11);
    ASSERT_TRUE(store->commit(maker.first()));
    for (int i = 0; i < 60; ++i) maker.settle(store->commit(maker.next(3)).has_value());
    entries_ = store->head(kCity)->sequence;
    ASSERT_GT(entries_, 30);
  }
  [[nodiscard]] std::unique_ptr<Store> open() {
    auto opened = open_store(folder_.address(), clock_.lend());
    EXPECT_TRUE(opened) << to_line(opened.error());
    return std::move(*opened);
  }
  [[nodiscard]] AuditReport verify() { return *open()->verify(kCity); }
  /// Runs SQL on the file while no store has it open.
  int run(const std::string& sql) {
    SQLite::Database raw(folder_.file("city.db"), SQLite::OPEN_READWRITE);
    return raw.exec(sql);
  }
  void expect_bad(const std::string& sql, std::int64_t first_bad) {
    SCOPED_TRACE(sql);
    std::filesystem::copy_file(folder_.file("city.db"), folder_.file("copy"),
                               std::filesystem::copy_options::overwrite_existing);
    ASSERT_GT(run(sql), 0);
    const AuditReport report = verify();
    EXPECT_FALSE(report.ok);
    EXPECT_EQ(report.first_bad_sequence, first_bad) << report.reason;
    EXPECT_FALSE(report.reason.empty());
    std::filesystem::copy_file(folder_.file("copy"), folder_.file("city.db"),
                               std::filesystem::copy_options::overwrite_existing);
    std::filesystem::remove(folder_.file("city.db-wal"));
    std::filesystem::remove(folder_.file("city.db-shm"));
  }

  FakeClock clock_;
  Folder folder_;
  std::int64_t entries_ = 0;
};

/// One byte of a value changed, kept in its own type; empty text has no byte to change.
bool flip(Random& random, const SQLite::Column& value, SQLite::Statement& update) {
  const auto mask = static_cast<unsigned char>(1 + random.below(255));
  if (value.isInteger()) {
    const auto bits = static_cast<std::uint64_t>(mask) << (8 * random.below(8));
    update.bind(1, static_cast<std::int64_t>(static_cast<std::uint64_t>(value.getInt64()) ^ bits));
    return true;
  }
  std::string text = value.getString();
  if (text.empty()) return false;
  char& byte = text[random.below(text.size())];
  byte = static_cast<char>(static_cast<unsigned char>(byte) ^ mask);
  update.bind(1, text);
  return true;
}

TEST_F(Tamper, EachFlippedByteOfTheJournalIsFoundAndNamed) {
  ASSERT_TRUE(verify().ok);
  constexpr std::string_view kColumns[] = {"city",  "sequence", "commit_sequence", "recorded_at",
                                           "day",   "user_id",  "acting_as",       "action",
                                           "noun",  "noun_id",  "project_id",      "before",
                                           "after", "reason",   "request_id",      "previous_hash",
                                           "hash"};
  Random random(5);
  int flips = 0;
  std::map<std::string_view, int> by_column;
  for (int i = 0; flips < kFlips && i < 10 * kFlips; ++i) {
    const std::string_view column = kColumns[static_cast<std::size_t>(i) % std::size(kColumns)];
    const auto row =
        1 + static_cast<std::int64_t>(random.below(static_cast<std::size_t>(entries_)));
    const std::string name(column);
    const auto change = [&](auto&& bind) {
      SQLite::Database raw(folder_.file("city.db"), SQLite::OPEN_READWRITE);
      raw.exec("PRAGMA synchronous = OFF");
      SQLite::Statement update(raw, "UPDATE journal SET " + name + " = ?1 WHERE rowid = ?2");
      update.bind(2, row);
      SQLite::Statement read(raw, "SELECT " + name + " FROM journal WHERE rowid = ?1");
      read.bind(1, row);
      if (!read.executeStep() || !bind(read.getColumn(0), update)) return false;
      read.reset();
      return update.tryExecuteStep() == 101;  // SQLITE_DONE; a taken sequence cannot be written
    };
    std::string old_text;
    std::int64_t old_number = 0;
    bool is_number = false;
    const bool changed = change([&](const SQLite::Column& value, SQLite::Statement& update) {
      is_number = value.isInteger();
      old_text = value.getString();
      old_number = value.getInt64();
      return flip(random, value, update);
    });
    if (!changed) continue;
    ++flips;
    ++by_column[column];
    const AuditReport report = verify();
    ASSERT_FALSE(report.ok) << name << " of entry " << row << " changed unseen";
    ASSERT_EQ(report.first_bad_sequence, row) << name << ": " << report.reason;
    ASSERT_TRUE(change([&](const SQLite::Column&, SQLite::Statement& update) {
      if (is_number) {
        update.bind(1, old_number);
      } else {
        update.bind(1, old_text);
      }
      return true;
    }));
  }
  EXPECT_EQ(flips, kFlips);
  EXPECT_EQ(by_column.size(), std::size(kColumns)) << "each column was tried";
  EXPECT_TRUE(verify().ok);
}

TEST_F(Tamper, EntriesDeletedSwappedCutOrAddedAreFound) {
  const std::string last = std::to_string(entries_);
  expect_bad("DELETE FROM journal WHERE sequence = 9", 9);
  expect_bad("DELETE FROM journal WHERE sequence = 1", 1);
  expect_bad("DELETE FROM journal WHERE sequence = " + last, entries_);
  expect_bad("DELETE FROM journal WHERE sequence > 20", 21);
  expect_bad("DELETE FROM journal", 1);
  expect_bad("UPDATE journal SET sequence = 1000000 - sequence WHERE sequence IN (7, 8)", 7);
  expect_bad(
      "UPDATE journal SET sequence = -1 WHERE sequence = 7;"
      "UPDATE journal SET sequence = 7 WHERE sequence = 8;"
      "UPDATE journal SET sequence = 8 WHERE sequence = -1",
      7);
  expect_bad(
      "INSERT INTO journal SELECT city, sequence + 1, commit_sequence, recorded_at, day, user_id,"
      "acting_as, action, noun, noun_id, project_id, before, after, reason, request_id, hash, hash"
      " FROM journal WHERE sequence = " +
          last,
      entries_ + 1);
}

TEST_F(Tamper, TablesThatDisagreeWithTheJournalAreFound) {
  const auto revision = SQLite::Database(folder_.file("city.db"), SQLite::OPEN_READWRITE)
                            .execAndGet("SELECT MAX(revision) FROM projects")
                            .getInt64();
  const std::string at = " WHERE revision = " + std::to_string(revision);
  expect_bad("UPDATE projects SET revision = revision - 1" + at, revision);
  expect_bad("UPDATE projects SET id = 77" + at, revision);
  expect_bad("DELETE FROM projects" + at, revision);
  expect_bad("DELETE FROM journal_head", entries_);
  expect_bad(
      "UPDATE journal_head SET hash = previous.hash FROM (SELECT hash FROM journal "
      "WHERE sequence = 3) AS previous",
      entries_);
}

}  // namespace
}  // namespace tc::store::test

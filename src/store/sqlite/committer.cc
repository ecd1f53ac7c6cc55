// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite/committer.h"

#include <sqlite3.h>

#include "store/check.h"
#include "store/sqlite/named_sql.h"

namespace tc::store::sqlite {
namespace {

/// After a failed sync the state of the file on disk is unknown (the pages may be marked clean).
bool is_failed_sync(int code) {
  return code == SQLITE_IOERR_FSYNC || code == SQLITE_IOERR_DIR_FSYNC ||
         code == SQLITE_IOERR_TRUNCATE;
}

bool has_open_references(Connection& connection) {
  int current = 0;
  int highest = 0;
  sqlite3_db_status(connection.database().getHandle(), SQLITE_DBSTATUS_DEFERRED_FKS, &current,
                    &highest, 0);
  return current != 0;
}

}  // namespace

Head head_of(Connection& connection, model::CityCode city) {
  SQLite::Statement& read = connection.statement("head.read");
  read.bind(":city", city.value);
  Head head{.sequence = 0, .recorded_at = 0, .hash = zero_hash()};
  if (read.executeStep()) {
    head = {.sequence = read.getColumn(0).getInt64(),
            .recorded_at = read.getColumn(1).getInt64(),
            .hash = read.getColumn(2).getString()};
  }
  read.reset();
  return head;
}

std::vector<Result<Receipt>> Committer::run(std::span<Commit> batch) {
  if (broken_) return {batch.size(), Result<Receipt>(tl::unexpected<Error>(*broken_))};
  auto together = run_together(batch);
  if (together) return std::move(*together);
  if (batch.size() == 1) return {Result<Receipt>(tl::unexpected<Error>(together.error()))};
  std::vector<Result<Receipt>> results;
  for (Commit& commit : batch) {
    auto alone = run({&commit, 1});
    results.push_back(std::move(alone.front()));
  }
  return results;
}

Result<std::vector<Result<Receipt>>> Committer::run_together(std::span<Commit> batch) {
  int code = 0;
  auto outcome = guard(connection_.path(), [&]() -> Result<std::vector<Result<Receipt>>> {
    try {
      Transaction transaction(connection_, "transaction.write");
      std::vector<Result<Receipt>> results;
      for (Commit& commit : batch) {
        results.push_back(run_one(commit));
        if (!connection_.in_transaction()) return tl::unexpected(results.back().error());
      }
      transaction.commit();
      return results;
    } catch (const SQLite::Exception& exception) {
      code = exception.getErrorCode();
      throw;
    }
  });
  if (!outcome && is_failed_sync(code)) broken_ = outcome.error();
  return outcome;
}

Result<Receipt> Committer::run_one(Commit& commit) {
  connection_.run("savepoint.begin");
  auto receipt = guard(connection_.path(), [&] { return write(commit); });
  if (!connection_.in_transaction()) {
    if (receipt) return fail(Code::internal, "store.sql", "a transaction ended too early");
    return receipt;
  }
  if (!receipt) connection_.run("savepoint.undo");
  connection_.run("savepoint.end");
  return receipt;
}

Result<Receipt> Committer::write(Commit& commit) {
  TC_TRY_VOID(check_commit(commit));
  const model::CityCode city = commit.acting.city;
  Head head = head_of(connection_, city);
  TC_TRY_VOID(check_head(commit, head));
  TC_TRY(const std::int64_t now, record_time(clock_(), head));
  TC_TRY_VOID(check_key(commit, now));
  const Place place{.commit_sequence = head.sequence + 1, .recorded_at = now};
  TC_TRY_VOID(write_changes(commit, place, head));
  TC_TRY_VOID(check_end(commit));
  if (!commit.changes.empty()) write_head(city, head);
  write_reply(commit, now);
  return Receipt{.first_sequence = place.commit_sequence,
                 .last_sequence = head.sequence,
                 .recorded_at = now,
                 .head_hash = head.hash};
}

Result<void> Committer::write_changes(Commit& commit, const Place& place, Head& head) {
  for (Change& change : commit.changes) {
    const model::JournalEntry entry = next_entry(commit, change, head, place, sm3_);
    model::set_revision(change.row, entry.sequence);
    TC_TRY_VOID(rows_.write(commit.acting.city, change));
    write_entry(entry);
    head = {.sequence = entry.sequence, .recorded_at = entry.recorded_at, .hash = entry.hash};
  }
  return {};
}

void Committer::write_entry(const model::JournalEntry& entry) {
  if (!journal_insert_) {
    journal_insert_ =
        prepare_binding<model::JournalEntry>(connection_.database(), sql_of("journal.insert"));
  }
  journal_insert_->statement.tryReset();
  visit_fields(entry, Binder(*journal_insert_));
  journal_insert_->statement.exec();
  journal_insert_->statement.tryReset();
}

void Committer::write_head(model::CityCode city, const Head& head) {
  SQLite::Statement& write = connection_.statement("head.write");
  write.bind(":city", city.value);
  write.bind(":sequence", head.sequence);
  write.bind(":recorded_at", head.recorded_at);
  write.bind(":hash", head.hash);
  write.exec();
}

Result<void> Committer::check_key(const Commit& commit, std::int64_t now) {
  if (!commit.idempotency) return {};
  SQLite::Statement& expire = connection_.statement("reply.expire");
  expire.bind(":city", commit.acting.city.value);
  expire.bind(":after", now - kReplyLifetimeMs);
  expire.exec();
  SQLite::Statement& read = connection_.statement("reply.read");
  read.bind(":city", commit.acting.city.value);
  read.bind(":key", commit.idempotency->key);
  read.bind(":after", now - kReplyLifetimeMs);
  const bool known = read.executeStep();
  read.reset();
  if (known) return fail_key_used(commit.idempotency->key);
  return {};
}

void Committer::write_reply(const Commit& commit, std::int64_t now) {
  if (!commit.idempotency) return;
  const IdempotencyRecord& record = *commit.idempotency;
  SQLite::Statement& write = connection_.statement("reply.write");
  write.bind(":city", commit.acting.city.value);
  write.bind(":key", record.key);
  write.bind(":request_digest", record.request_digest);
  write.bind(":status", record.status);
  write.bind(":reply", record.reply);
  write.bind(":recorded_at", now);
  write.exec();
}

Result<void> Committer::check_end(const Commit& commit) {
  if (has_open_references(connection_)) return fail_reference(commit.acting.city);
  SQLite::Statement& exists = connection_.statement("city.exists");
  exists.bind(":city", commit.acting.city.value);
  const bool found = exists.executeStep();
  exists.reset();
  if (!found) return fail_no_city(commit.acting.city, Code::not_found);
  return {};
}

Result<void> Committer::probe() {
  if (broken_) return tl::unexpected<Error>(*broken_);
  return guard(connection_.path(), [&]() -> Result<void> {
    Transaction transaction(connection_, "transaction.write");
    SQLite::Statement& write = connection_.statement("health.probe");
    write.bind(":now", clock_());
    write.exec();
    write.reset();
    transaction.commit();
    return {};
  });
}

}  // namespace tc::store::sqlite

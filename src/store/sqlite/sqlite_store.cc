// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite/sqlite_store.h"

#include <sqlite3.h>

#include "store/sqlite/committer.h"
#include "store/sqlite/connection.h"
#include "store/sqlite/journal_reader.h"
#include "store/sqlite/loader.h"
#include "store/sqlite/lock_file.h"
#include "store/sqlite/writer.h"

namespace tc::store::sqlite {
namespace {

/// Members end in reverse order: readers first, so that the writer closes last and checkpoints.
struct Parts {
  LockFile lock;
  std::unique_ptr<Writer> writer;
  std::unique_ptr<Connection> reader;
};

class SqliteStore final : public Store {
 public:
  SqliteStore(std::string path, Clock clock, Parts parts)
      : path_(std::move(path)), clock_(std::move(clock)), parts_(std::move(parts)) {}

  Result<std::vector<model::City>> cities() override {
    return read([](Connection& reader) { return load_cities(reader); });
  }
  Result<Loaded> load(model::CityCode city) override {
    return read_apart([city](Connection& reader) { return load_city(reader, city); });
  }
  std::future<Result<Receipt>> submit(Commit commit) override {
    return parts_.writer->submit(std::move(commit));
  }
  Result<std::vector<model::JournalEntry>> journal(model::CityCode city,
                                                   const JournalQuery& query) override {
    return read([&](Connection& reader) { return read_journal(reader, city, query); });
  }
  Result<Head> head(model::CityCode city) override {
    return read([city](Connection& reader) -> Result<Head> { return head_of(reader, city); });
  }
  Result<std::optional<IdempotencyRecord>> find_reply(model::CityCode city,
                                                      std::string_view key) override;
  Result<AuditReport> verify(model::CityCode city) override {
    return read_apart(
        [city](Connection& reader) -> Result<AuditReport> { return audit(reader, city); });
  }
  Health health() override;

 private:
  /// Runs `work` on the shared reader, in one read transaction.
  template <class Work>
  auto read(const Work& work) -> decltype(work(std::declval<Connection&>())) {
    const std::lock_guard lock(mutex_);
    return guard(path_, [&] { return inside_transaction(*parts_.reader, work); });
  }
  /// Runs long `work` on a reader of its own, so that short queries need not wait.
  template <class Work>
  auto read_apart(const Work& work) -> decltype(work(std::declval<Connection&>())) {
    TC_TRY(const std::unique_ptr<Connection> reader, Connection::open(path_, Role::reader));
    return guard(path_, [&] { return inside_transaction(*reader, work); });
  }
  template <class Work>
  static auto inside_transaction(Connection& reader, const Work& work) {
    const Transaction transaction(reader, "transaction.read");
    return work(reader);
  }

  std::string path_;
  Clock clock_;
  std::mutex mutex_;  ///< of parts_.reader
  Parts parts_;
};

Result<std::optional<IdempotencyRecord>> SqliteStore::find_reply(model::CityCode city,
                                                                 std::string_view key) {
  return read([&](Connection& reader) -> Result<std::optional<IdempotencyRecord>> {
    SQLite::Statement& row = reader.statement("reply.read");
    row.bind(":city", city.value);
    row.bind(":key", std::string(key));
    row.bind(":after", clock_() - kReplyLifetimeMs);
    std::optional<IdempotencyRecord> found;
    if (row.executeStep()) {
      found = IdempotencyRecord{.key = std::string(key),
                                .request_digest = row.getColumn(0).getString(),
                                .status = row.getColumn(1).getInt(),
                                .reply = row.getColumn(2).getString()};
    }
    row.reset();
    return found;
  });
}

Health SqliteStore::health() {
  const Result<Receipt> probe = parts_.writer->probe().get();
  return {.engine = "sqlite",
          .engine_version = sqlite3_libversion(),
          .schema_version = parts_.writer->schema_version(),
          .writable = probe.has_value(),
          .problem = probe ? std::string() : to_line(probe.error())};
}

}  // namespace

Result<std::unique_ptr<Store>> open_sqlite(const std::string& path, Clock clock) {
  TC_TRY_VOID(check_file_system(path));
  TC_TRY(LockFile lock, LockFile::take(path));
  TC_TRY(auto writer, Writer::start(path, clock));
  TC_TRY(auto reader, Connection::open(path, Role::reader));
  Parts parts{std::move(lock), std::move(writer), std::move(reader)};
  return std::make_unique<SqliteStore>(path, std::move(clock), std::move(parts));
}

}  // namespace tc::store::sqlite

// Carries out commits on the writing connection: several in one transaction, each behind its own
// savepoint. Used by the writer's thread only.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "store/chain.h"
#include "store/sqlite/connection.h"
#include "store/sqlite/row_writer.h"
#include "store/store.h"

namespace tc::store::sqlite {

class Committer {
 public:
  Committer(Connection& connection, Clock clock)
      : connection_(connection), clock_(std::move(clock)), rows_(connection) {}

  /// One result per commit, in order; all are durable or refused when it returns. When SQLite ends
  /// the shared transaction (full disk, broken I/O) each commit is tried again alone.
  [[nodiscard]] std::vector<Result<Receipt>> run(std::span<Commit> batch);
  /// Writes and commits the probe row.
  [[nodiscard]] Result<void> probe();

 private:
  [[nodiscard]] Result<std::vector<Result<Receipt>>> run_together(std::span<Commit> batch);
  [[nodiscard]] Result<Receipt> run_one(Commit& commit);
  [[nodiscard]] Result<Receipt> write(Commit& commit);
  [[nodiscard]] Result<void> write_changes(Commit& commit, const Place& place, Head& head);
  void write_entry(const model::JournalEntry& entry);
  void write_head(model::CityCode city, const Head& head);
  [[nodiscard]] Result<void> check_key(const Commit& commit, std::int64_t now);
  void write_reply(const Commit& commit, std::int64_t now);
  [[nodiscard]] Result<void> check_end(const Commit& commit);

  Connection& connection_;
  Clock clock_;
  RowWriter rows_;
  Sm3 sm3_;
  std::optional<FieldStatement> journal_insert_;
  std::optional<Error> broken_;  ///< after a failed sync nothing more is written
};

/// Head of a city's chain as this connection sees it.
[[nodiscard]] Head head_of(Connection& connection, model::CityCode city);

}  // namespace tc::store::sqlite

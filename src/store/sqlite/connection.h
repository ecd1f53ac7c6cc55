// One SQLite connection with the project's settings and its prepared statements. Used by one thread
// at a time. Exceptions of SQLiteCpp stay inside this folder: `guard` turns them into errors.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

namespace tc::store::sqlite {

/// The writer makes the file and checkpoints; readers can do neither (reference: the WAL-reset bug
/// of SQLite up to 3.51.2 needs two connections of which one checkpoints while the other commits).
enum class Role : std::uint8_t { writer, reader };

/// Rules: store.locked, store.full, store.corrupt, store.open, store.io; internal: store.sql.
[[nodiscard]] Error to_error(const SQLite::Exception& exception, std::string_view where);

class Connection {
 public:
  /// Opens and sets up; changes nothing in the file but its journal mode.
  /// The caller keeps two threads from using it at once (SQLite's own mutexes are off).
  [[nodiscard]] static Result<std::unique_ptr<Connection>> open(const std::string& path, Role role);

  [[nodiscard]] SQLite::Database& database() { return database_; }
  [[nodiscard]] const std::string& path() const { return path_; }

  /// The named statement, prepared once, reset and without bindings. Throws SQLite::Exception.
  [[nodiscard]] SQLite::Statement& statement(std::string_view name);
  /// Runs a named statement that has no parameters. Throws SQLite::Exception.
  void run(std::string_view name);
  /// False once SQLite has ended the transaction by itself (full disk, broken I/O).
  [[nodiscard]] bool in_transaction();

 private:
  Connection(const std::string& path, int flags);
  std::string path_;
  SQLite::Database database_;
  std::map<std::string, SQLite::Statement, std::less<>> statements_;
};

/// A transaction that is rolled back unless committed. Throws SQLite::Exception.
class Transaction {
 public:
  Transaction(Connection& connection, std::string_view begin);
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  void commit();

 private:
  Connection& connection_;
};

/// Calls `work`, which returns some Result, and turns an SQLite exception into its error.
template <class Work>
auto guard(std::string_view where, const Work& work) -> decltype(work()) {
  try {
    return work();
  } catch (const SQLite::Exception& exception) {
    return tl::unexpected<Error>(to_error(exception, where));
  }
}

}  // namespace tc::store::sqlite

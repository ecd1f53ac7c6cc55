// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite/connection.h"

#include <sqlite3.h>

#include "store/sqlite/named_sql.h"

namespace tc::store::sqlite {
namespace {

constexpr int kBusyTimeoutMs = 5000;
constexpr int kPrimaryCodeBits = 0xFF;

struct Meaning {
  int code;
  Code kind;
  std::string_view rule;
  std::string_view sentence;
  std::string_view advice;
};

constexpr std::array kMeanings{
    Meaning{SQLITE_BUSY, Code::store, "store.locked", "another process holds the database",
            "end the other program, or wait until it is done"},
    Meaning{SQLITE_LOCKED, Code::store, "store.locked", "the database is locked",
            "end the other program, or wait until it is done"},
    Meaning{SQLITE_FULL, Code::store, "store.full", "the disk is full",
            "make room on the disk of the database"},
    Meaning{SQLITE_CORRUPT, Code::store, "store.corrupt", "the database file is damaged",
            "restore the last backup"},
    Meaning{SQLITE_NOTADB, Code::store, "store.corrupt", "the file is no SQLite database",
            "name another file, or restore the last backup"},
    Meaning{SQLITE_CANTOPEN, Code::store, "store.open", "the database file cannot be opened",
            "check that the folder exists and may be written to"},
    Meaning{SQLITE_PERM, Code::store, "store.open", "the database file may not be used",
            "check the rights of the file"},
    Meaning{SQLITE_READONLY, Code::store, "store.open", "the database may only be read",
            "check the rights of the file and of its folder"},
    Meaning{SQLITE_IOERR, Code::store, "store.io", "reading or writing the database failed",
            "check the disk, then start again"},
    Meaning{SQLITE_NOMEM, Code::limit, "store.memory", "memory ran out in the database", ""},
};

}  // namespace

Error to_error(const SQLite::Exception& exception, std::string_view where) {
  const int code = exception.getErrorCode() & kPrimaryCodeBits;
  for (const Meaning& meaning : kMeanings) {
    if (meaning.code != code) continue;
    return {.code = meaning.kind,
            .rule = std::string(meaning.rule),
            .message = std::string(meaning.sentence) + ": " + exception.what(),
            .where = std::string(where),
            .advice = std::string(meaning.advice)};
  }
  return {.code = Code::internal,
          .rule = "store.sql",
          .message = std::string("SQLite says: ") + exception.what(),
          .where = std::string(where),
          .advice = {}};
}

Connection::Connection(const std::string& path, int flags)
    : path_(path), database_(path, flags, kBusyTimeoutMs) {}

Result<std::unique_ptr<Connection>> Connection::open(const std::string& path, Role role) {
  return guard(path, [&]() -> Result<std::unique_ptr<Connection>> {
    const int create = role == Role::writer ? SQLite::OPEN_CREATE : 0;
    const int flags = SQLite::OPEN_READWRITE | SQLite::OPEN_NOMUTEX | create;
    std::unique_ptr<Connection> made(new Connection(path, flags));
    sqlite3* const handle = made->database_.getHandle();
    sqlite3_extended_result_codes(handle, 1);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, nullptr);
    made->run("settings.every");
    made->run(role == Role::writer ? "settings.writer" : "settings.reader");
    SQLite::Statement& mode = made->statement("settings.mode");
    const std::string seen = mode.executeStep() ? mode.getColumn(0).getString() : std::string();
    mode.reset();
    if (seen != "wal") {
      return fail(Code::store, "store.open", "the journal mode is '" + seen + "', not 'wal'", path,
                  "put the database on a local file system");
    }
    return made;
  });
}

SQLite::Statement& Connection::statement(std::string_view name) {
  auto at = statements_.find(name);
  if (at == statements_.end()) {
    at = statements_
             .emplace(std::piecewise_construct, std::forward_as_tuple(name),
                      std::forward_as_tuple(database_, sql_of(name)))
             .first;
  }
  at->second.tryReset();
  at->second.clearBindings();
  return at->second;
}

void Connection::run(std::string_view name) { database_.exec(sql_of(name)); }

bool Connection::in_transaction() { return sqlite3_get_autocommit(database_.getHandle()) == 0; }

Transaction::Transaction(Connection& connection, std::string_view begin) : connection_(connection) {
  connection_.run(begin);
}

void Transaction::commit() { connection_.run("transaction.commit"); }

Transaction::~Transaction() {
  if (!connection_.in_transaction()) return;
  try {
    connection_.run("transaction.rollback");
  } catch (const SQLite::Exception&) {
    // SQLite rolls back by itself when the connection closes; there is no one to tell here.
    return;
  }
}

}  // namespace tc::store::sqlite

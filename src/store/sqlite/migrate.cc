// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite/migrate.h"

#include <algorithm>
#include <charconv>
#include <vector>

#include "store/chain.h"

namespace tc::store::sqlite {
namespace {

constexpr std::string_view kFolder = "migrations/sqlite/";

struct Migration {
  std::int32_t version{};
  std::string name;
  std::string sm3;
  std::string text;
};

std::vector<Migration> migrations_of(std::span<const EmbeddedFile> files) {
  std::vector<Migration> out;
  Sm3 sm3;
  for (const EmbeddedFile& file : files) {
    if (!file.path.starts_with(kFolder)) continue;
    const std::string_view name = file.path.substr(kFolder.size());
    Migration migration{.version = 0,
                        .name = std::string(name),
                        .sm3 = sm3.digest(file.bytes),
                        .text = std::string(file.bytes)};
    std::from_chars(name.data(), name.data() + name.size(), migration.version);
    out.push_back(std::move(migration));
  }
  std::ranges::sort(out, {}, &Migration::version);
  for (std::size_t i = 0; i < out.size(); ++i) {
    TC_CHECK(out[i].version == static_cast<std::int32_t>(i) + 1, "migration " + out[i].name);
  }
  return out;
}

tl::unexpected<Error> refuse(const Connection& connection, std::string message,
                             std::string advice) {
  return fail(Code::store, "store.schema", std::move(message), connection.path(),
              std::move(advice));
}

/// How many of `known` the database has; refuses what it cannot understand.
Result<std::size_t> count_applied(Connection& connection, const std::vector<Migration>& known) {
  std::size_t applied = 0;
  SQLite::Statement& rows = connection.statement("schema.applied");
  while (rows.executeStep()) {
    const std::string name = rows.getColumn(1).getString();
    const std::string seen = "migration " + rows.getColumn(0).getString() + " (" + name + ")";
    if (applied >= known.size()) {
      return refuse(
          connection,
          "the database has " + seen + ", this program only knows " + std::to_string(known.size()),
          "use the newer program that wrote it");
    }
    if (rows.getColumn(0).getInt() != known[applied].version ||
        rows.getColumn(2).getString() != known[applied].sm3) {
      return refuse(connection, seen + " is not the one this program carries",
                    "use the program that wrote it, or restore a backup");
    }
    ++applied;
  }
  return applied;
}

void apply(Connection& connection, const Migration& migration, std::int64_t now) {
  connection.database().exec(migration.text);
  SQLite::Statement& record = connection.statement("schema.record");
  record.bind(":version", migration.version);
  record.bind(":name", migration.name);
  record.bind(":sm3", migration.sm3);
  record.bind(":applied_at", now);
  record.exec();
}

/// Foreign keys are off while it lives, so that a migration may make a table anew that others refer
/// to (SQLite: "Making Other Kinds Of Table Schema Changes"). Must outlive the transaction: inside
/// one the setting does not change.
class ForeignKeysOff {
 public:
  explicit ForeignKeysOff(Connection& connection) : connection_(connection) {
    connection_.run("foreign_keys.off");
  }
  ~ForeignKeysOff() {
    try {
      connection_.run("foreign_keys.on");
    } catch (const SQLite::Exception&) {
      // Only a connection that cannot go on comes here, and the caller has its error already.
      return;
    }
  }
  ForeignKeysOff(const ForeignKeysOff&) = delete;
  ForeignKeysOff& operator=(const ForeignKeysOff&) = delete;

 private:
  Connection& connection_;
};

Result<void> check_references(Connection& connection) {
  SQLite::Statement& broken = connection.statement("foreign_keys.check");
  if (!broken.executeStep()) return {};
  const std::string child = broken.getColumn(0).getString();
  const std::string parent = broken.getColumn(2).getString();
  broken.reset();
  return refuse(connection, "a migration leaves rows of " + child + " without theirs of " + parent,
                "the database is as it was: restore a backup, or use the program that wrote it");
}

}  // namespace

Result<std::int32_t> migrate(Connection& connection, std::span<const EmbeddedFile> files,
                             std::int64_t now) {
  const std::vector<Migration> known = migrations_of(files);
  return guard(connection.path(), [&]() -> Result<std::int32_t> {
    const ForeignKeysOff off(connection);
    Transaction transaction(connection, "transaction.write");
    SQLite::Statement& objects = connection.statement("schema.known");
    objects.executeStep();
    const bool ours = objects.getColumn(0).getInt() > 0;
    const bool empty = objects.getColumn(1).getInt() == 0;
    objects.reset();
    if (!ours && !empty) {
      return refuse(connection, "the file is a database of another program", "name another file");
    }
    if (!ours) connection.run("schema.create");
    TC_TRY(const std::size_t applied, count_applied(connection, known));
    for (std::size_t i = applied; i < known.size(); ++i) apply(connection, known[i], now);
    if (applied < known.size()) TC_TRY_VOID(check_references(connection));
    transaction.commit();
    return static_cast<std::int32_t>(known.size());
  });
}

Result<void> quick_check(Connection& connection) {
  return guard(connection.path(), [&]() -> Result<void> {
    SQLite::Statement& check = connection.statement("schema.quick_check");
    const std::string says = check.executeStep() ? check.getColumn(0).getString() : "nothing";
    check.reset();
    if (says == "ok") return {};
    return fail(Code::store, "store.corrupt", "the database file is damaged: " + says,
                connection.path(), "restore the last backup");
  });
}

}  // namespace tc::store::sqlite

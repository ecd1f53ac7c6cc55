// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite/sqlite_store.h"
#include "store/store.h"

namespace tc::store {
namespace {

constexpr std::string_view kSqlite = "sqlite:";
constexpr std::string_view kPostgres = "postgresql:";

}  // namespace

Result<std::unique_ptr<Store>> open_store(std::string_view address, Clock clock) {
  const std::string where(address);
  if (address.starts_with(kPostgres)) {
    return fail(Code::usage, "store.address", "PostgreSQL comes with a later version", where,
                "use sqlite:PATH");
  }
  if (!address.starts_with(kSqlite)) {
    return fail(Code::usage, "store.address", "'" + where + "' is no database address", where,
                "write sqlite:PATH, for example sqlite:tongchou.db");
  }
  const std::string path(address.substr(kSqlite.size()));
  // SQLite would read these as a private memory database or as a URI with options of its own.
  const bool special = path.empty() || path.front() == ':' || path.starts_with("file:");
  if (special || path.find('\0') != std::string::npos) {
    return fail(Code::usage, "store.address", "'" + path + "' is no path of a database file", where,
                "write sqlite:PATH, for example sqlite:tongchou.db");
  }
  return sqlite::open_sqlite(path, std::move(clock));
}

}  // namespace tc::store

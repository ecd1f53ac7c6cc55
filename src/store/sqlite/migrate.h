// Brings a database to the schema of this binary: numbered migrations, each recorded with the SM3
// of its text, applied all or none. Forward only. Foreign keys are off while migrations run (one
// may make a table anew) and checked as a whole before they are committed. SPDX-License-Identifier:
// Apache-2.0
#pragma once

#include <cstdint>
#include <span>

#include "base/embedded.h"
#include "store/sqlite/connection.h"

namespace tc::store::sqlite {

/// Files `migrations/sqlite/NNNN_name.sql` of `files`, in order of number. Returns the schema
/// version. Rule: store.schema (foreign database, changed migration, schema newer than the binary,
/// a reference broken by a migration).
[[nodiscard]] Result<std::int32_t> migrate(Connection& connection,
                                           std::span<const EmbeddedFile> files, std::int64_t now);

/// Rule: store.corrupt, with what SQLite's quick_check says.
[[nodiscard]] Result<void> quick_check(Connection& connection);

}  // namespace tc::store::sqlite

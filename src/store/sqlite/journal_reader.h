// Reads the journal: queries for histories, and the whole chain for an audit. Must run inside a
// read transaction of the given connection.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "store/sqlite/connection.h"
#include "store/store.h"

namespace tc::store::sqlite {

/// Rule: store.corrupt (an entry whose day cannot be read).
[[nodiscard]] Result<std::vector<model::JournalEntry>> read_journal(Connection& connection,
                                                                    model::CityCode city,
                                                                    const JournalQuery& query);
[[nodiscard]] AuditReport audit(Connection& connection, model::CityCode city);

}  // namespace tc::store::sqlite

// The store port over SQLite: one writer thread (writer.h), readers that may only read, one process
// at a time (lock_file.h).
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

#include "store/store.h"

namespace tc::store::sqlite {

/// Rules: those of open_store.
[[nodiscard]] Result<std::unique_ptr<Store>> open_sqlite(const std::string& path, Clock clock);

}  // namespace tc::store::sqlite

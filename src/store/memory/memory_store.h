// The store port in memory, for tests: the same rules, journal, chain and replies as SQLite, by the
// plainest means. It is the reference that the contract tests compare SQLite with.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "store/store.h"

namespace tc::store {

[[nodiscard]] std::unique_ptr<Store> make_memory_store(Clock clock);

}  // namespace tc::store

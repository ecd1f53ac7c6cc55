// Past states from the journal: every change whose fact held on or before a day, in order.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "model/state.h"
#include "store/store.h"

namespace tc::app {

/// The city as it was known to be on `as_of`: entries with day ≤ as_of replayed by sequence.
/// Rules: as_of.empty (nothing was recorded by then), and those of the store and of noun JSON.
[[nodiscard]] Result<model::CityState> replay(store::Store& store, model::CityCode city, Day as_of);

/// The first row of the tables that is not what its last journal entry says, or unset when all are.
struct Difference {
  std::int64_t sequence{};  ///< of the row's last entry; 0: the journal does not know the row
  std::string text;
};
[[nodiscard]] Result<std::optional<Difference>> first_difference(store::Store& store,
                                                                 model::CityCode city);

}  // namespace tc::app

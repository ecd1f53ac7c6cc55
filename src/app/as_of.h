// Past states from the journal: every change whose fact held on or before a day, in order.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/state.h"
#include "store/store.h"

namespace tc::app {

/// The city as it was known to be on `as_of`: entries with day ≤ as_of replayed by sequence.
/// Rules: as_of.empty (nothing was recorded by then), and those of the store and of noun JSON.
[[nodiscard]] Result<model::CityState> replay(store::Store& store, model::CityCode city, Day as_of);

}  // namespace tc::app

// Reads a whole city: one ordered query per noun, grouped into project files. Must run inside a
// read transaction of the given connection.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "store/sqlite/connection.h"
#include "store/store.h"

namespace tc::store::sqlite {

/// Rules: store.city (not_found), store.corrupt (a value that is none of its field's type, or a
/// part without its project).
[[nodiscard]] Result<Loaded> load_city(Connection& connection, model::CityCode city);
[[nodiscard]] Result<std::vector<model::City>> load_cities(Connection& connection);

}  // namespace tc::store::sqlite

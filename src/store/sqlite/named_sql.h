// The named statements of src/store/sql (`-- name: activities.insert`), split once per process.
// No SQL text stands anywhere else.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace tc::store::sqlite {

/// All statements by name. Aborts when two statements carry one name.
[[nodiscard]] const std::map<std::string, std::string, std::less<>>& named_sql();
/// The statement of this name; aborts when there is none (a programming error, see the tests).
[[nodiscard]] const std::string& sql_of(std::string_view name);

}  // namespace tc::store::sqlite

// What must hold between the rows of a programme file, once all of them are read.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/state.h"

namespace tc::formats {

/// A city in the order of its file.
struct DraftCity {
  model::CityState state;  ///< without its projects
  std::vector<model::ProjectFile> projects;
};

/// Ids are unique, references are met, values lie in their ranges. Rules: programme.duplicate_id,
/// .reference, .range, .missing.
[[nodiscard]] Result<void> check_city(const DraftCity& city, std::string_view pointer);

}  // namespace tc::formats

// Which fields of an activity an import changes, as text.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/activity.h"

namespace tc::app {

struct FieldChange {
  std::string_view field;
  std::string before;
  std::string after;
};
/// All fields but ids, revision and source; durations in working hours, calendars by id.
[[nodiscard]] std::vector<FieldChange> changed_fields(const model::Activity& before,
                                                      const model::Activity& after);

enum class FieldKind : std::uint8_t { other, duration, constraint, actual, planned };
[[nodiscard]] FieldKind kind_of(std::string_view field);

}  // namespace tc::app

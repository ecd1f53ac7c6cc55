// The notation of predecessors, as Microsoft Project prints it: `A100FS+2d;A110SS-8h;3`. The type
// is FS when none stands; a lag carries a unit; `P1\A100` names an activity of another project and
// `#7` one by its id. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "formats/csv/values.h"
#include "model/activity.h"

namespace tc::formats::csv {

struct Predecessor {
  std::string reference;
  model::LinkType type = model::LinkType::finish_start;
  Span lag;
};

/// Whether a reference names an activity. Codes may hold anything, also signs and type letters, so
/// the text alone does not say where the reference ends: the longest one that is known wins.
using IsKnown = std::function<bool(std::string_view reference)>;

/// The items of one cell. An item of which no reference is known gives its shortest reference.
/// Rules: csv.value (what follows a known reference is no type and lag).
[[nodiscard]] Result<std::vector<Predecessor>> parse_predecessors(std::string_view cell,
                                                                  const IsKnown& is_known);
/// One item: "A100", "A100SS", "A100FS+2d".
[[nodiscard]] std::string predecessor_text(const Predecessor& predecessor);

}  // namespace tc::formats::csv

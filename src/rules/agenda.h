// How the decisions of the day are ranked by what they save for each hour of the decider's time,
// and how no county is starved. Data: templates/agenda.toml.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/fields.h"
#include "rules/rank.h"

namespace tc::rules {

struct AgendaSettings {
  std::string source;
  std::int64_t candidates = 0;  ///< so many best by the plan's dates are valued by the outlook
  std::int64_t trials = 0;
  std::int64_t seed = 0;
  double least_share = 0;  ///< of the places of a list, for each county with a paying decision
  /// Of the decider's time, by kind of decision.
  std::array<std::int64_t, model::kEnumNames<DecisionKind>.size()> minutes{};
};

/// Rules: agenda.syntax, agenda.field (unknown, missing or mistyped), agenda.number (out of range).
[[nodiscard]] Result<AgendaSettings> parse_agenda(std::string_view toml, std::string_view where);

/// One step of a project's own best order: `rate` is what it saves for an hour, after the earlier
/// steps of the same project.
struct AgendaStep {
  std::size_t decision{};  ///< the caller's number
  double rate{};
};

/// Greedy: always the best next step of any project; a project's steps stay in their order. Ties:
/// the earlier project.
[[nodiscard]] std::vector<std::size_t> merge_agenda(
    std::span<const std::vector<AgendaStep>> projects);

/// The order of a list of `places`, given the county of each decision, best first: each county
/// among them has at least floor(least_share × places) of the places, or all it has. What gives way
/// is the last of a county with more. `places` 0 or beyond the list: as it is.
[[nodiscard]] std::vector<std::size_t> share_places(std::span<const std::string> counties,
                                                    std::size_t places, double least_share);

}  // namespace tc::rules

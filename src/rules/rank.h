// Ranks decisions by what they are worth: days of finish date saved × what a day of that project is
// worth. Deterministic: equal inputs in any order give the same list.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/money.h"
#include "base/time.h"
#include "model/fields.h"
#include "model/ids.h"
#include "rules/prior.h"
#include "rules/worth.h"

namespace tc::rules {

enum class DecisionKind : std::uint8_t {
  release_blocker,
  finish_gate,
  allot_factor,
  release_funds,
  urge_order
};

/// A decision somebody could take. `source` is the sentence or record it rests on.
struct Candidate {
  model::ProjectId project_id;
  DecisionKind kind{};
  std::int64_t noun_id = 0;  ///< the blocker, activity, need, fund line or order
  std::int64_t days_saved = 0;
  std::optional<Money> worth_per_day;  ///< see worth_of; unset: the city default is taken
  WorthBasis worth_basis = WorthBasis::declared;  ///< of worth_per_day
  std::string decider;
  std::string ask;
  std::optional<Day> by;
  std::string source;
  std::optional<ExpectedRelease> release;  ///< of a blocker, when nobody decides
};

struct RankedDecision {
  Candidate candidate;
  WorthBasis basis = WorthBasis::none;
  std::optional<Money> value;  ///< days × worth, cut at the largest amount that can be held
};

/// Order: (1) decisions that save days and have a price, by value; (2) those that save days without
/// a price, by days; (3) those that save none. Ties: more days, earlier `by` (none last), then
/// project, kind, noun id, decider and ask. A city default prices whatever states no worth and is
/// marked assumed.
[[nodiscard]] std::vector<RankedDecision> rank(std::span<const Candidate> candidates,
                                               std::optional<Money> city_default);

}  // namespace tc::rules

template <>
inline constexpr auto tc::model::kEnumNames<tc::rules::DecisionKind> =
    std::to_array<std::string_view>({"release_blocker", "finish_gate", "allot_factor",
                                     "release_funds", "urge_order"});
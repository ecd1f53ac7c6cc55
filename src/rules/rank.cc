// SPDX-License-Identifier: Apache-2.0
#include "rules/rank.h"

#include <algorithm>
#include <limits>
#include <string_view>
#include <tuple>

namespace tc::rules {
namespace {

Money value_of(std::int64_t days, Money worth) {
  constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
  if (days <= 0 || worth.fen <= 0) return {};
  return worth.fen > kMost / days ? Money{kMost} : Money{worth.fen * days};
}

auto sort_key(const RankedDecision& row) {
  const Candidate& c = row.candidate;
  const int group = c.days_saved <= 0 ? 2 : (row.value ? 0 : 1);
  const std::int64_t by = c.by ? c.by->count : std::numeric_limits<std::int64_t>::max();
  return std::tuple(group, -(row.value ? row.value->fen : 0), -c.days_saved, by, c.project_id.value,
                    c.kind, c.noun_id, std::string_view(c.decider), std::string_view(c.ask));
}

}  // namespace

std::vector<RankedDecision> rank(std::span<const Candidate> candidates,
                                 std::optional<Money> city_default) {
  std::vector<RankedDecision> out;
  out.reserve(candidates.size());
  for (const Candidate& candidate : candidates) {
    RankedDecision row;
    row.candidate = candidate;
    const std::optional<Money> worth =
        candidate.worth_per_day ? candidate.worth_per_day : city_default;
    if (worth) {
      row.basis = candidate.worth_per_day ? candidate.worth_basis : WorthBasis::assumed;
      row.value = value_of(candidate.days_saved, *worth);
    }
    out.push_back(std::move(row));
  }
  std::stable_sort(out.begin(), out.end(), [](const RankedDecision& a, const RankedDecision& b) {
    return sort_key(a) < sort_key(b);
  });
  return out;
}

}  // namespace tc::rules

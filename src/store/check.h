// What every commit must satisfy before any store touches its rows: the same for SQLite and for the
// memory twin. Pure functions over the commit.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "store/store.h"

namespace tc::store {

/// Every value can be stored and read back unchanged in any of our databases: ids above 0, text in
/// UTF-8 without NUL, finite numbers, days 1900-2199, known enumerators, before/after as Change
/// asks. Rules: store.city, store.id, store.text, store.number, store.change (all bad_input).
[[nodiscard]] Result<void> check_commit(const Commit& commit);

/// Whether the commit was decided on this head. Rule: store.stale (conflict).
[[nodiscard]] Result<void> check_head(const Commit& commit, const Head& head);

/// The time to record: `now`, but never before the last entry. Rule: store.clock, when the clock is
/// more than kClockToleranceMs behind the last entry.
[[nodiscard]] Result<std::int64_t> record_time(std::int64_t now, const Head& head);

/// A row that another row points at; kept by both stores.
struct Reference {
  std::string_view noun;
  std::int64_t id{};
  friend bool operator==(const Reference&, const Reference&) = default;
};
/// Parts point at their project, links at both activities, stops at their visit.
[[nodiscard]] std::vector<Reference> references_of(const model::Row& row);

[[nodiscard]] tl::unexpected<Error> fail_key_used(std::string_view key);
[[nodiscard]] tl::unexpected<Error> fail_exists(const model::Row& row);
[[nodiscard]] tl::unexpected<Error> fail_absent(const model::Row& row);
[[nodiscard]] tl::unexpected<Error> fail_reference(model::CityCode city);
[[nodiscard]] tl::unexpected<Error> fail_no_city(model::CityCode city, Code code);

}  // namespace tc::store

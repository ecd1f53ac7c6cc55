// The journal: who, acting as, when, what, before → after; one SM3 chain per city.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/money.h"
#include "base/time.h"
#include "model/fields.h"
#include "model/ids.h"
#include "model/provenance.h"

namespace tc::model {

/// One changed row.
struct JournalEntry {
  static constexpr std::string_view kNoun = "journal";
  CityCode city;
  std::int64_t sequence{};         ///< 1, 2, … per city, without gaps
  std::int64_t commit_sequence{};  ///< sequence of the first entry of the same commit
  std::int64_t recorded_at{};      ///< milliseconds since 1970 UTC, server clock
  Day day;                         ///< the day the fact holds from
  UserId user_id;
  std::string acting_as;
  std::string action;  ///< use case, e.g. "activity.finish"
  std::string noun;
  std::int64_t noun_id{};
  ProjectId project_id;
  std::string before;  ///< canonical JSON of the noun, empty when new
  std::string after;   ///< canonical JSON, empty when removed
  std::string reason;
  std::string request_id;
  std::string previous_hash;  ///< 64 hex digits
  std::string hash;           ///< SM3 over the other fields, see store/chain
  friend bool operator==(const JournalEntry&, const JournalEntry&) = default;
};

template <class P, class V>
requires Is<P, JournalEntry>
void visit_fields(P& p, V&& v) {
  v("city", p.city);
  v("sequence", p.sequence);
  v("commit_sequence", p.commit_sequence);
  v("recorded_at", p.recorded_at);
  v("day", p.day);
  v("user_id", p.user_id);
  v("acting_as", p.acting_as);
  v("action", p.action);
  v("noun", p.noun);
  v("noun_id", p.noun_id);
  v("project_id", p.project_id);
  v("before", p.before);
  v("after", p.after);
  v("reason", p.reason);
  v("request_id", p.request_id);
  v("previous_hash", p.previous_hash);
  v("hash", p.hash);
}

}  // namespace tc::model

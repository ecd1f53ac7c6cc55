// What was said and promised: visits 现场办公, orders 交办, promises 承诺.
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

enum class OrderState : std::uint8_t { open, replied, kept, broken, withdrawn };
template <>
inline constexpr auto kEnumNames<OrderState> =
    std::to_array<std::string_view>({"open", "replied", "kept", "broken", "withdrawn"});

enum class PromiseState : std::uint8_t { open, kept, broken, moved };
template <>
inline constexpr auto kEnumNames<PromiseState> =
    std::to_array<std::string_view>({"open", "kept", "broken", "moved"});

/// A leader's day on sites.
struct Visit {
  static constexpr std::string_view kNoun = "visits";
  VisitId id;
  std::int64_t revision{};
  Day day;
  std::string leader;
  std::string title;
  std::vector<std::string> participants;
  std::string source_name;  ///< file name of the report
  Provenance provenance{};
  friend bool operator==(const Visit&, const Visit&) = default;
};

template <class P, class V>
requires Is<P, Visit>
void visit_fields(P& p, V&& v) {
  v("id", p.id);
  v("revision", p.revision);
  v("day", p.day);
  v("leader", p.leader);
  v("title", p.title);
  v("participants", p.participants);
  v("source_name", p.source_name);
  v("provenance", p.provenance);
}

/// One project seen on a visit, in the order of the text.
struct VisitStop {
  static constexpr std::string_view kNoun = "visit_stops";
  VisitStopId id;
  std::int64_t revision{};
  VisitId visit_id;
  ProjectId project_id;
  std::int32_t sequence{};
  std::vector<std::string> asked;  ///< what was seen, heard or asked
  std::string source_note;
  friend bool operator==(const VisitStop&, const VisitStop&) = default;
};

template <class P, class V>
requires Is<P, VisitStop>
void visit_fields(P& p, V&& v) {
  v("id", p.id);
  v("revision", p.revision);
  v("visit_id", p.visit_id);
  v("project_id", p.project_id);
  v("sequence", p.sequence);
  v("asked", p.asked);
  v("source_note", p.source_note);
}

/// An order to somebody, with its end.
struct Order {
  static constexpr std::string_view kNoun = "orders";
  OrderId id;
  std::int64_t revision{};
  ProjectId project_id;    ///< 0: the whole city
  VisitId visit_id;        ///< 0: not from a visit
  ActivityId activity_id;  ///< 0: not tied
  BlockerId blocker_id;    ///< 0: not tied
  std::string verb;
  std::string speaker;
  std::string addressee;  ///< empty when none is named
  std::string text;
  std::vector<std::string> atoms;
  std::optional<Day> due;
  std::string due_text;  ///< the deadline in the source's words
  Day issued_day;
  OrderState state{};
  std::string reply;
  std::string evidence;
  std::optional<Day> closed_day;
  Provenance provenance{};
  std::string source_note;
  friend bool operator==(const Order&, const Order&) = default;
};

template <class P, class V>
requires Is<P, Order>
void visit_fields(P& p, V&& v) {
  v("id", p.id);
  v("revision", p.revision);
  v("project_id", p.project_id);
  v("visit_id", p.visit_id);
  v("activity_id", p.activity_id);
  v("blocker_id", p.blocker_id);
  v("verb", p.verb);
  v("speaker", p.speaker);
  v("addressee", p.addressee);
  v("text", p.text);
  v("atoms", p.atoms);
  v("due", p.due);
  v("due_text", p.due_text);
  v("issued_day", p.issued_day);
  v("state", p.state);
  v("reply", p.reply);
  v("evidence", p.evidence);
  v("closed_day", p.closed_day);
  v("provenance", p.provenance);
  v("source_note", p.source_note);
}

/// A date given by a named person; it moves only by a recorded decision.
struct Promise {
  static constexpr std::string_view kNoun = "promises";
  PromiseId id;
  std::int64_t revision{};
  ProjectId project_id;
  ActivityId activity_id;
  std::string person;
  std::string text;
  Day made_day;
  Day due;
  PromiseState state{};
  std::string decision;  ///< the recorded decision that moved it
  Provenance provenance{};
  std::string source_note;
  friend bool operator==(const Promise&, const Promise&) = default;
};

template <class P, class V>
requires Is<P, Promise>
void visit_fields(P& p, V&& v) {
  v("id", p.id);
  v("revision", p.revision);
  v("project_id", p.project_id);
  v("activity_id", p.activity_id);
  v("person", p.person);
  v("text", p.text);
  v("made_day", p.made_day);
  v("due", p.due);
  v("state", p.state);
  v("decision", p.decision);
  v("provenance", p.provenance);
  v("source_note", p.source_note);
}

}  // namespace tc::model

// The calendar network of any set of projects as dense arrays: activities in topological order,
// links as CSR rows of predecessors and of successors. Immutable once built; the model files it was
// built from must outlive it (texts are not copied). Durations and lags are working minutes.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "engine/calendar/compile.h"
#include "engine/network/id_index.h"
#include "model/activity.h"
#include "model/calendar.h"
#include "model/state.h"

namespace tc::engine {

/// One end of a link as its other end sees it.
struct Edge {
  std::int64_t lag{};        ///< working minutes of `calendar`, may be negative
  std::uint32_t node{};      ///< the other activity
  std::uint16_t calendar{};  ///< number in Network::calendars; 0: elapsed time
  model::LinkType type{};
};

/// A link that ends in a level-of-effort activity. Such links move no other date.
struct SpanLink {
  std::uint32_t span{};   ///< the level-of-effort activity
  std::uint32_t other{};  ///< the activity it hangs on
  model::LinkType type{};
  bool span_first{};  ///< whether the level of effort is the predecessor
};

enum class Progress : std::uint8_t { not_started, started, finished };

struct Network {
  Network() = default;
  Network(Network&&) = default;
  Network& operator=(Network&&) = default;
  Network(const Network&) = delete;
  Network& operator=(const Network&) = delete;
  ~Network() = default;

  // By activity, in topological order.
  std::vector<const model::Activity*> activity;
  std::vector<std::uint32_t> project;   ///< position in `projects`
  std::vector<std::int64_t> work;       ///< minutes still to be done, likely duration if unstarted
  std::vector<std::uint16_t> calendar;  ///< position in `calendars`
  std::vector<Progress> progress;
  std::vector<model::ConstraintKind> constraint;  ///< none when it lacks its date
  std::vector<Minute> constraint_at;
  std::vector<Minute> actual_start;   ///< meaningful once started
  std::vector<Minute> actual_finish;  ///< meaningful once finished

  // CSR: the edges of activity i stand at first[i] … first[i + 1].
  std::vector<std::uint32_t> first_predecessor;
  std::vector<Edge> predecessors;
  std::vector<const model::Link*> predecessor_links;  ///< beside `predecessors`
  std::vector<std::uint32_t> first_successor;
  std::vector<Edge> successors;

  std::vector<std::uint32_t> spans;  ///< level-of-effort activities, without edges
  std::vector<SpanLink> span_links;  ///< sorted by `span`

  std::vector<const model::ProjectFile*> projects;
  std::span<const WorkingCalendar> calendars;
  CalendarTable own_calendars;  ///< holds `calendars` when no table was lent
  IdIndex index;                ///< ActivityId → position
  std::size_t outside_links{};  ///< links left out because an end is not in the set

  [[nodiscard]] std::size_t size() const { return activity.size(); }
  [[nodiscard]] std::optional<std::size_t> find(model::ActivityId id) const {
    return index.find(id.value);
  }
  [[nodiscard]] std::span<const Edge> predecessors_of(std::size_t i) const {
    return {predecessors.data() + first_predecessor[i],
            predecessors.data() + first_predecessor[i + 1]};
  }
  [[nodiscard]] std::span<const Edge> successors_of(std::size_t i) const {
    return {successors.data() + first_successor[i], successors.data() + first_successor[i + 1]};
  }
};

struct NetworkInput {
  std::span<const model::ProjectFile* const> projects;
  std::span<const model::Calendar> calendars;
  /// Calendars compiled before (`CalendarTable::compile_all`); then `calendars` is not read. Must
  /// outlive the network.
  const CalendarTable* compiled = nullptr;
};

/// Builds the network. An activity without calendar (id 0) runs in elapsed time. Rules:
/// network.loop (names the members in order), network.calendar, network.duplicate (an activity id
/// twice), network.duration (negative or beyond 4,000 years), network.date (a date beyond reason),
/// network.limit, and the rules of compile_calendar.
[[nodiscard]] Result<Network> build_network(const NetworkInput& input);

}  // namespace tc::engine

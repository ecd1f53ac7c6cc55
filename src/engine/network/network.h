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
  /// One of the links that stand for a link out of a summary; of starts the earliest counts.
  bool of_summary{};
};

/// A link that ends in a level of effort, or the tie of a summary to what lies in it (as if by SS
/// and FF). Such links move no other date.
struct SpanLink {
  std::uint32_t span{};   ///< the level of effort or summary
  std::uint32_t other{};  ///< the activity it hangs on
  model::LinkType type{};
  bool span_first{};         ///< whether the level of effort is the predecessor
  std::uint16_t calendar{};  ///< of the lag; 0: elapsed time
  std::int64_t lag{};
};

enum class Progress : std::uint8_t { not_started, started, finished };

/// A share of an activity that runs in a calendar of its own; the activity lasts from the first to
/// start to the last to finish.
struct Part {
  std::uint16_t calendar{};  ///< position in Network::calendars
  std::int64_t work{};       ///< working minutes of that calendar
};

/// What few activities have; see the fields of the same names in model::Activity.
struct Extra {
  model::ConstraintKind secondary{};  ///< none when it lacks its date
  Minute secondary_at;
  std::optional<Minute> deadline;
  std::optional<Minute> expected_finish;
  std::optional<Minute> external_start;
  std::optional<Minute> external_finish;
  std::optional<Minute> suspended_at;
  std::optional<Minute> resumed_at;
  std::int64_t leveling_delay{};  ///< elapsed minutes
  std::uint32_t first_part{};     ///< its parts stand here in Network::parts
  std::uint32_t part_count{};
};
inline constexpr std::uint32_t kNoExtra = 0xFFFF'FFFF;

struct Network {
  Network() = default;
  Network(Network&&) = default;
  Network& operator=(Network&&) = default;
  Network(const Network&) = delete;
  Network& operator=(const Network&) = delete;
  ~Network() = default;

  // By activity, in topological order.
  std::vector<const model::Activity*> activity;
  std::vector<std::uint32_t> project;  ///< position in `projects`
  std::vector<std::int64_t> work;  ///< minutes still to be done: what remains, else the duration
  std::vector<std::uint16_t> calendar;  ///< position in `calendars`
  std::vector<Progress> progress;
  std::vector<model::ConstraintKind> constraint;  ///< none when it lacks its date
  std::vector<Minute> constraint_at;
  std::vector<Minute> actual_start;   ///< meaningful once started
  std::vector<Minute> actual_finish;  ///< meaningful once finished
  std::vector<model::ActivityKind> kind;
  std::vector<std::uint32_t> extra;  ///< position in `extras`, or kNoExtra
  std::vector<Extra> extras;
  std::vector<Part> parts;

  // CSR: the edges of activity i stand at first[i] … first[i + 1].
  std::vector<std::uint32_t> first_predecessor;
  std::vector<Edge> predecessors;
  std::vector<const model::Link*> predecessor_links;  ///< beside `predecessors`
  std::vector<std::uint32_t> first_successor;
  std::vector<Edge> successors;

  std::vector<std::uint32_t> spans;  ///< levels of effort and summaries, inner ones first; no edges
  std::vector<SpanLink> span_links;  ///< in the order of `spans`

  std::vector<const model::ProjectFile*> projects;
  std::span<const WorkingCalendar> calendars;
  CalendarTable own_calendars;  ///< holds `calendars` when no table was lent
  IdIndex index;                ///< ActivityId → position
  std::size_t outside_links{};  ///< links left out because an end is not in the set

  [[nodiscard]] std::size_t size() const { return activity.size(); }
  /// Levels of effort and summaries: in `spans`, without edges.
  [[nodiscard]] bool is_span(std::size_t i) const {
    return kind[i] == model::ActivityKind::level_of_effort ||
           kind[i] == model::ActivityKind::summary;
  }
  [[nodiscard]] const Extra* extra_of(std::size_t i) const {
    return extra[i] == kNoExtra ? nullptr : &extras[extra[i]];
  }
  [[nodiscard]] std::span<const Part> parts_of(std::size_t i) const {
    const Extra* more = extra_of(i);
    if (more == nullptr) return {};
    return {parts.data() + more->first_part, more->part_count};
  }
  [[nodiscard]] std::optional<std::size_t> find(model::ActivityId id) const {
    return index.find(id.value);
  }
  /// Changes the lag of the link at this position of `predecessors`, at both its ends.
  void set_lag(std::uint32_t position, std::int64_t lag);
  [[nodiscard]] std::span<const Edge> predecessors_of(std::size_t i) const {
    return {predecessors.data() + first_predecessor[i],
            predecessors.data() + first_predecessor[i + 1]};
  }
  [[nodiscard]] std::span<const Edge> successors_of(std::size_t i) const {
    return {successors.data() + first_successor[i], successors.data() + first_successor[i + 1]};
  }
};

/// Work of one resource on an activity whose dates its resources set.
struct WorkPart {
  model::ActivityId activity;
  model::CalendarId calendar;
  std::int64_t work{};  ///< working minutes of that calendar still to be done
};

struct NetworkInput {
  std::span<const model::ProjectFile* const> projects;
  std::span<const model::Calendar> calendars;
  std::span<const WorkPart> parts = {};  ///< those of one activity stand together
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

// SPDX-License-Identifier: Apache-2.0
#include "property/cpm_naive.h"

#include <algorithm>
#include <functional>

namespace tc::naive {
namespace {

using model::ConstraintKind;
using model::LinkType;

constexpr std::int64_t kNone = -1;  ///< no bound; window minutes are positive
constexpr std::int64_t kFar = std::int64_t{1} << 40;

struct Node {
  const model::Activity* activity{};
  std::size_t project{};
  bool started{}, finished{};
  std::int64_t work{}, actual_start{}, actual_finish{};
  std::int64_t constraint = kNone;
  std::int64_t until = kNone, delay = 0;
  const Calendar* calendar{};
};

class Naive {
 public:
  Naive(const World& world, const random::Case& given) : world_(world), given_(given) {
    for (std::size_t p = 0; p < given.files.size(); ++p) {
      for (const model::Activity& activity : given.files[p].activities) add(activity, p);
    }
    for (const engine::Hold& hold : given.holds) {
      Node& node = nodes_.at(hold.activity.value);
      if (hold.until) node.until = std::max(node.until, at(*hold.until));
      node.delay = std::max(node.delay, hold.delay_minutes);
    }
    for (const auto& file : given.files) {
      for (const model::Link& link : file.links) links_.push_back(&link);
    }
  }

  std::map<std::int64_t, Dates> run() {
    repeat([this](std::int64_t id) { forward(id); });
    const auto latest = [this](auto counts) {
      std::int64_t finish = kNone;
      for (const auto& [id, node] : nodes_) {
        if (counts(node)) finish = std::max(finish, dates_[id].early_finish);
      }
      return finish;
    };
    for (auto& [id, node] : nodes_) {
      const bool batch = given_.input.rules.float_basis == engine::FloatBasis::batch;
      end_[id] = latest([&](const Node& other) { return batch || other.project == node.project; });
      dates_[id].late_start = dates_[id].late_finish = kFar;
    }
    repeat([this](std::int64_t id) { backward(id); });
    for (const auto& [id, node] : nodes_) floats(id, node);
    for (const model::Link* link : links_) {
      if (holds_back(*link)) dates_[link->successor_id.value].allowed[link] = placed_start(*link);
    }
    return dates_;
  }

 private:
  [[nodiscard]] std::int64_t at(Minute minute) const { return minute - start_of(world_.window); }

  void add(const model::Activity& activity, std::size_t project) {
    Node node;
    node.activity = &activity;
    node.project = project;
    node.finished = activity.actual_finish.has_value();
    node.started = activity.actual_start.has_value();
    node.work = activity.duration_likely;
    if (node.started && activity.remaining) node.work = *activity.remaining;
    if (node.started) node.actual_start = at(*activity.actual_start);
    if (node.finished) node.actual_finish = at(*activity.actual_finish);
    if (activity.constraint_at) node.constraint = at(*activity.constraint_at);
    node.calendar = &world_.calendars.at({activity.calendar_id.value, activity.weather});
    nodes_[activity.id.value] = node;
    const std::int64_t guess = at(given_.input.data_date);
    dates_[activity.id.value] = {.early_start = guess, .early_finish = guess};
  }

  /// Sweeps all nodes in order of id until a sweep moves no date.
  void repeat(const std::function<void(std::int64_t)>& visit) {
    for (bool moved = true; moved;) {
      moved = false;
      for (const auto& [id, node] : nodes_) {
        const Dates before = dates_[id];
        visit(id);
        moved = moved || before != dates_[id];
      }
    }
  }

  /// The nine states of a link's two ends, as a table: does it still hold the successor back?
  [[nodiscard]] bool holds_back(const model::Link& link) const {
    const Node& before = nodes_.at(link.predecessor_id.value);
    const Node& after = nodes_.at(link.successor_id.value);
    if (after.finished) return false;
    if (!after.started) return true;
    const bool override_logic =
        given_.input.rules.progress == engine::ProgressRule::progress_override;
    if (override_logic && !before.finished) return false;
    switch (link.type) {
      case LinkType::finish_start:
        return !before.finished;
      case LinkType::start_start:
        return !before.started && !before.finished;
      default:
        return true;
    }
  }

  [[nodiscard]] const Calendar& lag_calendar(const model::Link& link) const {
    return world_.calendars.at({link.lag_calendar_id.value, 0});
  }

  [[nodiscard]] static bool ties_start(const model::Link& link) {
    return link.type == LinkType::finish_start || link.type == LinkType::start_start;
  }

  /// The end of the predecessor that the link hangs on, plus lag.
  [[nodiscard]] std::int64_t lagged(const model::Link& link) const {
    const Node& before = nodes_.at(link.predecessor_id.value);
    const Dates& theirs = dates_.at(link.predecessor_id.value);
    std::int64_t end = theirs.early_finish;
    if (link.type == LinkType::start_start || link.type == LinkType::start_finish) {
      end = before.started ? before.actual_start : theirs.early_start;
    }
    return lag_calendar(link).add(end, link.lag);
  }

  /// Where the successor would start if this link were alone.
  [[nodiscard]] std::int64_t placed_start(const model::Link& link) const {
    const Node& after = nodes_.at(link.successor_id.value);
    std::int64_t bound = lagged(link);
    if (!ties_start(link)) bound = after.calendar->start_reaching(bound, after.work);
    return after.calendar->early(bound, after.work).start;
  }

  void forward(std::int64_t id) {
    const Node& node = nodes_[id];
    Dates& dates = dates_[id];
    if (node.finished) {
      dates.early_start = node.actual_start;
      dates.early_finish = node.actual_finish;
      return;
    }
    std::int64_t start = at(given_.input.data_date);
    if (!node.started && given_.input.project_start) {
      start = std::max(start, at(*given_.input.project_start));
    }
    std::int64_t by_finish = kNone;
    for (const model::Link* link : links_) {
      if (link->successor_id.value != id || !holds_back(*link)) continue;
      const std::int64_t bound = lagged(*link);
      if (ties_start(*link)) {
        start = std::max(start, bound);
      } else {
        by_finish = std::max(by_finish, node.calendar->start_reaching(bound, node.work));
      }
    }
    start = std::max({start + node.delay, node.until, by_finish});
    const ConstraintKind kind = node.activity->constraint_kind;
    if (kind == ConstraintKind::start_not_earlier || kind == ConstraintKind::must_start) {
      if (!node.started) start = std::max(start, node.constraint);
    }
    if (kind == ConstraintKind::finish_not_earlier || kind == ConstraintKind::must_finish) {
      start = std::max(start, node.calendar->start_reaching(node.constraint, node.work));
    }
    const auto span = node.calendar->early(start, node.work);
    dates.early_start = span.start;
    dates.early_finish = span.finish;
  }

  /// How late (or, without moving an early date: how late for free) an end of `id` may lie.
  struct Limits {
    std::int64_t start = kFar, finish = kFar;
  };
  [[nodiscard]] Limits limits(std::int64_t id, bool free) const {
    const Node& node = nodes_.at(id);
    Limits result;
    for (const model::Link* link : links_) {
      if (link->predecessor_id.value != id || !holds_back(*link)) continue;
      const Node& after = nodes_.at(link->successor_id.value);
      const Dates& theirs = dates_.at(link->successor_id.value);
      if (!free && theirs.late_start == kFar) continue;  // not known in this sweep yet
      const bool from_start =
          link->type == LinkType::start_start || link->type == LinkType::start_finish;
      if (from_start && node.started) continue;
      std::int64_t bound = 0;
      if (ties_start(*link)) {
        bound = (free ? theirs.early_start : theirs.late_start) - after.delay;
      } else {
        bound = free ? theirs.early_finish : theirs.late_finish;
        if (after.work > 0) bound = after.calendar->next_start(bound);
      }
      bound = lag_calendar(*link).undo_lag(bound, link->lag);
      std::int64_t& limit = from_start ? result.start : result.finish;
      limit = std::min(limit, bound);
    }
    return result;
  }

  /// The latest start at or before its limit that still finishes within the other.
  [[nodiscard]] static Calendar::Span latest_within(const Node& node, const Limits& limit) {
    const auto by_finish = node.calendar->late(limit.finish, node.work);
    if (limit.start == kFar) return by_finish;
    const std::int64_t start = node.calendar->latest_start(limit.start, node.work);
    if (start >= by_finish.start) return by_finish;
    return node.calendar->early(start, node.work);
  }

  void backward(std::int64_t id) {
    const Node& node = nodes_[id];
    Dates& dates = dates_[id];
    if (node.finished) {
      dates.late_start = dates.early_start;
      dates.late_finish = dates.early_finish;
      return;
    }
    Limits limit = limits(id, false);
    const ConstraintKind kind = node.activity->constraint_kind;
    if ((kind == ConstraintKind::start_not_later || kind == ConstraintKind::must_start) &&
        !node.started) {
      limit.start = std::min(limit.start, node.constraint);
    }
    if (kind == ConstraintKind::finish_not_later || kind == ConstraintKind::must_finish) {
      limit.finish = std::min(limit.finish, node.constraint);
    }
    limit.finish = std::min(limit.finish, end_[id]);
    const auto span = latest_within(node, limit);
    dates.late_start = span.start;
    dates.late_finish = span.finish;
  }

  /// Working minutes from the early dates to `late`, by the float rule of the case.
  [[nodiscard]] std::int64_t slack(std::int64_t id, Calendar::Span late) const {
    const Calendar& calendar = *nodes_.at(id).calendar;
    const Dates& dates = dates_.at(id);
    const auto start = (calendar.done(late.start) - calendar.done(dates.early_start)) / 2;
    const auto finish = (calendar.done(late.finish) - calendar.done(dates.early_finish)) / 2;
    const engine::FloatRule rule = given_.input.rules.total_float;
    if (rule == engine::FloatRule::start) return start;
    return rule == engine::FloatRule::finish ? finish : std::min(start, finish);
  }

  void floats(std::int64_t id, const Node& node) {
    Dates& dates = dates_[id];
    if (node.finished) return;
    dates.total_float = slack(id, {dates.late_start, dates.late_finish});
    Limits free = limits(id, true);
    free.finish = std::min(free.finish, end_[id]);
    dates.free_float = std::max<std::int64_t>(slack(id, latest_within(node, free)), 0);
  }

  const World& world_;
  const random::Case& given_;
  std::map<std::int64_t, Node> nodes_;
  std::vector<const model::Link*> links_;
  std::map<std::int64_t, Dates> dates_;
  std::map<std::int64_t, std::int64_t> end_;
};

}  // namespace

std::map<std::int64_t, Dates> schedule(const World& world, const random::Case& given) {
  return Naive(world, given).run();
}

}  // namespace tc::naive

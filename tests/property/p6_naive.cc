// SPDX-License-Identifier: Apache-2.0
#include "property/p6_naive.h"

#include <algorithm>

#include "property/p6_naive_net.h"

namespace tc::naive {
namespace {

class P6 : P6Net {
 public:
  P6(const World& world, const P6Case& given) : P6Net(world, given) {}

  std::map<std::int64_t, P6Dates> run() {
    std::map<std::int64_t, P6Dates> out;
    for (auto& [id, node] : nodes_) {
      if (!spans(node)) out[id] = measure(node);
    }
    for (auto& [id, node] : nodes_) {
      if (node.activity->kind == ActivityKind::level_of_effort) out[id] = level_of_effort(node);
    }
    for (auto& [id, node] : nodes_) {
      if (node.activity->kind == ActivityKind::summary) out[id] = summary(node, out);
    }
    return out;
  }

 private:
  [[nodiscard]] std::int64_t demand(const model::Link& link, const Span& before) {
    const Node& node = predecessor(link);
    const Node& after = successor(link);
    std::int64_t t = from_start(link) ? before.start : before.finish;
    if (from_start(link) && node.state != open && terms(after).rules.lag_from_actual_start) {
      t = data_date(node);
    }
    t = shift(link, t, lag(link, false));
    return link.lag < 0 ? std::max(t, data_date(after)) : t;
  }
  /// Rules 6, 21: the start that a demand leaves its successor.
  [[nodiscard]] std::int64_t allowed(const model::Link& link, const Span& before) {
    const Node& after = successor(link);
    const std::int64_t t = demand(link, before);
    if (!to_finish(link) || after.state == done) return t;
    return std::max(minus(after, t, after.work), floor(after));
  }
  [[nodiscard]] std::int64_t floor(const Node& n) const {
    std::int64_t t = data_date(n);
    if (n.state == open && terms(n).project_start) t = std::max(t, at(*terms(n).project_start));
    return t;
  }

  // Forward: rules 9, 16 to 18, 20, 21, 23, 25, 29.
  [[nodiscard]] bool by_expected_finish(const Node& n) const {
    return n.activity->expected_finish && n.state != done && n.work > 0 &&
           terms(n).rules.use_expected_finish;
  }
  void constrain_start(const Node& n, ConstraintKind kind, Minute date, std::int64_t& start) {
    const bool raw = n.activity->kind == ActivityKind::finish_milestone;
    std::int64_t t = at(date);
    const auto by_finish = [&] {
      const std::int64_t x = minus(n, previous_finish(n, t), n.work);
      return raw ? x : next_start(n, x);
    };
    if (kind == ConstraintKind::start_not_earlier || kind == ConstraintKind::must_start) {
      if (t % kMinutesPerDay == 0 && !n.before.empty()) {
        const std::int64_t timed = t + start % kMinutesPerDay;
        if (next_start(n, timed) / kMinutesPerDay == t / kMinutesPerDay) t = timed;
      }
      start = std::max(start, raw ? t : next_start(n, t));
    }
    if (kind == ConstraintKind::finish_not_earlier || kind == ConstraintKind::must_finish) {
      start = std::max(start, by_finish());
    }
    if (kind == ConstraintKind::mandatory_start) start = next_start(n, t);
    if (kind == ConstraintKind::mandatory_finish) start = by_finish();
  }
  [[nodiscard]] std::int64_t early_start(Node& n) {
    std::int64_t start = snapped(n, floor(n));
    for (const model::Link* link : n.before) {
      if (ignored(*link)) continue;
      start = std::max(start, snapped(n, allowed(*link, early(predecessor(*link)))));
    }
    const model::Activity& a = *n.activity;
    if (n.state == open) {
      constrain_start(n, a.constraint_kind, a.constraint_at.value_or(Minute{}), start);
      constrain_start(n, a.secondary_kind, a.secondary_at.value_or(Minute{}), start);
      if (a.external_start) start = std::max(start, snapped(n, at(*a.external_start)));
    }
    if (n.state == active && a.suspended_at && a.resumed_at) {
      start = std::max(start, snapped(n, at(*a.resumed_at)));
    }
    if (n.state != open && terms(n).rules.progress == ProgressRule::actual_dates) {
      start = std::max(start, snapped(n, at(n.state == done ? *a.actual_finish : *a.actual_start)));
    }
    return start;
  }
  const Span& early(Node& n) {
    if (n.early) return *n.early;
    const std::int64_t start = early_start(n);
    std::int64_t finish = start;
    if (by_expected_finish(n)) {
      finish = std::max(previous_finish(n, at(*n.activity->expected_finish)), start);
    } else if (n.state != done) {
      finish = plus(n, start, n.work);
      for (const model::Link* link : n.before) {
        if (milestone(n) || ignored(*link) || !to_finish(*link)) continue;
        finish = std::max(finish, settled(n, demand(*link, early(predecessor(*link))), true));
      }
    }
    n.early = Span{start, finish};
    return *n.early;
  }

  // Rules 10, 11, 30: ends of projects.
  [[nodiscard]] std::int64_t latest(std::size_t project) {
    std::int64_t finish = -kNone;
    for (auto& [id, n] : nodes_) {
      if (n.project == project && !spans(n)) finish = std::max(finish, early(n).finish);
    }
    return finish;
  }
  [[nodiscard]] std::int64_t last_of(std::size_t project) {
    const std::int64_t finish = latest(project);
    return finish == -kNone ? at(given_.terms[project].data_date) : finish;
  }
  [[nodiscard]] std::int64_t end(const Node& n) {
    if (terms(n).must_finish_by) return at(*terms(n).must_finish_by);
    if (terms(n).rules.float_basis == engine::FloatBasis::own_project) return last_of(n.project);
    std::int64_t finish = -kNone;
    for (std::size_t p = 0; p < given_.files.size(); ++p) finish = std::max(finish, latest(p));
    return finish == -kNone ? data_date(n) : finish;
  }

  // Backward: rules 7, 8, 17, 18, 22, 25, 29.
  [[nodiscard]] std::int64_t left_work(Node& n) {
    return by_expected_finish(n) ? work(*n.calendar, early(n).start, early(n).finish) : n.work;
  }
  [[nodiscard]] std::int64_t late_demand(Node& n) {
    std::int64_t finish = kNone;
    for (const model::Link* link : n.after) {
      Node& after = successor(*link);
      std::int64_t t = to_finish(*link) ? late(after).finish : late(after).start;
      if (ignored(*link)) {
        if (terms(after).rules.progress != ProgressRule::actual_dates) continue;
        if (!to_finish(*link)) t = at(*after.activity->actual_start);
      }
      t = shift(*link, t, -lag(*link, true));
      if (from_start(*link) && n.state != done) t = plus(n, next_start(n, t), left_work(n));
      finish = std::min(finish, std::min(t, end(n)));
    }
    if (finish != kNone) return finish;
    if (terms(n).rules.own_open_ends) return early(n).finish;
    return n.activity->external_finish ? at(*n.activity->external_finish) : end(n);
  }
  void constrain_finish(Node& n, ConstraintKind kind, Minute date, std::int64_t& finish) {
    const std::int64_t t = at(date);
    const auto by_start = [&] { return plus(n, next_start(n, t), left_work(n)); };
    if (kind == ConstraintKind::mandatory_finish) finish = previous_finish(n, t);
    if (kind == ConstraintKind::finish_not_later || kind == ConstraintKind::must_finish) {
      finish = std::min(finish, previous_finish(n, t));
    }
    if (n.state != open) return;
    if (kind == ConstraintKind::mandatory_start) finish = by_start();
    if (kind == ConstraintKind::start_not_later || kind == ConstraintKind::must_start) {
      finish = std::min(finish, by_start());
    }
  }
  const Span& late(Node& n) {
    if (n.late) return *n.late;
    const model::Activity& a = *n.activity;
    std::int64_t finish = late_demand(n);
    if (n.state != done) {
      constrain_finish(n, a.constraint_kind, a.constraint_at.value_or(Minute{}), finish);
      constrain_finish(n, a.secondary_kind, a.secondary_at.value_or(Minute{}), finish);
    }
    if (a.external_finish) finish = std::min(finish, at(*a.external_finish));
    std::int64_t start = finish;
    if (n.state != done && a.kind == ActivityKind::start_milestone) {
      start = finish = settled(n, finish, false);
    } else if (n.state != done) {
      finish = previous_finish(n, finish);
      start = minus(n, finish, left_work(n));
      if (left_work(n) > 0) start = next_start(n, start);
    }
    n.late = Span{start, finish};
    return *n.late;
  }

  // Rule 19.
  [[nodiscard]] std::int64_t limit(const model::Link& link) {
    const Span& after = moved(successor(link));
    return shift(link, to_finish(link) ? after.finish : after.start, -lag(link, false));
  }
  const Span& moved(Node& n) {
    if (n.moved) return *n.moved;
    n.moved = early(n);
    const bool wish = n.activity->constraint_kind == ConstraintKind::as_late_as_possible ||
                      n.activity->secondary_kind == ConstraintKind::as_late_as_possible;
    if (!wish || n.state != open) return *n.moved;
    std::int64_t finish = kNone;
    for (const model::Link* link : n.after) {
      const std::int64_t t = limit(*link);
      finish = std::min(finish, from_start(*link) ? plus(n, next_start(n, t), n.work) : t);
    }
    if (finish == kNone) finish = last_of(n.project);
    finish = previous_finish(n, finish);
    std::int64_t start = minus(n, finish, n.work);
    const bool starts = n.activity->kind == ActivityKind::start_milestone;
    if (n.work > 0 || starts) start = next_start(n, start);
    if (start > n.moved->start) n.moved = Span{start, starts ? start : finish};
    return *n.moved;
  }

  // Rules 12 to 15, 31.
  [[nodiscard]] bool drives(const model::Link& link) {
    if (ignored(link)) return false;
    const Node& after = successor(link);
    return next_start(after, allowed(link, moved(predecessor(link)))) ==
           next_start(after, moved(successor(link)).start);
  }
  [[nodiscard]] bool on_path(Node& n) {
    if (n.path) return *n.path;
    n.path = n.state != done && moved(n).finish == last_of(n.project);
    for (const model::Link* link : n.after) {
      if (on_path(successor(*link)) && drives(*link)) n.path = true;
    }
    return *n.path;
  }
  [[nodiscard]] std::int64_t free_float(Node& n) {
    const model::Activity& a = *n.activity;
    const auto has = [&](ConstraintKind kind) {
      return (a.constraint_kind == kind && a.constraint_at) ||
             (a.secondary_kind == kind && a.secondary_at);
    };
    if (by_expected_finish(n) || has(ConstraintKind::mandatory_finish)) return 0;
    if (n.after.empty() && has(ConstraintKind::mandatory_start)) return 0;
    if (n.after.empty()) return work(*n.calendar, moved(n).finish, last_of(n.project));
    std::int64_t least = kNone;
    for (const model::Link* link : n.after) {
      const std::int64_t own = from_start(*link) ? moved(n).start : moved(n).finish;
      const bool past = from_start(*link) && n.state != open;
      least = std::min(least, past ? 0 : work(*n.calendar, own, limit(*link)));
    }
    return least;
  }
  [[nodiscard]] std::int64_t total_float(const Node& n, const P6Dates& d) const {
    if (n.state == done) return 0;
    const std::int64_t start = work(*n.calendar, d.early_start, d.late_start);
    const std::int64_t finish = work(*n.calendar, d.early_finish, d.late_finish);
    const engine::FloatRule rule = terms(n).rules.total_float;
    if (n.state == active || rule == engine::FloatRule::finish) return finish;
    return rule == engine::FloatRule::start ? start : std::min(start, finish);
  }
  P6Dates measure(Node& n) {
    P6Dates d{.early_start = moved(n).start,
              .early_finish = moved(n).finish,
              .late_start = late(n).start,
              .late_finish = late(n).finish,
              .longest_path = on_path(n)};
    if (n.state == done) return d;
    d.total_float = total_float(n, d);
    d.free_float = free_float(n);
    const engine::SchedulingRules& rules = terms(n).rules;
    d.critical = rules.critical == engine::CriticalRule::longest_path
                     ? d.longest_path
                     : d.total_float <= rules.critical_minutes;
    return d;
  }

  P6Dates level_of_effort(Node& n);
  P6Dates summary(Node& n, const std::map<std::int64_t, P6Dates>& all);
};

/// Rule 26.
P6Dates P6::level_of_effort(Node& n) {
  std::int64_t es = kNone, ef = -kNone, ls = kNone, lf = -kNone;
  const auto take = [&](const model::Link& link, Node& other, bool other_first) {
    const bool theirs_start = other_first ? from_start(link) : !to_finish(link);
    const bool own_start = other_first ? !to_finish(link) : from_start(link);
    std::int64_t soon = theirs_start ? moved(other).start : moved(other).finish;
    std::int64_t late_end = theirs_start ? late(other).start : late(other).finish;
    const bool happened = theirs_start ? other.state != open : other.state == done;
    if (happened) {
      soon = at(theirs_start ? *other.activity->actual_start : *other.activity->actual_finish);
      if (!other_first || link.type != LinkType::start_start) late_end = soon;
    }
    const std::int64_t by = other_first ? link.lag : -link.lag;
    soon = shift(link, soon, by);
    late_end = shift(link, late_end, by);
    es = own_start ? std::min(es, soon) : es;
    ls = own_start ? std::min(ls, late_end) : ls;
    ef = own_start ? ef : std::max(ef, soon);
    lf = own_start ? lf : std::max(lf, late_end);
  };
  for (const model::ProjectFile& file : given_.files) {
    for (const model::Link& link : file.links) {
      if (&successor(link) == &n) take(link, predecessor(link), true);
      if (&predecessor(link) == &n) take(link, successor(link), false);
    }
  }
  P6Dates d;
  const Calendar& c = *n.calendar;
  d.early_start = std::max(es == kNone ? data_date(n) : es, data_date(n));
  if (n.state != done) d.early_start = c.next_start(d.early_start);
  d.early_finish = ef == -kNone ? d.early_start : std::max(c.previous_finish(ef), d.early_start);
  d.late_finish = lf == -kNone ? end(n) : c.previous_finish(lf);
  d.late_start = ls == kNone ? d.late_finish : std::min(c.next_start(ls), d.late_finish);
  d.total_float = total_float(n, d);
  return d;
}

/// Rule 27.
P6Dates P6::summary(Node& n, const std::map<std::int64_t, P6Dates>& all) {
  P6Dates d{kNone, -kNone, kNone, -kNone, 0, 0, false, false};
  bool any = false;
  for (const auto& [id, other] : nodes_) {
    if (other.project != n.project || other.state == done) continue;
    if (other.activity->kind == ActivityKind::summary || other.activity->wbs != n.activity->wbs) {
      continue;
    }
    any = true;
    const P6Dates& theirs = all.at(id);
    d.early_start = std::min(d.early_start, theirs.early_start);
    d.early_finish = std::max(d.early_finish, theirs.early_finish);
    d.late_start = std::min(d.late_start, theirs.late_start);
    d.late_finish = std::max(d.late_finish, theirs.late_finish);
  }
  if (!any) {
    d.early_start = d.early_finish = data_date(n);
    d.late_start = d.late_finish = end(n);
  }
  d.total_float = total_float(n, d);
  return d;
}

}  // namespace

std::map<std::int64_t, P6Dates> p6_schedule(const World& world, const P6Case& given) {
  return P6(world, given).run();
}

}  // namespace tc::naive

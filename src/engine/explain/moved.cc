// SPDX-License-Identifier: Apache-2.0
#include "engine/explain/moved.h"

#include <algorithm>
#include <deque>
#include <memory>
#include <set>
#include <unordered_map>
#include <unordered_set>

namespace tc::engine {
namespace {

using model::ActivityId;

/// Place on the chains that set the date, from the date asked about (0) backward.
using Chain = std::unordered_map<std::int64_t, std::size_t>;

/// Computes the date asked about under mixtures of both versions.
class Dates {
 public:
  Dates(const MoveTarget& target, const PlanVersion& before, const PlanVersion& after)
      : target_(target) {
    take_pairs(before);
    take_pairs(after);
  }

  Result<Minute> date(const PlanVersion& plan) {
    TC_TRY_VOID(build(plan));
    run_cpm(network_, input_, schedule_);
    return measured(schedule_);
  }

  /// As `date`; adds the activities on the chain that sets it.
  Result<Minute> date(const PlanVersion& plan, Chain& chain) {
    TC_TRY_VOID(build(plan));
    const Explainer explainer(network_, input_);
    TC_TRY(const Minute out, measured(explainer.schedule()));
    const std::optional<DateRef> ref = asked(explainer.schedule());
    if (!ref) return out;
    std::size_t place = 0;
    for (const DateExplanation& one : explainer.chain(*ref)) {
      chain.try_emplace(network_.activity[one.ref.node]->id.value, place++);
    }
    return out;
  }

  [[nodiscard]] std::size_t spent() const { return spent_; }

 private:
  /// Calendars cost more to compile than a network to build, and two sets take turns at most.
  struct Compiled {
    std::vector<model::Calendar> source;
    CalendarTable table;
    bool whole = false;  ///< all that is used could be compiled
  };

  /// What works in which calendar: an activity has calendar and weather class of one version.
  void take_pairs(const PlanVersion& plan) {
    for (const model::ProjectFile& file : plan.projects) {
      for (const model::Activity& one : file.activities) {
        pairs_.emplace(one.calendar_id, one.weather);
      }
      for (const model::Link& link : file.links) pairs_.emplace(link.lag_calendar_id, 0);
    }
    for (const WorkPart& part : plan.parts) pairs_.emplace(part.calendar, 0);
  }

  const Compiled& compiled(const std::vector<model::Calendar>& calendars) {
    for (const std::unique_ptr<Compiled>& one : compiled_) {
      if (one->source == calendars) return *one;
    }
    if (compiled_.size() > 1) compiled_.pop_front();
    auto fresh = std::make_unique<Compiled>();
    fresh->source = calendars;
    fresh->table = CalendarTable(fresh->source);
    fresh->whole = std::ranges::all_of(pairs_, [&](const auto& pair) {
      return fresh->table.number_of(pair.first, pair.second).has_value();
    });
    return *compiled_.emplace_back(std::move(fresh));
  }

  Result<void> build(const PlanVersion& plan) {
    std::vector<const model::ProjectFile*> projects;
    for (const model::ProjectFile& file : plan.projects) projects.push_back(&file);
    const Compiled& calendars = compiled(plan.calendars);
    TC_TRY(network_, build_network({.projects = projects,
                                    .calendars = plan.calendars,
                                    .parts = plan.parts,
                                    .compiled = calendars.whole ? &calendars.table : nullptr}));
    input_.by_project = plan.terms;
    input_.holds = plan.holds;
    spent_ += network_.size();
    return {};
  }

  Result<std::size_t> node() const {
    const auto found = network_.find(*target_.activity);
    if (found) return *found;
    return fail(Code::bad_input, "why.target",
                "activity " + std::to_string(target_.activity->value) + " is not in both versions",
                "activity", "ask about one that is");
  }

  Result<Minute> measured(const Schedule& schedule) const {
    if (!target_.activity) return schedule.project_finish[target_.project];
    TC_TRY(const std::size_t at, node());
    switch (target_.field) {
      case DateField::early_start:
        return start_date(network_, schedule, at);
      case DateField::early_finish:
        return network_.progress[at] == Progress::finished ? network_.actual_finish[at]
                                                           : schedule.early_finish[at];
      case DateField::late_start:
        return schedule.late_start[at];
      case DateField::late_finish:
        break;
    }
    return schedule.late_finish[at];
  }

  /// Of the project's finish: the first activity that ends there; a project may have none yet.
  [[nodiscard]] std::optional<DateRef> asked(const Schedule& schedule) const {
    std::optional<std::size_t> node;
    if (target_.activity) {
      node = network_.find(*target_.activity);
      if (!node) return std::nullopt;
      return DateRef{static_cast<std::uint32_t>(*node), target_.field};
    }
    for (std::size_t i = 0; i < network_.size(); ++i) {
      if (network_.project[i] != target_.project || network_.is_span(i)) continue;
      if (!node || schedule.early_finish[i] > schedule.early_finish[*node]) node = i;
    }
    if (!node) return std::nullopt;
    return DateRef{static_cast<std::uint32_t>(*node), DateField::early_finish};
  }

  const MoveTarget& target_;
  std::set<std::pair<model::CalendarId, int>> pairs_;
  Network network_;
  CpmInput input_;
  Schedule schedule_;
  std::deque<std::unique_ptr<Compiled>> compiled_;
  std::size_t spent_ = 0;
};

class Waterfall {
 public:
  Waterfall(const PlanVersion& before, const PlanVersion& after, const MoveTarget& target,
            std::size_t effort)
      : after_(after), effort_(effort), dates_(target, before, after), mixed_(before, after) {
    out_.changes = changes_between(before, after);
    for (const PlanVersion* version : {&before, &after}) {
      for (const model::ProjectFile& file : version->projects) take_summaries(file);
    }
  }

  Result<PlanMove> run() {
    TC_TRY(now_, dates_.date(mixed_.plan()));
    out_.from = now_;
    std::vector<std::size_t> waiting;  // of groups that could not be made alone
    for (std::size_t g = 0; g < kChangeGroups; ++g) {
      const auto group = static_cast<ChangeGroup>(g);
      for (std::size_t i = 0; i < out_.changes.size(); ++i) {
        if (out_.changes[i].group == group) waiting.push_back(i);
      }
      const bool last = g + 1 == kChangeGroups;
      if (waiting.empty() && !last) continue;
      TC_TRY(const bool made, make(group, waiting, last));
      if (made) waiting.clear();
    }
    out_.to = now_;
    return std::move(out_);
  }

 private:
  void take_summaries(const model::ProjectFile& file) {
    for (const model::Activity& activity : file.activities) {
      if (activity.kind == model::ActivityKind::summary) summaries_.insert(activity.id.value);
    }
  }

  /// False when the group cannot be made without the next. The last one ends at `after` itself.
  Result<bool> make(ChangeGroup group, const std::vector<std::size_t>& changes, bool last) {
    MixedPlan end = mixed_;
    for (const std::size_t i : changes) end.apply(out_.changes[i]);
    Chain chain;
    const Result<Minute> to = dates_.date(last ? after_ : end.plan(), chain);
    if (!to && last) return tl::unexpected(to.error());
    if (!to) return false;
    MoveGroup row{
        .group = group, .changes = changes.size(), .to = *to, .minutes = *to - now_, .causes = {}};
    const std::size_t left = single_out(changes, chain, row);
    if (*to != now_) row.causes.push_back({std::nullopt, left, *to - now_});
    now_ = *to;
    mixed_ = std::move(end);
    if (!changes.empty() || row.minutes != 0) out_.groups.push_back(std::move(row));
    return true;
  }

  /// Makes changes one by one on `mixed_`: those that stand on the chains, in rounds because a
  /// change may bring another chain to the fore, then, if the date is still not there, the others.
  /// How many stay unmade.
  std::size_t single_out(std::vector<std::size_t> open, const Chain& end, MoveGroup& row) {
    for (bool again = true; again && !open.empty();) {
      Chain chain = end;
      if (!dates_.date(mixed_.plan(), chain)) break;
      again = make_each(on_chain(open, chain), open, row);
    }
    if (now_ != row.to) make_each(std::vector(open), open, row);
    return open.size();
  }

  /// Whether any could be made; those are taken out of `open`.
  bool make_each(const std::vector<std::size_t>& some, std::vector<std::size_t>& open,
                 MoveGroup& row) {
    bool any = false;
    for (const std::size_t i : some) {
      if (dates_.spent() > effort_) return false;
      if (!make_one(i, row)) continue;
      std::erase(open, i);
      any = true;
    }
    return any;
  }

  bool make_one(std::size_t i, MoveGroup& row) {
    mixed_.apply(out_.changes[i]);
    const Result<Minute> to = dates_.date(mixed_.plan());
    if (!to) {  // it closes a loop with what is not made yet
      mixed_.apply(out_.changes[i], false);
      return false;
    }
    if (*to != now_) row.causes.push_back({i, 0, *to - now_});
    now_ = *to;
    return true;
  }

  /// Those of `open` that may bear on the chains; by kind, then from the beginning to the date.
  [[nodiscard]] std::vector<std::size_t> on_chain(const std::vector<std::size_t>& open,
                                                  const Chain& chain) const {
    std::vector<std::pair<std::size_t, std::size_t>> found;  // place, change
    for (const std::size_t i : open) {
      const std::optional<std::size_t> place = place_of(out_.changes[i], chain);
      if (place) found.emplace_back(*place, i);
    }
    std::ranges::sort(found, [&](const auto& a, const auto& b) {
      const PlanChange& one = out_.changes[a.second];
      const PlanChange& other = out_.changes[b.second];
      const auto rank = [](const PlanChange& c) { return std::pair(c.group, c.kind); };
      if (one.group == ChangeGroup::progress && other.group == one.group) {
        return std::pair(b.first, a.second) < std::pair(a.first, b.second);
      }
      if (rank(one) != rank(other)) return rank(one) < rank(other);
      return std::pair(b.first, a.second) < std::pair(a.first, b.second);
    });
    std::vector<std::size_t> out;
    for (const auto& [place, i] : found) out.push_back(i);
    return out;
  }

  /// What a summary has, and what holds for calendars and projects, may bear on any chain.
  [[nodiscard]] std::optional<std::size_t> place_of(const PlanChange& change,
                                                    const Chain& chain) const {
    std::vector<std::int64_t> about{change.activity.value};
    for (const model::Link* link : {change.link_before, change.link_after}) {
      if (link != nullptr) about.push_back(link->predecessor_id.value);
    }
    std::optional<std::size_t> least;
    for (const std::int64_t id : about) {
      if (id == 0 || summaries_.contains(id)) least = 0;
      const auto at = chain.find(id);
      if (at != chain.end()) least = std::min(least.value_or(at->second), at->second);
    }
    return least;
  }

  const PlanVersion& after_;
  const std::size_t effort_;
  Dates dates_;
  MixedPlan mixed_;
  Minute now_;
  PlanMove out_;
  std::unordered_set<std::int64_t> summaries_;
};

}  // namespace

Result<PlanMove> explain_move(const PlanVersion& before, const PlanVersion& after,
                              const MoveTarget& target, std::size_t effort) {
  return Waterfall(before, after, target, effort).run();
}

}  // namespace tc::engine

// SPDX-License-Identifier: Apache-2.0
#include "engine/placement/placement.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "engine/cpm/cpm.h"
#include "engine/network/network.h"
#include "engine/placement/nominal.h"

namespace tc::engine {
namespace {

using model::Activity;
using model::Position;
using model::Relation;

/// No template runs longer, winters included.
constexpr int kLongestDays = 200 * 366;

model::ProjectFile without_dates(const model::ProjectFile& file) {
  model::ProjectFile out;
  out.project = file.project;
  out.activities = file.activities;
  out.links = file.links;
  for (Activity& activity : out.activities) {
    activity.actual_start.reset();
    activity.actual_finish.reset();
    activity.remaining.reset();
    activity.planned_start.reset();
    activity.planned_finish.reset();
  }
  return out;
}

/// The template run from a start day, seen at the report's instant.
class Simulation {
 public:
  Simulation(model::ProjectFile file, Minute now) : file_(std::move(file)), now_(now) {}

  Result<void> build(const PlacementInput& input) {
    const model::ProjectFile* project = &file_;
    TC_TRY(network_, build_network({.projects = std::span(&project, 1),
                                    .calendars = input.calendars,
                                    .compiled = input.compiled}));
    for (const Activity& activity : file_.activities) {
      const std::optional<std::size_t> node = network_.find(activity.id);
      if (!node) {
        return fail(Code::bad_input, "placement.anchors",
                    fmt::format("activity {} is not part of the network", activity.code));
      }
      node_.push_back(*node);
    }
    return {};
  }

  /// `held` activities do not begin before `until`; those without work one day later, for they are
  /// finished in the instant when they begin.
  void run(Day start, const std::vector<std::size_t>& held, std::optional<Minute> until) {
    std::vector<Hold> holds;
    for (const std::size_t i : held) {
      if (!until) break;
      Hold& hold = holds.emplace_back();
      hold.activity = file_.activities[i].id;
      hold.until = work(i) > 0 ? *until : *until + kMinutesPerDay;
    }
    CpmInput input;
    input.data_date = start_of(start);
    input.holds = holds;
    run_forward(network_, input, schedule_);
  }

  [[nodiscard]] Minute start(std::size_t i) const { return schedule_.early_start[node_[i]]; }
  [[nodiscard]] Minute finish(std::size_t i) const { return schedule_.early_finish[node_[i]]; }
  [[nodiscard]] bool finished(std::size_t i) const { return finish(i) <= now_; }
  [[nodiscard]] bool begun(std::size_t i) const { return finished(i) || start(i) < now_; }
  [[nodiscard]] std::int64_t work(std::size_t i) const { return network_.work[node_[i]]; }
  [[nodiscard]] std::int64_t done(std::size_t i) const {
    if (finished(i)) return work(i);
    if (!begun(i)) return 0;
    const WorkingCalendar& calendar = network_.calendars[network_.calendar[node_[i]]];
    return std::clamp<std::int64_t>(calendar.work_between(start(i), now_), 0, work(i));
  }
  /// Share of the work of `members` that is done; 1 when there is none.
  [[nodiscard]] double share(const std::vector<std::size_t>& members) const {
    std::int64_t total = 0;
    std::int64_t sum = 0;
    for (const std::size_t i : members) {
      total += work(i);
      sum += done(i);
    }
    return total == 0 ? 1.0 : static_cast<double>(sum) / static_cast<double>(total);
  }
  [[nodiscard]] const model::ProjectFile& file() const { return file_; }
  [[nodiscard]] Minute now() const { return now_; }

 private:
  model::ProjectFile file_;
  Minute now_;
  Network network_;
  std::vector<std::size_t> node_;  ///< by activity of the file
  Schedule schedule_;
};

/// The latest day in [low, high] that `holds`, which it does up to some day and not after (an
/// earlier start never has less done); `low` when none does.
template <class Holds>
Day latest_day(Day low, Day high, const Holds& holds) {
  while (low < high) {
    const Day middle = low + (high - low + 1) / 2;
    if (holds(middle)) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return low;
}

/// Searches the start day (and, where winter leaves a gap, a pause before the anchors).
struct Search {
  Simulation& simulation;
  const Position& position;
  std::vector<std::size_t> anchors;
  std::vector<std::size_t> ahead;
  Day report_day;

  [[nodiscard]] bool any_begun() const {
    return std::ranges::any_of(anchors, [&](std::size_t i) { return simulation.begun(i); });
  }
  [[nodiscard]] bool all_finished() const {
    return std::ranges::all_of(anchors, [&](std::size_t i) { return simulation.finished(i); });
  }
  [[nodiscard]] bool is_during() const { return any_begun() && !all_finished(); }
  [[nodiscard]] Day earliest() const { return report_day - kLongestDays; }

  std::optional<Day> before() {
    const Minute now = simulation.now();
    const Day start = latest_day(earliest(), report_day, [&](Day day) {
      simulation.run(day, anchors, now);
      return simulation.share(ahead) >= position.fraction;
    });
    simulation.run(start, anchors, now);
    return start;
  }

  std::optional<Day> after() {
    const Day start = latest_day(earliest(), report_day, [&](Day day) {
      simulation.run(day, {}, {});
      return all_finished();
    });
    simulation.run(start, {}, {});
    return all_finished() ? std::optional(start) : std::nullopt;
  }

  [[nodiscard]] bool far_enough() const {
    return any_begun() && simulation.share(anchors) >= position.fraction;
  }

  /// One day later all may be far from done again: winter puts months between two days. Then the
  /// later day serves, or else the anchors are held back.
  std::optional<Day> during() {
    const Day start = latest_day(earliest(), report_day, [&](Day day) {
      simulation.run(day, {}, {});
      return far_enough();
    });
    for (const Day day : {start, start + 1}) {
      simulation.run(day, {}, {});
      if (is_during()) return day;
    }
    const Day until = latest_day(start, report_day, [&](Day day) {
      simulation.run(start, anchors, start_of(day));
      return far_enough();
    });
    for (const Day day : {until, until + 1}) {
      simulation.run(start, anchors, start_of(day));
      if (is_during()) return start;
    }
    return std::nullopt;
  }

  std::optional<Day> run() {
    switch (position.relation) {
      case Relation::before:
        return before();
      case Relation::during:
        return during();
      case Relation::after:
        return after();
    }
    return std::nullopt;
  }
};

/// Reads the dates off the simulation. `words` say why, e.g. the stage words and their source.
model::ProjectFile dated(const PlacementInput& input, const Simulation& simulation,
                         const std::string& words) {
  model::ProjectFile out = input.file;
  for (std::size_t i = 0; i < out.activities.size(); ++i) {
    Activity& activity = out.activities[i];
    activity.planned_start = simulation.start(i);
    activity.planned_finish = simulation.finish(i);
    activity.actual_start.reset();
    activity.actual_finish.reset();
    activity.remaining.reset();
    if (simulation.begun(i)) activity.actual_start = simulation.start(i);
    if (simulation.finished(i)) {
      activity.actual_finish = simulation.finish(i);
    } else if (simulation.begun(i)) {
      activity.remaining = std::max<std::int64_t>(1, simulation.work(i) - simulation.done(i));
    }
    activity.provenance = model::Provenance::inferred;
    activity.source_note = fmt::format("模板 {}; {}", input.network.key, words);
    if (!input.source.empty()) activity.source_note += "; " + input.source;
  }
  out.project.stage = stage_of(input.network, out.activities);
  return out;
}

}  // namespace

Result<Placement> place(const PlacementInput& input, const Position& position) {
  Simulation simulation(without_dates(input.file), start_of(input.report_day));
  TC_TRY_VOID(simulation.build(input));
  const std::vector<std::size_t> anchors = indices_of(input.network, position.anchors);
  if (anchors.empty() || input.file.activities.size() != input.network.activities.size()) {
    return fail(
        Code::bad_input, "placement.anchors",
        fmt::format("'{}' names no activity of template '{}'", position.words, input.network.key));
  }
  Search search{simulation, position, anchors, ahead_of(nominal_times(input.network), anchors),
                input.report_day};
  const std::optional<Day> start = search.run();
  if (!start) {
    return fail(Code::bad_input, "placement.impossible",
                fmt::format("no start day makes '{}' hold on {}", position.words,
                            to_text(input.report_day)));
  }
  return Placement{dated(input, simulation, position.words), *start};
}

Result<Placement> place_from_start(const PlacementInput& input, Day start) {
  Simulation simulation(without_dates(input.file), start_of(input.report_day));
  TC_TRY_VOID(simulation.build(input));
  simulation.run(start, {}, {});
  return Placement{dated(input, simulation, fmt::format("start {}", to_text(start))), start};
}

model::Stage stage_of(const model::ProjectTemplate& network, std::span<const Activity> activities) {
  struct Group {
    bool exists = false, begun = false, finished = true;
  };
  const auto group = [&](auto belongs) {
    Group out;
    for (std::size_t i = 0; i < std::min(activities.size(), network.activities.size()); ++i) {
      if (!belongs(network.activities[i])) continue;
      out.exists = true;
      out.begun = out.begun || activities[i].actual_start.has_value();
      out.finished = out.finished && activities[i].actual_finish.has_value();
    }
    return out;
  };
  const auto tagged = [&](std::string_view tag) {
    return group([tag](const model::TemplateActivity& activity) {
      return std::ranges::find(activity.tags, tag) != activity.tags.end();
    });
  };
  const auto done = [](const Group& part) { return part.exists && part.finished; };
  const Group all = group([](const auto&) { return true; });
  const Group ramp = tagged("ramp");
  if (done(ramp) || done(all)) return model::Stage::producing;
  if (ramp.begun || tagged("trial").begun) return model::Stage::trial;
  if (done(tagged("grid")) || done(tagged("accept"))) return model::Stage::completed;
  if (tagged("start").begun) return model::Stage::building;
  if (done(tagged("permit"))) return model::Stage::ready;
  return all.begun ? model::Stage::preparing : model::Stage::conceived;
}

}  // namespace tc::engine

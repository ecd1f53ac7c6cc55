// The finishes that an outlook is asked for.
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <set>

#include "app/outlook_model.h"
#include "app/picture.h"
#include "rules/measures.h"

namespace tc::app {
namespace {

using engine::Network;
using engine::OutlookTarget;
using engine::Progress;
using model::ConstraintKind;
using model::ProjectFile;
using Nodes = std::vector<std::uint32_t>;

constexpr std::string_view kRampUp = "R";
constexpr std::string_view kTrial = "T";
constexpr std::size_t kMostKeyNodes = 60;
constexpr std::size_t kMostActivities = 20'000;

Minute finish_of(const OutlookSubject& subject, std::size_t node) {
  return subject.network->progress[node] == Progress::finished
             ? subject.network->actual_finish[node]
             : subject.schedule->early_finish[node];
}

std::uint32_t latest_of(const OutlookSubject& subject, const Nodes& nodes) {
  return *std::ranges::max_element(nodes, {},
                                   [&](std::uint32_t node) { return finish_of(subject, node); });
}

/// Whether what comes after it surely ends no sooner, so that it need not be looked at.
bool is_followed(const Network& network, std::size_t node, const std::set<std::uint32_t>& among) {
  return std::ranges::any_of(network.successors_of(node), [&](const engine::Edge& edge) {
    const ConstraintKind kind = network.constraint[edge.node];
    const bool free = kind == ConstraintKind::none || kind == ConstraintKind::start_not_earlier;
    return edge.type == model::LinkType::finish_start && edge.lag >= 0 && free &&
           network.progress[edge.node] == Progress::not_started && among.contains(edge.node);
  });
}

template <class Pick>
Nodes nodes_of(const Network& network, const ProjectFile& file, const Pick& pick) {
  std::set<std::uint32_t> picked;
  for (const model::Activity& activity : file.activities) {
    const std::optional<std::size_t> node = network.find(activity.id);
    if (node && !network.is_span(*node) && pick(activity)) {
      picked.insert(static_cast<std::uint32_t>(*node));
    }
  }
  Nodes nodes;
  for (const std::uint32_t node : picked) {
    if (!is_followed(network, node, picked)) nodes.push_back(node);
  }
  return nodes;
}

/// What ramp-up waits for; without ramp-up the trial operation.
Nodes production_of(const Network& network, const ProjectFile& file) {
  std::set<model::ActivityId> before;
  for (const model::Link& link : file.links) {
    const model::Activity* after = model::find_activity(file, link.successor_id);
    if (after != nullptr && after->phase == kRampUp) before.insert(link.predecessor_id);
  }
  if (before.empty()) {
    return nodes_of(network, file, [](const auto& activity) { return activity.phase == kTrial; });
  }
  return nodes_of(network, file, [&](const model::Activity& activity) {
    return before.contains(activity.id) && activity.phase != kRampUp;
  });
}

bool is_key_node(const model::Activity& activity) {
  return activity.key_node || model::is_milestone(activity.kind);
}

/// First day of the winter that lies nearest to `around` and not before the data date; nothing when
/// no open work of the project feels winter.
std::optional<Day> winter_near(const OutlookSubject& subject, const ProjectFile& file, Day around) {
  std::optional<Day> nearest;
  for (const model::Calendar& calendar : subject.calendars) {
    const bool felt = std::ranges::any_of(file.activities, [&](const model::Activity& activity) {
      return activity.calendar_id == calendar.id && activity.weather > 0 && !activity.actual_finish;
    });
    int month = 0;
    int day = 0;
    const char* text = calendar.winter.data();
    if (!felt || calendar.winter.size() < 5) continue;
    std::from_chars(text, text + 2, month);
    std::from_chars(text + 3, text + 5, day);
    const int year = to_civil(around).year;
    for (const int candidate : {year - 1, year, year + 1}) {
      const Day first = to_day({candidate, month, day});
      if (first < subject.data_date) continue;
      if (!nearest || std::abs(first - around) < std::abs(*nearest - around)) nearest = first;
    }
  }
  return nearest;
}

class Targets {
 public:
  Targets(const OutlookSubject& subject, OutlookScene& scene) : subject_(subject), scene_(scene) {}

  void project(const ProjectFile& file, const SceneAsk& ask) {
    const Network& network = *subject_.network;
    const Nodes finish = nodes_of(
        network, file, [](const model::Activity& activity) { return activity.phase != kRampUp; });
    if (finish.empty()) return;
    add(file, OutlookNodeKind::finish, finish);
    scene_.targets.back().approved = std::nullopt;
    take_project_dates(file);
    const Nodes production = production_of(network, file);
    if (!production.empty() && production != finish) {
      add(file, OutlookNodeKind::production, production);
    }
    if (ask.key_nodes || ask.every_activity) key_nodes(file, ask);
  }

 private:
  /// The project's own plan: what all its open ends were approved or planned for.
  void take_project_dates(const ProjectFile& file) {
    const rules::BaselineFinish baseline = rules::baseline_finish(file);
    TargetFacts& facts = scene_.targets.back();
    facts.current = std::nullopt;
    for (const model::Activity& activity : file.activities) {
      if (activity.phase == kRampUp || model::is_spanning(activity.kind)) continue;
      if (activity.planned_finish) {
        facts.current =
            std::max(facts.current.value_or(*activity.planned_finish), *activity.planned_finish);
      }
    }
    if (baseline.basis == rules::PlanBasis::approved) facts.approved = baseline.finish;
    settle(facts, scene_.model.targets.back());
  }

  void add(const ProjectFile& file, OutlookNodeKind kind, const Nodes& nodes) {
    const std::uint32_t last = latest_of(subject_, nodes);
    const model::Activity& activity = *subject_.network->activity[last];
    TargetFacts facts;
    facts.kind = kind;
    facts.activity = &activity;
    facts.file = &file;
    facts.plan_finish = finish_of(subject_, last);
    facts.approved = activity.approved_finish;
    facts.current = activity.planned_finish;
    if (subject_.worth) facts.worth = subject_.worth(file);
    if (facts.worth.basis == rules::WorthBasis::none) facts.worth.per_day = std::nullopt;
    OutlookTarget target;
    target.name = file.project.name + " · " + activity.name;
    target.nodes = nodes;
    target.causes = kind == OutlookNodeKind::finish;
    target.worth_per_day = facts.worth.per_day;
    target.winter = winter_near(subject_, file, day_of(*facts.plan_finish));
    settle(facts, target);
    scene_.targets.push_back(facts);
    scene_.model.targets.push_back(std::move(target));
  }

  /// Lateness is against the approved date, else against the current one.
  static void settle(TargetFacts& facts, OutlookTarget& target) {
    facts.against = facts.approved  ? Against::approved
                    : facts.current ? Against::planned
                                    : Against::none;
    target.approved = facts.approved ? facts.approved : facts.current;
    target.current = facts.current;
  }

  void key_nodes(const ProjectFile& file, const SceneAsk& ask) {
    const Network& network = *subject_.network;
    std::set<const model::Activity*> taken;
    for (const TargetFacts& facts : scene_.targets) taken.insert(facts.activity);
    Nodes nodes;
    for (const model::Activity& activity : file.activities) {
      const std::optional<std::size_t> node = network.find(activity.id);
      if (!node || network.is_span(*node) || taken.contains(&activity)) continue;
      if (network.progress[*node] == Progress::finished) continue;
      if (!ask.every_activity && !is_key_node(activity)) continue;
      nodes.push_back(static_cast<std::uint32_t>(*node));
    }
    std::ranges::stable_sort(nodes, {},
                             [&](std::uint32_t node) { return finish_of(subject_, node); });
    const std::size_t most = ask.every_activity ? kMostActivities : kMostKeyNodes;
    if (nodes.size() > most) {
      scene_.notes.push_back({"outlook.nodes",
                              fmt::format("the first {} of {} key nodes", most, nodes.size()),
                              file.project.name});
      nodes.resize(most);
    }
    for (const std::uint32_t node : nodes) add(file, OutlookNodeKind::key_node, {node});
  }

  const OutlookSubject& subject_;
  OutlookScene& scene_;
};

}  // namespace

void take_targets(const OutlookSubject& subject, const SceneAsk& ask, OutlookScene& scene) {
  Targets targets(subject, scene);
  for (const ProjectFile* file : subject.asked) targets.project(*file, ask);
}

}  // namespace tc::app

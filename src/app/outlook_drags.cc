// SPDX-License-Identifier: Apache-2.0
#include "app/outlook_drags.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "app/parallel.h"
#include "app/picture.h"
#include "base/text.h"

namespace tc::app {
namespace {

using engine::Network;
using engine::ReleaseShape;
using engine::SpreadShape;
using engine::WorkSpread;

constexpr double kDrives = 0.05;  // share of the trials from which a gate is looked at
constexpr std::size_t kMostGates = 12;
constexpr double kLeastDays = 0.05;
/// Few subsets and orders: shares are shown to a tenth of a day.
constexpr engine::DragEffort kEffort{.exact_up_to = 5, .orders = 8, .seed = 1};

WorkSpread shortest(const OutlookScene& scene, std::size_t node) {
  const WorkSpread& drawn = scene.model.work[node];
  WorkSpread out;
  out.likely = drawn.shape == SpreadShape::fixed ? drawn.likely : drawn.low;
  return out;
}

OutlookCause gate_cause(const Network& network, const OutlookScene& scene, std::size_t node) {
  OutlookCause cause;
  cause.kind = OutlookDragKind::gate;
  cause.activity = network.activity[node];
  cause.cause.work.push_back({static_cast<std::uint32_t>(node), shortest(scene, node)});
  return cause;
}

OutlookCause blocker_cause(const Network& network, const engine::CpmInput& input,
                           const model::Blocker& blocker) {
  OutlookCause cause;
  cause.kind = OutlookDragKind::blocker;
  cause.blocker = &blocker;
  if (const auto node = network.find(blocker.activity_id)) cause.activity = network.activity[*node];
  for (std::size_t h = 0; h < input.holds.size(); ++h) {
    if (input.holds[h].blocker == blocker.id) {
      cause.cause.holds.push_back(static_cast<std::uint32_t>(h));
    }
  }
  return cause;
}

bool is_open(const Network& network, model::ActivityId id) {
  const std::optional<std::size_t> node = network.find(id);
  return node && network.progress[*node] != engine::Progress::finished;
}

}  // namespace

std::vector<OutlookCause> causes_of(const OutlookSubject& subject, const OutlookScene& scene,
                                    const engine::TargetOutlook& finish) {
  const Network& network = *subject.network;
  std::vector<OutlookCause> causes;
  std::set<model::ActivityId> held;
  for (const engine::Hold& hold : subject.input.holds) {
    const model::Blocker* blocker = blocker_of(network, hold);
    if (blocker == nullptr || !is_open(network, hold.activity)) continue;
    held.insert(hold.activity);
    causes.push_back(blocker_cause(network, subject.input, *blocker));
  }
  std::size_t gates = 0;
  for (const engine::ActivityIndex& index : finish.activities) {
    const model::Activity& activity = *network.activity[index.node];
    const bool gate = activity.kind == model::ActivityKind::gate;
    if (!gate || index.criticality < kDrives || held.contains(activity.id)) continue;
    if (!is_open(network, activity.id) || gates == kMostGates) continue;
    causes.push_back(gate_cause(network, scene, index.node));
    ++gates;
  }
  return causes;
}

void switch_off(const OutlookSubject& subject, const OutlookCause& cause, OutlookScene& scene) {
  const Minute gone = start_of(subject.data_date);
  for (const std::uint32_t hold : cause.cause.holds) {
    // A fixed release is the hold's own day; a mean of no days from now on is no hold.
    scene.model.releases[hold] = {.shape = ReleaseShape::exponential,
                                  .low = gone,
                                  .likely = gone,
                                  .high = gone,
                                  .mean_days = 0};
  }
  for (const engine::WorkWithout& without : cause.cause.work) {
    scene.model.work[without.node] = without.work;
  }
}

Result<OutlookCause> find_cause(const OutlookSubject& subject, const OutlookScene& scene,
                                const std::string& word) {
  const Network& network = *subject.network;
  std::vector<std::string> known;
  for (const engine::Hold& hold : subject.input.holds) {
    const model::Blocker* blocker = blocker_of(network, hold);
    if (blocker == nullptr) continue;
    known.push_back(std::to_string(blocker->id.value));
    if (known.back() == word) return blocker_cause(network, subject.input, *blocker);
  }
  std::optional<std::size_t> by_code;
  for (std::size_t i = 0; i < network.size(); ++i) {
    const model::Activity& activity = *network.activity[i];
    if (subject.id_of(activity) == word) return gate_cause(network, scene, i);
    if (!activity.code.empty() && activity.code == word && !by_code) by_code = i;
    known.push_back(subject.id_of(activity));
  }
  if (by_code) return gate_cause(network, scene, *by_code);
  const std::string near = text::nearest(word, known);
  return fail(Code::bad_input, "outlook.without",
              fmt::format("there is no open blocker and no activity '{}'", word), "--without",
              near.empty() ? "give a blocker's or an activity's id" : "did you mean " + near + "?");
}

Result<OutlookCause> cause_of(const OutlookSubject& subject, const OutlookScene& scene,
                              OutlookDragKind kind, std::int64_t id) {
  const Network& network = *subject.network;
  if (kind == OutlookDragKind::gate) {
    const std::optional<std::size_t> node = network.find(model::ActivityId{id});
    if (node) return gate_cause(network, scene, *node);
  }
  for (const engine::Hold& hold : subject.input.holds) {
    const model::Blocker* blocker = blocker_of(network, hold);
    const bool wanted = blocker != nullptr && blocker->id.value == id;
    if (wanted && kind == OutlookDragKind::blocker) {
      return blocker_cause(network, subject.input, *blocker);
    }
  }
  return fail(Code::bad_input, "outlook.without", fmt::format("there is no {} in this plan", id));
}

namespace {

OutlookDrag view_of(const OutlookSubject& subject, const OutlookScene& scene,
                    const OutlookCause& cause, const DragAsk& ask) {
  OutlookDrag drag;
  drag.kind = cause.kind;
  if (cause.activity != nullptr) drag.activity_id = cause.activity->id.value;
  if (cause.blocker != nullptr) {
    const model::Blocker& blocker = *cause.blocker;
    const rules::ExpectedRelease release =
        rules::expected_release(ask.priors, blocker, subject.data_date);
    drag.id = std::to_string(blocker.id.value);
    drag.blocker_id = blocker.id.value;
    drag.name = drag.name_en = blocker.text;
    drag.decider = blocker.owner_organization;
    drag.basis = blocker_basis(blocker, release, Language::zh);
    drag.basis_en = blocker_basis(blocker, release, Language::en);
    drag.provenance = scene.release_from[cause.cause.holds.front()];
    return drag;
  }
  const model::Activity& gate = *cause.activity;
  drag.id = subject.id_of(gate);
  drag.name = gate.name;
  drag.name_en = gate.name_en.empty() ? gate.name : gate.name_en;
  drag.decider = gate.owner;
  drag.basis = gate_basis(gate, Language::zh);
  drag.basis_en = gate_basis(gate, Language::en);
  drag.provenance = scene.work_from[cause.cause.work.front().node];
  return drag;
}

/// The position of the start of production of the same project.
std::optional<std::size_t> production_beside(const OutlookScene& scene, std::size_t finish) {
  for (std::size_t i = 0; i < scene.targets.size(); ++i) {
    const TargetFacts& facts = scene.targets[i];
    const bool same = facts.file == scene.targets[finish].file;
    if (same && facts.kind == OutlookNodeKind::production) return i;
  }
  return std::nullopt;
}

}  // namespace

Result<std::vector<OutlookDrag>> outlook_drags(const OutlookSubject& subject,
                                               const OutlookScene& scene,
                                               const engine::Outlook& outlook, const DragAsk& ask) {
  const std::vector<OutlookCause> causes = causes_of(subject, scene, outlook.targets[ask.finish]);
  std::vector<OutlookDrag> drags;
  if (causes.empty()) return drags;
  engine::OutlookModel model = scene.model;
  const std::optional<std::size_t> production = production_beside(scene, ask.finish);
  model.targets = {scene.model.targets[ask.finish]};
  if (production) model.targets.push_back(scene.model.targets[*production]);
  std::vector<engine::Cause> plain;
  for (const OutlookCause& cause : causes) plain.push_back(cause.cause);
  const engine::ForEachIndex loop = for_each_on(ask.outlook.threads);
  TC_TRY(const std::vector<engine::TargetDrag> found,
         engine::expected_drags(
             *subject.network, subject.input, model, plain,
             {.for_each = loop, .effort = kEffort, .watch = {ask.outlook.watch.cancel, {}}}));
  const TargetFacts& facts = scene.targets[ask.finish];
  for (std::size_t i = 0; i < causes.size(); ++i) {
    const engine::CauseDrag& days = found.front().causes[i];
    const bool own =
        causes[i].blocker != nullptr && causes[i].blocker->project_id == facts.file->project.id;
    if (!own && days.marginal.days < kLeastDays && days.alone.days < kLeastDays) continue;
    OutlookDrag& drag = drags.emplace_back(view_of(subject, scene, causes[i], ask));
    drag.days = days.marginal.days;
    drag.days_error = days.marginal.error;
    drag.alone_days = days.alone.days;
    drag.shapley_days = days.shapley.days;
    if (production) drag.production_days = found.back().causes[i].marginal.days;
    if (facts.worth.per_day) drag.wan = drag.days * to_wan(*facts.worth.per_day);
  }
  std::ranges::stable_sort(drags, std::ranges::greater(), &OutlookDrag::days);
  return drags;
}

}  // namespace tc::app

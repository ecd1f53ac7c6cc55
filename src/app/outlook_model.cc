// SPDX-License-Identifier: Apache-2.0
#include "app/outlook_model.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "rules/risk.h"

namespace tc::app {
namespace {

using engine::Network;
using engine::Progress;
using engine::ReleaseShape;
using engine::ReleaseSpread;
using engine::SpreadShape;
using engine::WorkSpread;
using model::Provenance;

constexpr double kMostWork = 1'000'000'000;  // minutes; the engine's own limit lies above

/// Counts what is assumed, in the order in which it first comes up.
class Assumptions {
 public:
  OutlookAssumption& of(const std::string& key) {
    const auto [at, added] = index_.emplace(key, list_.size());
    if (added) list_.emplace_back().key = key;
    return list_[at->second];
  }
  std::vector<OutlookAssumption> take() {
    std::ranges::stable_sort(list_, {}, &OutlookAssumption::key);
    return std::move(list_);
  }

 private:
  std::map<std::string, std::size_t> index_;
  std::vector<OutlookAssumption> list_;
};

std::int64_t times(std::int64_t minutes, double factor) {
  const double product = static_cast<double>(minutes) * factor;
  return static_cast<std::int64_t>(std::min(product, kMostWork) + 0.5);
}

bool varies(const Network& network, std::size_t node) {
  return network.progress[node] != Progress::finished && !network.is_span(node) &&
         network.work[node] > 0;
}

bool has_three_points(const model::Activity& activity) {
  return activity.duration_low > 0 && activity.duration_low <= activity.duration_likely &&
         activity.duration_likely <= activity.duration_high &&
         activity.duration_low < activity.duration_high;
}

/// The three durations scaled to what remains, which is the most likely.
WorkSpread scaled(const model::Activity& activity, std::int64_t remaining) {
  const auto likely = static_cast<double>(activity.duration_likely);
  return {.shape = SpreadShape::pert,
          .low = times(remaining, static_cast<double>(activity.duration_low) / likely),
          .likely = remaining,
          .high = times(remaining, static_cast<double>(activity.duration_high) / likely)};
}

void note_three_points(const model::Activity& activity, Assumptions& all) {
  OutlookAssumption& one = all.of("durations." + std::string(to_name(activity.provenance)));
  ++one.count;
  one.provenance = activity.provenance;
  const bool inferred = activity.provenance == Provenance::inferred;
  one.text = inferred ? "三点工期取自同类工程网络模板" : "三点工期取自计划";
  one.text_en = inferred ? "three durations from the template of its type"
                         : "three durations as the plan gives them";
}

void note_spread(const rules::SpreadRule& rule, Assumptions& all) {
  OutlookAssumption& one = all.of("spread." + rule.name.key);
  ++one.count;
  one.provenance = Provenance::assumed;
  one.text = fmt::format("{}只有一个工期：按 {:g}～{:g} 倍摆动", rule.name.zh, rule.low, rule.high);
  one.text_en = fmt::format("{} with one duration: from {:g} to {:g} times it", rule.name.en,
                            rule.low, rule.high);
  one.source = rule.name.source;
}

void take_work(const OutlookSubject& subject, const rules::RiskTable& table, OutlookScene& scene,
               Assumptions& all) {
  const Network& network = *subject.network;
  for (std::size_t i = 0; i < network.size(); ++i) {
    const model::Activity& activity = *network.activity[i];
    const std::int64_t remaining = network.work[i];
    WorkSpread& spread = scene.model.work.emplace_back();
    spread.likely = std::clamp<std::int64_t>(remaining, 0, times(1, kMostWork));
    Provenance& from = scene.work_from.emplace_back(activity.provenance);
    if (!varies(network, i)) continue;
    if (has_three_points(activity)) {
      spread = scaled(activity, spread.likely);
      note_three_points(activity, all);
    } else if (const rules::SpreadRule* rule = rules::spread_of(table, activity)) {
      spread = {.shape = SpreadShape::pert,
                .low = times(spread.likely, rule->low),
                .likely = spread.likely,
                .high = times(spread.likely, rule->high)};
      from = Provenance::assumed;
      note_spread(*rule, all);
    }
  }
}

void note_residual(const rules::ResidualEstimate& residual, Assumptions& all) {
  const bool learned = residual.provenance == Provenance::inferred;
  OutlookAssumption& one = all.of(learned ? "release.learned" : "release.kind");
  ++one.count;
  one.provenance = residual.provenance;
  one.text = learned ? "堵点未报解除日期：按本市同类堵点销号记录重估的平均时间，随时可能解除"
                     : "堵点未报解除日期：按同类别、同层级的平均时间，随时可能解除";
  one.text_en = learned
                    ? "blockers without a date: constant hazard, learned from the city's closures"
                    : "blockers without a date: constant hazard, mean days of their kind and level";
}

/// Its own three days; around its one day; else what its kind and level are assumed to take.
ReleaseSpread release_of(const OutlookSubject& subject, const model::Blocker& blocker,
                         const rules::SpreadRule& around, Assumptions& all) {
  const Minute now = start_of(subject.data_date);
  if (!blocker.release_likely) {
    const rules::ResidualEstimate residual = subject.residual(blocker);
    note_residual(residual, all);
    return {.shape = ReleaseShape::exponential,
            .low = now,
            .likely = now,
            .high = now,
            .mean_days = std::clamp(residual.mean_days, 0.0, 36'600.0)};
  }
  const Minute likely = std::max(now, start_of(*blocker.release_likely));
  if (blocker.release_low && blocker.release_high) {
    return {.shape = ReleaseShape::triangular,
            .low = std::clamp(start_of(*blocker.release_low), now, likely),
            .likely = likely,
            .high = std::max(likely, start_of(*blocker.release_high)),
            .mean_days = 0};
  }
  OutlookAssumption& one = all.of("release.around");
  ++one.count;
  one.provenance = Provenance::assumed;
  one.text =
      fmt::format("堵点只报一个解除日期：余下天数按 {:g}～{:g} 倍摆动", around.low, around.high);
  one.text_en = fmt::format("blockers with one release date: from {:g} to {:g} times the days left",
                            around.low, around.high);
  one.source = around.name.source;
  return {.shape = ReleaseShape::triangular,
          .low = now + times(likely - now, around.low),
          .likely = likely,
          .high = now + times(likely - now, around.high),
          .mean_days = 0};
}

void take_releases(const OutlookSubject& subject, const Library& library, OutlookScene& scene,
                   Assumptions& all) {
  for (const engine::Hold& hold : subject.input.holds) {
    const model::Blocker* blocker = blocker_of(*subject.network, hold);
    if (blocker == nullptr || !hold.until) {
      const Minute until = hold.until.value_or(start_of(subject.data_date));
      scene.model.releases.push_back(
          {.shape = ReleaseShape::fixed, .low = until, .likely = until, .high = until});
      scene.release_from.push_back(Provenance::reported);
      continue;
    }
    scene.model.releases.push_back(release_of(subject, *blocker, library.risks.release, all));
    scene.release_from.push_back(blocker->release_likely ? blocker->provenance
                                                         : subject.residual(*blocker).provenance);
    if (all.of("release.kind").count > 0) all.of("release.kind").source = library.priors.source;
  }
}

OutlookAssumption& note_risk(const rules::RiskName& name, std::string_view family,
                             Assumptions& all) {
  OutlookAssumption& one = all.of(fmt::format("{}.{}", family, name.key));
  one.provenance = Provenance::assumed;
  one.source = name.source;
  return one;
}

void take_refusals(const OutlookSubject& subject, const rules::RiskTable& table,
                   OutlookScene& scene, Assumptions& all) {
  const Network& network = *subject.network;
  for (std::size_t i = 0; i < network.size(); ++i) {
    if (!varies(network, i)) continue;
    const rules::RefusalRule* rule = rules::refusal_of(table, *network.activity[i]);
    if (rule == nullptr || rule->chance <= 0) continue;
    scene.model.redos.push_back({.node = static_cast<std::uint32_t>(i),
                                 .chance = rule->chance,
                                 .share = rule->share,
                                 .most_tries = rule->most_tries});
    OutlookAssumption& one = note_risk(rule->name, "refusal", all);
    ++one.count;
    one.text = fmt::format("{}：每次 {:.0f} %，退回后重做 {:.0f} %，最多 {} 次", rule->name.zh,
                           100 * rule->chance, 100 * rule->share, rule->most_tries);
    one.text_en =
        fmt::format("{}: {:.0f} % each time, then {:.0f} % of it again, at most {} tries",
                    rule->name.en, 100 * rule->chance, 100 * rule->share, rule->most_tries);
  }
}

void take_risks(const OutlookSubject& subject, const rules::RiskTable& table, OutlookScene& scene,
                Assumptions& all) {
  const Network& network = *subject.network;
  for (const rules::SharedRisk& risk : table.drivers) {
    engine::RiskDriver driver{.name = risk.name.key,
                              .chance = risk.chance,
                              .low = risk.low,
                              .likely = risk.likely,
                              .high = risk.high,
                              .nodes = {}};
    for (std::size_t i = 0; i < network.size(); ++i) {
      if (varies(network, i) && rules::fits(risk.of, *network.activity[i])) {
        driver.nodes.push_back(static_cast<std::uint32_t>(i));
      }
    }
    if (driver.nodes.empty()) continue;
    OutlookAssumption& one = note_risk(risk.name, "risk", all);
    one.count = static_cast<std::int64_t>(driver.nodes.size());
    one.text = fmt::format("{}：{:.0f} % 的可能，所及工作一起延长到 {:g}～{:g} 倍", risk.name.zh,
                           100 * risk.chance, risk.low, risk.high);
    one.text_en =
        fmt::format("{}: {:.0f} % likely, all it touches takes {:g} to {:g} times as long",
                    risk.name.en, 100 * risk.chance, risk.low, risk.high);
    scene.model.risks.push_back(std::move(driver));
    scene.risks.push_back(&risk);
  }
}

void note_worth(const OutlookScene& scene, Assumptions& all) {
  for (const TargetFacts& facts : scene.targets) {
    if (facts.kind != OutlookNodeKind::finish || !facts.worth.per_day) continue;
    if (facts.worth.basis == rules::WorthBasis::declared) continue;
    OutlookAssumption& one = all.of("worth." + std::string(model::to_name(facts.worth.basis)));
    ++one.count;
    one.provenance = facts.worth.provenance;
    one.text = fmt::format("每日价值 {:g} 万元：{}", to_wan(*facts.worth.per_day), facts.worth.zh);
    one.text_en =
        fmt::format("worth of a day {:g} wan: {}", to_wan(*facts.worth.per_day), facts.worth.en);
  }
}

}  // namespace

const model::Blocker* blocker_of(const engine::Network& network, const engine::Hold& hold) {
  if (!hold.blocker) return nullptr;
  for (const model::ProjectFile* file : network.projects) {
    const auto at = std::ranges::find(file->blockers, hold.blocker, &model::Blocker::id);
    if (at != file->blockers.end()) return &*at;
  }
  return nullptr;
}

OutlookScene outlook_scene(const OutlookSubject& subject, const Library& library,
                           const SceneAsk& ask) {
  OutlookScene scene;
  Assumptions all;
  scene.model.trials = ask.trials;
  scene.model.seed = ask.seed;
  take_work(subject, library.risks, scene, all);
  take_releases(subject, library, scene, all);
  take_refusals(subject, library.risks, scene, all);
  take_risks(subject, library.risks, scene, all);
  take_targets(subject, ask, scene);
  note_worth(scene, all);
  scene.assumptions = all.take();
  std::erase_if(scene.assumptions, [](const OutlookAssumption& one) { return one.count == 0; });
  return scene;
}

}  // namespace tc::app

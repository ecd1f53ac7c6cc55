// SPDX-License-Identifier: Apache-2.0
#include "app/sprint_scene.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/sprint/countdown.h"

namespace tc::app {
namespace {

using engine::Network;
using engine::Progress;

constexpr std::string_view kRampUpPhase = "R";
constexpr std::size_t kMostActivities = 60'000;

/// The number of the activity's calendar in summer, compiled when the network lacks it; its present
/// one when that cannot be had.
std::uint16_t summer_calendar(Network& network, std::uint32_t node) {
  if (network.activity[node]->weather == 0) return network.calendar[node];
  const auto number = network.own_calendars.number_of(network.activity[node]->calendar_id, 0);
  const bool own = network.own_calendars.calendars().size() >= network.calendars.size();
  if (!number || !own) return network.calendar[node];
  network.calendars = network.own_calendars.calendars();
  return *number;
}

/// Open major hazards of the file by activity, the first found of each.
const model::Hazard* hazard_of(const model::ProjectFile& file, model::ActivityId id, Day today) {
  const model::Hazard* found = nullptr;
  for (const model::Hazard& hazard : file.hazards) {
    const bool open = !hazard.closed_day || *hazard.closed_day > today;
    if (hazard.activity_id != id || hazard.level != model::HazardLevel::major || !open) continue;
    if (found == nullptr || hazard.found_day < found->found_day) found = &hazard;
  }
  return found;
}

/// What a working day of field work costs: the investment over all of it.
struct DayCost {
  Money money;
  std::int64_t days{};
  bool from_investment = false;
};

bool is_field_work(const model::Activity& activity) {
  const std::string& phase = activity.phase;
  return activity.kind == model::ActivityKind::task && phase != kRampUpPhase &&
         !phase.starts_with("S");
}

DayCost day_cost_of(const SprintSource& source, const model::ProjectFile& file) {
  DayCost cost{.money = source.options.day_cost, .days = 0};
  for (const model::Activity& activity : file.activities) {
    const auto node = source.network.find(activity.id);
    if (!node || !is_field_work(activity)) continue;
    const std::int64_t minutes = minutes_of_day(source, static_cast<std::uint32_t>(*node));
    cost.days += std::clamp<std::int64_t>(activity.duration_likely / minutes, 0, 100'000);
  }
  if (!file.project.investment || cost.days == 0) return cost;
  cost.money = {file.project.investment->fen / cost.days};
  cost.from_investment = true;
  return cost;
}

class SceneMaker {
 public:
  SceneMaker(const SprintSource& source, SprintScene& scene) : source_(source), scene_(scene) {}

  void take(const model::ProjectFile& file) {
    const DayCost cost = day_cost_of(source_, file);
    if (cost.from_investment) {
      scene_.basis = fmt::format("工日造价 {} 万元：总投资 {} 摊到 {} 个工日；", to_wan(cost.money),
                                 to_text_zh(*file.project.investment), cost.days);
      scene_.basis_en =
          fmt::format("a working day costs {} wan: {} over {} working days; ", to_wan(cost.money),
                      to_text_zh(*file.project.investment), cost.days);
    }
    for (const model::Activity& activity : file.activities) {
      if (activity.phase == kRampUpPhase || model::is_spanning(activity.kind)) continue;
      const auto node = source_.network.find(activity.id);
      if (!node || source_.network.progress[*node] == Progress::finished) continue;
      scene_.nodes.push_back(static_cast<std::uint32_t>(*node));
      offer(file, activity, static_cast<std::uint32_t>(*node), cost.money);
    }
    note_untied_hazards(file);
  }

 private:
  void offer(const model::ProjectFile& file, const model::Activity& activity, std::uint32_t node,
             Money day_cost) {
    Network& network = source_.network;
    if (!network.parts_of(node).empty() || activity.expected_finish) return;
    const std::uint16_t summer = summer_calendar(network, node);
    const std::int64_t minutes = minutes_of_day(source_, node);
    const std::int64_t days = (network.work[node] + minutes - 1) / minutes;
    const bool winter = summer != network.calendar[node];
    const auto offers = rules::offers_for(source_.options, activity, days, day_cost, winter);
    if (offers.size() < 2) return;
    if (const model::Hazard* hazard = hazard_of(file, activity.id, source_.data_date)) {
      refuse(activity, *hazard, offers);
      return;
    }
    engine::ChoiceSet set{.node = node, .choices = {}};
    for (const rules::CrashOffer& one : offers) {
      set.choices.push_back({network.work[node] - one.days_less * minutes,
                             one.enclosed ? summer : network.calendar[node], one.price});
    }
    scene_.sets.push_back(std::move(set));
    scene_.offers.push_back(offers);
    scene_.minutes.push_back(minutes);
  }

  void refuse(const model::Activity& activity, const model::Hazard& hazard,
              const std::vector<rules::CrashOffer>& offers) {
    SprintRefusal refusal{.activity = named(source_, activity),
                          .hazard_id = hazard.id.value,
                          .hazard = hazard.text,
                          .found_day = hazard.found_day,
                          .ways = {},
                          .ways_en = {}};
    for (const rules::CrashOffer& one : offers) {
      const rules::CrashLabel label = rules::label_of(source_.options, one.way, one.enclosed);
      if (label.zh.empty() || std::ranges::find(refusal.ways, label.zh) != refusal.ways.end()) {
        continue;
      }
      refusal.ways.push_back(label.zh);
      refusal.ways_en.push_back(label.en);
    }
    scene_.refused.push_back(std::move(refusal));
  }

  void note_untied_hazards(const model::ProjectFile& file) {
    if (hazard_of(file, model::ActivityId{}, source_.data_date) == nullptr) return;
    scene_.notes.push_back(
        {"sprint.hazard",
         "有未关闭的重大隐患没有挂到作业上，赶工前先核实 · an open major hazard is "
         "tied to no activity; look at it before crashing",
         file.project.name});
  }

  const SprintSource& source_;
  SprintScene& scene_;
};

}  // namespace

std::int64_t minutes_of_day(const SprintSource& source, std::uint32_t node) {
  return engine::day_minutes(source.network.calendars[summer_calendar(source.network, node)],
                             start_of(source.data_date));
}

SprintActivity named(const SprintSource& source, const model::Activity& activity) {
  return {activity.id.value, source.file_id(activity), activity.code, activity.name,
          activity.name_en};
}

Result<SprintScene> make_scene(const SprintSource& source) {
  if (source.network.size() > kMostActivities) {
    return fail(Code::limit, "sprint.limit", fmt::format("{} activities", source.network.size()),
                {}, fmt::format("at most {}", kMostActivities));
  }
  SprintScene scene;
  SceneMaker maker(source, scene);
  for (const model::ProjectFile* file : source.files) maker.take(*file);
  if (scene.nodes.empty()) {
    return fail(Code::conflict, "sprint.finished", "nothing is left to be done",
                source.files.empty() ? "" : source.files.front()->project.name);
  }
  std::ranges::sort(scene.nodes);
  scene.basis += source.options.source;
  scene.basis_en += source.options.source_en;
  return scene;
}

}  // namespace tc::app

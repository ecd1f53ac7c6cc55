// SPDX-License-Identifier: Apache-2.0
#include "app/picture.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "app/pinyin.h"
#include "app/project_terms.h"
#include "engine/drag/drag.h"
#include "engine/drag/resweep.h"
#include "engine/network/network.h"

namespace tc::app {
namespace {

using engine::Hold;
using engine::Network;
using engine::Schedule;
using model::ProjectFile;

/// A gate is worth a decision when it starts within this many days.
constexpr int kGateHorizonDays = 180;
constexpr std::string_view kRampUpPhase = "R";

/// One group on its way to pictures: the network, the pass with everything, and one for questions.
struct Group {
  const PictureContext& context;
  Network network;
  std::vector<engine::ProjectTerms> terms;  ///< by project of the network
  std::vector<Hold> holds;
  Schedule schedule;
  std::optional<engine::Resweep> pass;  ///< forward, for "and without this?"; made when asked for

  [[nodiscard]] engine::CpmInput input(std::span<const Hold> with) const {
    engine::CpmInput input;
    input.data_date = start_of(context.data_date);
    input.by_project = terms;
    input.holds = with;
    return input;
  }
};

/// As it ended, or will end.
Minute finish_date(const Network& network, const Schedule& schedule, std::size_t node) {
  return network.progress[node] == engine::Progress::finished ? network.actual_finish[node]
                                                              : schedule.early_finish[node];
}

/// Node of the latest early finish of a project outside ramp-up; nothing when it has none.
std::optional<std::size_t> target_of(const Network& network, const Schedule& schedule,
                                     const ProjectFile& file) {
  std::optional<std::size_t> target;
  for (const model::Activity& activity : file.activities) {
    if (activity.phase == kRampUpPhase || model::is_spanning(activity.kind)) continue;
    const std::optional<std::size_t> node = network.find(activity.id);
    if (!node) continue;
    if (!target ||
        finish_date(network, schedule, *node) > finish_date(network, schedule, *target)) {
      target = node;
    }
  }
  return target;
}

Minute completion_of(const Network& network, const Schedule& schedule, const ProjectFile& file) {
  const std::optional<std::size_t> target = target_of(network, schedule, file);
  return target ? finish_date(network, schedule, *target) : Minute{};
}

std::int64_t whole_days(Minute later, Minute earlier) { return (later - earlier) / kMinutesPerDay; }

void take_dates(const Group& group, ProjectPicture& picture) {
  for (const model::Activity& activity : picture.file->activities) {
    const std::optional<std::size_t> node = group.network.find(activity.id);
    picture.dates.push_back(node ? dates_of(group.network, group.schedule, *node)
                                 : ActivityDates());
  }
}

void take_chain(const Group& group, ProjectPicture& picture) {
  const auto target = target_of(group.network, group.schedule, *picture.file);
  if (!target) return;
  picture.finish = finish_date(group.network, group.schedule, *target);
  picture.chain = driving_chain_of(group.network, group.schedule, *picture.file);
  for (const model::ActivityId id : picture.chain) {
    const std::uint32_t link = group.schedule.driver[*group.network.find(id)];
    if (link != engine::kNoLink) {
      picture.driving_links.push_back(group.network.predecessor_links[link]->id);
    }
  }
}

/// Each open blocker's own cost: the group without its hold.
void take_drags(Group& group, ProjectPicture& picture) {
  const std::span<const Hold> all = group.holds;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto blocker =
        std::ranges::find(picture.file->blockers, all[i].blocker, &model::Blocker::id);
    if (blocker == picture.file->blockers.end()) continue;
    std::vector<Hold> others(all.begin(), all.end());
    others.erase(others.begin() + static_cast<std::ptrdiff_t>(i));
    const Schedule& changed = group.pass->with(others, {});
    const Minute without = completion_of(group.network, changed, *picture.file);
    const std::optional<std::size_t> node = group.network.find(blocker->activity_id);
    const Day could_go = node ? day_of(changed.early_start[*node]) : group.context.data_date;
    picture.drags.push_back({.id = blocker->id,
                             .days = whole_days(*picture.finish, without),
                             .useful_from = std::max(could_go, group.context.data_date)});
  }
}

bool is_open_gate(const model::Activity& activity) {
  return activity.kind == model::ActivityKind::gate && !activity.actual_finish;
}

/// Gates on the chain that are due soon and not held: the group with the optimistic duration of
/// each.
void take_gates(Group& group, ProjectPicture& picture) {
  const Minute horizon = start_of(group.context.data_date + kGateHorizonDays);
  std::set<model::ActivityId> held;
  for (const Hold& hold : group.holds) held.insert(hold.activity);
  for (const model::ActivityId id : picture.chain) {
    const model::Activity* activity = model::find_activity(*picture.file, id);
    if (activity == nullptr || !is_open_gate(*activity) || held.contains(id)) continue;
    const std::size_t node = *group.network.find(id);
    const std::int64_t done = activity->duration_likely - group.network.work[node];
    const std::int64_t at_best = std::max<std::int64_t>(activity->duration_low - done, 0);
    if (group.schedule.early_start[node] > horizon || at_best >= group.network.work[node]) continue;
    const engine::OtherWork best{static_cast<std::uint32_t>(node), at_best};
    const Schedule& changed = group.pass->with(group.holds, std::span(&best, 1));
    const Minute at_best_finish = completion_of(group.network, changed, *picture.file);
    picture.gates.push_back({.id = id,
                             .days = whole_days(*picture.finish, at_best_finish),
                             .by = day_of(changed.early_finish[node])});
  }
}

void take_candidates(ProjectPicture& picture, const PictureContext& context) {
  const ProjectFile& file = *picture.file;
  for (const BlockerDrag& drag : picture.drags) {
    const auto& blocker = *std::ranges::find(file.blockers, drag.id, &model::Blocker::id);
    const rules::ExpectedRelease release =
        rules::expected_release(*context.priors, blocker, context.data_date);
    const bool limit_ahead = blocker.limit_day && *blocker.limit_day >= drag.useful_from;
    picture.candidates.push_back({.project_id = file.project.id,
                                  .kind = rules::DecisionKind::release_blocker,
                                  .noun_id = drag.id.value,
                                  .days_saved = drag.days,
                                  .worth_per_day = file.project.worth_per_day,
                                  .decider = blocker.owner_organization,
                                  .ask = blocker.ask.empty() ? blocker.text : blocker.ask,
                                  .by = limit_ahead ? *blocker.limit_day : drag.useful_from,
                                  .source = blocker_basis(blocker, release, Language::zh),
                                  .release = release});
  }
  for (const GateGain& gate : picture.gates) {
    const model::Activity& activity = *model::find_activity(file, gate.id);
    picture.candidates.push_back({.project_id = file.project.id,
                                  .kind = rules::DecisionKind::finish_gate,
                                  .noun_id = gate.id.value,
                                  .days_saved = gate.days,
                                  .worth_per_day = file.project.worth_per_day,
                                  .decider = activity.owner,
                                  .ask = "办结「" + activity.name + "」",
                                  .by = gate.by,
                                  .source = gate_basis(activity, Language::zh),
                                  .release = std::nullopt});
  }
  std::erase_if(picture.candidates, [](const auto& c) { return c.days_saved <= 0; });
}

void judge(ProjectPicture& picture, const PictureContext& context) {
  picture.baseline = rules::baseline_finish(*picture.file);
  if (picture.finish && picture.baseline.finish) {
    picture.days_late = whole_days(*picture.finish, *picture.baseline.finish);
  }
  picture.measures = rules::measure(*picture.file, context.data_date, {.finish = picture.finish},
                                    context.pack->baseline);
  picture.light = rules::evaluate(*context.pack, picture.measures);
}

std::shared_ptr<ProjectPicture> begin_picture(const std::shared_ptr<const ProjectFile>& file) {
  auto picture = std::make_shared<ProjectPicture>();
  picture->file = file;
  picture->initials = initials(file->project.name);
  for (const model::Link& link : file->links) {
    if (model::find_activity(*file, link.predecessor_id) == nullptr) {
      picture->foreign.push_back(link.predecessor_id);
    }
  }
  return picture;
}

}  // namespace

std::vector<Hold> open_holds(const ProjectFile& file, const rules::BlockerPriors& priors,
                             Day data_date) {
  return engine::holds_of(file, [&](const model::Blocker& blocker) {
    return rules::expected_release(priors, blocker, data_date).likely;
  });
}

ActivityDates dates_of(const Network& network, const Schedule& schedule, std::size_t node) {
  return {.early_start = engine::start_date(network, schedule, node),
          .early_finish = finish_date(network, schedule, node),
          .late_start = schedule.late_start[node],
          .late_finish = schedule.late_finish[node],
          .total_float = schedule.total_float[node],
          .free_float = schedule.free_float[node],
          .cause = schedule.cause[node],
          .critical = schedule.critical[node] != 0,
          .longest_path = schedule.longest_path[node] != 0,
          .in_network = true};
}

std::vector<model::ActivityId> driving_chain_of(const Network& network, const Schedule& schedule,
                                                const ProjectFile& file) {
  std::vector<model::ActivityId> chain;
  const std::optional<std::size_t> target = target_of(network, schedule, file);
  if (!target) return chain;
  for (const std::size_t node : engine::driving_chain(network, schedule, *target)) {
    chain.push_back(network.activity[node]->id);
  }
  return chain;
}

std::string gate_basis(const model::Activity& activity, Language language) {
  constexpr double kMinutesPerMonth = 30.4375 * static_cast<double>(kMinutesPerDay);
  const double low = static_cast<double>(activity.duration_low) / kMinutesPerMonth;
  const double high = static_cast<double>(activity.duration_high) / kMinutesPerMonth;
  const std::string& source = activity.source_note;
  if (language == Language::en) {
    return fmt::format("lasts {:.1f} to {:.1f} months, counted at the shortest{}", low, high,
                       source.empty() ? "" : " (" + source + ")");
  }
  return fmt::format("工期 {:.1f}～{:.1f} 个月，按最短办结计{}", low, high,
                     source.empty() ? "" : "（" + source + "）");
}

std::string blocker_basis(const model::Blocker& blocker, const rules::ExpectedRelease& release,
                          Language language) {
  const std::string raised = to_text(blocker.raised_day);
  const std::string released = to_text(release.likely);
  if (language == Language::en) {
    return fmt::format("blocker {}: {} (raised {}, release {} {})", blocker.id.value, blocker.text,
                       raised, release.assumed ? "assumed from others of its kind:" : "expected",
                       released);
  }
  return fmt::format("堵点 {}：{}（{} 提出，{} {} 解除）", blocker.id.value, blocker.text, raised,
                     release.assumed ? "按同类经验假定" : "预计", released);
}

std::vector<PicturePtr> compute_group(std::span<const std::shared_ptr<const ProjectFile>> files,
                                      const PictureContext& context) {
  std::vector<const ProjectFile*> members;
  for (const auto& file : files) members.push_back(file.get());
  Result<Network> network =
      engine::build_network({.projects = members, .calendars = {}, .compiled = context.calendars});
  Group group{.context = context,
              .network = network ? std::move(*network) : Network(),
              .terms = {},
              .holds = {},
              .schedule = {},
              .pass = std::nullopt};
  std::vector<std::optional<Note>> unread(members.size());
  for (std::size_t i = 0; i < members.size(); ++i) {
    group.terms.push_back(terms_of(members[i]->project, context.data_date, unread[i]));
  }
  if (network) {
    for (const ProjectFile* file : members) {
      const std::vector<Hold> own = open_holds(*file, *context.priors, context.data_date);
      group.holds.insert(group.holds.end(), own.begin(), own.end());
    }
    group.schedule = engine::run_cpm(group.network, group.input(group.holds));
  }
  std::vector<PicturePtr> pictures;
  for (std::size_t i = 0; i < files.size(); ++i) {
    const auto& file = files[i];
    auto picture = begin_picture(file);
    picture->note = std::move(unread[i]);
    if (!network) picture->error = network.error();
    if (network && !file->activities.empty()) {
      take_dates(group, *picture);
      take_chain(group, *picture);
    }
    if (picture->finish) {
      if (!group.pass) group.pass.emplace(group.network, group.input(group.holds));
      take_drags(group, *picture);
      take_gates(group, *picture);
      take_candidates(*picture, context);
    }
    judge(*picture, context);
    pictures.push_back(std::move(picture));
  }
  return pictures;
}

}  // namespace tc::app

// SPDX-License-Identifier: Apache-2.0
#include "app/what_if.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/encode.h"
#include "app/outlook.h"
#include "app/outlook_cache.h"
#include "app/outlook_drags.h"
#include "app/outlook_subject.h"
#include "app/parallel.h"
#include "app/rows.h"
#include "engine/drag/resweep.h"

namespace tc::app {
namespace {

using engine::Progress;
using model::ProjectFile;

constexpr std::size_t kBatches = 4;  // their differences give the standard error
constexpr std::int64_t kBatchTrials = 128;
constexpr std::int64_t kSeed = 1;
constexpr double kMinutes = static_cast<double>(kMinutesPerDay);

/// The changes as the engine takes them.
struct Edited {
  std::vector<engine::Hold> added;
  std::vector<model::BlockerId> released;
  std::vector<engine::OtherWork> work;
};

tl::unexpected<Error> wrong(std::string rule, std::string message, std::size_t at) {
  return fail(Code::bad_input, std::move(rule), std::move(message), fmt::format("/changes/{}", at));
}

Result<std::uint32_t> open_node(const LinkedPlan& plan, const WhatIfChange& change,
                                std::size_t at) {
  const std::optional<std::size_t> node = plan.network.find(change.activity);
  if (!node || plan.network.is_span(*node)) {
    return wrong("what_if.activity",
                 fmt::format("no activity {} in this plan", change.activity.value), at);
  }
  if (plan.network.progress[*node] == Progress::finished) {
    return wrong("what_if.activity", fmt::format("activity {} is finished", change.activity.value),
                 at);
  }
  return static_cast<std::uint32_t>(*node);
}

Result<std::int64_t> days_of(const WhatIfChange& change, std::size_t at) {
  if (change.days && *change.days >= 0 && *change.days <= kMostChangeDays) return *change.days;
  return wrong("what_if.days", fmt::format("give days from 0 to {}", kMostChangeDays), at);
}

/// Work under an open major hazard is not hurried.
Result<void> check_hazards(const LinkedPlan& plan, const WhatIfChange& change, std::size_t at) {
  for (const ProjectFile* file : plan.files) {
    for (const model::Hazard& hazard : file->hazards) {
      const bool major = hazard.level == model::HazardLevel::major && !hazard.closed_day;
      if (!major || hazard.activity_id != change.activity) continue;
      return fail(Code::conflict, "what_if.hazard",
                  fmt::format("activity {} is under an open major hazard: {}",
                              change.activity.value, hazard.text),
                  fmt::format("/changes/{}", at), "close the hazard before the work is hurried");
    }
  }
  return {};
}

Result<void> take_crash(const LinkedPlan& plan, const WhatIfChange& change, std::size_t at,
                        Edited& out) {
  TC_TRY(const std::uint32_t node, open_node(plan, change, at));
  TC_TRY(const std::int64_t days, days_of(change, at));
  TC_TRY_VOID(check_hazards(plan, change, at));
  const std::int64_t work = std::min(plan.network.work[node], days * kMinutesPerDay);
  const auto same = std::ranges::find(out.work, node, &engine::OtherWork::node);
  if (same != out.work.end()) {
    same->minutes = std::min(same->minutes, work);
  } else {
    out.work.push_back({node, work});
  }
  return {};
}

Result<void> take_change(const LinkedPlan& plan, const WhatIfChange& change, std::size_t at,
                         Edited& out) {
  switch (change.kind) {
    case WhatIfKind::release: {
      const bool open =
          change.blocker &&
          std::ranges::find(plan.holds, change.blocker, &engine::Hold::blocker) != plan.holds.end();
      if (!open) {
        return wrong("what_if.blocker",
                     fmt::format("no open blocker {} in this plan", change.blocker.value), at);
      }
      out.released.push_back(change.blocker);
      return {};
    }
    case WhatIfKind::hold: {
      TC_TRY_VOID(open_node(plan, change, at));
      TC_TRY(const std::int64_t days, days_of(change, at));
      out.added.push_back({.activity = change.activity,
                           .until = std::nullopt,
                           .delay_minutes = days * kMinutesPerDay,
                           .blocker = {}});
      return {};
    }
    case WhatIfKind::shift: {
      TC_TRY_VOID(open_node(plan, change, at));
      const bool near =
          change.day && std::abs(*change.day - plan.data_date) <= 10 * kMostChangeDays;
      if (!near) return wrong("what_if.day", "give a day within a century of the data date", at);
      out.added.push_back({.activity = change.activity,
                           .until = start_of(*change.day),
                           .delay_minutes = 0,
                           .blocker = {}});
      return {};
    }
    case WhatIfKind::crash:
      break;
  }
  return take_crash(plan, change, at, out);
}

Minute date_of(const engine::Network& network, const engine::Schedule& schedule, std::size_t node) {
  return network.progress[node] == Progress::finished ? network.actual_finish[node]
                                                      : schedule.early_finish[node];
}

/// Both sides on the plan's own durations, and what moves between them.
class PlanDates {
 public:
  PlanDates(const LinkedPlan& plan, const Edited& edited)
      : plan_(plan), pass_(plan.network, plan.input()), before_(pass_.schedule()) {
    std::vector<engine::Hold> holds;
    for (const engine::Hold& hold : plan.holds) {
      const bool gone =
          hold.blocker && std::ranges::find(edited.released, hold.blocker) != edited.released.end();
      if (!gone) holds.push_back(hold);
    }
    holds.insert(holds.end(), edited.added.begin(), edited.added.end());
    after_ = &pass_.with(holds, edited.work);
  }

  [[nodiscard]] const engine::Schedule& before() const { return before_; }
  [[nodiscard]] const engine::Schedule& after() const { return *after_; }

  void side(const engine::Schedule& schedule, WhatIfSide& out) const {
    ProjectPicture picture;
    const auto own = std::ranges::find(plan_.state->projects, plan_.file,
                                       [](const auto& file) { return file.get(); });
    picture.file = *own;
    picture.chain = driving_chain_of(plan_.network, schedule, *plan_.file);
    out.chain = open_chain(picture);
    out.chain_text = chain_text(picture, 0, Language::zh);
    out.chain_text_en = chain_text(picture, 0, Language::en);
    if (picture.chain.empty()) return;
    out.finish = date_of(plan_.network, schedule, *plan_.network.find(picture.chain.back()));
  }

  [[nodiscard]] std::vector<WhatIfMove> moved() const {
    std::vector<WhatIfMove> moves;
    for (const ProjectFile* file : plan_.files) {
      for (const model::Activity& activity : file->activities) {
        const std::optional<std::size_t> node = plan_.network.find(activity.id);
        const bool key = activity.key_node || model::is_milestone(activity.kind);
        if (!node || !key || plan_.network.is_span(*node)) continue;
        const Minute was = date_of(plan_.network, before_, *node);
        const Minute is = date_of(plan_.network, *after_, *node);
        if (was == is) continue;
        moves.push_back({.activity_id = activity.id.value,
                         .project_id = file->project.id.value,
                         .name = activity.name,
                         .name_en = activity.name_en.empty() ? activity.name : activity.name_en,
                         .before = was,
                         .after = is});
      }
    }
    return moves;
  }

 private:
  const LinkedPlan& plan_;
  engine::Resweep pass_;
  engine::Schedule before_;  ///< a copy: the pass goes on to the other side
  const engine::Schedule* after_ = nullptr;
};

/// The model with the changes; draws of what is not changed stay the same.
void change_model(const LinkedPlan& plan, const Edited& edited, engine::OutlookModel& model) {
  const Minute gone = start_of(plan.data_date);
  for (std::size_t h = 0; h < plan.holds.size(); ++h) {
    if (std::ranges::find(edited.released, plan.holds[h].blocker) == edited.released.end())
      continue;
    model.releases[h] = {.shape = engine::ReleaseShape::exponential,
                         .low = gone,
                         .likely = gone,
                         .high = gone,
                         .mean_days = 0};
  }
  for (std::size_t i = 0; i < edited.added.size(); ++i) {
    model.releases.push_back({.shape = engine::ReleaseShape::fixed,
                              .low = gone,
                              .likely = gone,
                              .high = gone,
                              .mean_days = 0});
  }
  for (const engine::OtherWork& other : edited.work) {
    engine::WorkSpread& work = model.work[other.node];
    const auto whole = static_cast<double>(std::max<std::int64_t>(work.likely, 1));
    const auto part = [&](std::int64_t minutes) {
      const double share = static_cast<double>(minutes) / whole;
      return static_cast<std::int64_t>(share * static_cast<double>(other.minutes) + 0.5);
    };
    work.low = part(work.low);
    work.high = part(work.high);
    work.likely = other.minutes;
  }
}

/// The finish over all batches, of one side.
struct Ranges {
  std::vector<Minute> finishes;
  std::vector<double> batch_means;  ///< days after the data date

  void take(const engine::TargetOutlook& target, Minute origin) {
    double sum = 0;
    for (const Minute at : target.ordered) sum += static_cast<double>(at - origin);
    batch_means.push_back(sum / static_cast<double>(target.ordered.size()) / kMinutes);
    finishes.insert(finishes.end(), target.ordered.begin(), target.ordered.end());
  }

  void side(const engine::OutlookTarget& target, WhatIfSide& out) {
    std::ranges::sort(finishes);
    const std::size_t n = finishes.size();
    const auto at = [&](std::size_t percent) { return finishes[(percent * n + 99) / 100 - 1]; };
    out.p10 = at(10);
    out.p50 = at(50);
    out.p80 = at(80);
    out.p90 = at(90);
    const auto chance = [&](Minute date) {
      const auto kept = std::ranges::upper_bound(finishes, date) - finishes.begin();
      return static_cast<double>(kept) / static_cast<double>(n);
    };
    if (target.winter) out.chance_before_winter = chance(start_of(*target.winter));
    if (!target.approved) return;
    out.chance_of_baseline = chance(*target.approved);
    double late = 0;
    for (const Minute finish : finishes) {
      late += static_cast<double>(std::max<std::int64_t>(0, finish - *target.approved));
    }
    out.days_late = late / static_cast<double>(n) / kMinutes;
    if (target.worth_per_day) out.wan_late = *out.days_late * to_wan(*target.worth_per_day);
  }
};

/// Both sides batch by batch: beside each other, so that their difference has its own error.
Result<void> run_trials(const LinkedPlan& plan, const OutlookSubject& subject,
                        const OutlookScene& scene, const Edited& edited, WhatIfAnswer& answer) {
  engine::OutlookModel before = scene.model;
  before.trials = kBatchTrials;
  engine::OutlookModel after = before;
  change_model(plan, edited, after);
  std::vector<engine::Hold> holds(plan.holds.begin(), plan.holds.end());
  holds.insert(holds.end(), edited.added.begin(), edited.added.end());
  engine::CpmInput changed = subject.input;
  changed.holds = holds;
  std::vector<Result<engine::Outlook>> runs(2 * kBatches);
  for_each_on(0)(runs.size(), [&](std::size_t i) {
    const bool second = i % 2 == 1;
    engine::OutlookModel model = second ? after : before;
    model.seed = static_cast<std::uint64_t>(kSeed) + i / 2;
    runs[i] = engine::run_outlook(plan.network, second ? changed : subject.input, model);
  });
  Ranges sides[2];
  for (std::size_t i = 0; i < runs.size(); ++i) {
    if (!runs[i]) return tl::unexpected(runs[i].error());
    sides[i % 2].take(runs[i]->targets.front(), start_of(plan.data_date));
  }
  sides[0].side(before.targets.front(), answer.before);
  sides[1].side(before.targets.front(), answer.after);
  double sum = 0;
  double squares = 0;
  for (std::size_t b = 0; b < kBatches; ++b) {
    const double saved = sides[0].batch_means[b] - sides[1].batch_means[b];
    sum += saved;
    squares += saved * saved;
  }
  constexpr auto kCount = static_cast<double>(kBatches);
  answer.expected_days = sum / kCount;
  const double variance =
      std::max(0.0, squares / kCount - answer.expected_days * answer.expected_days);
  answer.expected_error = std::sqrt(variance / (kCount - 1));
  return {};
}

}  // namespace

Result<WhatIfAnswer> what_if(App& app, const Query& query, model::ProjectId id,
                             const std::vector<WhatIfChange>& changes) {
  TC_TRY(const LinkedPlanPtr plan, linked_plan(app, query, id));
  Edited edited;
  for (std::size_t i = 0; i < changes.size(); ++i) {
    TC_TRY_VOID(take_change(*plan, changes[i], i, edited));
  }
  const PlanDates dates(*plan, edited);
  TC_TRY(const LearnedPtr learned, app.outlooks().learned(app, plan->state, plan->data_date));
  const OutlookSubject subject = subject_of(*plan, dates.before(), *learned);
  OutlookScene scene = outlook_scene(subject, app.library(),
                                     {.trials = kBatchTrials, .seed = kSeed, .key_nodes = false});
  if (scene.targets.empty()) {
    return fail(Code::bad_input, "outlook.empty", "there is no activity to finish", {},
                "give the project a plan first");
  }
  scene.targets.resize(1);
  scene.model.targets.resize(1);
  scene.model.targets.front().causes = false;
  WhatIfAnswer answer;
  answer.project_id = id.value;
  answer.trials = kBatchTrials * static_cast<std::int64_t>(kBatches);
  answer.seed = kSeed;
  answer.approved = scene.targets.front().approved;
  answer.winter_day = scene.model.targets.front().winter;
  dates.side(dates.before(), answer.before);
  dates.side(dates.after(), answer.after);
  answer.moved = dates.moved();
  answer.finish_days = static_cast<double>(answer.before.finish - answer.after.finish) / kMinutes;
  TC_TRY_VOID(run_trials(*plan, subject, scene, edited, answer));
  if (scene.targets.front().worth.per_day) {
    answer.wan = answer.expected_days * to_wan(*scene.targets.front().worth.per_day);
  }
  return answer;
}

std::string to_json(const WhatIfAnswer& answer) { return encode(answer).dump(); }

}  // namespace tc::app

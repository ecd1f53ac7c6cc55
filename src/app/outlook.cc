// SPDX-License-Identifier: Apache-2.0
#include "app/outlook.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/encode.h"
#include "app/outlook_cache.h"
#include "app/outlook_drags.h"
#include "app/outlook_subject.h"
#include "app/outlook_words.h"
#include "app/parallel.h"
#include "app/why_file.h"
#include "app/why_project.h"

namespace tc::app {
namespace {

constexpr double kMinutes = static_cast<double>(kMinutesPerDay);

Minute mean_of(const std::vector<Minute>& ordered) {
  // Offsets from the first keep the sum small.
  std::int64_t sum = 0;
  for (const Minute at : ordered) sum += at - ordered.front();
  const auto count = static_cast<std::int64_t>(ordered.size());
  return ordered.front() + (sum + count / 2) / count;
}

/// The least finish, that of each whole percent, the greatest.
std::vector<Minute> quantiles_of(const std::vector<Minute>& ordered) {
  std::vector<Minute> quantiles{ordered.front()};
  for (std::size_t percent = 1; percent <= 100; ++percent) {
    quantiles.push_back(ordered[(percent * ordered.size() + 99) / 100 - 1]);
  }
  return quantiles;
}

OutlookDriver driver_of(const OutlookSubject& subject, const OutlookScene& scene,
                        const engine::CauseSwing& swing) {
  OutlookDriver driver;
  driver.p50_at_low = swing.p50_at_low;
  driver.p50_at_high = swing.p50_at_high;
  driver.swing_days = static_cast<double>(swing.p50_at_high - swing.p50_at_low) / kMinutes;
  driver.cruciality = swing.cruciality;
  driver.criticality = swing.criticality;
  const model::Activity* activity = nullptr;
  if (swing.kind == engine::CauseKind::activity) {
    activity = subject.network->activity[swing.index];
    driver.kind = OutlookDriverKind::activity;
    driver.id = subject.id_of(*activity);
    driver.provenance = scene.work_from[swing.index];
  } else if (swing.kind == engine::CauseKind::hold) {
    const engine::Hold& hold = subject.input.holds[swing.index];
    driver.kind = OutlookDriverKind::blocker;
    driver.blocker_id = hold.blocker.value;
    driver.id = std::to_string(hold.blocker.value);
    driver.activity_id = hold.activity.value;
    driver.provenance = scene.release_from[swing.index];
    const model::Blocker* blocker = blocker_of(*subject.network, hold);
    if (blocker != nullptr) driver.name = driver.name_en = blocker->text;
  } else {
    const rules::SharedRisk& risk = *scene.risks[swing.index];
    driver.kind = OutlookDriverKind::risk;
    driver.id = risk.name.key;
    driver.name = risk.name.zh;
    driver.name_en = risk.name.en;
    driver.provenance = model::Provenance::assumed;
  }
  if (activity != nullptr) {
    driver.activity_id = activity->id.value;
    driver.name = activity->name;
    driver.name_en = activity->name_en.empty() ? activity->name : activity->name_en;
  }
  return driver;
}

/// The finish that the causes are asked about: of several projects the one that ends last.
std::size_t main_finish(const OutlookScene& scene) {
  std::size_t best = scene.targets.size();
  for (std::size_t i = 0; i < scene.targets.size(); ++i) {
    if (scene.targets[i].kind != OutlookNodeKind::finish) continue;
    if (best == scene.targets.size() ||
        *scene.targets[i].plan_finish > *scene.targets[best].plan_finish) {
      best = i;
    }
  }
  return best;
}

Result<OutlookAnswer> answer_of(const OutlookSubject& subject, const Library& library,
                                const OutlookAsk& ask) {
  OutlookScene scene =
      outlook_scene(subject, library,
                    {.trials = ask.trials, .seed = ask.seed, .every_activity = ask.every_activity});
  const std::size_t finish = main_finish(scene);
  if (finish == scene.targets.size()) {
    return fail(Code::bad_input, "outlook.empty", "there is no activity to finish", {},
                "give the project a plan first");
  }
  if (!ask.without.empty()) {
    TC_TRY(const OutlookCause gone, find_cause(subject, scene, ask.without));
    switch_off(subject, gone, scene);
    scene.notes.push_back({"outlook.without", "as if this were gone: " + ask.without,
                           gone.blocker != nullptr ? gone.blocker->text : gone.activity->name});
  }
  TC_TRY(const engine::Outlook outlook,
         engine::run_outlook(*subject.network, subject.input, scene.model, for_each_on(ask.threads),
                             ask.watch));
  OutlookAnswer answer;
  answer.data_date = subject.data_date;
  answer.trials = outlook.trials;
  answer.seed = static_cast<std::int64_t>(outlook.seed);
  answer.name = scene.targets[finish].file->project.name;
  for (std::size_t i = 0; i < scene.targets.size(); ++i) {
    answer.nodes.push_back(outlook_node(subject, scene, outlook, i));
  }
  for (const engine::CauseSwing& swing : outlook.targets[finish].causes) {
    if (swing.p50_at_high <= swing.p50_at_low) continue;  // noise: it moves nothing that shows
    answer.drivers.push_back(driver_of(subject, scene, swing));
  }
  TC_TRY(answer.drags, outlook_drags(subject, scene, outlook,
                                     {.priors = library.priors, .outlook = ask, .finish = finish}));
  answer.assumptions = std::move(scene.assumptions);
  answer.notes = std::move(scene.notes);
  const Said said = say_headline(answer, answer.nodes[finish]);
  answer.headline = said.zh;
  answer.headline_en = said.en;
  return answer;
}

}  // namespace

OutlookSubject subject_of(const LinkedPlan& plan, const engine::Schedule& schedule,
                          const rules::Learned& learned) {
  OutlookSubject subject;
  subject.network = &plan.network;
  subject.schedule = &schedule;
  subject.input = plan.input();
  subject.calendars = plan.state->calendars;
  subject.asked = {plan.file};
  subject.data_date = plan.data_date;
  subject.worth = [sources = rules::worth_sources(plan.state->city, plan.state->projects,
                                                  plan.data_date)](const model::ProjectFile& file) {
    return rules::worth_of(file, sources);
  };
  subject.id_of = [](const model::Activity& activity) { return std::to_string(activity.id.value); };
  subject.residual = [&learned](const model::Blocker& blocker) {
    return rules::residual_of(learned, blocker);
  };
  return subject;
}

OutlookNode outlook_node(const OutlookSubject& subject, const OutlookScene& scene,
                         const engine::Outlook& outlook, std::size_t at) {
  const TargetFacts& facts = scene.targets[at];
  const engine::TargetOutlook& found = outlook.targets[at];
  const model::Activity& activity = *facts.activity;
  OutlookNode node;
  node.kind = facts.kind;
  node.id = subject.id_of(activity);
  node.activity_id = activity.id.value;
  node.project_id = facts.file->project.id.value;
  node.name = activity.name;
  node.name_en = activity.name_en.empty() ? activity.name : activity.name_en;
  node.p10 = found.percentiles[0];
  node.p20 = found.percentiles[1];
  node.p50 = found.percentiles[2];
  node.p80 = found.percentiles[3];
  node.p90 = found.percentiles[4];
  node.p80_error_days = found.p80_error_days;
  node.mean = mean_of(found.ordered);
  node.plan_finish = facts.plan_finish;
  node.approved = facts.approved;
  node.current = facts.current;
  node.against = facts.against;
  node.winter_day = scene.model.targets[at].winter;
  node.chance_of_baseline = found.chance_approved;
  node.chance_of_current = found.chance_current;
  node.chance_before_winter = found.chance_before_winter;
  node.days_late = found.days_late;
  node.wan_late = found.wan_late;
  if (facts.worth.per_day) node.worth_per_day = to_wan(*facts.worth.per_day);
  node.worth_basis = facts.worth.basis;
  node.worth_text = facts.worth.zh;
  node.worth_text_en = facts.worth.en;
  node.quantiles = quantiles_of(found.ordered);
  node.histogram = found.histogram;
  return node;
}

Result<OutlookAnswer> outlook_of_file(const Library& library, const FileSchedule& file,
                                      const OutlookAsk& ask) {
  const FileNames names(file);
  OutlookSubject subject;
  subject.network = &file.network;
  subject.schedule = &file.schedule;
  subject.input = file.input();
  subject.calendars = file.source.calendars;
  subject.asked = file.network.projects;
  for (const engine::ProjectTerms& terms : file.terms) {
    subject.data_date = std::max(subject.data_date, day_of(terms.data_date));
  }
  subject.id_of = [&names](const model::Activity& activity) { return names.of(activity); };
  // A file holds no blockers; of any that a format may bring the prior itself is asked.
  const rules::Learned unlearned =
      rules::learn(library.priors, library.learning,
                   {.blockers = {}, .durations = {}, .data_date = subject.data_date});
  subject.residual = [&unlearned](const model::Blocker& blocker) {
    return rules::residual_of(unlearned, blocker);
  };
  TC_TRY(OutlookAnswer answer, answer_of(subject, library, ask));
  // Numbers of the network mean nothing outside this run; the ids are the file's own.
  for (OutlookNode& node : answer.nodes) node.activity_id = node.project_id = 0;
  for (OutlookDriver& driver : answer.drivers) driver.activity_id = 0;
  for (OutlookDrag& drag : answer.drags) drag.activity_id = 0;
  return answer;
}

Result<OutlookPtr> outlook_of_project(App& app, const Query& query, model::ProjectId id,
                                      const OutlookAsk& ask) {
  TC_TRY(const LinkedPlanPtr plan, linked_plan(app, query, id));
  TC_TRY(const StatePtr present, app.state(query.acting.city));
  const OutlookCache::Key key{.state = plan->state,
                              .project = id,
                              .data_date = plan->data_date,
                              .trials = ask.trials,
                              .seed = ask.seed,
                              .every_activity = ask.every_activity,
                              .read_only = plan->state != present,
                              .without = ask.without};
  if (OutlookPtr kept = app.outlooks().find(key)) return kept;
  engine::Schedule schedule;
  engine::run_forward(plan->network, plan->input(), schedule);
  TC_TRY(const LearnedPtr learned, app.outlooks().learned(app, plan->state, plan->data_date));
  TC_TRY(OutlookAnswer answer,
         answer_of(subject_of(*plan, schedule, *learned), app.library(), ask));
  answer.project_id = id.value;
  answer.name = plan->file->project.name;
  answer.read_only = key.read_only;
  answer.synthetic = plan->state->city.synthetic;
  auto kept = std::make_shared<const OutlookAnswer>(std::move(answer));
  app.outlooks().keep(key, kept);
  return kept;
}

std::string to_json(const OutlookAnswer& answer) { return encode(answer).dump(); }

}  // namespace tc::app

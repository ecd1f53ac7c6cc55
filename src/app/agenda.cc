// SPDX-License-Identifier: Apache-2.0
#include "app/agenda.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "app/outlook_cache.h"
#include "app/outlook_drags.h"
#include "app/outlook_subject.h"
#include "app/parallel.h"

namespace tc::app {
namespace {

constexpr double kMinutes = static_cast<double>(kMinutesPerDay);
/// What has no price comes after all that has one, by days.
constexpr double kUnpriced = 1e-9;
/// Beyond the places of a list this many times as many are looked at for the counties' shares.
constexpr std::size_t kBeyond = 4;

struct ProjectAgenda {
  std::int64_t project{};
  std::vector<std::size_t> decisions;  ///< positions of those to be valued
  std::vector<rules::AgendaStep> steps;
  std::vector<double> days;  ///< beside `steps`
  LinkedPlanPtr plan;        ///< none: known already
  OutlookCache::StepsKey key;
  Result<void> done;
};

double rate_of(const Decision& decision, double days) {
  const double worth = decision.worth_per_day ? *decision.worth_per_day : kUnpriced;
  return days * worth * 60.0 / static_cast<double>(std::max<std::int64_t>(1, decision.minutes));
}

double mean_days(const engine::Outlook& outlook, Minute origin) {
  double sum = 0;
  for (const Minute at : outlook.targets.front().ordered) sum += static_cast<double>(at - origin);
  return sum / static_cast<double>(outlook.trials) / kMinutes;
}

/// One project's decisions, always the one that saves most next, over the same draws.
class ProjectValue {
 public:
  ProjectValue(const OutlookSubject& subject, OutlookScene& scene)
      : subject_(subject), scene_(scene) {}

  Result<double> mean(const OutlookScene& scene) const {
    TC_TRY(const engine::Outlook outlook,
           engine::run_outlook(*subject_.network, subject_.input, scene.model));
    return mean_days(outlook, start_of(subject_.data_date));
  }

  Result<void> walk(const std::vector<Decision>& decisions, ProjectAgenda& out) {
    std::vector<std::size_t> left = out.decisions;
    TC_TRY(double now, mean(scene_));
    while (!left.empty()) {
      std::size_t best = 0;
      double best_rate = -1;
      double best_mean = now;
      for (std::size_t i = 0; i < left.size(); ++i) {
        OutlookScene without = scene_;
        TC_TRY_VOID(switch_off_decision(decisions[left[i]], without));
        TC_TRY(const double then, mean(without));
        const double rate = rate_of(decisions[left[i]], std::max(0.0, now - then));
        if (rate <= best_rate) continue;
        best = i;
        best_rate = rate;
        best_mean = then;
      }
      out.steps.push_back({left[best], best_rate});
      out.days.push_back(std::max(0.0, now - best_mean));
      TC_TRY_VOID(switch_off_decision(decisions[left[best]], scene_));
      now = best_mean;
      left.erase(left.begin() + static_cast<std::ptrdiff_t>(best));
    }
    return {};
  }

 private:
  Result<void> switch_off_decision(const Decision& decision, OutlookScene& scene) const {
    const bool blocker = decision.kind == rules::DecisionKind::release_blocker;
    TC_TRY(const OutlookCause cause,
           blocker ? cause_of(subject_, scene_, OutlookDragKind::blocker, decision.blocker_id)
                   : cause_of(subject_, scene_, OutlookDragKind::gate, decision.activity_id));
    switch_off(subject_, cause, scene);
    return {};
  }

  const OutlookSubject& subject_;
  OutlookScene& scene_;
};

Result<void> value_project(const Library& library, const rules::Learned& learned,
                           const std::vector<Decision>& decisions, ProjectAgenda& out) {
  engine::Schedule schedule;
  engine::run_forward(out.plan->network, out.plan->input(), schedule);
  const OutlookSubject subject = subject_of(*out.plan, schedule, learned);
  OutlookScene scene = outlook_scene(subject, library,
                                     {.trials = library.agenda.trials,
                                      .seed = static_cast<std::uint64_t>(library.agenda.seed),
                                      .key_nodes = false});
  if (scene.targets.empty()) return {};
  scene.model.targets.resize(1);
  scene.model.targets.front().causes = false;
  return ProjectValue(subject, scene).walk(decisions, out);
}

/// The projects of the first `candidates` decisions with what is to be valued of each.
std::vector<ProjectAgenda> projects_of(const std::vector<Decision>& decisions,
                                       std::size_t candidates) {
  std::vector<ProjectAgenda> projects;
  std::map<std::int64_t, std::size_t> index;
  for (std::size_t i = 0; i < std::min(decisions.size(), candidates); ++i) {
    const auto [at, added] = index.emplace(decisions[i].project_id, projects.size());
    if (added) projects.emplace_back().project = decisions[i].project_id;
    projects[at->second].decisions.push_back(i);
  }
  return projects;
}

/// What is known of one decision goes into its line.
void take_value(Decision& decision, double days) {
  decision.expected_days = days;
  decision.value_per_hour = std::nullopt;
  decision.value = std::nullopt;
  if (!decision.worth_per_day) return;
  decision.value = days * *decision.worth_per_day;
  decision.value_per_hour = rate_of(decision, days);
}

/// By the plan's dates: the rest, or what could not be drawn.
rules::AgendaStep plain_step(Decision& decision, std::size_t at) {
  const double rate = rate_of(decision, static_cast<double>(decision.days_saved));
  if (decision.worth_per_day) decision.value_per_hour = rate;
  return {at, rate};
}

std::vector<std::size_t> order_of(std::vector<Decision>& decisions,
                                  std::vector<ProjectAgenda>& projects, std::size_t valued) {
  std::vector<std::vector<rules::AgendaStep>> steps;
  for (ProjectAgenda& project : projects) {
    if (project.steps.empty()) {
      for (const std::size_t at : project.decisions) {
        steps.push_back({plain_step(decisions[at], at)});
      }
      continue;
    }
    for (std::size_t i = 0; i < project.steps.size(); ++i) {
      take_value(decisions[project.steps[i].decision], project.days[i]);
    }
    steps.push_back(project.steps);
  }
  std::vector<rules::AgendaStep>& rest = steps.emplace_back();
  for (std::size_t i = valued; i < decisions.size(); ++i) {
    rest.push_back(plain_step(decisions[i], i));
  }
  std::ranges::stable_sort(rest, std::ranges::greater(), &rules::AgendaStep::rate);
  return rules::merge_agenda(steps);
}

/// The list in its order, each county with its share of the places.
std::vector<Decision> listed(const std::vector<Decision>& decisions,
                             const std::vector<std::size_t>& order, const AgendaAsk& ask) {
  std::map<std::int64_t, std::string> county_of;
  for (const PicturePtr& picture : ask.pictures) {
    county_of[picture->file->project.id.value] = picture->file->project.county;
  }
  std::vector<std::string> counties;
  for (const std::size_t at : order) counties.push_back(county_of[decisions[at].project_id]);
  const std::vector<std::size_t> places =
      rules::share_places(counties, ask.top, ask.context.library.agenda.least_share);
  std::vector<Decision> out;
  for (const std::size_t place : places) {
    if (ask.top != 0 && out.size() == ask.top) break;
    out.push_back(decisions[order[place]]);
    out.back().held_up = ask.top != 0 && place >= ask.top;
    out.back().rank = static_cast<int>(out.size());
  }
  return out;
}

}  // namespace

namespace {

OutlookCache::StepsKey key_of(const ProjectAgenda& project, const AgendaAsk& ask,
                              const std::vector<Decision>& decisions) {
  OutlookCache::StepsKey key;
  for (const PicturePtr& picture : ask.pictures) {
    if (picture->file->project.id.value == project.project) key.picture = picture;
  }
  for (const std::size_t at : project.decisions) {
    key.decisions.push_back(static_cast<std::int64_t>(decisions[at].kind));
    key.decisions.push_back(decisions[at].blocker_id);
    key.decisions.push_back(decisions[at].activity_id);
  }
  return key;
}

void take_steps(const OutlookCache::Steps& steps, const std::vector<Decision>& decisions,
                ProjectAgenda& out) {
  for (const auto& [position, days] : steps) {
    const std::size_t at = out.decisions[position];
    out.steps.push_back({at, rate_of(decisions[at], days)});
    out.days.push_back(days);
  }
}

OutlookCache::Steps steps_of(const ProjectAgenda& project) {
  OutlookCache::Steps steps;
  for (std::size_t i = 0; i < project.steps.size(); ++i) {
    const auto at = std::ranges::find(project.decisions, project.steps[i].decision);
    steps.emplace_back(static_cast<std::size_t>(at - project.decisions.begin()), project.days[i]);
  }
  return steps;
}

/// From what is kept, else drawn. The priors are those of the templates: what the record teaches
/// would have to be read from the journal after every change.
Result<void> value_projects(App& app, const AgendaAsk& ask, const std::vector<Decision>& decisions,
                            std::vector<ProjectAgenda>& projects) {
  const Library& library = ask.context.library;
  for (ProjectAgenda& project : projects) {
    project.key = key_of(project, ask, decisions);
    if (const auto kept = app.outlooks().find_steps(project.key)) {
      take_steps(*kept, decisions, project);
      continue;
    }
    TC_TRY(project.plan, linked_plan(app, ask.query, model::ProjectId{project.project}));
  }
  const rules::Learned unlearned = rules::learn(library.priors, library.learning, {});
  for_each_on(0)(projects.size(), [&](std::size_t i) {
    if (!projects[i].plan) return;
    projects[i].done = value_project(library, unlearned, decisions, projects[i]);
  });
  for (ProjectAgenda& project : projects) {
    TC_TRY_VOID(project.done);
    if (project.plan) app.outlooks().keep_steps(project.key, steps_of(project));
  }
  return {};
}

}  // namespace

Result<std::vector<Decision>> agenda(App& app, const AgendaAsk& ask) {
  const Library& library = ask.context.library;
  const auto candidates = static_cast<std::size_t>(library.agenda.candidates);
  const std::size_t looked_at = ask.top == 0 ? 0 : std::max(kBeyond * ask.top, candidates);
  std::vector<Decision> decisions = decisions_of(ask.pictures, ask.context, looked_at);
  for (Decision& decision : decisions) {
    decision.minutes = library.agenda.minutes[static_cast<std::size_t>(decision.kind)];
  }
  std::vector<ProjectAgenda> projects = projects_of(decisions, candidates);
  TC_TRY_VOID(value_projects(app, ask, decisions, projects));
  const std::vector<std::size_t> order =
      order_of(decisions, projects, std::min(candidates, decisions.size()));
  return listed(decisions, order, ask);
}

Agenda agenda_view(const rules::AgendaSettings& settings) {
  Agenda view;
  view.candidates = settings.candidates;
  view.trials = settings.trials;
  view.seed = settings.seed;
  view.least_share = settings.least_share;
  view.text = fmt::format(
      "按每小时决策时间的期望节省（万元）排序：前 {} 件用 {} "
      "次试算估值，同一项目逐件重估；各县区至少占 "
      "{:.0f} % 的位次",
      settings.candidates, settings.trials, 100 * settings.least_share);
  view.text_en = fmt::format(
      "by expected 万元 saved for an hour of the decider: the first {} valued over {} trials, anew "
      "after each choice for the same project; each county has {:.0f} % of the places at least",
      settings.candidates, settings.trials, 100 * settings.least_share);
  view.source = settings.source;
  return view;
}

}  // namespace tc::app

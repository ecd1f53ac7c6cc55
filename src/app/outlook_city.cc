// The outlook of a whole city: group by group, one finish a project.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>

#include "app/encode.h"
#include "app/linked_projects.h"
#include "app/outlook.h"
#include "app/outlook_cache.h"
#include "app/outlook_subject.h"
#include "app/parallel.h"

namespace tc::app {
namespace {

struct CityJson {
  std::int64_t trials{};
  std::int64_t seed{};
  Day data_date;
  std::vector<OutlookNode> nodes;
};

template <class P, class V>
requires model::Is<P, CityJson>
void visit_fields(P& p, V&& v) {
  v("trials", p.trials);
  v("seed", p.seed);
  v("data_date", p.data_date);
  v("nodes", p.nodes);
}

struct GroupAsk {
  const Library& library;
  const rules::Learned& learned;
  const OutlookAsk& outlook;
  const model::Scope& scope;
};

/// The finishes of one group, in the order of its projects.
Result<void> take_group(const LinkedPlan& plan, const GroupAsk& group,
                        std::vector<OutlookNode>& nodes) {
  const OutlookAsk& ask = group.outlook;
  engine::Schedule schedule;
  engine::run_forward(plan.network, plan.input(), schedule);
  OutlookSubject subject = subject_of(plan, schedule, group.learned);
  subject.asked.clear();
  for (const model::ProjectFile* file : plan.files) {
    if (in_scope(group.scope, file->project)) subject.asked.push_back(file);
  }
  OutlookScene scene = outlook_scene(subject, group.library,
                                     {.trials = ask.trials, .seed = ask.seed, .key_nodes = false});
  for (std::size_t i = scene.targets.size(); i-- > 0;) {
    scene.model.targets[i].causes = false;
    if (scene.targets[i].kind == OutlookNodeKind::finish) continue;
    scene.targets.erase(scene.targets.begin() + static_cast<std::ptrdiff_t>(i));
    scene.model.targets.erase(scene.model.targets.begin() + static_cast<std::ptrdiff_t>(i));
  }
  if (scene.targets.empty()) return {};
  TC_TRY(const engine::Outlook outlook,
         engine::run_outlook(plan.network, subject.input, scene.model, for_each_on(ask.threads),
                             {.cancel = ask.watch.cancel}));
  for (std::size_t i = 0; i < scene.targets.size(); ++i) {
    nodes.push_back(outlook_node(subject, scene, outlook, i));
    nodes.back().name = scene.targets[i].file->project.name;
    nodes.back().name_en = nodes.back().name;
  }
  return {};
}

}  // namespace

Result<CityOutlook> outlook_of_city(App& app, const Query& query, const OutlookAsk& ask) {
  TC_TRY(const StatePtr state, app.state_at(query.acting.city, query.as_of));
  CityOutlook city{.trials = ask.trials, .seed = ask.seed, .data_date = {}, .nodes = {}};
  std::set<std::size_t> seen;
  LearnedPtr learned;
  for (std::size_t i = 0; i < state->projects.size(); ++i) {
    const model::Project& project = state->projects[i]->project;
    if (!in_scope(query.acting.scope, project) || seen.contains(i)) continue;
    for (const std::size_t member : linked_projects(*state, project.id)) seen.insert(member);
    TC_TRY(const LinkedPlanPtr plan, linked_plan(app, query, project.id));
    city.data_date = plan->data_date;
    if (!learned) {
      TC_TRY(learned, app.outlooks().learned(app, plan->state, plan->data_date));
    }
    TC_TRY_VOID(take_group(*plan, {app.library(), *learned, ask, query.acting.scope}, city.nodes));
    if (ask.watch.progress) {
      ask.watch.progress(static_cast<std::int64_t>(i + 1),
                         static_cast<std::int64_t>(state->projects.size()));
    }
  }
  std::ranges::stable_sort(city.nodes, {}, &OutlookNode::project_id);
  return city;
}

std::string to_json(const CityOutlook& city) {
  const CityJson view{.trials = city.trials,
                      .seed = static_cast<std::int64_t>(city.seed),
                      .data_date = city.data_date,
                      .nodes = city.nodes};
  return encode(view).dump();
}

}  // namespace tc::app

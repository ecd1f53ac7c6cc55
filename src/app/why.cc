// SPDX-License-Identifier: Apache-2.0
#include "app/why.h"

#include <fmt/format.h>

#include "app/why_teller.h"

namespace tc::app {

using engine::DateExplanation;
using engine::DateField;

Said Teller::say_critical(std::size_t node, const WhyFloat& out) const {
  const engine::Schedule& schedule = explainer_.schedule();
  const Said who = say_activity(activity(node));
  if (network_.progress[node] == engine::Progress::finished) {
    return {who.zh + "已完成，不再论关键与否。", who.en + " is finished, so it is not critical."};
  }
  const bool by_path =
      schedule.terms[network_.project[node]].rules.critical == engine::CriticalRule::longest_path;
  const Said total = work(out.total_float_minutes);
  const std::string end = say_date(schedule.project_finish[network_.project[node]]);
  if (by_path && out.critical) {
    const std::size_t steps = out.path.size() - 1;
    if (steps == 0) {
      return {fmt::format("{}是关键工作：项目就在它完成时 {} 完成。", who.zh, end),
              fmt::format("{} is critical: the project finishes with it, on {}.", who.en, end)};
    }
    return {fmt::format("{}是关键工作：它在最长路径上，经 {} 步一路驱动到项目完成 {}。", who.zh,
                        steps, end),
            fmt::format("{} is critical: it is on the longest path, {} driving link{} from the "
                        "project's finish on {}.",
                        who.en, steps, steps == 1 ? "" : "s", end)};
  }
  if (by_path) {
    return {fmt::format("{}不是关键工作：它不在最长路径上，总时差 {}。", who.zh, total.zh),
            fmt::format("{} is not critical: it is not on the longest path; total float {}.",
                        who.en, total.en)};
  }
  const Said threshold = work(out.threshold_minutes);
  return {fmt::format("{}{}关键工作：总时差 {}，{}阈值 {}。", who.zh, out.critical ? "是" : "不是",
                      total.zh, out.critical ? "不大于" : "大于", threshold.zh),
          fmt::format("{} is {}critical: its total float of {} is {} the limit of {}.", who.en,
                      out.critical ? "" : "not ", total.en, out.critical ? "within" : "above",
                      threshold.en)};
}

WhyFloat Teller::total_float(std::size_t node) const {
  const engine::FloatExplanation total = explainer_.total_float(node);
  const engine::FreeFloatExplanation free = explainer_.free_float(node);
  WhyFloat out;
  out.total_float_minutes = total.total;
  out.by_start_minutes = total.sides.start;
  out.by_finish_minutes = total.sides.finish;
  out.counts = total.sides.counts;
  out.free_float_minutes = free.minutes;
  if (free.link) out.free_until = activity(network_.successors[*free.link].node);
  out.critical = total.critical;
  out.longest_path = total.longest_path;
  out.threshold_minutes = total.threshold;
  for (const std::size_t on : explainer_.path_to_finish(node)) out.path.push_back(activity(on));
  const Said said = say_critical(node, out);
  out.text = said.zh;
  out.text_en = said.en;
  return out;
}

std::vector<WhyPredecessor> Teller::predecessors(std::size_t node) const {
  std::vector<WhyPredecessor> out;
  for (const engine::LinkSlack& link : explainer_.predecessors(node)) {
    const engine::Edge& edge = network_.predecessors[link.link];
    out.push_back({.activity = activity(edge.node),
                   .link_type = edge.type,
                   .lag_minutes = edge.lag,
                   .slack_minutes = link.slack,
                   .driving = link.driving});
  }
  return out;
}

std::vector<WhyPath> Teller::paths(std::size_t node, const WhyAsk& ask) const {
  std::vector<WhyPath> out;
  for (const engine::FloatPath& path : engine::float_paths(explainer_, node, ask.paths, ask.by)) {
    WhyPath& view = out.emplace_back();
    view.number = static_cast<int>(out.size());
    view.slack_minutes = path.slack;
    if (view.number > 1) view.joins = activity(path.joins);
    for (const std::size_t one : path.nodes) view.activities.push_back(activity(one));
  }
  return out;
}

namespace {

DateField field_of(const WhyScene& scene, std::size_t node, const WhyAsk& ask) {
  if (ask.about_float) return scene.explainer->total_float(node).late.field;
  if (ask.field) return *ask.field;
  const bool open = scene.explainer->network().progress[node] == engine::Progress::not_started;
  return open ? DateField::early_start : DateField::early_finish;
}

}  // namespace

Result<std::size_t> last_activity(const engine::Explainer& explainer,
                                  std::optional<std::size_t> project) {
  const engine::Network& network = explainer.network();
  const std::vector<Minute>& finish = explainer.schedule().early_finish;
  std::optional<std::size_t> last;
  for (std::size_t i = 0; i < network.size(); ++i) {
    if (network.is_span(i) || (project && network.project[i] != *project)) continue;
    if (!last || finish[i] > finish[*last]) last = i;
  }
  if (last) return *last;
  return fail(Code::bad_input, "why.activity", "there is no activity at all", "ACTIVITY",
              "ask about a schedule that has some");
}

WhyAnswer why(const WhyScene& scene, std::size_t node, const WhyAsk& ask) {
  const Teller teller(scene);
  const auto here = static_cast<std::uint32_t>(node);
  WhyAnswer out;
  out.activity = teller.activity(node);
  out.minutes_per_day = scene.minutes_per_day;
  out.field = field_of(scene, node, ask);
  for (const DateField field : {DateField::early_start, DateField::early_finish,
                                DateField::late_start, DateField::late_finish}) {
    out.dates.push_back(teller.date(scene.explainer->explain({here, field})));
  }
  for (const DateExplanation& explanation : scene.explainer->chain({here, out.field})) {
    out.chain.push_back(teller.date(explanation));
  }
  out.total_float = teller.total_float(node);
  out.text = ask.about_float ? out.total_float.text : out.chain.front().text;
  out.text_en = ask.about_float ? out.total_float.text_en : out.chain.front().text_en;
  out.predecessors = teller.predecessors(node);
  out.paths = teller.paths(node, ask);
  return out;
}

}  // namespace tc::app

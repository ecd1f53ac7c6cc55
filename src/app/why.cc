// SPDX-License-Identifier: Apache-2.0
#include "app/why.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/why_words.h"

namespace tc::app {
namespace {

using engine::DateExplanation;
using engine::DateField;
using engine::DateRef;
using engine::DateStep;
using engine::Network;
using engine::StepKind;

/// Builds the parts of one answer.
class Teller {
 public:
  explicit Teller(const WhyScene& scene)
      : scene_(scene), explainer_(*scene.explainer), network_(explainer_.network()) {}

  [[nodiscard]] WhyActivity activity(std::size_t node) const {
    const model::Activity& one = *network_.activity[node];
    return {.id = one.id.value,
            .file_id = scene_.file_id(one),
            .code = one.code,
            .name = one.name,
            .name_en = one.name_en,
            .project_id = network_.projects[network_.project[node]]->project.id.value};
  }
  [[nodiscard]] WhyDate date(const DateExplanation& explanation) const;
  /// The sentence of a date; a finish that the work gives tells why the start is where it is too.
  void tell(WhyDate& date, const DateExplanation& explanation) const;
  [[nodiscard]] WhyFloat total_float(std::size_t node) const;
  [[nodiscard]] std::vector<WhyPredecessor> predecessors(std::size_t node) const;
  [[nodiscard]] std::vector<WhyPath> paths(std::size_t node, const WhyAsk& ask) const;

 private:
  [[nodiscard]] WhyStep step(const DateExplanation& explanation, const DateStep& one) const;
  void take_link(const DateExplanation& explanation, const DateStep& one, WhyStep& out) const;
  [[nodiscard]] Said say_step(const DateExplanation& explanation, const DateStep& one,
                              const WhyStep& out) const;
  [[nodiscard]] Said say_link(const DateExplanation& explanation, const WhyStep& out) const;
  [[nodiscard]] Said say_hold(const DateExplanation& explanation, const DateStep& one) const;
  [[nodiscard]] Said say_calendar(const DateExplanation& explanation, const DateStep& one) const;
  [[nodiscard]] Said say_critical(std::size_t node, const WhyFloat& out) const;
  [[nodiscard]] const model::Calendar* calendar_of(std::size_t node) const;
  [[nodiscard]] std::string calendar_name(std::uint16_t number) const;
  [[nodiscard]] Said work(std::int64_t minutes) const {
    return say_work(minutes, scene_.minutes_per_day);
  }

  const WhyScene& scene_;
  const engine::Explainer& explainer_;
  const Network& network_;
};

bool is_late(DateField field) {
  return field == DateField::late_start || field == DateField::late_finish;
}

const model::Calendar* Teller::calendar_of(std::size_t node) const {
  const auto at = std::ranges::find(scene_.calendars, network_.activity[node]->calendar_id,
                                    &model::Calendar::id);
  return at == scene_.calendars.end() ? nullptr : &*at;
}

/// Of the compiled calendar: that of an activity or of a link which uses it.
std::string Teller::calendar_name(std::uint16_t number) const {
  if (number == 0) return {};
  for (std::size_t i = 0; i < network_.size(); ++i) {
    if (network_.calendar[i] != number) continue;
    const model::Calendar* calendar = calendar_of(i);
    if (calendar != nullptr) return calendar->name;
  }
  return {};
}

void Teller::take_link(const DateExplanation& explanation, const DateStep& one,
                       WhyStep& out) const {
  std::uint16_t calendar = 0;
  if (network_.is_span(explanation.ref.node)) {
    const engine::SpanLink& link = network_.span_links[one.link];
    out.other = activity(link.other);
    if (one.kind == StepKind::member) return;
    out.link_type = link.type;
    calendar = link.calendar;
  } else {
    const engine::Edge& edge = explanation.from_successors ? network_.successors[one.link]
                                                           : network_.predecessors[one.link];
    out.other = activity(edge.node);
    out.link_type = edge.type;
    calendar = edge.calendar;
  }
  out.lag_minutes = one.demand.lag;
  out.lagged = one.demand.lagged;
  if (one.demand.lag != 0) out.lag_calendar = calendar_name(calendar);
}

WhyStep Teller::step(const DateExplanation& explanation, const DateStep& one) const {
  WhyStep out;
  out.kind = one.kind;
  out.to = one.to;
  if (one.demand.from != Minute{}) out.from = one.demand.from;
  if (one.kind == StepKind::constraint) out.constraint = one.constraint;
  if (one.link != engine::kNoLink) take_link(explanation, one, out);
  if (one.kind == StepKind::hold || one.kind == StepKind::hold_delay) {
    const model::ActivityId id = network_.activity[explanation.ref.node]->id;
    for (const engine::Hold& hold : scene_.holds) {
      const bool same =
          one.kind == StepKind::hold ? hold.until == out.from : hold.delay_minutes > 0;
      if (hold.activity == id && same) out.blocker_id = hold.blocker.value;
    }
  }
  const Said said = say_step(explanation, one, out);
  out.text = said.zh;
  out.text_en = said.en;
  return out;
}

/// "紧前「A」2025-03-07 17:00 完成（FS），加 2 天间隔到 2025-03-11".
Said Teller::say_link(const DateExplanation& explanation, const WhyStep& out) const {
  const Said other = say_activity(*out.other);
  const std::string at = say_date(*out.from);
  if (out.kind == StepKind::member) {
    return {fmt::format("它包含的{}在 {}", other.zh, at),
            fmt::format("{} within it is at {}", other.en, at)};
  }
  const bool back = explanation.from_successors;
  const model::LinkType type = *out.link_type;
  const bool finish = back ? engine::ties_finish(type) : !engine::hangs_on_start(type);
  const bool must = is_late(explanation.ref.field);
  const char* side_zh = back ? "紧后" : "紧前";
  const char* side_en = back ? "successor" : "predecessor";
  const char* end_zh = finish ? "完成" : "开始";
  const char* end_en = finish ? "finish" : "start";
  Said said{fmt::format("{}{}{} {} {}（{}）", side_zh, other.zh, must ? "最迟须在" : "", at, end_zh,
                        short_name(type)),
            fmt::format("its {} {} {}{} {} {} ({})", side_en, other.en, must ? "must " : "",
                        end_en + std::string(must     ? ""
                                             : finish ? "es"
                                                      : "s"),
                        must ? "by" : "on", at, short_name(type))};
  const std::int64_t lag = out.lag_minutes.value_or(0);
  if (lag == 0) return said;
  const Said length = work(std::llabs(lag));
  const bool ahead = (lag > 0) != back;
  said.zh += fmt::format("，{} {}{}到 {}", ahead ? "加" : "减", length.zh,
                         lag > 0 ? "间隔" : "提前", say_date(*out.lagged));
  said.en += fmt::format(", {} a {} of {}: {}", ahead ? "plus" : "less", lag > 0 ? "lag" : "lead",
                         length.en, say_date(*out.lagged));
  return said;
}

Said Teller::say_hold(const DateExplanation& explanation, const DateStep& one) const {
  const model::ActivityId id = network_.activity[explanation.ref.node]->id;
  model::BlockerId blocker;
  for (const engine::Hold& hold : scene_.holds) {
    if (hold.activity == id && hold.blocker) blocker = hold.blocker;
  }
  const std::string text = blocker && scene_.blocker ? scene_.blocker(blocker) : "";
  const std::string zh = text.empty() ? "受阻" : "堵点「" + text + "」";
  const std::string en = text.empty() ? "a hold" : "the blocker \"" + text + "\"";
  if (one.kind == StepKind::hold_delay) {
    const Said length = say_work(one.to - one.demand.from, kMinutesPerDay);
    return {fmt::format("{}再推迟 {}", zh, length.zh), fmt::format("{} adds {}", en, length.en)};
  }
  const std::string at = say_date(one.demand.from);
  return {fmt::format("{}预计到 {} 才解除", zh, at),
          fmt::format("{} is expected to last until {}", en, at)};
}

Said Teller::say_calendar(const DateExplanation& explanation, const DateStep& one) const {
  const std::size_t node = explanation.ref.node;
  const model::Calendar* calendar = calendar_of(node);
  Said why;
  if (calendar != nullptr) {
    why = say_idle(
        engine::idle_between(*calendar, network_.activity[node]->weather, one.demand.from, one.to));
  }
  const std::string at = say_date(one.to);
  if (one.to > one.demand.from) {
    return {fmt::format("顺延到下一工作时间 {}{}", at, why.zh),
            fmt::format("on to the next working time {}{}", at, why.en)};
  }
  return {fmt::format("退到上一工作时间 {}{}", at, why.zh),
          fmt::format("back to the working time before, {}{}", at, why.en)};
}

Said Teller::say_step(const DateExplanation& explanation, const DateStep& one,
                      const WhyStep& out) const {
  const std::string to = say_date(one.to);
  const std::string from = say_date(one.demand.from);
  switch (one.kind) {
    case StepKind::data_date:
      return {"数据日期是 " + to + "，未完成的工作不早于它",
              "the data date is " + to + " and what is left to do comes after it"};
    case StepKind::project_start:
      return {"项目自 " + to + " 开始", "the project starts on " + to};
    case StepKind::link:
    case StepKind::member:
      return say_link(explanation, out);
    case StepKind::constraint: {
      const Said kind = say_constraint(one.constraint);
      return {fmt::format("它带有约束“{}”{}", kind.zh, from),
              fmt::format("it has the constraint \"{}\" {}", kind.en, from)};
    }
    case StepKind::hold:
    case StepKind::hold_delay:
      return say_hold(explanation, one);
    case StepKind::actual:
      return {"这是实际日期 " + to, "this is the actual date " + to};
    case StepKind::late:
      return {"它要尽量晚", "it shall be as late as possible"};
    case StepKind::delay: {
      const Said length = say_work(one.to - one.demand.from, kMinutesPerDay);
      return {"资源平衡推迟 " + length.zh, "leveling delays it by " + length.en};
    }
    case StepKind::external:
      return {"所连的外部项目定在 " + from, "a project outside this file sets " + to};
    case StepKind::resume:
      return {"停工后于 " + from + " 复工", "its work resumes on " + from};
    case StepKind::calendar:
      return say_calendar(explanation, one);
    case StepKind::work: {
      const std::size_t at = explanation.ref.node;
      const Said length = work(network_.activity[at]->actual_finish ? 0 : network_.work[at]);
      if (one.on_finish) {
        return {fmt::format("自 {} 起还有 {}的工作", from, length.zh),
                fmt::format("{} of work is left from {}", length.en, from)};
      }
      return {fmt::format("须在 {} 前完成，还有 {}的工作", from, length.zh),
              fmt::format("it must finish by {} and has {} of work left", from, length.en)};
    }
    case StepKind::expected_finish:
      return {"预计完成日期定在 " + from, "its expected finish is " + from};
    case StepKind::project_finish:
      return {"它后面没有更紧的要求，项目最早在 " + to + " 完成",
              "nothing after it asks for less, and the project finishes on " + to};
    case StepKind::must_finish:
      return {"项目须在 " + to + " 前完成", "the project must finish by " + to};
    case StepKind::deadline:
      return {"它的截止日期是 " + to, "its deadline is " + to};
    case StepKind::own_finish:
      return {"它后面没有工作，按它自己的完成日期计",
              "nothing follows it and open ends count as due when they finish"};
  }
  return {};
}

WhyDate Teller::date(const DateExplanation& explanation) const {
  WhyDate out{.activity = activity(explanation.ref.node),
              .field = explanation.ref.field,
              .date = explanation.date,
              .steps = {},
              .text = {},
              .text_en = {}};
  for (const DateStep& one : explanation.steps) out.steps.push_back(step(explanation, one));
  tell(out, explanation);
  return out;
}

void Teller::tell(WhyDate& date, const DateExplanation& explanation) const {
  const Said what = say_what(date);
  Said because;
  const bool wish = explanation.from_successors && !is_late(explanation.ref.field);
  if (wish) because = {"它要尽量晚，", "it shall be as late as possible and "};
  for (std::size_t i = 0; i < date.steps.size(); ++i) {
    because.zh += (i == 0 ? "" : "，") + date.steps[i].text;
    because.en += (i == 0 ? "" : ", ") + date.steps[i].text_en;
  }
  const bool by_work = explanation.steps.front().kind == StepKind::work;
  if (by_work && explanation.from) {
    const DateExplanation start = explainer_.explain(*explanation.from);
    if (start.steps.front().kind != StepKind::work) {
      const WhyStep first = step(start, start.steps.front());
      because.zh += "；因为" + first.text;
      because.en += "; " + first.text_en;
    }
  }
  date.text = fmt::format("{}：{}。", what.zh, because.zh);
  date.text_en = fmt::format("{}: {}.", what.en, because.en);
}

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

DateField field_of(const WhyScene& scene, std::size_t node, const WhyAsk& ask) {
  if (ask.about_float) return scene.explainer->total_float(node).late.field;
  if (ask.field) return *ask.field;
  const bool open = scene.explainer->network().progress[node] == engine::Progress::not_started;
  return open ? DateField::early_start : DateField::early_finish;
}

}  // namespace

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

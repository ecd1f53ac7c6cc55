// What single steps and dates say.
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "app/why_teller.h"

namespace tc::app {

using engine::DateExplanation;
using engine::DateField;
using engine::DateStep;
using engine::StepKind;

namespace {

bool is_late(DateField field) {
  return field == DateField::late_start || field == DateField::late_finish;
}

}  // namespace

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
  const auto node = network_.find(model::ActivityId{out.other->id});
  if (!back && node && network_.progress[*node] == engine::Progress::finished &&
      network_.actual_finish[*node] != *out.from) {
    const std::string done = say_date(network_.actual_finish[*node]);
    return {fmt::format("紧前{}已于 {} 完成，按数据日期 {} 计（{}）", other.zh, done, at,
                        short_name(type)),
            fmt::format("its predecessor {} was done on {} and counts from the data date {} ({})",
                        other.en, done, at, short_name(type))};
  }
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
      const Said kind = say_constraint(one.constraint, one.demand.from);
      return {fmt::format("它带有约束“{}”", kind.zh),
              fmt::format("it has the constraint \"{}\"", kind.en)};
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

/// What is finished is told by its actual dates; P6 counts it from the data date.
bool Teller::tell_finished(WhyDate& date) const {
  const auto node = network_.find(model::ActivityId{date.activity.id});
  if (network_.progress[*node] != engine::Progress::finished || network_.is_span(*node)) {
    return false;
  }
  const Said who = say_activity(date.activity);
  const std::string start = say_date(network_.actual_start[*node]);
  const std::string finish = say_date(network_.actual_finish[*node]);
  date.text = fmt::format("{}已完成：实际 {} 开始，{} 完成", who.zh, start, finish);
  date.text_en = fmt::format("{} is finished: it ran from {} to {}", who.en, start, finish);
  const engine::ProjectTerms& terms = explainer_.schedule().terms[network_.project[*node]];
  if (terms.rules.dates == engine::DateRule::p6) {
    date.text += fmt::format("；P6 把已完成工作计到 {}", say_date(date.date));
    date.text_en += fmt::format("; P6 counts finished work at {}", say_date(date.date));
  }
  date.text += "。";
  date.text_en += ".";
  return true;
}

WhyDate Teller::date(const DateExplanation& explanation) const {
  WhyDate out{.activity = activity(explanation.ref.node),
              .field = explanation.ref.field,
              .date = explanation.date,
              .steps = {},
              .text = {},
              .text_en = {}};
  if (tell_finished(out)) {
    WhyStep& done = out.steps.emplace_back();
    done.kind = StepKind::actual;
    done.to = out.date;
    done.text = out.text.substr(0, out.text.size() - std::string_view("。").size());
    done.text_en = out.text_en.substr(0, out.text_en.size() - 1);
    return out;
  }
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

}  // namespace tc::app

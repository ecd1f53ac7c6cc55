// SPDX-License-Identifier: Apache-2.0
#include "formats/report/details.h"

#include <algorithm>

#include "base/text.h"
#include "formats/report/mentions.h"
#include "formats/report/orders.h"
#include "formats/report/quantity.h"

namespace tc::formats::report {
namespace {

constexpr std::size_t kLongestUnit = 24;
constexpr std::size_t kLongestPlace = 20;
constexpr std::size_t kLongestStage = 16;

/// 小区, 校区, 院区 … end like a place and are none.
bool is_place_end(View text, std::size_t end, const ProjectRules& rules) {
  const std::size_t length = rules.places.before(text, end);
  if (length == 0 || end < length + 2) return false;
  static const Words kServices({U"卫生", U"服务", U"养老", U"医院", U"综合服务"});
  if (length > 1) return !ends_with(text.substr(0, end), U"社区") || kServices.at(text, end) == 0;
  const char32_t before = text[end - 2];
  return View(U"小校院厂库灌景社地城新山牧林矿居主战特街商片战馆展").find(before) == kNone;
}

/// End of the longest run of place words at the head of `name`; 0 when there is none.
std::size_t place_head(View name, const ProjectRules& rules) {
  std::size_t best = 0;
  for (std::size_t end = 3; end <= name.size() && end <= kLongestPlace; ++end) {
    if (is_place_end(name, end, rules)) best = end;
  }
  return best;
}

/// The place at the end of a company and a place (甲乙丙丁县 → 丙丁县): two characters and the
/// place word; the whole when there is no room for a company, or the place is a park with a long
/// name.
std::size_t place_tail(View name, const ProjectRules& rules) {
  const std::size_t length = rules.places.before(name, name.size());
  const bool park = rules.zones.ends(name);
  return !park && name.size() >= length + 4 ? length + 2 : name.size();
}

/// A word in it that no company bears: a long one anywhere, a single character (河, 路) at its end.
bool has_other_sense(View head, const Words& words) {
  for (Span hit = words.find(head); hit.begin != kNone; hit = words.find(head, hit.begin + 1)) {
    if (hit.size() > 1 || hit.end == head.size()) return true;
  }
  return false;
}

bool names_company(View head, const ReportRules& rules) {
  const ProjectRules& projects = rules.projects;
  if (head.size() < 2 || head.size() > kLongestUnit) return false;
  const bool plain = std::ranges::all_of(
      head, [](char32_t c) { return text::is_han(c) || is_latin(c) || c == U'（' || c == U'）'; });
  if (!plain || projects.generic.is(head)) return false;
  if (projects.units.ends(head)) return true;
  return head.size() <= 10 && !has_other_sense(head, projects.not_units) &&
         !projects.facilities.in(head) && !projects.suffixes.in(head);
}

/// The part of a name before production words, 新建 or a number with its unit.
View head_of(View name, const ReportRules& rules) {
  std::size_t end = kNone;
  if (const auto capacity = capacity_in_name(name, rules.quantities)) end = capacity->span.begin;
  for (std::size_t i = 2; i < name.size(); ++i) {
    const bool cue =
        rules.projects.production.at(name, i) > 0 || rules.projects.builds.at(name, i) > 0;
    if (cue) {
      end = std::min(end, i);
      break;
    }
  }
  return end == kNone ? View{} : name.substr(0, end);
}

View without_times(View clause, const VisitRules& rules) {
  while (true) {
    clause = trim(clause);
    const std::size_t length = rules.time_starts.at(clause, 0);
    if (length == 0) return clause;
    clause.remove_prefix(length);
  }
}

void add(std::vector<Text>& out, View text) {
  text = trim(text);
  if (text.size() >= 2 && std::ranges::count(out, text) == 0) out.emplace_back(text);
}

bool is_future(View before, const StageRules& rules) { return rules.futures.in(before); }

/// Where adverbs and times before `begin` start.
std::size_t with_adverbs(View clause, std::size_t begin, const StageRules& rules) {
  for (std::size_t last = begin + 1; begin < last;) {
    last = begin;
    begin -= rules.adverbs.before(clause, begin);
    while (begin > 0 && is_digit(clause[begin - 1])) --begin;
  }
  return begin;
}

void entered(View clause, const StageRules& rules, std::vector<Text>& out) {
  for (Span enter = rules.enters.find(clause); enter.begin != kNone;
       enter = rules.enters.find(clause, enter.end)) {
    const Span end = rules.ends.find(clause, enter.end);
    if (end.begin == kNone || end.end - enter.begin > 24) continue;
    if (is_future(clause.substr(0, enter.begin), rules)) continue;
    const std::size_t begin = with_adverbs(clause, enter.begin, rules);
    add(out, clause.substr(begin, end.end - begin));
  }
}

void kernels(View clause, const StageRules& rules, std::vector<Text>& out) {
  for (Span hit = rules.kernels.find(clause); hit.begin != kNone;
       hit = rules.kernels.find(clause, hit.end)) {
    const View before = clause.substr(0, hit.begin);
    if (rules.not_after.at(clause, hit.end) > 0 || rules.blockers.in(before)) continue;
    if (!before.empty() && View(U"未没不待").find(before.back()) != kNone) continue;
    if (is_future(before, rules)) continue;
    const std::size_t begin = with_adverbs(clause, hit.begin, rules);
    const bool opens = rules.opens.is(sub(clause, hit));
    const std::size_t end = opens ? std::min(clause.size(), hit.end + kLongestStage) : hit.end;
    if (opens && end == hit.end) continue;
    add(out, clause.substr(begin, end - begin));
  }
}

void closed(View clause, const StageRules& rules, std::vector<Text>& out) {
  std::size_t length = rules.subjects.before(clause, clause.size());
  if (ends_with(clause, U"%") && contains(clause, U"完成")) length = 1;
  if (length == 0 || clause.size() > 40) return;
  const View before = clause.substr(0, clause.size() - length);
  if (is_future(before, rules) || rules.blockers.in(clause)) return;
  add(out, clause);
}

}  // namespace

Text unit_in_name(View name, const ReportRules& rules) {
  const ProjectRules& projects = rules.projects;
  for (std::size_t end = 4; end < name.size() && end <= kLongestUnit; ++end) {
    const std::size_t length = projects.units.before(name, end);
    if (length == 0 || end < length + 2 || projects.units.before(name, end + 1) > length) continue;
    const View head = name.substr(0, end);
    if (!projects.facilities.starts(name.substr(end)) || length > 2) return Text(head);
  }
  View head = head_of(name, rules);
  if (head.empty()) {
    for (std::size_t end = 2; end <= 4 && end < name.size(); ++end) {
      const bool phase = projects.phases.at(name, end) > 0;
      if (phase && names_company(name.substr(0, end), rules) &&
          place_head(name.substr(0, end), projects) == 0) {
        return Text(name.substr(0, end));
      }
    }
    return {};
  }
  const std::size_t place = place_head(head, projects);
  if (place == head.size()) {
    const std::size_t tail = place_tail(head, projects);
    if (tail == head.size()) return {};
    head.remove_suffix(tail);
  } else {
    head.remove_prefix(place);
  }
  return names_company(head, rules) ? Text(head) : Text{};
}

Text unit_in_clause(View clause, const ReportRules& rules) {
  const std::size_t by = clause.find(U'由');
  if (by == kNone) return {};
  for (std::size_t end = by + 5; end < clause.size() && end - by < 32; ++end) {
    const bool company = rules.projects.units.before(clause, end) > 1 &&
                         rules.projects.unit_verbs.at(clause, end) > 0;
    if (company) return Text(clause.substr(by + 1, end - by - 1));
  }
  return {};
}

Text place_in_name(View name, View unit, const ReportRules& rules) {
  const bool after_unit = !unit.empty() && starts_with(name, unit);
  const View rest = after_unit ? name.substr(unit.size()) : name;
  std::size_t end = place_head(rest, rules.projects);
  for (std::size_t i = 3; end == 0 && i <= 6 && i < rest.size(); ++i) {
    if (rules.projects.roads.before(rest, i) == 0) continue;
    if (rules.projects.road_works.at(rest, i) > 0) return {};
    end = i;
  }
  if (end == 0 || end == rest.size() || is_generic(rest.substr(0, end), rules.projects)) return {};
  return Text(rest.substr(0, end));
}

Text place_in_clause(View clause, const ReportRules& rules) {
  const Span cue = rules.projects.place_starts.find(clause);
  if (cue.begin == kNone) return {};
  const View rest = clause.substr(cue.end);
  const std::size_t end = place_head(rest, rules.projects);
  return end == 0 ? Text{} : Text(rest.substr(0, end));
}

std::vector<Text> stage_words(View clause, const ReportRules& rules) {
  const StageRules& stages = rules.stages;
  clause = without_times(clause, rules.visit);
  std::vector<Text> out;
  entered(clause, stages, out);
  closed(clause, stages, out);
  if (out.empty()) kernels(clause, stages, out);
  if (!out.empty() || stages.blockers.in(clause)) return out;
  for (Span hit = stages.phrases.find(clause); hit.begin != kNone;
       hit = stages.phrases.find(clause, hit.end)) {
    if (is_future(clause.substr(0, hit.begin), stages)) continue;
    const bool subject = hit.end == clause.size() && hit.begin > 0 && hit.begin <= 6;
    add(out, subject && !rules.projects.ask_verbs.in(clause) ? clause : sub(clause, hit));
  }
  return out;
}

std::vector<Text> asked_in(View clause, const ReportRules& rules) {
  const ProjectRules& projects = rules.projects;
  std::vector<Text> out;
  Span verb = projects.ask_verbs.find(clause);
  while (verb.begin != kNone) {
    const Span next = projects.ask_verbs.find(clause, verb.end);
    const bool other =
        verb.begin > 0 && View(U"慰访疑学顾探").find(clause[verb.begin - 1]) != kNone;
    if (other && verb.size() == 1) {  // 慰问, 访问 …
      verb = next;
      continue;
    }
    Span object{verb.end, std::min(next.begin, clause.size())};
    while (!object.empty() && View(U"了着过").find(clause[object.begin]) != kNone) ++object.begin;
    if (const std::size_t tail = projects.ask_tails.before(sub(clause, object), object.size())) {
      object.end -= std::min(tail, object.size());
    }
    for (const Span& item : split(clause, object, U"、")) {
      View text = sub(clause, item);
      if (const std::size_t about = text.find(U"关于"); about != kNone) text.remove_prefix(about);
      text.remove_prefix(projects.ask_heads.at(text, 0));
      const bool place = projects.site_tails.ends(text) || is_addressee(text, rules.directives) ||
                         (projects.suffixes.ends(text) && is_generic(text, projects));
      if (text.size() > 2 && text.size() <= 24 && !place) add(out, text);
    }
    verb = next;
  }
  return out;
}

Text blocker_in(View clause, const ReportRules& rules) {
  const View text = without_times(clause, rules.visit);
  const StageRules& stages = rules.stages;
  if (text.size() < 4 || !stages.blockers.in(text) || stages.vague.in(text)) return {};
  if (rules.directives.say_verbs.in(text) || rules.directives.order_verbs.in(text)) return {};
  if (rules.projects.ask_verbs.starts(text) || rules.projects.cues_see.starts(text)) return {};
  if (View(U"对把将要").find(text.front()) != kNone) return {};
  return Text(text.substr(stages.causes.at(text, 0)));
}

}  // namespace tc::formats::report

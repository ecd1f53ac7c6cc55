// SPDX-License-Identifier: Apache-2.0
#include "formats/report/orders.h"

#include <algorithm>

#include "formats/report/quantity.h"

namespace tc::formats::report {
namespace {

constexpr std::size_t kLongestAddressee = 40;

/// Words that open a clause before 要 and address nobody: 同时要, 还要.
std::size_t skip_openers(View clause, const DirectiveRules& rules) {
  std::size_t at = 0;
  while (at < clause.size()) {
    const std::size_t keep = rules.atom_keeps.at(clause, at);
    const std::size_t length = rules.atom_starts.at(clause, at);
    if (length == 0 || keep > 0) break;
    at += length;
    while (at < clause.size() && View(U"，、 ").find(clause[at]) != kNone) ++at;
  }
  // 主动作?: with a lost character the little that is left may need its opening.
  const bool torn = clause.size() <= at + 3 && clause.find_first_of(U"?\uFFFD□", at) != kNone;
  return torn ? (starts_with(clause, U"要") ? 1 : 0) : at;
}

/// 的 and 都, 也 … between the addressee and 要.
View addressee_core(View text) {
  while (!text.empty() && View(U"都也还均更们").find(text.back()) != kNone) text.remove_suffix(1);
  if (starts_with(text, U"由") || starts_with(text, U"请")) text.remove_prefix(1);
  return text;
}

void add_atom(std::vector<Text>& out, View text, const DirectiveRules& rules) {
  text = trim(text);
  const std::size_t skipped = skip_openers(text, rules);
  if (text.size() >= skipped + 2) text.remove_prefix(skipped);
  while (!text.empty() && View(U"。，；：！”").find(text.back()) != kNone &&
         !(text.back() == U'”' && contains(text, U"“"))) {
    text.remove_suffix(1);
  }
  // 市住建局配合: who joins in, not what is to be done.
  const bool joins =
      ends_with(text, U"配合") && is_addressee(text.substr(0, text.size() - 2), rules);
  if (text.size() >= 2 && !joins && !rules.not_atoms.is(text)) out.emplace_back(text);
}

/// 强化指挥调度、资金争取、服务保障: one atom each when the items are short nouns.
bool is_lever_list(View body, const std::vector<Span>& items, const DirectiveRules& rules) {
  const std::size_t verb = rules.levers.at(body, 0);
  if (verb == 0 || items.size() < 3) return false;
  return std::ranges::all_of(items, [&](const Span& item) {
    const std::size_t size =
        item.begin == 0 ? item.size() - std::min(verb, item.size()) : item.size();
    return size >= 3 && size <= 6;
  });
}

/// 促进产业链向下游延伸、价值链向高端攀升: each part says something of its own subject.
bool is_parallel(View body, const std::vector<Span>& items) {
  static const Words kMoves({U"推动", U"促进", U"确保", U"实现", U"力促", U"使", U"让"});
  if (items.size() < 2 || kMoves.at(body, 0) == 0) return false;
  return std::ranges::all_of(items, [](const Span& item) { return item.size() >= 7; });
}

/// End of a date that a deadline may close: 2025年6月底, 6月30日, 10天; `at` when there is none.
std::size_t date_end(View text, std::size_t at) {
  static const Words kUnits(
      {U"年", U"月", U"日", U"天", U"周", U"个月", U"个工作日", U"季度", U"号", U"小时", U"月份"});
  static const Words kParts({U"底", U"末", U"初", U"中旬", U"上旬", U"下旬", U"中"});
  std::size_t end = at;
  while (end < text.size()) {
    const Number number = number_at(text, end);
    const std::size_t unit = number.end == end ? 0 : kUnits.at(text, number.end);
    if (unit == 0) break;
    end = number.end + unit;
  }
  return end == at ? at : end + kParts.at(text, end);
}

}  // namespace

// A clause of its own is nobody: 某某是我市….
bool is_addressee(View text, const DirectiveRules& rules) {
  const bool shape = text.size() >= 2 && text.size() <= kLongestAddressee &&
                     rules.addressees.ends(text) && !rules.order_starts.starts(text);
  if (!shape ||
      rules.weak.before(text, text.size()) >= rules.addressees.before(text, text.size()) ||
      rules.states.in(text))
    return false;
  // A bare 市, 县 or 村 must close a short name, not a long phrase.
  if (rules.addressees.before(text, text.size()) > 1) return true;
  const std::size_t item = text.find_last_of(U"、和与及");
  return text.size() - (item == kNone ? 0 : item + 1) <= 6;
}

Span find_must(View text, const DirectiveRules& rules) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::size_t other = rules.must_not.at(text, i);
    const std::size_t length = rules.must.at(text, i);
    if (other > 0 && other > length) {
      i += other - 1;
      continue;
    }
    if (length > 0) return {i, i + length};
  }
  return {kNone, kNone};
}

OrderClause read_order(View sentence, Span clause, const DirectiveRules& rules) {
  OrderClause out;
  out.body = clause;
  const View text = sub(sentence, clause);
  const std::size_t opened = skip_openers(text, rules);
  const Span must = find_must(text, rules);
  if (must.begin != kNone) {
    out.is_order = true;
    out.by_must = true;
    const std::size_t from = std::min(opened, must.begin);
    const View subject = addressee_core(text.substr(from, must.begin - from));
    if (is_addressee(subject, rules)) {
      out.addressee = Text(subject);
      out.body.begin = clause.begin + must.begin;
    } else if (rules.weak.is(subject)) {  // 全区上下要树牢…: everybody, so nobody by name
      out.body.begin = clause.begin + must.begin;
    }
    return out;
  }
  const View rest = text.substr(std::min(opened, text.size()));
  const LeadingAddressee lead = leading_addressee(rest, rules);
  if (lead.length > 0) {
    out.is_order = true;
    out.addressee = lead.name;
    out.body.begin = clause.begin + opened + lead.length;
    return out;
  }
  // 完成总工程量的35% tells what is done.
  const bool done = starts_with(rest, U"完成") && ends_with(rest, U"%");
  out.is_order = (opened > 0 || rules.order_starts.starts(rest)) && !rules.states.in(text) && !done;
  return out;
}

LeadingAddressee leading_addressee(View clause, const DirectiveRules& rules) {
  const std::size_t by = starts_with(clause, U"由") || starts_with(clause, U"请") ? 1 : 0;
  if (rules.order_starts.at(clause, 0) > 0 && by == 0) return {};
  LeadingAddressee best;
  for (std::size_t end = by + 2; end < clause.size() && end <= kLongestAddressee; ++end) {
    if (ends_clause(clause[end - 1])) break;
    const View name = clause.substr(by, end - by);
    const bool next = rules.assigns.at(clause, end) > 0 || rules.order_starts.at(clause, end) > 0 ||
                      rules.deadlines.at(clause, end) > 0 || is_digit(clause[end]);
    if (!next || !is_addressee(name, rules) || rules.addressees.before(clause, end + 1) > 1)
      continue;
    best = {Text(name), end};
    break;
  }
  return best;
}

std::vector<Text> atoms_of(View body, const DirectiveRules& rules) {
  std::vector<Text> out;
  const std::size_t skipped = skip_openers(body, rules);
  body = trim(body.size() > skipped ? body.substr(skipped) : body);
  const std::vector<Span> items = split(body, {0, body.size()}, U"、");
  const bool apart = is_lever_list(body, items, rules) || is_parallel(body, items);
  if (!apart) {
    add_atom(out, body, rules);
    return out;
  }
  for (const Span& item : items) add_atom(out, sub(body, item), rules);
  return out;
}

Text deadline_in(View clause, const DirectiveRules& rules) {
  for (std::size_t i = 0; i < clause.size(); ++i) {
    const std::size_t end = date_end(clause, i);
    const std::size_t close = end > i ? rules.deadline_ends.at(clause, end) : 0;
    if (close > 0) return Text(clause.substr(i, end + close - i));
    if (end > i && clause[end - 1] == U'底') return Text(clause.substr(i, end - i));
    if (const std::size_t word = rules.deadlines.at(clause, i)) return Text(clause.substr(i, word));
  }
  return {};
}

}  // namespace tc::formats::report

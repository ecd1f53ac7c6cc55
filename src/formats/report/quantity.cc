// SPDX-License-Identifier: Apache-2.0
#include "formats/report/quantity.h"

#include <algorithm>
#include <cmath>

#include "base/text.h"

namespace tc::formats::report {
namespace {

constexpr double kMaxWan = 1e10;  ///< a hundred trillion yuan; more is a slip

int numeral(char32_t c) {
  static constexpr View kDigits = U"零一二三四五六七八九";
  if (c == U'〇') return 0;
  if (c == U'两') return 2;
  const std::size_t at = kDigits.find(c);
  return at == kNone ? -1 : static_cast<int>(at);
}

int multiplier(char32_t c) { return c == U'十' ? 10 : c == U'百' ? 100 : c == U'千' ? 1000 : 0; }

/// 二十, 一百五十, 两千; at most four places.
Number chinese_number(View text, std::size_t at) {
  Number out{0, at};
  int digit = -1;
  double total = 0;
  for (std::size_t i = at; i < text.size() && i - at < 8; ++i) {
    const int value = numeral(text[i]);
    const int times = multiplier(text[i]);
    if (value < 0 && times == 0) break;
    if (value >= 0) {
      if (digit > 0) return {0, at};
      digit = value;
    } else {
      total += (digit < 0 ? 1 : digit) * times;
      digit = -1;
    }
    out.end = i + 1;
  }
  out.value = total + std::max(digit, 0);
  return out;
}

Number digits(View text, std::size_t at) {
  Number out{0, at};
  double scale = 0;
  std::size_t i = at;
  for (; i < text.size() && i - at < 18; ++i) {
    const char32_t c = text[i];
    if (is_digit(c)) {
      out.value = scale == 0 ? out.value * 10 + (c - U'0') : out.value + (c - U'0') * scale;
      if (scale != 0) scale /= 10;
      out.end = i + 1;
    } else if (c == U'.' && scale == 0 && i > at) {
      scale = 0.1;
    } else if (!(c == U',' && scale == 0 && i > at && i + 3 < text.size() &&
                 is_digit(text[i + 1]) && is_digit(text[i + 2]) && is_digit(text[i + 3]))) {
      break;
    }
  }
  return out;
}

/// Six decimals: steps of 0.1 leave no dust.
double tidy(double value) { return value < 1e9 ? std::round(value * 1e6) / 1e6 : value; }

const UnitRule* unit_at(View text, std::size_t at, const QuantityRules& rules) {
  for (const UnitRule& unit : rules.units) {
    if (!starts_with(text.substr(std::min(at, text.size())), unit.word)) continue;
    const std::size_t end = at + unit.word.size();
    const bool runs_on = is_latin(unit.word.back()) && end < text.size() && is_latin(text[end]);
    if (!runs_on) return &unit;
  }
  return nullptr;
}

std::size_t skip(View text, std::size_t at, View marks) {
  while (at < text.size() && marks.find(text[at]) != kNone) ++at;
  return at;
}

/// Start of the words such as 约, 达 that end before `end`.
std::size_t before_about(View text, std::size_t end, const QuantityRules& rules) {
  for (std::size_t length = 1; length > 0 && end > 0; end -= length) {
    length = rules.about.before(text, end);
  }
  return end;
}

/// 年产碳纤维5000吨: the product stands between the cue and the number. Characters from the cue's
/// start to `end`, or 0.
std::size_t over_product(View text, std::size_t end, const Words& words) {
  for (std::size_t gap = 1; gap <= 8 && gap < end; ++gap) {
    if (!text::is_han(text[end - gap])) return 0;
    const std::size_t cue = words.before(text, end - gap);
    if (cue > 1) return cue + gap;
  }
  return 0;
}

/// 床位600张, 学位2400个: what is counted stands before the number.
std::optional<Quantity> counted_before(View text, Span number, double value,
                                       const QuantityRules& rules) {
  const std::size_t end = before_about(text, number.begin, rules);
  const std::size_t measure = skip(text, number.end, U"余多 ");
  if (measure >= text.size() || View(U"张个").find(text[measure]) == kNone) return std::nullopt;
  for (const UnitRule& unit : rules.units) {
    const bool counted = unit.word.size() > 1 && unit.scale == 1 && text::is_han(unit.base[0]);
    if (!counted || !ends_with(text.substr(0, end), unit.word)) continue;
    return Quantity{
        value, unit.base, {end - unit.word.size(), measure + 1}, number, unit.base == U"床"};
  }
  return std::nullopt;
}

/// Number, optional ×, number, unit; nothing when one of them is missing.
std::optional<Quantity> quantity_at(View text, std::size_t at, const QuantityRules& rules) {
  if (at > 0 && (is_latin(text[at - 1]) || is_digit(text[at - 1]) || text[at - 1] == U'.' ||
                 numeral(text[at - 1]) >= 0 || multiplier(text[at - 1]) > 0)) {
    return std::nullopt;
  }
  Number number = number_at(text, at);
  if (number.end == at) return std::nullopt;
  const Span number_span{at, number.end};
  if (number.end < text.size() && View(U"×xX*✕").find(text[number.end]) != kNone) {
    const Number other = number_at(text, number.end + 1);
    if (other.end > number.end + 1) number = {number.value * other.value, other.end};
  }
  const std::size_t unit_begin = skip(text, number.end, U"余多 ");
  const UnitRule* unit = unit_at(text, unit_begin, rules);
  if (number.value <= 0) return std::nullopt;
  if (unit == nullptr) return counted_before(text, number_span, number.value, rules);
  // 30万吨级码头 tells the class of ship it takes, not what it handles.
  const std::size_t unit_end = unit_begin + unit->word.size();
  if (unit_end < text.size() && text[unit_end] == U'级') return std::nullopt;
  Quantity out{tidy(number.value * unit->scale),
               unit->base,
               {at, unit_begin + unit->word.size()},
               number_span,
               false};
  const bool counts_power = unit->base == U"MW" || unit->base == U"MWh";
  const std::size_t cue_end = before_about(text, at, rules);
  const auto rate = [&](const Words& words, View suffix) {
    std::size_t before = words.before(text, cue_end);
    if (before == 0) before = over_product(text, cue_end, words);
    const std::size_t after = words.at(text, out.span.end);
    if (before == 0 && after == 0) return false;
    out.span.begin = before > 0 ? cue_end - before : out.span.begin;
    out.span.end += after;
    out.rated = true;
    if (!counts_power) out.unit += suffix;
    return true;
  };
  if (!rate(rules.yearly, U"/a")) rate(rules.daily, U"/d");
  return out;
}

bool is_weak(const Quantity& quantity, View text, const QuantityRules& rules) {
  return rules.lengths.before(text, quantity.span.end) > 0 &&
         quantity.span.begin == quantity.number_at.begin;
}

}  // namespace

Number number_at(View text, std::size_t at) {
  if (at >= text.size()) return {0, at};
  return is_digit(text[at]) ? digits(text, at) : chinese_number(text, at);
}

std::optional<Quantity> capacity_in_name(View name, const QuantityRules& rules) {
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (auto found = quantity_at(name, i, rules)) {
      const bool words = !is_digit(name[i]);
      if (!words || found->rated || found->number_at.size() > 1) return found;
    }
  }
  return std::nullopt;
}

std::optional<Quantity> capacity_in_clause(View clause, const QuantityRules& rules) {
  for (std::size_t i = 0; i < clause.size(); ++i) {
    auto found = quantity_at(clause, i, rules);
    if (!found) continue;
    const std::size_t cue_end = before_about(clause, i, rules);
    const std::size_t cue = rules.cues.before(clause, cue_end);
    const bool rated = found->span.begin < found->number_at.begin;
    if (cue == 0 && !rated) continue;
    if (rules.so_far.in(clause.substr(0, i)) && is_weak(*found, clause, rules)) continue;
    if (cue > 0) found->span.begin = std::min(found->span.begin, cue_end - cue);
    return found;
  }
  return std::nullopt;
}

std::optional<Investment> investment_in(View clause, const QuantityRules& rules) {
  for (Span cue = rules.total.find(clause); cue.begin != kNone;
       cue = rules.total.find(clause, cue.end)) {
    const bool spent = rules.not_total.in(clause.substr(
        cue.begin >= 6 ? cue.begin - 6 : 0, cue.size() + std::min<std::size_t>(6, cue.begin)));
    if (spent) continue;
    std::size_t at = cue.end;
    for (std::size_t length = 1; length > 0; at += length) length = rules.about.at(clause, at);
    const Number number = number_at(clause, at);
    if (number.end == at) continue;
    const std::size_t unit = skip(clause, number.end, U"余多 ");
    const View rest = clause.substr(unit);
    const double wan = starts_with(rest, U"亿") ? 1e4 : starts_with(rest, U"万") ? 1 : 0;
    const std::size_t yuan = unit + 1;
    if (wan == 0 || yuan >= clause.size() || clause[yuan] != U'元') continue;
    const double amount = number.value * wan;
    if (amount <= 0 || amount > kMaxWan) continue;
    return Investment{from_wan(amount), {cue.begin, yuan + 1}};
  }
  return std::nullopt;
}

}  // namespace tc::formats::report

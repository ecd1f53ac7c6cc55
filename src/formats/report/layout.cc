// SPDX-License-Identifier: Apache-2.0
#include "formats/report/layout.h"

#include <algorithm>

#include "base/text.h"

namespace tc::formats::report {
namespace {

constexpr std::size_t kLongestSentence = 600;  ///< longer runs are cut, so that work stays linear
constexpr std::size_t kLongestHeading = 60;
constexpr std::size_t kLongestCredit = 80;
constexpr std::size_t kWrapped = 20;  ///< a line at least so long without an end goes on

bool is_close(char32_t c) { return View(U"”’」』）)】").find(c) != kNone; }

int number_at(View text, std::size_t& at, std::size_t digits) {
  int value = 0;
  const std::size_t begin = at;
  while (at < text.size() && at - begin < digits && is_digit(text[at])) {
    value = value * 10 + static_cast<int>(text[at] - U'0');
    ++at;
  }
  return at == begin ? 0 : value;
}

bool take(View text, std::size_t& at, View marks) {
  if (at >= text.size() || marks.find(text[at]) == kNone) return false;
  ++at;
  return true;
}

bool valid(const DateWords& date) {
  return date.month >= 1 && date.month <= 12 && date.day >= 0 && date.day <= 31;
}

/// A date that begins at `begin`, or one with month 0.
DateWords date_at(View text, std::size_t begin) {
  DateWords date;
  std::size_t at = begin;
  const int first = number_at(text, at, 4);
  const std::size_t width = at - begin;
  if (width == 4 && first >= 1990 && first < 2100 && take(text, at, U"年-/.")) {
    const bool words = text[at - 1] == U'年';
    date.year = first;
    date.month = number_at(text, at, 2);
    if (!take(text, at, words ? View(U"月") : View(U"-/."))) return {};
    date.day = number_at(text, at, 2);
    if (words && date.day > 0 && !take(text, at, U"日号")) date.day = 0;
    if (!words && date.day == 0) return {};
  } else if (width <= 2 && width > 0 && take(text, at, U"月")) {
    date.month = first;
    date.day = number_at(text, at, 2);
    if (date.day == 0) return {};
    const bool range = at < text.size() && View(U"至到-—~").find(text[at]) != kNone;
    if (!take(text, at, U"日号") && !range) return {};
  }
  date.span = {begin, at};
  return valid(date) ? date : DateWords{};
}

Text two_digits(int value) {
  const auto digits = static_cast<char32_t>(value);
  return {U'0' + digits / 10 % 10, U'0' + digits % 10};
}

class Reader {
 public:
  Reader(View clean, const VisitRules& rules) : rules_(rules) {
    minutes_ = rules.minutes.in(clean.substr(0, kLongestHeading));
    cut_lines(clean);
  }

  Layout run() {
    out_.minutes = minutes_;
    for (std::size_t i = 0; i < lines_.size(); ++i) line(i);
    return std::move(out_);
  }

 private:
  void cut_lines(View clean) {
    while (!clean.empty()) {
      const std::size_t end = std::min(clean.find(U'\n'), clean.size());
      const View line = trim(clean.substr(0, end));
      clean.remove_prefix(std::min(end + 1, clean.size()));
      const bool joins = !lines_.empty() && !blank_before_ && goes_on(lines_.back()) &&
                         !line.empty() && item_mark(line) == 0 && !is_credit(line) &&
                         !is_field(line);
      blank_before_ = line.empty();
      if (line.empty()) continue;
      if (joins) {
        lines_.back() += line;
      } else {
        lines_.emplace_back(line);
      }
    }
  }

  /// A line broken by its width only: long, without an end, and no headline or credit.
  [[nodiscard]] bool goes_on(View line) const {
    if (lines_.size() == 1 && line.size() <= kLongestHeading && line.find(U'，') == kNone) {
      return false;
    }
    const char32_t last = line.back();
    return line.size() >= kWrapped && !ends_sentence(last) && !is_close(last) && last != U'：' &&
           last != U'；' && !is_credit(line) && !is_field(line);
  }

  /// 来源：…, 责任编辑：…, a date alone, 记者 某某.
  [[nodiscard]] bool is_credit(View line) const {
    if (line.size() > kLongestCredit) return false;
    const View inner = unbracketed(line);
    const std::size_t start = rules_.meta_starts.at(inner, 0);
    if (start > 0 && !is_field(line)) {
      const char32_t next = start < inner.size() ? inner[start] : U'\n';
      if (View(U"：:　 \n/｜|").find(next) != kNone) return true;
      if (!ends_sentence(inner.back()) && inner.size() <= 14 && inner.size() < line.size())
        return true;
    }
    const DateWords date = find_date(inner);
    if (date.month == 0 || date.span.begin != 0) return false;
    const View rest = trim(inner.substr(date.span.end));
    return rest.empty() || is_digit(rest.front()) ||
           (rules_.meta_starts.starts(rest) && !ends_sentence(rest.back()));
  }

  static View unbracketed(View line) {
    if (line.size() > 2 && View(U"（(【[").find(line.front()) != kNone && is_close(line.back())) {
      return trim(line.substr(1, line.size() - 2));
    }
    return line;
  }

  [[nodiscard]] bool is_field(View line) const {
    const std::size_t head = rules_.minutes_heads.at(line, 0);
    return minutes_ && head > 0 && head < line.size() && line[head] == U'：';
  }

  void line(std::size_t i) {
    const View line = lines_[i];
    if (is_credit(line)) return credit(line);
    if (i <= 2 && out_.sentences.empty() && is_heading(line, i)) {
      if (out_.heading.empty()) out_.heading = line;
      return;
    }
    ++paragraph_;
    sentences(without_dateline(line));
  }

  /// Closes a bracket, or a quote that may hold a whole sentence; 以项目之“进”支撑发展之“稳” does
  /// not.
  static bool ends_speech(View line) {
    const std::size_t open = line.rfind(U'“');
    const bool word = line.back() == U'”' && open != kNone && line.size() - open <= 10;
    return is_close(line.back()) && !word;
  }

  void credit(View line) {
    const DateWords date = find_date(line);
    if (date.year > 0 && out_.published.year == 0) out_.published = {date.year, date.month};
  }

  [[nodiscard]] bool is_heading(View line, std::size_t i) const {
    const bool more = i + 1 < lines_.size();
    return more && line.size() <= kLongestHeading && !ends_sentence(line.back()) &&
           !ends_speech(line) && line.back() != U'：' && line.back() != U'；' &&
           item_mark(line) == 0 && line.find(U'。') == kNone && !is_field(line);
  }

  /// 本报讯（记者 某某）7月15日，… → 7月15日，…
  [[nodiscard]] View without_dateline(View line) const {
    const std::size_t reach = std::min<std::size_t>(line.size(), 16);
    const Span found = rules_.datelines.find(line.substr(0, reach));
    if (found.begin == kNone || ends_clause_before(line, found.begin)) return line;
    std::size_t at = found.end;
    if (at < line.size() && View(U"（(").find(line[at]) != kNone) {
      const std::size_t close = line.substr(0, 80).find_first_of(U"）)", at);
      if (close == kNone) return line;
      at = close + 1;
    } else if (at < line.size() && View(U"，：: 　").find(line[at]) == kNone &&
               !is_digit(line[at])) {
      return line;
    }
    while (at < line.size() && View(U"，：: 　").find(line[at]) != kNone) ++at;
    return line.substr(at);
  }

  static bool ends_clause_before(View line, std::size_t end) {
    return std::ranges::any_of(line.substr(0, end), [](char32_t c) { return ends_clause(c); });
  }

  void sentences(View line) {
    bool item = item_mark(line) > 0;
    const bool field = is_field(line);
    std::size_t begin = 0;
    for (std::size_t i = 0; i < line.size(); ++i) {
      const bool too_long = i + 1 - begin >= kLongestSentence;
      const bool real_end = ends_sentence(line[i]) && line[i] != U'?';
      if (!real_end && !too_long) continue;
      while (real_end && i + 1 < line.size() && is_close(line[i + 1])) ++i;
      add(line.substr(begin, i + 1 - begin), item, field);
      item = false;
      begin = i + 1;
    }
    if (begin < line.size()) add(line.substr(begin), item, field);
  }

  void add(View text, bool item, bool field) {
    text = trim(text);
    if (text.empty() || is_signature(text)) return;
    const int number = static_cast<int>(out_.sentences.size()) + 1;
    out_.sentences.push_back({Text(text), number, paragraph_, item, field});
  }

  /// (郭某), （记者 某某） at the end of a text.
  [[nodiscard]] bool is_signature(View text) const {
    const View inner = unbracketed(text);
    if (inner.size() == text.size()) return false;
    const bool name = inner.size() <= 4 && std::ranges::all_of(inner, text::is_han);
    return name || rules_.meta_starts.starts(inner);
  }

  const VisitRules& rules_;
  std::vector<Text> lines_;
  Layout out_;
  int paragraph_ = 0;
  bool blank_before_ = false;
  bool minutes_ = false;
};

}  // namespace

std::size_t item_mark(View line) {
  static constexpr View kNumerals = U"一二三四五六七八九十0123456789";
  std::size_t at = 0;
  const bool bracket = take(line, at, U"（(");
  const std::size_t begin = at;
  while (at < line.size() && at - begin < 3 && kNumerals.find(line[at]) != kNone) ++at;
  if (at == begin) return 0;
  if (bracket) return take(line, at, U"）)") ? at : 0;
  if (!take(line, at, U"、.．")) return 0;
  return at < line.size() && is_digit(line[at]) ? 0 : at;
}

DateWords find_date(View text, std::size_t from) {
  for (std::size_t i = from; i < text.size(); ++i) {
    if (!is_digit(text[i]) || (i > 0 && is_digit(text[i - 1]))) continue;
    const DateWords date = date_at(text, i);
    if (date.month > 0) return date;
  }
  return {};
}

Text date_text(const DateWords& date, const YearMonth& published) {
  if (date.month == 0 || date.day == 0) return {};
  int year = date.year;
  if (year == 0 && published.year != 0) {
    year = published.year - (published.month != 0 && date.month > published.month ? 1 : 0);
  }
  const Text month_day = two_digits(date.month) + U"-" + two_digits(date.day);
  if (year == 0) return U"--" + month_day;
  return two_digits(year / 100) + two_digits(year % 100) + U"-" + month_day;
}

Layout lay_out(View clean, const VisitRules& rules) { return Reader(clean, rules).run(); }

}  // namespace tc::formats::report

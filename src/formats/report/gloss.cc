// SPDX-License-Identifier: Apache-2.0
#include "formats/report/gloss.h"

#include <algorithm>

#include "base/text.h"

namespace tc::formats::report {
namespace {

constexpr std::size_t kLongestSyllable = 8;
constexpr std::size_t kMostSyllables = 6;  ///< of one note
constexpr std::size_t kClauseReach = 60;   ///< how far a clause is followed for its question word

bool is_toned(char32_t c) { return View(U"āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ").find(c) != kNone; }

bool is_pinyin(char32_t c) {
  return (c >= U'a' && c <= U'z') || c == U'ü' || c == U'ê' || c == U'ɑ' || c == U'ɡ' ||
         is_toned(c);
}

bool opens(char32_t c) { return c == U'(' || c == U'（'; }
bool closes(char32_t c) { return c == U')' || c == U'）'; }

/// The syllable that begins at `at`: its end, and whether it carries a tone.
struct Syllable {
  std::size_t end = 0;
  bool toned = false;
};

Syllable syllable_at(View raw, std::size_t at) {
  Syllable found{at, false};
  while (found.end < raw.size() && found.end - at < kLongestSyllable && is_pinyin(raw[found.end])) {
    found.toned = found.toned || is_toned(raw[found.end]);
    ++found.end;
  }
  return found;
}

/// Unstressed syllables carry no tone; they count only in a text that is full of notes.
bool is_neutral(View syllable) {
  static const Words kNeutral({U"men", U"me", U"ma", U"ne", U"de", U"le", U"zi", U"zhe", U"ge",
                               U"ba", U"la", U"tou", U"li", U"shang", U"hu"});
  return kNeutral.is(syllable);
}

class Scanner {
 public:
  Scanner(View raw, const RepairRules& rules) : raw_(raw), rules_(rules) {
    scan_.drop.assign(raw.size(), false);
  }

  GlossScan run() {
    for (std::size_t i = 0; i < raw_.size();) i = step(i);
    if (scan_.notes >= 3) drop_neutral();
    return std::move(scan_);
  }

 private:
  std::size_t step(std::size_t i) {
    if (opens(raw_[i])) return note(i);
    if (is_pinyin(raw_[i]) && (i == 0 || !is_latin(raw_[i - 1]))) return orphan(i);
    if (const std::size_t length = rules_.mojibake.at(raw_, i); length > 0) {
      return mark(i, i + length, MarkKind::mojibake);
    }
    if (latin_run(i) >= i + 3) return mark(i, latin_run(i), MarkKind::mojibake);
    if (is_lost(i)) return mark(i, i + 1, MarkKind::lost);
    return i + 1;
  }

  std::size_t mark(std::size_t begin, std::size_t end, MarkKind kind) {
    scan_.marks.push_back({{begin, end}, kind, {}});
    return end;
  }

  /// The character a note at `i` would belong to.
  [[nodiscard]] bool after_han(std::size_t i) const {
    while (i > 0 && scan_.drop[i - 1]) --i;
    if (i == 0) return false;
    const char32_t before = raw_[i - 1];
    return text::is_han(before) || rules_.lost_marks.find(before) != Text::npos || before == U'?' ||
           before == U'？';
  }

  std::size_t note(std::size_t i) {
    std::size_t begin = i + 1;
    while (begin < raw_.size() && raw_[begin] == U' ') ++begin;
    Syllable syllable = syllable_at(raw_, begin);
    std::size_t end = after_blanks(syllable.end);
    // 项目(xiàng mù): one note for a whole word.
    std::size_t syllables = 1;
    for (; syllables < kMostSyllables && end < raw_.size() && is_pinyin(raw_[end]); ++syllables) {
      const Syllable more = syllable_at(raw_, end);
      const std::size_t next = after_blanks(more.end);
      const bool joins = next < raw_.size() && (closes(raw_[next]) || is_pinyin(raw_[next]));
      if (!joins) break;
      syllable = {more.end, syllable.toned || more.toned};
      end = next;
    }
    if (!syllable.toned || !after_han(i)) return i + 1;
    const bool closed = end < raw_.size() && closes(raw_[end]);
    if (!closed) {
      drop(i, syllable.end);
      return mark(i, syllable.end, MarkKind::unclosed_note);
    }
    drop(i, end + 1);
    if (syllables == 1) scan_.sounds[raw_[i - 1]] = Text(raw_.substr(begin, syllable.end - begin));
    ++scan_.notes;
    return end + 1;
  }

  [[nodiscard]] std::size_t after_blanks(std::size_t at) const {
    while (at < raw_.size() && raw_[at] == U' ') ++at;
    return at;
  }

  /// A toned syllable that no bracket opens: its bracket or its character was lost.
  std::size_t orphan(std::size_t i) {
    const Syllable syllable = syllable_at(raw_, i);
    const std::size_t end = syllable.end;
    const bool closed = end < raw_.size() && closes(raw_[end]);
    const bool bare = after_han(i) && (end == raw_.size() || text::is_han(raw_[end]));
    if (!syllable.toned || !(closed || bare)) return std::max(end, i + 1);
    drop(i, closed ? end + 1 : end);
    scan_.marks.push_back(
        {{i, closed ? end + 1 : end}, MarkKind::orphan_syllable, Text(raw_.substr(i, end - i))});
    return closed ? end + 1 : end;
  }

  void drop(std::size_t begin, std::size_t end) {
    std::fill(scan_.drop.begin() + static_cast<std::ptrdiff_t>(begin),
              scan_.drop.begin() + static_cast<std::ptrdiff_t>(end), true);
  }

  /// End of a run of Latin-1 letters and signs such as å»ºè®¾, bytes of UTF-8 read one by one.
  [[nodiscard]] std::size_t latin_run(std::size_t i) const {
    const auto high = [](char32_t c) { return c >= 0x80 && c <= 0xFF && c != U'·' && c != 0xA0; };
    while (i < raw_.size() && high(raw_[i])) ++i;
    return i;
  }

  /// A lost mark, or a question mark inside a clause that asks nothing.
  [[nodiscard]] bool is_lost(std::size_t i) const {
    const char32_t c = raw_[i];
    if (rules_.lost_marks.find(c) != Text::npos) return true;
    if (c != U'?' && c != U'？') return false;
    const bool han_before =
        i > 0 && (text::is_han(raw_[i - 1]) || is_digit(raw_[i - 1]) || closes(raw_[i - 1]));
    const char32_t next = i + 1 < raw_.size() ? raw_[i + 1] : U'\n';
    const bool goes_on = text::is_han(next) || is_digit(next) || is_pinyin(next) || opens(next) ||
                         View(U"、，,。；;：?").find(next) != kNone;
    return han_before && goes_on && !asks(i);
  }

  [[nodiscard]] bool asks(std::size_t i) const {
    std::size_t begin = i;
    while (begin > 0 && i - begin < kClauseReach && !ends_clause(raw_[begin - 1])) --begin;
    return rules_.questions.in(raw_.substr(begin, i - begin));
  }

  void drop_neutral() {
    for (std::size_t i = 1; i + 2 < raw_.size(); ++i) {
      if (scan_.drop[i] || !opens(raw_[i]) || !text::is_han(raw_[i - 1])) continue;
      const Syllable syllable = syllable_at(raw_, i + 1);
      if (syllable.end >= raw_.size() || !closes(raw_[syllable.end])) continue;
      if (is_neutral(raw_.substr(i + 1, syllable.end - i - 1))) drop(i, syllable.end + 1);
    }
  }

  View raw_;
  const RepairRules& rules_;
  GlossScan scan_;
};

}  // namespace

GlossScan scan_glosses(View raw, const RepairRules& rules) { return Scanner(raw, rules).run(); }

}  // namespace tc::formats::report

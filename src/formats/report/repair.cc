// SPDX-License-Identifier: Apache-2.0
#include "formats/report/repair.h"

#include <algorithm>
#include <optional>

#include "base/text.h"

namespace tc::formats::report {
namespace {

constexpr std::size_t kReach = 8;        ///< intact characters looked at on each side of the damage
constexpr std::size_t kMaxTokens = 40;   ///< a longer damage is beyond repair
constexpr std::size_t kMaxRepairs = 64;  ///< more damage than this gets no proposals
constexpr std::size_t kMaxGap = 3;       ///< intact characters between marks of one damaged place

/// One step of a damaged place: an intact or strange character, a lost mark, an orphaned syllable.
struct Token {
  enum class Kind : std::uint8_t { literal, lost, syllable };
  Kind kind{};
  char32_t raw = 0;
  char32_t simplified = 0;
  std::string gbk;  ///< bytes of a literal
  std::size_t at = 0;
  std::size_t end = 0;
};

struct Phrase {
  const KnownPhrase* known;
  Text simplified;
};

class Fitter {
 public:
  Fitter(const std::vector<Token>& tokens, std::size_t first, std::size_t last,
         const Phrase& phrase)
      : tokens_(tokens), last_(last), phrase_(phrase), first_(first) {}

  /// Score of covering tokens first..last (inclusive) by the whole phrase; below 0 when it does not
  /// fit. Plain dynamic programming over (token, place in the phrase).
  [[nodiscard]] int score() const {
    const std::size_t places = phrase_.known->text.size() + 1;
    std::vector<int> best(places, kNever);
    best[0] = 0;
    for (std::size_t t = first_; t <= last_; ++t) best = advance(t, best);
    return best[phrase_.known->text.size()];
  }

 private:
  static constexpr int kNever = -1000;

  /// A lost mark covers one character; the second of two marks may belong to the same one.
  [[nodiscard]] std::vector<int> advance(std::size_t t, const std::vector<int>& from) const {
    const Token& token = tokens_[t];
    const bool again = t > first_ && tokens_[t - 1].kind == Token::Kind::lost;
    std::vector<int> to(from.size(), kNever);
    const auto reach = [&](std::size_t place, int score) {
      if (place < to.size()) to[place] = std::max(to[place], score);
    };
    for (std::size_t p = 0; p < from.size(); ++p) {
      if (from[p] < 0) continue;
      switch (token.kind) {
        case Token::Kind::lost:
          if (again) reach(p, from[p]);
          reach(p + 1, from[p]);
          break;
        case Token::Kind::syllable:
          reach(p, from[p]);
          reach(p + 1, from[p]);
          break;
        case Token::Kind::literal:
          if (matches(token, p)) reach(p + 1, from[p] + 2);
          if (is_junction(token, p)) reach(p + 1, from[p] + 5);
          break;
      }
    }
    return to;
  }

  [[nodiscard]] bool matches(const Token& token, std::size_t p) const {
    return p < phrase_.known->text.size() &&
           (token.raw == phrase_.known->text[p] || token.simplified == phrase_.simplified[p]);
  }

  [[nodiscard]] bool is_junction(const Token& token, std::size_t p) const {
    if (p + 1 >= phrase_.known->text.size() || token.gbk.empty()) return false;
    const std::string& left = phrase_.known->gbk[p];
    const std::string& right = phrase_.known->gbk[p + 1];
    return !left.empty() && !right.empty() && token.gbk[0] == left[1] && token.gbk[1] == right[0];
  }

  const std::vector<Token>& tokens_;
  std::size_t last_;
  const Phrase& phrase_;
  std::size_t first_;
};

class Repairer {
 public:
  Repairer(View raw, const GlossScan& scan, const RepairRules& rules,
           const ToSimplified& to_simplified)
      : raw_(raw), scan_(scan), rules_(rules), to_simplified_(to_simplified) {}

  std::vector<Repair> run() {
    std::vector<Repair> repairs;
    for (std::size_t i = 0; i < scan_.marks.size();) {
      const std::size_t end = group_end(i);
      const Span marked{scan_.marks[i].span.begin, scan_.marks[end - 1].span.end};
      const bool try_it = repairs.size() < kMaxRepairs;
      repairs.push_back(try_it ? repair(marked, scan_.marks[i].kind) : Repair{marked, {}});
      i = end;
    }
    return merge(std::move(repairs));
  }

 private:
  /// Marks with few intact characters between them, and no punctuation, are one damaged place.
  [[nodiscard]] std::size_t group_end(std::size_t i) const {
    std::size_t end = i + 1;
    while (end < scan_.marks.size() &&
           near(scan_.marks[end - 1].span.end, scan_.marks[end].span.begin)) {
      ++end;
    }
    return end;
  }

  [[nodiscard]] bool near(std::size_t from, std::size_t to) const {
    std::size_t kept = 0;
    for (std::size_t i = from; i < to; ++i) {
      if (scan_.drop[i]) continue;
      if (is_break(raw_[i]) || ++kept > kMaxGap) return false;
    }
    return true;
  }

  static bool is_break(char32_t c) { return ends_clause(c) || c == U'、' || c == U' '; }

  /// The clause around the damage as tokens; `marked` tells which of them are broken.
  [[nodiscard]] std::vector<Token> tokens_around(Span marked) const {
    std::size_t begin = marked.begin;
    for (std::size_t kept = 0; begin > 0 && kept < kReach && !is_break(raw_[begin - 1]); --begin) {
      if (!scan_.drop[begin - 1]) ++kept;
    }
    std::vector<Token> tokens;
    std::size_t kept = 0;
    for (std::size_t i = begin; i < raw_.size() && kept < kReach; ++i) {
      if (i >= marked.end && (is_break(raw_[i]) || tokens.size() > kMaxTokens)) break;
      if (const Mark* mark = mark_at(i)) {
        tokens.push_back(token_of(*mark));
        i = mark->span.end - 1;
      } else if (!scan_.drop[i]) {
        tokens.push_back(literal(i));
        kept += i >= marked.end ? 1u : 0u;
      }
    }
    return tokens;
  }

  [[nodiscard]] const Mark* mark_at(std::size_t at) const {
    const auto found = std::ranges::lower_bound(scan_.marks, at, {},
                                                [](const Mark& mark) { return mark.span.begin; });
    return found != scan_.marks.end() && found->span.begin == at ? &*found : nullptr;
  }

  static Token token_of(const Mark& mark) {
    Token token;
    const bool spoken =
        mark.kind == MarkKind::orphan_syllable || mark.kind == MarkKind::unclosed_note;
    token.kind = spoken ? Token::Kind::syllable : Token::Kind::lost;
    token.at = mark.span.begin;
    token.end = mark.span.end;
    return token;
  }

  [[nodiscard]] Token literal(std::size_t at) const {
    Token token;
    token.raw = raw_[at];
    token.simplified = simplified(Text(1, raw_[at])).front();
    token.gbk = gbk_bytes(raw_[at]);
    token.at = at;
    token.end = at + 1;
    return token;
  }

  [[nodiscard]] Text simplified(const Text& raw) const {
    Text out = text::to_u32(to_simplified_(text::to_utf8(raw)));
    return out.empty() ? raw : out;
  }

  Repair repair(Span marked, MarkKind kind) {
    if (kind == MarkKind::mojibake) return {marked, unmojibake(marked)};
    if (kind == MarkKind::unclosed_note) return {marked, {}};
    const std::vector<Token> tokens = tokens_around(marked);
    if (tokens.size() > kMaxTokens) return {marked, {}};
    if (auto found = by_phrase(tokens, marked)) return *found;
    Repair found = by_sound(tokens, marked);
    return found.proposal.empty() ? by_context(marked) : found;
  }

  /// One lost character whose neighbour before it is always followed by the same character
  /// elsewhere in the text (項? where the text has only 項目).
  [[nodiscard]] Repair by_context(Span marked) const {
    std::size_t before = marked.begin;
    while (before > 0 && scan_.drop[before - 1]) --before;
    const bool single = marked.size() == 1 && before > 0 && text::is_han(raw_[before - 1]);
    if (!single) return {marked, {}};
    const char32_t neighbour = raw_[--before];
    char32_t sole = 0;
    int times = 0;
    for (std::size_t i = 0; i + 1 < raw_.size(); ++i) {
      if (raw_[i] != neighbour || scan_.drop[i] || i == before) continue;
      std::size_t next = i + 1;
      while (next < raw_.size() && scan_.drop[next]) ++next;
      if (next >= raw_.size() || !text::is_han(raw_[next])) continue;
      if (sole != 0 && raw_[next] != sole) return {marked, {}};
      sole = raw_[next];
      ++times;
    }
    if (times < 2) return {marked, {}};
    return {{before, marked.end}, simplified(Text{neighbour, sole})};
  }

  /// Two characters in common, or one whose bytes straddle two of the phrase: less cannot fit.
  static bool promising(const std::vector<Token>& tokens, const Phrase& phrase) {
    std::size_t shared = 0;
    for (const Token& token : tokens) {
      if (token.kind != Token::Kind::literal) continue;
      const bool same = phrase.simplified.find(token.simplified) != Text::npos ||
                        phrase.known->text.find(token.raw) != Text::npos;
      if (same && ++shared >= 2) return true;
      const std::vector<std::string>& gbk = phrase.known->gbk;
      for (std::size_t i = 0; i + 1 < gbk.size() && !token.gbk.empty(); ++i) {
        const bool bytes = !gbk[i].empty() && !gbk[i + 1].empty();
        if (bytes && token.gbk[0] == gbk[i][1] && token.gbk[1] == gbk[i + 1][0]) return true;
      }
    }
    return false;
  }

  [[nodiscard]] std::optional<Repair> by_phrase(const std::vector<Token>& tokens, Span marked) {
    load_phrases();
    int best = 0;
    bool tie = false;
    Repair found;
    for (const Phrase& phrase : phrases_) {
      if (!promising(tokens, phrase)) continue;
      for (std::size_t first = 0; first < tokens.size(); ++first) {
        if (tokens[first].at > marked.begin) break;
        for (std::size_t last = first; last < tokens.size(); ++last) {
          if (tokens[last].end < marked.end) continue;
          if (last - first > 2 * phrase.known->text.size() + 2) break;
          const int score = Fitter(tokens, first, last, phrase).score();
          if (score < 4 || score < best) continue;
          const bool same = found.proposal == phrase.simplified;
          const Span span{tokens[first].at, tokens[last].end};
          if (score == best && same && span.size() >= found.span.size()) continue;
          tie = score == best && !same;
          best = score;
          found = {span, phrase.simplified};
        }
      }
    }
    if (best == 0 || tie) return std::nullopt;
    return found;
  }

  /// One lost character whose orphaned note says how it sounds: the characters that other notes of
  /// the same text give that sound, when only one does.
  [[nodiscard]] Repair by_sound(const std::vector<Token>& tokens, Span marked) const {
    const auto inside = [&](const Token& t) { return t.at >= marked.begin && t.end <= marked.end; };
    std::size_t lost = 0;
    const Token* spoken = nullptr;
    for (const Token& token : tokens) {
      if (!inside(token)) continue;
      if (token.kind == Token::Kind::literal) return {marked, {}};
      lost += token.kind == Token::Kind::lost ? 1u : 0u;
      if (token.kind == Token::Kind::syllable) {
        if (spoken != nullptr) return {marked, {}};
        spoken = &token;
      }
    }
    const Mark* mark = spoken == nullptr ? nullptr : mark_at(spoken->at);
    if (mark == nullptr || lost > 1) return {marked, {}};
    char32_t sole = 0;
    for (std::size_t i = 0; i < raw_.size(); ++i) {
      const auto sound = scan_.drop[i] ? scan_.sounds.end() : scan_.sounds.find(raw_[i]);
      if (sound == scan_.sounds.end() || sound->second != mark->syllable) continue;
      if (sole != 0 && sole != raw_[i]) return {marked, {}};
      sole = raw_[i];
    }
    return {marked, sole == 0 ? Text{} : simplified(Text(1, sole))};
  }

  /// Bytes of UTF-8 that were read as Latin-1.
  [[nodiscard]] Text unmojibake(Span marked) const {
    const auto bytes = text::encode_as(text::to_utf8(sub(raw_, marked)), "windows-1252");
    if (!bytes || text::first_bad_utf8(*bytes) != std::string_view::npos) return {};
    const Text read = text::to_u32(*bytes);
    const bool chinese = std::ranges::all_of(read, text::is_han);
    return chinese ? simplified(read) : Text{};
  }

  /// All phrases are converted in one call, one a line.
  void load_phrases() {
    if (!phrases_.empty()) return;
    Text lines;
    for (const KnownPhrase& known : rules_.phrases) lines += known.text + U'\n';
    lines = simplified(lines);
    std::size_t begin = 0;
    for (const KnownPhrase& known : rules_.phrases) {
      const std::size_t end = std::min(lines.find(U'\n', begin), lines.size());
      Phrase phrase{&known, lines.substr(begin, end - begin)};
      begin = std::min(end + 1, lines.size());
      if (phrase.simplified.size() == known.text.size()) phrases_.push_back(std::move(phrase));
    }
  }

  /// Repaired neighbours parted by 、 alone belong together.
  [[nodiscard]] std::vector<Repair> merge(std::vector<Repair> repairs) const {
    std::vector<Repair> out;
    for (Repair& repair : repairs) {
      Repair* last = out.empty() ? nullptr : &out.back();
      if (last != nullptr && repair.span.begin < last->span.end) continue;
      if (last != nullptr && repair.span.begin == last->span.end + 1 &&
          raw_[last->span.end] == U'、' && !last->proposal.empty() && !repair.proposal.empty()) {
        last->proposal += U'、' + repair.proposal;
        last->span.end = repair.span.end;
        continue;
      }
      out.push_back(std::move(repair));
    }
    return out;
  }

  View raw_;
  const GlossScan& scan_;
  const RepairRules& rules_;
  const ToSimplified& to_simplified_;
  std::vector<Phrase> phrases_;
};

}  // namespace

std::vector<Repair> propose_repairs(View raw, const GlossScan& scan, const RepairRules& rules,
                                    const ToSimplified& to_simplified) {
  if (scan.marks.empty()) return {};
  return Repairer(raw, scan, rules, to_simplified).run();
}

}  // namespace tc::formats::report

// SPDX-License-Identifier: Apache-2.0
#include "formats/report/clean.h"

#include <algorithm>

#include "base/text.h"

namespace tc::formats::report {
namespace {

// Private-use characters that fence a damaged place through the change of script; such characters
// in the input are taken as damage beforehand.
constexpr char32_t kFenceBegin = 0xE000;
constexpr char32_t kFenceEnd = 0xE001;
constexpr char32_t kReplacement = 0xFFFD;

bool is_blank(char32_t c) { return c == U' ' || c == U'\t' || c == U'\u3000' || c == U'\u00A0'; }

bool is_invisible(char32_t c) {
  return (c < U' ' && c != U'\n' && c != U'\t') || (c >= 0x7F && c <= 0x9F) ||
         (c >= 0x200B && c <= 0x200F) || c == 0xFEFF || c == 0x2060 || c == 0x00AD;
}

/// Full-width letters and digits to ASCII; line ends to '\n'; private-use and repeated lost
/// characters to one U+FFFD.
Text plain_characters(View in) {
  Text out;
  out.reserve(in.size());
  for (std::size_t i = 0; i < in.size(); ++i) {
    char32_t c = in[i];
    if (c == U'\r') c = i + 1 < in.size() && in[i + 1] == U'\n' ? 0 : U'\n';
    if (c == 0x2028 || c == 0x2029) c = U'\n';
    if (c == 0 || is_invisible(c)) continue;
    const bool wide_ascii = (c >= 0xFF10 && c <= 0xFF19) || (c >= 0xFF21 && c <= 0xFF3A) ||
                            (c >= 0xFF41 && c <= 0xFF5A) || c == 0xFF05 || c == 0xFF0B;
    if (wide_ascii) c -= 0xFEE0;
    const bool lost = c == kReplacement || (c >= 0xE000 && c <= 0xF8FF) || c >= 0xF0000;
    if (lost && !out.empty() && out.back() == kReplacement) continue;
    out.push_back(lost ? kReplacement : c);
  }
  return out;
}

/// The kept characters, each damaged place fenced, then in Simplified script.
Text convert(View raw, const GlossScan& scan, const std::vector<Repair>& repairs,
             const ToSimplified& to_simplified) {
  Text kept;
  kept.reserve(raw.size());
  std::size_t next = 0;
  for (std::size_t i = 0; i <= raw.size(); ++i) {
    while (next < repairs.size() && repairs[next].span.end <= i) {
      kept.push_back(kFenceEnd);
      ++next;
    }
    if (next < repairs.size() && repairs[next].span.begin == i) kept.push_back(kFenceBegin);
    if (i < raw.size() && !scan.drop[i]) kept.push_back(raw[i]);
  }
  return text::to_u32(to_simplified(text::to_utf8(kept)));
}

/// 著 is 着 except in the words that keep it.
void settle_zhe(Text& text, const Words& keep) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != U'著') continue;
    bool kept = false;
    for (std::size_t back = 0; back <= 3 && back <= i && !kept; ++back) {
      kept = keep.at(text, i - back) > back;
    }
    if (!kept) text[i] = U'着';
  }
}

bool is_chinese(char32_t c) {
  return text::is_han(c) || View(U"，。、；：！？“”‘’（）《》【】—…").find(c) != kNone;
}

/// Punctuation and blanks of a Chinese sentence; code and Latin text stay as they are.
class Punctuation {
 public:
  explicit Punctuation(const Text& in) : in_(in) { out_.reserve(in.size()); }

  Text run() {
    for (std::size_t i = 0; i < in_.size(); ++i) {
      if (is_blank(in_[i])) {
        i = blanks(i);
      } else {
        put(i);
      }
    }
    return std::move(out_);
  }

 private:
  /// The nearest character that is no fence, before (−1) or after (+1).
  [[nodiscard]] char32_t neighbour(std::size_t i, bool after) const {
    while (true) {
      if (!after && i == 0) return U'\n';
      i = after ? i + 1 : i - 1;
      if (i >= in_.size()) return U'\n';
      if (in_[i] != kFenceBegin && in_[i] != kFenceEnd) return in_[i];
    }
  }

  std::size_t blanks(std::size_t i) {
    std::size_t end = i;
    while (end + 1 < in_.size() && is_blank(in_[end + 1])) ++end;
    const char32_t before = neighbour(i, false);
    const char32_t after = neighbour(end, true);
    if (ends_sentence(before) && text::is_han(after)) {
      out_.push_back(U'\n');
    } else if (before != U'\n' && after != U'\n' && !is_mark(before) && !is_mark(after)) {
      out_.push_back(U' ');
    }
    return end;
  }

  static bool is_mark(char32_t c) { return is_chinese(c) && !text::is_han(c); }

  void put(std::size_t i) {
    static constexpr View kAscii = U",;:!?";
    static constexpr View kWide = U"，；：！？";
    const char32_t c = in_[i];
    const char32_t before = neighbour(i, false);
    const char32_t after = neighbour(i, true);
    const std::size_t ascii = kAscii.find(c);
    const bool number = is_digit(before) && is_digit(after);
    if (ascii != kNone && c != U'?' && !number && (is_chinese(before) || is_chinese(after))) {
      out_.push_back(kWide[ascii]);
    } else if (c == U'"' && (is_chinese(before) || is_chinese(after))) {
      out_.push_back(quote_open_ ? U'”' : U'“');
      quote_open_ = !quote_open_;
    } else {
      if (c == U'\n') quote_open_ = false;
      out_.push_back(c);
    }
  }

  const Text& in_;
  Text out_;
  bool quote_open_ = false;
};

/// 江 涛 → 江涛: two-character names are often set with a blank to fill three places.
Text close_names(const Text& in) {
  Text out;
  const auto single = [&](std::size_t i) {
    const bool before = i == 0 || !text::is_han(in[i - 1]);
    const bool after = i + 1 >= in.size() || !text::is_han(in[i + 1]);
    return i < in.size() && text::is_han(in[i]) && before && after;
  };
  for (std::size_t i = 0; i < in.size(); ++i) {
    const bool inner =
        is_blank(in[i]) && i > 0 && single(i - 1) && i + 1 < in.size() && single(i + 1);
    if (!inner) out.push_back(in[i]);
  }
  return out;
}

/// Takes the fences out and remembers where they stood.
void lift_fences(const Text& fenced, View raw, std::vector<Repair>& repairs, Cleaned& out) {
  std::size_t next = 0;
  std::size_t begin = 0;
  for (const char32_t c : fenced) {
    if (c == kFenceBegin) {
      begin = out.text.size();
    } else if (c == kFenceEnd) {
      if (next >= repairs.size()) continue;
      Repair& repair = repairs[next++];
      out.damage.push_back({.raw = Text(sub(raw, repair.span)),
                            .clean = out.text.substr(begin),
                            .proposal = std::move(repair.proposal),
                            .at = begin});
    } else {
      out.text.push_back(c);
    }
  }
}

/// A bar alone at the edge of a line is debris of a page, no text.
bool drop_bars(Text& raw) {
  if (std::ranges::count(raw, U'|') > 2) return false;
  Text out;
  bool dropped = false;
  for (std::size_t i = 0; i < raw.size(); ++i) {
    const bool at_edge =
        i == 0 || raw[i - 1] == U'\n' || i + 1 == raw.size() || raw[i + 1] == U'\n';
    if (raw[i] == U'|' && at_edge) {
      dropped = true;
    } else {
      out.push_back(raw[i]);
    }
  }
  raw = std::move(out);
  return dropped;
}

}  // namespace

Cleaned clean(std::string_view utf8, const RepairRules& rules, const ToSimplified& to_simplified) {
  Cleaned out;
  Text raw = plain_characters(text::to_u32(text::nfc(utf8)));
  out.stray_bar = drop_bars(raw);
  const GlossScan scan = scan_glosses(raw, rules);
  out.pronunciation_notes = scan.notes;
  std::vector<Repair> repairs = propose_repairs(raw, scan, rules, to_simplified);
  Text simplified = convert(raw, scan, repairs, to_simplified);
  settle_zhe(simplified, rules.zhe_keep);
  lift_fences(Punctuation(close_names(simplified)).run(), raw, repairs, out);
  return out;
}

}  // namespace tc::formats::report

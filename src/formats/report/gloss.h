// Notes of pronunciation in running text, 書(shū), and the marks that damage leaves: lost
// characters, orphaned syllables, runs of mojibake. Works on the text as it came, before any change
// of script, because notes split the phrases a converter matches on.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <unordered_map>
#include <vector>

#include "formats/report/rules.h"
#include "formats/report/words.h"

namespace tc::formats::report {

enum class MarkKind : std::uint8_t { lost, orphan_syllable, unclosed_note, mojibake };

/// One place where the text is broken, in the code points of the raw text.
struct Mark {
  Span span;
  MarkKind kind{};
  Text syllable;  ///< of an orphan
};

struct GlossScan {
  std::vector<bool> drop;  ///< per code point: belongs to a note, is no text
  std::vector<Mark> marks;
  std::unordered_map<char32_t, Text> sounds;  ///< what the notes say of their characters
  int notes = 0;
};

/// One pass; brackets such as (PPP) or (郭某) have no toned vowel and stay.
[[nodiscard]] GlossScan scan_glosses(View raw, const RepairRules& rules);

}  // namespace tc::formats::report

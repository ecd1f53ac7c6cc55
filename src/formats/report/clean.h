// From the bytes of a report to clean Simplified text: notes of pronunciation out, one script, one
// set of punctuation, paragraphs on lines; damaged places stay as they are and are listed.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include "base/result.h"
#include "formats/report/repair.h"
#include "formats/report/rules.h"

namespace tc::formats::report {

struct Damage {
  Text raw;            ///< as in the file
  Text clean;          ///< as in the clean text
  Text proposal;       ///< empty when nothing fits
  std::size_t at = 0;  ///< in Cleaned::text
};

struct Cleaned {
  Text text;  ///< '\n' between paragraphs
  std::vector<Damage> damage;
  int pronunciation_notes = 0;
  bool stray_bar = false;  ///< a '|' without a table stood in the text
};

[[nodiscard]] Cleaned clean(std::string_view utf8, const RepairRules& rules,
                            const ToSimplified& to_simplified);

}  // namespace tc::formats::report

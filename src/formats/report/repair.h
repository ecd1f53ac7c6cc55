// Proposals for damaged places. A phrase fits when every intact character stands where the phrase
// has it, lost marks cover the rest, and strange characters are the phrase's own GBK bytes read one
// byte off (the second byte of one character with the first of the next: CAB9 C3FC 使命 → B9C3 姑).
// A proposal is never applied to the text.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "formats/report/gloss.h"

namespace tc::formats::report {

/// Traditional to Simplified, UTF-8 in and out; lent by the caller because this layer opens no
/// file.
using ToSimplified = std::function<std::string(std::string_view)>;

/// A damaged place in the raw text and what probably stood there (Simplified; may be empty).
struct Repair {
  Span span;
  Text proposal;
};

[[nodiscard]] std::vector<Repair> propose_repairs(View raw, const GlossScan& scan,
                                                  const RepairRules& rules,
                                                  const ToSimplified& to_simplified);

}  // namespace tc::formats::report

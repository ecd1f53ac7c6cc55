// One clause of an order: who must, and what; and how a clause is cut into atoms.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "formats/report/rules.h"
#include "formats/report/words.h"

namespace tc::formats::report {

struct OrderClause {
  bool is_order = false;  ///< has 要 or begins with an order word
  bool by_must = false;   ///< has 要, so it can continue a speech by itself
  Text addressee;         ///< empty when none is named
  Span body;              ///< what is ordered, in the sentence
};

[[nodiscard]] OrderClause read_order(View sentence, Span clause, const DirectiveRules& rules);

/// Ends like somebody who can be told: 部门, 某局, 施工单位 …
[[nodiscard]] bool is_addressee(View text, const DirectiveRules& rules);

/// A leading addressee before an order word (项目单位切实…, 由某局牵头…): its span and length, else
/// 0.
struct LeadingAddressee {
  Text name;
  std::size_t length = 0;  ///< characters to skip, 由 included
};
[[nodiscard]] LeadingAddressee leading_addressee(View clause, const DirectiveRules& rules);

[[nodiscard]] std::vector<Text> atoms_of(View body, const DirectiveRules& rules);
/// 6月底前, 年底前 …: the clause's own words; empty when it sets no date.
[[nodiscard]] Text deadline_in(View clause, const DirectiveRules& rules);
/// The first 要, 必须 … that is no part of another word.
[[nodiscard]] Span find_must(View text, const DirectiveRules& rules);

}  // namespace tc::formats::report

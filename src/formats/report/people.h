// Who went, with whom, and when. A person is a title with a name behind it, or a name where only
// persons stand; departments are no persons.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "formats/report/layout.h"
#include "formats/report/rules.h"
#include "formats/report/words.h"

namespace tc::formats::report {

struct Person {
  Text name;
  Text title;  ///< empty for a bare name
  Span span;   ///< of title and name in the sentence
};

struct VisitFacts {
  bool found = false;
  Text date;  ///< YYYY-MM-DD, --MM-DD or empty
  Text leader;
  Text title;
  std::vector<Text> participants;
  Text reason;  ///< why this is no visit report, for the note
};

/// Persons of one sentence in order; names listed after a title (副市长甲、乙) share it.
[[nodiscard]] std::vector<Person> find_people(View sentence, const ReportRules& rules);

/// Length of a person's name that begins at `at` and ends where a name may end, or 0.
[[nodiscard]] std::size_t name_at(View text, std::size_t at, const ReportRules& rules);

/// The first visit verb at or after `from` that is no part of another word; kNone when none.
[[nodiscard]] Span find_visit_verb(View text, std::size_t from, const VisitRules& rules);

[[nodiscard]] VisitFacts find_visit(const Layout& layout, const ReportRules& rules);

}  // namespace tc::formats::report

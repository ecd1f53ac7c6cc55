// Orders in the speech of a report: 他强调，要…；相关部门要…。 One directive per sentence and
// addressee; its atoms are the clauses without their adverbs. A statement without 要 or an order
// word orders nothing, but a following sentence that begins with 要 continues the same speech.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "formats/report/rules.h"
#include "formats/report/words.h"

namespace tc::formats::report {

struct Draft {
  Text verb;
  Text speaker;
  Text addressee;
  std::vector<Text> atoms;
  Text deadline;
  Span span;               ///< in the sentence
  bool by_name = false;    ///< the speech was opened with the speaker's name, not with 他
  bool continued = false;  ///< goes on with the speech of an earlier sentence
};

/// Who speaks from sentence to sentence.
struct Speech {
  Text leader;
  std::vector<Text> others;  ///< other persons who may give orders
  bool minutes = false;
  bool open = false;  ///< a speech is going on and may continue
  Text verb;
  Text speaker;
  bool by_name = false;  ///< the speech was opened with the speaker's name
  Text addressee;  ///< of the last directive, when it had one alone: 要… goes on to the same
};

struct Spoken {
  Span statement;  ///< what stands before any speech: to be read for projects
  std::vector<Draft> drafts;
};

/// Reads one sentence and moves `speech` on.
[[nodiscard]] Spoken read_speech(View sentence, Speech& speech, const ReportRules& rules);

}  // namespace tc::formats::report

// What a report of a leader's visit says, and nothing else: an optional field is unset and a list
// empty where the text is silent. Every string is a piece of the clean text (`sentences`), except
// repairs, which stand in `damage` and are named in `notes` where an atom rests on one.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/money.h"
#include "base/result.h"

namespace tc::formats::report {

/// A sentence of the clean text; numbers start at 1 and leave out headings, datelines and credits.
struct Sentence {
  int number = 0;
  int paragraph = 0;
  std::string text;
  friend bool operator==(const Sentence&, const Sentence&) = default;
};

struct VisitReading {
  std::string date;  ///< YYYY-MM-DD, or --MM-DD without a year; empty when not stated
  std::string leader;
  std::string title;                      ///< empty when not stated
  std::vector<std::string> participants;  ///< named persons only
  friend bool operator==(const VisitReading&, const VisitReading&) = default;
};

struct CapacityReading {
  double value = 0;  ///< in `unit`
  std::string unit;  ///< t, t/a, MW, MWh, m2, km, 床, 辆/a …
  std::string text;  ///< as the report says it
  friend bool operator==(const CapacityReading&, const CapacityReading&) = default;
};

struct InvestmentReading {
  Money amount;
  std::string text;
  friend bool operator==(const InvestmentReading&, const InvestmentReading&) = default;
};

struct ProjectReading {
  std::string name;
  std::string unit;  ///< the company or institution; empty when the name has none
  std::optional<CapacityReading> capacity;
  std::optional<InvestmentReading> investment;
  std::string place;
  std::vector<std::string> stage_words;
  std::vector<std::string> asked;  ///< what the leader saw, heard or asked there
  int sentence = 0;                ///< where it is first named; 0 in the headline alone
  friend bool operator==(const ProjectReading&, const ProjectReading&) = default;
};

struct DirectiveReading {
  std::string verb;
  std::string speaker;
  std::string addressee;              ///< empty when none is named
  std::vector<std::string> projects;  ///< names as in `projects`; empty with `all`
  bool all = false;                   ///< said of everything, "ALL" in JSON
  std::vector<std::string> atoms;
  std::string deadline;  ///< the text's own date words; empty when none
  std::string text;
  int sentence = 0;
  friend bool operator==(const DirectiveReading&, const DirectiveReading&) = default;
};

struct BlockerReading {
  std::string project;  ///< empty when the text ties it to none
  std::string text;
  int sentence = 0;
  friend bool operator==(const BlockerReading&, const BlockerReading&) = default;
};

struct DamageReading {
  std::string text;      ///< as it stands in the file, notes of pronunciation included
  std::string clean;     ///< the same place in the clean text
  std::string proposal;  ///< empty when nothing fits well enough
  int sentence = 0;      ///< 0 when outside the numbered sentences
  friend bool operator==(const DamageReading&, const DamageReading&) = default;
};

struct Reading {
  std::optional<VisitReading> visit;
  std::vector<ProjectReading> projects;
  std::vector<DirectiveReading> directives;
  std::vector<BlockerReading> blockers;
  std::vector<DamageReading> damage;
  Notes notes;
  std::string heading;  ///< first headline, empty when none
  std::vector<Sentence> sentences;
  friend bool operator==(const Reading&, const Reading&) = default;
};

}  // namespace tc::formats::report

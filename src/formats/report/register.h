// The projects of one report while it is read: who is meant now, and what has been said of whom.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include "formats/report/layout.h"
#include "formats/report/mentions.h"
#include "formats/report/quantity.h"
#include "formats/report/reading.h"
#include "formats/report/rules.h"

namespace tc::formats::report {

class ProjectRegister {
 public:
  explicit ProjectRegister(const ReportRules& rules) : rules_(rules) {}

  /// The statement part of a sentence: mentions, then what each clause says of them.
  void read_statement(const Line& line, Span statement, bool minutes);

  /// What minutes are about; sentence 0 stands for the headline. Every item is of it until the item
  /// names another.
  void read_matter(View text, int sentence);
  /// From this line on the matter of the minutes is meant again, if there is one.
  void back_to_matter(const Line& line);

  /// Projects meant at this point, in order.
  [[nodiscard]] const std::vector<std::size_t>& focus() const { return focus_; }
  /// Known projects that `text` names.
  [[nodiscard]] std::vector<std::size_t> named_in(View text) const;
  [[nodiscard]] std::size_t size() const { return projects_.size(); }
  [[nodiscard]] int focus_paragraph() const { return focus_paragraph_; }
  [[nodiscard]] int last_new_sentence() const { return last_new_sentence_; }
  [[nodiscard]] bool overflow() const { return overflow_; }
  /// A directive was said: the next mention begins a new group.
  void close_group() { group_open_ = false; }

  [[nodiscard]] std::vector<ProjectReading> take_projects() { return std::move(projects_); }
  [[nodiscard]] std::vector<BlockerReading> take_blockers() { return std::move(blockers_); }

 private:
  std::size_t resolve(const Mention& mention, int sentence);
  /// The one known project whose name begins as the clause does, a predicate following; or size().
  [[nodiscard]] std::size_t by_head(View clause) const;
  void from_name(ProjectReading& project, const Mention& mention) const;
  void focus_on(const std::vector<std::size_t>& found, const Line& line);
  void read_clause(const Line& line, Span clause, const std::vector<std::size_t>& subjects);
  void money_and_size(ProjectReading& project, View clause, View plain);

  const ReportRules& rules_;
  std::vector<ProjectReading> projects_;
  std::vector<Text> names_;
  std::vector<BlockerReading> blockers_;
  std::vector<std::size_t> focus_;
  std::vector<std::size_t> matter_;  ///< at most one
  Text zone_;  ///< said in the sentence before, holds for the mentions of the next
  std::vector<Text> zone_stages_;
  int zone_sentence_ = 0;
  int focus_paragraph_ = 0;
  int last_new_sentence_ = 0;
  bool group_open_ = false;
  bool overflow_ = false;
};

}  // namespace tc::formats::report

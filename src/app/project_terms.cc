// SPDX-License-Identifier: Apache-2.0
#include "app/project_terms.h"

#include "model/scheduling_rules.h"

namespace tc::app {

engine::ProjectTerms terms_of(const model::Project& project, Day data_date,
                              std::optional<Note>& note) {
  engine::ProjectTerms terms;
  terms.data_date = start_of(data_date);
  terms.project_start = project.plan_start;
  terms.must_finish_by = project.must_finish_by;
  const Result<model::SchedulingRules> rules = model::rules_from_text(project.scheduling);
  if (rules) {
    terms.rules = *rules;
  } else {
    note = Note{.rule = rules.error().rule,
                .message = rules.error().message + "; the house rules are used",
                .where = project.name};
  }
  return terms;
}

std::vector<engine::ProjectTerms> terms_of(std::span<const model::ProjectFile* const> files,
                                           Day data_date) {
  std::vector<engine::ProjectTerms> terms;
  terms.reserve(files.size());
  std::optional<Note> unread;
  for (const model::ProjectFile* file : files) {
    terms.push_back(terms_of(file->project, data_date, unread));
  }
  return terms;
}

}  // namespace tc::app

// The product's knowledge as data: activity networks, calendars, stage words, report word lists,
// light packs, priors. Read once at the start from the embedded templates or from a folder an
// official edits; a set that does not check stops the start.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/embedded.h"
#include "base/result.h"
#include "formats/blocker/blocker_words.h"
#include "formats/report/rules.h"
#include "formats/template/template_set.h"
#include "rules/agenda.h"
#include "rules/crash_options.h"
#include "rules/learning/learned.h"
#include "rules/light.h"
#include "rules/prior.h"
#include "rules/quality/pack.h"
#include "rules/reference_class.h"
#include "rules/risk.h"

namespace tc::app {

struct Library {
  formats::TemplateSet templates;
  formats::report::ReportRules report_rules;
  formats::BlockerWords blocker_words;
  std::vector<rules::LightPack> packs;
  std::vector<rules::QualityPack> quality_packs;
  rules::BlockerPriors priors;
  std::vector<rules::ReferenceClass> classes;  ///< what became of other people's projects
  rules::CrashOptions crash_options;
  rules::RiskTable risks;  ///< what outlooks assume
  rules::AgendaSettings agenda;
  rules::LearningPrior learning;  ///< how fast the priors give way to the record
  std::function<std::string(std::string_view)> to_simplified;  ///< OpenCC t2s
};

/// From `folder`, or the embedded templates when empty. Rules: templates.folder and those of each
/// file's reader.
[[nodiscard]] Result<Library> load_library(const std::string& folder);

/// The pack with this key; the default pack ("seasonal") when the key is empty or unknown.
[[nodiscard]] const rules::LightPack& pack_of(const Library& library, std::string_view key);

/// The pack with this key; the default pack ("dcma14") when the key is empty. Rule: quality.pack.
[[nodiscard]] Result<const rules::QualityPack*> quality_pack_of(const Library& library,
                                                                std::string_view key);

}  // namespace tc::app

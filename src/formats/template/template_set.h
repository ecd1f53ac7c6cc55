// The product's templates: activity networks per project type, standard calendars and the stage
// word table, read from the TOML files described in templates/README.md. Checked when read: a set
// that parses has unique keys and ids, no loops, and ranges that hold.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/embedded.h"
#include "base/result.h"
#include "model/state.h"
#include "model/template.h"

namespace tc::formats {

struct TemplateSet {
  std::vector<model::ProjectTemplate> networks;    ///< sorted by key
  std::vector<model::CalendarTemplate> calendars;  ///< sorted by key
  model::StageRules stages;
};

/// One file each; `where` is the file's name, errors say `where:line`. Rules: template.syntax,
/// .missing, .type, .unknown_field, .value, .duplicate, .predecessor, .loop, .duration.
[[nodiscard]] Result<model::ProjectTemplate> parse_template(std::string_view text,
                                                            std::string_view where);
[[nodiscard]] Result<model::CalendarTemplate> parse_calendar(std::string_view text,
                                                             std::string_view where);
[[nodiscard]] Result<model::StageRules> parse_stage_rules(std::string_view text,
                                                          std::string_view where);

/// `networks/*.toml`, `calendars/*.toml` and `stages.toml` of a templates folder; other files are
/// none of this reader's. Also: template.calendar (a network names no calendar of the set),
/// template.none (no network at all).
[[nodiscard]] Result<TemplateSet> parse_templates(std::span<const EmbeddedFile> files);

[[nodiscard]] const model::ProjectTemplate* find_template(const TemplateSet& set,
                                                          std::string_view key);
[[nodiscard]] const model::CalendarTemplate* find_calendar(const TemplateSet& set,
                                                           std::string_view key);

/// The template key that a project's name points to, or nothing: highest rule priority, then the
/// word that ends latest (Chinese names put the head last), then the longest word.
[[nodiscard]] std::optional<std::string> type_of(const TemplateSet& set, std::string_view name);

/// Next free ids of the city; moved on by what is made.
struct NextIds {
  model::ActivityId activity{1};
  model::LinkId link{1};
};

/// `project` with the template's activities and finish-start links: type set, everything inferred
/// with source note "模板 KEY", weight = share of the likely duration of phases C, E and T.
/// No dates.
[[nodiscard]] model::ProjectFile instantiate(const model::ProjectTemplate& network,
                                             const model::Project& project, NextIds& next,
                                             model::CalendarId calendar);

}  // namespace tc::formats

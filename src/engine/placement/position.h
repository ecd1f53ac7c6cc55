// From the stage words of a text to a position on the project's template, by the table
// templates/stages.toml: nothing is guessed, what fits nowhere becomes a note.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>

#include "base/result.h"
#include "model/template.h"

namespace tc::engine {

struct PositionReading {
  std::optional<model::Position> position;
  model::SideState side{};  ///< 停工 and the like
  std::string side_words;   ///< the phrase that says so
  Notes notes;
};

/// Where the words put a project of this type. Longer table words win inside a phrase; of several
/// positions the most advanced one counts, and one that cannot be true beside it is noted. Words of
/// the weak rows count only when nothing else speaks. Notes: stage.unknown (in no row, or the
/// template has no such step), stage.wish (planned, hoped for or denied), stage.contradiction.
[[nodiscard]] PositionReading position_of(const model::StageRules& rules,
                                          std::span<const std::string> words,
                                          const model::ProjectTemplate& network);

}  // namespace tc::engine

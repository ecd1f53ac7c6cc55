// Which kind of blocker a sentence describes, and which activities that kind usually holds: a word
// list an official can edit (templates/blockers.toml). What no word fits stays unclassified.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/blocker.h"

namespace tc::formats {

struct BlockerWordRow {
  model::BlockerKind kind{};
  std::vector<std::string> words;       ///< any of these in the sentence
  std::vector<std::string> activities;  ///< any of these in the name of the activity held
};

struct BlockerWords {
  std::vector<BlockerWordRow> rows;  ///< first match wins
};

/// Rules: template.syntax, template.value (unknown kind) and those of TomlFields.
[[nodiscard]] Result<BlockerWords> parse_blocker_words(std::string_view toml,
                                                       std::string_view where);

/// The first row one of whose words stands in `sentence`, or nullptr.
[[nodiscard]] const BlockerWordRow* match(const BlockerWords& words, std::string_view sentence);

}  // namespace tc::formats

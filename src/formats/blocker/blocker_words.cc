// SPDX-License-Identifier: Apache-2.0
#include "formats/blocker/blocker_words.h"

#include <algorithm>

#include "formats/template/toml_fields.h"

namespace tc::formats {

Result<BlockerWords> parse_blocker_words(std::string_view toml, std::string_view where) {
  TC_TRY(const toml::table table, parse_toml(toml, where));
  BlockerWords words;
  TomlFields file(table, where);
  for (const toml::table* entry : file.tables("kind")) {
    TomlFields fields(*entry, where);
    const std::string name = fields.text("name");
    BlockerWordRow row{.kind = {},
                       .words = fields.texts_or_none("words"),
                       .activities = fields.texts_or_none("activities")};
    const auto kind = model::from_name<model::BlockerKind>(name);
    if (!kind) fields.fault("template.value", "'" + name + "' is no kind of blocker", "name");
    TC_TRY_VOID(fields.done());
    row.kind = *kind;
    words.rows.push_back(std::move(row));
  }
  TC_TRY_VOID(file.done());
  return words;
}

const BlockerWordRow* match(const BlockerWords& words, std::string_view sentence) {
  for (const BlockerWordRow& row : words.rows) {
    const bool fits = std::ranges::any_of(row.words, [&](const std::string& word) {
      return sentence.find(word) != std::string_view::npos;
    });
    if (fits) return &row;
  }
  return nullptr;
}

}  // namespace tc::formats

// Nouns as JSON and back, from visit_fields alone: one field, one spelling. Days and minutes are
// text (2025-07-15, 2025-07-15T08:30), money is a number in 万元 with at most six decimals, enums
// are their names. Left out when written: unset optionals, empty text and lists, ids that are 0.
// Read strictly: unknown fields, wrong types and unknown names are errors with a JSON pointer.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/state.h"

namespace tc::formats {

enum class Revisions : bool { leave_out, write };

/// Fields in the order of visit_fields.
[[nodiscard]] nlohmann::ordered_json to_json(const model::Row& row,
                                             Revisions revisions = Revisions::write);
/// `to_json` as one line of UTF-8; the canonical form (journal, comparison).
[[nodiscard]] std::string to_json_text(const model::Row& row,
                                       Revisions revisions = Revisions::write);

/// A row of the collection `noun` ("activities"); fields that are absent or null get their default.
/// Rules: json.noun, json.unknown_field, json.type, json.enum, money.shape, day.shape … and those
/// of parse_json. `where` of an error is `pointer` plus the field.
[[nodiscard]] Result<model::Row> row_from_json(std::string_view noun, std::string_view text);
[[nodiscard]] Result<model::Row> row_from_value(std::string_view noun, const nlohmann::json& value,
                                                std::string_view pointer = {});

/// `row` with the fields present in `patch` replaced; null clears a field. Same rules; `id`,
/// `code` of a city, `project_id` and `revision` may only repeat what they are (json.fixed).
[[nodiscard]] Result<model::Row> patched_value(const model::Row& row, const nlohmann::json& patch,
                                               std::string_view pointer = {});
[[nodiscard]] Result<model::Row> patched(const model::Row& row, std::string_view patch_text);

/// Collection names, in the order of model::Row.
[[nodiscard]] const std::vector<std::string>& noun_names();

}  // namespace tc::formats

// Where a value came from. Every noun carries one; FieldSource says it for a single field that
// differs from its noun (a project read from a report whose type was inferred, say).
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "model/fields.h"
#include "model/ids.h"

namespace tc::model {

enum class Provenance : std::uint8_t { reported, measured, inferred, assumed };
template <>
inline constexpr auto kEnumNames<Provenance> =
    std::to_array<std::string_view>({"reported", "measured", "inferred", "assumed"});

/// The source of one field of one noun of a project.
struct FieldSource {
  static constexpr std::string_view kNoun = "field_sources";
  FieldSourceId id;
  std::int64_t revision{};
  ProjectId project_id;
  std::string noun;  ///< collection name, e.g. "projects"
  std::int64_t noun_id{};
  std::string field;  ///< field name as in visit_fields
  Provenance provenance{};
  std::string source_note;  ///< "report of 2025-07-15, sentence 7", "模板 lime"
  friend bool operator==(const FieldSource&, const FieldSource&) = default;
};

template <class P, class V>
requires Is<P, FieldSource>
void visit_fields(P& p, V&& v) {
  v("id", p.id);
  v("revision", p.revision);
  v("project_id", p.project_id);
  v("noun", p.noun);
  v("noun_id", p.noun_id);
  v("field", p.field);
  v("provenance", p.provenance);
  v("source_note", p.source_note);
}

}  // namespace tc::model

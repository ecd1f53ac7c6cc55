// The programme file: a city's whole programme (or several cities') as one JSON document, for
// import, export and examples; published as api/programme.schema.json. Ids are whole numbers local
// to the file: `id` may be left out where nothing refers to the row. A project may name a template
// in place of its activities. Loops of the network are left to the engine.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "formats/noun/json_text.h"
#include "formats/template/template_set.h"
#include "model/state.h"

namespace tc::formats {

/// A project made from a template still wants its dates: either it runs from `start`, or its
/// stage words hold on `placed_on`.
struct TemplateRequest {
  model::ProjectId project_id;
  std::string key;
  std::optional<Day> start;
  std::optional<Day> placed_on;
  friend bool operator==(const TemplateRequest&, const TemplateRequest&) = default;
};

struct ProgrammeCity {
  model::CityState state;  ///< ids of the file; template projects hold their activities already
  std::vector<TemplateRequest> requests;
};

struct ProgrammeReading {
  std::vector<ProgrammeCity> cities;
  Notes notes;
};

/// Reads and checks a programme. `templates` are those a project may name. Rules: those of
/// parse_json and row_from_json; programme.format, .version, .missing, .duplicate_id, .reference,
/// .project, .template, .range, .limit. `where` is a JSON pointer (line:column for what is no
/// JSON).
[[nodiscard]] Result<ProgrammeReading> read_programme(std::string_view bytes,
                                                      const TemplateSet& templates,
                                                      const JsonLimits& limits = {});

/// The programme of one city, pretty-printed with one row a line; revisions and users are left
/// out. Reading it back gives an equal state, revisions and users aside.
[[nodiscard]] std::string write_programme(const model::CityState& state);

/// Adds `offset` to every id that is not 0, in all rows, references and requests: for bringing a
/// file into a city that has rows already.
void shift_ids(ProgrammeCity& city, std::int64_t offset);

}  // namespace tc::formats

// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <nlohmann/json.hpp>

#include "formats/report/reader.h"

namespace tc::formats::report {
namespace {

using Json = nlohmann::ordered_json;

/// Text the report does not state is null.
Json or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

/// Whole numbers without a decimal point.
Json number(double value) {
  const bool whole = std::floor(value) == value && std::abs(value) < 9e15;
  return whole ? Json(static_cast<std::int64_t>(value)) : Json(value);
}

Json to_json(const VisitReading& visit) {
  return {{"date", or_null(visit.date)},
          {"leader", visit.leader},
          {"title", or_null(visit.title)},
          {"participants", visit.participants}};
}

Json to_json(const ProjectReading& project) {
  Json out{{"name", project.name},
           {"unit", or_null(project.unit)},
           {"capacity", nullptr},
           {"investment", nullptr},
           {"place", or_null(project.place)},
           {"stage_words", project.stage_words},
           {"asked", project.asked},
           {"sentence", project.sentence}};
  if (project.capacity) {
    out["capacity"] = {{"value", number(project.capacity->value)},
                       {"unit", project.capacity->unit},
                       {"text", project.capacity->text}};
  }
  if (project.investment) {
    out["investment"] = {{"value_wan", number(to_wan(project.investment->amount))},
                         {"text", project.investment->text}};
  }
  return out;
}

Json to_json(const DirectiveReading& directive) {
  Json scope = directive.projects;
  if (directive.all) scope = Json::array({"ALL"});
  return {{"verb", or_null(directive.verb)},  {"speaker", or_null(directive.speaker)},
          {"addressee", directive.addressee}, {"projects", std::move(scope)},
          {"atoms", directive.atoms},         {"deadline", or_null(directive.deadline)},
          {"text", directive.text},           {"sentence", directive.sentence}};
}

template <class Rows, class F>
Json array_of(const Rows& rows, F&& convert) {
  Json out = Json::array();
  for (const auto& row : rows) out.push_back(convert(row));
  return out;
}

}  // namespace

std::string reading_to_json(const Reading& reading) {
  Json out;
  out["visit"] = reading.visit ? to_json(*reading.visit) : Json(nullptr);
  out["projects"] = array_of(reading.projects, [](const auto& row) { return to_json(row); });
  out["directives"] = array_of(reading.directives, [](const auto& row) { return to_json(row); });
  out["blockers"] = array_of(reading.blockers, [](const BlockerReading& row) {
    return Json{{"project", or_null(row.project)}, {"text", row.text}, {"sentence", row.sentence}};
  });
  out["damage"] = array_of(reading.damage, [](const DamageReading& row) {
    return Json{{"text", row.text},
                {"proposal", or_null(row.proposal)},
                {"sentence", row.sentence == 0 ? Json(nullptr) : Json(row.sentence)}};
  });
  out["notes"] = array_of(reading.notes, [](const Note& row) {
    return Json{{"rule", row.rule}, {"message", row.message}, {"where", row.where}};
  });
  out["heading"] = or_null(reading.heading);
  out["sentences"] = array_of(reading.sentences, [](const Sentence& row) {
    return Json{{"number", row.number}, {"paragraph", row.paragraph}, {"text", row.text}};
  });
  return out.dump(2, ' ', false, Json::error_handler_t::replace);
}

}  // namespace tc::formats::report

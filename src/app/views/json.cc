// SPDX-License-Identifier: Apache-2.0
#include "app/views/json.h"

#include <fmt/format.h>

#include "app/encode.h"
#include "app/why.h"

namespace tc::app {
namespace {

/// UTC ISO time with milliseconds.
std::string utc_text(std::int64_t ms) {
  const std::int64_t minutes = ms / 60'000;
  const std::int64_t rest = ms % 60'000;
  return fmt::format("{}:{:02}.{:03}Z", to_text(Minute{minutes}), rest / 1000, rest % 1000);
}

Json json_or_null(const std::string& text) {
  if (text.empty()) return nullptr;
  Json parsed = Json::parse(text, nullptr, false);
  return parsed.is_discarded() ? Json(text) : parsed;
}

}  // namespace

std::string to_json(const std::vector<CityView>& cities) {
  return Json{{"cities", encode(cities)}}.dump();
}
std::string to_json(const DispatchSheet& sheet) { return encode(sheet).dump(); }
std::string to_json(const Overview& overview) { return encode(overview).dump(); }
std::string to_json(const ProjectList& list) { return encode(list).dump(); }
std::string to_json(const ProjectPage& page) { return encode(page).dump(); }

std::string to_json(const ChangedRow& changed) {
  Json row = std::visit([](const auto& r) { return encode(r); }, changed.row);
  return Json{{"noun", model::noun_of(changed.row)},
              {"id", model::id_of(changed.row)},
              {"revision", model::revision_of(changed.row)},
              {"project_id", model::project_of(changed.row).value},
              {"row", std::move(row)}}
      .dump();
}

std::string to_json(const std::vector<model::JournalEntry>& entries) {
  Json list = Json::array();
  for (const model::JournalEntry& entry : entries) {
    Json item = encode(entry);
    item["recorded_at"] = utc_text(entry.recorded_at);
    item["before"] = json_or_null(entry.before);
    item["after"] = json_or_null(entry.after);
    list.push_back(std::move(item));
  }
  return Json{{"entries", std::move(list)}}.dump();
}

std::string to_json(const Error& error) {
  return Json{{"error",
               {{"rule", error.rule},
                {"message", error.message},
                {"where", error.where},
                {"advice", error.advice}}}}
      .dump();
}

std::string to_json(const WhyAnswer& answer) { return encode(answer).dump(); }

}  // namespace tc::app

// Calendars, stage words, and the whole set.
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "formats/template/template_set.h"
#include "formats/template/toml_fields.h"

namespace tc::formats {
namespace {

/// "install+commission" → {install, commission}; empty parts are a fault of the caller.
std::vector<std::string> split_group(std::string_view group) {
  std::vector<std::string> out;
  while (true) {
    const std::size_t plus = group.find('+');
    out.emplace_back(group.substr(0, plus));
    if (plus == std::string_view::npos) return out;
    group.remove_prefix(plus + 1);
  }
}

Result<model::StageRule> parse_stage_rule(const toml::table& table, std::string_view where) {
  TomlFields fields(table, where);
  model::StageRule out;
  out.words = fields.texts_or_none("words");
  if (out.words.empty()) fields.fault("template.missing", "a stage rule needs 'words'", "words");
  for (const std::string& group : fields.texts_or_none("at")) {
    out.at.push_back(split_group(group));
    if (std::ranges::find(out.at.back(), std::string()) != out.at.back().end()) {
      fields.fault("template.value", fmt::format("'{}' has an empty tag", group), "at");
    }
  }
  const std::string relation = fields.text_or("relation", "during");
  const auto known = model::from_name<model::Relation>(relation);
  if (!known) {
    fields.fault("template.value",
                 fmt::format("relation '{}' is none of before, during, after", relation),
                 "relation");
  }
  out.relation = known.value_or(model::Relation::during);
  out.fraction = fields.number_or("fraction", out.relation == model::Relation::during ? 0.5 : 1.0);
  if (out.fraction < 0.0 || out.fraction > 1.0) {
    fields.fault("template.value", fmt::format("fraction {}: 0 to 1", out.fraction), "fraction");
  }
  out.weak = fields.flag_or("weak", false);
  const std::string side = fields.text_or("side", "none");
  const auto side_state = model::from_name<model::SideState>(side);
  if (!side_state)
    fields.fault("template.value", fmt::format("side '{}' is unknown", side), "side");
  out.side = side_state.value_or(model::SideState::none);
  if (out.at.empty() && out.side == model::SideState::none) {
    fields.fault("template.missing", "a stage rule needs 'at' or 'side'", "at");
  }
  TC_TRY_VOID(fields.done());
  return out;
}

template <class T>
Result<void> add(std::vector<T>& all, T one, std::string_view path) {
  const auto at = std::ranges::lower_bound(all, one.key, {}, &T::key);
  if (at != all.end() && at->key == one.key) {
    return fail(Code::bad_input, "template.duplicate",
                fmt::format("the key '{}' stands in two files", one.key), std::string(path));
  }
  all.insert(at, std::move(one));
  return {};
}

template <class T>
const T* find_key(const std::vector<T>& all, std::string_view key) {
  const auto at = std::ranges::lower_bound(all, key, {}, &T::key);
  return at != all.end() && at->key == key ? &*at : nullptr;
}

}  // namespace

Result<model::CalendarTemplate> parse_calendar(std::string_view text, std::string_view where) {
  TC_TRY(const toml::table root, parse_toml(text, where));
  TomlFields fields(root, where);
  model::CalendarTemplate out;
  out.key = fields.text("key");
  out.calendar.name = fields.text("name");
  out.calendar.week = fields.text("week");
  out.calendar.exceptions = fields.text_or("exceptions", "");
  out.calendar.winter = fields.text_or("winter", "");
  out.calendar.whole_days = fields.flag_or("whole_days", false);
  out.calendar.provisional = fields.flag_or("provisional", false);
  TC_TRY_VOID(fields.done());
  return out;
}

Result<model::StageRules> parse_stage_rules(std::string_view text, std::string_view where) {
  TC_TRY(const toml::table root, parse_toml(text, where));
  TomlFields fields(root, where);
  model::StageRules out;
  out.not_yet = fields.texts_or_none("not_yet");
  out.done = fields.texts_or_none("done");
  const std::vector<const toml::table*> rules = fields.tables("stage");
  TC_TRY_VOID(fields.done());
  for (const toml::table* table : rules) {
    TC_TRY(out.rules.emplace_back(), parse_stage_rule(*table, where));
  }
  return out;
}

Result<TemplateSet> parse_templates(std::span<const EmbeddedFile> files) {
  TemplateSet out;
  for (const EmbeddedFile& file : files) {
    if (!file.path.ends_with(".toml")) continue;
    if (file.path.starts_with("networks/")) {
      TC_TRY(model::ProjectTemplate network, parse_template(file.bytes, file.path));
      TC_TRY_VOID(add(out.networks, std::move(network), file.path));
    } else if (file.path.starts_with("calendars/")) {
      TC_TRY(model::CalendarTemplate calendar, parse_calendar(file.bytes, file.path));
      TC_TRY_VOID(add(out.calendars, std::move(calendar), file.path));
    } else if (file.path == "stages.toml") {
      TC_TRY(out.stages, parse_stage_rules(file.bytes, file.path));
    }
  }
  if (out.networks.empty()) {
    return fail(Code::bad_input, "template.none", "no networks/*.toml found", {},
                "point to a folder laid out like templates/");
  }
  for (const model::ProjectTemplate& network : out.networks) {
    if (find_calendar(out, network.calendar)) continue;
    return fail(Code::bad_input, "template.calendar",
                fmt::format("template '{}' names the calendar '{}', which is not there",
                            network.key, network.calendar));
  }
  return out;
}

const model::ProjectTemplate* find_template(const TemplateSet& set, std::string_view key) {
  return find_key(set.networks, key);
}

const model::CalendarTemplate* find_calendar(const TemplateSet& set, std::string_view key) {
  return find_key(set.calendars, key);
}

}  // namespace tc::formats

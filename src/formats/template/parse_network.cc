// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "formats/template/template_set.h"
#include "formats/template/toml_fields.h"

namespace tc::formats {
namespace {

using model::ProjectTemplate;
using model::TemplateActivity;

constexpr std::array<std::string_view, 8> kPhases{"S1", "S2", "S3", "C", "E", "T", "S4", "R"};
constexpr double kLongestMonths = 600.0;
constexpr std::size_t kMostActivities = 10'000;

using CodeIndex = std::map<std::string, std::size_t>;

void check_months(TomlFields& fields, const std::vector<double>& months, TemplateActivity& out) {
  if (months.size() != 3) {
    fields.fault("template.duration", "three durations are needed: [shortest, likely, longest]",
                 "months");
    return;
  }
  out.months_low = months[0];
  out.months_likely = months[1];
  out.months_high = months[2];
  const bool is_point = out.kind == model::ActivityKind::milestone && months[2] == 0.0;
  const bool in_order = months[0] <= months[1] && months[1] <= months[2];
  if (!in_order || months[0] < 0.0 || (months[0] == 0.0 && !is_point) ||
      months[2] > kLongestMonths) {
    fields.fault("template.duration",
                 fmt::format("durations {}, {}, {} months do not grow from above 0 to at most {}",
                             months[0], months[1], months[2], kLongestMonths),
                 "months");
  }
}

Result<TemplateActivity> parse_activity(const toml::table& table, std::string_view where) {
  TomlFields fields(table, where);
  TemplateActivity out;
  out.code = fields.code("id");
  out.name = fields.text("name");
  out.name_en = fields.text("en");
  out.phase = fields.text("phase");
  out.owner = fields.text("owner");
  out.resource = fields.text_or("resource", "");
  out.after = fields.codes_or_none("after");
  out.tags = fields.texts_or_none("tags");
  out.key_node = fields.flag_or("key", false);

  const std::string kind = fields.text_or("kind", "task");
  const auto known = model::from_name<model::ActivityKind>(kind);
  if (!known || *known > model::ActivityKind::milestone) {
    fields.fault("template.value", fmt::format("kind '{}' is none of task, gate, milestone", kind),
                 "kind");
  }
  out.kind = known.value_or(model::ActivityKind::task);
  check_months(fields, fields.numbers("months"), out);

  const std::int64_t weather = fields.whole_or("weather", 0);
  if (weather < 0 || weather > 2) {
    fields.fault("template.value", fmt::format("weather {} is none of 0, 1, 2", weather),
                 "weather");
  }
  out.weather = static_cast<std::int32_t>(std::clamp<std::int64_t>(weather, 0, 2));
  if (std::ranges::find(kPhases, out.phase) == kPhases.end()) {
    fields.fault("template.value",
                 fmt::format("phase '{}' is none of S1 S2 S3 C E T S4 R", out.phase), "phase");
  }
  if (fields.has("statutory_days")) {
    const std::int64_t days = fields.whole_or("statutory_days", 0);
    if (days < 1 || days > 3660) {
      fields.fault("template.value", fmt::format("{} statutory days: 1 to 3660", days),
                   "statutory_days");
    }
    out.statutory_days = static_cast<std::int32_t>(std::clamp<std::int64_t>(days, 1, 3660));
  }
  TC_TRY_VOID(fields.done());
  return out;
}

Result<model::TypeRule> parse_type_rule(const toml::table& table, std::string_view where) {
  TomlFields fields(table, where);
  model::TypeRule out;
  out.all = fields.texts_or_none("all");
  out.any = fields.texts_or_none("any");
  out.unless = fields.texts_or_none("unless");
  const std::int64_t priority = fields.whole_or("priority", 50);
  if (priority < 0 || priority > 1000) {
    fields.fault("template.value", fmt::format("priority {}: 0 to 1000", priority), "priority");
  }
  out.priority = static_cast<std::int32_t>(std::clamp<std::int64_t>(priority, 0, 1000));
  if (out.all.empty() && out.any.empty()) {
    fields.fault("template.missing", "a rule needs 'any' or 'all' words", "any");
  }
  TC_TRY_VOID(fields.done());
  return out;
}

/// Members of one loop among activities that can never start, as "3 → 7 → 3".
std::string loop_text(const ProjectTemplate& network, const CodeIndex& index,
                      const std::vector<int>& open) {
  std::size_t at = 0;
  while (open[at] == 0) ++at;
  std::vector<std::size_t> seen;
  while (std::ranges::find(seen, at) == seen.end()) {
    seen.push_back(at);
    for (const std::string& code : network.activities[at].after) {
      const std::size_t before = index.at(code);
      if (open[before] == 0) continue;
      at = before;
      break;
    }
  }
  std::string out = network.activities[at].code;
  std::vector<std::size_t> loop(std::ranges::find(seen, at), seen.end());
  std::ranges::reverse(loop);  // we walked against the arrows
  for (const std::size_t member : loop) out += " → " + network.activities[member].code;
  return out;
}

/// Predecessors exist and form no loop: takes away what can start until nothing is left.
Result<void> check_order(const ProjectTemplate& network, const CodeIndex& index,
                         const std::vector<std::string>& places) {
  const std::size_t count = network.activities.size();
  std::vector<int> open(count);
  std::vector<std::vector<std::size_t>> successors(count);
  for (std::size_t i = 0; i < count; ++i) {
    open[i] = static_cast<int>(network.activities[i].after.size());
    for (const std::string& code : network.activities[i].after) {
      const auto before = index.find(code);
      if (before == index.end()) {
        return fail(Code::bad_input, "template.predecessor",
                    fmt::format("activity {} follows {}, which is not there",
                                network.activities[i].code, code),
                    places[i]);
      }
      successors[before->second].push_back(i);
    }
  }
  std::vector<std::size_t> ready;
  for (std::size_t i = 0; i < count; ++i) {
    if (open[i] == 0) ready.push_back(i);
  }
  std::size_t done = 0;
  for (; done < ready.size(); ++done) {
    for (const std::size_t next : successors[ready[done]]) {
      if (--open[next] == 0) ready.push_back(next);
    }
  }
  if (done == count) return {};
  const std::size_t first = static_cast<std::size_t>(
      std::ranges::find_if(open, [](int n) { return n != 0; }) - open.begin());
  return fail(Code::bad_input, "template.loop",
              fmt::format("activities form a loop: {}", loop_text(network, index, open)),
              places[first]);
}

}  // namespace

Result<model::ProjectTemplate> parse_template(std::string_view text, std::string_view where) {
  TC_TRY(const toml::table root, parse_toml(text, where));
  TomlFields fields(root, where);
  ProjectTemplate out;
  out.key = fields.text("key");
  out.name = fields.text("name");
  out.name_en = fields.text("en");
  out.calendar = fields.text_or("calendar", "daily");
  const std::vector<const toml::table*> rules = fields.tables("recognise");
  const std::vector<const toml::table*> activities = fields.tables("activity");
  if (activities.empty()) fields.fault("template.missing", "there is no [[activity]]", {});
  if (activities.size() > kMostActivities) {
    fields.fault("template.value",
                 fmt::format("{} activities, at most {}", activities.size(), kMostActivities),
                 "activity");
  }
  TC_TRY_VOID(fields.done());

  for (const toml::table* table : rules) {
    TC_TRY(out.recognise.emplace_back(), parse_type_rule(*table, where));
  }
  CodeIndex index;
  std::vector<std::string> places;
  for (const toml::table* table : activities) {
    TC_TRY(TemplateActivity activity, parse_activity(*table, where));
    places.push_back(TomlFields(*table, where).place("id"));
    if (!index.emplace(activity.code, out.activities.size()).second) {
      return fail(Code::bad_input, "template.duplicate",
                  fmt::format("activity {} stands twice", activity.code), places.back());
    }
    std::vector<std::string> once = activity.after;
    std::ranges::sort(once);
    if (std::ranges::adjacent_find(once) != once.end()) {
      return fail(Code::bad_input, "template.duplicate",
                  fmt::format("activity {} names a predecessor twice", activity.code),
                  places.back());
    }
    out.activities.push_back(std::move(activity));
  }
  TC_TRY_VOID(check_order(out, index, places));
  return out;
}

}  // namespace tc::formats

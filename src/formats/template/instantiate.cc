// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>

#include "base/text.h"
#include "formats/template/template_set.h"

namespace tc::formats {
namespace {

using model::ProjectTemplate;
using model::TemplateActivity;

/// How well a rule fits a name; larger is better, in this order.
struct Fit {
  std::int32_t priority{};
  std::size_t end{};     ///< where the matched word ends in the name
  std::size_t length{};  ///< of the matched word
  friend auto operator<=>(const Fit&, const Fit&) = default;
};

bool has(std::string_view name, const std::string& word) {
  return name.find(word) != std::string_view::npos;
}

std::optional<Fit> fit_of(const model::TypeRule& rule, std::string_view name) {
  const auto in_name = [&](const std::string& word) { return has(name, word); };
  if (!std::ranges::all_of(rule.all, in_name)) return std::nullopt;
  if (std::ranges::any_of(rule.unless, in_name)) return std::nullopt;
  std::optional<Fit> best;
  for (const std::string& word : rule.any.empty() ? rule.all : rule.any) {
    const std::size_t at = name.rfind(word);
    if (at == std::string_view::npos) continue;
    const Fit fit{rule.priority, at + word.size(), word.size()};
    if (!best || *best < fit) best = fit;
  }
  return best;
}

bool is_physical(const std::string& phase) { return phase == "C" || phase == "E" || phase == "T"; }

model::Activity activity_of(const TemplateActivity& from, double physical_months) {
  model::Activity out;
  out.code = from.code;
  out.name = from.name;
  out.name_en = from.name_en;
  out.kind = from.kind;
  out.phase = from.phase;
  out.owner = from.owner;
  out.weather = from.weather;
  out.duration_low = model::minutes_of_months(from.months_low);
  out.duration_likely = model::minutes_of_months(from.months_likely);
  out.duration_high = model::minutes_of_months(from.months_high);
  if (is_physical(from.phase)) out.weight = from.months_likely / physical_months;
  out.key_node = from.key_node;
  out.statutory_days = from.statutory_days;
  out.provenance = model::Provenance::inferred;
  return out;
}

}  // namespace

std::optional<std::string> type_of(const TemplateSet& set, std::string_view name) {
  const std::string plain = text::nfkc(name);
  std::optional<Fit> best;
  std::optional<std::string> key;
  for (const ProjectTemplate& network : set.networks) {
    for (const model::TypeRule& rule : network.recognise) {
      const std::optional<Fit> fit = fit_of(rule, plain);
      if (!fit || (best && *fit <= *best)) continue;
      best = fit;
      key = network.key;
    }
  }
  return key;
}

model::ProjectFile instantiate(const ProjectTemplate& network, const model::Project& project,
                               NextIds& next, model::CalendarId calendar) {
  double physical_months = 0.0;
  for (const TemplateActivity& activity : network.activities) {
    if (is_physical(activity.phase)) physical_months += activity.months_likely;
  }
  model::ProjectFile out;
  out.project = project;
  out.project.type = network.key;
  std::map<std::string, model::ActivityId> ids;
  for (const TemplateActivity& from : network.activities) {
    model::Activity activity = activity_of(from, physical_months);
    activity.id = next.activity;
    next.activity = {next.activity.value + 1};
    activity.project_id = project.id;
    activity.calendar_id = calendar;
    activity.source_note = fmt::format("模板 {}", network.key);
    ids[from.code] = activity.id;
    out.activities.push_back(std::move(activity));
  }
  for (const TemplateActivity& from : network.activities) {
    for (const std::string& before : from.after) {
      model::Link link;
      link.id = next.link;
      next.link = {next.link.value + 1};
      link.project_id = project.id;
      link.predecessor_id = ids.at(before);
      link.successor_id = ids.at(from.code);
      link.provenance = model::Provenance::inferred;
      out.links.push_back(link);
    }
  }
  return out;
}

}  // namespace tc::formats

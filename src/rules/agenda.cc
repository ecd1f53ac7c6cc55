// SPDX-License-Identifier: Apache-2.0
#include "rules/agenda.h"

#include <fmt/format.h>

#include <toml++/toml.h>
#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <optional>

#include "base/text.h"

namespace tc::rules {
namespace {

constexpr std::int64_t kMostCandidates = 200;
constexpr std::int64_t kMostTrials = 2000;
constexpr std::int64_t kMostMinutes = 24 * 60;

tl::unexpected<Error> bad(std::string rule, std::string message, std::string_view where) {
  return fail(Code::bad_input, std::move(rule), std::move(message), std::string(where));
}

struct Bounds {
  std::int64_t least;
  std::int64_t most;
};

Result<std::int64_t> whole(const toml::table& table, std::string_view name, Bounds bounds,
                           std::string_view where) {
  const auto value = table[name].value<std::int64_t>();
  if (!value) return bad("agenda.field", fmt::format("'{}' must be a whole number", name), where);
  if (*value >= bounds.least && *value <= bounds.most) return *value;
  return bad("agenda.number",
             fmt::format("'{}' is {}, not from {} to {}", name, *value, bounds.least, bounds.most),
             where);
}

Result<AgendaSettings> take(const toml::table& root, std::string_view where) {
  for (const auto& [key, value] : root) {
    const std::string_view name = key.str();
    const bool known = name == "source" || name == "candidates" || name == "trials" ||
                       name == "seed" || name == "least_share" || name == "minutes";
    if (!known) return bad("agenda.field", fmt::format("unknown key '{}'", name), where);
  }
  AgendaSettings settings;
  settings.source = root["source"].value_or(std::string());
  const toml::table* minutes = root["minutes"].as_table();
  const auto share = root["least_share"].value<double>();
  if (settings.source.empty() || minutes == nullptr || !share) {
    return bad("agenda.field", "'source', 'least_share' and [minutes] are needed", where);
  }
  if (!std::isfinite(*share) || *share < 0 || *share > 1) {
    return bad("agenda.number", fmt::format("'least_share' is {}, not from 0 to 1", *share), where);
  }
  settings.least_share = *share;
  TC_TRY(settings.candidates, whole(root, "candidates", {0, kMostCandidates}, where));
  TC_TRY(settings.trials, whole(root, "trials", {16, kMostTrials}, where));
  TC_TRY(settings.seed, whole(root, "seed", {0, INT64_MAX}, where));
  if (minutes->size() != settings.minutes.size()) {
    return bad("agenda.field", "[minutes] needs one number for each kind of decision", where);
  }
  for (std::size_t i = 0; i < settings.minutes.size(); ++i) {
    const std::string_view kind = model::kEnumNames<DecisionKind>[i];
    TC_TRY(settings.minutes[i], whole(*minutes, kind, {1, kMostMinutes}, where));
  }
  return settings;
}

}  // namespace

Result<AgendaSettings> parse_agenda(std::string_view toml, std::string_view where) {
  if (text::first_bad_utf8(toml) != std::string_view::npos) {
    return bad("agenda.syntax", "the file is not UTF-8", where);
  }
  try {
    return take(toml::parse(toml), where);
  } catch (const toml::parse_error& error) {
    return bad("agenda.syntax", std::string(error.description()),
               fmt::format("{}: line {}", where, error.source().begin.line));
  }
}

std::vector<std::size_t> merge_agenda(std::span<const std::vector<AgendaStep>> projects) {
  std::vector<std::size_t> order;
  std::vector<std::size_t> at(projects.size(), 0);
  while (true) {
    std::optional<std::size_t> best;
    for (std::size_t p = 0; p < projects.size(); ++p) {
      if (at[p] == projects[p].size()) continue;
      if (!best || projects[p][at[p]].rate > projects[*best][at[*best]].rate) best = p;
    }
    if (!best) return order;
    order.push_back(projects[*best][at[*best]++].decision);
  }
}

std::vector<std::size_t> share_places(std::span<const std::string> counties, std::size_t places,
                                      double least_share) {
  std::vector<std::size_t> order(counties.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  if (places == 0 || places >= order.size()) return order;
  const auto due =
      static_cast<std::int64_t>(std::floor(least_share * static_cast<double>(places) + 1e-9));
  std::map<std::string_view, std::int64_t> held;
  for (std::size_t i = 0; i < places; ++i) ++held[counties[order[i]]];
  for (std::size_t next = places; next < order.size(); ++next) {
    const std::string_view county = counties[order[next]];
    if (held[county] >= due) continue;
    std::size_t gives = places;
    while (gives > 0 && held[counties[order[gives - 1]]] <= due) --gives;
    if (gives == 0) break;
    --held[counties[order[gives - 1]]];
    ++held[county];
    // What is held up takes the last place, what gives way the first one after it.
    const std::size_t up = order[next];
    const std::size_t down = order[gives - 1];
    order.erase(order.begin() + static_cast<std::ptrdiff_t>(next));
    order.erase(order.begin() + static_cast<std::ptrdiff_t>(gives - 1));
    order.insert(order.begin() + static_cast<std::ptrdiff_t>(places - 1), up);
    order.insert(order.begin() + static_cast<std::ptrdiff_t>(places), down);
  }
  return order;
}

}  // namespace tc::rules

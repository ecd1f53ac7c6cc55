// SPDX-License-Identifier: Apache-2.0
#include "rules/crash_options.h"

#include <fmt/format.h>

#include <toml++/toml.h>
#include <algorithm>
#include <cmath>
#include <initializer_list>

#include "base/text.h"

namespace tc::rules {
namespace {

constexpr std::int64_t kMostSteps = 60;  ///< of a linear way
constexpr std::int64_t kMostFen = std::int64_t{1} << 50;

tl::unexpected<Error> bad(std::string rule, std::string message, std::string where,
                          std::string advice = {}) {
  return fail(Code::bad_input, std::move(rule), std::move(message), std::move(where),
              std::move(advice));
}

Result<void> check_keys(const toml::table& table, std::vector<std::string> known,
                        const std::string& where) {
  for (const auto& [key, value] : table) {
    const std::string name(key.str());
    if (std::ranges::find(known, name) != known.end()) continue;
    const std::string near = text::nearest(name, known);
    return bad("crash_options.field", fmt::format("unknown key '{}'", name), where,
               near.empty() ? "" : fmt::format("did you mean '{}'?", near));
  }
  return {};
}

Result<std::string> text_of(const toml::table& table, std::string_view key,
                            const std::string& where) {
  auto value = table[key].value_exact<std::string>();
  if (value && !value->empty()) return *value;
  return bad("crash_options.field", fmt::format("'{}' must be a text", key), where);
}

Result<double> number_of(const toml::table& table, std::string_view key, double most,
                         const std::string& where) {
  const auto value = table[key].value<double>();
  if (value && *value >= 0 && *value <= most) return *value;
  return bad("crash_options.share",
             value ? fmt::format("'{}' is {}", key, *value) : fmt::format("no number '{}'", key),
             where, fmt::format("from 0 to {}", most));
}

Result<std::vector<std::string>> phases_of(const toml::table& table, const std::string& where) {
  std::vector<std::string> phases;
  if (!table.contains("phases")) return phases;
  const toml::array* list = table["phases"].as_array();
  for (std::size_t i = 0; list != nullptr && i < list->size(); ++i) {
    const auto phase = (*list)[i].value_exact<std::string>();
    if (!phase) list = nullptr;
    if (phase) phases.push_back(*phase);
  }
  if (list != nullptr && !phases.empty()) return phases;
  return bad("crash_options.field", "'phases' must be a list of texts", where);
}

Result<CrashWay> way_of(const toml::table& table, const CrashOptions& options,
                        const std::string& where) {
  TC_TRY(const std::string name, text_of(table, "way", where));
  const auto way = model::from_name<CrashWay>(name);
  if (!way || *way == CrashWay::normal) {
    return bad("crash_options.way", fmt::format("unknown way '{}'", name), where);
  }
  if (std::ranges::find(options.options, *way, &CrashOption::way) != options.options.end()) {
    return bad("crash_options.way", fmt::format("'{}' stands twice", name), where);
  }
  return *way;
}

Result<void> parse_way(const toml::table& table, CrashOptions& options, const std::string& where) {
  TC_TRY_VOID(check_keys(
      table, {"way", "zh", "en", "linear", "most_share", "price_share", "phases"}, where));
  CrashOption option;
  TC_TRY(option.way, way_of(table, options, where));
  TC_TRY(option.zh, text_of(table, "zh", where));
  TC_TRY(option.en, text_of(table, "en", where));
  const auto linear = table["linear"].value_exact<bool>();
  if (!linear) return bad("crash_options.field", "'linear' must be true or false", where);
  option.linear = *linear;
  TC_TRY(option.most_share, number_of(table, "most_share", 0.9, where));
  if (option.most_share == 0) return bad("crash_options.share", "'most_share' is 0", where);
  TC_TRY(option.price_share, number_of(table, "price_share", 1000, where));
  TC_TRY(option.phases, phases_of(table, where));
  options.options.push_back(std::move(option));
  return {};
}

Result<void> parse_enclosure(const toml::table& root, CrashOptions& options,
                             const std::string& where) {
  if (!root.contains("enclosure")) return {};
  const toml::table* table = root["enclosure"].as_table();
  if (table == nullptr) return bad("crash_options.field", "'enclosure' must be a table", where);
  TC_TRY_VOID(check_keys(*table, {"zh", "en", "price_share"}, where));
  WinterEnclosure enclosure;
  TC_TRY(enclosure.zh, text_of(*table, "zh", where));
  TC_TRY(enclosure.en, text_of(*table, "en", where));
  TC_TRY(enclosure.price_share, number_of(*table, "price_share", 1000, where));
  options.enclosure = std::move(enclosure);
  return {};
}

Result<CrashOptions> parse_root(const toml::table& root, const std::string& where) {
  TC_TRY_VOID(check_keys(
      root, {"source", "source_en", "day_cost_wan", "least_days", "way", "enclosure"}, where));
  CrashOptions options;
  TC_TRY(options.source, text_of(root, "source", where));
  TC_TRY(options.source_en, text_of(root, "source_en", where));
  TC_TRY(const double cost, number_of(root, "day_cost_wan", 1e5, where));
  options.day_cost = from_wan(cost);
  TC_TRY(const double least, number_of(root, "least_days", 3660, where));
  options.least_days = static_cast<int>(least);
  const toml::array* rows = root["way"].as_array();
  if (rows == nullptr) return bad("crash_options.field", "[[way]] rows are needed", where);
  for (const toml::node& node : *rows) {
    const std::string line = fmt::format("{}: line {}", where, node.source().begin.line);
    if (!node.is_table()) return bad("crash_options.field", "'way' must be tables", line);
    TC_TRY_VOID(parse_way(*node.as_table(), options, line));
  }
  TC_TRY_VOID(parse_enclosure(root, options, where));
  return options;
}

}  // namespace

Result<CrashOptions> parse_crash_options(std::string_view toml, std::string_view where) {
  if (text::first_bad_utf8(toml) != std::string_view::npos) {
    return bad("crash_options.syntax", "the file is not UTF-8", std::string(where));
  }
  try {
    return parse_root(toml::parse(toml), std::string(where));
  } catch (const toml::parse_error& error) {
    return bad("crash_options.syntax", std::string(error.description()),
               fmt::format("{}: line {}", where, error.source().begin.line));
  }
}

namespace {

Money times(Money money, double factor) {
  const double fen = std::round(static_cast<double>(money.fen) * factor);
  return {static_cast<std::int64_t>(std::min(fen, static_cast<double>(kMostFen)))};
}

bool can_be_crashed(const model::Activity& activity) {
  return activity.kind == model::ActivityKind::task ||
         activity.kind == model::ActivityKind::resource_dependent;
}

bool suits(const CrashOption& option, const model::Activity& activity) {
  return option.phases.empty() ||
         std::ranges::find(option.phases, activity.phase) != option.phases.end();
}

void add_offers(const CrashOption& option, std::int64_t days_left, Money day_cost,
                std::vector<CrashOffer>& offers) {
  const double share = option.most_share * static_cast<double>(days_left);
  const std::int64_t most = std::min(static_cast<std::int64_t>(share + 1e-9), days_left - 1);
  if (most < 1) return;
  const Money day = times(day_cost, option.price_share);
  const std::int64_t step = option.linear ? (most + kMostSteps - 1) / kMostSteps : most;
  for (std::int64_t days = step; days <= most; days += step) {
    offers.push_back({option.way, false, days, times(day, static_cast<double>(days))});
  }
}

/// Without offers that another one beats: as fast, as well protected and no dearer. The rest by
/// protection and days saved, so that the fastest stands last.
std::vector<CrashOffer> without_beaten(std::vector<CrashOffer> offers) {
  std::ranges::stable_sort(offers, [](const CrashOffer& a, const CrashOffer& b) {
    if (a.enclosed != b.enclosed) return b.enclosed;
    if (a.days_less != b.days_less) return a.days_less < b.days_less;
    return a.price > b.price;
  });
  std::vector<CrashOffer> kept;
  for (std::size_t i = 0; i < offers.size(); ++i) {
    const bool beaten = std::any_of(offers.begin() + static_cast<std::ptrdiff_t>(i) + 1,
                                    offers.end(), [&](const CrashOffer& other) {
                                      return other.price <= offers[i].price &&
                                             other.days_less >= offers[i].days_less;
                                    });
    if (i == 0 || !beaten) kept.push_back(offers[i]);
  }
  return kept;
}

}  // namespace

std::vector<CrashOffer> offers_for(const CrashOptions& options, const model::Activity& activity,
                                   std::int64_t days_left, Money day_cost, bool winter) {
  std::vector<CrashOffer> offers{{CrashWay::normal, false, 0, {}}};
  if (!can_be_crashed(activity) || days_left < options.least_days) return offers;
  for (const CrashOption& option : options.options) {
    if (suits(option, activity)) add_offers(option, days_left, day_cost, offers);
  }
  if (winter && options.enclosure) {
    const double share = options.enclosure->price_share * static_cast<double>(days_left);
    const Money price = times(day_cost, share);
    const std::size_t open = offers.size();
    for (std::size_t i = 0; i < open; ++i) {
      CrashOffer offer = offers[i];
      offer.enclosed = true;
      offer.price = offer.price + price;
      offers.push_back(offer);
    }
  }
  return without_beaten(std::move(offers));
}

CrashLabel label_of(const CrashOptions& options, CrashWay way, bool enclosed) {
  CrashLabel label;
  const auto option = std::ranges::find(options.options, way, &CrashOption::way);
  if (option != options.options.end()) label = {option->zh, option->en};
  if (enclosed && options.enclosure) {
    if (!label.zh.empty()) label = {label.zh + " + ", label.en + " + "};
    label = {label.zh + options.enclosure->zh, label.en + options.enclosure->en};
  }
  return label;
}

}  // namespace tc::rules

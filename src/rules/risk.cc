// SPDX-License-Identifier: Apache-2.0
#include "rules/risk.h"

#include <fmt/format.h>

#include <toml++/toml.h>
#include <algorithm>
#include <cmath>
#include <optional>

#include "base/text.h"

namespace tc::rules {
namespace {

constexpr double kMostMultiple = 100;
constexpr int kMostTries = 20;

tl::unexpected<Error> bad(std::string rule, std::string message, std::string where) {
  return fail(Code::bad_input, std::move(rule), std::move(message), std::move(where));
}

/// One table of a file, read key by key; what nobody read is an error.
struct Row {
  const toml::table& table;
  std::string where;

  [[nodiscard]] Result<void> only(std::initializer_list<std::string_view> known) const {
    for (const auto& [key, value] : table) {
      if (std::ranges::find(known, key.str()) != known.end()) continue;
      return bad("risk.field", fmt::format("unknown key '{}'", key.str()), where);
    }
    return {};
  }
  [[nodiscard]] Result<std::string> text(std::string_view name) const {
    const auto value = table[name].value<std::string>();
    if (value && !value->empty()) return *value;
    return bad("risk.field", fmt::format("'{}' must be a text", name), where);
  }
  [[nodiscard]] Result<double> number(std::string_view name, double least, double most) const {
    const auto value = table[name].value<double>();
    if (!value) return bad("risk.field", fmt::format("'{}' must be a number", name), where);
    if (std::isfinite(*value) && *value >= least && *value <= most) return *value;
    return bad("risk.number",
               fmt::format("'{}' is {}, not from {} to {}", name, *value, least, most), where);
  }
  /// `count` rising numbers.
  [[nodiscard]] Result<std::vector<double>> rising(std::string_view name, std::size_t count) const {
    const toml::array* list = table[name].as_array();
    if (list == nullptr || list->size() != count) {
      return bad("risk.field", fmt::format("'{}' must be {} numbers", name, count), where);
    }
    std::vector<double> numbers;
    for (const toml::node& node : *list) {
      const auto value = node.value<double>();
      const double least = numbers.empty() ? 0.01 : numbers.back();
      if (!value || !std::isfinite(*value) || *value < least || *value > kMostMultiple) {
        return bad("risk.number", fmt::format("'{}' must rise from 0.01 to 100", name), where);
      }
      numbers.push_back(*value);
    }
    return numbers;
  }
  template <class T>
  [[nodiscard]] Result<std::vector<T>> list(std::string_view name) const {
    std::vector<T> values;
    if (!table.contains(name)) return values;
    const toml::array* list = table[name].as_array();
    if (list == nullptr) return bad("risk.field", fmt::format("'{}' must be a list", name), where);
    for (const toml::node& node : *list) {
      const auto value = node.value<T>();
      if (!value) return bad("risk.field", fmt::format("'{}' has a wrong member", name), where);
      values.push_back(*value);
    }
    return values;
  }
};

Result<ActivityFilter> filter_of(const Row& row) {
  ActivityFilter filter;
  TC_TRY(const std::vector<std::string> kinds, row.list<std::string>("kinds"));
  for (const std::string& name : kinds) {
    const auto kind = model::from_name<model::ActivityKind>(name);
    if (!kind) return bad("risk.field", fmt::format("unknown kind '{}'", name), row.where);
    filter.kinds.push_back(*kind);
  }
  TC_TRY(filter.phases, row.list<std::string>("phases"));
  TC_TRY(filter.weathers, row.list<std::int32_t>("weather"));
  TC_TRY(filter.owners, row.list<std::string>("owners"));
  return filter;
}

Result<RiskName> name_of(const Row& row) {
  RiskName name;
  TC_TRY(name.key, row.text("key"));
  TC_TRY(name.zh, row.text("zh"));
  TC_TRY(name.en, row.text("en"));
  return name;
}

Result<void> take_range(const Row& row, SpreadRule& rule) {
  TC_TRY(const std::vector<double> range, row.rising("range", 2));
  if (range[0] > 1 || range[1] < 1) {
    return bad("risk.number", "'range' must reach from at most 1 to at least 1", row.where);
  }
  rule.low = range[0];
  rule.high = range[1];
  return {};
}

Result<SpreadRule> spread_row(const Row& row) {
  TC_TRY_VOID(row.only({"key", "zh", "en", "kinds", "phases", "weather", "owners", "range"}));
  SpreadRule rule;
  TC_TRY(rule.name, name_of(row));
  TC_TRY(rule.of, filter_of(row));
  TC_TRY_VOID(take_range(row, rule));
  return rule;
}

Result<SharedRisk> driver_row(const Row& row) {
  TC_TRY_VOID(row.only(
      {"key", "zh", "en", "kinds", "phases", "weather", "owners", "chance", "factor", "source"}));
  SharedRisk risk;
  TC_TRY(risk.name, name_of(row));
  TC_TRY(risk.name.source, row.text("source"));
  TC_TRY(risk.of, filter_of(row));
  TC_TRY(risk.chance, row.number("chance", 0, 1));
  TC_TRY(const std::vector<double> factor, row.rising("factor", 3));
  risk.low = factor[0];
  risk.likely = factor[1];
  risk.high = factor[2];
  return risk;
}

Result<RefusalRule> refusal_row(const Row& row) {
  TC_TRY_VOID(row.only({"key", "zh", "en", "kinds", "phases", "weather", "owners", "chance",
                        "share", "most_tries", "source"}));
  RefusalRule rule;
  TC_TRY(rule.name, name_of(row));
  TC_TRY(rule.name.source, row.text("source"));
  TC_TRY(rule.of, filter_of(row));
  TC_TRY(rule.chance, row.number("chance", 0, 0.99));
  TC_TRY(rule.share, row.number("share", 0, 1));
  TC_TRY(const double tries, row.number("most_tries", 1, kMostTries));
  rule.most_tries = static_cast<int>(tries);
  return rule;
}

/// Each [[name]] of the file through `read`.
template <class T>
Result<void> rows_of(const toml::table& root, std::string_view name, std::string_view where,
                     Result<T> (*read)(const Row&), std::vector<T>& out) {
  if (!root.contains(name)) return {};
  const toml::array* rows = root[name].as_array();
  if (rows == nullptr) {
    return bad("risk.field", fmt::format("'{}' must be a list of tables", name),
               std::string(where));
  }
  for (const toml::node& node : *rows) {
    const std::string line = fmt::format("{}: line {}", where, node.source().begin.line);
    if (!node.is_table()) return bad("risk.field", "a row must be a table", line);
    TC_TRY(T row, read(Row{*node.as_table(), line}));
    out.push_back(std::move(row));
  }
  return {};
}

Result<void> take_spreads(const toml::table& root, const std::string& where, RiskTable& table) {
  const Row file{root, where};
  TC_TRY_VOID(file.only({"source", "spread", "release"}));
  TC_TRY(const std::string source, file.text("source"));
  TC_TRY_VOID(rows_of<SpreadRule>(root, "spread", where, spread_row, table.spreads));
  for (SpreadRule& rule : table.spreads) rule.name.source = source;
  const toml::table* release = root["release"].as_table();
  if (release == nullptr) return bad("risk.field", "[release] is needed", where);
  table.release.name = {.key = "release", .zh = "堵点解除", .en = "releases", .source = source};
  return take_range(Row{*release, where}, table.release);
}

Result<void> take_drivers(const toml::table& root, const std::string& where, RiskTable& table) {
  TC_TRY_VOID((Row{root, where}.only({"driver", "refusal"})));
  TC_TRY_VOID(rows_of<SharedRisk>(root, "driver", where, driver_row, table.drivers));
  return rows_of<RefusalRule>(root, "refusal", where, refusal_row, table.refusals);
}

using Take = Result<void> (*)(const toml::table&, const std::string&, RiskTable&);

Result<void> parse(std::string_view toml, std::string_view where, Take take, RiskTable& table) {
  if (text::first_bad_utf8(toml) != std::string_view::npos) {
    return bad("risk.syntax", "the file is not UTF-8", std::string(where));
  }
  try {
    return take(toml::parse(toml), std::string(where), table);
  } catch (const toml::parse_error& error) {
    return bad("risk.syntax", std::string(error.description()),
               fmt::format("{}: line {}", where, error.source().begin.line));
  }
}

template <class T, class V>
bool among(const std::vector<T>& list, const V& value) {
  return list.empty() || std::ranges::find(list, value) != list.end();
}

template <class T>
const T* first_that_fits(const std::vector<T>& rows, const model::Activity& activity) {
  const auto at = std::ranges::find_if(rows, [&](const T& row) { return fits(row.of, activity); });
  return at == rows.end() ? nullptr : &*at;
}

}  // namespace

bool fits(const ActivityFilter& filter, const model::Activity& activity) {
  const bool owned = std::ranges::any_of(filter.owners, [&](const std::string& part) {
    return activity.owner.find(part) != std::string::npos;
  });
  return among(filter.kinds, activity.kind) && among(filter.phases, activity.phase) &&
         among(filter.weathers, activity.weather) && (filter.owners.empty() || owned);
}

const SpreadRule* spread_of(const RiskTable& table, const model::Activity& activity) {
  return first_that_fits(table.spreads, activity);
}

const RefusalRule* refusal_of(const RiskTable& table, const model::Activity& activity) {
  return first_that_fits(table.refusals, activity);
}

Result<void> parse_spreads(std::string_view toml, std::string_view where, RiskTable& table) {
  return parse(toml, where, take_spreads, table);
}

Result<void> parse_drivers(std::string_view toml, std::string_view where, RiskTable& table) {
  return parse(toml, where, take_drivers, table);
}

}  // namespace tc::rules

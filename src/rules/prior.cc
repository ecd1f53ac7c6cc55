// SPDX-License-Identifier: Apache-2.0
#include "rules/prior.h"

#include <fmt/format.h>

#include <toml++/toml.h>
#include <algorithm>

#include "base/text.h"

namespace tc::rules {
namespace {

tl::unexpected<Error> bad(std::string rule, std::string message, std::string where,
                          std::string advice = {}) {
  return fail(Code::bad_input, std::move(rule), std::move(message), std::move(where),
              std::move(advice));
}

Result<ResidualDays> parse_days(const toml::table& table, std::string_view level,
                                const std::string& where) {
  const toml::array* row = table[level].as_array();
  if (row == nullptr) return bad("prior.missing", fmt::format("no days for '{}'", level), where);
  std::array<int, 3> days{};
  bool good = row->size() == days.size();
  for (std::size_t i = 0; good && i < days.size(); ++i) {
    const auto value = (*row)[i].value<int>();
    good = value && *value >= (i == 0 ? 0 : days[i - 1]) && *value <= 3660;
    if (good) days[i] = *value;
  }
  if (good) return ResidualDays{days[0], days[1], days[2]};
  return bad("prior.days", fmt::format("days of '{}' are not three rising whole numbers", level),
             where, "write [low, likely, high] with 0 <= low <= likely <= high <= 3660");
}

Result<model::BlockerKind> parse_kind(const toml::table& table, const std::string& where) {
  const auto name = table["kind"].value<std::string>();
  if (!name) return bad("prior.field", "'kind' must be a text", where);
  if (const auto kind = model::from_name<model::BlockerKind>(*name)) return *kind;
  const auto& names = model::kEnumNames<model::BlockerKind>;
  const std::string near = text::nearest(*name, {names.begin(), names.end()});
  return bad("prior.kind", fmt::format("unknown kind '{}'", *name), where,
             near.empty() ? "" : fmt::format("did you mean '{}'?", near));
}

Result<void> parse_row(const toml::table& table, BlockerPriors& priors, const std::string& where) {
  for (const auto& [key, value] : table) {
    const std::string_view name = key.str();
    const bool known = name == "kind" || name == "letter" || name == "zh" || name == "en" ||
                       model::from_name<model::BlockerLevel>(name);
    if (!known) return bad("prior.field", fmt::format("unknown key '{}'", name), where);
  }
  TC_TRY(const model::BlockerKind kind, parse_kind(table, where));
  BlockerPrior& prior = priors.kinds[static_cast<std::size_t>(kind)];
  if (!prior.letter.empty()) {
    return bad("prior.kind", fmt::format("'{}' stands twice", model::to_name(kind)), where);
  }
  prior.letter = table["letter"].value_or(std::string());
  prior.zh = table["zh"].value_or(std::string());
  prior.en = table["en"].value_or(std::string());
  if (prior.letter.empty() || prior.zh.empty() || prior.en.empty()) {
    return bad("prior.field", "'letter', 'zh' and 'en' must be texts", where);
  }
  for (std::size_t i = 0; i < kBlockerLevels; ++i) {
    TC_TRY(prior.days[i], parse_days(table, model::kEnumNames<model::BlockerLevel>[i], where));
  }
  return {};
}

Result<BlockerPriors> parse_root(const toml::table& root, const std::string& where) {
  BlockerPriors priors;
  priors.source = root["source"].value_or(std::string());
  const toml::array* rows = root["blocker"].as_array();
  if (rows == nullptr || priors.source.empty()) {
    return bad("prior.field", "'source' and [[blocker]] rows are needed", where);
  }
  for (const toml::node& node : *rows) {
    const std::string line = fmt::format("{}: line {}", where, node.source().begin.line);
    if (!node.is_table()) return bad("prior.field", "'blocker' must be a list of tables", line);
    TC_TRY_VOID(parse_row(*node.as_table(), priors, line));
  }
  for (std::size_t i = 0; i < kBlockerKinds; ++i) {
    if (!priors.kinds[i].letter.empty()) continue;
    return bad("prior.missing",
               fmt::format("no row for '{}'", model::kEnumNames<model::BlockerKind>[i]), where);
  }
  return priors;
}

}  // namespace

Result<BlockerPriors> parse_blocker_priors(std::string_view toml, std::string_view where) {
  if (text::first_bad_utf8(toml) != std::string_view::npos) {
    return bad("prior.syntax", "the file is not UTF-8", std::string(where));
  }
  try {
    return parse_root(toml::parse(toml), std::string(where));
  } catch (const toml::parse_error& error) {
    return bad("prior.syntax", std::string(error.description()),
               fmt::format("{}: line {}", where, error.source().begin.line));
  }
}

ExpectedRelease expected_release(const BlockerPriors& priors, const model::Blocker& blocker,
                                 Day data_date) {
  if (blocker.release_likely) {
    const Day likely = std::max(*blocker.release_likely, data_date);
    const Day low = std::max(blocker.release_low.value_or(likely), data_date);
    return {std::min(low, likely), likely, std::max(blocker.release_high.value_or(likely), likely),
            false};
  }
  const ResidualDays& days = priors.kinds[static_cast<std::size_t>(blocker.kind)]
                                 .days[static_cast<std::size_t>(blocker.level)];
  return {data_date + days.low, data_date + days.likely, data_date + days.high, true};
}

}  // namespace tc::rules

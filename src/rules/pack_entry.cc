// SPDX-License-Identifier: Apache-2.0
#include "rules/pack_entry.h"

#include <algorithm>
#include <cmath>

#include "base/text.h"

namespace tc::rules {

tl::unexpected<Error> bad(std::string rule, std::string message, const Entry& entry,
                          std::string advice) {
  return fail(Code::bad_input, std::move(rule), std::move(message), entry.where, std::move(advice));
}

std::string did_you_mean(std::string_view word, const Names& known) {
  const std::string near = text::nearest(word, known);
  return near.empty() ? "known: " + fmt::format("{}", fmt::join(known, ", "))
                      : fmt::format("did you mean '{}'?", near);
}

Result<void> check_keys(const Entry& entry, const Names& known) {
  for (const auto& [key, value] : entry.table) {
    if (std::ranges::find(known, key.str()) != known.end()) continue;
    return bad("pack.field", fmt::format("unknown key '{}'", key.str()), entry,
               did_you_mean(key.str(), known));
  }
  return {};
}

Result<std::string> text_of(const Entry& entry, std::string_view key) {
  const auto value = entry.table[key].value<std::string>();
  if (value && !value->empty()) return *value;
  return bad("pack.field", fmt::format("'{}' must be a text that is not empty", key), entry);
}

Result<std::optional<double>> number_of(const Entry& entry, std::string_view key, double least,
                                        double most) {
  if (!entry.table.contains(key)) return std::optional<double>();
  const auto value = entry.table[key].value<double>();
  if (value && std::isfinite(*value) && *value >= least && *value <= most) {
    return std::optional<double>(*value);
  }
  return bad("pack.bounds", fmt::format("'{}' must be a number from {} to {}", key, least, most),
             entry);
}

Result<toml::table> parse_pack(std::string_view toml, std::string_view key) {
  if (text::first_bad_utf8(toml) != std::string_view::npos) {
    return fail(Code::bad_input, "pack.syntax", "the file is not UTF-8", std::string(key));
  }
  try {
    return toml::parse(toml);
  } catch (const toml::parse_error& error) {
    return fail(Code::bad_input, "pack.syntax", std::string(error.description()),
                fmt::format("{}: line {}", key, error.source().begin.line));
  }
}

}  // namespace tc::rules
